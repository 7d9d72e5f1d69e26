"""Numbers and days in, places in px and round marks out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

Point = tuple[float, float]
MONTH_STEPS = (1, 2, 3, 6, 12, 24, 60)


@dataclass(frozen=True)
class Scale:
    """A straight line from values to px: ``low`` stands at ``start``, ``high`` at ``end``."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        span = self.high - self.low
        return self.start + (self.end - self.start) * ((value - self.low) / span if span else 0.0)


def round_step(span: float, most: int) -> int:
    """The smallest of 1, 2, 5, 10, 20 … that divides ``span`` into at most ``most`` parts."""
    step = 1
    while True:
        for factor in (1, 2, 5):
            if span <= step * factor * max(most, 1):
                return step * factor
        step *= 10


def round_marks(high: float, most: int) -> list[int]:
    """Round numbers above 0 up to ``high``, at most ``most``."""
    step = round_step(high, most)
    return [step * count for count in range(1, int(high // step) + 1)]


def day(text: str) -> float:
    """An ISO day or moment as a number of days."""
    moment = dt.datetime.fromisoformat(text)
    return moment.toordinal() + (moment.hour * 60 + moment.minute) / 1440


def month_text(month: dt.date) -> str:
    """ "5/2022"."""
    return f"{month.month}/{month.year}"


def months(first: float, last: float, room: Callable[[Sequence[dt.date]], bool]) -> list[dt.date]:
    """First days of months between two days, as close together as ``room`` allows; none when not even two fit."""
    start, end = dt.date.fromordinal(int(first)), dt.date.fromordinal(int(last))
    for step in MONTH_STEPS:
        found = _every(start, end, step)
        if len(found) < 2 or room(found):
            return found
    return []


def _every(start: dt.date, end: dt.date, step: int) -> list[dt.date]:
    """The first days of every ``step`` months, counted from January, between two days."""
    found = []
    for index in range(start.year * 12 + start.month - 1, end.year * 12 + end.month):
        month = dt.date(index // 12, index % 12 + 1, 1)
        if index % step == 0 and start <= month <= end:
            found.append(month)
    return found


def split(points: Sequence[Point], level: float | None) -> tuple[list[Point], list[Point]]:
    """A line of places, y downwards: up to where it last rises above ``level``, and from there on."""
    if level is None or not points or points[-1][1] >= level:
        return list(points), []
    start = next((at for at in range(len(points) - 1, 0, -1) if points[at - 1][1] > level >= points[at][1]), 0)
    if not start:
        return [], list(points)
    (x0, y0), (x1, y1) = points[start - 1], points[start]
    crossing = (x0 + (x1 - x0) * (y0 - level) / (y0 - y1), level)
    return [*points[:start], crossing], [crossing, *points[start:]]
