"""A history of counts in, who runs in the race out: what each unit had at every reading, in numbers fine enough to move smoothly."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assetkit.campaign import Campaign
from assetkit.counts.history import History
from assetkit.counts.model import Counts, UnitCount
from assetkit.errors import AssetkitError
from assetkit.facts.overall import overall_subject
from assetkit.typography import sort_key

METRICS = ("valid", "percent")
"""What the bars show: how many initiatives (of the kind that the campaign counts), or the share of the quota."""
FINE = 1000
"""Parts of a printed step: of one initiative, or of a tenth of a percent."""
TENTHS = 1000
"""Tenths of a percent in a whole quota."""
LEAST, MOST = 2, 60
"""Bars of a race."""


@dataclass(frozen=True)
class Runner:
    """A unit: its name and code, and what it had at each reading, times ``FINE``; None before it was counted. ``quotas`` likewise."""

    name: str
    code: str | None
    values: tuple[int | None, ...]
    quotas: tuple[int | None, ...]


@dataclass(frozen=True)
class Readings:
    """The readings of a race, in order of time. ``totals`` is the figure of the whole; ``metric`` is one of ``METRICS``; ``runners`` come in
    the order of the alphabet; ``notes`` tell what is left out, for a person."""

    metric: str
    moments: tuple[dt.datetime, ...]
    totals: tuple[int, ...]
    runners: tuple[Runner, ...]
    notes: tuple[str, ...] = ()


def readings_of(history: History, campaign: Campaign, metric: str, where: str = "counts") -> Readings:
    """The readings of a history. AssetkitError when there are fewer than two, or fewer than two units can run."""
    moments = history.moments
    if len(moments) < LEAST:
        hint = "a table with dates, or more weeks in the store: assetkit counts import, pull"
        raise AssetkitError("holds one reading, a race needs two at least", where=where, hint=hint)
    known = [counts for moment in moments if (counts := history.at(moment)) is not None]
    empty = _not_begun(known)
    known, moments = known[empty:], moments[empty:]
    rows = [_rows(history, counts) for counts in known]
    keys = {history.lines.key(unit): unit for unit in known[-1].top}
    found = [_runner(unit, [row.get(key) for row in rows], known[-1].metric, metric) for key, unit in keys.items()]
    running = sorted((one for one in found if any(value is not None for value in one.values)), key=lambda one: sort_key(one.name))
    if len(running) < LEAST:
        needs = "with a quota and figures" if metric == "percent" else "with figures"
        message = f"{len(running)} of {len(found)} units {needs}, a race needs {LEAST} at least"
        raise AssetkitError(message, where=where, hint="--metric valid" if metric == "percent" else "a row for each unit")
    absent = len(found) - len(running)
    notes = [f"{absent} units without a {'quota' if metric == 'percent' else 'figure'} do not run"] if absent else []
    if empty:
        notes.append(f"the first {empty} of {empty + len(moments)} readings count nothing: the race begins with the next one")
    return Readings(metric, moments, _totals(known, campaign), tuple(running), tuple(notes))


def _not_begun(known: Sequence[Counts]) -> int:
    """How many of the first readings count nothing at all: nobody runs yet, and the film would begin with a column of zeros. Two always stay."""
    begun = (number for number, counts in enumerate(known) if any(unit.value(counts.metric) for unit in counts.top))
    return min(next(begun, 0), max(0, len(known) - LEAST))


def _rows(history: History, counts: Counts) -> Mapping[str, UnitCount]:
    return {history.lines.key(unit): unit for unit in counts.units}


def _runner(unit: UnitCount, rows: Sequence[UnitCount | None], counted: str, metric: str) -> Runner:
    values: list[int | None] = []
    quotas: list[int | None] = []
    for row in rows:
        value = row.value(counted) if row is not None else None
        quota = row.quota if row is not None else None
        if metric == "percent":
            # Rounded down: what is printed is then rounded once only, as the facts round it.
            values.append(value * TENTHS * FINE // quota if value is not None and quota else None)
            quotas.append(TENTHS * FINE if quota else None)
        else:
            values.append(None if value is None else value * FINE)
            quotas.append(quota * FINE if quota else None)
    return Runner(unit.unit, unit.code, _carried(values), _carried(quotas))


def _carried(numbers: Sequence[int | None]) -> tuple[int | None, ...]:
    """What a reading does not say is as it was said before."""
    found: list[int | None] = []
    for number in numbers:
        found.append(number if number is not None or not found else found[-1])
    return tuple(found)


def _totals(known: Sequence[Counts], campaign: Campaign) -> tuple[int, ...]:
    """The figure of the whole at each reading; where it is not known, that before, and at first what the known units add up to."""
    found: list[int] = []
    for counts in known:
        value = overall_subject(campaign, counts).value
        if value is None:
            value = found[-1] if found else sum(unit.value(counts.metric) or 0 for unit in counts.top)
        found.append(value)
    return tuple(found)
