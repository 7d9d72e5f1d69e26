"""Bytes of a CSV or TSV file in, a `Table` of text cells out."""

from __future__ import annotations

import codecs
import csv
import io
import re
import unicodedata
from collections.abc import Iterator

from assetkit.errors import AssetkitError
from assetkit.table.grid import NumberedRow, build_table
from assetkit.table.model import Table, place

DELIMITERS = "\t;,"
"""In the order in which a tie is decided: a comma is often text, a tab never."""

_STRAY_MARK = re.compile("(?<![aăâeêioôơuưyAĂÂEÊIOÔƠUƯY])[\u0300\u0301\u0303\u0309\u0323]")
_MARK = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_UTF8_VIETNAMESE = re.compile(rb"\xe1[\xba\xbb][\x80-\xbf]|\xcc[\x80-\x89\xa3]|\xc4[\x90\x91]|\xc6[\xa0\xa1\xaf\xb0]")


def read_delimited(data: bytes, path: str, *, max_rows: int, locale: str | None = None) -> Table:
    """UTF-8, UTF-16 with a byte order mark, or Windows-1258; delimiter ``;``, ``,`` or tab, found in the header line.

    Row numbers count records, as a spreadsheet program shows them: a quoted text of several lines is one row.
    """
    text, warnings = decode(data, path)
    text = unicodedata.normalize("NFC", text)
    declared = re.match(r"sep=([;,\t])\r?\n", text)  # a line that Excel reads and does not show
    body = text[declared.end() :] if declared else text
    delimiter = declared[1] if declared else sniff(body)
    return build_table(_records(body, delimiter, path), path, max_rows=max_rows, locale=locale, warnings=warnings)


def _records(text: str, delimiter: str, path: str) -> Iterator[NumberedRow]:
    """Numbered records with stripped cells; an empty cell is None."""
    number = 0
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for number, record in enumerate(reader, start=1):
            yield number, [cell.strip() or None for cell in record]
    except csv.Error as problem:
        hint = 'close every quote, and write a quote inside a quoted text twice: ""'
        message = f"cannot be split into cells: {problem}"
        raise AssetkitError(message, where=place(path, "", number + 1), hint=hint) from problem


def sniff(text: str) -> str:
    """The delimiter that the first filled line has most often outside quotes; a comma if it has none."""
    line = re.match(r'\s*((?:"[^"]*"|[^"\r\n]+)*)', text)
    plain = re.sub(r'"[^"]*"', "", line[1]) if line else ""
    return max(DELIMITERS, key=plain.count) if any(sign in plain for sign in DELIMITERS) else ","


def decode(data: bytes, path: str) -> tuple[str, tuple[str, ...]]:
    """The text of a file and what to warn of. Never guesses: what is neither UTF nor clearly cp1258 is an error."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if data.startswith(mark):
            return _decoded(data, encoding, path, len(mark)), ()
    try:
        return _decoded(data, "utf-8", path, 0), ()
    except AssetkitError:
        text = _windows_1258(data)
        if text is None:
            raise
        return text, (f"{path}: is not UTF-8; it was read as Windows-1258 (save it as UTF-8 to be sure)",)


def _decoded(data: bytes, encoding: str, path: str, offset: int) -> str:
    """The text after a byte order mark of ``offset`` bytes."""
    hint = "save it as 'CSV UTF-8'"
    try:
        text = data[offset:].decode(encoding)
    except UnicodeDecodeError as problem:
        at = problem.start + offset
        line = data[:at].count(b"\n") + 1
        message = f"is not {encoding.upper()}: byte 0x{data[at]:02X} at offset {at} (line {line})"
        raise AssetkitError(message, where=path, hint=hint) from problem
    if "\0" in text:
        at = data.find(b"\0") if encoding == "utf-8" else offset + 2 * text.index("\0")
        raise AssetkitError(f"holds a NUL at byte offset {at}: not a text table", where=path, hint=hint)
    return text


def _windows_1258(data: bytes) -> str | None:
    """The text if the bytes are clearly Vietnamese in Windows-1258: tone marks there are, and each follows a vowel."""
    if _UTF8_VIETNAMESE.search(data) or b"\0" in data:
        return None  # UTF-8 with a broken byte, or no text at all
    try:
        text = data.decode("cp1258")
    except UnicodeDecodeError:
        return None
    return text if _MARK.search(text) and not _STRAY_MARK.search(text) else None
