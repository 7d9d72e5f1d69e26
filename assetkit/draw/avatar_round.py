"""A slogan, a name and a unit in, two round frames out: the portrait in a corona of points, and the portrait as a sun."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assetkit.draw.arc import Arc, band
from assetkit.draw.avatar import (
    AIR,
    MIDDLE,
    SAFE,
    SIDE,
    Frame,
    Ring,
    Variant,
    body,
    foot,
    larger,
    least_type,
    names,
    points_between,
    quiet,
    ring_text,
    shine,
    toned,
    variant,
)
from assetkit.draw.drawing import Palette, dots, number, picture, radial
from assetkit.draw.glyphs import Dot, Faces
from assetkit.draw.marks import circle
from assetkit.draw.ramp import colour, mix
from assetkit.draw.rays import corona

PORTRAIT = 394.2
"""Radius of the hole of ``avatar_corona``, about the middle: 36.5% of the side."""
SUN, SUN_RADIUS = (540.0, 567.0), 378.0
"""The hole of ``avatar_sunburst``: its centre is 2.5% below the middle, its radius 35% of the side."""
RIM = 4.5
"""Half of the width of the lit line around a portrait."""
SEAL, SEAL_RADIUS = (540.0, 886.0), 122.0
"""The gold disc that closes a sunburst without a name; the sign stands on it."""


@dataclass(frozen=True)
class _Start:
    """What both frames begin with: the fonts, the smallest type (units of the frame), the unit's look and tones, and the colours of
    text and of lit dots, which are the campaign's own."""

    faces: Faces
    least: float
    look: Variant
    tones: Palette
    paper: str
    accent: str

    def line(self, text: str, ring: Ring, **how: Any) -> Arc:
        """A line of text in its ring, in the colour of text unless ``how`` says otherwise."""
        return ring_text(text, self.faces, ring, size_min=self.least, **{"fill": self.paper, **how})

    def slogan(self, text: str, ring: Ring, *, top: bool, size_max: float) -> Arc:
        """The slogan in its ring, its dots lit."""
        how = {"weight": "Black", "tracking": -0.012, "max_angle": 172, "light": self.accent}
        return self.line(text, ring, top=top, size_max=size_max, **how)

    def shine(self, lit: Sequence[Dot]) -> str:
        """The light around lit dots."""
        return shine(lit, self.accent, "lit")

    def points(self, lit: Sequence[Dot]) -> str:
        """The lit dots themselves."""
        return "".join(circle(dot, self.accent) for dot in larger(lit))


def _start(
    palette: Palette,
    faces: Faces,
    canvas: tuple[float, float, float],
    variant_of: Mapping[str, Any] | None,
    **standard: Any,
) -> _Start:
    """``canvas``: width, height and smallest type, px; ``standard``: the look of nobody's frame."""
    least, look = least_type(*canvas), variant(variant_of, **standard)
    return _Start(
        faces, least, look, toned(palette, look.tone), colour(palette, "paper"), colour(palette, "accent")
    )


def avatar_corona(
    slogan: str,
    *,
    palette: Palette,
    faces: Faces,
    name: str = "",
    unit: str = "",
    variant_of: Mapping[str, Any] | None = None,
    width: float = SIDE,
    height: float = SIDE,
    text: float = 26.0,
) -> Frame:
    """The portrait in a corona of points: the slogan below it, name and unit above, a dark foot for the sign.

    ``variant_of``: a unit's turn, rays and tone. ``width``, ``height``, ``text``: the canvas and its smallest type, px.
    AssetkitError when the canvas is not square or a text is too long for its arc.
    """
    start = _start(palette, faces, (width, height, text), variant_of)
    ring = Ring(MIDDLE, PORTRAIT + RIM + AIR, SAFE - 2)
    said = start.slogan(slogan, ring, top=False, size_max=66)
    lines, hush, lit, parts = {"slogan": said}, [quiet(said, ring, 180)], list(said.dots), [said.svg_fragment]
    if line := names(name, unit):
        who = start.line(line, ring, top=True, weight="Bold", size_max=52, max_angle=146)
        lines["name"], hush = who, [*hush, quiet(who, ring, 0)]
        lit += points_between(line, who, faces, "Bold")
        parts.append(who.svg_fragment)
    rays = start.look.rays
    light = corona(start.tones, hole=PORTRAIT, beams=rays, turn=360 * start.look.turn / rays, quiet=hush)
    veil = foot(start.tones, (MIDDLE, PORTRAIT), 610, 870)
    svg = picture(SIDE, SIDE, veil, body(light), start.shine(lit), *parts, start.points(lit))
    return Frame(svg, SIDE, SIDE, boxes={key: arc.boxes for key, arc in lines.items()})


