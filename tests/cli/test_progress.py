"""``assetkit progress`` and ``infographic`` about the counts they show: a table's, the store's, or none that will do."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assetkit.cli import main
from assetkit.world import shipped_root

DATA = shipped_root() / "data"
NATIONAL = ["--counts", str(DATA / "counts_national.csv"), "--campaign", "tld-1m-2022"]


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder without a workspace."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def refused(capsys: pytest.CaptureFixture[str], *words: str, code: int = 1) -> str:
    capsys.readouterr()
    assert main(list(words)) == code
    errors = [line for line in capsys.readouterr().err.splitlines() if line.startswith("Error:")]
    assert len(errors) == 1
    return errors[0]


def test_without_a_table_the_counts_are_those_of_the_store(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = place / "counts.csv"
    table.write_text("Ngày,Đơn vị,Đăng ký,Chỉ tiêu\n2022-05-10,PTC1,60,80\n2022-05-10,PTC2,30,80\n", encoding="utf-8")
    assert main(["counts", "import", str(table), "--store", "other.sqlite"]) == 0
    capsys.readouterr()
    for words in (["progress", "table"], ["infographic", "league"]):
        assert main([*words, "--store", "other.sqlite", "--size", "square", "-o", "out", "--json"]) == 0
        (entry,) = json.loads(capsys.readouterr().out)
        assert "PTC1" in entry["alt"] and "PTC2" in entry["alt"]
        assert "there are no counts" in refused(capsys, *words)
    assert sorted(path.name for path in place.iterdir()) == ["counts.csv", "other.sqlite", "out"]


def test_a_day_that_could_be_two_is_refused_until_its_order_is_said(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (place / "t.csv").write_text("Ngày,Đơn vị,Đăng ký,Chỉ tiêu\n10/5/2022,PTC1,60,80\n", encoding="utf-8")
    for words in (["progress", "--counts"], ["week", "--counts"], ["banner", "figure", "--data"]):
        said = refused(capsys, *words, "t.csv")
        assert "row 2 column 'Ngày': the date '10/5/2022' could be two days" in said and "try: --locale vi" in said
    assert main(["progress", "--counts", "t.csv", "--locale", "vi", "--size", "link", "-o", "p.png", "-q"]) == 0


def test_a_banner_takes_the_figures_of_any_column_that_counts_initiatives(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (place / "t.csv").write_text("Đơn vị,Đăng ký,Chỉ tiêu\nPTC1,60,80\n", encoding="utf-8")
    assert main(["banner", "figure", "--data", "t.csv", "--size", "square", "--json"]) == 0
    (entry,) = json.loads(capsys.readouterr().out)
    assert entry["alt"].startswith("PTC1; 60; /80")
    (place / "t.csv").write_text("Đơn vị,Đã nộp,Chỉ tiêu\nPTC1,60,80\n", encoding="utf-8")
    assert "counts submitted initiatives, the campaign registered" in refused(capsys, "banner", "figure", "--data", "t.csv")


def test_a_column_that_is_nearly_a_field_is_told(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (place / "t.csv").write_text("title,kiker,phone\nMột,Hai,Ba\n", encoding="utf-8")
    assert main(["banner", "hero", "--data", "t.csv", "--size", "link"]) == 0
    told = capsys.readouterr().err
    assert "the column 'kiker' fills no field (try: did you mean 'kicker'?)" in told and "phone" not in told


def test_a_table_or_the_store_but_not_both(capsys: pytest.CaptureFixture[str]) -> None:
    for words in (["progress"], ["infographic", "overview"], ["week"]):
        said = refused(capsys, *words, "--store", "a.sqlite", *NATIONAL, code=2)
        assert said.startswith("Error: --store: there is a table")


@pytest.mark.parametrize("words", [["progress", "table"], ["infographic", "league"], ["infographic", "movers"]])
def test_a_template_of_units_refuses_counts_without_units_before_it_draws(
    words: list[str], place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = refused(capsys, *words, *NATIONAL)
    assert f"template '{words[1]}': cannot be made of these figures: it needs rows for single units" in said
    other = said.partition("(try: assetkit ")[2].partition(" or ")[0].rstrip(")").split()
    assert other[0] == words[0]
    assert main([*other, *NATIONAL, "-o", "out", "--quiet"]) == 0
    assert len(list((place / "out").glob("*.png"))) == 1


def test_a_picture_that_cannot_be_stamped_is_told_of(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (place / "rows.csv").write_text("Đơn vị,Thực hiện,Chỉ tiêu\nA,5,10\nB,7,10\n", encoding="utf-8")
    (place / "dated.csv").write_text("Đơn vị,Thực hiện,Chỉ tiêu,Ngày\nA,5,10,2022-05-10\n", encoding="utf-8")
    said = ["do not say when they were counted", "do not say where they come from"]
    for words, expected in (
        (["rows.csv"], said),
        (["dated.csv"], said[1:]),
        (["rows.csv", "--as-of", "2022-05-10"], said[1:]),
        (["rows.csv", "--as-of", "2022-05-10", "--source", "congdoan.vn"], []),
    ):
        assert main(["progress", "table", "--size", "square", "-o", "out.png", "--counts", *words]) == 0
        error = capsys.readouterr().err
        assert [text for text in said if text in error] == expected


@pytest.mark.parametrize("template", ["table", "field"])
def test_a_unit_without_a_quota_hinders_no_picture_of_all(
    place: Path, capsys: pytest.CaptureFixture[str], template: str
) -> None:
    (place / "rows.csv").write_text("Đơn vị,Thực hiện,Chỉ tiêu\nA,5,10\nB,7,10\nC,3,\n", encoding="utf-8")
    assert main(["progress", template, "--counts", "rows.csv", "--as-of", "2022-05-10 14:00", "-o", "out.png"]) == 0


def test_an_exported_store_is_no_table_of_counts(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["counts", "sample", "--units", "3", "--weeks", "3", "--store", "x.sqlite"]) == 0
    assert main(["counts", "export", "--store", "x.sqlite", "-o", "x.csv"]) == 0
    assert "assetkit counts import x.csv" in refused(capsys, "progress", "table", "--counts", "x.csv")


def test_a_template_that_is_not_composed_for_the_usual_size_takes_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["infographic", "report", "--counts", str(DATA / "counts_evn.csv"), "--phase", "2"]
    assert main([*words, "--json", "-o", "out"]) == 0
    (entry,) = json.loads(capsys.readouterr().out)
    assert entry["size"] == "a4-page"
    assert "not composed for this size" in refused(capsys, *words, "--size", "feed")


def test_a_chart_that_the_figures_do_not_give_is_refused_and_another_one_named(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = refused(capsys, "progress", "--chart", "shares", *NATIONAL)
    assert "template 'chart': cannot be made of these figures: it needs units with figures" in said
    assert "(try: --set chart=trend" in said
    assert list(place.iterdir()) == []
    said = refused(capsys, "progress", "chart", "--set", "chart=pie", *NATIONAL)
    assert "field 'chart' cannot be 'pie'" in said
