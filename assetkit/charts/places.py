"""Lines that a label must not touch and places where it may stand in, the first free place out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from assetkit.charts.lettering import BODY
from assetkit.charts.sheet import Anchor, Point, Sheet
from assetkit.draw.drawing import Box


class Place(NamedTuple):
    """Where a line of text may stand: its anchor on the baseline."""

    x: float
    y: float
    anchor: Anchor = "left"


@dataclass
class Places:
    """The lines of a picture and blocks of its room; labels keep clear of them and of each other."""

    sheet: Sheet
    lines: list[Sequence[Point]] = field(default_factory=list)
    blocks: list[Box] = field(default_factory=list)

    def crossed(self, box: Box, margin: float) -> int:
        """How many of the lines come within ``margin`` px of a box."""
        blocked = sum(box.overlaps(block) for block in self.blocks)
        return blocked + sum(any(meets(box, a, b, margin) for a, b in pairwise(line)) for line in self.lines)

    def first(
        self, text: str, tone: str, places: Iterable[Place], size: float = 0, weight: str = BODY, margin: float = 0.16
    ) -> bool:
        """Set the text at the first place that is free; False, and nothing is set, when there is none. ``margin`` in em."""
        em = size or self.sheet.type
        for x, y, anchor in places:
            box = self.sheet.box_of(x, y, text, em, anchor, weight)
            apart = Box(
                box.left - 0.5 * em, box.top, box.right + 0.5 * em, box.bottom
            )  # beside each other, two texts read as one
            inside = box.left >= 0 and box.right <= self.sheet.width
            if (
                inside
                and self.sheet.clear(self.sheet.inside(apart), 0.3 * self.sheet.type)
                and not self.crossed(box, margin * em)
            ):
                self.sheet.text(x, y, text, tone, em, anchor, weight)
                return True
        return False


def meets(box: Box, a: Point, b: Point, margin: float) -> bool:
    """Whether a straight line from a to b comes within ``margin`` of a box."""
    low, high = 0.0, 1.0
    for start, end, near, far in ((a[0], b[0], box.left, box.right), (a[1], b[1], box.top, box.bottom)):
        near, far = near - margin, far + margin
        if start == end:
            if not near <= start <= far:
                return False
            continue
        one, other = sorted(((near - start) / (end - start), (far - start) / (end - start)))
        low, high = max(low, one), min(high, other)
    return low <= high
