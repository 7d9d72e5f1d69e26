"""Relations between facts that hold for any figures."""

from __future__ import annotations

import datetime as dt
import time
from fractions import Fraction
from typing import Any

import pytest
from figures import EVN, NATIONAL, NOW, campaign, counted, entries, unit
from hypothesis import given, settings
from hypothesis import strategies as st

from assetkit.counts.model import Counts
from assetkit.facts import Facts, derive, variant
from assetkit.facts.names import names
from assetkit.facts.plan import plan_share
from assetkit.typography import number, percent

FIGURES = st.lists(st.tuples(st.integers(0, 9999), st.one_of(st.none(), st.integers(0, 999))), min_size=1, max_size=15)


def of(figures: list[tuple[int, int | None]]) -> Facts:
    return counted(*(unit(f"Đơn vị {index}", value, quota) for index, (value, quota) in enumerate(figures)))


@given(FIGURES)
@settings(max_examples=50, deadline=None)
def test_the_entries_agree_with_each_other(figures: list[tuple[int, int | None]]) -> None:
    facts = of(figures)
    rows = entries(facts)
    assert sum(row["value"] for row in rows) == facts["total"] == facts["units_total"]
    assert [row["place"] for row in rows] == list(range(1, len(figures) + 1))
    assert sorted(row["name"] for row in rows) == sorted(f"Đơn vị {index}" for index in range(len(figures)))
    ranked = [row for row in rows if "rank" in row]
    key = "ratio" if facts["ranked_by"] == "ratio" else "value"
    assert rows[: len(ranked)] == ranked
    assert [row[key] for row in ranked] == sorted((row[key] for row in ranked), reverse=True)
    for row in ranked:
        assert row["rank"] == 1 + sum(other[key] > row[key] for other in ranked)
    for row in rows:
        shares = [row[name] for name in row if "share" in name]
        assert all(0 <= share <= 1 for share in shares)
        if "quota" in row:
            assert row["value"] == row["quota"] + row["over"] - row["remaining"]
            assert row["over"] == 0 or row["remaining"] == 0
            assert row["reached"] is (row["value"] >= row["quota"])
            halves = row["within_share_of_longest"] + row["over_share_of_longest"]
            assert halves == pytest.approx(row["share_of_longest"])


@given(FIGURES)
@settings(max_examples=30, deadline=None)
def test_a_units_facts_are_those_of_its_entry(figures: list[tuple[int, int | None]]) -> None:
    facts = of(figures)
    for row in entries(facts):
        own = facts.for_unit(row["name"])
        for name in set(row) & set(names("standing", "unit")):
            assert own[name] == row[name]
        assert set(names("standing")) & set(own) >= set(names("standing")) & set(row)


@given(FIGURES)
@settings(max_examples=30, deadline=None)
def test_the_gap_is_the_least_that_passes_the_unit_above(figures: list[tuple[int, int | None]]) -> None:
    facts = of(figures)
    for row in entries(facts):
        own: Any = facts.for_unit(row["name"])
        if "gap_to_next" not in own:
            continue
        above = next(other for other in entries(facts) if other["name"] == own["next_unit"])
        by_ratio = facts["ranked_by"] == "ratio"

        def score(value: int, entry: dict[str, Any], by_ratio: bool = by_ratio) -> Fraction:
            return Fraction(value, entry["quota"] if by_ratio else 1)

        target = score(above["value"], above)
        assert own["gap_to_next"] >= 1
        assert score(row["value"] + own["gap_to_next"], row) > target
        assert score(row["value"] + own["gap_to_next"] - 1, row) <= target


@given(st.integers(0, 10**6), st.integers(1, 10**6))
@settings(max_examples=50, deadline=None)
def test_the_printed_percent_is_the_fraction_rounded_half_up(value: int, quota: int) -> None:
    facts = counted(unit("A", value, quota))
    tenths = int(Fraction(value * 1000, quota) + Fraction(1, 2))
    assert facts["percent_text"] == f"{number(tenths // 10)},{tenths % 10}%" == percent(Fraction(value, quota))
    assert facts["capped_ratio"] == min(1.0, float(Fraction(value, quota)))


@given(st.integers(0, 9999), st.integers(1, 9999), st.integers(0, 50))
@settings(max_examples=50, deadline=None)
def test_more_is_never_worse(value: int, quota: int, more: int) -> None:
    less: Any = counted(unit("A", value, quota), phase="1")
    greater: Any = counted(unit("A", value + more, quota), phase="1")
    for name in ("ratio", "over", "ahead_of_plan", "capped_ratio", "milestone_next"):
        assert greater[name] >= less[name]
    for name in ("remaining", "pace_needed_per_week"):
        assert greater[name] <= less[name]


DAYS = st.dates(dt.date(2021, 1, 1), dt.date(2030, 12, 31))


@given(DAYS, DAYS, st.sampled_from(["1", "2", "total"]))
@settings(max_examples=50, deadline=None)
def test_a_plan_rises_from_nothing_to_the_whole(one: dt.date, other: dt.date, due: str) -> None:
    for plan in (EVN, NATIONAL, campaign("cdvc-1m-2022")):
        early, late = sorted((one, other))
        assert 0 <= plan_share(plan, due, early) <= plan_share(plan, due, late) <= 1
        assert plan_share(plan, due, plan.start - dt.timedelta(days=1)) == 0
        assert plan_share(plan, due, plan.deadline) == 1


def test_a_plan_passes_through_the_targets_of_its_phases() -> None:
    assert plan_share(EVN, "total", dt.date(2022, 5, 31)) == Fraction(3, 10)
    assert plan_share(NATIONAL, "total", dt.date(2022, 5, 31)) == Fraction(3, 10)  # the rest is phase 2


@given(st.text(min_size=1, max_size=20))
@settings(max_examples=30, deadline=None)
def test_a_variant_is_fixed_by_the_name(name: str) -> None:
    found = variant(name)
    assert found == variant(name)
    assert 0 <= found["turn"] < 1
    assert 9 <= found["rays"] <= 23
    assert 0 <= found["tone"] <= 4


def test_five_hundred_units_take_little_time() -> None:
    units = tuple(unit(f"Công ty Điện lực số {index}", index * 7 % 301, 1 + index * 11 % 200) for index in range(500))
    counts = Counts(units, None, NOW, "x", "registered", phase="1")
    best = 1.0
    for _ in range(5):
        start = time.process_time()
        derive(EVN, counts, NOW)
        best = min(best, time.process_time() - start)
    assert best <= 0.05  # seconds of CPU
