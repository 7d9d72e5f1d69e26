"""Pace, projection and schedule: what is said, when nothing is said, and the relations between them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from figures import EVN, counted, unit
from histories import day, grown, history, known
from hypothesis import given, settings
from hypothesis import strategies as some

from assetkit.facts.projection import FARTHEST, pace_per_week, project
from assetkit.facts.readings import Readings, previous, readings_of, streak, weeks_back

A = "Than Hà Lầm"


def test_the_pace_is_that_of_the_last_eight_weeks() -> None:
    facts = grown(0, 100, *(100 + 5 * week for week in range(1, 9)))
    assert facts["pace_per_week"] == 5.0
    assert facts["pace_text"] == "5 sáng kiến mỗi tuần"


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ((0, 1, 1), "0,5 sáng kiến mỗi tuần"),
        ((0, 400, 2469), "1.235 sáng kiến mỗi tuần"),
        ((0, 10, 25), "13 sáng kiến mỗi tuần"),
    ],
)
def test_the_pace_is_printed_as_a_person_says_it(values: tuple[int, ...], text: str) -> None:
    assert grown(*values)["pace_text"] == text


def test_the_day_is_projected_with_its_interval() -> None:
    facts = grown(0, 10, 20, 30, quota=60)
    assert facts["projected_day"] == dt.date(2022, 6, 13)
    assert facts["projected_text"] == "dự kiến đạt chỉ tiêu ngày 13/6/2022"
    assert str(facts["projected_range_text"]).startswith("dự kiến từ ")
    assert facts["projected_in_time"] is False
    assert facts["projected_schedule_text"] == "dự kiến trễ 13 ngày so với hạn"


@pytest.mark.parametrize(("quota", "text"), [(40, "dự kiến sớm 1 ngày so với hạn"), (41, "dự kiến đúng hạn")])
def test_in_time_or_not(quota: int, text: str) -> None:
    weekly = [0, 8, 16, 24]
    past = history({"": weekly}, {"": quota})
    facts = known(past)
    due, projected = EVN.phase("1").end, facts["projected_day"]
    early = (due - projected).days  # type: ignore[operator]
    assert facts["projected_in_time"] == (early >= 0)
    said = "đúng hạn" if not early else f"{'sớm' if early > 0 else 'trễ'} {abs(early)} ngày so với hạn"
    assert facts["projected_schedule_text"] == f"dự kiến {said}"


@pytest.mark.parametrize(
    ("values", "quota", "reason"),
    [
        ((1, 5), 10, "figures from 3 days or more"),
        ((5, 5, 5), 10, "a figure that grows"),
        ((9, 7, 6), 10, "a figure that grows"),
        ((0, 1, 1), 500, "within 2 years"),
        ((5, 8, 12), 10, "to be below its quota"),
    ],
)
def test_no_day_is_projected_where_it_would_be_a_guess(values: tuple[int, ...], quota: int, reason: str) -> None:
    facts = grown(*values, quota=quota)
    for name in ("projected_day", "projected_text", "projected_range_text"):
        assert reason in facts.why_missing(name)


def test_old_or_crowded_readings_give_no_pace() -> None:
    assert "of the 26 weeks before" in grown(1, 5, 9, quota=20, weeks=[0, 30, 40]).why_missing("pace_per_week")
    assert "a week or more" in grown(1, 5, 9, quota=20, weeks=[0, 0.3, 0.6]).why_missing("pace_per_week")


def test_monthly_figures_are_enough() -> None:
    assert grown(0, 40, 80, quota=100, weeks=[0, 4, 8])["pace_per_week"] == 10.0
    assert grown(0, 40, 80, quota=100, weeks=[0, 8, 16])["pace_per_week"] == 5.0


def test_figures_that_are_out_of_date_project_nothing() -> None:
    past = history({A: [0, 10, 20]}, {A: 30})
    facts = known(past, now=dt.datetime(2022, 9, 1)).for_unit(A)
    assert "needs later figures" in facts.why_missing("projected_day")


# the schedule


@pytest.mark.parametrize(
    ("value", "quota", "text"),
    [
        (86, 107, "đúng kế hoạch"),  # 86 of 107 days of the phase are over on 10/5/2022
        (90, 107, "sớm 4 ngày so với kế hoạch"),
        (80, 107, "trễ 6 ngày so với kế hoạch"),
        (0, 107, "trễ 86 ngày so với kế hoạch"),
        (107, 107, "sớm 21 ngày so với kế hoạch"),
        (500, 107, "sớm 21 ngày so với kế hoạch"),
    ],
)
def test_days_before_or_behind_the_plan(value: int, quota: int, text: str) -> None:
    facts = counted(unit(A, value, quota), phase="1").for_unit(A)
    assert facts["schedule_text"] == text


def test_after_the_last_day_the_plan_says_nothing_of_who_is_beyond() -> None:
    facts = counted(unit(A, 11, 10), unit("B", 9, 10), phase="1", as_of=dt.datetime(2022, 6, 9))
    assert "when its quota was due" in facts.for_unit(A).why_missing("schedule_text")
    assert str(facts.for_unit("B")["schedule_text"]).startswith("trễ ")


@settings(max_examples=50, deadline=None)
@given(value=some.integers(0, 400), quota=some.integers(0, 300), days=some.integers(0, 600))
def test_the_schedule_agrees_with_the_plan(value: int, quota: int, days: int) -> None:
    as_of = dt.datetime.combine(EVN.start, dt.time()) + dt.timedelta(days=days)
    facts: Any = counted(unit(A, value, quota), phase="total", as_of=as_of, now=as_of).for_unit(A)
    if "schedule_days" not in facts or facts["reached"]:
        return
    ahead, early = facts["ahead_of_plan"], facts["schedule_days"]
    assert (ahead > 0) == (early > 0)
    assert (ahead < 0) == (early < 0)
    then = as_of + dt.timedelta(days=early)
    plan: Any = counted(unit(A, value, quota), phase="total", as_of=then, now=then).for_unit(A)["plan_today"]
    assert plan >= value if early > 0 else plan <= value


# relations


Steps = some.lists(some.tuples(some.integers(1, 20), some.integers(-5, 60)), min_size=1, max_size=30)


def readings(steps: list[tuple[int, int]]) -> Readings:
    points, when, value = [], day(0), 20
    for days, change in steps:
        when, value = when + dt.timedelta(days=days), max(0, value + change)
        points.append((when, value))
    return readings_of(points)


@settings(max_examples=50, deadline=None)
@given(Steps)
def test_last_week_is_a_week_and_a_streak_fits_in_the_past(steps: list[tuple[int, int]]) -> None:
    found = readings(steps)
    for place, back in enumerate(weeks_back(found.days)):
        assert back == -1 or 4 <= found.days[place] - found.days[back] <= 10
    weeks = streak(found)
    assert weeks < len(found)
    place, weekly = previous(found)
    assert weekly == (weeks_back(found.days)[-1] != -1)
    assert place < len(found) - 1


@settings(max_examples=50, deadline=None)
@given(Steps, some.integers(1, 3000))
def test_a_projection_is_ahead_within_its_interval_and_sooner_when_less_is_missing(
    steps: list[tuple[int, int]], missing: int
) -> None:
    found = readings(steps)
    far, near = (project(found, found.values[-1] + count) for count in (missing + 50, missing))
    pace = pace_per_week(found)
    if isinstance(near, str):
        assert isinstance(far, str)
        assert isinstance(pace, str) or pace <= 0 or missing * 7 / pace > FARTHEST
        return
    last = found.day(-1)
    assert last < near.earliest <= near.day < near.latest
    assert (near.day - last).days <= FARTHEST
    if not isinstance(far, str):
        assert near.day <= far.day
        assert near.latest <= far.latest
