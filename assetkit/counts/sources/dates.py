"""A date as a source writes it and the order that is declared for it in, a moment in Viet Nam out; what could be two days is refused."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from assetkit.counts.moments import parse_moment
from assetkit.errors import AssetkitError

if TYPE_CHECKING:
    from assetkit.counts.sources.declaration import SourceSpec
    from assetkit.table import Cell, Row, Table

_YEAR_LAST = re.compile(r"(?<!\d)(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?!\d)")
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})[/.](\d{1,2})[/.](\d{1,2})(?!\d)")
_IN_NAME = re.compile(
    r"(?<!\d)(?:(?P<y>20\d\d)[-_.]?(?P<m>\d\d)[-_.]?(?P<d>\d\d)|(?P<a>\d{1,2})[-_.](?P<b>\d{1,2})[-_.](?P<y2>20\d\d))(?!\d)"
)
DECLARE = 'dates = "dmy" (day first), "mdy" or "ymd" in the source'


def order_of(spec: SourceSpec) -> str | None:
    """The order that the source's dates are declared in; Vietnamese figures come with the day first."""
    return spec.dates or ("dmy" if spec.locale == "vi" else None)


def read_moment(text: str, order: str | None, where: str) -> dt.datetime:
    """The moment that a text names, with its numbers in ``order`` ("dmy", "mdy", "ymd"; None: only what has one meaning).

    A year that stands first is always followed by the month. Raises AssetkitError for anything else.
    """
    found = _YEAR_LAST.search(text)
    if found:
        day, month = _day_and_month(found, order, where)
        text = f"{text[: found.start()]}{found[3]}-{month:02}-{day:02}{text[found.end() :]}"
    return parse_moment(_YEAR_FIRST.sub(r"\1-\2-\3", text), where)


def _day_and_month(found: re.Match[str], order: str | None, where: str) -> tuple[int, int]:
    first, second = int(found[1]), int(found[2])
    if order == "ymd":
        raise AssetkitError(f"'{found[0]}' does not begin with the year, as declared", where=where, hint=DECLARE)
    if order is None and first != second and first <= 12:
        meant = "could be two days" if second <= 12 else "has the month first"
        raise AssetkitError(f"the date '{found[0]}' {meant}, and no order is declared", where=where, hint=DECLARE)
    day, month = (second, first) if order == "mdy" else (first, second)
    if month > 12 >= day:
        raise AssetkitError(f"'{found[0]}' is no date in the declared order", where=where, hint=DECLARE)
    return day, month


def moment_in_name(name: str, order: str | None, where: str) -> dt.datetime:
    """The day that a file's name holds: "counts-2022-05-10.csv", "bao-cao-10-5-2022.xlsx"."""
    found = _IN_NAME.search(name)
    if not found:
        hint = "a name such as counts-2022-05-10.csv"
        raise AssetkitError(f"the name '{name}' holds no date", where=where, hint=hint)
    if found["y"]:
        return read_moment(f"{found['y']}-{found['m']}-{found['d']}", order, where)
    return read_moment(f"{found['a']}/{found['b']}/{found['y2']}", order, where)


def dated(table: Table, order: str | None, hint: str = "--locale vi (day first), or dates such as 2022-05-10") -> Table:
    """The table of a command line with its dates read in ``order``; one that could be two days is refused with ``hint``."""
    try:
        return with_moments(table, order, table.path)
    except AssetkitError as error:
        said = hint if error.hint == DECLARE else error.hint
        raise AssetkitError(error.message, where=error.where, hint=said) from error


def with_moments(table: Table, order: str | None, where: str) -> Table:
    """The table with the texts of its date columns read as moments."""
    from assetkit.table.columns import resolve

    names = resolve(table.headers, where=where)
    headers = [header for header, name in names.items() if name in ("date", "as_of")]
    if not headers:
        return table

    known: dict[str, dt.datetime] = {}  # a table says each of its days as often as it has units

    def moment(row: Row, header: str) -> Cell:
        cell = row.cells.get(header)
        if not isinstance(cell, str):
            return cell
        if cell not in known:
            known[cell] = read_moment(cell, order, table.where(row, header))
        return known[cell]

    rows = (
        replace(row, cells={**row.cells, **{header: moment(row, header) for header in headers}}) for row in table.rows
    )
    return replace(table, rows=tuple(rows))
