"""A slogan, a name and a unit in, the frame around a portrait out: light and text around a hole through which the photo shows.

A frame is square, 1080 units a side, and everything that must be read lies in the circle to which profile pictures are
cropped, less a tenth. The portrait takes the place of the filament: the light around it comes from the person.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from assetkit.draw.arc import Arc, arc_text
from assetkit.draw.drawing import Box, Drawing, Palette, number, radial
from assetkit.draw.glyphs import Dot, Faces, pick, shape
from assetkit.draw.ramp import colour, is_warm, mix
from assetkit.errors import AssetkitError

Point = tuple[float, float]
SIDE = 1080.0
MIDDLE = (540.0, 540.0)
SAFE = 486.0
"""Radius of the circle that must hold all text: the inscribed one less 10% (profile pictures are cropped to a circle)."""
OPTICAL = 0.3
"""Where the optical middle of a line lies, in em above its baseline: between the middles of x-height and capitals."""
AIR = 6.0
"""Least distance of ink from the edges of its ring, units."""
LIT = 1.16
"""How much larger a lit dot is than the font's own: it must be seen on a picture 320 px wide."""
TONES = 3


@dataclass(frozen=True)
class Ring:
    """The room for a line of text between two circles, in units of the frame."""

    centre: Point
    inner: float
    outer: float


@dataclass(frozen=True)
class Variant:
    """What tells one unit's frame from another's: ``turn`` (0–1 of a beam), how many ``rays``, which ``tone`` (0, 1, …)."""

    turn: float = 0.0
    rays: int = 18
    tone: int = 0


@dataclass(frozen=True)
class Frame(Drawing):
    """A frame with the boxes of its glyphs by line: axis-aligned, one for each glyph that has ink."""

    boxes: Mapping[str, tuple[Box, ...]] = field(default_factory=dict)


def variant(values: Mapping[str, Any] | None, **standard: Any) -> Variant:
    """The variant of a unit (None: of nobody). AssetkitError when a value is missing or cannot be drawn."""
    if values is None:
        return Variant(**standard)
    try:
        found = Variant(float(values["turn"]), int(values["rays"]), int(values["tone"]))
    except (KeyError, TypeError, ValueError) as error:
        raise AssetkitError(
            f"a variant needs turn, rays and tone: {error}", where="avatar", hint="facts.variant"
        ) from error
    if not (0 <= found.turn <= 1 and 3 <= found.rays <= 60 and found.tone >= 0):
        raise AssetkitError(
            f"{found} cannot be drawn", where="avatar", hint="turn 0 to 1, rays 3 to 60, tone 0 or more"
        )
    return found


def least_type(width: float, height: float, text: float) -> float:
    """The smallest type in units of the frame when ``text`` px is the smallest on a canvas of ``width`` × ``height`` px."""
    if width != height:
        raise AssetkitError(f"an avatar is square, not {width:g}×{height:g} px", where="avatar", hint="1080x1080")
    return max(26.0, text * SIDE / width)


def toned(palette: Palette, tone: int) -> dict[str, str]:
    """The campaign's colours in one of three lights: as they are, brighter with a pale rim, by night with a deep one.

    Lit dots keep the campaign's own accent; the toned one is for the rim, the band and the points.
    """
    light, support, ground, deep = (colour(palette, name) for name in ("light", "support", "ground", "deep"))
    accent, hot, step, warm = colour(palette, "accent"), colour(palette, "hot"), tone % TONES, is_warm(palette)
    rim = (accent, mix(accent, "#ffffff", 0.5), mix(accent, hot, 0.55))[step]
    if warm:
        lights = (mix(light, ground, 0.5), mix(mix(light, hot, 0.16), deep, 0.16), mix(ground, deep, 0.35))
        grounds = (mix(ground, deep, 0.3), mix(ground, deep, 0.1), mix(ground, deep, 0.8))
        depth = (0.12, 0.0, 0.4)[step]
        return {
            **palette,
            "accent": rim,
            "light": lights[step],
            "ground": grounds[step],
            "deep": mix(deep, "#000000", depth),
        }
    supports = (support, mix(support, light, 0.26), mix(ground, support, 0.45))
    grounds = (ground, mix(ground, support, 0.24), mix(ground, deep, 0.5))
    return {**palette, "accent": rim, "support": supports[step], "ground": grounds[step]}


