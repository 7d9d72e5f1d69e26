"""A table, its readings and those of before in, what has vanished out: a column that had figures last time and is not there now.

Its figures would be missed by nobody: pictures would be made with those of the week before. So it is an error when another column may be
the one, and a warning when there is none.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from assetkit.counts.entries import METRIC_BY_KEY
from assetkit.counts.history import Snapshot
from assetkit.counts.model import name_keys
from assetkit.errors import AssetkitError
from assetkit.table.columns import ALIASES, resolve
from assetkit.typography import fold, moment

if TYPE_CHECKING:
    from assetkit.table import Table

WATCHED = {"quota": "quotas", "parent": "parents"}
_SERIAL = frozenset(fold(word) for word in ("stt", "tt", "số tt", "số thứ tự", "no", "no.", "#"))


def lost_columns(table: Table, snapshots: Iterable[Snapshot], before: Iterable[Snapshot]) -> tuple[str, ...]:
    """Warnings for the columns of quotas and parents that the reading before had for these units, and the table has not.

    AssetkitError when the table has columns that are not understood: one of them may be it.
    """
    meanings = resolve(table.headers, where=table.path)
    names = {name_keys(unit.unit)[0] for snapshot in snapshots for unit in snapshot.counts.units}
    last = _last(before, names)
    if last is None or "metric" in meanings.values():  # in a long table quotas are rows
        return ()
    units = [unit for unit in last.counts.units if name_keys(unit.unit)[0] in names]
    had = [name for name in WATCHED if any(getattr(unit, name) is not None for unit in units)]
    lost = [name for name in had if name not in meanings.values()]
    unknown = [header for header in table.headers if meanings[header] == header and _may_be_it(table, header)]
    seen = f"the reading of {moment(last.as_of)} ({last.origin})"
    if lost and unknown:
        message = f"has no column of {WATCHED[lost[0]]}, which {seen} had, and does not say what '{unknown[0]}' is"
        hint = f"rename '{unknown[0]}' to '{ALIASES[lost[0]][1]}' if it was that, else remove it"
        raise AssetkitError(message, where=table.path, hint=hint)
    return tuple(f"{table.path} has no column of {WATCHED[name]}: those of {seen} stay in use" for name in lost)


def _may_be_it(table: Table, header: str) -> bool:
    known = {*METRIC_BY_KEY, *(fold(word) for words in ALIASES.values() for word in words)}
    filled = any(row.cells.get(header) is not None for row in table.rows)
    return filled and fold(header) not in known and fold(header) not in _SERIAL


def _last(before: Iterable[Snapshot], names: set[str]) -> Snapshot | None:
    """The latest reading that has some of the units."""
    shared = (one for one in before if any(name_keys(unit.unit)[0] in names for unit in one.counts.units))
    return max(shared, key=lambda one: (one.as_of, one.id), default=None)
