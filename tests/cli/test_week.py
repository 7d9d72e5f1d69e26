"""``assetkit week`` as a communications officer runs it: small templates of a workspace, the real store, facts and posts."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from week_place import FIRST, SECOND, counted, entries, make_place, week


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace with a plan and a template of its own, and no counts yet."""
    monkeypatch.chdir(tmp_path)
    return make_place(tmp_path)


def test_a_week_has_its_pictures_posts_and_page(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    counted(*FIRST, *SECOND)
    capsys.readouterr()
    assert week("--zip", "unit") == 0
    files = entries("2023-W10")
    assert set(files) == {
        "tong-quan-square.png",
        "bien-dong-square.png",
        "ve-dich-don-vi-b-square.png",
        *(f"don-vi-don-vi-{letter}-square.png" for letter in "abc"),
    }
    posts = json.loads(Path("outputs/2023-W10/post.json").read_text(encoding="utf-8"))["posts"]
    assert {post["file"] for post in posts} == set(files)
    assert all("10/3/2023" in post["caption"] for post in posts if post["caption"])
    assert all(files[post["file"]]["alt"] == post["alt"] for post in posts)
    page = Path("outputs/2023-W10/index.html").read_text(encoding="utf-8")
    assert all(name in page for name in files) and "Tuần 10/2023" in page
    packs = sorted(path.name for path in Path("outputs/2023-W10/gui-don-vi").iterdir())
    assert packs == ["don-vi-a.zip", "don-vi-b.zip", "don-vi-c.zip"]
    with zipfile.ZipFile("outputs/2023-W10/gui-don-vi/don-vi-b.zip") as pack:
        assert pack.namelist() == ["don-vi-don-vi-b-square.png", "loi-dang.txt", "ve-dich-don-vi-b-square.png"]


def test_every_figure_is_tied_to_its_snapshots(place: Path) -> None:
    counted(*FIRST, *SECOND)
    assert week("--quiet") == 0
    for entry in entries("2023-W10").values():
        moments = {reading["as_of"]: reading for reading in entry["readings"]}
        assert set(moments) == {"2023-03-03T00:00:00", "2023-03-10T00:00:00"}
        assert all(reading["id"] and len(reading["digest"]) == 64 for reading in moments.values())


def test_the_first_week_leaves_out_what_needs_another_one(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    counted(*FIRST)
    capsys.readouterr()
    assert week() == 0
    assert not [file for file in entries("2023-W09") if file.startswith(("bien-dong", "ve-dich"))]
    assert "bien-dong is left out" in capsys.readouterr().err


def test_nothing_is_made_again_that_is_still_good(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    counted(*FIRST, *SECOND)
    assert week("--quiet") == 0
    before = {path: path.read_bytes() for path in Path("outputs").rglob("*") if path.is_file()}
    capsys.readouterr()
    assert week() == 0
    assert "6 still good from before" in capsys.readouterr().err
    assert before == {path: path.read_bytes() for path in Path("outputs").rglob("*") if path.is_file()}


def test_as_of_makes_the_kit_of_that_day(place: Path) -> None:
    counted(*FIRST, *SECOND)
    assert week("--as-of", "2023-03-05", "--quiet") == 0
    assert entries("2023-W09")["tong-quan-square.png"]["facts"]["value_text"] == "104"


def test_a_correction_is_stamped_and_what_it_changed_is_told(place: Path) -> None:
    counted(*FIRST, *SECOND)
    assert week("--quiet") == 0
    counted(*SECOND[:1], "2023-03-10,Đơn vị B,58,60", *SECOND[2:])
    assert week("--quiet") == 0
    files = entries("2023-W10")
    card = files["don-vi-don-vi-b-square.png"]
    assert card["changes"]["value_text"] == ["61", "58"]
    assert card["facts"]["correction_text"].startswith("Đính chính")
    assert "ve-dich-don-vi-b-square.png" not in files  # it has not reached its quota after all
    assert not Path("outputs/2023-W10/ve-dich-don-vi-b-square.png").exists()
    posts = json.loads(Path("outputs/2023-W10/post.json").read_text(encoding="utf-8"))["posts"]
    stamped = {file for file, entry in files.items() if entry["facts"].get("correction_text")}
    assert {post["file"] for post in posts if post["caption"].startswith("Đính chính")} == stamped
    assert "tong-quan-square.png" in stamped and "don-vi-don-vi-a-square.png" not in stamped


def test_a_draft_says_so_everywhere(place: Path) -> None:
    counted(*FIRST, *SECOND)
    assert week("--draft", "--quiet") == 0
    assert {entry["facts"]["draft_text"] for entry in entries("2023-W10").values()} == {"BẢN NHÁP"}
    posts = json.loads(Path("outputs/2023-W10/post.json").read_text(encoding="utf-8"))["posts"]
    assert all(post["caption"].startswith("BẢN NHÁP") for post in posts if post["caption"])


def test_cards_of_other_units_stay_while_they_are_true(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    counted(*FIRST, *SECOND)
    assert week("--quiet") == 0
    assert week("--units", "Đơn vị A", "--quiet") == 0
    assert len(entries("2023-W10")) == 6
    counted("2023-03-11,Đơn vị A,53,100", "2023-03-11,Đơn vị B,62,60", "2023-03-11,Đơn vị C,9,50")
    capsys.readouterr()
    assert week("--units", "Đơn vị A") == 0
    assert "Withdrawn: don-vi-don-vi-c-square.png" in capsys.readouterr().err
    assert not Path("outputs/2023-W10/don-vi-don-vi-c-square.png").exists()
    assert entries("2023-W10")["don-vi-don-vi-a-square.png"]["facts"]["value_text"] == "53"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--units", "Đơn vị Z"), "there is no unit 'Đơn vị Z'"),
        (("--as-of", "2020-01-01"), "2020"),
        (("--as-of", "tomorrow"), "is not a date"),
        (("--campaign", "tld-1m-2022"), "holds no counts of tld-1m-2022"),
    ],
)
def test_what_cannot_be_is_told_in_one_line(
    place: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], told: str
) -> None:
    counted(*FIRST, *SECOND)
    capsys.readouterr()
    assert week(*words) in (1, 2)
    error = capsys.readouterr().err
    assert told in error and error.count("\n") == 1
    assert not Path("outputs").exists()


def test_without_counts_it_says_how_to_get_some(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert week() == 1
    assert "assetkit counts import" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('sizes = ["squar"]', "square"),
        ('needs = ["detla"]', "delta"),
        ('template = "overvew"', "overview"),
        ('fields = { titel = "x" }', "titel"),
        ('of = "everyone"', "everyone"),
    ],
)
def test_a_mistake_in_the_plan_is_told_with_the_nearest(
    place: Path, capsys: pytest.CaptureFixture[str], line: str, told: str
) -> None:
    piece = {"name": 'name = "mot"', "template": 'template = "overview"', "of": 'of = "whole"', "sizes": 'sizes = ["square"]'}
    piece[line.split(" ")[0]] = line
    plan = place / "templates" / "_shared" / "week.toml"
    plan.write_text("[[piece]]\n" + "\n".join(piece.values()), encoding="utf-8")
    counted(*FIRST)
    capsys.readouterr()
    assert week() == 1
    error = capsys.readouterr().err
    assert told in error and error.count("\n") == 1
