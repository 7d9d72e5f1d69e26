from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kit_figures import MARKS, OVER_TIME, campaign, figures, wording

from assetkit.campaign import Campaign
from assetkit.errors import AssetkitError
from assetkit.facts import Facts
from assetkit.kit.alt_texts import alt_text
from assetkit.kit.captions import caption, turn_of
from assetkit.kit.wording import Wording, load_wording
from assetkit.world import World

WORLD = World()
WORDING = wording(WORLD)
CAMPAIGN = campaign(WORLD)
FACTS: Facts = figures(WORLD)
WHOLE: dict[str, Any] = dict(FACTS)
UNIT: dict[str, Any] = dict(FACTS.for_unit("Than Hà Lầm"))
KINDS, PLACES = sorted(WORDING.kinds), sorted(WORDING.places)
SPEAKING = [place for place in PLACES if WORDING.places[place].says]


def facts_of(kind: str, more: Mapping[str, Any] = OVER_TIME) -> dict[str, Any]:
    return {**(UNIT if kind == "unit" else WHOLE), **more}


def sound(text: str) -> None:
    """What no text to be posted may hold: holes, doubled signs, markup, names of the program."""
    assert text == text.strip()
    assert not re.search(r"None|\{|\}|&amp;|&#|  |\n\n\n| [.,;:!]|\.\.|,,|\(\)|“”|\(\s|\s\)", text), text
    for line in filter(None, text.split("\n")):
        assert line[0] == line[0].upper(), line


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("place", SPEAKING)
def test_every_kind_has_words_for_every_place_within_its_length(kind: str, place: str) -> None:
    chosen = WORDING.places[place]
    for week in range(6):
        facts = {**facts_of(kind), "as_of": figures_in(week)}
        text = caption(WORDING, kind, place, facts, CAMPAIGN)
        sound(text)
        assert 0 < len(text) <= chosen.limit
        assert ("\n" in text) != chosen.one_line or not chosen.one_line


def figures_in(week: int) -> dt.datetime:
    return dt.datetime(2022, 5, 10, 14) + dt.timedelta(weeks=week)


@given(st.sets(st.sampled_from(sorted({*WHOLE, *UNIT, *OVER_TIME} - {"today", "ended", "deadline_text", "total_text", "value_text", "unit"}))))
@settings(max_examples=50, deadline=None)
def test_facts_that_are_not_known_leave_no_hole(unknown: set[str]) -> None:
    for kind in KINDS:
        facts = {name: value for name, value in facts_of(kind).items() if name not in unknown}
        for place in SPEAKING:
            try:
                text = caption(WORDING, kind, place, facts, CAMPAIGN)
            except AssetkitError as error:
                assert "facts are missing" in str(error)
                continue
            sound(text)
            assert len(text) <= WORDING.places[place].limit


def test_the_headline_stands_in_what_facebook_shows_at_first() -> None:
    facts = facts_of("unit")
    text = caption(WORDING, "unit", "facebook", facts, CAMPAIGN)
    assert "141" in text[:125] and "146,9%" in text[:125] and "Than Hà Lầm" in text[:125]


def test_figures_stamp_portal_and_hashtags_are_said() -> None:
    text = caption(WORDING, "overview", "facebook", facts_of("overview"), CAMPAIGN)
    assert "2.769" in text and "120 sáng kiến" in text and "đã nộp" in text
    assert "Tính đến 14h00 ngày 10/5/2022. Nguồn: congdoantkv.vn." in text
    assert "https://sangkien.congdoanvietnam.org" in text
    assert text.rstrip().split("\n")[-1].startswith("#")
    assert "#Mới" in caption(WORDING, "overview", "zalo", facts_of("overview"), CAMPAIGN.model_copy(update={"hashtag": "#Mới"}))


def test_a_list_that_is_not_whole_says_so() -> None:
    assert "Bảng chỉ gồm tám đơn vị." in caption(WORDING, "league", "facebook", facts_of("league"), CAMPAIGN)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in ("process", "message")])
def test_a_draft_a_correction_and_a_sample_say_so_first(kind: str) -> None:
    for place in SPEAKING:
        for name, mark in MARKS.items():
            text = caption(WORDING, kind, place, facts_of(kind, {**OVER_TIME, name: mark}), CAMPAIGN)
            assert text.split("\n")[0].casefold().startswith(mark.casefold()), text
    both = caption(WORDING, kind, "facebook", facts_of(kind, {**OVER_TIME, **MARKS}), CAMPAIGN)
    assert both.split("\n")[0] == "BẢN NHÁP · Đính chính số liệu ngày 3/5/2022 · Dữ liệu mẫu"


def test_wordings_take_turns_and_come_back() -> None:
    said = [caption(WORDING, "overview", "story", {**facts_of("overview"), "as_of": figures_in(week)}, CAMPAIGN) for week in range(8)]
    assert len(set(said)) == 4
    assert said[:4] == said[4:]
    assert all(one != other for one, other in pairwise(said))


def test_units_do_not_all_say_the_same_in_one_week() -> None:
    turns = {turn_of({"as_of": figures_in(0), "unit": f"Đơn vị {letter}"}) % 3 for letter in "ABCDEFGH"}
    assert len(turns) > 1


def test_the_same_facts_give_the_same_words() -> None:
    assert caption(WORDING, "league", "zalo", facts_of("league"), CAMPAIGN) == caption(WORDING, "league", "zalo", facts_of("league"), CAMPAIGN)


