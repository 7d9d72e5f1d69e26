"""A unit's variant in, a quiet frame out: one wire of light hangs below the portrait, and under it there is room for a name.

The photo fills the whole square above the wire. On one side the points under the wire swell, and sparks rise from it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from assetkit.draw.avatar import SIDE, Frame, least_type, toned, variant
from assetkit.draw.drawing import Box, Palette, dots, number, picture, radial
from assetkit.draw.ramp import colour, is_warm, mix, ramp

Point = tuple[float, float]
ENDS = (576.0, 438.0)
"""Heights at which the wire crosses the left and the right edge; mirrored for half of the units."""
SAG = 216.0
QUIET = Box(250.0, 756.0, 830.0, 1000.0)
"""Where the page sets name, unit and slogan: points keep away from it."""
ROWS = 24
STEP = 21.0
SPARKS = 38
SCATTER = (0.7548776662466927, 0.5698402909980532)
"""Two steps (mod 1) that scatter points evenly over a square, without rows: powers of 1 / 1.3247 (the R2 sequence)."""


def avatar_wire(
    *, palette: Palette, variant_of: Mapping[str, Any] | None = None, width: float = SIDE, height: float = SIDE
) -> Frame:
    """A wire of light over a dark plate, on which the page sets its texts; everything above the wire is clear.

    ``variant_of``: a unit's turn (half of them are mirrored), rays (beads on the wire) and tone. ``width``, ``height``:
    the canvas, px. AssetkitError when it is not square.
    """
    least_type(width, height, 0)
    look = variant(variant_of)
    tones, wire = toned(palette, look.tone), _Wire(mirrored=look.turn >= 0.5)
    beads = _beads(wire, tones, 3 * look.rays, 2 * look.turn % 1)
    parts = [_plate(wire, tones), _field(wire, tones), _sparks(wire, tones), _line(wire, tones), beads]
    return Frame(picture(SIDE, SIDE, *parts), SIDE, SIDE)


@dataclass(frozen=True)
class _Wire:
    """The hanging line, a parabola over the whole width."""

    mirrored: bool

    def share(self, x: float) -> float:
        """How near to its rising side an x is, 0 to 1."""
        return min(1.0, max(0.0, (SIDE - x if self.mirrored else x) / SIDE))

    def height(self, x: float) -> float:
        t = (SIDE - x if self.mirrored else x) / SIDE
        return ENDS[0] + (ENDS[1] - ENDS[0]) * t + 4 * SAG * t * (1 - t)

    def slope(self, x: float) -> float:
        return (self.height(x + 1) - self.height(x - 1)) / 2

    def path(self) -> str:
        places = [(SIDE * i / 48, self.height(SIDE * i / 48)) for i in range(-1, 50)]
        return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in places)

    def along(self, step: float) -> list[float]:
        """Places x at equal distances along the line, from beyond the left edge to beyond the right."""
        places = [-2 * step]
        while places[-1] < SIDE + 2 * step:
            places.append(places[-1] + step / math.hypot(1, self.slope(places[-1])))
        return places

    def beside(self, x: float, distance: float) -> Point:
        """The point ``distance`` below the line (negative: above), at right angles to it."""
        slope = self.slope(x)
        reach = distance / math.hypot(1, slope)
        return x - slope * reach, self.height(x) + reach


def _plate(wire: _Wire, palette: Palette) -> str:
    """The ground below the wire, lit by it; a soft shade above it ties it to the photo."""
    ground, deep = colour(palette, "ground"), colour(palette, "deep")
    near, far = (ground, deep) if is_warm(palette) else (mix(ground, colour(palette, "support"), 0.62), ground)
    bright = 130 if wire.mirrored else SIDE - 130
    stops = ((0, near, 1), (0.3, mix(near, far, 0.3), 1), (0.75, mix(near, far, 0.9), 1), (1, mix(far, deep, 0.5), 1))
    glow = radial("plate", stops, f'gradientUnits="userSpaceOnUse" cx="{bright:g}" cy="560" r="960"')
    line = wire.path()
    shade = "".join(
        f'<path d="{line}" fill="none" stroke="{deep}" stroke-opacity="0.016" stroke-width="{reach}"/>'
        for reach in range(6, 97, 5)
    )
    return f'<defs>{glow}</defs>{shade}<path d="{line}V1100H-30Z" fill="url(#plate)"/>'


def _places(wire: _Wire) -> Iterator[tuple[int, float, Point]]:
    """Points in staggered rows that follow the wire: row (from 1), x on the wire, place."""
    halves = wire.along(STEP / 2)
    for row in range(1, ROWS + 1):
        for x in halves[row % 2 :: 2]:
            yield row, x, wire.beside(x, row * STEP * 0.8)


def _field(wire: _Wire, palette: Palette) -> str:
    """Points below the wire, brightest near it and on its rising side."""
    cold, levels = ramp(palette, "cold"), 12
    found: dict[int, list[Point]] = {}
    for row, x, place in _places(wire):
        side = wire.share(x)
        light = (0.1 + 0.9 * side**2) * math.exp(-row / (1.6 + 6.4 * side)) * _clear(place)
        if light > 0.035:
            found.setdefault(min(levels, round(light * levels)), []).append(place)
    return "".join(
        dots(places, 2.6 + 9.4 * level / levels, cold[min(15, 2 + level)]) for level, places in sorted(found.items())
    )


def _clear(place: Point) -> float:
    """How much of a point's light stays (0–1) near the texts: it fades over five steps."""
    dx, dy = max(QUIET.left - place[0], place[0] - QUIET.right), max(QUIET.top - place[1], place[1] - QUIET.bottom)
    distance = math.hypot(max(dx, 0.0), max(dy, 0.0))
    return math.pow(min(1.0, distance / (5 * STEP)), 1.3)


