"""What a source's answer is made of: files, addresses, JSON and queries in, tables with our names and moments out."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from postgres_server import Server
from source_site import CSV, Page, Site, open_site, says

from assetkit.counts.moments import moment_of
from assetkit.counts.sources import Answer, Around, read_source
from assetkit.counts.sources.dates import read_moment
from assetkit.counts.sources.declaration import SourceSpec
from assetkit.counts.sources.failures import UnreachableError
from assetkit.counts.sources.fetching import Limits
from assetkit.errors import AssetkitError
from assetkit.table import Table

NOW = dt.datetime(2022, 5, 11, 9, 30, 15)
ROWS = [{"dv": {"ten": "Than Nam Mẫu"}, "n": 198, "ct": "132"}, {"dv": {"ten": "Xây lắp mỏ"}, "n": 71, "ct": "54"}]
PATHS = {"unit": "dv.ten", "valid": "n", "quota": "ct"}


@pytest.fixture
def site() -> Iterator[Site]:
    with open_site() as opened:
        yield opened


def spec(**said: object) -> SourceSpec:
    return SourceSpec.model_validate({"name": "portal", **said})


def answer(folder: Path, environ: dict[str, str] | None = None, **said: object) -> Answer:
    limits = Limits(total=5, retries=0, max_bytes=1_000_000)
    return read_source(spec(**said), Around(folder, NOW, environ or {}, limits))


def table(folder: Path, **said: object) -> Table:
    return answer(folder, **said).tables[0].table


def moment(folder: Path, **said: object) -> dt.datetime | None:
    return answer(folder, **said).tables[0].moment


def from_web(site: Site, page: Page, folder: Path = Path(), **said: object) -> Table:
    site.pages["/counts.csv"] = page
    return table(folder, **({"url": site.url(), "allow_private": True} | said))


def refused(folder: Path, environ: dict[str, str] | None = None, **said: object) -> str:
    with pytest.raises(AssetkitError) as caught:
        answer(folder, environ, **said)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def write(folder: Path, text: str = CSV, name: str = "counts.csv") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


# --- files


def test_a_file_is_a_table_with_its_own_headers(tmp_path: Path) -> None:
    write(tmp_path)
    found = table(tmp_path, file="counts.csv")
    assert found.headers == ("Đơn vị", "Thực hiện", "Chỉ tiêu", "Ngày")
    assert found.rows[0].cells["Ngày"] == dt.datetime(2022, 5, 10)


def test_a_glob_is_every_file_in_order_but_not_what_is_being_edited(tmp_path: Path) -> None:
    for name in ("w2.csv", "w1.csv", "~$w1.csv", ".w3.csv", "notes.txt"):
        write(tmp_path / "a [2022]", name=name)
    found = answer(tmp_path / "a [2022]", file="w*.csv").tables
    assert [stamped.table.path for stamped in found] == ["w1.csv", "w2.csv"]
    assert "no file is called x*.csv" in refused(tmp_path, file="x*.csv")
    assert "is no pattern" in refused(tmp_path, file="a**b/*.csv")


def test_a_glob_says_which_files_are_there(tmp_path: Path) -> None:
    write(tmp_path, name="week-1.csv")
    assert "week-1.csv" in refused(tmp_path, file="wek-*.csv")


def test_a_missing_file_is_named_with_the_nearest(tmp_path: Path) -> None:
    write(tmp_path)
    assert "did you mean 'counts.csv'" in refused(tmp_path, file="count.csv")
    assert "cannot read counts from a '.pdf' file" in refused(tmp_path, file="counts.pdf")


def test_a_sheet_of_a_spreadsheet(tmp_path: Path) -> None:
    book = Workbook()
    book.active.title = "Hướng dẫn"
    book.active["A1"] = "x"
    sheet = book.create_sheet("Tuần 19")
    for row in (["Đơn vị", "Hợp lệ", "Ngày"], ["Xây lắp mỏ", 71, dt.datetime(2022, 5, 10, 14)]):
        sheet.append(row)
    book.save(tmp_path / "c.xlsx")
    found = table(tmp_path, file="c.xlsx", sheet="tuần 19")
    assert found.rows[0].cells == {"Đơn vị": "Xây lắp mỏ", "Hợp lệ": 71, "Ngày": dt.datetime(2022, 5, 10, 14)}


# --- columns


def test_declared_columns_get_our_names_and_errors_keep_theirs(tmp_path: Path) -> None:
    write(tmp_path, "Tên,SL nộp,SL hợp lệ,Công đoàn,Ngày\nXây lắp mỏ,90,71,x,2022-05-10\n")
    columns = {"unit": "TÊN", "submitted": "SL nộp", "valid": "sl hợp lệ"}
    found = table(tmp_path, file="counts.csv", columns=columns)
    assert found.headers == ("unit", "submitted", "valid", "Ngày")  # "Công đoàn" would be a second unit
    assert found.where(found.rows[0], "valid") == "counts.csv row 2 column 'SL hợp lệ'"


@pytest.mark.parametrize("metric", ["submitted", "reviewing", "registered", "valid"])
def test_a_value_column_is_named_by_what_it_counts(tmp_path: Path, metric: str) -> None:
    write(tmp_path, "Đơn vị,SL,Ngày\nXây lắp mỏ,71,2022-05-10\n")
    found = table(tmp_path, file="counts.csv", metric=metric, columns={"value": "SL"})
    assert found.headers == ("Đơn vị", metric, "Ngày")


def test_a_renamed_column_is_named_with_the_nearest(tmp_path: Path) -> None:
    write(tmp_path, "Đơn vị,Số hợp lệ T5,Ngày\nXây lắp mỏ,71,2022-05-10\n")
    said = refused(tmp_path, file="counts.csv", columns={"valid": "Số hợp lệ T4"})
    assert "there is no column 'Số hợp lệ T4'; there are: Đơn vị, Số hợp lệ T5, Ngày" in said
    assert 'columns.valid = "Số hợp lệ T5"' in said
    assert "declare in columns.valid" in refused(tmp_path, file="counts.csv", columns={"valid": "zzz"})


def test_a_renamed_column_is_named_without_a_declaration_too(tmp_path: Path) -> None:
    write(tmp_path, "Đơn vị công tác,Thực hiện,Ngày\nXây lắp mỏ,71,2022-05-10\n")
    assert "no column for 'unit'" in refused(tmp_path, file="counts.csv")
    write(tmp_path, "Đơn vị,Thực hiện T5,Ngày\nXây lắp mỏ,71,2022-05-10\n")
    said = refused(tmp_path, file="counts.csv")
    assert "no column for 'value'" in said
    assert "rename the header 'Thực hiện T5' to 'thực hiện'" in said


def test_one_column_cannot_be_two(tmp_path: Path) -> None:
    write(tmp_path)
    said = refused(tmp_path, file="counts.csv", columns={"valid": "Thực hiện", "submitted": "Thực hiện"})
    assert "'valid' and 'submitted' are both 'Thực hiện'" in said


# --- dates


def dated(folder: Path, text: str, **said: object) -> object:
    write(folder, f"Đơn vị,Thực hiện,Ngày\nXây lắp mỏ,71,{text}\n")
    return table(folder, file="counts.csv", **said).rows[0].cells["Ngày"]


@pytest.mark.parametrize(
    ("text", "said", "day"),
    [
        ("10/5/2022", {"dates": "dmy"}, (2022, 5, 10)),
        ("10/5/2022", {"locale": "vi"}, (2022, 5, 10)),
        ("10/5/2022", {"dates": "mdy"}, (2022, 10, 5)),
        ("10/5/2022", {"dates": "mdy", "locale": "vi"}, (2022, 10, 5)),
        ("13/5/2022", {}, (2022, 5, 13)),
        ("5/5/2022", {}, (2022, 5, 5)),
        ("2022-05-10", {"dates": "mdy"}, (2022, 5, 10)),
        ("2022/05/10", {"dates": "ymd"}, (2022, 5, 10)),
        ("14h00 ngày 10/5/2022", {"locale": "vi"}, (2022, 5, 10, 14)),
        ("5/10/2022 14:30:00", {"dates": "mdy"}, (2022, 5, 10, 14, 30)),
        ("2022-05-10T07:00:00Z", {}, (2022, 5, 10, 14)),
    ],
)
def test_dates_are_read_in_the_declared_order(
    tmp_path: Path, text: str, said: dict[str, str], day: tuple[int, ...]
) -> None:
    assert dated(tmp_path, text, **said) == dt.datetime(*day)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "said", "says"),
    [
        ("10/5/2022", {}, "the date '10/5/2022' could be two days, and no order is declared"),
        ("10/5/2022", {"locale": "en"}, "could be two days"),
        ("5/13/2022", {}, "has the month first, and no order is declared"),
        ("5/13/2022", {"dates": "dmy"}, "is no date in the declared order"),
        ("13/5/2022", {"dates": "mdy"}, "is no date in the declared order"),
        ("10/5/2022", {"dates": "ymd"}, "does not begin with the year, as declared"),
        ("31/2/2022", {"dates": "dmy"}, "is not a date"),
        ("10/5/22", {"dates": "dmy"}, "is not a date"),
        ("hôm qua", {}, "is not a date"),
    ],
)
def test_a_date_that_is_none_or_two_is_refused(tmp_path: Path, text: str, said: dict[str, str], says: str) -> None:
    with pytest.raises(AssetkitError, match=r"^counts\.csv row 2 column 'Ngày': ") as caught:
        dated(tmp_path, text, **said)
    assert says in str(caught.value)


@given(st.dates(dt.date(1999, 1, 1), dt.date(2099, 12, 31)))
@settings(max_examples=50, deadline=None)
def test_every_day_is_read_back_in_every_order(day: dt.date) -> None:
    for order, text in (
        ("dmy", f"{day.day}/{day.month}/{day.year}"),
        ("mdy", f"{day.month}/{day.day}/{day.year}"),
        ("ymd", day.isoformat()),
    ):
        assert read_moment(text, order, "").date() == day


# --- the moment beside the rows


def test_the_moment_is_fixed_fetched_or_in_the_name(tmp_path: Path) -> None:
    write(tmp_path, name="bao-cao-2022-05-10.csv")
    write(tmp_path, name="bc_11.5.2022.csv")
    assert moment(tmp_path, file="*05-10.csv") is None
    assert moment(tmp_path, file="*05-10.csv", as_of=dt.date(2022, 5, 9)) == dt.datetime(2022, 5, 9)
    assert moment(tmp_path, file="*05-10.csv", as_of="2022-05-09 14:00") == dt.datetime(2022, 5, 9, 14)
    assert moment(tmp_path, file="*05-10.csv", as_of="fetched") == dt.datetime(2022, 5, 11, 9, 30)
    assert moment(tmp_path, file="*05-10.csv", as_of="filename") == dt.datetime(2022, 5, 10)
    assert moment(tmp_path, file="bc_*.csv", as_of="filename", locale="vi") == dt.datetime(2022, 5, 11)
    assert "could be two days" in refused(tmp_path, file="bc_*.csv", as_of="filename")
    assert "as_of: the date '9/5/2022' could be" in refused(tmp_path, file="bc_*.csv", as_of="9/5/2022")
    write(tmp_path)
    assert "the name 'counts.csv' holds no date" in refused(tmp_path, file="counts.csv", as_of="filename")
    assert "is about JSON" in refused(tmp_path, file="counts.csv", as_of="path:x")


# --- the web


def test_the_server_s_charset_is_believed(site: Site) -> None:
    for charset in ("utf-8", "windows-1258", "utf-16-le"):
        text = CSV if charset != "windows-1258" else "Đơn vị,Thực hiện,Ngày\nXây,71,2022-05-10\n"
        body = (
            text.replace("ị", "i\u0323").replace("ự", "ư\u0323").replace("ệ", "ê\u0323").replace("à", "a\u0300")
            if charset == "windows-1258"
            else text
        )
        found = from_web(site, says(body.encode(charset), Content_Type=f"text/csv; charset={charset}"))
        assert found.headers[0] == "Đơn vị"


def test_a_byte_order_mark_is_believed_before_the_server(site: Site) -> None:
    for body in (CSV.encode("utf-8-sig"), CSV.encode("utf-16")):
        assert from_web(site, says(body, Content_Type="text/csv; charset=iso-8859-1")).headers[0] == "Đơn vị"


def test_a_charset_that_is_wrong_is_said(site: Site, tmp_path: Path) -> None:
    rules = {"url": site.url(), "allow_private": True}
    site.pages["/counts.csv"] = says(b"\xd0\xf0n", Content_Type="text/csv; charset=utf-8")
    assert "says it is UTF-8, which line 1 is not (byte 0xD0)" in refused(tmp_path, **rules)
    site.pages["/counts.csv"] = says(CSV, Content_Type="text/csv; charset=klingon")
    assert "says its charset is 'klingon'" in refused(tmp_path, **rules)
    for charset in ("zlib", "undefined", "idna", "utf-16", "unicode_escape"):
        site.pages["/counts.csv"] = says(b"\xd0\xf0n..\\x", Content_Type=f"text/csv; charset={charset}")
        assert "source 'portal'" in refused(tmp_path, **rules)


@pytest.mark.parametrize(
    ("media_type", "path"),
    [
        ("text/csv", "/x"),
        ("text/plain", "/counts.csv"),
        ("application/octet-stream", "/pub?gid=0&output=csv"),
        ("", "/export?format=csv"),
    ],
)
def test_the_kind_is_told_by_the_answer_or_the_address(site: Site, tmp_path: Path, media_type: str, path: str) -> None:
    site.pages[path.partition("?")[0]] = says(CSV, Content_Type=media_type)
    assert table(tmp_path, url=site.url(path), allow_private=True).headers[0] == "Đơn vị"


def test_a_kind_that_nothing_tells_is_asked_for(site: Site, tmp_path: Path) -> None:
    site.pages["/x"] = says(CSV, Content_Type="application/octet-stream")
    assert 'format = "csv"' in refused(tmp_path, url=site.url("/x"), allow_private=True)
    assert table(tmp_path, url=site.url("/x"), allow_private=True, format="csv").headers[0] == "Đơn vị"


def test_a_spreadsheet_from_the_web(site: Site, tmp_path: Path) -> None:
    book = Workbook()
    for row in (["Đơn vị", "Hợp lệ", "Ngày"], ["Xây lắp mỏ", 71, dt.datetime(2022, 5, 10)]):
        book.active.append(row)
    book.save(tmp_path / "c.xlsx")
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    found = from_web(site, says((tmp_path / "c.xlsx").read_bytes(), Content_Type=kind))
    assert found.rows[0].cells["Hợp lệ"] == 71


@pytest.mark.parametrize("body", ["<!DOCTYPE html><html>Đăng nhập", "\ufeff <html>", '<?xml version="1.0"?><html>'])
@pytest.mark.parametrize("media_type", ["text/html; charset=utf-8", "text/csv"])
def test_a_web_page_instead_of_a_table_is_said(site: Site, tmp_path: Path, body: str, media_type: str) -> None:
    site.pages["/counts.csv"] = says(body, Content_Type=media_type)
    said = refused(tmp_path, url=site.url(), allow_private=True)
    assert said.startswith("source 'portal': gives a web page, not a table")
    assert "Publish to web" in said


def test_json_where_a_table_was_expected_is_said(site: Site, tmp_path: Path) -> None:
    site.pages["/counts.csv"] = says('[{"a": 1}]', Content_Type="text/csv")
    assert "gives JSON, not a table" in refused(tmp_path, url=site.url(), allow_private=True)


def test_an_empty_answer_is_said(site: Site, tmp_path: Path) -> None:
    site.pages["/counts.csv"] = says("")
    assert "is empty" in refused(tmp_path, url=site.url(), allow_private=True)


def test_secrets_come_from_the_environment_and_are_never_told(site: Site, tmp_path: Path) -> None:
    environ = {"TOKEN": "hunter&22 x", "WORD": "swordfish"}
    rules = {"url": site.url("/counts.csv?token=${TOKEN}"), "headers": {"X-Api-Key": "${WORD}"}, "allow_private": True}
    assert answer(tmp_path, environ, **rules).tables
    path, headers = site.asked[-1]
    assert (path, headers["X-Api-Key"]) == ("/counts.csv?token=hunter%2622%20x", "swordfish")
    site.pages["/counts.csv"] = says("Đơn vị,swordfish\nhunter&22 x,1\n")
    said = refused(tmp_path, environ, **rules)
    assert "the headers are: Đơn vị, …" in said
    site.pages["/counts.csv"] = says(status=500)
    said += refused(tmp_path, environ, **rules)
    assert not any(word in said for word in ("hunter", "swordfish", "%2622"))


def test_a_variable_that_is_not_set_is_named(tmp_path: Path) -> None:
    assert "the environment variable TOKEN is not set" in refused(tmp_path, url="https://x.vn/?token=${TOKEN}")
    assert "the environment variable A is not set" in refused(tmp_path, url="env:A")
    assert "holds a line break" in refused(tmp_path, {"A": "a\r\nX: y"}, url="https://x.vn/", headers={"X-Key": "${A}"})


def test_a_proxy_of_the_environment_is_not_used_and_that_is_told(tmp_path: Path) -> None:
    with open_site() as gone:
        rules = {"url": gone.url(), "allow_private": True}
    assert "proxy" not in refused(tmp_path, **rules)
    assert "the proxy of the environment is not used" in refused(tmp_path, {"HTTPS_PROXY": "http://proxy:1"}, **rules)


def test_an_address_may_be_a_variable_as_a_whole(site: Site, tmp_path: Path) -> None:
    assert answer(tmp_path, {"A": site.url()}, url="env:A", allow_private=True).tables
    assert "not one of the web" in refused(tmp_path, {"A": "file:///etc/passwd"}, url="env:A", allow_private=True)


def test_a_secret_does_not_travel_unhidden(tmp_path: Path) -> None:
    said = refused(tmp_path, {"A": "swordfish"}, url="http://x.vn/a.csv", headers={"X-Key": "${A}"})
    assert "would travel unhidden over http" in said


# --- JSON


def json_table(folder: Path, document: object, **said: object) -> Table:
    write(folder, json.dumps(document), "c.json")
    return table(folder, file="c.json", **said)


def test_json_rows_and_fields_are_found_by_their_paths(tmp_path: Path) -> None:
    document = {"data": {"items": ROWS, "updated": "2022-05-10T07:00:00Z"}}
    rules = {"rows": "data.items", "columns": PATHS, "as_of": "path:data.updated"}
    found = json_table(tmp_path, document, **rules)
    assert [row.cells for row in found.rows] == [
        {"unit": "Than Nam Mẫu", "valid": 198, "quota": "132"},
        {"unit": "Xây lắp mỏ", "valid": 71, "quota": "54"},
    ]
    assert found.where(found.rows[1], "valid") == "c.json row 2 column 'n'"
    assert moment(tmp_path, file="c.json", **rules) == dt.datetime(2022, 5, 10, 14)


def test_json_without_declared_columns_keeps_its_own_names(tmp_path: Path) -> None:
    found = json_table(tmp_path, [{"unit": "A", "value": 1, "extra": {}}, {"unit": "B", "value": 2, "quota": 3}])
    assert found.headers == ("unit", "value", "quota")
    assert found.rows[0].cells["quota"] is None


def test_a_list_of_lists_has_its_headers_first(tmp_path: Path) -> None:
    found = json_table(tmp_path, {"values": [["Đơn vị", "Thực hiện"], ["A", "12"], ["B", "5"]]}, rows="values")
    assert found.headers == ("Đơn vị", "Thực hiện")
    assert found.rows[1].cells == {"Đơn vị": "B", "Thực hiện": "5"}


@pytest.mark.parametrize(
    ("text", "said", "says"),
    [
        ("{", {}, "is not JSON: Expecting property name"),
        ('[{"unit": "A", "value": NaN}]', {}, "is not JSON"),
        ("[" * 100_000, {}, "is not JSON"),
        ('{"a": {"items": [1]}}', {}, 'rows = "a.items"'),
        ('{"a": []}', {"rows": "a"}, "rows = 'a' is empty"),
        ('{"a": 5}', {"rows": "a"}, "rows = 'a' is a number, not a list"),
        ('{"a": 5}', {"rows": "b"}, "rows = 'b' is nothing, not a list"),
        ('{"a": 5}', {"rows": "a["}, "cannot be followed"),
        ("[1, 2]", {}, "row 1: is a number, not an object"),
        (
            '[{"unit": ["A"], "value": 1}]',
            {"columns": {"unit": "unit", "value": "value"}},
            "is a list, not a single value",
        ),
        (
            '[{"unit": "A", "so_luong": 1}]',
            {"columns": {"unit": "unit", "value": "soluong"}},
            'columns.value = "so_luong"',
        ),
        ('[{"unit": "A", "value": 1}, {"unit": "B", "value": 1}]', {"max_rows": 1}, "has 2 rows; at most 1"),
        ('[{"unit": "A", "value": 1}]', {"as_of": "path:updated"}, "there is no date at 'updated'"),
        ('[{"unit": "A", "value": 1}]', {"as_of": "path:up dated"}, "as_of = 'up dated' cannot be followed"),
        ('{"r": [{"unit": "A", "value": 1}]}', {"rows": "r", "as_of": "path:updated"}, "there is no date at 'updated'"),
    ],
)
def test_json_that_is_not_what_was_declared_is_refused(
    tmp_path: Path, text: str, said: dict[str, object], says: str
) -> None:
    write(tmp_path, text, "c.json")
    assert says in refused(tmp_path, file="c.json", **said)


# --- databases


@pytest.fixture
def database(tmp_path: Path) -> Path:
    with sqlite3.connect(tmp_path / "counts.db") as connection:
        connection.execute("CREATE TABLE counts (unit TEXT, n INTEGER, counted TEXT)")
        connection.executemany(
            "INSERT INTO counts VALUES (?, ?, ?)",
            [("Xây lắp mỏ", 71, "2022-05-10"), ("Than Nam Mẫu", 198, "2022-05-10")],
        )
    connection.close()
    return tmp_path


QUERY = "SELECT unit, n AS valid, counted AS as_of FROM counts WHERE unit NOT LIKE '%;%' -- ;\n;"


def test_a_query_gives_a_table(database: Path) -> None:
    found = table(database, sql="sqlite:///counts.db", query=QUERY)
    assert found.headers == ("unit", "valid", "as_of")
    assert found.rows[1].cells == {"unit": "Than Nam Mẫu", "valid": 198, "as_of": dt.datetime(2022, 5, 10)}
    assert found.rows[0].number == 1
    columns = {"registered": "VALID"}
    assert table(database, sql="sqlite:///counts.db", query=QUERY, columns=columns).headers[1] == "registered"


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("DELETE FROM counts", "does more than read: 'DELETE'"),
        ("SELECT 1; DROP TABLE counts", "more than one statement"),
        ("WITH x AS (SELECT 1) DELETE FROM counts", "does more than read: 'DELETE'"),
        ("/* SELECT */ UPDATE counts SET n = 0", "does more than read"),
        ("PRAGMA table_info(counts)", "does more than read"),
        ("EXPLAIN SELECT 1", "no SELECT"),
        ("SELECT * FROM nowhere", "the query fails: no such table"),
        ("SELECT unit, x'00' AS value FROM counts", "the column 'value' holds no single values"),
        ("SELECT unit FROM counts", "no column for 'value'"),
        ("SELECT unit, n AS value FROM counts WHERE 0", "no rows below"),
    ],
)
def test_a_query_that_does_not_just_read_counts_is_refused(database: Path, query: str, says: str) -> None:
    assert says in refused(database, sql="sqlite:///counts.db", query=query)
    assert len(table(database, sql="sqlite:///counts.db", query=QUERY).rows) == 2


def test_the_database_itself_refuses_to_write(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assetkit.counts.sources.database._refuse_writing", lambda *_: None)
    assert "readonly" in refused(database, sql="sqlite:///counts.db", query="INSERT INTO counts VALUES ('x', 1, '')")


def test_too_many_rows_and_too_long_a_time_are_refused(database: Path) -> None:
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT 'A' AS unit, i AS value FROM n"
    assert "at most 100 are read" in refused(database, sql="sqlite:///counts.db", query=endless, max_rows=100)
    counting = endless.replace("SELECT 'A' AS unit, i AS value FROM n", "SELECT 'A' AS unit, count(*) AS value FROM n")
    assert "interrupted" in refused(database, sql="sqlite:///counts.db", query=counting, timeout=1)


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("sqlite:///other.db", "there is no file other.db"),
        ("sqlite://", "there is no file"),
        ("nonsense", "cannot be read"),
        ("nosuch://x/y", "there is no driver for nosuch"),
    ],
)
def test_a_database_that_is_none_is_said(database: Path, address: str, says: str) -> None:
    assert says in refused(database, sql=address, query="SELECT 1")
    assert not (database / "other.db").exists()


def test_a_database_that_is_away_is_unreachable_and_its_password_untold(tmp_path: Path) -> None:
    rules = {"sql": "postgresql://reader:${WORD}@127.0.0.1:9/x", "query": "SELECT 1"}
    with pytest.raises(UnreachableError, match="the database cannot be reached") as caught:
        answer(tmp_path, {"WORD": "swordfish"}, **rules)
    assert "swordfish" not in str(caught.value)
    assert caught.value.__cause__ is None


# --- a real PostgreSQL


@pytest.fixture
def server(postgres: Server) -> tuple[str, dict[str, str]]:
    """An address with the name of a variable, and the environment that holds the password; a table of counts is there."""
    import psycopg

    url = postgres.database()
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE SEQUENCE written")
        connection.execute("CREATE TABLE counts (unit text, n numeric, counted timestamptz)")
        connection.execute(
            "INSERT INTO counts VALUES ('Xây lắp mỏ', 71, '2022-05-10T07:00:00Z'), ('100% thợ lò', 5, '2022-05-10T07:00:00Z')"
        )
    return url.replace(postgres.password, "${WORD}"), {"WORD": postgres.password}


def test_a_query_of_postgresql(server: tuple[str, dict[str, str]], tmp_path: Path) -> None:
    query = "SELECT unit, n AS valid, counted AS as_of FROM counts WHERE unit LIKE '100%' OR unit ~ ':x|X'"
    found = answer(tmp_path, server[1], sql=server[0], query=query).tables[0].table
    assert found.rows[0].cells["unit"] == "Xây lắp mỏ"
    assert found.rows[1].cells["unit"] == "100% thợ lò"
    assert moment_of(found.rows[0].cells["as_of"], "") == dt.datetime(2022, 5, 10, 14)


def test_postgresql_itself_refuses_to_write(
    server: tuple[str, dict[str, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assetkit.counts.sources.database._refuse_writing", lambda *_: None)
    said = {
        "SELECT nextval('written') AS value, 'A' AS unit": "in a read-only transaction",
        "DELETE FROM counts": "syntax error",  # it is asked for as a cursor, which only reads
        "WITH x AS (DELETE FROM counts RETURNING *) SELECT * FROM x": "must not contain data-modifying statements",
        "SELECT 1; COMMIT; DELETE FROM counts": "multiple commands",
    }
    for query, says_what in said.items():
        assert says_what in refused(tmp_path, server[1], sql=server[0], query=query)
    query = "SELECT unit, n AS valid FROM counts"
    assert len(answer(tmp_path, server[1], sql=server[0], query=query).tables[0].table.rows) == 2


def test_postgresql_is_not_waited_for_and_not_asked_for_more(
    server: tuple[str, dict[str, str]], tmp_path: Path
) -> None:
    said = refused(
        tmp_path, server[1], sql=server[0], query="SELECT 'A' AS unit, pg_sleep(5)::text AS value", timeout=1
    )
    assert "statement timeout" in said
    many = "SELECT 'A' AS unit, i AS value FROM generate_series(1, 10000) AS i"
    assert "at most 100 are read" in refused(tmp_path, server[1], sql=server[0], query=many, max_rows=100)


def test_a_password_that_is_refused_is_no_matter_of_waiting(server: tuple[str, dict[str, str]], tmp_path: Path) -> None:
    with pytest.raises(AssetkitError, match="the database refuses") as caught:
        answer(tmp_path, {"WORD": "swordfish"}, sql=server[0], query="SELECT 1")
    assert not isinstance(caught.value, UnreachableError)
    assert "swordfish" not in str(caught.value)
