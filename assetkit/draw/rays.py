"""Directions and shares in, light around a centre out: sunbursts, progress rings, grids of points, coronas for avatars.

Angles are in degrees, clockwise from straight up.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from assetkit.draw.drawing import Drawing, Palette, dots, number, picture, radial
from assetkit.draw.ramp import colour, is_warm, mix, ramp
from assetkit.errors import AssetkitError

Point = tuple[float, float]
GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))
Sector = tuple[float, float, float, float]
"""Middle and angle in degrees, inner and outer radius."""
STEP = 0.0104
"""Growth of a corona's spiral, of the picture's side: about 1,700 points around a portrait."""
LEVELS = 12
"""Steps of brightness of a corona: one path each."""


def rays(
    width: float, height: float, cx: float, cy: float, count: int, colours: Sequence[str], ray: str,
    *, strength: float = 0.26, turn: float = 0.0, hole: float = 0.0,
) -> Drawing:
    """A sunburst of ``count`` wedges of ``ray`` from (cx, cy), over a ground of ``colours`` from the centre outwards.

    Without ``colours`` the ground stays clear. ``strength`` is the wedges' opacity, ``turn`` turns them (degrees), and
    ``hole`` keeps them that far from the centre.
    """
    if count < 2:
        raise AssetkitError(f"a sunburst needs two rays or more, not {count}", where="rays")
    reach = max(math.hypot(x - cx, y - cy) for x in (0, width) for y in (0, height)) * 1.02
    wedges = "".join(_wedge((cx, cy), hole, reach, turn + 360 * i / count, 180 / count) for i in range(count))
    ground = ""
    if colours:
        steps = max(1, len(colours) - 1)
        place = f'gradientUnits="userSpaceOnUse" cx="{number(cx)}" cy="{number(cy)}" r="{number(reach)}"'
        fill = radial("ground", [(index / steps, tone, 1.0) for index, tone in enumerate(colours)], place)
        ground = f'<defs>{fill}</defs><rect width="{number(width)}" height="{number(height)}" fill="url(#ground)"/>'
    burst = f'<path d="{wedges}" fill="{ray}" fill-opacity="{strength:g}"/>'
    return Drawing(picture(width, height, ground, burst), width, height)


def _wedge(centre: Point, inner: float, outer: float, start: float, sweep: float) -> str:
    a, b = _at(centre, inner, start), _at(centre, outer, start)
    c, d = _at(centre, outer, start + sweep), _at(centre, inner, start + sweep)
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in (a, b, c, d)) + "Z"


def _at(centre: Point, radius: float, degrees: float) -> Point:
    turn = math.radians(degrees)
    return centre[0] + radius * math.sin(turn), centre[1] - radius * math.cos(turn)


def ring(share: float, palette: Palette, *, size: float = 400.0, spokes: int = 60, rows: int = 3) -> Drawing:
    """A ring of points lit clockwise from the top as far as ``share`` (0.74 = 74%), ``size`` × ``size`` units.

    The ring is whole only from 1.0 on; what is more runs on as a row of accent points outside, up to another lap.
    ``anchors``: ``front``, where the light ends.
    """
    if share < 0:
        raise AssetkitError(f"a share is 0 or more, not {share:g}", where="ring")
    cold, middle = ramp(palette, "cold"), (size / 2, size / 2)
    outer = 0.405 * size
    gap = 0.86 * 2 * math.pi * outer / spokes
    lit_spokes = min(spokes, int(share * spokes + 1e-9))
    over = min(spokes, int(max(0.0, share - 1) * spokes + 1e-9))
    parts = [_ring_glow(size, palette)] if lit_spokes else []
    for row in range(rows):
        radius = outer - row * gap
        places = [_at(middle, radius, 360 * (spoke + 0.5 * (row % 2) + 0.25) / spokes) for spoke in range(spokes)]
        point = 2 * math.pi * radius / spokes * 0.74 * (1 - 0.1 * row)
        parts.append(dots(places[lit_spokes:], point * 0.46, mix(cold[4], cold[7], 0.4)))
        parts.append(dots(places[:lit_spokes], point, cold[max(6, 15 - 4 * row)]))
    beyond = [_at(middle, outer + gap * 1.1, 360 * (spoke + 0.25) / spokes) for spoke in range(over)]
    parts.append(dots(beyond, 2 * math.pi * outer / spokes * 0.74, colour(palette, "accent")))
    front = _at(middle, outer, 360 * max(0.25, lit_spokes - 0.75) / spokes)
    return Drawing(picture(size, size, *parts), size, size, anchors={"front": front})


def _ring_glow(size: float, palette: Palette) -> str:
    tone, half = ramp(palette, "cold")[7], size / 2
    halo = radial("glow", ((0.0, tone, 0.0), (0.5, tone, 0.05), (0.76, tone, 0.34), (1.0, tone, 0.0)))
    return f'<defs>{halo}</defs><circle cx="{half:g}" cy="{half:g}" r="{half:g}" fill="url(#glow)"/>'


def dot_grid(columns: int, rows: int, lit: int, palette: Palette, *, pitch: float = 20.0, accent: int = 0) -> Drawing:
    """``columns`` × ``rows`` points, the first ``lit`` of them lit, row by row from the bottom; the last ``accent`` lit
    points in the accent. AssetkitError when more are to be lit than there are."""
    total = columns * rows
    if not 0 <= accent <= lit <= total:
        message = f"{lit} points of {total} cannot be lit, {accent} of them in the accent"
        raise AssetkitError(message, where="dot_grid", hint="a larger grid")
    cold = ramp(palette, "cold")
    height = rows * pitch
    places = [(pitch * (i % columns + 0.5), height - pitch * (i // columns + 0.5)) for i in range(total)]
    parts = (
        dots(places[lit:], 0.34 * pitch, mix(cold[4], cold[7], 0.4)),
        dots(places[: lit - accent], 0.66 * pitch, cold[14]),
        dots(places[lit - accent : lit], 0.72 * pitch, colour(palette, "accent")),
    )
    return Drawing(picture(columns * pitch, height, *parts), columns * pitch, height)


def corona(
    palette: Palette,
    *,
    size: float = 1080.0,
    centre: Point = (540.0, 540.0),
    hole: float = 394.0,
    beams: int = 18,
    turn: float = 0.0,
    reach: float = 280.0,
    wedges: float = 0.0,
    quiet: Sequence[Sector] = (),
    rim: bool = True,
) -> Drawing:
    """The light around a portrait: ``size`` × ``size`` units with a clear circle of radius ``hole`` about ``centre``.

    ``beams`` of points leave the circle, fade over ``reach`` and are turned by ``turn`` degrees (a variant); ``wedges``
    adds a sunburst of that strength (0–1). No point stands in ``quiet`` sectors (middle, angle, inner radius, outer
    radius), where text will be. ``rim`` draws the glowing ring.
    """
    far = max(math.dist((x, y), centre) for x in (0, size) for y in (0, size))
    levels = _beams(size, centre, hole, beams, turn, reach, far, quiet)
    step, cold = STEP * size, ramp(palette, "cold")
    points = "".join(
        dots(places, step * (0.24 + 0.66 * level / LEVELS), cold[round(15 * (0.06 + 0.9 * level / LEVELS))])
        for level, places in sorted(levels.items())
    )
    ring_path = _ring_path(size, centre, hole)
    parts = [_corona_ground(palette, size, centre, hole, ring_path)]
    if wedges:
        burst = "".join(_wedge(centre, hole, far, turn + 360 * (i - 0.25) / beams, 180 / beams) for i in range(beams))
        parts.append(f'<path d="{burst}" fill="{colour(palette, "deep")}" fill-opacity="{wedges:g}"/>')
    if rim:
        parts.append(_rim_glow(palette, centre, hole, size))
        points += _rim(palette, centre, hole, size)
    return Drawing(picture(size, size, *parts, points), size, size)


def _beams(
    size: float, centre: Point, hole: float, beams: int, turn: float, reach: float, far: float, quiet: Sequence[Sector]
) -> dict[int, list[Point]]:
    """The points of a corona by brightness (0–12): a sunflower spiral with a hole, lit in beams."""
    step, (cx, cy) = STEP * size, centre
    levels: dict[int, list[Point]] = {}
    for index in range(int(((hole + 0.02 * size) / step) ** 2) + 1, int((far / step) ** 2) + 1):
        radius, angle = step * math.sqrt(index + 0.5), index * GOLDEN_ANGLE
        x, y = cx + radius * math.sin(angle), cy - radius * math.cos(angle)
        if not (-step < x < size + step and -step < y < size + step):
            continue
        if quiet and _is_quiet(math.degrees(angle), radius, quiet):
            continue
        beam = (0.5 + 0.5 * math.cos((angle - math.radians(turn)) * beams)) ** 1.4
        light = math.exp(-(radius - hole) / reach) * (0.3 + 0.7 * beam)
        levels.setdefault(round(light * LEVELS), []).append((x, y))
    return levels


def _is_quiet(degrees: float, radius: float, quiet: Sequence[Sector]) -> bool:
    return any(
        inner < radius < outer and abs((degrees - middle + 180) % 360 - 180) < angle / 2
        for middle, angle, inner, outer in quiet
    )


def _ring_path(size: float, centre: Point, hole: float) -> str:
    (cx, cy), r, s = centre, number(hole), number(size)
    left, right, y = number(cx - hole), number(cx + hole), number(cy)
    return f"M0 0H{s}V{s}H0ZM{left} {y}A{r} {r} 0 1 0 {right} {y}A{r} {r} 0 1 0 {left} {y}Z"


def _corona_ground(palette: Palette, size: float, centre: Point, hole: float, path: str) -> str:
    """The ground, brightest at the circle: in a warm palette it darkens to the deep colour in the corners."""
    names = ("light", "ground", "deep") if is_warm(palette) else ("support", "ground", "ground")
    near, middle, far = (colour(palette, name) for name in names)
    reach = 1.98 * hole
    tones = ((0.5, near), (0.64, mix(near, middle, 0.55)), (0.84, middle), (1.0, mix(middle, far, 0.7)))
    stops = [(at, tone, 1.0) for at, tone in tones]
    place = f'gradientUnits="userSpaceOnUse" cx="{number(centre[0])}" cy="{number(centre[1])}" r="{number(reach)}"'
    return f'<defs>{radial("ground", stops, place)}</defs><path d="{path}" fill="url(#ground)" fill-rule="evenodd"/>'


def _rim(palette: Palette, centre: Point, hole: float, size: float) -> str:
    """The lit line around the portrait."""
    line = f'stroke="{colour(palette, "accent")}" stroke-width="{number(9 * size / 1080)}"'
    return f'<circle cx="{number(centre[0])}" cy="{number(centre[1])}" r="{number(hole)}" fill="none" {line}/>'


def _rim_glow(palette: Palette, centre: Point, hole: float, size: float) -> str:
    """Soft light outside the portrait's edge."""
    hot, reach, (cx, cy) = colour(palette, "hot"), hole + 46 * size / 1080, (number(v) for v in centre)
    start = hole / reach
    stops = [(start + (1 - start) * at, hot, alpha) for at, alpha in ((0.0, 0.85), (0.2, 0.5), (0.5, 0.17), (1.0, 0.0))]
    halo = radial("rim", stops, f'gradientUnits="userSpaceOnUse" cx="{cx}" cy="{cy}" r="{number(reach)}"')
    line = f'stroke="url(#rim)" stroke-width="{number(reach - hole)}"'
    return f'<defs>{halo}</defs><circle cx="{cx}" cy="{cy}" r="{number((reach + hole) / 2)}" fill="none" {line}/>'
