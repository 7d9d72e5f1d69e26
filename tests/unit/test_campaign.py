"""Campaign files: what the shipped ones say, and one line for each way to write a wrong one."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from assetkit.campaign import Campaign, load_campaign
from assetkit.errors import AssetkitError
from assetkit.schema import impossible_day

FOLDER = Path(__file__).parents[2] / "campaigns"
FILES = sorted(FOLDER.glob("*.toml"))
EVN = (FOLDER / "evn-10k-2022.toml").read_text(encoding="utf-8")


def shipped(name: str) -> Campaign:
    return load_campaign((FOLDER / f"{name}.toml").read_text(encoding="utf-8"), f"{name}.toml")


def complaint(text: str) -> str:
    with pytest.raises(AssetkitError) as caught:
        load_campaign(text, "x.toml")
    line = str(caught.value)
    assert "\n" not in line
    assert line.startswith("x.toml: ")
    return line


def changed(old: str, new: str) -> str:
    assert old in EVN
    return EVN.replace(old, new)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_shipped_file_is_valid_names_itself_and_its_sources(path: Path) -> None:
    campaign = load_campaign(path.read_text(encoding="utf-8"), path.name)
    assert campaign.id == path.stem
    assert campaign.sources
    assert campaign.messages[0]


def test_what_is_not_known_is_absent() -> None:
    assert shipped("cdvc-1m-2022").target is None
    assert shipped("evn-10k-2025").portal is None
    assert all(load_campaign(path.read_text(encoding="utf-8"), path.name).hashtag is None for path in FILES)
    assert shipped("tld-1m-2022").phase("2").target is None


def test_the_facts_of_the_first_edition() -> None:
    campaign = shipped("evn-10k-2022")
    assert [phase.target for phase in campaign.phases] == [3000, 7000]
    assert campaign.target == 10_000
    assert campaign.deadline == dt.date(2023, 9, 30)
    assert campaign.portal == "https://sangkien.congdoanvietnam.org"
    assert campaign.messages[0] == "Tự hào trí tuệ lao động Việt Nam"
    assert campaign.palette.ground == "#071A3D"


def test_the_facts_of_the_national_programme() -> None:
    campaign = shipped("tld-1m-2022")
    assert campaign.target == 1_000_000
    assert campaign.phase("1").target == 300_000
    assert campaign.deadline == dt.date(2023, 9, 1)
    assert campaign.messages[0] == "1 triệu sáng kiến – triệu việc tốt"


def test_the_phase_of_a_day() -> None:
    campaign = shipped("evn-10k-2022")
    days = [dt.date(2022, 5, 31), dt.date(2022, 6, 1), dt.date(2023, 9, 30), dt.date(2023, 10, 1)]
    found = [campaign.phase_at(day) for day in days]
    assert [phase.id if phase else None for phase in found] == ["1", "2", "2", None]


def test_an_unknown_phase_is_refused_with_the_known_ones() -> None:
    with pytest.raises(AssetkitError, match="no phase '3'"):
        shipped("evn-10k-2022").phase("3")


def test_it_is_frozen() -> None:
    with pytest.raises(ValidationError):
        shipped("evn-10k-2022").name = "x"  # type: ignore[misc]


def test_texts_come_out_composed_whatever_goes_in() -> None:
    decomposed = unicodedata.normalize("NFD", EVN)
    assert decomposed != EVN
    assert load_campaign(decomposed, "x.toml") == load_campaign(EVN, "x.toml")


def test_a_byte_order_mark_and_windows_line_ends_do_not_matter() -> None:
    assert load_campaign("\ufeff" + EVN.replace("\n", "\r\n"), "x.toml") == load_campaign(EVN, "x.toml")


WRONG = {
    "impossible date": ("deadline = 2023-09-30", "deadline = 2023-02-29", "line 13: '2023-02-29' is not a date"),
    "no such month": ("deadline = 2023-09-30", "deadline = 2023-13-01", "there is no month 13"),
    "impossible date in quotes": ("deadline = 2023-09-30", 'deadline = "2022-04-31"', "deadline: '2022-04-31' is not"),
    "date as spoken": ("deadline = 2023-09-30", "deadline = 30/9/2023", "try: 2023-09-30"),
    "date as a number": ("deadline = 2023-09-30", "deadline = 20230930", "should be a date such as"),
    "date with a time": ("deadline = 2023-09-30", "deadline = 2023-09-30T08:00:00", "without a time"),
    "deadline before start": ("deadline = 2023-09-30", "deadline = 2021-09-30", "deadline: 2021-09-30 is before"),
    "missing": ("deadline = 2023-09-30", "", "deadline: is missing"),
    "unknown key": ("organiser =", "organizer =", "organizer: is not a known key"),
    "nearest key": ("organiser =", "organizer =", "did you mean 'organiser'?"),
    "unknown key of a phase": ("target = 7000", "tarqet = 7000", "phase #2.tarqet: is not a known key"),
    "nearest key of a phase": ("target = 7000", "tarqet = 7000", "did you mean 'target'?"),
    "unknown table": ("[[phase]]", "[[phases]]", "did you mean 'phase'?"),
    "unknown colour": ("accent =", "acent =", "palette.acent: is not a known key"),
    "phases overlap": ("start = 2022-06-01", "start = 2022-05-31", "phase '2': starts on 2022-05-31, when"),
    "phase outside": ("end = 2023-09-30", "end = 2023-10-01", "phase '2': 2022-06-01 to 2023-10-01 is not"),
    "phase backwards": ("end = 2022-05-31", "end = 2022-02-01", "phase #1: ends on 2022-02-01, before it starts"),
    "phase twice": ('id = "2"', 'id = "1"', "phase '1': its id is used twice"),
    "targets do not add up": ("target = 7000", "target = 6000", "the targets add up to 9000, the target is 10000"),
    "target of nothing": ("target = 10000", "target = 0", "target: should be greater than 0"),
    "target as a text": ("target = 10000", 'target = "10000"', "target: should be a whole number"),
    "target with a point": ("target = 10000", "target = 10.000", "target: should be a whole number"),
    "target as a truth": ("target = 10000", "target = true", "target: should be a whole number"),
    "target beyond reason": ("target = 10000", "target = 99999999999", "less than or equal to 1000000000"),
    "colour by name": ('"#071A3D"', '"navy"', "palette.ground: should be a colour written #RRGGBB"),
    "short colour": ('"#071A3D"', '"#07A"', "palette.ground: should be a colour written #RRGGBB"),
    "hashtag without sign": ("word =", 'hashtag = "SangKien"\nword =', "hashtag: should begin with '#'"),
    "hashtag with a space": ("word =", 'hashtag = "#Sáng kiến"\nword =', "hashtag: should be '#' and letters"),
    "hashtag of nothing": ("word =", 'hashtag = "#"\nword =', "hashtag: should be '#' and letters"),
    "portal of another kind": ("https://sangkien", "ftp://sangkien", "portal: should be an address that begins with https://"),
    "portal without a host": ('"https://sangkien.congdoanvietnam.org"', '"https://"', "portal: should be an address"),
    "portal with a space": ("congdoanvietnam.org", "cong doan.org", "portal: should be an address without"),
    "portal with a broken host": ("https://sangkien.congdoanvietnam.org", "https://[x", "portal: is not an address"),
    "portal with a password": ("https://sangkien", "https://me:secret@sangkien", "portal: should be a public address"),
    "lockup of nothing": ('lines = ["10.000", "SÁNG KIẾN"]', "lines = []", "lockup.lines: is empty; at least 1"),
    "lockup of four lines": ('["10.000", "SÁNG', '["1", "2", "10.000", "SÁNG', "lockup.lines: has 4 entries"),
    "lockup of one text": ('lines = ["10.000", "SÁNG KIẾN"]', 'lines = "10.000"', "lockup.lines: should be a list"),
    "empty message": ('"Tự hào trí tuệ lao động Việt Nam"', '"  "', "messages #1: is empty"),
    "message of two lines": ('"Tự hào trí tuệ lao động Việt Nam"', '"Tự hào\\ntrí tuệ"', "messages #1: holds a line"),
    "message without end": ('"Tự hào trí tuệ lao động Việt Nam"', f'"{"a" * 301}"', "messages #1: "),
    "number for a text": ('name = "10 nghìn sáng kiến"', "name = 10000", "name: should be a text in quotes, not 10000"),
    "two words for thousand": ('name = "10 nghìn', 'name = "10 ngàn', "word: the campaign says 'nghìn', but '10"),
    "unknown motif": ('"bulb"', '"blub"', "did you mean 'bulb'?"),
    "unknown metric": ('"registered"', '"registred"', "did you mean 'registered'?"),
    "id with capitals": ('id = "evn-10k-2022"', 'id = "EVN 2022"', "id: should be of a-z"),
    "milestones fall": ("word =", "milestones = [5, 4]\nword =", "milestones: should rise"),
    "mark outside": ("[lockup]", '[[mark]]\nfile = "../a.png"\nalt = "x"\n[lockup]', "mark #1.file: should be a path"),
    "mark crowded": ("[lockup]", '[[mark]]\nfile = "a"\nalt = "x"\nclear_space = 9\n[lockup]', "mark #1.clear_space: "),
    "table for a text": ("[lockup]", "lockup = 1\n[other]", "lockup"),
    "not TOML": ("[palette]", "[palette", "is not TOML"),
    "not a table": ("[lockup]\n", '[lockup]\nlines = ["a"]\n', "is not TOML"),
    "open quote": ('motif = "bulb"', 'motif = "bulb', "is not TOML"),
    "open bracket at the end": ('ink = "#0B1B33"', 'ink = ["#0B1B33"', "x.toml: "),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_file_is_explained_on_one_line(case: str) -> None:
    old, new, expected = WRONG[case]
    assert expected in complaint(changed(old, new))


def test_known_targets_that_leave_nothing_for_the_rest_are_refused() -> None:
    text = changed("target = 7000\n", "").replace("target = 3000", "target = 10000")
    assert "leaves nothing of the target" in complaint(text)


def test_targets_that_are_partly_unknown_need_not_add_up() -> None:
    assert load_campaign(changed("target = 7000\n", ""), "x.toml").phase("2").target is None


def test_several_mistakes_are_told_together() -> None:
    line = complaint(changed("organiser =", "organizer =").replace('"bulb"', '"lamp"'))
    assert "organizer" in line
    assert "motif" in line


def test_a_date_in_a_text_is_not_blamed_for_a_broken_line() -> None:
    line = complaint(changed("sources = [", 'sources = ["a" "ngày 31/2/2022"'))
    assert "is not a date" not in line


@given(st.dates(dt.date(1, 1, 1)))
@settings(max_examples=50, deadline=None)
def test_days_of_the_calendar_are_possible(day: dt.date) -> None:
    assert impossible_day(day.year, day.month, day.day) == ""


@given(st.integers(-5, 10005), st.integers(-3, 20), st.integers(-3, 40))
@settings(max_examples=50, deadline=None)
def test_a_day_is_impossible_exactly_when_the_calendar_refuses_it(year: int, month: int, day: int) -> None:
    try:
        dt.date(year, month, day)
    except ValueError:
        assert impossible_day(year, month, day)
    else:
        assert not impossible_day(year, month, day)


@given(st.text(max_size=200))
@settings(max_examples=50, deadline=None)
def test_any_text_is_a_campaign_or_one_line_of_complaint(text: str) -> None:
    with pytest.raises(AssetkitError) as caught:
        load_campaign(text, "x.toml")
    assert len(str(caught.value).splitlines()) == 1


LINES = [line for line in EVN.splitlines() if line and not line.startswith("#")]


DAMAGE = st.sampled_from(["", "x", "= 1", '"', "[", "2022-02-30"])


@given(st.sets(st.integers(0, len(LINES) - 1), min_size=1, max_size=4), DAMAGE)
@settings(max_examples=50, deadline=None)
def test_damaged_lines_are_refused_or_harmless(numbers: set[int], damage: str) -> None:
    text = "\n".join(damage if index in numbers else line for index, line in enumerate(LINES))
    try:
        campaign = load_campaign(text, "x.toml")
    except AssetkitError as problem:
        assert re.match(r"x\.toml: \S", str(problem))
    else:
        assert campaign.messages
