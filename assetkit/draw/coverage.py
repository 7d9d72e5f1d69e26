"""Outlines and rows in, how much of each cell they cover out: exact along the row, three lines to a row.

Only the cells that an outline touches cost anything, so ten thousand cells under a large number take
a few milliseconds.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

Point = tuple[float, float]
LINES = 3
"""Lines through a row's cells on which the cover is measured."""


def spans(outlines: Iterable[Sequence[Point]], heights: Sequence[float]) -> list[list[Point]]:
    """For each of the ascending ``heights``, the (start, end) stretches inside closed outlines (nonzero winding)."""
    crossings: list[list[tuple[float, int]]] = [[] for _ in heights]
    for outline in outlines:
        x0, y0 = outline[-1]
        for x1, y1 in outline:
            if y0 != y1:
                turn, (ax, ay, bx, by) = (1, (x0, y0, x1, y1)) if y0 < y1 else (-1, (x1, y1, x0, y0))
                slope = (bx - ax) / (by - ay)
                for index in range(_first(heights, ay), len(heights)):
                    height = heights[index]
                    if height >= by:
                        break
                    crossings[index].append((ax + (height - ay) * slope, turn))
            x0, y0 = x1, y1
    return [_inside(sorted(found)) for found in crossings]


def _first(heights: Sequence[float], bound: float) -> int:
    """Index of the first height at or above ``bound``."""
    low, high = 0, len(heights)
    while low < high:
        middle = (low + high) // 2
        if heights[middle] < bound:
            low = middle + 1
        else:
            high = middle
    return low


def _inside(crossings: Sequence[tuple[float, int]]) -> list[Point]:
    stretches, winding, start = [], 0, 0.0
    for x, turn in crossings:
        if winding == 0:
            start = x
        winding += turn
        if winding == 0:
            stretches.append((start, x))
    return stretches


def cover(
    outlines: Iterable[Sequence[Point]], rows: Sequence[float], firsts: Sequence[float], pitch: float, reach: float
) -> list[dict[int, float]]:
    """For each row, its cells that the outlines touch: column -> share covered (0–1).

    ``rows`` are the ascending heights of the cells' middles, ``firsts`` the x of each row's first middle, ``pitch`` the
    distance of the middles, and a cell reaches ``reach`` to every side of its middle.
    """
    steps = [(2 * line + 1) / LINES - 1 for line in range(LINES)]
    heights = [row + reach * step for row in rows for step in steps]
    order = sorted(range(len(heights)), key=heights.__getitem__)
    found = spans(outlines, [heights[index] for index in order])
    cells: list[dict[int, float]] = [{} for _ in rows]
    whole = 2 * reach * LINES
    for index, stretches in zip(order, found, strict=True):
        row = index // LINES
        first, target = firsts[row], cells[row]
        for start, end in stretches:
            low, high = int((start - reach - first) / pitch) , int((end + reach - first) / pitch) + 1
            for column in range(max(0, low), high + 1):
                middle = first + column * pitch
                shared = min(end, middle + reach) - max(start, middle - reach)
                if shared > 0:
                    target[column] = target.get(column, 0.0) + shared / whole
    return cells
