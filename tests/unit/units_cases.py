"""Registries, counts and histories for the tests of units."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from hypothesis import strategies as st

from assetkit.counts.history import History, Snapshot, history_of
from assetkit.counts.model import Counts, UnitCount
from assetkit.errors import AssetkitError
from assetkit.units.merging import order_of
from assetkit.units.model import Unit
from assetkit.units.registry import Registry

CODES = ("A", "B", "C", "D", "E", "F")
MERGES = (dt.date(2022, 3, 31), dt.date(2022, 5, 31))


def unit(code: str, **more: Any) -> Unit:
    return Unit.model_validate({"code": code, "short": f"Đơn vị {code}", **more})


def registry(*units: Unit) -> Registry:
    return Registry(units)


def row(name: str, value: int, quota: int | None = None, **more: Any) -> UnitCount:
    return UnitCount(name, registered=value, quota=quota, **more)


def counts(month: int, *rows: UnitCount) -> Counts:
    """Counts of the first day of a month of 2022."""
    return Counts(rows, None, dt.datetime(2022, month, 1), "Công đoàn", "registered")


def history(*weeks: tuple[int, dict[str, tuple[int, int]]]) -> History:
    """(month, code -> (figure, quota)) as snapshots."""
    readings = (counts(month, *(row(code, *pair) for code, pair in units.items())) for month, units in weeks)
    return history_of(Snapshot(reading, origin="bang.csv") for reading in readings)


def figures(found: Counts) -> dict[str | None, tuple[int | None, int | None]]:
    return {one.code: (one.registered, one.quota) for one in found.units}


@st.composite
def registries(draw: st.DrawFn) -> Registry:
    """Sound registries of six units: any tree, any merges on two days."""
    parents = [draw(st.sampled_from([None, *CODES[:place]])) for place in range(len(CODES))]
    units = []
    for place, code in enumerate(CODES):
        heir = draw(st.sampled_from([None, None, *(other for other in CODES if other != code)]))
        last = draw(st.sampled_from(MERGES)) if heir else None
        units.append(unit(code, parent=parents[place], merged_into=heir, valid_to=last))
    while True:
        try:
            return Registry(tuple(units))
        except AssetkitError:  # take merges away until what is left is sound
            place = next(place for place, one in enumerate(units) if one.merged_into)
            units[place] = unit(units[place].code, parent=units[place].parent)


@st.composite
def histories(draw: st.DrawFn, of: Registry, months: int) -> tuple[History, list[tuple[int, int]]]:
    """(readings of the same units, each whole holding its parts of that day; what was counted in all, by month)."""
    present = draw(st.lists(st.sampled_from(CODES), min_size=1, unique=True))
    weeks, sums = [], []
    for month in sorted(draw(st.lists(st.integers(1, 12), min_size=months, max_size=months, unique=True))):
        own = {code: (draw(st.integers(0, 99)), draw(st.integers(0, 99))) for code in present}
        order = order_of(of, {one.code: one for one in of.units if one.code in own}, {}, dt.date(2022, month, 1), "")
        weeks.append((month, {code: _added(own[other] for other in own if code in order.line(other)) for code in own}))
        sums.append(_added(own.values()))
    return history(*weeks), sums


def _added(pairs: Iterable[tuple[int, int]]) -> tuple[int, int]:
    figures, quotas = zip(*pairs, strict=True)
    return sum(figures), sum(quotas)
