"""Parts of an XLSX file in, the outline of each sheet out (what calamine does not tell).

Calamine gives "" for error values and for formulas without a stored value, and takes memory for the whole rectangle
up to the last filled cell; so the XML is looked through first, by patterns.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from xml.sax.saxutils import unescape

from assetkit.table.archive import Archive
from assetkit.table.faults import MAX_CELLS, Fault, Outline, formula_error, missing_value
from assetkit.table.model import column_number

LAST_ROW = 1_048_576
"""Of the format itself: an address beyond it is damage."""

_P = rb"(?:\w{1,20}:)?"  # some programs write every name with a prefix
_FILLED = re.compile(rb"<" + _P + rb"(?:v|is)>")
_CELL_TAGS = (b"<c ", b"<c>", b":c ", b":c>")
_COLUMNS = re.compile(rb' r="([A-Za-z]{1,9})[0-9]')  # patterns that begin with plain text are three times faster
_ROWS = re.compile(rb' r="[A-Za-z]{0,9}([0-9]{1,9})')
_ERROR = re.compile(rb"<" + _P + rb"c\s([^>]{0,300})>(.{0,9000}?)</" + _P + rb"c>", re.DOTALL)
_FORMULA = re.compile(
    rb"<" + _P + rb"c(\s[^>]{0,300})?>\s*"
    rb"<" + _P + rb"f(?:\s[^>]{0,500}?)?(?:/>|>([^<]{0,9000})</" + _P + rb"f>)\s*"
    rb"(<" + _P + rb"v(?:\s[^>]{0,99})?(?:/>|>([^<]?)))?"
)
_MERGED = re.compile(
    rb"<" + _P + rb"mergeCell\s[^>]{0,99}?ref=[\"']([A-Z]{1,4})([0-9]{1,9}):([A-Z]{1,4})([0-9]{1,9})[\"']"
)


def outlines(archive: Archive) -> tuple[Outline, ...]:
    """The outline of each worksheet, in the order of the workbook."""
    for part in archive.names:
        if part.casefold() in ("xl/sharedstrings.xml", "xl/styles.xml"):
            archive.read(part)  # calamine will: its true size is checked here
    found = []
    for name, visible, part in _sheets(archive):
        if part in archive.names:
            xml = archive.read(part)
            rows, columns = _extent(xml, archive, part) if _FILLED.search(xml) else (0, 0)
            merged = tuple(
                (int(top) - 1, column_number(left.decode()), int(bottom) - 1, column_number(right.decode()))
                for left, top, right, bottom in _MERGED.findall(xml, max(xml.rfind(b"sheetData"), 0))
            )
            found.append(Outline(name, visible, rows, columns, merged, tuple(_faults(xml))))
    return tuple(found)


def _sheets(archive: Archive) -> Iterator[tuple[str, bool, str]]:
    """(name, visible, part) of each worksheet that the workbook lists."""
    targets: dict[str, str] = {}
    sheets: list[dict[str, str]] = []

    def relation(tag: str, attributes: dict[str, str]) -> None:
        if attributes.get("Type", "").endswith("/worksheet"):
            target = posixpath.normpath(posixpath.join("/xl", attributes.get("Target", "")))
            targets[attributes.get("Id", "")] = target.lstrip("/")

    def listed(tag: str, attributes: dict[str, str]) -> None:
        if tag.rpartition(":")[2] == "sheet":
            sheets.append(attributes)

    archive.read_xml("xl/_rels/workbook.xml.rels", relation)
    archive.read_xml("xl/workbook.xml", listed)
    for sheet in sheets:
        identity = next((value for name, value in sheet.items() if name.endswith(":id")), "")
        if identity in targets:
            yield sheet.get("name", ""), sheet.get("state", "visible") == "visible", targets[identity]


def _extent(xml: bytes, archive: Archive, part: str) -> tuple[int, int]:
    """Rows and columns up to the last filled cell, or a little more where that costs less to know."""
    names = _COLUMNS.findall(xml)
    columns = max((column_number(name.decode()) for name in set(names)), default=0) + 1
    rows = max(map(int, set(_ROWS.findall(xml))), default=1)
    addressed = sum(map(xml.count, _CELL_TAGS)) <= len(names)
    if addressed and (rows * columns <= MAX_CELLS or rows > LAST_ROW):
        return rows, columns
    return _walked_extent(archive, part)  # formats reach far down, or addresses are missing or oddly written


def _walked_extent(archive: Archive, part: str) -> tuple[int, int]:
    """Rows and columns up to the last filled cell, by reading every tag: exact, and ten times slower."""
    at = [0, 0]  # the row and the column of the cell that is being read, one-based
    extent = [0, 0]

    def start(tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if name == "row":
            number = attributes.get("r", "")
            at[:] = [int(number) if number.isdecimal() and len(number) < 10 else at[0] + 1, 0]
        elif name == "c":
            address = re.fullmatch(r"([A-Za-z]{1,9})([0-9]{1,9})", attributes.get("r", ""))
            at[:] = [int(address[2]), column_number(address[1]) + 1] if address else [at[0], at[1] + 1]
        elif name in ("v", "is"):
            extent[:] = [max(one, other) for one, other in zip(extent, at, strict=True)]

    archive.read_xml(part, start)
    return extent[0], extent[1]


def _faults(xml: bytes) -> Iterator[Fault]:
    """Cells with an error value or a formula without a stored value. Most sheets have none: look first."""
    if b't="e"' in xml or b"t='e'" in xml:
        for attributes, content in _ERROR.findall(xml):
            if re.search(rb"(?:^|\s)t=[\"']e[\"']", attributes):
                value = re.search(rb"<" + _P + rb"v>([^<]{0,40})", content)
                yield formula_error(_address(attributes), _text(value[1]) if value else "")
    if b"<f" in xml or b":f" in xml:
        for attributes, formula, value, start in _FORMULA.findall(xml):
            empty_text = value and re.search(rb"\st=[\"']str[\"']", attributes)  # ="" is a value
            if not start and not empty_text and not re.search(rb"\st=[\"']e[\"']", attributes):
                yield missing_value(_address(attributes), f"={_text(formula)}")


def _address(attributes: bytes) -> str:
    found = re.search(rb"(?:^|\s)r=[\"']([A-Z]{1,4}[0-9]{1,9})", attributes)
    return found[1].decode() if found else "?"


def _text(data: bytes) -> str:
    return unescape(data.decode("utf-8", "replace"), {"&quot;": '"', "&apos;": "'"})
