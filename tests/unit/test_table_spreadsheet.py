"""XLSX and ODS: values keep their type, and what a spreadsheet hides is said with sheet and cell."""

from __future__ import annotations

import datetime as dt
import io
import re
import tempfile
import unicodedata
import zipfile
from pathlib import Path
from typing import Any

import openpyxl  # type: ignore[import-untyped]
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from odf.element import Element  # type: ignore[import-untyped]
from odf.opendocument import OpenDocumentSpreadsheet  # type: ignore[import-untyped]
from odf.table import CoveredTableCell, TableCell, TableRow  # type: ignore[import-untyped]
from odf.table import Table as OdsTable
from odf.text import P  # type: ignore[import-untyped]

from assetkit.errors import AssetkitError
from assetkit.table import Table, read_table

HEAD = ["Đơn vị", "Chỉ tiêu", "Ngày"]
DAY = dt.date(2022, 5, 10)


def xlsx(path: Path, rows: list[list[Any]], sheet: str = "Số liệu", **more: list[list[Any]]) -> Path:
    """A workbook of one sheet, and of one more for each keyword."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, content in {sheet: rows, **more}.items():
        page = book.create_sheet(name)
        for number, row in enumerate(content, start=1):
            for column, value in enumerate(row, start=1):
                if value is not None:
                    page.cell(number, column).value = value
    book.save(path)
    return path


def ods_cell(value: Any) -> Any:
    if isinstance(value, Element):
        return value
    if isinstance(value, int | float):
        return TableCell(valuetype="float", value=value)
    if isinstance(value, dt.date):
        return TableCell(valuetype="date", datevalue=value.isoformat())
    cell = TableCell(valuetype="string") if value is not None else TableCell()
    if value is not None:
        cell.addElement(P(text=str(value)))
    return cell


def _is_row(value: object) -> bool:
    return isinstance(value, Element) and value.qname[1] == "table-row"


def ods(path: Path, rows: list[list[Any]], sheet: str = "Số liệu") -> Path:
    document = OpenDocumentSpreadsheet()
    page = OdsTable(name=sheet)
    for row in rows:
        line = row[0] if _is_row(row[0]) else TableRow()
        for value in row[_is_row(row[0]) :]:
            line.addElement(ods_cell(value))
        page.addElement(line)
    document.spreadsheet.addElement(page)
    document.save(str(path))
    return path


def patched(path: Path, part: str, old: str, new: str) -> Path:
    """The same zip file with one text replaced in one of its parts."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert old.encode() in parts[part]
    parts[part] = parts[part].replace(old.encode(), new.encode())
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def refused(path: Path, **options: Any) -> str:
    with pytest.raises(AssetkitError) as caught:
        read_table(path, **options)
    assert "\n" not in str(caught.value)
    assert str(caught.value).startswith(str(path))
    return str(caught.value).removeprefix(str(path)).lstrip(" :")


def cells(table: Table) -> list[list[object]]:
    return [list(row.cells.values()) for row in table.rows]


WRITERS = [("xlsx", xlsx), ("ods", ods)]


@pytest.mark.parametrize(("suffix", "write"), WRITERS)
def test_values_keep_their_type(tmp_path: Path, suffix: str, write: Any) -> None:
    rows = [HEAD, ["Than Hà Lầm", 96, DAY], [None] * 3, ["{{7*7}} <b> ", 2.5, dt.datetime(2022, 5, 10, 14)], ["1.234"]]
    table = read_table(write(tmp_path / f"counts.{suffix}", rows))
    assert table.headers == tuple(HEAD)
    assert [row.number for row in table.rows] == [2, 4, 5]
    assert cells(table) == [
        ["Than Hà Lầm", 96, DAY],
        ["{{7*7}} <b>", 2.5, dt.datetime(2022, 5, 10, 14)],
        ["1.234", None, None],
    ]
    assert type(table.rows[0].cells["Chỉ tiêu"]) is int
    assert table.where(table.rows[1], "Chỉ tiêu").endswith(f"counts.{suffix} Số liệu!B4")
    assert table.warnings == ()


