"""A table file (CSV, TSV, XLSX, ODS) in, a `Table` out.

`read_table` chooses the reader by the name and refuses a file whose content is not what its name says; `parse_table` reads
bytes that came from elsewhere.
"""

from __future__ import annotations

from pathlib import Path

from assetkit.errors import AssetkitError, nearest
from assetkit.table.model import Cell, Row, Table

__all__ = ["Cell", "Row", "Table", "parse_table", "read_table"]

MAX_BYTES = 100_000_000
"""Largest file that is read: about ten times a table of 100.000 rows."""
DELIMITED = (".csv", ".tsv", ".txt")
SPREADSHEETS = (".xlsx", ".xlsm", ".ods")


def read_table(path: Path, *, max_rows: int = 10_000, locale: str | None = None, sheet: str | None = None) -> Table:
    """The table of a file; its first filled row is the header.

    ``max_rows``: most rows below the header. ``locale``: "vi" or "en", how numbers written as text are meant; it is
    kept in the table for who parses them. ``sheet``: which sheet of a spreadsheet; else the first filled one.
    Cells of a CSV stay text; those of a spreadsheet keep their numbers and dates. Raises `AssetkitError`.
    """
    suffix = path.suffix.casefold()
    _check_request(str(path), suffix, locale)
    return parse_table(_content(path), str(path), suffix, max_rows=max_rows, locale=locale, sheet=sheet)


def parse_table(
    data: bytes, path: str, suffix: str, *, max_rows: int = 10_000, locale: str | None = None, sheet: str | None = None
) -> Table:
    """The table in the bytes of a file of the kind that ``suffix`` names (".csv", ".xlsx", …); ``path`` names it in errors.

    As `read_table`, for bytes that did not come from a file.
    """
    _check_request(path, suffix, locale)
    _check_kind(path, suffix, data)
    if suffix in DELIMITED:
        from assetkit.table.delimited import read_delimited

        if sheet is not None:
            raise AssetkitError(f"a text table has no sheet '{sheet}'", where=path, hint="leave out --sheet")
        return read_delimited(data, path, max_rows=max_rows, locale=locale)
    from assetkit.table.spreadsheet import read_spreadsheet

    return read_spreadsheet(data, path, suffix=suffix, max_rows=max_rows, locale=locale, sheet=sheet)


def _check_request(path: str, suffix: str, locale: str | None) -> None:
    if locale not in (None, "vi", "en"):
        raise AssetkitError(f"unknown locale '{locale}'", where=path, hint="--locale vi or --locale en")
    if suffix not in DELIMITED + SPREADSHEETS:
        hint = "save it as .xlsx" if suffix in (".xls", ".xlsb", ".numbers") else "a .csv, .tsv, .xlsx or .ods file"
        raise AssetkitError(f"cannot read a table from a '{suffix}' file", where=path, hint=hint)


def _content(path: Path) -> bytes:
    """The bytes of a file of at most `MAX_BYTES`."""
    try:
        if path.is_dir():
            raise AssetkitError("is a folder, not a table", where=str(path), hint="name a file in it")
        if not path.is_file():
            near = sorted(item.name for item in path.parent.glob(f"*{path.suffix}"))[:20]
            raise AssetkitError("there is no such file", where=str(path), hint=nearest(path.name, near) if near else "")
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise AssetkitError(f"has {size} bytes; at most {MAX_BYTES} are read", where=str(path), hint="split it")
        return path.read_bytes()
    except OSError as problem:
        raise AssetkitError(f"cannot be read: {problem.strerror}", where=str(path)) from problem


def _check_kind(path: str, suffix: str, data: bytes) -> None:
    """Refuses a file whose first bytes are not of the kind that its name says."""
    kinds: tuple[str, ...] = ()
    start = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(b"pk\x03\x04"):
        found, kinds, hint = "a zipped spreadsheet", SPREADSHEETS, "rename it to .xlsx or .ods"
    elif start.startswith(b"\xd0\xcf\x11\xe0"):
        found, hint = "an old .xls or a password-protected file", "save it as .xlsx without a password"
    elif start.startswith((b"<html", b"<!doctype", b"<?xml", b"<table")):
        found, hint = "a web or XML page", "open it in a spreadsheet program and save it as .xlsx"
    elif start.startswith((b"%pdf", b"\x89png", b"\xff\xd8\xff")):
        found, hint = "a picture or a PDF", "a .csv, .tsv, .xlsx or .ods file"
    else:
        found, kinds, hint = "text or something else", DELIMITED, "rename it to .csv if it is text"
    if suffix not in kinds:
        raise AssetkitError(f"is named {suffix} but its content is {found}", where=path, hint=hint)
