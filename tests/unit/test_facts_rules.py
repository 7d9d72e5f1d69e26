"""Facts about quotas, plans, days, milestones, ranks and sources, one by one."""

from __future__ import annotations

import datetime as dt

import pytest
from figures import EVN, NOW, campaign, counted, entries, unit

from assetkit.counts.model import Counts
from assetkit.facts import derive
from assetkit.facts.words import in_words


def test_a_unit_never_inherits_the_figures_of_the_whole() -> None:
    facts = counted(unit("A", 5), total=unit("Tổng cộng", 10, 20), phase="total").for_unit("A")
    assert "quota" not in facts
    assert "percent_text" not in facts
    assert "plan_today" not in facts


def test_without_a_total_row_the_units_are_summed() -> None:
    facts = counted(unit("A", 5, 10), unit("B", 7, 4))
    assert (facts["total"], facts["quota"], facts["percent_text"]) == (12, 14, "85,7%")
    assert facts["total_label"] == "Tổng cộng"
    assert not facts["partial"]


def test_a_zero_quota_is_reached_but_has_no_percent() -> None:
    facts = counted(unit("A", 5, 0), unit("B", 1, 2)).for_unit("A")
    assert (facts["reached"], facts["over"], facts["remaining"]) == (True, 5, 0)
    assert facts.why_missing("percent_text") == "fact percent_text needs a quota above 0 for 'A'"
    assert "rank" not in facts


@pytest.mark.parametrize(
    ("value", "expected"), [(126, "vượt 26"), (67, "còn 33"), (100, "đạt đủ chỉ tiêu"), (0, "còn 100")]
)
def test_over_or_remaining(value: int, expected: str) -> None:
    assert counted(unit("A", value, 100))["over_or_remaining_text"] == expected


def test_the_plan_needs_to_know_what_a_quota_is_for() -> None:
    assert "name one, or 'total'" in counted(unit("A", 5, 10)).why_missing("plan_today")
    assert counted(unit("A", 5, 10), phase="1")["plan_today"] == 8  # 86 of 107 days
    assert "plan_today" in counted(total=unit("Tổng cộng", 5, 10_000))  # the target itself
    assert counted(total=unit("Tổng cộng", 5, 3_000))["plan_today"] == 2411  # the target of the phase that runs


@pytest.mark.parametrize(
    ("day", "value", "ahead", "finish"),
    [
        (dt.date(2022, 5, 31), 3000, "đúng kế hoạch", "về đích đúng hạn"),
        (dt.date(2022, 5, 30), 3000, "sớm hơn kế hoạch 28 sáng kiến", "về đích sớm 1 ngày"),
        (dt.date(2022, 6, 12), 2988, "chậm hơn kế hoạch 12 sáng kiến", "quá hạn 12 ngày"),
        (dt.date(2022, 6, 12), 3000, "đúng kế hoạch", "đã về đích"),
        (dt.date(2022, 5, 30), 2972, "đúng kế hoạch", None),
    ],
)
def test_the_plan_and_the_finish(day: dt.date, value: int, ahead: str, finish: str | None) -> None:
    facts = counted(total=unit("Tổng cộng", value, 3000), phase="1", as_of=dt.datetime(day.year, day.month, day.day))
    assert facts["ahead_text"] == ahead
    assert facts.get("finish_text") == finish


def test_the_pace_reaches_the_quota_in_time() -> None:
    facts = counted(total=unit("Tổng cộng", 2970, 3000), phase="1", now=dt.datetime(2022, 5, 17))
    assert facts["pace_needed_per_week"] == 15  # two weeks
    assert facts["pace_needed_per_week_text"] == "15 sáng kiến mỗi tuần"
    last = counted(total=unit("Tổng cộng", 2970, 3000), phase="1", now=dt.datetime(2022, 5, 31))
    assert last["pace_needed_per_week"] == 30
    late = counted(total=unit("Tổng cộng", 2970, 3000), phase="1", now=dt.datetime(2022, 6, 1))
    assert "is past" in late.why_missing("pace_needed_per_week")
    assert counted(total=unit("Tổng cộng", 3001, 3000), phase="1")["pace_needed_per_week"] == 0


