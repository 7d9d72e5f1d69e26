"""A history and a registry in, the history as the units are at its end out: a merge makes no jump.

Up to the day of a merge there are two series. Read from then on, the successor's earlier figures include those of the units that were
merged into it, week by week, so that a change across the merge compares like with like.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from assetkit.counts.history import History, Snapshot
from assetkit.counts.model import UnitCount
from assetkit.errors import AssetkitError
from assetkit.units.applying import Placed, both_counted, placed_rows, with_units
from assetkit.units.merging import Days, merged

if TYPE_CHECKING:
    from assetkit.units.model import Unit
    from assetkit.units.registry import Registry


def follow(registry: Registry, history: History) -> History:
    """Every snapshot under the registry's names, with the units of the day of the last one.

    In a week in which only some of the units of a merge are counted, the others count by their latest row, until the successor
    has a figure from after the merge: that one includes them. Where units are counted after they were merged, beside their
    successor, both are added, with a warning. Sample figures are of invented units and stay as they are. A history is to be
    followed once: what has been summed is not told from what was counted. AssetkitError as for `applying.apply`.
    """
    if not history.snapshots or history.sample:
        return history
    on = history.latest.as_of.date()
    merging = {
        unit.code for unit in registry.units if unit.code in registry.heirs or unit.code in registry.predecessors
    }
    known: dict[str, UnitCount] = {}
    current: list[Snapshot] = []
    replaced: list[Snapshot] = []
    for snapshot, is_current in _in_time(history):
        if is_current:
            placed = placed_rows(registry, snapshot.counts, snapshot.origin)
            current.append(_followed(registry, snapshot, placed, known, on))
            known.update(_dated(placed, known, merging, snapshot.as_of))
        else:
            replaced.append(_replaced(registry, snapshot, known, on))
    return History(tuple(current), tuple(replaced))


def _followed(
    registry: Registry, snapshot: Snapshot, placed: Placed, known: Mapping[str, UnitCount], on: dt.date
) -> Snapshot:
    """One snapshot with the units of a later day; ``known`` are the latest rows before it of units that merge."""
    counts, day = snapshot.counts, snapshot.as_of.date()
    whole = _completed(registry, placed, known, snapshot.as_of, on)
    rows = merged(registry, whole, Days(day, on), counts.total is not None, snapshot.origin)
    warnings = (*placed.warnings, *both_counted(registry, whole, counts.metric, day))
    return replace(snapshot, counts=with_units(counts, rows, registry, warnings))


def _replaced(registry: Registry, snapshot: Snapshot, known: Mapping[str, UnitCount], on: dt.date) -> Snapshot:
    """A snapshot that was corrected; as it was when its units were what was wrong in it."""
    try:
        placed = placed_rows(registry, snapshot.counts, snapshot.origin)
        return _followed(registry, snapshot, placed, known, on)
    except AssetkitError:
        return snapshot


def _in_time(history: History) -> Iterator[tuple[Snapshot, bool]]:
    """All snapshots by their moments, what was replaced before what replaced it; and whether it is current."""
    every = [
        *((snapshot, False) for snapshot in history.superseded),
        *((snapshot, True) for snapshot in history.snapshots),
    ]
    yield from sorted(every, key=lambda pair: pair[0].as_of)  # stable: the order within a moment is that of the history


def _dated(
    placed: Placed, known: Mapping[str, UnitCount], merging: set[str], as_of: dt.datetime
) -> Iterator[tuple[str, UnitCount]]:
    """The rows of units that merge, with their own moments, and the quotas that they had when they leave them out."""
    for code in merging & placed.rows.keys():
        row, before = placed.rows[code], known.get(code)
        quota = row.quota if row.quota is not None or before is None else before.quota
        yield code, replace(row, date=row.date or as_of, quota=quota)


def _completed(
    registry: Registry, placed: Placed, known: Mapping[str, UnitCount], as_of: dt.datetime, on: dt.date
) -> Placed:
    """The rows, and of each merge of which some unit is counted the latest rows of the others."""
    if not known:
        return placed
    present = {registry.successor(unit, on).code for unit in placed.units.values()}
    units = {
        code: registry.by_code[code]
        for code in known
        if code not in placed.rows and registry.successor(registry.by_code[code], on).code in present
    }
    if not units:
        return placed
    moments = {code: row.date or as_of for rows in (known, placed.rows) for code, row in rows.items()}
    added = {code: known[code] for code, unit in units.items() if not _absorbed(registry, unit, moments, on)}
    if not added:
        return placed
    rows = {**placed.rows, **added}
    return replace(placed, rows=rows, units={**placed.units, **{code: units[code] for code in added}})


def _absorbed(registry: Registry, unit: Unit, moments: Mapping[str, dt.datetime], on: dt.date) -> bool:
    """Whether a successor has been counted since the merge, with what this unit had."""
    while unit.code in registry.heirs and unit.valid_to is not None and unit.valid_to < on:
        last, unit = unit.valid_to, registry.heirs[unit.code]
        if unit.code in moments and moments[unit.code].date() > last:
            return True
    return False
