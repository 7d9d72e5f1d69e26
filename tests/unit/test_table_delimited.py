"""Text tables: every encoding and delimiter gives the same table; every fault has a place."""

from __future__ import annotations

import csv
import io
import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assetkit.errors import AssetkitError
from assetkit.table import Table, read_table
from assetkit.table.delimited import decode, sniff

ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-be-mark"]
CELL = st.text(st.sampled_from("aàặđơưĐỮ ,;\t\"'\n{}<>=+7.1“”"), max_size=8).map(lambda text: text.strip())
FILLED = CELL.filter(bool)
quick = settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def encoded(text: str, encoding: str) -> bytes:
    return b"\xfe\xff" + text.encode("utf-16-be") if encoding == "utf-16-be-mark" else text.encode(encoding)


def windows_1258(text: str) -> bytes:
    """Vietnamese text in cp1258: the letter composed, its tone mark behind it."""
    marks = "\u0300\u0301\u0303\u0309\u0323"
    result = []
    for sign in unicodedata.normalize("NFC", text):
        parts = unicodedata.normalize("NFD", sign)
        bare = unicodedata.normalize("NFC", "".join(part for part in parts if part not in marks))
        result.append(bare + "".join(part for part in parts if part in marks))
    return "".join(result).encode("cp1258")


def table(tmp_path: Path, content: str | bytes, name: str = "counts.csv", max_rows: int = 100) -> Table:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_table(path, max_rows=max_rows)


def refused(tmp_path: Path, content: str | bytes, name: str = "counts.csv", max_rows: int = 100) -> str:
    with pytest.raises(AssetkitError) as caught:
        table(tmp_path, content, name, max_rows)
    message = str(caught.value)
    assert "\n" not in message
    assert name in message
    return message


@quick
@given(
    st.lists(st.tuples(FILLED, CELL, CELL), min_size=1, max_size=5),
    st.sampled_from(ENCODINGS),
    st.sampled_from(",;\t"),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["NFC", "NFD"]),
)
def test_round_trip(
    tmp_path: Path, rows: list[tuple[str, str, str]], encoding: str, delimiter: str, ending: str, form: str
) -> None:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator=ending)
    writer.writerows([["Đơn vị", "Chỉ tiêu, giao", "Số"], *rows])
    content = unicodedata.normalize(form, text.getvalue())  # type: ignore[arg-type]
    result = table(tmp_path, encoded(content, encoding))
    assert result.headers == ("Đơn vị", "Chỉ tiêu, giao", "Số")
    assert [tuple(row.cells.values()) for row in result.rows] == [
        tuple(unicodedata.normalize("NFC", cell) or None for cell in row) for row in rows
    ]
    assert [row.number for row in result.rows] == list(range(2, len(rows) + 2))


@pytest.mark.parametrize("text", ["Đơn vị;Số\nTuyển than Cửa Ông;196\n", "Họ tên\nNguyễn Thị Ánh Tuyết\n"])
def test_windows_1258(tmp_path: Path, text: str) -> None:
    result = table(tmp_path, windows_1258(text))
    assert result.rows == table(tmp_path, text, "other.csv").rows
    assert "Windows-1258" in result.warnings[0]


@pytest.mark.parametrize(
    ("content", "offset"),
    [
        ("Tên\nNguyễn".encode()[:-2], 9),  # cut in the middle of a letter
        ("Tên\nNguyễn".encode() + b"\xff\n", 13),
        ("Tên\nNguyễn\n".encode() + unicodedata.normalize("NFD", "ề").encode() + b"\xc3\n", 19),
        ("Ten\nCaf\xe9\n".encode("latin-1"), 7),  # no Vietnamese tone mark in it
        ("Ten\nb\xecn\n".encode("latin-1"), 5),  # a tone mark on a consonant: another encoding
    ],
)
def test_an_unknown_encoding_names_the_byte(content: bytes, offset: int) -> None:
    with pytest.raises(AssetkitError, match=rf"byte 0x.. at offset {offset} \(line "):
        decode(content, "counts.csv")


def test_nul_bytes_are_refused(tmp_path: Path) -> None:
    assert "NUL at byte offset 1" in refused(tmp_path, "a,b\n1,2\n".encode("utf-16-le"))
    assert "UTF-16-LE" in refused(tmp_path, b"\xff\xfea\x00\x00")


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("a,b,c\n1;2;3;4;5", ","),
        ("a;b\n", ";"),
        ("Giá trị, tỷ đồng;b;c", ";"),
        ('"a,b,c,d";e', ";"),
        ('"a;\n;b",c\td\te', "\t"),
        ("\n\na;b", ";"),
        ("a", ","),
        ("", ","),
    ],
)
def test_sniff(text: str, delimiter: str) -> None:
    assert sniff(text) == delimiter


def test_a_separator_line_of_excel_is_obeyed(tmp_path: Path) -> None:
    result = table(tmp_path, "sep=;\r\na;b,c,d,e\r\n1;2\r\n")
    assert result.rows[0].cells == {"a": "1", "b,c,d,e": "2"}
    assert result.rows[0].number == 2


