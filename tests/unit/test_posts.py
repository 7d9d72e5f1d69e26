from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kit_figures import AS_OF, MARKS, Picture, campaign, figures, units_pictures, wording

from assetkit.errors import AssetkitError
from assetkit.kit.posts import HEADERS, Intended, Post, Texts, plan_posts, posts_csv, posts_json, refuse_bad_texts
from assetkit.kit.rows import cell, weekday
from assetkit.world import World

WORLD = World()
WORDING, CAMPAIGN, FACTS = wording(WORLD), campaign(WORLD), figures(WORLD)
SIZES = ("feed", "square", "story", "wide", "a3", "web-300x250")
CENTRAL = [Picture(f"{name}-{size}.png", name, size) for name in ("overview", "league", "milestone") for size in SIZES]


def plan(pictures: list[Picture]) -> tuple[Post, ...]:
    return plan_posts(pictures, Texts(WORDING, FACTS, CAMPAIGN))


def test_every_post_is_in_the_week_after_the_figures() -> None:
    posts = plan([*CENTRAL, *units_pictures(FACTS)])
    days = {(post.day - AS_OF.date()).days for post in posts}
    assert min(days) >= 1 and max(days) <= 7
    assert list(posts) == sorted(posts, key=lambda post: (post.day, post.time))


def test_a_picture_goes_where_its_size_is_taken_and_nowhere_else() -> None:
    posts = plan(CENTRAL)
    for post in posts:
        size = next(picture.size for picture in CENTRAL if picture.file == post.file)
        assert size in WORDING.places[post.place].sizes
    assert not [post for post in posts if "web" in post.file]
    assert {post.place for post in posts} == {"facebook", "zalo", "story", "youtube", "board"}
    assert {post.caption for post in posts if post.place == "board"} == {""}


def test_a_place_takes_the_one_picture_of_a_piece_that_suits_it_best() -> None:
    facebook = {post.file for post in plan(CENTRAL) if post.place == "facebook"}
    assert facebook == {"overview-feed.png", "league-feed.png", "milestone-feed.png"}
    without = [picture for picture in CENTRAL if picture.size != "feed"]
    assert {post.file for post in plan(without) if post.place == "facebook"} == {name.replace("feed", "square") for name in facebook}


def test_two_posts_about_the_whole_never_share_place_day_and_time() -> None:
    many = [Picture(f"{name}-{number}.png", name, "feed") for name in ("overview", "league") for number in range(12)]
    posts = plan(many)
    assert max(Counter((post.place, post.day, post.time) for post in posts).values()) == 1
    assert max((post.day - AS_OF.date()).days for post in posts) <= 7


def test_the_overview_comes_first_and_at_the_best_time() -> None:
    first = next(post for post in plan(CENTRAL) if post.place == "facebook")
    assert (first.kind, first.day, first.time) == ("overview", dt.date(2022, 5, 11), dt.time(11, 30))


@given(st.integers(1, 8))
@settings(max_examples=8, deadline=None)
def test_units_are_spread_evenly_with_the_leaders_first(count: int) -> None:
    pictures = units_pictures(FACTS, sizes=("feed",))[:count]
    posts = plan(pictures)
    days = Counter(post.day for post in posts)
    assert max(days.values()) - min(days.values()) <= 1 or count < 5
    ranked = [picture.facts["unit"] for picture in pictures]
    by_unit = {post.unit: post.day for post in posts}
    assert [by_unit[unit] for unit in ranked] == sorted(by_unit.values())


def test_all_pictures_of_a_unit_are_posted_on_the_same_day() -> None:
    days: dict[str, set[dt.date]] = {}
    for post in plan(units_pictures(FACTS)):
        days.setdefault(post.unit, set()).add(post.day)
    assert all(len(found) == 1 for found in days.values())


def test_a_unit_speaks_with_its_own_figures() -> None:
    post = next(post for post in plan(units_pictures(FACTS)) if post.unit == "Than Hà Lầm")
    assert "146,9%" in post.caption and "146,9%" in post.alt
    assert post.kind == "unit"


def test_a_draft_is_marked_in_every_post() -> None:
    texts = Texts(WORDING, FACTS, CAMPAIGN, {"draft_text": MARKS["draft_text"]})
    posts = plan_posts([*CENTRAL, *units_pictures(FACTS)], texts)
    assert all(post.caption.startswith("BẢN NHÁP") for post in posts if post.caption)
    assert all(post.alt.startswith("BẢN NHÁP") for post in posts)


def test_a_unit_that_is_not_counted_is_an_error() -> None:
    with pytest.raises(AssetkitError, match="Than Hà Lầm"):
        plan([Picture("a.png", "unit-card", "feed", {"unit": "Than Hà Lâm"})])


def test_the_table_opens_as_it_was_written() -> None:
    posts = plan([*CENTRAL, *units_pictures(FACTS)])
    data = posts_csv(posts)
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert tuple(rows[0]) == HEADERS
    assert [row["Lời đăng"] for row in rows] == [post.caption for post in posts]
    assert rows[0]["Thứ"] == "Thứ Tư" and rows[0]["Ngày"] == "11/5/2022"
    assert posts_csv(posts) == data


def test_the_json_says_the_same() -> None:
    posts = plan(CENTRAL)
    found = json.loads(posts_json(posts))["posts"]
    assert [(one["file"], one["day"], one["caption"]) for one in found] == [
        (post.file, post.day.isoformat(), post.caption) for post in posts
    ]


@pytest.mark.parametrize("text", ["=1+1", "+12", "-3", "@a", "\tb"])
def test_a_cell_is_never_a_formula(text: str) -> None:
    assert cell(text) == f"'{text}"
    assert cell(f"x{text}") == f"x{text}"


def test_days_of_the_week_are_named() -> None:
    assert [weekday(dt.date(2022, 5, 9) + dt.timedelta(day)) for day in (0, 5, 6)] == ["Thứ Hai", "Thứ Bảy", "Chủ nhật"]


def test_what_is_too_long_is_known_before_there_is_a_picture() -> None:
    short = WORDING.places["facebook"].model_copy(update={"limit": 60, "first": None})
    wording = WORDING.model_copy(update={"places": {**WORDING.places, "facebook": short}})
    cards = [Intended(picture.file, picture.template, picture.size, picture.facts) for picture in units_pictures(FACTS)]
    refuse_bad_texts([*CENTRAL, *cards], Texts(WORDING, FACTS, CAMPAIGN))
    with pytest.raises(AssetkitError, match=r"'unit' of .+ for Facebook: .* 60 is the most"):
        refuse_bad_texts(cards, Texts(wording, FACTS, CAMPAIGN))
    refuse_bad_texts([one for one in cards if one.size == "a4-page"], Texts(wording, FACTS, CAMPAIGN))  # it is not posted there


def test_films_are_spoken_of_as_films() -> None:
    films = [Picture(f"{name}-{size}.mp4", name, size) for name in ("film-count", "race") for size in ("feed", "story", "wide")]
    posts = plan(films)
    assert {(post.kind, post.place) for post in posts} >= {("clip", "story"), ("race", "youtube"), ("race", "facebook")}
    assert all(post.caption.count("ideo") or "ường đua" in post.caption or "Xem nhanh" in post.caption for post in posts)
    assert all("ideo" in post.alt for post in posts)
