"""Boxes of whole pixels: left, top, right, bottom. Boxes in, boxes out."""

from __future__ import annotations

from collections.abc import Sequence

Box = tuple[int, int, int, int]


def even(box: Box, width: int, height: int) -> Box:
    """The smallest box with even corners around ``box``, inside a frame of even ``width`` and ``height``."""
    left, top, right, bottom = box
    return max(0, left) & ~1, max(0, top) & ~1, min(width, right + 1 & ~1), min(height, bottom + 1 & ~1)


def meet(a: Box, b: Box) -> bool:
    """Whether two boxes have a pixel in common."""
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def common(a: Box, b: Box) -> Box:
    """What two boxes share; an empty box when they do not meet."""
    left, top = max(a[0], b[0]), max(a[1], b[1])
    return left, top, max(left, min(a[2], b[2])), max(top, min(a[3], b[3]))


def area(box: Box) -> int:
    return max(0, box[2] - box[0]) * max(0, box[3] - box[1])


def grown(box: Box, by: int) -> Box:
    """The box, larger by so many px on every side."""
    return box[0] - by, box[1] - by, box[2] + by, box[3] + by


def hull(boxes: Sequence[Box]) -> Box:
    """The smallest box around all."""
    return min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)


def merged(boxes: Sequence[Box]) -> list[Box]:
    """The same area in fewer boxes: two that overlap become one where that is no more work than both. Empty ones are left out."""
    found: list[Box] = []
    for box in boxes:
        if not area(box):
            continue
        while True:
            for other in found:
                both = min(box[0], other[0]), min(box[1], other[1]), max(box[2], other[2]), max(box[3], other[3])
                if meet(box, other) and area(both) <= area(box) + area(other):
                    found.remove(other)
                    box = both
                    break
            else:
                break
        found.append(box)
    return found