@settings(max_examples=20, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.text(st.sampled_from("aàặđơĐỮ <>&{}'\""), min_size=1, max_size=8).filter(str.strip),
            st.integers(-(10**12), 10**12) | st.floats(0.001, 1e6) | st.dates(dt.date(1901, 1, 1)) | st.none(),
        ),
        min_size=1,
        max_size=6,
    ),
    st.sampled_from(WRITERS),
    st.sampled_from(["NFC", "NFD"]),
)
def test_round_trip(rows: list[tuple[str, Any]], writer: tuple[str, Any], form: Any) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"a.{writer[0]}"
        writer[1](
            path, [[unicodedata.normalize(form, "Số"), "b"], *([unicodedata.normalize(form, a), b] for a, b in rows)]
        )
        table = read_table(path)
    assert table.headers == ("Số", "b")
    assert len(table.rows) == len(rows)
    for (text, value), row in zip(rows, cells(table), strict=True):
        assert str(row[0]).split() == unicodedata.normalize("NFC", text).split()
        assert row[1] == (pytest.approx(value) if isinstance(value, float) else value)


def test_the_table_may_start_anywhere(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", [[], [], [None, None, "a", "b"], [], [None, None, 1, 2]])
    table = read_table(path)
    assert table.headers == ("a", "b")
    assert table.where(table.rows[0], "b").endswith("Số liệu!D5")


def test_logical_values_and_times_are_text(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", [["a", "b"], [True, dt.time(14, 0)]])
    assert cells(read_table(path)) == [["TRUE", "14:00"]]


# --- sheets


def test_the_first_filled_sheet_is_read_and_the_others_named(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", [], Hai=[["a"], [1]], Ba=[["b"], [2]])
    table = read_table(path)
    assert table.sheet == "Hai"
    assert table.warnings == (f"{path}: the sheet 'Hai' was read; also filled: 'Ba' (choose with --sheet)",)
    assert read_table(path, sheet="ba").headers == ("b",)
    assert read_table(path, sheet="Ba").warnings == ()
    assert refused(path, sheet="Bay").startswith("there is no sheet 'Bay' (try: did you mean 'Ba'?")
    assert "no sheet has a filled cell" in refused(xlsx(tmp_path / "b.xlsx", []))
    assert "no header row" in refused(path, sheet="Số liệu")


def test_a_hidden_sheet_is_not_the_first(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", [["cũ"], [1]], Hai=[["mới"], [2]])
    patched(path, "xl/workbook.xml", 'sheetId="1" state="visible"', 'sheetId="1" state="hidden"')
    assert read_table(path).headers == ("mới",)
    assert "'Số liệu'" in read_table(path).warnings[0]


# --- what a spreadsheet hides


@pytest.mark.parametrize("code", ["#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?"])
@pytest.mark.parametrize(("suffix", "write"), WRITERS)
def test_error_values(tmp_path: Path, suffix: str, write: Any, code: str) -> None:
    message = refused(write(tmp_path / f"a.{suffix}", [HEAD, ["x", 1], ["y", code]]))
    assert message.startswith(f"Số liệu!B3: the formula gives {code} (try: ")


def test_an_ods_error_as_libreoffice_writes_it(tmp_path: Path) -> None:
    broken = TableCell(formula="of:=1/0", valuetype="string", stringvalue="")
    broken.addElement(P(text="#DIV/0!"))
    assert refused(ods(tmp_path / "a.ods", [["a", "b"], [1, broken]])).startswith(
        "Số liệu!B2: the formula gives #DIV/0!"
    )


def test_formulas_without_a_value(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", [["a", "b"], [1, "=A2*2"], [1, "=A3&CHAR(10)"]])
    assert refused(path).startswith(
        "Số liệu!B2: the formula '=A2*2' has no stored value (1 more such cells) (try: open"
    )
    path = ods(tmp_path / "a.ods", [["a", "b"], [1, TableCell(formula="of:=[.A2]*2")]])
    assert refused(path).startswith("Số liệu!B2: the formula '=[.A2]*2' has no stored value")


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ('<c r="B2"><f>A2*2</f><v>2</v></c>', 2),
        ('<c r="B2" t="str"><f>""</f><v></v></c>', None),
        ('<c r="B2" t="str"><f t="shared" si="0"/><v>x</v></c>', "x"),
        ('<c r="B2"><f ca="1">A2&lt;3</f><v>0.5</v></c>', 0.5),
    ],
)
def test_formulas_with_a_value(tmp_path: Path, cell: str, value: object) -> None:
    path = xlsx(tmp_path / "a.xlsx", [["a", "b"], [1, "=A2*2"]])
    patched(path, "xl/worksheets/sheet1.xml", '<c r="B2"><f>A2*2</f><v /></c>', cell)
    assert cells(read_table(path)) == [[1, value]]


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="B2"><f>A2*2</f></c>',
        '<c r="B2" s="1"><f t="shared" si="0"/></c>',
        '<c r="B2" t="str"><f>A2*2</f></c>',
        "<c r='B2'><f>A2*2</f><v></v></c>",
        '<x:c r="B2"><x:f>A2*2</x:f><x:v/></x:c>',
    ],
)
def test_formulas_without_a_value_however_written(tmp_path: Path, cell: str) -> None:
    path = xlsx(tmp_path / "a.xlsx", [["a", "b"], [1, "=A2*2"]])
    patched(path, "xl/worksheets/sheet1.xml", '<c r="B2"><f>A2*2</f><v /></c>', cell)
    assert refused(path).startswith("Số liệu!B2: the formula '=")


def test_merged_cells(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = openpyxl.load_workbook(xlsx(path, [HEAD, ["x", 1, DAY], ["y", 1, DAY]]))
    book.active.merge_cells("A2:A3")
    book.save(path)
    assert read_table(path).warnings == (
        f"{path} Số liệu: merged cells have their value in the first cell only: A2:A3",
    )
    book.active.merge_cells("B1:C1")
    book.save(path)
    assert refused(path).startswith("Số liệu: the header cells B1:C1 are merged (try: unmerge them")
    wide = ods_cell("b")
    wide.setAttribute("numbercolumnsspanned", 2)
    path = ods(tmp_path / "a.ods", [["a", wide, CoveredTableCell()], [1, 2, 3]])
    assert "the header cells B1:C1 are merged" in refused(path)


def test_headers_and_widths(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    assert refused(xlsx(path, [["a", None, "c"], [1, "x", 3]])).startswith(
        "Số liệu!B2: the value 'x' stands in a column without a header"
    )
    assert refused(xlsx(path, [["Số", "b", "SỐ"], [1, 2, 3]])).startswith(
        "Số liệu row 1: the header 'SỐ' is there twice (columns A and C)"
    )
    assert refused(xlsx(path, [["BẢNG TỔNG HỢP"], ["a", "b"], [1, 2]])).startswith("Số liệu!B2: has 2 cells, but")
    assert "no rows below" in refused(xlsx(path, [["a", "b"]]))
    assert "has 3 rows; at most 2" in refused(xlsx(path, [["a"], [1], [2], [3]]), max_rows=2)


# --- files that are not what they seem


@pytest.mark.parametrize("size", [20_000_000, 210_000_000])
def test_a_zip_bomb_is_refused_with_its_numbers(tmp_path: Path, size: int) -> None:
    path = xlsx(tmp_path / "a.xlsx", [["a"], [1]])
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/media/x.xml", "w") as part:
        for _ in range(size // 10_000_000):
            part.write(bytes(10_000_000))
    message = refused(path)
    assert re.match(
        rf"unpacks from \d+ to {size // 10**6}\d{{6}} bytes \(\d+ times\); at most 200000000 bytes", message
    )


def test_a_zip_that_lies_about_its_size(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", [["a"], *([number] for number in range(500))])
    data = bytearray(path.read_bytes())
    name = b"xl/worksheets/sheet1.xml"
    entry = data.rfind(name) - 46  # the entry of the central directory; its size field is at 24
    assert data[entry : entry + 4] == b"PK\x01\x02"
    data[entry + 24 : entry + 28] = (100).to_bytes(4, "little")
    path.write_bytes(data)
    assert "its part 'xl/worksheets/sheet1.xml' unpacks to more than the 100 bytes it states" in refused(path)


def test_a_far_cell_does_not_take_all_memory(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", [["a"], [1]])
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    patched(path, "xl/worksheets/sheet1.xml", "</sheetData>", far)
    assert refused(path).startswith("Số liệu: spans 1048576 rows × 16384 columns; at most")
    many = TableCell(valuetype="float", value=1, numbercolumnsrepeated=16000)
    path = ods(tmp_path / "a.ods", [["a"], [TableRow(numberrowsrepeated=1000000), many]])
    assert refused(path).startswith("Số liệu: spans 1000001 rows × 16000 columns; at most")


@pytest.mark.parametrize(
    ("far", "message"),
    [
        ('<row r="3"><c r="B99999999999999999999"><v>1</v></c></row>', "spans 999999999 rows × 2 columns"),
        ('<row r="3"><c r="ABCDEFG3"><v>1</v></c></row>', "spans 3 rows × "),
        ('<row r="900000"><c><v>1</v></c><c r="XFC9"><v>1</v></c><c><v>1</v></c></row>', "spans 900000 rows × 16384"),
    ],
)
def test_impossible_addresses_do_not_take_all_memory(tmp_path: Path, far: str, message: str) -> None:
    path = xlsx(tmp_path / "a.xlsx", [["a"], [1]])
    assert message in refused(patched(path, "xl/worksheets/sheet1.xml", "</sheetData>", f"{far}</sheetData>"))


def test_cells_without_addresses(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", [["a"], [1]])
    patched(path, "xl/worksheets/sheet1.xml", "</sheetData>", "<row><c><v>2</v></c></row></sheetData>")
    assert cells(read_table(path)) == [[1], [2]]


def test_an_ods_part_that_ends_early_does_not_hang(tmp_path: Path) -> None:
    path = patched(ods(tmp_path / "a.ods", [["a"], [1]]), "content.xml", "</table:table>", "")
    assert "is a damaged spreadsheet file (content.xml: mismatched tag" in refused(path)
    patched(ods(path, [["a"], [1]]), "content.xml", "UTF-8", "UTF-9")
    assert "unknown encoding" in refused(path)


def test_empty_formatted_cells_far_away_do_not_count(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", [["a"], [1]])
    far = '<row r="1048576"><c r="A1048576" s="0"/><c r="XFD1048576" s="0"></c></row></sheetData>'
    patched(path, "xl/worksheets/sheet1.xml", "</sheetData>", far)
    assert cells(read_table(path)) == [[1]]
    rest = [TableRow(numberrowsrepeated=1048000), TableCell(numbercolumnsrepeated=16384)]
    assert cells(read_table(ods(tmp_path / "a.ods", [["a"], [1], rest]))) == [[1]]


def test_wrong_and_damaged_files(tmp_path: Path) -> None:
    book, sheet = xlsx(tmp_path / "a.xlsx", [["a"], [1]]), ods(tmp_path / "b.ods", [["a"], [1]])
    swapped = book.rename(tmp_path / "a.ods")
    assert "its content is XLSX, its name says otherwise (try: rename it to .xlsx" in refused(swapped)
    assert "its content is ODS" in refused(sheet.rename(tmp_path / "b.xlsx"))
    other = tmp_path / "c.xlsx"
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    assert "neither an XLSX nor an ODS" in refused(other)
    other.write_bytes(swapped.read_bytes()[:700])
    assert "is a damaged spreadsheet file" in refused(other)


def test_entity_definitions_are_refused(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", [["a"], [1]])
    patched(path, "xl/workbook.xml", "<workbook ", '<!DOCTYPE x [<!ENTITY a "aa">]><workbook ')
    assert "defines a document type" in refused(path)


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 10**6), st.integers(0, 255), st.sampled_from(WRITERS))
def test_a_damaged_byte_is_an_error_or_harmless(position: int, value: int, writer: tuple[str, Any]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"a.{writer[0]}"
        writer[1](path, [HEAD, ["Than Nam Mẫu", 132, DAY]])
        data = io.BytesIO(path.read_bytes()).getbuffer()
        data[position % len(data)] = value
        path.write_bytes(data)
        try:
            assert read_table(path).rows
        except AssetkitError as problem:
            assert str(problem).startswith(str(path))
