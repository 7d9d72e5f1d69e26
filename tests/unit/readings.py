"""Snapshots for the tests of histories and stores."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st

from assetkit.counts.history import History, Snapshot
from assetkit.counts.model import Counts, UnitCount

MONDAY = dt.datetime(2022, 5, 2)
UNITS = ("EVNNPT", "EVNHANOI", "EVNCPC", "PC Đà Nẵng", "Thuỷ điện Hoà Bình")
Figures = Mapping[str, int | None]


def week(number: int) -> dt.datetime:
    return MONDAY + dt.timedelta(weeks=number)


def snapshot(figures: Figures, when: dt.datetime | int = 0, **more: Any) -> Snapshot:
    """A reading of registered initiatives; a week's number stands for its Monday. "quota" and "total" are options."""
    as_of = week(when) if isinstance(when, int) else when
    quota, total, phase = more.pop("quota", None), more.pop("total", None), more.pop("phase", None)
    parents = more.pop("parents", {})
    units = tuple(
        UnitCount(name, registered=value, quota=quota, parent=parents.get(name), row=row)
        for row, (name, value) in enumerate(figures.items(), start=2)
    )
    whole = None if total is None else UnitCount("EVN (toàn Tập đoàn)", registered=total, is_total=True)
    counts = Counts(units, whole, as_of, more.pop("source", "evn.com.vn"), "registered", phase=phase)
    return Snapshot(counts, origin=more.pop("origin", "counts.csv"), **more)


def told(history: History) -> list[tuple[object, ...]]:
    """What two stores say alike: everything but the ids, which corrections name by their place."""
    everyone = sorted((*history.snapshots, *history.superseded), key=lambda one: one.id)
    places = {one.id: place for place, one in enumerate(everyone)}
    return [
        (one.counts, one.origin, one.fetched_at, one.digest, one.sample, places.get(one.corrects or 0))
        for one in everyone
    ]


LETTERS = st.characters(codec="utf-8", exclude_categories=("C", "Z"))
NAMES = st.sampled_from(UNITS) | st.text(LETTERS, min_size=1, max_size=12)
WORDS = st.none() | st.text(max_size=20)
COUNTS = st.none() | st.integers(0, 10**6)
MOMENTS = st.integers(0, 6).map(week) | st.datetimes(dt.datetime(2022, 2, 14), dt.datetime(2023, 9, 30))


@st.composite
def unit_counts(draw: st.DrawFn) -> UnitCount:
    return UnitCount(
        unit=draw(NAMES),
        code=draw(WORDS),
        parent=draw(st.none() | NAMES),
        submitted=draw(COUNTS),
        reviewing=draw(COUNTS),
        valid=draw(COUNTS),
        registered=draw(COUNTS),
        quota=draw(COUNTS),
        published_percent=draw(st.none() | st.decimals(0, 999, places=2)),
        row=draw(st.integers(0, 10_000)),
        note=draw(WORDS),
        is_total=draw(st.booleans()),
        date=draw(st.none() | MOMENTS),
    )


@st.composite
def snapshots(draw: st.DrawFn, sample: bool = False) -> Snapshot:
    """Any reading that a store takes."""
    units = draw(st.lists(unit_counts(), max_size=4))
    total = draw(unit_counts()) if not units else draw(st.none() | unit_counts())
    counts = Counts(
        units=tuple(units),
        total=total,
        as_of=draw(MOMENTS),
        source=draw(WORDS) or "",
        metric=draw(st.sampled_from(("valid", "registered"))),
        phase=draw(st.sampled_from((None, "1", "total"))),
        phase_values=draw(st.sampled_from(((), (("1", 2399),)))),
    )
    fetched = draw(st.none() | st.datetimes(dt.datetime(2022, 1, 1), dt.datetime(2024, 1, 1)))
    origin = draw(st.sampled_from(("counts.csv", "cổng")) | st.text(max_size=8))
    return Snapshot(counts, origin=origin, fetched_at=fetched, sample=sample)


def several(most: int) -> st.SearchStrategy[list[Snapshot]]:
    """Readings that may stand in one store: made-up ones, or none that is."""
    return st.booleans().flatmap(lambda sample: st.lists(snapshots(sample), min_size=1, max_size=most))
