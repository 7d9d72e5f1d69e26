from __future__ import annotations

import csv
import datetime as dt
import io
from collections import Counter
from fractions import Fraction
from itertools import pairwise

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assetkit.campaign import Campaign
from assetkit.counts.model import WHOLE
from assetkit.errors import AssetkitError
from assetkit.facts.plan import plan_share
from assetkit.kit.calendar_rules import Rule, load_rules, planned_day, wishes
from assetkit.kit.ics import calendar_ics, escaped, folded
from assetkit.kit.post_calendar import HEADERS, Appointment, PostCalendar, calendar_csv, plan_calendar
from assetkit.world import World

WORLD = World()
RULES = load_rules(WORLD.shared_files["calendar.toml"].decode())
CAMPAIGNS = [WORLD.campaign(name) for name in sorted(WORLD.campaign_files)]
EVN = WORLD.campaign("evn-10k-2022")


def whole(campaign: Campaign) -> PostCalendar:
    return plan_calendar(RULES, campaign, campaign.start, campaign.deadline)


def of(campaign: Campaign, rule: str) -> list[Appointment]:
    return [one for one in whole(campaign).appointments if one.rule == rule]


@pytest.mark.parametrize("campaign", CAMPAIGNS, ids=lambda campaign: campaign.id)
def test_never_two_posts_on_one_day_and_none_outside_of_the_campaign(campaign: Campaign) -> None:
    days = Counter(one.day for one in whole(campaign).appointments)
    assert max(days.values()) == 1
    assert min(days) >= campaign.start and max(days) <= campaign.deadline
    assert len(whole(campaign).left_out) <= 1  # the last week is crowded: the deadline, its countdown, the target


@pytest.mark.parametrize("campaign", CAMPAIGNS, ids=lambda campaign: campaign.id)
def test_countdowns_keep_their_day_since_they_say_how_many_are_left(campaign: Campaign) -> None:
    for one in of(campaign, "countdown"):
        days = int(one.title.split(" ")[1])
        ends = {phase.end for phase in campaign.phases} | {campaign.deadline}
        assert one.day + dt.timedelta(days) in ends
        assert days in (30, 14, 7, 3, 1)


def test_results_come_every_week_near_monday() -> None:
    posts = of(EVN, "progress")
    weeks = (EVN.deadline - EVN.start).days // 7
    assert weeks - 1 <= len(posts) <= weeks + 1
    assert all(one.day.weekday() in (0, 1, 2, 6, 5) for one in posts)
    assert sum(one.day.weekday() == 0 for one in posts) > 0.9 * len(posts)


def test_guides_are_repeated_every_two_weeks_and_slogans_take_turns() -> None:
    days = [one.day for one in of(EVN, "process")]
    assert all(10 <= (later - day).days <= 18 for day, later in pairwise(days))
    said = [one.title for one in of(EVN, "slogan")]
    assert set(said) == set(EVN.messages)
    assert all(one != other for one, other in pairwise(said))


def test_authors_meet_about_every_three_months() -> None:
    days = [one.day for one in of(EVN, "exchange")]
    assert len(days) == 6
    assert all(75 <= (later - day).days <= 110 for day, later in pairwise(days))
    assert of(EVN, "exchange")[0].title == "Điểm hẹn sáng kiến, kỳ 1"


def test_quotations_are_said_as_the_plan_has_them() -> None:
    said = " ".join(one.text for one in of(EVN, "quotation"))
    assert "hễ thêm điều lợi" in said and "hãy thêm" not in said


def test_milestones_stand_where_the_plan_reaches_them() -> None:
    for one, share in zip(of(EVN, "milestone"), (0.25, 0.5, 0.75, 1), strict=True):
        day = planned_day(EVN, Fraction(share))
        assert plan_share(EVN, WHOLE, day) >= share > plan_share(EVN, WHOLE, day - dt.timedelta(1))
        assert abs((one.day - day).days) <= 3
    own = EVN.model_copy(update={"milestones": (1_000, 9_000)})
    assert [one.title.split(" ")[2] for one in of(own, "milestone")] == ["1.000", "9.000"]
    assert not of(EVN.model_copy(update={"target": None, "phases": ()}), "milestone")


@given(st.integers(0, 500), st.integers(0, 200))
@settings(max_examples=25, deadline=None)
def test_a_calendar_made_later_says_the_same(start: int, length: int) -> None:
    first = EVN.start + dt.timedelta(start)
    last = min(EVN.deadline, first + dt.timedelta(length))
    part = plan_calendar(RULES, EVN, first, last).appointments
    assert part == tuple(one for one in whole(EVN).appointments if first <= one.day <= last)


def test_nothing_is_left_of_a_campaign_that_has_ended() -> None:
    with pytest.raises(AssetkitError, match=r"2022-02-14 to 2023-09-30.*--from 2022-02-14"):
        plan_calendar(RULES, EVN, dt.date(2026, 1, 1), EVN.deadline)


