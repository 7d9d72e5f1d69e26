"""The content part of an ODS file in, the outline of each sheet out (what calamine does not tell).

Calamine gives "" or text for error values and does not know merged cells of ODS; and cells and rows carry repeat
counts that can stand for a billion cells. So the rows are looked through first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.sax.saxutils import unescape

from assetkit.table.faults import Fault, Outline, formula_error, missing_value
from assetkit.table.model import ERRORS, column_letters

_ROWS_REPEATED = re.compile(rb"number-rows-repeated=[\"']([0-9]{1,40})")
_COLUMNS_REPEATED = re.compile(rb"number-columns-repeated=[\"']([0-9]{1,40})")
_SPANNED = re.compile(rb"number-(columns|rows)-spanned=\"([0-9]{1,9})\"")
_CELL = re.compile(rb"<table:(?:covered-)?table-cell((?:\s[^>]{0,9000}?)?)(/?)>")
_TEXT = re.compile(rb"<text:p[^>]{0,300}>([^<]{0,60})")


@dataclass
class _Sheet:
    """What is known of a sheet while its rows go by."""

    rows: int = 0
    columns: int = 0
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def outlines(content: bytes) -> tuple[Outline, ...]:
    """The outline of each sheet, in the order of the file."""
    hidden = set(
        re.findall(
            rb"<style:style style:name=\"([^\"]*)\"[^>]*><style:table-properties[^>]*table:display=\"false\"", content
        )
    )
    found = []
    for part in content.split(b"<table:table ")[1:]:
        opening = part[: part.find(b">") + 1]
        name = re.search(rb"table:name=\"([^\"]*)\"", opening)
        style = re.search(rb"table:style-name=\"([^\"]*)\"", opening)
        sheet = _Sheet()
        _look_through(part, sheet)
        found.append(
            Outline(
                _plain(name[1]) if name else "",
                not (style and style[1] in hidden),
                sheet.rows,
                sheet.columns,
                tuple(sheet.merged),
                tuple(sheet.faults),
            )
        )
    return tuple(found)


def _look_through(part: bytes, sheet: _Sheet) -> None:
    """Goes through the rows of one sheet."""
    row = 0
    for chunk in part.split(b"<table:table-row")[1:]:
        opening, _, body = chunk.partition(b">")
        repeated = _ROWS_REPEATED.search(opening)
        below = row + (int(repeated[1]) if repeated else 1)
        if _filled(body):
            sheet.rows = below
            if _notable(body):
                _look_at_cells(body, row, sheet)
            else:
                sheet.columns = max(sheet.columns, body.count(b"table-cell>") + body.count(b"/>"))
        row = below


def _filled(data: bytes) -> bool:
    return b"value-type=" in data or b"<text:p" in data or b"formula=" in data


def _notable(data: bytes) -> bool:
    """Whether a row has something that only a look at each of its cells can tell."""
    repeats = b"-repeated=" in data or b"-spanned=" in data
    return repeats or b"formula=" in data or b">#" in data or b">Err:" in data


def _look_at_cells(body: bytes, row: int, sheet: _Sheet) -> None:
    """Goes through the cells of a row that has formulas, merged, repeated or error cells."""
    column = 0
    for attributes, inside in _cells(body):
        repeated = _COLUMNS_REPEATED.search(attributes)
        after = column + (int(repeated[1]) if repeated else 1)
        if _filled(attributes) or _filled(inside):
            sheet.columns = max(sheet.columns, after)
            sheet.faults.extend(_fault(attributes, inside, f"{column_letters(column)}{row + 1}"))
        spans = {kind: int(count) for kind, count in _SPANNED.findall(attributes)}
        if max(spans.values(), default=1) > 1:
            bottom, right = row + spans.get(b"rows", 1) - 1, column + spans.get(b"columns", 1) - 1
            sheet.merged.append((row, column, bottom, right))
        column = after


def _cells(body: bytes) -> Iterator[tuple[bytes, bytes]]:
    """(attributes, content) of each cell."""
    found = list(_CELL.finditer(body))
    ends = [match.start() for match in found[1:]] + [len(body)]
    for match, end in zip(found, ends, strict=True):
        yield match[1], b"" if match[2] else body[match.end() : end]


def _fault(attributes: bytes, inside: bytes, address: str) -> Iterator[Fault]:
    """The fault of a cell: an error value, or a formula that was never calculated."""
    text = _TEXT.search(inside)
    shown = _plain(text[1]).strip() if text else ""
    formula = re.search(rb"table:formula=\"([^\"]*)\"", attributes)
    if (
        shown.startswith(ERRORS)
        or b'calcext:value-type="error"' in attributes
        or (formula and shown.startswith("Err:"))
    ):
        yield formula_error(address, shown)
    elif formula and b"office:value-type=" not in attributes:
        yield missing_value(address, _plain(formula[1]).partition(":")[2] or _plain(formula[1]))


def _plain(data: bytes) -> str:
    return unescape(data.decode("utf-8", "replace"), {"&quot;": '"', "&apos;": "'"})
