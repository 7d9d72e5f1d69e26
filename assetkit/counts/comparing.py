"""What a store holds after readings were added in, warnings out: counts that fall, that contradict each other, that were corrected.

Figures are kept as they were counted, whatever is said of them here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from assetkit.counts.history import History, Snapshot
from assetkit.counts.lines import Line, Row
from assetkit.counts.model import METRICS, UnitCount, name_keys
from assetkit.typography import moment, number

if TYPE_CHECKING:
    from assetkit.counts.store import Added, Store

MOST = 20  # warnings of one kind; more of them say the same


def after_adding(store: Store, campaign: str, added: Sequence[Added]) -> tuple[str, ...]:
    """What to warn of after readings of a campaign were added: falls, contradictions, and what corrections changed."""
    news = [one.snapshot for one in added if one.state != "same"]
    found: list[str] = []
    for metric, phase in dict.fromkeys((one.counts.metric, one.counts.phase) for one in news):
        history = store.history(campaign, metric=metric, phase=phase)
        ids = {one.id for one in news if (one.counts.metric, one.counts.phase) == (metric, phase)}
        found += wholes(history, ids)
        found += falls(history, ids)
        found += contradictions(history, ids)
        found += corrections(history, ids)
    return tuple(found)


def falls(history: History, ids: Iterable[int]) -> list[str]:
    """A sentence for every count of the readings ``ids`` that is lower than an earlier one, or above a later one."""
    wanted = set(ids)
    found = []
    for line in _lines(history):
        if all(before <= after for (_, before), (_, after) in pairwise(line.points(history.lines.moments))):
            continue
        latest = {row.snapshot.as_of: row for row in line.rows}
        for before, after in pairwise(latest.values()):
            higher, lower = before.row.value(line.metric), after.row.value(line.metric)
            if higher is not None and lower is not None and lower < higher and _any(wanted, before, after):
                was, now = f"{number(higher)} ({_told(before)})", f"{number(lower)} ({_told(after)})"
                found.append(f"'{after.row.unit}' falls from {was} to {now}: kept as counted")
    return _most(found, "counts fall")


def wholes(history: History, ids: Iterable[int]) -> list[str]:
    """A sentence when the overall rows of two readings are of different bodies: their counts are no one's growth."""
    wanted = set(ids)
    for before, after in pairwise(history.lines.total.rows):
        if _any(wanted, before, after) and history.lines.key(before.row) != history.lines.key(after.row):
            one, other = (f"'{row.row.unit}' in {_named(row.snapshot)}" for row in (before, after))
            return [f"the whole is {one} and {other}: is it the same body? if not, keep one of them in another --store"]
    return []


def contradictions(history: History, ids: Iterable[int]) -> list[str]:
    """A sentence for every unit that two origins count differently at one moment; the later reading is believed."""
    wanted = set(ids)
    found = []
    at_once = len(history.moments) < len(history.snapshots)
    for line in _lines(history) if at_once else ():
        for before, after in pairwise(line.rows):
            one, other = before.row.value(line.metric), after.row.value(line.metric)
            same_moment = before.snapshot.as_of == after.snapshot.as_of
            if same_moment and one is not None and other is not None and one != other and _any(wanted, before, after):
                held = f"{number(one)} by {_named(before.snapshot)} and {number(other)} by {_named(after.snapshot)}"
                hint = f"the latter is believed; to correct the former, give it as --origin {before.snapshot.origin}"
                found.append(f"'{after.row.unit}' on {_told(after)} is {held}: {hint}")
    return _most(found, "figures differ between origins")


def corrections(history: History, ids: Iterable[int]) -> list[str]:
    """A sentence for each figure that the corrections among ``ids`` changed."""
    replaced = {snapshot.id: snapshot for snapshot in (*history.superseded, *history.snapshots)}
    found = []
    for snapshot in history.snapshots:
        if snapshot.id in set(ids) and snapshot.corrects in replaced:
            named = f"correction of {_named(replaced[snapshot.corrects])}, {moment(snapshot.as_of)}"
            changes = list(differences(replaced[snapshot.corrects], snapshot))
            found += _most([f"{named}: {change}" for change in changes], f"figures differ in the {named}")
    return found


def differences(before: Snapshot, after: Snapshot) -> Iterator[str]:
    """What the later reading of one moment says otherwise, a few words per unit."""
    old, new = _by_name(before), _by_name(after)
    for key, unit in new.items():
        metric = after.counts.metric
        if key not in old:
            yield f"'{unit.unit}' is new, {_shown(unit.value(metric))}"
            continue
        if old[key].value(metric) != unit.value(metric):
            yield f"'{unit.unit}' {_shown(old[key].value(metric))} → {_shown(unit.value(metric))}"
        for other in METRICS:
            if other != metric and old[key].value(other) != unit.value(other):
                yield f"'{unit.unit}' {other} {_shown(old[key].value(other))} → {_shown(unit.value(other))}"
        if old[key].quota != unit.quota:
            yield f"'{unit.unit}' quota {_shown(old[key].quota)} → {_shown(unit.quota)}"
    yield from (f"'{unit.unit}' is no longer listed" for key, unit in old.items() if key not in new)


def _by_name(snapshot: Snapshot) -> dict[str, UnitCount]:
    everyone = (*snapshot.counts.units, *([snapshot.counts.total] if snapshot.counts.total else []))
    return {name_keys(unit.unit)[0]: unit for unit in everyone}


def _lines(history: History) -> list[Line]:
    return [history.lines.total, *history.lines.units.values()]


def _any(wanted: set[int], *rows: Row) -> bool:
    return any(row.snapshot.id in wanted for row in rows)


def _told(row: Row) -> str:
    return moment(row.snapshot.as_of)


def _named(snapshot: Snapshot) -> str:
    return f"{snapshot.origin} (snapshot {snapshot.id})"


def _shown(value: int | None) -> str:
    return "none" if value is None else number(value)


def _most(found: list[str], what: str) -> list[str]:
    rest = len(found) - MOST
    return [*found[:MOST], f"{number(rest)} more {what}"] if rest > 0 else found
