"""A JSON document and the paths into it in, a `Table` of its rows out."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NoReturn

import jmespath
from jmespath.exceptions import JMESPathError

from assetkit.counts.sources.mapping import SHOWN, missing, our_name
from assetkit.errors import AssetkitError
from assetkit.table import Cell, Row, Table
from assetkit.table.grid import build_table
from assetkit.table.model import shown
from assetkit.typography import nfc

if TYPE_CHECKING:
    from assetkit.counts.sources.declaration import SourceSpec


def read_json(content: bytes, charset: str, where: str) -> Any:
    """The document; AssetkitError for what is none. Numbers with a fraction are exact, NaN and Infinity are refused."""
    try:
        text = content.decode(charset or json.detect_encoding(content)).removeprefix("\ufeff")
        return json.loads(text, parse_float=Decimal, parse_constant=_no_number)
    except (ValueError, LookupError, RecursionError) as problem:
        said = getattr(problem, "msg", None)
        place = f": {said} at line {getattr(problem, 'lineno', 0)}" if said else ""
        raise AssetkitError(f"is not JSON{place}", where=where, hint="check the address and the format") from problem


def _no_number(text: str) -> NoReturn:
    raise ValueError(f"{text} is no number")


def search(path: str, document: object, key: str, where: str) -> Any:
    """What a jmespath finds; ``key`` is the entry of the source that holds it."""
    try:
        return jmespath.search(path, document)
    except JMESPathError as problem:
        message = f"{key} = {shown(path)} cannot be followed: {str(problem).splitlines()[0]}"
        raise AssetkitError(message, where=where, hint="a jmespath such as data.items") from problem


def table_of(document: object, spec: SourceSpec, where: str) -> Table:
    """The rows that ``spec.rows`` leads to, one list or object each; without columns declared by their own keys.

    A list of lists has its headers in the first. Raises AssetkitError for rows that are none, and for too many.
    """
    found = search(spec.rows, document, "rows", where) if spec.rows else document
    if not isinstance(found, list):
        raise AssetkitError(f"{_place(spec)} is {_kind(found)}, not a list of rows", where=where, hint=_lists(document))
    if len(found) > spec.max_rows:
        hint = f"max_rows = {len(found)} in the source"
        raise AssetkitError(f"has {len(found)} rows; at most {spec.max_rows} are read", where=where, hint=hint)
    if found and all(isinstance(row, list) for row in found):
        from assetkit.counts.sources.mapping import mapped

        rows = ((number, [_cell(value, where) for value in row]) for number, row in enumerate(found, start=1))
        return mapped(build_table(rows, where, max_rows=spec.max_rows, locale=spec.locale), spec)
    for number, row in enumerate(found, start=1):
        if not isinstance(row, dict):
            raise AssetkitError(f"is {_kind(row)}, not an object", where=f"{where} row {number}", hint="check rows")
    if not found:
        raise AssetkitError(f"{_place(spec)} is empty: there are no rows", where=where, hint="check rows")
    return _declared(found, spec, where) if spec.columns.named else _own(found, spec, where)


def _declared(rows: Sequence[Mapping[str, Any]], spec: SourceSpec, where: str) -> Table:
    """A column for each declared path; one that leads nowhere in every row is missing."""
    titles = spec.columns.named
    columns = {
        our_name(name, spec): [search(path, row, f"columns.{name}", where) for row in rows]
        for name, path in titles.items()
    }
    for name, path in titles.items():
        if all(value is None for value in columns[our_name(name, spec)]):
            raise missing(path, f"columns.{name}", _paths(rows[0]), where)
    table = Table(where, tuple(columns), (), locale=spec.locale, titles=tuple(titles.values()))
    return _filled(table, [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)])


def _own(rows: Sequence[Mapping[str, Any]], spec: SourceSpec, where: str) -> Table:
    headers = dict.fromkeys(name for row in rows for name, value in row.items() if not isinstance(value, dict | list))
    return _filled(Table(where, tuple(map(nfc, headers)), (), locale=spec.locale), rows)


def _filled(table: Table, rows: Sequence[Mapping[str, Any]]) -> Table:
    from dataclasses import replace

    filled = []
    for number, row in enumerate(rows, start=1):
        cells = {nfc(name): value for name, value in row.items()}
        at = Row(number, {})
        filled.append(
            replace(at, cells={name: _cell(cells.get(name), table.where(at, name)) for name in table.headers})
        )
    return replace(table, rows=tuple(filled))


def _cell(value: object, where: str) -> Cell:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if value is None or isinstance(value, int | Decimal):
        return value
    if isinstance(value, str):
        return nfc(value).strip() or None
    raise AssetkitError(f"is {_kind(value)}, not a single value", where=where, hint="a path that leads further in")


def _place(spec: SourceSpec) -> str:
    return f"rows = '{spec.rows}'" if spec.rows else "the document"


def _kind(value: object) -> str:
    kinds = {dict: "an object", list: "a list", str: "a text", bool: "a logical value", type(None): "nothing"}
    return kinds.get(type(value), "a number")


def _lists(document: object) -> str:
    """Where in the document lists of rows stand, as a hint."""
    found = [path for path, value in _walk(document) if isinstance(value, list)]
    return f'rows = "{found[0]}"' if found else "rows = a jmespath that leads to the list"


def _paths(row: Mapping[str, Any]) -> list[str]:
    return [path for path, value in _walk(row) if not isinstance(value, dict | list)]


def _walk(value: object, before: str = "", depth: int = 0) -> list[tuple[str, object]]:
    """Every path through objects, with what stands there."""
    if not isinstance(value, dict) or depth > 4:
        return []
    steps = [(f"{before}{name}", inner) for name, inner in list(value.items())[: 4 * SHOWN]]
    return [*steps, *(deeper for path, inner in steps for deeper in _walk(inner, f"{path}.", depth + 1))]