def test_what_finds_no_free_day_is_told() -> None:
    crowded = load_rules(
        "\n".join(
            f'[[rule]]\nid="r{n}"\nlabel="x"\ntitle="x"\nwords=["x"]\ntime="08:00"\nweekday="mon"\nmove=1' for n in range(4)
        )
    )
    calendar = plan_calendar(crowded, EVN, EVN.start, EVN.start + dt.timedelta(20))
    assert "14/2/2022: 'r2' finds no free day" in calendar.left_out  # the campaign begins on that Monday
    assert "28/2/2022: 'r3' finds no free day" in calendar.left_out


def test_the_file_is_read_as_it_was_meant() -> None:
    calendar = whole(EVN)
    data = calendar_ics(calendar, EVN.start)
    read = icalendar.Calendar.from_ical(data)
    events = read.walk("VEVENT")
    assert len(events) == len(calendar.appointments)
    assert len({str(event["UID"]) for event in events}) == len(events)
    for event, one in zip(events, calendar.appointments, strict=True):
        assert str(event["SUMMARY"]) == one.title
        assert one.text in str(event["DESCRIPTION"])
        start = event["DTSTART"].dt
        assert start.replace(tzinfo=None) == dt.datetime.combine(one.day, one.time)
        assert start.utcoffset() == dt.timedelta(hours=7)
        assert event["DTSTAMP"].dt == dt.datetime(2022, 2, 14, tzinfo=dt.UTC)
    (zone,) = read.walk("VTIMEZONE")
    assert zone["TZID"] == "Asia/Ho_Chi_Minh"


def test_lines_end_and_fold_as_the_standard_says() -> None:
    data = calendar_ics(whole(EVN), EVN.start)
    assert data.endswith(b"END:VCALENDAR\r\n")
    lines = data.split(b"\r\n")
    assert b"\n" not in b"".join(lines) and b"\r" not in b"".join(lines)
    assert max(map(len, lines)) <= 75
    for line in lines:
        line.decode()  # no letter is torn
    assert calendar_ics(whole(EVN), EVN.start) == data


@given(st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=200))
@settings(max_examples=50, deadline=None)
def test_folding_loses_nothing(text: str) -> None:
    pieces = list(folded(text))
    assert all(len(piece.encode()) <= 75 for piece in pieces)
    assert pieces[0] + "".join(piece[1:] for piece in pieces[1:]) == text


def test_what_means_something_in_the_format_is_escaped() -> None:
    assert escaped("a,b;c\\d\ne") == "a\\,b\\;c\\\\d\\ne"


def test_the_table_opens_as_it_was_written() -> None:
    data = calendar_csv(whole(EVN).appointments)
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert data.startswith(b"\xef\xbb\xbf") and tuple(rows[0]) == HEADERS
    assert [row["Tiêu đề"] for row in rows] == [one.title for one in whole(EVN).appointments]
    assert any("--set title=" in row["Cách làm"] and '"' in row["Cách làm"] for row in rows)


RULE = '[[rule]]\nid="a"\nlabel="x"\ntitle="x"\nwords=["x"]\ntime="08:00"\n'


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "when in exactly one way"),
        ('weekday="mon"\nbefore=[1]', "when in exactly one way"),
        ("before=[1]\nevery_months=3", "needs a weekday"),
        ('weekday="monday"', "weekday"),
        ('weekday="mon"\nevery_weaks=2', "every_weaks"),
        ('weekday="mon"\nevery_weeks=0', "every_weeks"),
        ("shares=[1.5]", "shares"),
        ("before=[-1]", "before"),
        (f'weekday="mon"\n{RULE}weekday="tue"', "two rules are called 'a'"),
    ],
)
def test_a_mistake_in_the_rules_is_named(text: str, says: str) -> None:
    with pytest.raises(AssetkitError, match=says):
        load_rules(RULE + text)


def test_words_that_name_what_is_not_known_tell_the_rule() -> None:
    rules = load_rules(RULE.replace('title="x"', 'title="{{ event.dayz }}"') + 'weekday="mon"')
    with pytest.raises(AssetkitError, match="rule 'a'"):
        plan_calendar(rules, EVN, EVN.start, EVN.deadline)


@given(st.integers(1, 6), st.integers(0, 9), st.sampled_from(["mon", "wed", "sun"]))
@settings(max_examples=30, deadline=None)
def test_weekly_rules_keep_their_day_of_the_week(weeks: int, start: int, day: str) -> None:
    rule = Rule(id="a", label="x", title="x", words=("x",), time="08:00", weekday=day, every_weeks=weeks, from_week=start)
    days = [wish.day for wish in wishes(rule, EVN)]
    assert {one.weekday() for one in days} == {["mon", "wed", "sun"].index(day) * 2 + (day == "sun") * 2}
    assert {(later - one).days for one, later in pairwise(days)} == {7 * weeks}
