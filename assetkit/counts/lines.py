"""The snapshots of a history in, a line per unit out: its rows in the order of their moments, however it was spelt."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from assetkit.counts.model import Counts, UnitCount, name_keys
from assetkit.typography import date_short, fold

if TYPE_CHECKING:
    from assetkit.counts.history import Snapshot

Point = tuple[dt.datetime, int]


@dataclass(frozen=True, slots=True)
class Row:
    """A unit's row with the snapshot that says it; ``order`` is the snapshot's place in the history."""

    row: UnitCount
    snapshot: Snapshot
    order: int


@dataclass
class Line:
    """The rows of one unit, in ascending order of their moments."""

    metric: str = "valid"
    moments: list[dt.datetime] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)

    def add(self, row: UnitCount, snapshot: Snapshot, order: int) -> None:
        """One more row, with what it leaves out of the row before."""
        if self.rows:
            row = _filled(row, self.rows[-1].row)
        self.metric = snapshot.counts.metric
        self.moments.append(snapshot.as_of)
        self.rows.append(Row(row, snapshot, order))

    def at(self, last: dt.datetime) -> Row | None:
        place = bisect_right(self.moments, last)
        return self.rows[place - 1] if place else None

    @cached_property
    def points(self) -> tuple[Point, ...]:
        values: dict[dt.datetime, int] = {}
        for moment, row in zip(self.moments, self.rows, strict=True):
            value = row.row.value(self.metric)
            if value is not None:
                values[moment] = value
        return tuple(values.items())


def _filled(row: UnitCount, before: UnitCount) -> UnitCount:
    if (
        (row.quota is not None or before.quota is None)
        and (row.parent is not None or before.parent is None)
        and (row.code is not None or before.code is None)
    ):
        return row
    quota = before.quota if row.quota is None else row.quota
    return replace(row, quota=quota, parent=row.parent or before.parent, code=row.code or before.code)


@dataclass
class Lines:
    """The rows of all snapshots by unit.

    ``known`` maps each folded name and code to the key of its unit; ``wholes`` are the keys of what was the overall row.
    """

    units: dict[str, Line] = field(default_factory=dict)
    total: Line = field(default_factory=Line)
    known: dict[str, str] = field(default_factory=dict)
    keys: dict[tuple[str, str | None], str] = field(default_factory=dict)
    above: dict[str, str | None] = field(default_factory=dict)
    wholes: set[str] = field(default_factory=set)

    def add(self, snapshot: Snapshot, order: int) -> None:
        """Every row of one snapshot; snapshots come in ascending order."""
        if snapshot.counts.total is not None:
            self.wholes.add(self.key(snapshot.counts.total))
            self.total.add(snapshot.counts.total, snapshot, order)
        for row in snapshot.counts.units:
            key = self.key(row)
            line = self.units.get(key)
            if line is None:
                line = self.units[key] = Line()
            line.add(row, snapshot, order)

    def key(self, row: UnitCount) -> str:
        """The key of a row's unit: a unit is one by its code, else by its name, so that a new name of a code is no new unit."""
        spelt = (row.unit, row.code)
        if spelt not in self.keys:
            name = fold(row.unit)
            words = [word for word in (fold(row.code) if row.code else "", name) if word]
            key = next((self.known[word] for word in words if word in self.known), name)
            for word in (*words, *name_keys(row.unit)):
                self.known.setdefault(word, key)
            self.keys[spelt] = key
        return self.keys[spelt]

    def parent(self, row: UnitCount) -> str | None:
        """The key of the unit that a row is part of; None when it is part of none that is known."""
        if row.parent is None:
            return None
        if row.parent not in self.above:
            self.above[row.parent] = self.known.get(fold(row.parent))
        return self.above[row.parent]

    def named(self, key: str) -> tuple[Point, ...]:
        """(moment, count) of the unit, or the whole, of that folded name or code; empty when there is none."""
        found = self.known.get(key, "")
        line = self.total if found in self.wholes else self.units.get(found)
        return line.points if line else ()

    def find(self, name: str) -> str | None:
        """The key of the unit of that name or code in any spelling, "" for the whole; None when there is none."""
        key = self.known.get(fold(name))
        return "" if key in self.wholes else key

    def row(self, counts: Counts, key: str) -> UnitCount | None:
        """What ``counts`` says of the unit of that key, of the whole for ""."""
        if not key:
            return counts.total
        return next((unit for unit in counts.units if self.key(unit) == key), None)

    def units_of(self, found: Mapping[str, Row], latest: Snapshot) -> Iterator[UnitCount]:
        """The units of a moment: those of the latest snapshot in its order, then the older ones as they came up."""
        parts = {key: self.parent(row.row) for key, row in found.items()}
        wholes = {parent for key, parent in parts.items() if parent is not None and parent != key}
        first = [key for row in latest.counts.units if (key := self.key(row)) in found]
        for key in dict.fromkeys((*first, *found)):
            unit = dated(found[key], latest.as_of)
            yield unit if unit.is_total == (key in wholes) else replace(unit, is_total=key in wholes)

    def sums(self, moments: Iterable[dt.datetime]) -> Iterator[Point]:
        """(moment, what the top units of that moment add up to), where each of them has a count."""
        for moment in moments:
            found = {key: row.row for key, line in self.units.items() if (row := line.at(moment)) is not None}
            values = [
                row.value(self.units[key].metric)
                for key, row in found.items()
                if (parent := self.parent(row)) is None or parent == key or parent not in found
            ]
            known = [value for value in values if value is not None]
            if known and len(known) == len(values):
                yield moment, sum(known)


def dated(row: Row, stamp: dt.datetime) -> UnitCount:
    """The row as counted, with its own moment when that is not the stamp."""
    if row.snapshot.as_of == stamp or row.row.date is not None:
        return row.row
    return replace(row.row, date=row.snapshot.as_of)


def older(rows: Iterable[Row], stamp: dt.datetime) -> tuple[str, ...]:
    days = sorted({row.snapshot.as_of for row in rows})
    if not days or days[0].date() == stamp.date():
        return ()
    return (f"the figures are of {date_short(days[0])} to {date_short(days[-1])}, the stamp says {date_short(stamp)}",)
