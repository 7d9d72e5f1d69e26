"""The bytes of a document and what is declared of it in, its table with our names and its moment out: what a file and an address share."""

from __future__ import annotations

import codecs
import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assetkit.counts.sources.dates import moment_in_name, order_of, read_moment, with_moments
from assetkit.counts.sources.mapping import check_columns, mapped
from assetkit.counts.sources.reading import Stamped
from assetkit.errors import AssetkitError
from assetkit.table import Table, parse_table

if TYPE_CHECKING:
    from assetkit.counts.sources.declaration import SourceSpec

FETCHED = "fetched"
IN_NAME = "filename"
PATH = "path:"
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_HTML = (b"<!doctype html", b"<html", b"<head", b"<body")


@dataclass(frozen=True)
class Written:
    """A document: its bytes, its kind ("csv", "tsv", "xlsx", "ods", "json"), the charset that is said of it, its file's name."""

    content: bytes
    kind: str
    charset: str = ""
    name: str = ""


def stamped(written: Written, spec: SourceSpec, now: dt.datetime, where: str) -> Stamped:
    """The document's table, columns and dates read as declared, and the moment that stands beside its rows."""
    _refuse_web_page(written, where)
    document: object = None
    if written.kind == "json":
        from assetkit.counts.sources.json_rows import read_json, table_of

        document = read_json(written.content, written.charset, where)
        table = table_of(document, spec, where)
    else:
        table = mapped(_table(written, spec, where), spec)
    return Stamped(finished(table, spec), moment_beside(spec, now, where, document=document, name=written.name))


def finished(table: Table, spec: SourceSpec) -> Table:
    """The table with the columns that it must have, and its dates read in the declared order."""
    check_columns(table)
    return with_moments(table, order_of(spec), table.path)


def moment_beside(
    spec: SourceSpec, now: dt.datetime, where: str, *, document: object = None, name: str = ""
) -> dt.datetime | None:
    """The moment that ``as_of`` declares: a fixed one, that of the pull, of the file's name or of a place in the document."""
    asked, order = spec.as_of, order_of(spec)
    if asked is None:
        return None
    if asked == FETCHED:
        return now.replace(second=0, microsecond=0)
    if asked == IN_NAME:
        if not name:
            raise AssetkitError("as_of = 'filename' is about files", where=where, hint='as_of = "fetched"')
        return moment_in_name(name, order, where)
    if asked.startswith(PATH):
        return _moment_inside(asked.removeprefix(PATH), document, order, where)
    return read_moment(asked, order, f"{where} as_of")


def _moment_inside(path: str, document: object, order: str | None, where: str) -> dt.datetime:
    from assetkit.counts.sources.json_rows import search

    if document is None:
        hint = "a column: [source.columns] as_of"
        raise AssetkitError("as_of = 'path:…' is about JSON", where=where, hint=hint)
    found = search(path, document, "as_of", where)
    if not isinstance(found, str) or not found.strip():
        raise AssetkitError(f"as_of: there is no date at '{path}'", where=where, hint="a path to a text with a date")
    return read_moment(found, order, f"{where} as_of")


def _table(written: Written, spec: SourceSpec, where: str) -> Table:
    content = written.content
    if written.kind in ("csv", "tsv"):
        if content[:1] in (b"{", b"["):
            raise AssetkitError("gives JSON, not a table", where=where, hint='format = "json" in the source')
        content = _as_utf8(content, written.charset, where)
    return parse_table(content, where, f".{written.kind}", max_rows=spec.max_rows, locale=spec.locale, sheet=spec.sheet)


def _as_utf8(content: bytes, charset: str, where: str) -> bytes:
    """The text in UTF-8. A byte order mark is believed before what the server says; without either the reader decides."""
    if not charset or content.startswith(_MARKS):
        return content
    try:
        return content.decode(charset).encode()
    except LookupError as problem:
        raise AssetkitError(
            f"says its charset is '{charset[:40]}'", where=where, hint="a server that sends UTF-8"
        ) from problem
    except UnicodeError as problem:
        at = getattr(problem, "start", 0)
        line = content[:at].count(b"\n") + 1
        message = f"says it is {charset.upper()[:40]}, which line {line} is not (byte 0x{content[at]:02X})"
        raise AssetkitError(message, where=where, hint="a server that says the charset it sends") from problem


def _refuse_web_page(written: Written, where: str) -> None:
    start = written.content[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(_HTML) or (start.startswith(b"<?xml") and b"<html" in start):
        hint = (
            "open the address: is it a sign-in page? A Google Sheet is published by File → Share → Publish to web → CSV"
        )
        raise AssetkitError("gives a web page, not a table", where=where, hint=hint)
