"""The figures of charts: what is folded adds up, steps end at the sum, shares make a whole, and what is missing says why."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from chart_figures import charted, drawn, expected, found, history
from figures import EVN, NATIONAL
from hypothesis import given, settings
from hypothesis import strategies as st

from assetkit.charts.waterfall import _edges, _steps
from assetkit.counts.history import History, Snapshot
from assetkit.counts.model import Counts, UnitCount
from assetkit.facts.charting import KINDS
from assetkit.typography import number

WEEK = dt.datetime(2022, 5, 3)


def two_weeks(before: dict[str, int], after: dict[str, int], **more: Any) -> History:
    readings = []
    for week, values in enumerate((before, after)):
        rows = tuple(UnitCount(name, registered=value, quota=50) for name, value in values.items())
        counts = Counts(
            rows, more.get("total", (None, None))[week], WEEK + dt.timedelta(weeks=week), metric="registered", phase="1"
        )
        readings.append(Snapshot(counts))
    return History(tuple(readings))


def test_every_kind_is_plain_and_describes_itself() -> None:
    import json

    for kind in KINDS:
        chart = drawn(kind)
        assert chart["kind"] == kind
        assert chart["finding"]
        assert chart["deck"]
        assert chart["alt"]
        assert json.loads(json.dumps(chart)) == chart


def test_what_is_folded_adds_up_to_all() -> None:
    rows = drawn("units", units=40)["rows"]
    whole, due = sum(row["value"] for row in rows), sum(row.get("quota", 0) for row in rows)
    assert [row["rest_count"] for row in rows] == list(range(39, -1, -1))
    for place, row in enumerate(rows[:-1], start=1):
        value, quota = (sum(row.get(name, 0) for row in rows[:place]) for name in ("value", "quota"))
        pair = all("quota" in after for after in rows[place:]) and due > quota
        figures = f"{number(whole - value)}/{number(due - quota)}" if pair else number(whole - value)
        assert row["rest_text"] == f"và {40 - place} đơn vị khác: {figures}"
    assert "rest_text" not in rows[-1]


def test_units_are_in_the_order_of_their_ratio() -> None:
    ratios = [row["ratio"] for row in drawn("units", units=30)["rows"] if "ratio" in row]
    assert ratios == sorted(ratios, reverse=True)


def test_the_steps_of_a_week_end_at_the_change() -> None:
    chart = found("waterfall", charted(two_weeks({"A": 5, "B": 9, "C": 2}, {"A": 12, "B": 6, "C": 2})))
    assert [(step["name"], step["delta_text"]) for step in chart["steps"]] == [("A", "+7"), ("B", "−3")]
    assert chart["delta_text"] == "+4"
    assert chart["unchanged_text"] == "1 đơn vị không đổi"
    assert chart["finding"] == "Thêm 4 sáng kiến từ 3/5/2022"


def test_what_the_whole_gained_outside_of_the_list_is_a_step() -> None:
    total = tuple(UnitCount("Toàn ngành", registered=value, is_total=True) for value in (100, 130))
    chart = found("waterfall", charted(two_weeks({"A": 5}, {"A": 12}, total=total)))
    assert [(step["name"], step["delta"]) for step in chart["steps"]] == [("A", 7)]
    assert (chart["outside"]["name"], chart["outside"]["delta_text"]) == ("ngoài danh sách", "+23")
    assert _edges(_steps(chart, 9))[-1] == 30
    assert chart["delta"] == 30


@given(st.lists(st.integers(-500, 500).filter(bool), min_size=1, max_size=40), st.integers(2, 12))
@settings(max_examples=50, deadline=None)
def test_folded_steps_end_at_the_change(deltas: list[int], room: int) -> None:
    before = {f"Đơn vị {place}": 1000 for place in range(len(deltas))}
    after = {name: 1000 + delta for name, delta in zip(before, deltas, strict=True)}
    chart = found("waterfall", charted(two_weeks(before, after)))
    steps = _steps(chart, room)
    assert len(steps) <= room
    assert _edges(steps)[-1] == chart["delta"] == sum(deltas)


@pytest.mark.parametrize("units", [1, 5, 40])
def test_shares_make_a_whole(units: int) -> None:
    chart = drawn("shares", units=units)
    assert sum(row["share"] for row in chart["rows"]) == pytest.approx(1)
    first = chart["rows"][0]
    if len(chart["rows"]) > 1:
        assert first["share"] + first["rest"]["share"] == pytest.approx(1)


def test_what_the_list_leaves_out_of_the_whole_is_a_part() -> None:
    total = (UnitCount("Toàn ngành", registered=100, is_total=True),) * 2
    chart = found("shares", charted(two_weeks({"A": 10}, {"A": 40}, total=total)))
    assert chart["outside"]["share_text"] == "60,0%"
    assert chart["rows"][0]["share_text"] == "40,0%"


def test_ranks_end_at_todays_and_change_by_what_was_gained() -> None:
    chart = drawn("ranks", units=9, weeks=30)
    for row in chart["rows"]:
        assert row["ranks"][-1] == row["rank"]
        assert row["change"] == row["ranks"][0] - row["rank"]
    assert len(chart["days"]) == len(chart["rows"][0]["ranks"]) == 10


def test_weeks_without_figures_are_not_counted() -> None:
    past = history(4, 12)
    thinned = History(past.snapshots[:4] + past.snapshots[6:])
    chart = found("heat", charted(thinned))
    assert [place for place, counted in enumerate(chart["counted"]) if not counted] == [4, 5]
    assert len(chart["weeks"]) == 12


def test_the_trend_holds_the_last_figure_of_each_day_and_none_after_the_stamp() -> None:
    past = history(3, 10)
    early = replace(past.snapshots[6].counts)
    chart = found("trend", charted(past, counts=early))
    assert len(chart["points"]) == 7
    assert chart["points"][-1][1] == chart["value"]
    assert chart["plan"][0][1] == 0
    assert chart["plan"][-1] == ["2023-09-30", chart["quota"]]


def test_a_projection_is_drawn_below_the_quota_only() -> None:
    behind, done = charted(history(5, 20, speed=0.5)), charted(history(5, 84, speed=3))
    told = found("trend", replace(behind, projection=expected(behind, 90)))
    assert told["projection"]["text"] == "dự kiến"
    assert "Dự kiến về đích" in told["finding"]
    assert "projection" not in found("trend", replace(done, projection=expected(done, 90)))
    assert found("trend", done)["finding"].startswith("Vượt chỉ tiêu")


def test_points_say_where_the_plan_is() -> None:
    chart = found("dots", charted(history(5, 84, speed=3), NATIONAL))
    assert chart["over"] == chart["value"] - chart["quota"] > 0
    assert 0 < chart["plan"] <= chart["quota"]


def test_what_is_missing_says_why() -> None:
    alone = charted(history(4, 1))
    for kind in ("ranks", "heat", "multiples"):
        assert "needs figures of another week" in found(kind, alone)
    assert found("waterfall", alone) == "needs earlier figures"
    nobody = charted(None, counts=Counts((), as_of=WEEK, metric="registered"))
    assert found("trend", nobody) == "needs a figure for Toàn ngành"
    assert found("units", nobody) == "needs units with figures"
    assert found("shares", nobody) == "needs units with figures"
    assert "needs a figure" in found("dots", nobody)
    assert "quota above 0" in found("dots", replace(nobody, value=5))


def test_a_unit_has_its_own_trend_and_points() -> None:
    from assetkit.facts import derive

    past = history(6, 20)
    facts = derive(EVN, past.at(past.latest.as_of), past.latest.as_of, past).for_unit("PTC1")
    assert facts["chart_trend"]["label"] == "PTC1"  # type: ignore[index]
    assert facts["chart_dots"]["value_text"] == f"{facts['value_text']} sáng kiến"  # type: ignore[index]


def test_a_share_of_units_is_said_only_when_each_has_a_quota() -> None:
    past = two_weeks({"A": 40, "B": 9}, {"A": 60, "B": 12})
    assert found("units", charted(past))["finding"] == "1/2 đơn vị đã đạt chỉ tiêu"
    assert found("heat", charted(past))["finding"] == "1/2 đơn vị đã đạt chỉ tiêu"
    rows = (*past.latest.counts.units, UnitCount("C", registered=3))
    more = replace(past.latest.counts, units=rows)
    assert found("units", charted(past, counts=more))["finding"] == "1 đơn vị đã đạt chỉ tiêu"
    assert found("heat", charted(past, counts=more))["finding"] == "1 đơn vị đã đạt chỉ tiêu"