def test_a_campaign_that_has_ended_asks_for_nothing_more() -> None:
    facts = {**facts_of("overview"), "ended": True, "remaining": 12, "remaining_text": "12"}
    text = caption(WORDING, "overview", "zalo", facts, CAMPAIGN)
    assert "hạn cuối" not in text and "cần" not in text


def test_names_are_text_and_never_obeyed() -> None:
    name = "{{ 7 * 7 }} & <b>Đơn vị A</b>"
    text = caption(WORDING, "unit", "facebook", {**facts_of("unit"), "unit": name}, CAMPAIGN)
    assert name in text


def test_lines_are_left_out_from_the_end_until_it_fits() -> None:
    full = caption(WORDING, "league", "facebook", facts_of("league"), CAMPAIGN).split("\n")
    tight = WORDING.places["facebook"].model_copy(update={"limit": 400})
    shorter = WORDING.model_copy(update={"places": {**WORDING.places, "facebook": tight}})
    left = caption(shorter, "league", "facebook", facts_of("league"), CAMPAIGN).split("\n")
    assert set(left) < set(full)
    assert left[0] == full[0] and left[-1] == full[-1]


def test_too_long_a_name_is_an_error_that_tells_place_and_length() -> None:
    with pytest.raises(AssetkitError, match=r"'unit' of Đơn vị .* for Facebook: its headline ends after \d{3} characters, only 125"):
        caption(WORDING, "unit", "facebook", {**facts_of("unit"), "unit": "Đơn vị " + "dài " * 40}, CAMPAIGN)
    with pytest.raises(AssetkitError, match=r"Tin, Reel: \d{3} characters, 200 is the most"):
        caption(WORDING, "unit", "story", {**facts_of("unit"), "unit": "Đơn vị " + "dài " * 40}, CAMPAIGN)


def test_a_picture_of_which_nothing_is_known_is_an_error() -> None:
    bare = {"today": figures_in(0).date(), "ended": False, "deadline_text": "1/9/2023"}
    with pytest.raises(AssetkitError, match=r"'overview'.*facts are missing"):
        caption(WORDING, "overview", "facebook", bare, CAMPAIGN)


def test_alt_texts_tell_figures_and_day_within_two_hundred_characters() -> None:
    for kind in KINDS:
        text = alt_text(WORDING, kind, facts_of(kind, {**OVER_TIME, **MARKS}), CAMPAIGN)
        sound(text)
        assert len(text) <= 200 and "\n" not in text
    assert alt_text(WORDING, "unit", facts_of("unit"), CAMPAIGN) == (
        "Than Hà Lầm: 141 sáng kiến đã nộp trên chỉ tiêu 96, đạt 146,9%, xếp thứ 5/8. Tính đến 14h00 ngày 10/5/2022."
    )


def test_every_campaign_has_its_words() -> None:
    for name in WORLD.campaign_files:
        other: Campaign = WORLD.campaign(name)
        for place in SPEAKING:
            sound(caption(WORDING, "message", place, {"today": other.start, "ended": False, "deadline_text": "1/9/2023"}, other))


def test_templates_are_known_by_their_kind() -> None:
    assert WORDING.kind_of("unit-card") == "unit"
    assert WORDING.kind_of("of-nobody") == "message"
    with pytest.raises(AssetkitError, match="facebook"):
        caption(WORDING, "overview", "facebok", WHOLE, CAMPAIGN)


SHORTEST = """
[common]
[place.wall]
title = "Wall"
limit = 80
says = ["lead"]
[kind.any]
label = "Any"
others = true
lead = ["{{ facts.total_text }}"]
title = ["x"]
picture = ["x"]
"""


def test_a_wording_of_ones_own_works() -> None:
    own: Wording = load_wording(SHORTEST)
    assert caption(own, "any", "wall", WHOLE, CAMPAIGN) == "2.769"


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("facts.total_text", "facts.totl_text", r"kind.any.lead #1: facts.totl_text is not known.*total_text"),
        ('says = ["lead"]', 'says = ["laed"]', "did you mean 'lead'"),
        ('says = ["lead"]', 'says = ["mark"]', "has a limit and one of lead"),
        ("limit = 80", "", "has a limit"),
        ("others = true", "", "exactly one kind"),
        ('label = "Any"', 'label = "Any"\ndays = [3, 2]', "from 0 to 7"),
        ('label = "Any"', 'label = "Any"\nledes = []', "ledes"),
        ("limit = 80", 'limit = 80\nsizes = ["feed"]', "needs times"),
        ("limit = 80", 'limit = 80\ntimes = ["8:00"]', "such as \"08:00\""),
        ("limit = 80", 'limit = 80\ntimes = ["08:00", "08:00"]', "twice"),
        ("[common]", "[common", "posts.toml"),
    ],
)
def test_a_mistake_in_the_wording_is_named(old: str, new: str, says: str) -> None:
    with pytest.raises(AssetkitError, match=says):
        load_wording(SHORTEST.replace(old, new))


def test_a_mistake_in_a_line_names_the_line() -> None:
    with pytest.raises(AssetkitError, match=r"kind.any.lead #1"):
        caption(load_wording(SHORTEST.replace("facts.total_text", "campain.name")), "any", "wall", WHOLE, CAMPAIGN)
