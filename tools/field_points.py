"""Points of a field of light: places on a spiral or along a line, and how each is lit, as plain numbers.

Lengths are in units of a drawing, which is 2,000 wide and centred on the origin.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from itertools import pairwise

Point = tuple[float, float]
Lit = tuple[str, int, float]
"""Ramp, step (0–15) and diameter in units."""
Fields = dict[Lit, list[Point]]

GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))
REACH = 985.0
SIZES = 14
"""Diameters are rounded to this many steps between none and the pitch, so that one path serves many points."""


def spiral(reach: float, count: int) -> Iterable[Point]:
    """Points of equal density, ``count`` of them within ``reach``, without end."""
    step, k = reach / math.sqrt(count), 0
    while True:
        radius, turn = step * math.sqrt(k + 0.5), k * GOLDEN_ANGLE
        yield radius * math.cos(turn), radius * math.sin(turn)
        k += 1


def pitch(count: int) -> float:
    """Mean distance of neighbours in a spiral of ``count`` points."""
    return REACH * math.sqrt(math.pi / count)


def between(low: float, high: float, share: float) -> float:
    return low + (high - low) * min(1.0, max(0.0, share))


def ease(start: float, end: float, value: float) -> float:
    """0 at ``start``, 1 at ``end``, smooth between."""
    share = min(1.0, max(0.0, (value - start) / (end - start)))
    return share * share * (3 - 2 * share)


def bezier(a: Point, b: Point, c: Point, d: Point, steps: int = 24) -> list[Point]:
    """Points of a cubic curve, the first left out."""
    points = []
    for index in range(1, steps + 1):
        t = index / steps
        p, q, r, s = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
        points.append((p * a[0] + q * b[0] + r * c[0] + s * d[0], p * a[1] + q * b[1] + r * c[1] + s * d[1]))
    return points


def distance(point: Point, line: list[Point]) -> float:
    """From a point to a polyline."""
    best = math.inf
    for (x0, y0), (x1, y1) in pairwise(line):
        dx, dy = x1 - x0, y1 - y0
        square = dx * dx + dy * dy or 1.0
        t = min(1.0, max(0.0, ((point[0] - x0) * dx + (point[1] - y0) * dy) / square))
        best = min(best, math.hypot(point[0] - x0 - t * dx, point[1] - y0 - t * dy))
    return best


def spaced(line: list[Point], step: float) -> list[Point]:
    """Points at equal distances along a polyline, the step a little changed so that both ends are taken."""
    lengths = [math.dist(a, b) for a, b in pairwise(line)]
    count = max(1, round(sum(lengths) / step))
    gap, points, done, index = sum(lengths) / count, [line[0]], 0.0, 0
    for number in range(1, count):
        while done + lengths[index] < number * gap:
            done += lengths[index]
            index += 1
        t = (number * gap - done) / lengths[index]
        (x0, y0), (x1, y1) = line[index], line[index + 1]
        points.append((x0 + (x1 - x0) * t, y0 + (y1 - y0) * t))
    return [*points, line[-1]]


def thin(away: float) -> float:
    """Points near the edge of the field fade out, so that no edge is seen."""
    return between(0.4, 1.0, ease(REACH, 0.74 * REACH, away))


def sized(lit: Lit, p: float) -> Lit:
    """The same with its diameter rounded to one of the sizes."""
    return lit[0], lit[1], max(1, round(lit[2] / p * SIZES)) / SIZES * p
