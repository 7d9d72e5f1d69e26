"""Text and a circle in, letters that follow the circle out; and the band on which a name can stand.

Angles are in degrees. Letters are turned one by one and set at the pitch that live text has at half its x-height, so
that they neither spread on the outside of a circle nor crowd on the inside.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple

from assetkit.draw.drawing import Box, number
from assetkit.draw.glyphs import Dot, Faces, Glyph, Run, flatten, pick, shape
from assetkit.draw.marks import circle
from assetkit.draw.ramp import mix
from assetkit.errors import AssetkitError

Point = tuple[float, float]
PITCH_HEIGHT = 0.26
"""Where letters keep their natural pitch, in em above the baseline: half the x-height of Be Vietnam Pro."""


@dataclass(frozen=True)
class Arc:
    """Text on a circle: an SVG fragment (no <svg> around it), the size and the angle it took, and its ink.

    ``boxes`` are axis-aligned, one for each inked glyph with its dots, in the drawing's units.
    """

    svg_fragment: str
    size: float
    angle: float
    boxes: tuple[Box, ...]
    dots: tuple[Dot, ...]


class _Turn(NamedTuple):
    """Places em coordinates of a glyph on the circle: about its middle, turned by ``angle`` (radians, 0 = upright)."""

    x: float
    y: float
    cos: float
    sin: float
    size: float
    middle: float

    def point(self, x: float, y: float) -> Point:
        dx, dy = (x - self.middle) * self.size, y * self.size
        return self.x + dx * self.cos - dy * self.sin, self.y + dx * self.sin + dy * self.cos


def arc_text(
    text: str,
    faces: Faces,
    *,
    radius: float,
    centre: Point,
    max_angle: float,
    size_max: float,
    size_min: float,
    weight: str,
    fill: str,
    light: str | None = None,
    top: bool = True,
    tracking: float = 0.0,
) -> Arc:
    """Text whose baseline is the circle of ``radius`` about ``centre``, centred at the top or (reading upright) below.

    Takes the largest size up to ``size_max`` whose angle is at most ``max_angle``; AssetkitError when that is below
    ``size_min``. ``light`` colours the dấu nặng and thousands points; None leaves them in ``fill``.
    """
    run = shape(text.strip(), pick(faces, weight), tracking, light is not None)
    side = 1.0 if top else -1.0
    most = math.radians(max_angle)
    size = min(size_max, most * radius / max(run.ink.width - side * PITCH_HEIGHT * most, 1e-9))
    if size < size_min:
        needed = math.degrees(size_min * run.ink.width / (radius + side * PITCH_HEIGHT * size_min))
        raise AssetkitError(
            f"the text is too long for its arc: at {size_min:g} px it takes {needed:.0f}° of {max_angle:g}°",
            where=f"'{text.strip()}'",
            hint="a shorter text or two lines",
        )
    pitch = radius + side * PITCH_HEIGHT * size
    turns = [_turn(run, glyph, size, radius, pitch, centre, side) for glyph in run.glyphs]
    pairs = list(zip(run.glyphs, turns, strict=True))
    data = "".join(_turned_path(glyph, turn) for glyph, turn in pairs)
    lit = tuple(Dot(*turn.point(dot.x, dot.y), dot.radius * size) for glyph, turn in pairs for dot in glyph.dots)
    shine = "".join(circle(dot, light) for dot in lit) if light else ""
    boxes = tuple(_box(glyph, turn) for glyph, turn in pairs if glyph.contours or glyph.dots)
    angle = math.degrees(run.ink.width * size / pitch)
    return Arc(f'<path d="{data}" fill="{fill}"/>{shine}', size, angle, boxes, lit)


def _turn(run: Run, glyph: Glyph, size: float, radius: float, pitch: float, centre: Point, side: float) -> _Turn:
    middle = glyph.advance / 2
    along = (glyph.x + middle - (run.ink.left + run.ink.right) / 2) * size / pitch
    x, y = centre[0] + radius * math.sin(along), centre[1] - side * radius * math.cos(along)
    return _Turn(x, y, math.cos(along), side * math.sin(along), size, middle)


def _turned_path(glyph: Glyph, turn: _Turn) -> str:
    parts = []
    for contour in glyph.contours:
        for command, values in contour.segments:
            points = [turn.point(values[i], values[i + 1]) for i in range(0, len(values), 2)]
            parts.append(command + " ".join(f"{number(x, 2)} {number(y, 2)}" for x, y in points))
        parts.append("Z")
    return "".join(parts)


def _box(glyph: Glyph, turn: _Turn) -> Box:
    points = [turn.point(x, y) for contour in glyph.contours for x, y in flatten(contour, 4)]
    for dot in glyph.dots:
        (x, y), reach = turn.point(dot.x, dot.y), dot.radius * turn.size
        points += [(x - reach, y - reach), (x + reach, y + reach)]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Box(min(xs), min(ys), max(xs), max(ys))


def sector(centre: Point, inner: float, outer: float, angle: float, *, top: bool = False) -> str:
    """Path data of a piece of a ring, ``angle`` degrees wide, centred below the centre or (``top``) above it."""
    half, side = math.radians(angle) / 2, -1.0 if top else 1.0

    def at(radius: float, turn: float) -> str:
        x, y = centre[0] + radius * math.sin(turn), centre[1] + side * radius * math.cos(turn)
        return f"{number(x, 2)} {number(y, 2)}"

    large, away, back = int(angle > 180), int(top), int(not top)
    a, b = number(outer, 2), number(inner, 2)
    return (
        f"M{at(outer, -half)}A{a} {a} 0 {large} {away} {at(outer, half)}"
        f"L{at(inner, half)}A{b} {b} 0 {large} {back} {at(inner, -half)}Z"
    )


def band(
    *, centre: Point, inner: float, outer: float, angle: float, colour: str, shade: str, top: bool = False,
    corner: float = 6.0, name: str = "band",
) -> str:
    """A plate along the circle for a name: a fragment with its own gradient (id ``name``) and a soft shadow.

    ``colour`` is the plate's, lighter at the upper left; ``shade`` the shadow's. ``corner`` rounds the corners (units).
    """
    inset = math.degrees(corner / ((inner + outer) / 2)) * 2
    data = sector(centre, inner + corner, outer - corner, angle - inset, top=top)
    reach = (outer - inner) / 6
    shadow = "".join(
        f'<path d="{data}" transform="translate(0 {number(reach * 0.75)})" fill="{shade}" fill-opacity="0.06" stroke='
        f'"{shade}" stroke-opacity="0.06" stroke-width="{number(2 * corner + reach * k)}" stroke-linejoin="round"/>'
        for k in (0.0, 0.4, 0.8, 1.2, 1.7, 2.3)
    )
    stops = ((0.0, mix(colour, "#FFFFFF", 0.42)), (0.5, colour), (1.0, mix(colour, shade, 0.14)))
    x0, y0, x1, y1 = (number(v) for v in (centre[0] - outer / 2, centre[1], centre[0] + outer / 2, centre[1] + outer))
    gradient = (
        f'<defs><linearGradient id="{name}" gradientUnits="userSpaceOnUse" x1="{x0}" y1="{y0}" x2="{x1}" y2="{y1}">'
        + "".join(f'<stop offset="{offset:g}" stop-color="{tone}"/>' for offset, tone in stops)
        + "</linearGradient></defs>"
    )
    paint = f'fill="url(#{name})" stroke="url(#{name})" stroke-width="{number(2 * corner)}" stroke-linejoin="round"'
    return f'{gradient}{shadow}<path d="{data}" {paint}/>'
