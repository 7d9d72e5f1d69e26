"""Facts over time: streaks, milestones that are crossed, the day of the quota, quotas that change."""

from __future__ import annotations

import datetime as dt

import pytest
from figures import campaign, unit
from histories import grown, history, known, snapshot

from assetkit.counts.history import history_of

A, B = "Than Hà Lầm", "Than Nam Mẫu"


# streaks


def test_a_streak_counts_the_weeks_of_growth() -> None:
    assert grown(1, 1, 2, 3, 5)["streak_weeks"] == 3
    assert grown(1, 1, 2, 3, 5)["streak_text"] == "3 tuần liên tiếp tăng"
    assert grown(2, 1, 2)["streak_weeks"] == 1
    assert "2 weeks in a row" in grown(2, 1, 2).why_missing("streak_text")


def test_a_missing_week_ends_a_streak() -> None:
    assert grown(1, 2, 3, 4, 5, weeks=[0, 1, 3, 4, 5])["streak_weeks"] == 2


# milestones


def test_milestones_crossed_since_the_earlier_figures() -> None:
    facts = grown(8, 60, quota=55)
    assert facts["milestones_crossed"] == (10, 20, 50, 55)
    assert (facts["milestone_crossed"], facts["milestone_crossed_text"]) == (55, "55")
    assert facts["milestone_crossed_day_text"] == "9/5/2022"


def test_the_day_of_a_milestone_is_that_of_the_first_figures_that_reach_it() -> None:
    facts = grown(900, 1010, 1200, weeks=[0, 0.57, 1])
    assert facts["milestone_crossed_text"] == "1.000"
    assert facts["milestone_crossed_day_text"] == "6/5/2022"


def test_a_milestone_is_crossed_once() -> None:
    facts = grown(40, 55, 45, 60)
    assert facts["milestones_crossed"] == ()
    assert "passed a milestone since 16/5/2022" in facts.why_missing("milestone_crossed_text")


def test_the_campaigns_milestones_are_those_of_the_whole() -> None:
    own = campaign("evn-10k-2022", ("target = 10000\n", "target = 10000\nmilestones = [25, 75]\n"))
    past = history({"": [20, 60], A: [20, 60]})
    facts = known(past, own)
    assert facts["milestones_crossed"] == (25,)
    assert facts.for_unit(A)["milestones_crossed"] == (50,)


# the day of the quota


def test_the_quota_is_reached_on_the_day_of_the_first_figures_at_it() -> None:
    facts = grown(8, 10, 12, quota=10)
    assert facts["reached_on"] == dt.date(2022, 5, 9)
    assert facts["reached_on_text"] == "đạt chỉ tiêu từ 9/5/2022"


@pytest.mark.parametrize(
    ("values", "weeks", "reason"),
    [
        ((12, 13), None, "from before 2/5/2022, when its quota was reached already"),
        ((8, 12), [0, 3], "between 2/5/2022 and 23/5/2022"),
        ((8, 9), None, "to have reached its quota"),
        ((8, 12, 9), None, "to have reached its quota"),
    ],
)
def test_a_day_that_is_not_known_is_not_said(values: tuple[int, ...], weeks: list[float] | None, reason: str) -> None:
    assert reason in grown(*values, quota=10, weeks=weeks).why_missing("reached_on_text")


def test_a_quota_that_was_lost_and_reached_again_counts_from_then() -> None:
    assert grown(8, 11, 9, 12, quota=10)["reached_on"] == dt.date(2022, 5, 23)


@pytest.mark.parametrize("quota", [None, 0])
def test_without_a_quota_above_0_there_is_no_day_and_no_projection(quota: int | None) -> None:
    facts = grown(8, 9, 12, quota=quota)
    for name in ("reached_on", "projected_day"):
        assert "needs a quota above 0 for 'Than Hà Lầm'" in facts.why_missing(name)
    assert facts["pace_per_week"] == 2.0


def test_a_quota_that_changed_is_todays_for_the_day_and_thens_for_the_rank() -> None:
    weeks = [{A: 10, B: 10}, {A: 10, B: 10}, {A: 20, B: 10}]
    figures = [{A: 9, B: 8}, {A: 12, B: 9}, {A: 14, B: 12}]
    past = history_of(
        snapshot(week, [unit(name, figures[week][name], quotas[name]) for name in quotas])
        for week, quotas in enumerate(weeks)
    )
    facts = known(past)
    raised = facts.for_unit(A)
    assert not raised["reached"]
    assert "to have reached its quota" in raised.why_missing("reached_on")
    assert (raised["rank_previous"], raised["rank"], raised["rank_change_text"]) == (1, 2, "giảm 1 bậc")
    assert facts.for_unit(B)["reached_on"] == dt.date(2022, 5, 16)
    assert facts["reached_this_week"] == (B,)
