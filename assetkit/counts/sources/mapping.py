"""A table with the source's headers and what is declared of them in, the same table with our names out."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from assetkit.errors import AssetkitError
from assetkit.table.columns import resolve
from assetkit.typography import fold

if TYPE_CHECKING:
    from assetkit.counts.sources.declaration import SourceSpec
    from assetkit.table import Table

SHOWN = 12  # headers that a message lists


def our_name(name: str, spec: SourceSpec) -> str:
    """The header that a declared column gets; the plain value column is named by what the source counts."""
    return spec.metric if name == "value" and spec.metric else name


def mapped(table: Table, spec: SourceSpec) -> Table:
    """The table with the declared columns under our names. The others keep their own headers and meanings, but for those that
    would mean a declared one a second time: these are left out.

    Raises AssetkitError naming a declared column that is not there, with the nearest of those that are.
    """
    declared = spec.columns.named
    if not declared:
        return table
    present = {fold(header): header for header in table.headers}
    new: dict[str, str] = {}
    for name, title in declared.items():
        header = present.get(fold(title))
        if header is None:
            raise missing(title, f"columns.{name}", table.headers, table.path)
        if header in new:
            message = f"the columns '{new[header]}' and '{name}' are both '{title}'"
            raise AssetkitError(message, where=table.path, hint="a column of its own for each")
        new[header] = our_name(name, spec)
    return _renamed(table, new)


def _renamed(table: Table, new: Mapping[str, str]) -> Table:
    meant = resolve(tuple(new.values()), where=table.path).values()
    taken = {*meant, *new.values()}
    rest = [header for header in table.headers if header not in new]
    kept = [header for header in rest if resolve((header,))[header] not in taken]
    chosen = [header for header in table.headers if header in new or header in kept]
    columns = table.columns or tuple(range(len(table.headers)))
    places = dict(zip(table.headers, columns, strict=True))
    rows = (
        replace(row, cells={new.get(header, header): row.cells.get(header) for header in chosen}) for row in table.rows
    )
    return replace(
        table,
        headers=tuple(new.get(header, header) for header in chosen),
        titles=tuple(chosen),
        rows=tuple(rows),
        columns=tuple(places[header] for header in chosen),
    )


def missing(title: str, key: str, present: Iterable[str], where: str) -> AssetkitError:
    """The error for a declared column that is not there any more."""
    names = list(present)
    listed = ", ".join(names[:SHOWN]) + (f" and {len(names) - SHOWN} more" if len(names) > SHOWN else "")
    close = difflib.get_close_matches(fold(title), [fold(name) for name in names], n=1, cutoff=0.5)
    near = next((name for name in names if close and fold(name) == close[0]), None)
    hint = f'{key} = "{near}", if it was renamed' if near else f"declare in {key} what it is called now"
    return AssetkitError(f"there is no column '{title}'; there are: {listed}", where=where, hint=hint)


def check_columns(table: Table, needed: Iterable[str] = ()) -> None:
    """That the units and at least one figure have a column, and every name of ``needed`` too; errors name the nearest."""
    meanings = set(resolve(table.headers, where=table.path).values())
    if not meanings & {"unit", "code"}:
        resolve(table.headers, ("unit",), table.path)
    if not meanings & {"value", "submitted", "reviewing", "registered", "metric"} and not _counted(meanings):
        resolve(table.headers, ("value",), table.path)
    for name in needed:
        if name not in meanings:
            resolve(table.headers, (name,), table.path)


def _counted(meanings: Iterable[str]) -> bool:
    return any(fold(name) in {fold("đăng ký"), fold("số đăng ký"), fold("số sáng kiến đăng ký")} for name in meanings)