def test_days_left_end_with_the_campaign() -> None:
    def texts(day: dt.datetime) -> object:
        return derive(EVN, None, day).get("days_left_text")

    days = [dt.datetime(2023, 7, 14), dt.datetime(2023, 9, 30, 23, 59), dt.datetime(2023, 10, 1)]
    assert [texts(day) for day in days] == ["còn 78 ngày", "hôm nay là hạn cuối", None]


def test_milestones_are_the_campaigns_or_round_numbers_and_the_quota() -> None:
    own = campaign("evn-10k-2022", ('word = "nghìn"', 'word = "nghìn"\nmilestones = [1000, 7500]'))
    counts = Counts((), unit("Tổng cộng", 2500, 3000), None, "x", "registered")
    facts = derive(own, counts, NOW)
    assert (facts["milestone_reached"], facts["milestone_next"], facts["milestone_remaining"]) == (1000, 7500, 5000)
    facts = derive(EVN, counts, NOW)
    assert (facts["milestone_reached"], facts["milestone_next_text"]) == (2000, "3.000")
    assert "milestone_next" not in derive(own, Counts((), unit("T", 8000), None, "x", "registered"), NOW)


def test_equal_units_share_their_rank_and_are_all_named() -> None:
    facts = counted(unit("Ơ", 2, 1), unit("Ă", 4, 2), unit("A", 6, 3), unit("B", 1, 1))
    assert [entry["name"] for entry in entries(facts)] == ["A", "Ă", "Ơ", "B"]
    assert [entry["place"] for entry in entries(facts)] == [1, 2, 3, 4]
    assert [entry["rank"] for entry in entries(facts)] == [1, 1, 1, 4]
    assert facts.for_unit("Ơ")["rank_text"] == "đồng thứ 1/4"
    assert facts["best_ratio_unit"] == "A, Ă và Ơ"


def test_without_any_quota_units_are_ranked_by_figure() -> None:
    facts = counted(unit("A", 1), unit("B", 3), unit("C", 2))
    assert [entry["name"] for entry in entries(facts)] == ["B", "C", "A"]
    assert facts["ranked_by"] == "value"
    assert facts.for_unit("A")["gap_to_next_text"] == "còn 2 sáng kiến để vượt C"
    assert "best_ratio_unit" not in facts


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("https://www.congdoantkv.vn/a/b", "Nguồn: congdoantkv.vn"),
        ("http://evn.com.vn:8080/?x=1, https://evn.com.vn/y", "Nguồn: evn.com.vn"),
        ("Ban Chính sách – Pháp luật", "Nguồn: Ban Chính sách – Pháp luật"),
    ],
)
def test_the_source(source: str, expected: str) -> None:
    assert derive(EVN, Counts((), unit("T", 1), None, source, "registered"), NOW)["source_text"] == expected


WORDS = {0: "không", 5: "năm", 8: "tám", 10: "mười", 15: "mười lăm", 20: "hai mươi", 21: "hai mươi mốt", 83: "tám mươi ba"}
LARGE = {101: "một trăm linh một", 115: "một trăm mười lăm", 245: "hai trăm bốn mươi lăm", 300: "ba trăm", 1024: "1.024"}


@pytest.mark.parametrize(("value", "words"), [*WORDS.items(), *LARGE.items()])
def test_numbers_in_words(value: int, words: str) -> None:
    assert in_words(value) == words


def test_words_are_distinct() -> None:
    assert len({in_words(value) for value in range(1000)}) == 1000


@pytest.mark.parametrize("values", [(50, 20, 0), (0, 0, 0), (150, 99, 0), (100, 99, 0)])
def test_no_bar_seems_to_be_at_the_quota_of_a_unit_that_is_not(values: tuple[int, ...]) -> None:
    facts = counted(*(unit(f"Đơn vị {place}", value, 100) for place, value in enumerate(values)))
    line = facts["quota_line_share"]
    assert isinstance(line, float)
    for entry in entries(facts):
        assert 0 <= entry["ratio_share"] <= 1
        assert entry["ratio_share"] == pytest.approx(entry["ratio"] * line)
        assert entry["reached"] == (entry["ratio_share"] >= line)
