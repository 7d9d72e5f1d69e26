"""``assetkit calendar`` as a person calls it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import icalendar
import pytest

from assetkit.cli import main

SPAN = ("--campaign", "evn-10k-2022", "--from", "2022-06-01", "--until", "2022-08-31")


def test_a_list_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["calendar", *SPAN]) == 0
    said = capsys.readouterr()
    assert "Điểm hẹn sáng kiến, kỳ 2" in said.out
    assert said.out.startswith("2022-06-0")
    assert "posts from 2022-06-01 to 2022-08-31" in said.err


def test_files_are_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("c.ics", "c.csv"):
        assert main(["calendar", *SPAN, "-q", "-o", str(tmp_path / name)]) == 0
    said = capsys.readouterr()
    assert said.out.split() == [str(tmp_path / "c.ics"), str(tmp_path / "c.csv")]
    assert not said.err
    events = icalendar.Calendar.from_ical((tmp_path / "c.ics").read_bytes()).walk("VEVENT")
    rows = list(csv.DictReader(io.StringIO((tmp_path / "c.csv").read_bytes().decode("utf-8-sig"), newline="")))
    assert [str(event["SUMMARY"]) for event in events] == [row["Tiêu đề"] for row in rows]
    assert len(rows) > 40


def test_json_holds_every_post(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["calendar", *SPAN, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert {"uid", "day", "time", "title", "text", "make"} <= set(found[0])


def test_a_workspace_has_rules_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "templates" / "_shared").mkdir(parents=True)
    (tmp_path / "assetkit.toml").write_text("", encoding="utf-8")
    rule = '[[rule]]\nid = "a"\nlabel = "x"\ntitle = "Chỉ một điều"\nwords = ["x"]\ntime = "08:00"\nweekday = "mon"\n'
    (tmp_path / "templates" / "_shared" / "calendar.toml").write_text(rule, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["calendar", *SPAN]) == 0
    lines = capsys.readouterr().out.strip().split("\n")
    assert len(lines) == 13 and all(line.endswith("Chỉ một điều") for line in lines)


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("--from", "1/6/2022"), 0, ""),
        (("--from", "2022-13-01"), 2, "no month 13"),
        (("--until", "tomorrow"), 2, "should be a date"),
        (("--from", "2022-06-02", "--until", "2022-06-01"), 2, "exchange the two"),
        (("--from", "2024-01-01"), 1, "--from 2022-02-14"),
        (("--campaign", "evn-10k-2025", "--until", "2020-01-01"), 1, "--until 2028-12-31"),
        (("-o", "plan.pdf"), 2, ".ics or .csv"),
        (("--campaign", "evn-10k"), 1, "evn-10k-202"),
    ],
)
def test_what_cannot_be_meant_is_said(words: tuple[str, ...], code: int, says: str, capsys: pytest.CaptureFixture[str]) -> None:
    given = words if "--campaign" in words else ("--campaign", "evn-10k-2022", *words)
    assert main(["calendar", *given]) == code
    assert says in capsys.readouterr().err