def _sparks(wire: _Wire, palette: Palette) -> str:
    """Points that came loose on the rising side: the higher, the smaller and the fewer."""
    accent, found = colour(palette, "accent"), []
    for index in range(1, SPARKS + 1):
        across, up = index * SCATTER[0] % 1, index * SCATTER[1] % 1
        share = 0.63 + 0.39 * across**0.8
        x = SIDE * (1 - share if wire.mirrored else share)
        rise = 20 + (50 + 190 * across) * up**1.7
        found.append((x, wire.height(x) - rise, max(2.6, 10.5 * (1 - rise / 250))))
    return "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size / 2:.2f}" fill="{accent}"/>' for x, y, size in found)


def _line(wire: _Wire, palette: Palette) -> str:
    """The wire itself, with a soft light."""
    tone = colour(palette, "hot" if is_warm(palette) else "light")
    line = wire.path()
    return "".join(
        f'<path d="{line}" fill="none" stroke="{tone}" stroke-opacity="{alpha:g}" stroke-width="{reach:g}"/>'
        for reach, alpha in ((22, 0.07), (14, 0.12), (8, 0.18), (2.4, 0.95))
    )


def _beads(wire: _Wire, palette: Palette, count: int, turn: float) -> str:
    """Beads of light on the wire: warm on its rising side, as far as ``turn`` says, then pale."""
    cold, accent = ramp(palette, "cold"), colour(palette, "accent")
    length = len(wire.along(4)) * 4
    edge = 0.44 + 0.26 * turn
    warm: list[Point] = []
    pale: list[Point] = []
    for x in wire.along(length / count):
        (warm if wire.share(x) > edge else pale).append((x, wire.height(x)))
    halo = radial("bead", ((0.0, accent, 0.5), (0.4, accent, 0.2), (1.0, accent, 0.0)))
    shines = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="19" fill="url(#bead)"/>' for x, y in warm)
    return f"<defs>{halo}</defs>{shines}{dots(pale, 8.5, cold[14])}{dots(warm, 12, accent)}"
