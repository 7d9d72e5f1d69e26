"""Histories for the tests of facts over time: weeks of figures in, a History or the Facts of its last moment out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from figures import EVN

from assetkit.campaign import Campaign
from assetkit.counts.history import History, Snapshot, history_of
from assetkit.counts.model import Counts, UnitCount
from assetkit.facts import Facts, derive

MONDAY = dt.datetime(2022, 5, 2, 14)
Figures = Mapping[str, Sequence[int | None]]


def day(week: float) -> dt.datetime:
    """The moment of a week, 0 is that of 2/5/2022."""
    return MONDAY + dt.timedelta(days=round(7 * week))


def snapshot(week: float, units: Sequence[UnitCount], total: UnitCount | None = None, **more: Any) -> Snapshot:
    phase = more.pop("phase", "1")
    return Snapshot(
        Counts(tuple(units), total, day(week), "evn.com.vn", "registered", phase=phase), origin="evn", **more
    )


def history(
    figures: Figures, quotas: Mapping[str, int | None] | None = None, weeks: Sequence[float] | None = None, **more: Any
) -> History:
    """A snapshot per week; a unit without a figure in a week is not in its table. "" is the total row."""
    quotas = quotas or {}
    last = max(len(values) for values in figures.values())
    readings = []
    for place, week in enumerate(weeks if weeks is not None else range(last)):
        held = {name: values[place] for name, values in figures.items() if place < len(values)}
        rows = [
            UnitCount(name or "Toàn Tập đoàn", registered=value, quota=quotas.get(name), is_total=not name)
            for name, value in held.items()
            if value is not None
        ]
        total = next((row for row in rows if row.is_total), None)
        readings.append(snapshot(week, [row for row in rows if not row.is_total], total, **more))
    return history_of(readings)


def known(past: History, campaign: Campaign = EVN, until: dt.datetime | None = None, **more: Any) -> Facts:
    """The facts of the last moment of a history, or of ``until``."""
    moment = until or past.latest.as_of
    return derive(campaign, past.at(moment), more.pop("now", moment), past)


def grown(*values: int | None, quota: int | None = None, weeks: Sequence[float] | None = None) -> Facts:
    """The facts of one unit whose figures these are, week by week."""
    return known(history({"Than Hà Lầm": values}, {"Than Hà Lầm": quota}, weeks)).for_unit("Than Hà Lầm")


def corrected(past: History, units: Sequence[UnitCount]) -> History:
    """The history after other figures of its last moment came in."""
    last = past.latest
    again = replace(last, counts=replace(last.counts, units=tuple(units)))
    return history_of([*past.snapshots, again])
