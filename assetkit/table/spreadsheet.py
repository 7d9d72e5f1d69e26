"""Bytes of an XLSX or ODS file in, a `Table` with numbers and dates out."""

from __future__ import annotations

import datetime as dt
import io
import unicodedata
from collections.abc import Iterator, Sequence

from python_calamine import CalamineError, CalamineWorkbook

from assetkit.errors import AssetkitError, nearest
from assetkit.table import ods, xlsx
from assetkit.table.archive import Archive
from assetkit.table.faults import MAX_CELLS, Outline
from assetkit.table.grid import NumberedRow, build_table
from assetkit.table.model import Cell, Table, column_letters
from assetkit.typography import fold, nfc

Value = str | float | bool | dt.date | dt.time | dt.timedelta
ODS_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"
MAX_NAMED = 5
"""How many merged ranges a warning names."""


def read_spreadsheet(
    data: bytes, path: str, *, suffix: str = "", max_rows: int, locale: str | None = None, sheet: str | None = None
) -> Table:
    """The table of one sheet: ``sheet``, or the first visible one that is filled (a warning names the others).

    ``suffix`` is the kind that the content should be, when it is not the end of ``path``.

    Whole numbers are int, other numbers float, dates date or datetime; logical values and times become text.
    """
    archive = Archive(data, path)
    outlines = _outlines(archive, path, suffix or path)
    chosen, warnings = _choose(outlines, sheet, path)
    _refuse(chosen, path)
    try:
        cells = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name(chosen.name)
        first = cells.start or (0, 0)  # calamine starts at the first filled cell
        values = cells.to_python()
    except CalamineError as problem:
        hint = "open it in a spreadsheet program and save it again, without a password"
        raise AssetkitError(f"cannot be read ({problem})", where=path, hint=hint) from problem
    rows = _rows(values, first)
    header = next((number for number, row in rows if row.count(None) < len(row)), 1)
    warnings += _merged(chosen, header - 1, path)
    rows = _rows(values, first)
    return build_table(rows, path, max_rows=max_rows, sheet=chosen.name, locale=locale, warnings=warnings)


def _outlines(archive: Archive, path: str, name: str) -> tuple[Outline, ...]:
    """The outlines of all sheets; the kind is told by the content and must be the one of the name."""
    suffixes: tuple[str, ...]
    if "xl/workbook.xml" in archive.names:
        kind, suffixes = "XLSX", (".xlsx", ".xlsm")
    elif (
        "content.xml" in archive.names and "mimetype" in archive.names and archive.read("mimetype").startswith(ODS_TYPE)
    ):
        kind, suffixes = "ODS", (".ods",)
    else:
        hint = "save it as .xlsx or .ods"
        raise AssetkitError("is a zip file, but neither an XLSX nor an ODS spreadsheet", where=path, hint=hint)
    if not name.casefold().endswith(suffixes):
        raise AssetkitError(
            f"its content is {kind}, its name says otherwise", where=path, hint=f"rename it to {suffixes[0]}"
        )
    return xlsx.outlines(archive) if kind == "XLSX" else ods.outlines(archive.read_xml("content.xml"))


def _choose(outlines: tuple[Outline, ...], wanted: str | None, path: str) -> tuple[Outline, tuple[str, ...]]:
    """The sheet to read and what to warn of."""
    if wanted is not None:
        for same in (nfc, fold):
            for outline in outlines:
                if same(outline.name) == same(wanted):
                    return outline, ()
        hint = nearest(wanted, [outline.name for outline in outlines])
        raise AssetkitError(f"there is no sheet '{wanted}'", where=path, hint=hint)
    filled = [outline for outline in outlines if outline.filled]
    shown = [outline for outline in filled if outline.visible] or filled
    if not shown:
        raise AssetkitError("is empty: no sheet has a filled cell", where=path)
    others = ", ".join(f"'{outline.name}'" for outline in filled if outline is not shown[0])
    warning = f"{path}: the sheet '{shown[0].name}' was read; also filled: {others} (choose with --sheet)"
    return shown[0], (warning,) if others else ()


def _refuse(sheet: Outline, path: str) -> None:
    """Raises for a sheet too large to read and for its first faulty cell."""
    if sheet.rows * sheet.columns > MAX_CELLS:
        message = f"spans {sheet.rows} rows × {sheet.columns} columns; at most {MAX_CELLS} cells are read"
        hint = "delete the cells that stand far away from the table"
        raise AssetkitError(message, where=f"{path} {sheet.name}", hint=hint)
    if sheet.faults:
        fault, more = sheet.faults[0], len(sheet.faults) - 1
        message = f"{fault.message} ({more} more such cells)" if more else fault.message
        raise AssetkitError(message, where=f"{path} {sheet.name}!{fault.address}", hint=fault.hint)


def _merged(sheet: Outline, header: int, path: str) -> tuple[str, ...]:
    """Refuses merged cells in the header row (zero-based); warns of merged cells below it."""
    for top, left, bottom, right in sheet.merged:
        if top <= header <= bottom:
            message = f"the header cells {_range(top, left, bottom, right)} are merged"
            hint = "unmerge them: one cell and one name for each column, title lines deleted"
            raise AssetkitError(message, where=f"{path} {sheet.name}", hint=hint)
    below = [_range(*area) for area in sheet.merged if area[0] > header]
    if not below:
        return ()
    named = ", ".join(below[:MAX_NAMED]) + (f" and {len(below) - MAX_NAMED} more" if len(below) > MAX_NAMED else "")
    return (f"{path} {sheet.name}: merged cells have their value in the first cell only: {named}",)


def _range(top: int, left: int, bottom: int, right: int) -> str:
    return f"{column_letters(left)}{top + 1}:{column_letters(right)}{bottom + 1}"


def _rows(values: Sequence[Sequence[Value]], first: tuple[int, int]) -> Iterator[NumberedRow]:
    """Numbered rows from column A on, of the values from the cell ``first`` (zero-based row, column) on."""
    top, left = first
    blank: list[Cell] = [None] * left
    for number, row in enumerate(values, start=top + 1):
        yield number, blank + [_cell(value) for value in row]


def _cell(value: Value) -> Cell:
    """A value of calamine as a cell: NFC, stripped, "" is None, whole floats int."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value).strip() or None
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < 2**53 else value
    if isinstance(value, dt.time):
        return value.isoformat("minutes" if not value.second else "auto")
    return str(value) if isinstance(value, dt.timedelta) else value
