"""Pulling as a person runs it, from servers that answer, fail, change their mind and go away."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from source_site import CSV, Site, Visit, in_turn, open_site, says
from workspaces import make_workspace

from assetkit.cli import main
from assetkit.counts.history import Snapshot
from assetkit.counts.store import open_store
from assetkit.world import World

CAMPAIGN = "tld-1m-2022"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    make_workspace(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def site() -> Iterator[Site]:
    with open_site() as opened:
        yield opened


def declare(place: Path, *sources: str, head: str = "") -> None:
    text = f'campaign = "{CAMPAIGN}"\n{head}\n' + "".join(f"[[source]]\n{source}\n" for source in sources)
    (place / "assetkit.toml").write_text(text, encoding="utf-8")


def web(site: Site, name: str = "portal", path: str = "/counts.csv", more: str = "") -> str:
    return f'name = "{name}"\nurl = "{site.url(path)}"\nallow_private = true\nretries = 0\ntimeout = 2\n{more}'


def held(place: Path) -> list[Snapshot]:
    with open_store(str(place / "counts.sqlite")) as store:
        return [snapshot for _, snapshot in store.readings()]


def pull(*words: str) -> int:
    return main(["counts", "pull", *words])


def at(monkeypatch: pytest.MonkeyPatch, moment: str) -> None:
    monkeypatch.setattr(World, "now", staticmethod(lambda: dt.datetime.fromisoformat(moment)))


def error(capsys: pytest.CaptureFixture[str]) -> str:
    """The one line that says what went wrong."""
    (line,) = [line for line in capsys.readouterr().err.splitlines() if line.startswith("Error")]
    return line


def test_what_a_source_holds_goes_into_the_store_once(
    place: Path, site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    declare(place, web(site, more='source = "congdoan.example.vn"'))
    assert pull() == 0
    assert capsys.readouterr().out.split() == ["portal", "new", "10/5/2022,", "2", "units"]
    (snapshot,) = held(place)
    assert (snapshot.origin, snapshot.counts.source) == ("portal", "congdoan.example.vn")
    assert snapshot.as_of == dt.datetime(2022, 5, 10)
    assert snapshot.fetched_at is not None
    assert [unit.quota for unit in snapshot.counts.units] == [132, 54]
    assert pull("--json") == 0
    (found,) = json.loads(capsys.readouterr().out)
    assert (found["source"], found["state"], found["readings"][0]["state"]) == ("portal", "same", "same")
    assert len(held(place)) == 1


def test_a_correction_supersedes_and_keeps_the_old(place: Path, site: Site) -> None:
    declare(place, web(site))
    site.pages["/counts.csv"] = in_turn(says(), says(CSV.replace("71", "72")))
    assert pull() == 0
    assert pull() == 0
    old, new = held(place)
    assert new.corrects == old.id


def test_unchanged_is_asked_for_and_adds_nothing(place: Path, site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    def page(visit: Visit) -> None:
        if visit.headers["If-None-Match"] == '"v1"':
            visit.answer(b"", 304)
        else:
            visit.answer(CSV, ETag='"v1"')

    declare(place, web(site))
    site.pages["/counts.csv"] = page
    assert pull() == 0
    assert pull() == 0
    assert "unchanged" in capsys.readouterr().out
    assert len(held(place)) == 1
    declare(place, web(site, more="[source.columns]\nquota = 'Chỉ tiêu'"))  # read in another way, it is asked anew
    assert pull() == 0
    assert [headers.get("If-None-Match") for _, headers in site.asked] == [None, '"v1"', None]


def test_figures_of_the_moment_of_the_pull_are_news_once_a_day(
    place: Path, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    undated = "Đơn vị,Đã nộp\nThan Nam Mẫu,198\n"
    site.pages["/counts.csv"] = in_turn(*[says(undated, ETag='"v1"')] * 3, says(undated.replace("198", "199")))
    declare(place, web(site, more='as_of = "fetched"'))
    for moment in ("2022-05-10T09:00", "2022-05-10T10:00", "2022-05-11T09:00", "2022-05-11T10:00"):
        at(monkeypatch, moment)
        assert pull() == 0
    assert [snapshot.as_of.isoformat() for snapshot in held(place)] == [
        "2022-05-10T09:00:00",
        "2022-05-11T09:00:00",
        "2022-05-11T10:00:00",
    ]
    assert [headers.get("If-None-Match") for _, headers in site.asked] == [None, '"v1"', None, '"v1"']


def test_figures_that_nobody_dates_are_refused(place: Path, site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.pages["/counts.csv"] = says("Đơn vị,Đã nộp\nThan Nam Mẫu,198\n")
    declare(place, web(site))
    assert pull() == 1
    assert 'does not say when it was counted (try: a date column in [source.columns], or as_of = "fetched"' in error(
        capsys
    )


def test_an_offline_source_keeps_its_last_figures_in_use(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with open_site() as site:
        declare(place, web(site))
        at(monkeypatch, "2022-05-11T08:00")
        assert pull() == 0
        at(monkeypatch, "2022-05-12T08:00")
        assert pull() == 0  # seen again a day later
    at(monkeypatch, "2022-05-13T20:00")
    capsys.readouterr()
    assert pull("--quiet") == 0
    captured = capsys.readouterr()
    assert captured.err.startswith("WARNING: OFFLINE: source 'portal': cannot be reached")
    assert "its figures of 10/5/2022, last seen 1 day 12 h ago, stay in use" in captured.err
    assert pull("--max-age", "36h") == 0
    assert pull("--max-age", "35h") == 1
    assert "last seen 1 day 12 h ago, are older than 1 day 11 h" in capsys.readouterr().err
    (place / "assetkit.toml").write_text(f'max_age = "1d"\n{(place / "assetkit.toml").read_text()}', encoding="utf-8")
    assert pull() == 1
    assert pull("--max-age", "3d") == 0
    assert len(held(place)) == 1


def test_an_offline_source_without_figures_is_an_error(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with open_site() as site:
        declare(place, web(site))
    assert pull() == 1
    assert "no figures of it were pulled before" in error(capsys)
    assert held(place) == []


def test_of_several_sources_those_that_fail_do_not_keep_the_others_back(
    place: Path, site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    site.pages["/bad"] = says("<html>", Content_Type="text/html")
    (place / "table.csv").write_text(CSV.replace("Than Nam Mẫu", "Chế tạo máy"), encoding="utf-8")
    declare(place, web(site), web(site, "page", "/bad"), 'name = "table"\nfile = "table.csv"')
    assert pull() == 3
    captured = capsys.readouterr()
    assert [line.split()[:2] for line in captured.out.splitlines()] == [
        ["portal", "new"],
        ["page", "failed"],
        ["table", "new"],
    ]
    assert "Error: source 'page': gives a web page" in captured.err
    assert {snapshot.origin for snapshot in held(place)} == {"portal", "table"}
    assert pull("--source", "page") == 1
    assert pull("--source", "table", "--source", "portal") == 0


@pytest.mark.parametrize(
    ("body", "says_what"),
    [
        (CSV.replace("198", "1.234"), "can be meant in two ways"),
        (CSV.replace("198", '"1,234"'), "can be meant in two ways"),
        (CSV.replace("198", "1 234"), "can be meant in two ways"),
        (CSV.replace("198", "12 SK"), "'12 SK' is not a number"),
        (CSV.replace("198", "-5"), "less than nothing"),
        (CSV.replace("Xây lắp mỏ", "THAN NAM MẪU"), "stands twice"),
        (CSV.replace("2022-05-10", "10/5/2022"), "could be two days"),
    ],
)
def test_figures_that_cannot_be_meant_are_refused_and_nothing_is_lost(
    place: Path, site: Site, capsys: pytest.CaptureFixture[str], body: str, says_what: str
) -> None:
    declare(place, web(site))
    assert pull() == 0
    capsys.readouterr()
    site.pages["/counts.csv"] = says(body)
    assert pull() == 1
    line = error(capsys)
    assert says_what in line
    assert "--" not in line  # what to try is an entry of the source, not an option
    assert len(held(place)) == 1


@pytest.mark.parametrize(("locale", "text"), [("vi", "1.234"), ("en", '"1,234"'), ("vi", "1 234"), ("en", "1 234")])
def test_numbers_are_read_in_the_declared_locale(place: Path, site: Site, locale: str, text: str) -> None:
    site.pages["/counts.csv"] = says(CSV.replace("198", text))
    declare(place, web(site, more=f'locale = "{locale}"'))
    assert pull() == 0
    assert held(place)[0].counts.units[0].submitted == 1234


def test_a_quota_column_that_was_renamed_is_missed(place: Path, site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    declare(place, web(site))
    assert pull() == 0
    site.pages["/counts.csv"] = says(CSV.replace("Chỉ tiêu", "Chỉ tiêu năm").replace("2022-05-10", "2022-05-17"))
    capsys.readouterr()
    assert pull() == 1
    line = error(capsys)
    assert "no column for 'quota'" in line
    assert "last time there was one" in line
    assert "rename the header 'Chỉ tiêu năm'" in line
    declare(place, web(site, more='[source.columns]\nquota = "Chỉ tiêu năm"'))
    assert pull() == 0
    assert [unit.quota for unit in held(place)[1].counts.units] == [132, 54]


def test_counts_that_fall_are_kept_and_warned_of(place: Path, site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    declare(place, web(site))
    assert pull() == 0
    site.pages["/counts.csv"] = says(CSV.replace("198", "190").replace("2022-05-10", "2022-05-17"))
    capsys.readouterr()
    assert pull() == 0
    assert "'Than Nam Mẫu' falls from 198" in capsys.readouterr().err


def test_units_that_the_registry_does_not_know_are_refused(
    place: Path, site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    (place / "units.toml").write_text('[[unit]]\ncode = "NM"\nshort = "Than Nam Mẫu"\n', encoding="utf-8")
    declare(place, web(site))
    assert pull() == 1
    assert "'Xây lắp mỏ' (row 3" in error(capsys)
    with (place / "units.toml").open("a", encoding="utf-8") as file:
        file.write('[[unit]]\ncode = "XL"\nshort = "Xây lắp"\naliases = ["Xây lắp mỏ"]\n')
    assert pull() == 0
    assert [unit.unit for unit in held(place)[0].counts.units] == ["Than Nam Mẫu", "Xây lắp mỏ"]  # as the source says


def test_invented_figures_are_marked(place: Path) -> None:
    (place / "table.csv").write_text(CSV, encoding="utf-8")
    declare(place, 'name = "table"\nfile = "table.csv"\nsample = true\nmetric = "valid"\nphase = "1"')
    assert pull() == 0
    (snapshot,) = held(place)
    assert (snapshot.sample, snapshot.counts.metric, snapshot.counts.phase) == (True, "valid", "1")


@pytest.mark.parametrize("words", [["--max-age", "soon"], ["--max-age", "0h"], ["extra"]])
def test_words_that_cannot_be_meant_are_a_usage_error(place: Path, site: Site, words: list[str]) -> None:
    declare(place, web(site))
    assert pull(*words) == 2
    assert not site.asked


def test_without_sources_it_is_said_how_to_declare_one(
    place: Path,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert pull() == 1
    assert "there is no source to pull from" in error(capsys)
    monkeypatch.chdir(tmp_path_factory.mktemp("nowhere"))
    assert pull() == 1
    assert "assetkit init" in error(capsys)


def test_a_source_that_is_not_declared_is_answered_with_the_nearest(
    place: Path, site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    declare(place, web(site))
    assert pull("--source", "potral") == 1
    assert "did you mean 'portal'" in error(capsys)


def test_a_store_that_is_none_keeps_its_bytes(place: Path, site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    declare(place, web(site))
    (place / "counts.sqlite").write_bytes(b"no database at all, but someone's work" * 100)
    before = (place / "counts.sqlite").read_bytes()
    assert pull() == 1
    assert "counts.sqlite" in error(capsys)
    assert (place / "counts.sqlite").read_bytes() == before


def test_a_pull_that_is_killed_leaves_the_store_as_it_was(place: Path, site: Site) -> None:
    (place / "table.csv").write_text(CSV, encoding="utf-8")
    declare(place, 'name = "table"\nfile = "table.csv"')
    assert pull() == 0
    (place / "table.csv").write_text(CSV.replace("2022-05-10", "2022-05-17"), encoding="utf-8")
    reached = []

    def silent(visit: Visit) -> None:
        reached.append(visit.path)
        time.sleep(2)

    site.pages["/counts.csv"] = silent
    declare(place, 'name = "table"\nfile = "table.csv"', web(site))
    process = subprocess.Popen([sys.executable, "-m", "assetkit", "counts", "pull"], cwd=place)
    while not reached and process.poll() is None:
        time.sleep(0.02)
    process.kill()  # the first source was read, the second one is being waited for
    assert process.wait() != 0
    assert len(held(place)) == 1


def test_a_store_elsewhere(place: Path, site: Site, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = tmp_path_factory.mktemp("other") / "all.sqlite"
    declare(place, web(site))
    assert pull("--store", str(other)) == 0
    assert not (place / "counts.sqlite").exists()
    with open_store(str(other)) as store:
        assert len(store.readings()) == 1


def test_figures_of_the_future_are_refused(place: Path, site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.pages["/counts.csv"] = says(CSV.replace("2022-05-10", "2122-05-10"))
    declare(place, web(site))
    assert pull() == 1
    assert "source 'portal': has figures of 10/5/2122, but today is" in error(capsys)
    assert held(place) == []
