"""Tables and readings of counts in, the units that they name out, and which of these no registry knows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from assetkit.counts.model import Counts, UnitCount
from assetkit.counts.tables import split_total
from assetkit.errors import AssetkitError
from assetkit.typography import fold

if TYPE_CHECKING:
    from assetkit.table import Row, Table
    from assetkit.units.registry import Registry


def named_in(table: Table) -> Counts:
    """The units of a table of counts, its overall row apart; figures are not looked at, so any table with units will do."""
    from assetkit.table.columns import resolve

    columns = {name: header for header, name in resolve(table.headers, where=table.path).items()}
    if not columns.keys() & {"unit", "code"}:
        raise AssetkitError("no column names the units", where=table.path, hint="a column headed 'Đơn vị'")
    rows: dict[str, UnitCount] = {}
    for row in table.rows:
        name = _text(row, columns.get("unit")) or _text(row, columns.get("code"))
        if name:
            code, parent = _text(row, columns.get("code")), _text(row, columns.get("parent"))
            rows.setdefault(fold(name), UnitCount(name, code, parent, row=row.number))
    total, units = split_total(tuple(rows.values()), table.path)
    return Counts(units, total)


def _text(row: Row, header: str | None) -> str | None:
    value = row.cells.get(header) if header else None
    return None if value is None else " ".join(str(value).split()) or None


def unknown_units(registry: Registry, readings: Iterable[Counts]) -> dict[str, list[str]]:
    """Name -> its nearest candidates, for each unit of the readings whose name and code are nobody's; overall rows are no units."""
    names = (
        row.unit for counts in readings for row in counts.units if row.code is None or registry.unknown([row.code])
    )
    return registry.unknown(names)


def only(counts: Counts, names: Iterable[str]) -> Counts:
    """The counts without the units that are not named so."""
    wanted = set(names)
    return replace(counts, units=tuple(row for row in counts.units if row.unit in wanted))