def ring_text(
    text: str, faces: Faces, ring: Ring, *, top: bool, weight: str, size_max: float, tracking: float = 0.0, **paint: Any
) -> Arc:
    """A line in the middle of its ring, at the top or below: the largest size whose ink stays between the two circles.

    The box of every glyph, with its corners, lies within ``SAFE``, too. ``paint``: what ``arc_text`` takes besides
    (``max_angle``, ``size_min``, ``fill``, ``light``); its error when the text is too long.
    """
    ink = shape(text.strip(), pick(faces, weight), tracking, paint.get("light") is not None).ink
    outward, inward = (-ink.top, ink.bottom) if top else (ink.bottom, -ink.top)
    room, side = ring.outer - ring.inner, 1 if top else -1
    size = min(size_max, room / max(ink.height, 0.1))
    # The radius follows the size, the size the radius: settled after two steps.
    for least in (1.0, 1.0, paint["size_min"]):
        wanted = (ring.inner + ring.outer) / 2 - side * OPTICAL * size
        radius = min(max(wanted, ring.inner + inward * size), ring.outer - outward * size)
        settings = {**paint, "size_min": least, "size_max": size, "weight": weight, "tracking": tracking}
        arc = arc_text(text, faces, radius=radius, centre=ring.centre, top=top, **settings)
        size = arc.size
    excess = max(reach(box) for box in arc.boxes) - SAFE
    if excess > 0:
        narrower = Ring(ring.centre, ring.inner, ring.outer - excess - 0.5)
        return ring_text(text, faces, narrower, top=top, weight=weight, size_max=size_max, tracking=tracking, **paint)
    return arc


def reach(box: Box) -> float:
    """How far a box's farthest corner is from the middle of the frame."""
    across = max(abs(box.left - MIDDLE[0]), abs(box.right - MIDDLE[0]))
    return math.hypot(across, max(abs(box.top - MIDDLE[1]), abs(box.bottom - MIDDLE[1])))


def shine(dots: Sequence[Dot], tone: str, name: str, reach: float = 3.6) -> str:
    """A soft light around each lit dot."""
    if not dots:
        return ""
    glow = radial(name, ((0.0, tone, 0.6), (0.3, tone, 0.38), (0.6, tone, 0.12), (1.0, tone, 0.0)))
    circles = (
        f'<circle cx="{dot.x:.1f}" cy="{dot.y:.1f}" r="{dot.radius * reach:.1f}" fill="url(#{name})"/>' for dot in dots
    )
    return f"<defs>{glow}</defs>{''.join(circles)}"


def quiet(arc: Arc, ring: Ring, middle: float, margin: float = 7.0) -> tuple[float, float, float, float]:
    """The sector around a line in which no point stands: middle, angle (degrees), inner and outer radius."""
    return middle, arc.angle + 2 * margin, ring.inner - 8, ring.outer + 14


def body(drawing: Drawing) -> str:
    """What a picture holds, without its <svg> tags."""
    return drawing.svg[drawing.svg.index(">") + 1 : -len("</svg>")]


def foot(palette: Palette, hole: tuple[Point, float], top: float, bottom: float) -> str:
    """A veil over the lower part of the portrait, in which a sign can stand: clear at ``top``, dense at ``bottom``."""
    (cx, cy), radius = hole
    tone = colour(palette, "deep" if is_warm(palette) else "ground")
    stops = "".join(
        f'<stop offset="{at:g}" stop-color="{tone}" stop-opacity="{alpha:g}"/>'
        for at, alpha in (
            (0, 0),
            (0.1, 0.02),
            (0.22, 0.1),
            (0.34, 0.27),
            (0.46, 0.52),
            (0.58, 0.74),
            (0.72, 0.88),
            (0.86, 0.95),
            (1, 0.97),
        )
    )
    place = f'gradientUnits="userSpaceOnUse" x1="0" y1="{number(top)}" x2="0" y2="{number(bottom)}"'
    disc = f'<circle cx="{number(cx)}" cy="{number(cy)}" r="{number(radius)}" fill="url(#foot)"/>'
    return f'<defs><linearGradient id="foot" {place}>{stops}</linearGradient></defs>{disc}'


def names(name: str, unit: str) -> str:
    """Name and unit on one line, a point of light between them."""
    return " • ".join(part.strip() for part in (name, unit) if part.strip())


def points_between(line: str, arc: Arc, faces: Faces, weight: str) -> list[Dot]:
    """Where the points between name and unit stand on an arc set without tracking: they are lit as the other dots are."""
    inked = [glyph for glyph in shape(line, pick(faces, weight), 0.0, False).glyphs if glyph.contours]
    boxes = [box for glyph, box in zip(inked, arc.boxes, strict=True) if glyph.text == "•"]
    return [
        Dot((box.left + box.right) / 2, (box.top + box.bottom) / 2, max(box.width, box.height) / 2) for box in boxes
    ]


def larger(dots: Sequence[Dot]) -> list[Dot]:
    """Lit dots, a little larger than the font draws them."""
    return [replace(dot, radius=dot.radius * LIT) for dot in dots]
