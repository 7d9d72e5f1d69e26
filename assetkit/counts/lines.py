"""The snapshots of a history in, a line per unit out: its rows in the order of their moments, however it was spelt."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import zip_longest
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from assetkit.counts.model import METRICS, Counts, UnitCount, name_keys
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
    """The rows of one unit as they were ``said``, in ascending order of their moments; ``orders`` are the places of their snapshots."""

    snapshots: Sequence[Snapshot]
    said: list[UnitCount] = field(default_factory=list)
    orders: list[int] = field(default_factory=list)

    @property
    def metric(self) -> str:
        """What the snapshots count."""
        return self.snapshots[0].counts.metric if self.snapshots else METRICS[0]

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Every row, with what it leaves out of the row before."""
        filled: list[UnitCount] = []
        for row in self.said:
            filled.append(_filled(row, filled[-1:]))
        return tuple(Row(row, self.snapshots[order], order) for row, order in zip(filled, self.orders, strict=True))

    def at(self, seen: int) -> Row | None:
        """The latest row in the first ``seen`` snapshots."""
        place = bisect_left(self.orders, seen)
        if not place:
            return None
        order = self.orders[place - 1]
        return Row(_filled(self.said[place - 1], self.said[: place - 1]), self.snapshots[order], order)

    def points(self, moments: Sequence[dt.datetime]) -> tuple[Point, ...]:
        """(moment, count) of each moment that has one; ``moments`` are those of the snapshots."""
        counted = zip([moments[order] for order in self.orders], map(attrgetter(self.metric), self.said), strict=True)
        return tuple({moment: value for moment, value in counted if value is not None}.items())


def _filled(row: UnitCount, before: Sequence[UnitCount]) -> UnitCount:
    """The row; a quota, a parent or a code that it leaves out is the one said last before."""
    said = {name: _said(before, name) for name in ("quota", "parent", "code") if getattr(row, name) is None}
    known = {name: value for name, value in said.items() if value is not None}
    return replace(row, **known) if known else row


def _said(rows: Sequence[UnitCount], name: str) -> Any:
    return next((value for value in map(attrgetter(name), reversed(rows)) if value is not None), None)


@dataclass
class Lines:
    """The rows of ascending snapshots by unit.

    ``known`` maps each folded name and code to the key of its unit; ``wholes`` are the keys of what was the overall row.
    """

    snapshots: Sequence[Snapshot]
    units: dict[str, Line] = field(default_factory=dict)
    known: dict[str, str] = field(default_factory=dict)
    keys: dict[tuple[str, str | None], str] = field(default_factory=dict)
    above: dict[str, str | None] = field(default_factory=dict)
    wholes: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.total = Line(self.snapshots)
        self.moments = [snapshot.as_of for snapshot in self.snapshots]
        spelt: dict[tuple[str, str | None], Line] = {}
        for order, snapshot in enumerate(self.snapshots):
            if snapshot.counts.total is not None:
                self.wholes.add(self.key(snapshot.counts.total))
                self.total.said.append(snapshot.counts.total)
                self.total.orders.append(order)
            for row in snapshot.counts.units:  # as often as there are figures: nothing is looked at here that can wait
                line = spelt.get((row.unit, row.code))
                if line is None:
                    line = spelt[row.unit, row.code] = self.units.setdefault(self.key(row), Line(self.snapshots))
                line.said.append(row)
                line.orders.append(order)

    def seen(self, last: dt.datetime) -> int:
        """How many of the snapshots are not after a moment."""
        return bisect_right(self.moments, last)

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
        return line.points(self.moments) if line else ()

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

    def sums(self) -> Iterator[Point]:
        """(moment, what the top units of that moment add up to), where each of them has a count."""
        values: dict[str, int | None] = {}
        above: dict[str, str | None] = {}
        for snapshot, following in zip_longest(self.snapshots, self.moments[1:]):
            for row in snapshot.counts.units:
                key = self.key(row)
                values[key] = row.value(snapshot.counts.metric)
                if row.parent is not None:
                    above[key] = self.parent(row)
            if snapshot.as_of == following:
                continue
            top = [value for key, value in values.items() if above.get(key) in (None, key) or above[key] not in values]
            known = [value for value in top if value is not None]
            if known and len(known) == len(top):
                yield snapshot.as_of, sum(known)


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
