"""The end of an axis in, its lines and what is said at them out; and boxes that lie upon each other, as one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

import numpy as np

from assetkit.facts.standing import count_text
from assetkit.film.boxes import Box, area
from assetkit.film.race_readings import FINE
from assetkit.film.race_surface import OPAQUE, Stamp

NEAR_LINES, FAR_LINES = 1.35, 1.42  # widths of their figure: lines of the axis closer than the first are gone, wider than the second are full
STEPS = 6  # of the strength of a line


def stacked(boxes: Sequence[Box]) -> list[Box]:
    """Boxes of which none is beside another, from the top: those that share a row of pixels become one."""
    found: list[Box] = []
    for box in sorted((box for box in boxes if area(box)), key=lambda one: one[1]):
        if found and box[1] < found[-1][3]:
            left, top, right, bottom = found[-1]
            found[-1] = min(left, box[0]), top, max(right, box[2]), max(bottom, box[3])
        else:
            found.append(box)
    return found


def axis_text(value: int, metric: str) -> str:
    """What stands at a line of the axis: 1.000, or 50%."""
    return f"{value // FINE // 10}%" if metric == "percent" else count_text(value // FINE)


def axis_lines(end: int, reach: int, metric: str, longest: float) -> Iterator[tuple[int, int, str]]:
    """(px from the bars' start, strength of 256, figure) of the lines of an axis: 1, 5, 10, 50 … apart, the closer the fainter.

    ``longest`` is the width of the widest figure, px.
    """
    step, factor = (50 * FINE if metric == "percent" else FINE), 2 if metric == "percent" else 5
    found: dict[int, int] = {}
    while step <= end:
        share = (step * reach / end / longest - NEAR_LINES) / (FAR_LINES - NEAR_LINES)
        strength = round(STEPS * min(1.0, max(0.0, share))) * OPAQUE // STEPS
        if strength:
            for place in range(step, end + 1, step):
                found[place] = max(strength, found.get(place, 0))
        step, factor = step * factor, 7 - factor
    for place, strength in sorted(found.items()):
        yield place * reach // end, strength, axis_text(place, metric)


@lru_cache(maxsize=256)
def faint(stamp: Stamp, strength: int) -> Stamp:
    """The stamp with that much of 256 of its opacity."""
    if strength >= OPAQUE:
        return stamp
    return Stamp((stamp.mask.astype(np.uint16) * strength >> 8).astype(np.uint8), stamp.left, stamp.top, stamp.advance)
