"""What ``assetkit week`` says and leaves when it is asked for what cannot be, or when its pictures cannot be made."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from week_place import FIRST, SECOND, TEMPLATE, counted, entries, make_place, week

from assetkit.cli import main
from assetkit.world import shipped_root


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return make_place(tmp_path)


def say(place: Path, text: str) -> None:
    """Let all the templates of the kit say something else."""
    for page in (place / "templates").rglob("page.html"):
        page.write_text(TEMPLATE["page.html"].replace("{{ facts.value_text }}", text), encoding="utf-8")


def posts_file(place: Path, old: str, new: str) -> None:
    text = (shipped_root() / "templates" / "_shared" / "posts.toml").read_text(encoding="utf-8")
    assert old in text
    (place / "templates" / "_shared" / "posts.toml").write_text(text.replace(old, new), encoding="utf-8")


def refused(capsys: pytest.CaptureFixture[str], *words: str, code: int) -> str:
    capsys.readouterr()
    assert main(list(words)) == code
    told = capsys.readouterr()
    assert told.err.count("\n") == 1 and not told.out
    return told.err


def test_of_pictures_that_all_fail_nothing_is_said(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    counted(*FIRST, *SECOND)
    say(place, "中")  # no font has it
    capsys.readouterr()
    assert week() == 1
    assert "6 failed" in capsys.readouterr().err
    assert not Path("outputs/2023-W10").exists()


def test_what_was_said_of_pictures_that_fail_now_is_withdrawn(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    counted(*FIRST, *SECOND)
    assert week("--zip", "unit", "--quiet") == 0
    say(place, "中")
    capsys.readouterr()
    assert week() == 1
    error = capsys.readouterr().err
    assert all(f"Withdrawn: {name}" in error for name in ("post.csv", "post.json", "index.html", "gui-don-vi/don-vi-a.zip"))
    assert list(Path("outputs/2023-W10").iterdir()) == []


def test_packs_of_other_figures_are_withdrawn(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    counted(*FIRST, *SECOND)
    assert week("--zip", "unit", "--quiet") == 0
    assert week("--quiet") == 0
    packs = Path("outputs/2023-W10/gui-don-vi")
    assert len(list(packs.iterdir())) == 3  # they are still true
    counted(*SECOND[:1], "2023-03-10,Đơn vị B,58,60", *SECOND[2:])
    capsys.readouterr()
    assert week() == 0
    assert "Withdrawn: gui-don-vi/don-vi-b.zip" in capsys.readouterr().err
    assert not (packs / "don-vi-b.zip").exists()


def test_words_that_are_too_long_are_told_before_the_first_picture(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    counted(*FIRST, *SECOND)
    posts_file(place, "limit = 500", "limit = 150")
    error = refused(capsys, "week", code=1)
    assert "for Facebook" in error and "150 is the most" in error
    assert not Path("outputs").exists()


def test_a_piece_may_show_the_steps_of_a_process(place: Path) -> None:
    plan = '[[piece]]\nname = "cach-lam"\ntemplate = "process-entry"\nsizes = ["square"]\n'
    (place / "templates" / "_shared" / "week.toml").write_text(plan, encoding="utf-8")
    counted(*FIRST, *SECOND)
    assert week("--quiet") == 0
    assert "cach-lam-square.png" in entries("2023-W10")
    posts = json.loads(Path("outputs/2023-W10/post.json").read_text(encoding="utf-8"))["posts"]
    assert {post["kind"] for post in posts} == {"process"}


@pytest.mark.parametrize("command", [["week"], ["video", "weekly"], ["video", "race"]])
def test_two_places_of_counts_are_refused(place: Path, capsys: pytest.CaptureFixture[str], command: list[str]) -> None:
    Path("counts.csv").write_text("Ngày,Đơn vị,Đăng ký\n2023-03-03,A,1\n", encoding="utf-8")
    error = refused(capsys, *command, "--store", "x.sqlite", "--counts", "counts.csv", code=2)
    assert "--counts or --store" in error


@pytest.mark.parametrize("command", [["week"], ["video", "weekly"], ["video", "race"]])
def test_an_option_about_a_table_needs_one(place: Path, capsys: pytest.CaptureFixture[str], command: list[str]) -> None:
    counted(*FIRST, *SECOND)
    assert "--locale: is about a table" in refused(capsys, *command, "--locale", "vi", code=2)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--units", "Đơn vị A,Đơn vị B,đơn vị a"], "names 'Đơn vị A' twice"),
        (["--units", "Đơn vị A,,Đơn vị B"], "a comma with no unit beside it"),
        (["-o", "kit.zip"], "the kit is many files"),
        (["-o", "kit.mp4"], "the kit is many files"),
        (["-o", "assetkit.toml"], "is a file"),
        (["--format", "jpg"], "leave it out"),
    ],
)
def test_what_cannot_be_asked_for_is_told(
    place: Path, capsys: pytest.CaptureFixture[str], words: list[str], told: str
) -> None:
    counted(*FIRST, *SECOND)
    assert told in refused(capsys, "week", *words, code=2)
    assert not Path("outputs").exists() and not Path("kit.zip").exists()
