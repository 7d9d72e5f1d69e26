"""Numbered raw rows in, a `Table` with checked headers out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from assetkit.errors import AssetkitError
from assetkit.table.model import ERRORS, Cell, Row, Table, column_letters, place, shown
from assetkit.typography import fold

NumberedRow = tuple[int, Sequence[Cell]]
_ERRORS = frozenset(ERRORS)


def build_table(
    rows: Iterable[NumberedRow],
    path: str,
    *,
    max_rows: int,
    sheet: str = "",
    locale: str | None = None,
    warnings: tuple[str, ...] = (),
) -> Table:
    """The first filled row is the header, the filled ones below are the data; empty rows are skipped.

    Cells are final (NFC, stripped, empty is None). Raises `AssetkitError` for no header, no data, empty or double
    headers, a row that is wider than the headers, and for more than ``max_rows`` rows.
    """
    filled = ((number, cells) for number, cells in rows if cells.count(None) < len(cells))
    header_row, header_cells = next(filled, (0, ()))
    if not header_row:
        raise AssetkitError("is empty: there is no header row", where=f"{path} {sheet}".strip())
    headers, columns = _headers(header_cells, path, sheet, header_row)
    kept: list[Row] = []
    count = 0
    for number, cells in filled:
        count += 1
        if count <= max_rows:
            kept.append(Row(number, _cells(cells, headers, columns, (path, sheet, number))))
    if count > max_rows:
        hint = f"--max-rows {count}, or split the file"
        raise AssetkitError(
            f"has {count} rows; at most {max_rows} are read", where=f"{path} {sheet}".strip(), hint=hint
        )
    if not count:
        raise AssetkitError("has headers but no rows below them", where=f"{path} {sheet}".strip())
    return Table(path, headers, tuple(kept), warnings, sheet, columns, locale)


def _headers(cells: Sequence[Cell], path: str, sheet: str, row: int) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """The header names and their zero-based columns; empty ones are left out."""
    named = [(column, " ".join(str(cell).split())) for column, cell in enumerate(cells) if cell is not None]
    seen: dict[str, tuple[int, str]] = {}
    for column, name in named:
        first = seen.setdefault(fold(name), (column, name))
        if first[0] != column:
            message = f"the header {shown(name)} is there twice (columns {_both(first[0], column, sheet)})"
            raise AssetkitError(message, where=place(path, sheet, row), hint="rename or delete one of the columns")
    return tuple(name for _, name in named), tuple(column for column, _ in named)


def _both(first: int, second: int, sheet: str) -> str:
    return " and ".join(column_letters(column) if sheet else str(column + 1) for column in (first, second))


def _cells(
    cells: Sequence[Cell], headers: tuple[str, ...], columns: tuple[int, ...], at: tuple[str, str, int]
) -> dict[str, Cell]:
    """The cells of one row by header; short rows are filled with None, a value that has no header is an error."""
    if not _ERRORS.isdisjoint(cells):
        column = next(column for column, cell in enumerate(cells) if cell in _ERRORS)
        header = headers[columns.index(column)] if column in columns else ""
        hint = "correct the formula that gave it, or type the value"
        raise AssetkitError(f"the value is the error {cells[column]}", where=place(*at, column, header), hint=hint)
    width = columns[-1] + 1
    if len(cells) == width == len(columns):
        return dict(zip(headers, cells, strict=True))
    for column in _unheaded(cells, columns):
        if column >= width:
            message = f"has {_used(cells)} cells, but there are {len(headers)} headers: {shown(cells[column])} has none"
            hint = "quote a text that contains the delimiter; the headers must be the first filled row"
            raise AssetkitError(message, where=place(*at, column), hint=hint)
        message = f"the value {shown(cells[column])} stands in a column without a header"
        raise AssetkitError(message, where=place(*at, column), hint="name the column in the header row")
    have = len(cells)
    return {header: cells[column] if column < have else None for header, column in zip(headers, columns, strict=True)}


def _unheaded(cells: Sequence[Cell], columns: tuple[int, ...]) -> Iterator[int]:
    headed = set(columns)
    return (column for column, cell in enumerate(cells) if cell is not None and column not in headed)


def _used(cells: Sequence[Cell]) -> int:
    """How many cells the row has, without empty ones at its end."""
    return max(column for column, cell in enumerate(cells) if cell is not None) + 1
