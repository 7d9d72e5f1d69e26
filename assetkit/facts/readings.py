"""The points of one figure in, Readings out: its value day by day, the reading that "last week" means, and streaks.

Last week's reading of a day is the one nearest to seven days before it and 4 to 10 days before it; of two equally near,
the older one. What has no such reading is not called a week.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

WEEK = 7  # days
NEAREST, FARTHEST = 4, 10  # days that a reading of last week may be back: a week, give or take half of one
NONE = -1


@dataclass(frozen=True, slots=True)
class Readings:
    """One figure over time, the latest reading of each day, ascending. ``days`` are ordinals of the dates of ``moments``."""

    moments: tuple[dt.datetime, ...]
    values: tuple[int, ...]
    days: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.values)

    def day(self, index: int) -> dt.date:
        """The date of a reading."""
        return self.moments[index].date()


def readings_of(points: Sequence[tuple[dt.datetime, int]]) -> Readings:
    """The readings of ascending points, as ``History.series`` has them."""
    if not points:
        return Readings((), (), ())
    moments, values = zip(*points, strict=True)
    kept, days = _last_of_days(moments)
    if len(kept) < len(moments):
        moments, values = tuple(moments[place] for place in kept), tuple(values[place] for place in kept)
    return Readings(moments, values, days)


@lru_cache(maxsize=1024)
def _last_of_days(moments: tuple[dt.datetime, ...]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """(the places of the last moment of each day, the ordinals of the days). Kept: most units are counted together."""
    days = {moment.toordinal(): place for place, moment in enumerate(moments)}
    return tuple(days.values()), tuple(days)


@lru_cache(maxsize=1024)
def weeks_back(days: tuple[int, ...]) -> tuple[int, ...]:
    """For each ascending day the index of last week's, or ``NONE``. Kept: most units are counted on the same days."""
    found = []
    for place, day in enumerate(days):
        best, distance = NONE, FARTHEST
        for index in range(place - 1, NONE, -1):
            back = day - days[index]
            if back > FARTHEST:
                break
            if back >= NEAREST and abs(back - WEEK) <= distance:
                best, distance = index, abs(back - WEEK)
        found.append(best)
    return tuple(found)


def previous(readings: Readings) -> tuple[int, bool]:
    """(the reading that the last one is compared with, whether it is last week's); (``NONE``, False) without one.

    After a missing week that is the latest reading of before, however old it is.
    """
    if not readings.days:
        return NONE, False
    week = weeks_back(readings.days)[-1]
    if week != NONE:
        return week, True
    older = [index for index, day in enumerate(readings.days) if readings.days[-1] - day > FARTHEST]
    return (older[-1] if older else NONE), False


def streak(readings: Readings) -> int:
    """How many weeks in a row, up to the last reading, the figure grew in; a missing week ends the row."""
    back = weeks_back(readings.days)
    place, weeks = len(readings) - 1, 0
    while place > NONE and back[place] != NONE and readings.values[place] > readings.values[back[place]]:
        place, weeks = back[place], weeks + 1
    return weeks


def reached_at(readings: Readings, quota: int) -> int:
    """The first of the last readings that are all at ``quota`` or above, ``NONE`` when the last one is below it."""
    place = len(readings)
    while place and readings.values[place - 1] >= quota:
        place -= 1
    return place if place < len(readings) else NONE


def known_to_the_week(readings: Readings, place: int) -> bool:
    """Whether what a reading shows first has come about in the week before it: there is a reading of at most 10 days before."""
    return place > 0 and readings.days[place] - readings.days[place - 1] <= FARTHEST


def beside(readings: Readings, day: int, most: int) -> int:
    """The reading of a day (an ordinal), else the nearest one at most ``most`` days off, else ``NONE``."""
    place = bisect_left(readings.days, day)
    near = [
        index for index in (place - 1, place) if 0 <= index < len(readings) and abs(readings.days[index] - day) <= most
    ]
    return min(near, key=lambda index: abs(readings.days[index] - day), default=NONE)


def week_text(day: dt.date) -> str:
    """The ISO week of a day, with the year that the week belongs to: "Tuần 19/2022"."""
    year, week, _ = day.isocalendar()
    return f"Tuần {week}/{year}"
