"""``assetkit counts import``, ``show`` and ``export`` as a person runs them, in a folder of their own."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from assetkit.cli import main

ROOT = Path(__file__).parents[2]
DATA = ROOT / "data"
HEADERS = "Ngày,Đơn vị,Đăng ký,Chỉ tiêu"
REGISTRY = """
[[unit]]
code = "EVNNPT"
short = "Truyền tải điện Quốc gia"
[[unit]]
code = "EVNHANOI"
short = "Điện lực Hà Nội"
"""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder without a workspace."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def screen(capsys: pytest.CaptureFixture[str]) -> pytest.CaptureFixture[str]:
    return capsys


def run(*words: object) -> int:
    return main(["counts", *map(str, words)])


def table(folder: Path, *rows: str, name: str = "counts.csv", headers: str = HEADERS) -> str:
    (folder / name).write_text("\n".join((headers, *rows)) + "\n", encoding="utf-8")
    return name


def shown(screen: pytest.CaptureFixture[str], *words: object) -> list[dict[str, Any]]:
    """What ``show`` says with these words."""
    screen.readouterr()
    assert run("show", "--json", *words) == 0
    found: list[dict[str, Any]] = json.loads(screen.readouterr().out)
    return found


def refused(screen: pytest.CaptureFixture[str], *words: object, code: int = 1) -> str:
    screen.readouterr()
    assert run(*words) == code
    captured = screen.readouterr()
    assert captured.out == ""
    errors = [line for line in captured.err.splitlines() if line.startswith("Error:")]
    assert len(errors) == 1
    assert "(try: " in errors[0]
    return errors[0]


# the shipped tables


def test_the_sector_table(place: Path, screen: pytest.CaptureFixture[str]) -> None:
    assert run("import", DATA / "counts_tkv_2022-05-10.csv", "--campaign", "tld-1m-2022") == 0
    captured = screen.readouterr()
    line = " ".join(captured.out.split())
    assert line == "new 10/5/2022 8 units and the whole, counts_tkv_2022-05-10.csv: snapshot 1"
    assert "146%, but 141/96 is 146,9%" in captured.err
    (whole,) = shown(screen, "--campaign", "tld-1m-2022")
    assert (whole["value"], whole["units"], whole["change"]) == (2769, 8, None)
    (unit,) = shown(screen, "--campaign", "tld-1m-2022", "--unit", "than hà lầm")
    assert (unit["value"], unit["quota"]) == (141, 96)


def test_the_national_series(place: Path, screen: pytest.CaptureFixture[str]) -> None:
    assert run("import", DATA / "counts_national.csv", "--campaign", "tld-1m-2022") == 0
    assert "left out" in screen.readouterr().err
    found = shown(screen, "--campaign", "tld-1m-2022")
    assert [line["value"] for line in found] == [23, 696948, 1000000, 2000000]
    assert [line["change"] for line in found] == [None, 696925, 303052, 1000000]


def test_the_history_with_phases(place: Path, screen: pytest.CaptureFixture[str]) -> None:
    assert run("import", DATA / "counts_evn.csv") == 0
    assert len(screen.readouterr().out.splitlines()) == 9
    assert [line["value"] for line in shown(screen)] == [10244, None, 12931]  # the whole campaign comes first
    assert [line["value"] for line in shown(screen, "--phase", "1")] == [None, None, None, 2399]
    (unit,) = shown(screen, "--phase", "1", "--unit", "evnnpt")
    assert (unit["value"], unit["quota"], unit["as_of"]) == (239, 213, "2022-05-17 00:00:00")
    assert run("show", "--phase", "2", "--unit", "EVNCPC", "--since", "2023-01-01") == 0
    text = screen.readouterr().out
    assert "31/7/2023  1.088    +841" in text
    assert "7/10/2022" not in text


def test_importing_again_changes_nothing(place: Path, screen: pytest.CaptureFixture[str]) -> None:
    contents = []
    for state in ("new", "same"):
        assert run("import", DATA / "counts_evn.csv", "--json", "-q") == 0
        captured = screen.readouterr()
        assert {one["state"] for one in json.loads(captured.out)} == {state}
        assert captured.err == ""
        contents.append((place / "counts.sqlite").read_bytes())
    assert contents[0] == contents[1]
    assert len(shown(screen)) == 3


@pytest.mark.parametrize(
    ("words", "month"), [(["--dates", "dmy"], 5), (["--locale", "vi"], 5), (["--dates", "mdy"], 10)]
)
def test_the_order_of_dates_is_declared(
    place: Path, screen: pytest.CaptureFixture[str], words: list[str], month: int
) -> None:
    assert run("import", table(place, "10/5/2022,EVNNPT,12,50"), *words) == 0
    (line,) = shown(screen)
    assert line["as_of"] == ("2022-05-10 00:00:00" if month == 5 else "2022-10-05 00:00:00")


# corrections


def test_a_corrected_table_is_marked_and_says_what_changed(place: Path, screen: pytest.CaptureFixture[str]) -> None:
    run("import", table(place, "2022-05-03,EVNNPT,40,50", "2022-05-10,EVNNPT,45,50"))
    assert run("import", table(place, "2022-05-03,EVNNPT,42,50", "2022-05-10,EVNNPT,45,50")) == 0
    captured = screen.readouterr()
    assert "correction 3/5/2022" in captured.out
    assert "'EVNNPT' 40 → 42" in captured.err
    assert run("show", "--unit", "EVNNPT") == 0
    lines = screen.readouterr().out.splitlines()
    assert "superseded by 3" in lines[2]
    assert "corrects 1" in lines[3]
    assert [line["change"] for line in shown(screen, "--unit", "EVNNPT")] == [None, None, 3]


def test_a_file_of_another_name_corrects_by_its_origin(place: Path, screen: pytest.CaptureFixture[str]) -> None:
    run("import", table(place, "2022-05-03,EVNNPT,40,50"))
    other = table(place, "2022-05-03,EVNNPT,42,50", name="counts-sửa.csv")
    assert run("import", other, "--origin", "counts.csv") == 0
    assert [line["superseded_by"] for line in shown(screen)] == [2, None]


def test_a_count_that_falls_is_kept_with_a_warning(place: Path, screen: pytest.CaptureFixture[str]) -> None:
    run("import", table(place, "2022-05-03,EVNNPT,40,50", name="w18.csv"))
    assert run("import", table(place, "2022-05-10,EVNNPT,35,50", name="w19.csv")) == 0
    assert "'EVNNPT' falls from 40 (3/5/2022) to 35 (10/5/2022)" in screen.readouterr().err
    assert [line["change"] for line in shown(screen)] == [None, -5]


# what is refused, and that nothing is lost then


@pytest.mark.parametrize(
    ("rows", "headers", "says"),
    [
        (["2022-05-10,EVNNPT,1,5", "2022-05-10,evnnpt,2,5"], HEADERS, "stands twice"),
        (["2022-05-10,EVNNPT,1.234,5"], HEADERS, "--locale vi"),
        (["2022-05-10,EVNNPT,12 SK,5"], HEADERS, "12 SK"),
        (["10/5/2022,EVNNPT,12,5"], HEADERS, "could be two days, and no order is declared (try: --dates dmy"),
        (["31/2/2022,EVNNPT,12,5"], HEADERS, "not a date"),
        (["EVNNPT,12,5"], "Đơn vị,Đăng ký,Chỉ tiêu", "--as-of"),
        (["2022-05-10,EVNNPT,12,5"], "Ngày,Đơn vị,SK tuần này,Chỉ tiêu", "no column counts"),
        (["2022-05-10,EVNNPT,12,5"], "Ngày,Đơn vị,Đăng ký,KH giao năm", "'KH giao năm'"),
        (["<html><body>Đăng nhập</body></html>"], "<!doctype html>", "web or XML page"),
    ],
)
def test_a_bad_table_is_one_line_and_leaves_the_store_as_it_was(
    place: Path, screen: pytest.CaptureFixture[str], rows: list[str], headers: str, says: str
) -> None:
    run("import", table(place, "2022-05-03,EVNNPT,10,5", name="good.csv"))
    before = (place / "counts.sqlite").read_bytes()
    better = table(place, "2022-05-10,EVNNPT,12,5", name="better.csv")
    assert says in refused(screen, "import", better, table(place, *rows, headers=headers))
    assert (place / "counts.sqlite").read_bytes() == before


def test_a_bad_table_makes_no_store(place: Path, screen: pytest.CaptureFixture[str]) -> None:
    refused(screen, "import", table(place, "2022-05-10,EVNNPT,x,5"))
    refused(screen, "import", "missing.csv")
    assert not (place / "counts.sqlite").exists()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["show"], "assetkit counts import FILE"),
        (["export"], "assetkit counts import FILE"),
        (["show", "--store", "counts.csv"], "not a counts store"),
        (["show", "--store", "env:ASSETKIT_NO_SUCH"], "ASSETKIT_NO_SUCH"),
        (["show", "--store", "mysql://u:geheim@h/d"], "'mysql' is no kind of store"),
        (["show", "--store", "postgresql://u:geheim@127.0.0.1:1/d"], "does not answer"),
    ],
)
def test_a_store_that_is_not_there(
    place: Path, screen: pytest.CaptureFixture[str], words: list[str], says: str
) -> None:
    table(place, *(f"2022-05-{day:02},EVNNPT,{day},50" for day in range(1, 29)))
    text = refused(screen, *words)
    assert says in text
    assert "geheim" not in text


def test_what_show_cannot_find(place: Path, screen: pytest.CaptureFixture[str]) -> None:
    run("import", DATA / "counts_evn.csv")
    assert "did you mean" in refused(screen, "show", "--phase", "1", "--unit", "EVNNTP")
    assert "one of: 1, 2, total" in refused(screen, "show", "--phase", "7")
    assert "it holds evn-10k-2022" in refused(screen, "show", "--campaign", "tld-1m-2022")
    assert "holds no counts of tld-1m-2022" in refused(screen, "export", "--campaign", "tld-1m-2022")
    assert ".csv" in refused(screen, "export", "-o", "all.xlsx", code=2)


# where the store is


def test_a_workspace_says_where_the_store_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, screen: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "assetkit.toml").write_text('store = "số liệu/counts.sqlite"\n', encoding="utf-8")
    (tmp_path / "số liệu").mkdir()
    (tmp_path / "deep").mkdir()
    monkeypatch.chdir(tmp_path / "deep")
    assert run("import", DATA / "counts_evn.csv") == 0
    assert [path.name for path in (tmp_path / "số liệu").iterdir()] == ["counts.sqlite"]
    assert run("import", DATA / "counts_evn.csv", "--store", "other.sqlite") == 0
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["other.sqlite"]


def test_postgresql_by_a_variable_of_the_environment(
    place: Path, monkeypatch: pytest.MonkeyPatch, screen: pytest.CaptureFixture[str], postgres: Any
) -> None:
    url = postgres.database()
    monkeypatch.setenv("UNION_STORE", url)
    assert run("import", DATA / "counts_evn.csv", "--store", "env:UNION_STORE") == 0
    text = "".join(screen.readouterr())
    assert postgres.password not in text
    assert f"9 new in postgresql://assetkit@127.0.0.1:{postgres.port}/" in text
    here = shown(screen, "--store", "env:UNION_STORE")
    run("import", DATA / "counts_evn.csv")
    there = shown(screen)
    for line in (*here, *there):
        line.pop("fetched_at")
    assert here == there


# the registry


def test_a_unit_that_the_registry_does_not_know_is_refused_before_it_is_stored(
    place: Path, screen: pytest.CaptureFixture[str]
) -> None:
    (place / "assetkit.toml").write_text("", encoding="utf-8")
    (place / "units.toml").write_text(REGISTRY, encoding="utf-8")
    assert "near 'Truyền tải điện Quốc gia'" in refused(screen, "import", table(place, "2022-05-10,EVNNTP,1,5"))
    assert not (place / "counts.sqlite").exists()
    assert run("import", table(place, "2022-05-10,evnnpt,1,5", "2022-05-10,Điện lực Hà Nội,2,5")) == 0
    (line,) = shown(screen, "--unit", "EVNHANOI")
    assert line["value"] == 2


# export


def test_an_export_in_another_folder_is_the_same_history(place: Path, screen: pytest.CaptureFixture[str]) -> None:
    run("import", DATA / "counts_evn.csv")
    run("import", DATA / "counts_tkv_2022-05-10.csv", "--campaign", "tld-1m-2022", "--source", "congdoantkv.vn")
    table(place, "2022-05-03,EVNNPT,40,50")
    run("import", "counts.csv", "--phase", "1")
    table(place, "2022-05-03,EVNNPT,41,50")
    run("import", "counts.csv", "--phase", "1")
    assert run("export", "-o", "all.csv") == 0
    here = [shown(screen, *words) for words in (["--phase", "1"], ["--campaign", "tld-1m-2022"])]
    assert run("import", "all.csv", "--store", "other.sqlite") == 0
    there = [
        shown(screen, *words, "--store", "other.sqlite") for words in (["--phase", "1"], ["--campaign", "tld-1m-2022"])
    ]
    assert here == there
    screen.readouterr()
    assert run("export", "--store", "other.sqlite", "-q") == 0
    assert screen.readouterr().out.encode() == (place / "all.csv").read_bytes().removeprefix(b"\xef\xbb\xbf")
    assert run("import", "all.csv") == 0
    assert "12 same" in screen.readouterr().err


def test_an_export_says_itself_what_it_is_of(place: Path, screen: pytest.CaptureFixture[str]) -> None:
    run("import", DATA / "counts_evn.csv")
    run("export", "-o", "all.csv")
    assert "says that itself" in refused(screen, "import", "all.csv", "--as-of", "2022-05-10", code=2)


# speed


def test_show_starts_without_what_it_does_not_need(place: Path) -> None:
    shutil.copy(DATA / "counts_evn.csv", place / "counts.csv")
    run("import", "counts.csv")
    script = (
        "import sys; from assetkit.cli import main; code = main(['counts', 'show', '-q']);"
        "heavy = {'alembic', 'matplotlib', 'PIL', 'httpx', 'numpy', 'jinja2', 'rich'} & set(sys.modules);"
        "assert not heavy, heavy; sys.exit(code)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    assert "12.931" in done.stdout


# slips of the keyboard


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("2122-05-10,A,5,9", "has figures of 10/5/2122, but today is"),
        ("9999-12-31,A,5,9", "is not of our time"),
        ("2022-05-10,A,5000000000,9", "more initiatives than there can be"),
    ],
)
def test_what_cannot_be_is_refused_before_there_is_a_store(
    place: Path, screen: pytest.CaptureFixture[str], row: str, says: str
) -> None:
    assert says in refused(screen, "import", table(place, row))
    assert [path.name for path in place.iterdir()] == ["counts.csv"]


@pytest.mark.parametrize("option", ["--as-of", "--phase", "--campaign", "--origin", "--source"])
def test_an_option_that_says_nothing_is_not_taken_for_one_that_is_not_there(
    place: Path, screen: pytest.CaptureFixture[str], option: str
) -> None:
    name = table(place, "2022-05-10,A,5,9")
    assert f"{option}: is empty" in refused(screen, "import", name, option, "", code=2)
    assert f"{option}: is empty" in refused(screen, "import", name, f"{option}= ", code=2)


def test_an_export_writes_over_exports_only(place: Path, screen: pytest.CaptureFixture[str]) -> None:
    name = table(place, "2022-05-10,A,5,9")
    assert run("import", name) == 0
    before = (place / name).read_bytes()
    assert "is there, and is no export" in refused(screen, "export", "-o", name)
    assert (place / name).read_bytes() == before
    assert run("export", "-o", "all.csv") == run("export", "-o", "all.csv") == 0


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE counts_figures SET registered = -5",
        "UPDATE counts_figures SET registered = 'năm'",
        "UPDATE counts_figures SET registered = 1.5",
        "UPDATE counts_figures SET unit = x'ff00'",
        "UPDATE counts_snapshots SET as_of = 'hôm qua'",
        "UPDATE counts_snapshots SET phase_values = '{'",
        "UPDATE counts_snapshots SET phase_values = '5'",
        "DELETE FROM counts_figures",
    ],
)
def test_what_another_program_wrote_into_the_store_is_refused(
    place: Path, screen: pytest.CaptureFixture[str], change: str
) -> None:
    assert run("import", table(place, "2022-05-10,A,5,9")) == 0
    with closing(sqlite3.connect(place / "counts.sqlite")) as other, other:
        other.execute(change)
    for words in (["show"], ["export"], ["import", "counts.csv"]):
        if words[0] != "import" or "snapshots SET as_of" not in change:
            assert "counts.sqlite: holds what is no reading" in refused(screen, *words)


def test_a_version_that_nobody_writes_is_refused(place: Path, screen: pytest.CaptureFixture[str]) -> None:
    assert run("import", table(place, "2022-05-10,A,5,9")) == 0
    with closing(sqlite3.connect(place / "counts.sqlite")) as other, other:
        other.execute("UPDATE counts_version SET version_num = '0000'")
    assert "says to be of version '0000'" in refused(screen, "show")
    assert "says to be of version '0000'" in refused(screen, "import", "counts.csv")