def test_blank_rows_are_skipped_and_counted(tmp_path: Path) -> None:
    result = table(tmp_path, '\na,b\n\n1,"x\ny"\n , \n3,4\n')
    assert [(row.number, row.cells) for row in result.rows] == [(4, {"a": "1", "b": "x\ny"}), (6, {"a": "3", "b": "4"})]


def test_cells_are_verbatim(tmp_path: Path) -> None:
    cells = ["{{7*7}}", "<b>đậm</b>", "=1+1", "{% x %}", "1.234", "'", "&amp;", "a  b", "@SUM(1)"]
    result = table(tmp_path, "x\n" + "\n".join(f" {cell}\u00a0" for cell in cells))
    assert [row.cells["x"] for row in result.rows] == cells


def test_short_rows_are_filled(tmp_path: Path) -> None:
    assert table(tmp_path, "a,b,c\n1\n2,3,,,\n").rows[0].cells == {"a": "1", "b": None, "c": None}


def test_wide_rows_are_refused(tmp_path: Path) -> None:
    message = refused(tmp_path, "a,b\n1,2\n1,2,ba\n")
    assert "counts.csv row 3 column 3: has 3 cells, but there are 2 headers: 'ba' has none" in message


def test_headers_are_checked(tmp_path: Path) -> None:
    assert "row 2 column 2: the value 'x' stands in a column without a header" in refused(tmp_path, "a,,c\n1,x,3\n")
    assert table(tmp_path, "a,,c\n1,,3\n").headers == ("a", "c")
    decomposed = unicodedata.normalize("NFD", "HOÀ")
    assert "row 1: the header 'HOÀ' is there twice (columns 1 and 3)" in refused(
        tmp_path, f"hòa,b,{decomposed}\n1,2,3\n"
    )
    assert "no header row" in refused(tmp_path, "")
    assert "no header row" in refused(tmp_path, "\n \n;;\n")
    assert "no rows below" in refused(tmp_path, "a,b\n\n")


def test_errors_of_formulas_are_not_text(tmp_path: Path) -> None:
    assert "row 2 column 'b': the value is the error #N/A" in refused(tmp_path, "a,b\n1,#N/A\n")


def test_broken_quotes_are_placed(tmp_path: Path) -> None:
    assert "row 3: cannot be split" in refused(tmp_path, 'a,b\n1,2\n"x"y,2\n')
    assert "row 2: cannot be split" in refused(tmp_path, 'a,b\n"x,2\n3,4\n')


def test_too_many_rows_are_counted(tmp_path: Path) -> None:
    message = refused(tmp_path, "a\n" + "1\n" * 12, max_rows=10)
    assert "has 12 rows; at most 10 are read (try: --max-rows 12" in message
    assert len(table(tmp_path, "a\n" + "1\n" * 10, max_rows=10).rows) == 10


def test_what_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "counts.csv").write_text("a\n1\n")
    with pytest.raises(AssetkitError, match=r"no such file \(try: did you mean 'counts.csv'"):
        read_table(tmp_path / "count.csv")
    with pytest.raises(AssetkitError, match="is a folder"):
        (tmp_path / "x.csv").mkdir()
        read_table(tmp_path / "x.csv")
    with pytest.raises(AssetkitError, match="unknown locale 'fr'"):
        read_table(tmp_path / "counts.csv", locale="fr")
    with pytest.raises(AssetkitError, match="has no sheet 'x'"):
        read_table(tmp_path / "counts.csv", sheet="x")
    monkeypatch.setattr("assetkit.table.MAX_BYTES", 3)
    with pytest.raises(AssetkitError, match="has 4 bytes; at most 3"):
        read_table(tmp_path / "counts.csv")


@pytest.mark.parametrize(
    ("name", "content", "found"),
    [
        ("a.csv", b"PK\x03\x04....", "a zipped spreadsheet"),
        ("a.xlsx", b"a,b\n1,2\n", "text or something else"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0....", "password"),
        ("a.csv", b"\xef\xbb\xbf<HTML><table>", "web or XML page"),
        ("a.ods", b"%PDF-1.7", "a PDF"),
        ("a.xls", b"\xd0\xcf\x11\xe0", "save it as .xlsx"),
        ("a.docx", b"PK\x03\x04", "cannot read a table"),
    ],
)
def test_names_that_lie(tmp_path: Path, name: str, content: bytes, found: str) -> None:
    assert found in refused(tmp_path, content, name)


def test_where_names_the_cell(tmp_path: Path) -> None:
    result = table(tmp_path, "a,,c\n1,,3\n")
    assert result.where(result.rows[0], "c").endswith("counts.csv row 2 column 'c'")
    assert result.where(result.rows[0]).endswith("counts.csv row 2")


@quick
@given(st.binary(max_size=60))
def test_any_bytes_are_a_table_or_an_error(tmp_path: Path, content: bytes) -> None:
    try:
        assert table(tmp_path, content).rows
    except AssetkitError as problem:
        assert "\n" not in str(problem)