def avatar_sunburst(
    slogan: str,
    *,
    palette: Palette,
    faces: Faces,
    name: str = "",
    unit: str = "",
    variant_of: Mapping[str, Any] | None = None,
    width: float = SIDE,
    height: float = SIDE,
    text: float = 26.0,
) -> Frame:
    """The portrait as a sun: rays and points leave it, the slogan stands above, name and unit on a golden band below.

    Without a name and a unit a golden seal closes the picture, on which the page puts the sign. Arguments and errors as
    for ``avatar_corona``.
    """
    start = _start(palette, faces, (width, height, text), variant_of, rays=20)
    ring = Ring(SUN, SUN_RADIUS + RIM + AIR + 4, SAFE - 2)
    said = start.slogan(slogan, ring, top=True, size_max=68)
    beams = 2 * start.look.rays
    light = corona(
        start.tones,
        centre=SUN,
        hole=SUN_RADIUS,
        beams=beams,
        turn=360 * start.look.turn / beams,
        reach=190,
        wedges=0.85,
        rim=False,
        quiet=[quiet(said, ring, 0)],
    )
    edge = f'<circle cx="{SUN[0]:g}" cy="{SUN[1]:g}" r="{SUN_RADIUS:g}" fill="none" stroke="{start.tones["accent"]}" stroke-width="{2 * RIM:g}"/>'
    plate, boxes = _plate(name.strip(), unit.strip(), start)
    lit = said.dots
    svg = picture(SIDE, SIDE, body(light), edge, start.shine(lit), said.svg_fragment, start.points(lit), plate)
    return Frame(svg, SIDE, SIDE, boxes={"slogan": said.boxes, **boxes})


def _plate(name: str, unit: str, start: _Start) -> tuple[str, dict[str, Any]]:
    """The golden band with one line or two, or the seal."""
    gold, dark = colour(start.tones, "accent"), colour(start.tones, "deep")
    if not (name or unit):
        return _seal(gold, dark), {}
    if name and unit:
        inner, outer = SUN_RADIUS - 66, SUN_RADIUS + 72
        rooms = [
            (name, "Black", 56, dark, inner + 9, inner + 79),
            (unit, "SemiBold", 40, colour(start.tones, "ink"), inner + 84, outer - 9),
        ]
    else:
        inner, outer = SUN_RADIUS - 48, SUN_RADIUS + 46
        rooms = [(name or unit, "Black", 54, dark, inner + 9, outer - 9)]
    arcs = [
        start.line(text, Ring(SUN, low, high), top=False, weight=weight, size_max=size, max_angle=124, fill=fill)
        for text, weight, size, fill, low, high in rooms
    ]
    angle = max(arc.angle for arc in arcs) + 14
    plate = band(centre=SUN, inner=inner, outer=outer, angle=angle, colour=gold, shade=dark)
    return plate + "".join(arc.svg_fragment for arc in arcs), {f"band-{i}": arc.boxes for i, arc in enumerate(arcs)}


def _seal(gold: str, dark: str) -> str:
    """A golden disc with a wreath of points."""
    (cx, cy), r = SEAL, SEAL_RADIUS
    fill = radial(
        "seal",
        ((0.0, mix(gold, "#FFFFFF", 0.45), 1), (0.6, gold, 1), (1.0, mix(gold, dark, 0.16), 1)),
        'cx="0.38" cy="0.3" r="0.8"',
    )
    shade = radial("seal-shade", ((0.7, dark, 0.34), (0.84, dark, 0.12), (1.0, dark, 0)))
    wreath = [
        (cx + (r + 13) * math.sin(i * math.pi / 18), cy - (r + 13) * math.cos(i * math.pi / 18)) for i in range(36)
    ]
    disc = f'cx="{number(cx)}" cy="{number(cy)}"'
    return (
        f'<defs>{fill}{shade}</defs><circle {disc} r="{number(r * 1.3)}" fill="url(#seal-shade)"/>'
        f'{dots(wreath, 8, gold)}<circle {disc} r="{number(r)}" fill="url(#seal)"/>'
    )
