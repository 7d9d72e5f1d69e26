"""A history in, a line per reading out: when, how many, how many more than in the reading before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from assetkit.counts.history import History, Snapshot
from assetkit.errors import AssetkitError, nearest


@dataclass(frozen=True)
class Line:
    """A reading as it is shown. ``value``, ``change`` and ``quota`` are of the unit or the whole, None when not known."""

    as_of: dt.datetime
    value: int | None
    change: int | None
    quota: int | None
    units: int
    snapshot: int
    origin: str
    source: str
    fetched_at: dt.datetime | None
    corrects: int | None
    superseded_by: int | None
    sample: bool


def _everyone(history: History) -> list[Snapshot]:
    return sorted((*history.snapshots, *history.superseded), key=lambda snapshot: (snapshot.as_of, snapshot.id))


def listed(history: History, unit: str | None = None) -> Iterator[Line]:
    """A line per reading, superseded ones too, oldest first; with a unit, per reading that names it.

    The change is from the reading of the moment before, and is not said of what was superseded. AssetkitError for an unknown unit.
    """
    key = "" if unit is None else history.lines.find(unit)
    if key is None:
        names = dict.fromkeys(row.unit for one in history.snapshots for row in one.counts.units)
        raise AssetkitError(f"the counts have no unit '{unit}'", where="--unit", hint=nearest(unit or "", names))
    points = history.series(unit or "")
    everyone = sorted((*history.snapshots, *history.superseded), key=lambda snapshot: (snapshot.as_of, snapshot.id))
    after = {one.corrects: one for one in everyone if one.corrects is not None}
    for snapshot in everyone:
        row = history.lines.row(snapshot.counts, key)
        if row is None and unit is not None:
            continue
        next_one = after.get(snapshot.id)
        value = row.value(snapshot.counts.metric) if row else None
        if row is None and not history.lines.total.said:
            value = dict(_before(history, snapshot, after).series("")).get(snapshot.as_of)
        earlier = [past for moment, past in points if moment < snapshot.as_of]
        is_current = next_one is None
        yield Line(
            as_of=snapshot.as_of,
            value=value,
            change=value - earlier[-1] if value is not None and earlier and is_current else None,
            quota=row.quota if row else None,
            units=len(snapshot.counts.units),
            snapshot=snapshot.id,
            origin=snapshot.origin,
            source=snapshot.counts.source,
            fetched_at=snapshot.fetched_at,
            corrects=snapshot.corrects,
            superseded_by=next_one.id if next_one else None,
            sample=snapshot.sample,
        )


def _before(history: History, snapshot: Snapshot, after: Mapping[int, Snapshot]) -> History:
    """The history as it was while ``snapshot`` was believed."""
    last = snapshot
    while last.id in after:
        last = after[last.id]
    if last is snapshot:
        return history
    return replace(history, snapshots=tuple(snapshot if one.id == last.id else one for one in history.snapshots))
