"""Lit dots: where the dots of a text stand, and the spark and the small sun that they become in the sign."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import NamedTuple

from assetkit.draw.drawing import number
from assetkit.draw.glyphs import Dot, Faces, pick, shape


class Stroke(NamedTuple):
    """A round-capped straight stroke from one point to another, ``width`` thick."""

    x0: float
    y0: float
    x1: float
    y1: float
    width: float

    def placed(self, size: float, x: float, y: float) -> Stroke:
        x0, y0, x1, y1 = self.x0 * size + x, self.y0 * size + y, self.x1 * size + x, self.y1 * size + y
        return Stroke(x0, y0, x1, y1, self.width * size)

    def distance(self, x: float, y: float) -> float:
        """From a point to the stroke's edge (negative inside)."""
        dx, dy = self.x1 - self.x0, self.y1 - self.y0
        square = dx * dx + dy * dy
        t = 0.0 if square == 0 else min(1.0, max(0.0, ((x - self.x0) * dx + (y - self.y0) * dy) / square))
        return math.hypot(x - self.x0 - t * dx, y - self.y0 - t * dy) - self.width / 2


def lit_dots(
    text: str, weight: str, size: float, tracking: float, faces: Faces
) -> list[tuple[float, float, float]]:
    """(centre x, centre y, radius) of each dot of a live line that can be lit, from the line's start and baseline.

    ``size`` is the font size in px, ``tracking`` the letter-spacing in em, as the page sets them; y is positive
    downwards. The circles cover the font's own dots and half a pixel more, so that no pale edge is left of them. Blank
    lines and lines without dots give an empty list.
    """
    if not text.strip():
        return []
    run = shape(text, pick(faces, weight), tracking)
    return [(dot.x, dot.y, dot.radius + 0.5) for dot in run.dots(size)]


def fan(radius: float, gap: float, rays: Iterable[tuple[float, float]], width: float) -> list[Stroke]:
    """Rays about the origin: (degrees clockwise from straight up, length), starting ``gap`` outside ``radius``."""
    strokes = []
    for degrees, length in rays:
        dx, dy = math.sin(math.radians(degrees)), -math.cos(math.radians(degrees))
        near, far = radius + gap + width / 2, radius + gap + length - width / 2
        strokes.append(Stroke(near * dx, near * dy, far * dx, far * dy, width))
    return strokes


def spark(radius: float, em: float, top: float) -> list[Stroke]:
    """The light of a thousands point: five rays, the middle one ending ``top`` above the dot's centre."""
    gap, width = 0.046 * em, 0.0375 * em
    low, high = 0.115 * em, 0.205 * em
    return fan(radius, gap, ((-66, low), (-34, high), (0, top - radius - gap), (34, high), (66, low)), width)


def sun(radius: float, em: float, count: int = 12) -> list[Stroke]:
    """The light of a dấu nặng: short rays all around."""
    return fan(radius, 0.036 * em, [(index * 360 / count, 0.072 * em) for index in range(count)], 0.03 * em)


def rays_path(strokes: Iterable[Stroke], colour: str) -> str:
    """Strokes of one width as an SVG path ("" for none)."""
    known = list(strokes)
    if not known:
        return ""
    data = "".join(f"M{number(s.x0)} {number(s.y0)}L{number(s.x1)} {number(s.y1)}" for s in known)
    width = number(known[0].width, 2)
    return f'<path d="{data}" fill="none" stroke="{colour}" stroke-width="{width}" stroke-linecap="round"/>'


def circle(dot: Dot, colour: str) -> str:
    return f'<circle cx="{number(dot.x, 2)}" cy="{number(dot.y, 2)}" r="{number(dot.radius, 2)}" fill="{colour}"/>'


def clearance(edge: Iterable[tuple[float, float]], strokes: Iterable[Stroke]) -> float:
    """The smallest distance from outline points to any of ``strokes``."""
    known = list(strokes)
    return min(stroke.distance(x, y) for x, y in edge for stroke in known)
