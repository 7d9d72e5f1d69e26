"""A history and the counts that it ends with in, a Timeline out: the readings of the whole and of each unit, and who moved.

Movements of units are compared at two moments that are the same for all: that of the counts, and that which the change of
the whole is measured from. A unit counted more than three days off either has no movement.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from assetkit.counts.history import History
from assetkit.counts.model import Counts, UnitCount
from assetkit.facts.change import delta_facts, direction, reached_text
from assetkit.facts.ranking import rank
from assetkit.facts.readings import (
    NONE,
    Readings,
    beside,
    known_to_the_week,
    previous,
    reached_at,
    readings_of,
    streak,
    weeks_back,
)
from assetkit.facts.standing import count_text
from assetkit.typography import date_short, number

BESIDE = 3  # days that a unit may be counted off the others
MOST_TOLD = 5  # units that fell, by name; a table gone wrong would fill the screen
RankChanges = Mapping[str, tuple[int, int]]
"""unit name -> (its rank at the earlier moment, ranks gained since)."""
RANKS = ("rank_previous", "rank_change", "rank_change_text", "rank_direction")


@dataclass(frozen=True)
class Timeline:
    """``history`` holds nothing after the moment of ``counts``."""

    history: History
    counts: Counts

    @cached_property
    def whole(self) -> Readings:
        """The readings of the whole: of the total row if the counts have one, else of what the units add up to."""
        return readings_of(self.history.series(""))

    @cached_property
    def units(self) -> Mapping[str, Readings]:
        """unit name -> its readings."""
        return {unit.unit: readings_of(self.history.series(unit.unit)) for unit in self.counts.units}

    def of(self, unit: UnitCount) -> Readings:
        """The readings of one row of the counts."""
        total = self.counts.total
        return self.whole if total is not None and unit.unit == total.unit else self.units[unit.unit]

    @cached_property
    def since(self) -> dt.datetime | None:
        """The moment that movements are measured from: that of the whole's change, or of all figures; None without one."""
        stamps = readings_of([(moment, 0) for moment in self.history.moments])
        readings = self.whole if self.whole.days and self.whole.days[-1] == stamps.days[-1] else stamps
        place, _ = previous(readings)
        return None if place == NONE else readings.moments[place]

    @cached_property
    def stamp(self) -> int:
        """The ordinal of the day of the latest figures."""
        return self.history.moments[-1].toordinal()

    @cached_property
    def earlier(self) -> Counts | None:
        """What was known at ``since``."""
        return None if self.since is None else self.history.at(self.since)

    def is_fresh(self, unit: UnitCount) -> bool:
        """Whether the unit was counted beside the others now."""
        return beside(self.units[unit.unit], self.stamp, BESIDE) != NONE

    def delta(self, unit: UnitCount) -> int | None:
        """The change of a unit's figure since ``since``; None when it was not counted beside the others, then or now."""
        readings = self.units[unit.unit]
        if self.since is None or not self.is_fresh(unit):
            return None
        place = beside(readings, self.since.toordinal(), BESIDE)
        return None if place in (NONE, len(readings) - 1) else readings.values[-1] - readings.values[place]

    def rank_changes(self, units: Iterable[UnitCount]) -> RankChanges:
        """unit name -> (rank at ``since``, ranks gained), among those of ``units`` that had a figure then, by the same rule."""
        if self.earlier is None:
            return {}
        rows = self.earlier.units
        known = {**{row.code: row for row in rows if row.code}, **{row.unit: row for row in rows}}
        then = {unit.unit: known.get(unit.unit) or known.get(unit.code or "") for unit in units}
        pairs = [(unit, replace(row, unit=unit.unit)) for unit in units if (row := then[unit.unit]) is not None]
        now = rank((unit for unit, _ in pairs), self.counts.metric)
        before = rank((row for _, row in pairs), self.counts.metric)
        if now.by != before.by:
            return {}
        ranks = {row.unit.unit: row.rank for row in before.rows}
        return {
            row.unit.unit: (earlier, earlier - row.rank)
            for row in now.rows
            if row.rank is not None and (earlier := ranks[row.unit.unit]) is not None
        }


def rank_facts(earlier: int, gained: int) -> dict[str, object]:
    """The facts named in ``RANKS``."""
    words = f"{'tăng' if gained > 0 else 'giảm'} {count_text(abs(gained))} bậc" if gained else "giữ nguyên"
    return dict(zip(RANKS, (earlier, gained, words, direction(gained)), strict=True))


def movements(timeline: Timeline, units: Sequence[UnitCount], ranks: RankChanges) -> Mapping[str, dict[str, object]]:
    """unit name -> what its entry in "units" says of its movement; what is not known is left out."""
    found: dict[str, dict[str, object]] = {}
    for unit in units:
        readings = timeline.units[unit.unit]
        delta = timeline.delta(unit)
        entry = {} if delta is None else delta_facts(delta)
        if unit.unit in ranks:
            entry |= rank_facts(*ranks[unit.unit])
        if readings.days and timeline.is_fresh(unit) and weeks_back(readings.days)[-1] != NONE:
            entry["streak_weeks"] = streak(readings)
        place = reached_at(readings, unit.quota) if unit.quota else NONE
        if place != NONE and known_to_the_week(readings, place):
            entry["reached_on_text"] = reached_text(readings.day(place))
        found[unit.unit] = entry
    return found


def falls(timeline: Timeline) -> tuple[str, ...]:
    """A warning for the whole and for each unit whose latest figure is below the one before; of many units, their number."""
    lines = [("the whole", timeline.whole), *((f"'{name}'", readings) for name, readings in timeline.units.items())]
    fallen = [
        (name, readings) for name, readings in lines if len(readings) > 1 and readings.values[-1] < readings.values[-2]
    ]
    told = [
        f"{name} fell from {number(readings.values[-2])} on {date_short(readings.day(-2))} to {number(readings.values[-1])}"
        for name, readings in fallen[:MOST_TOLD]
    ]
    return (*told, *([f"and {len(fallen) - MOST_TOLD} more fell"] if len(fallen) > MOST_TOLD else []))
