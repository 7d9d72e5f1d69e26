"""Counts from tables: the real ones with their printed mistakes, wide and long formats, and what is refused."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from figures import COAL_TABLE, EVN, NATIONAL, POWER_TABLE, Cell, table

from assetkit.counts.model import Counts
from assetkit.counts.tables import counts_from_table
from assetkit.errors import AssetkitError
from assetkit.table import Table


def count(source: Table, **options: object) -> Counts:
    return counts_from_table(source, EVN, **options)  # type: ignore[arg-type]


def refused(source: Table, **options: object) -> str:
    with pytest.raises(AssetkitError) as caught:
        count(source, **options)
    assert len(str(caught.value).splitlines()) == 1
    return str(caught.value)


def values(counts: Counts) -> dict[str, tuple[int | None, int | None]]:
    return {unit.unit: (unit.value(counts.metric), unit.quota) for unit in counts.units}


# the real tables


def test_the_coal_table_has_one_wrong_percent_and_no_other_warning() -> None:
    counts = counts_from_table(COAL_TABLE, NATIONAL)
    assert len(counts.warnings) == 1
    for part in ("row 5", "Than Hà Lầm", "146%", "141/96", "146,9%"):
        assert part in counts.warnings[0]


def test_the_coal_table_is_partial_and_its_total_stands_apart() -> None:
    counts = counts_from_table(COAL_TABLE, NATIONAL)
    assert counts.total is not None
    assert counts.total.unit == "Công đoàn TKV (toàn ngành)"
    assert (counts.total.value("submitted"), counts.total.quota) == (2769, None)
    assert counts.summed == 1017
    assert counts.partial
    assert len(counts.units) == len(counts.top) == 8
    assert counts.as_of == dt.datetime(2022, 5, 10)
    assert counts.source == ""  # "S32" is a key, not a source


def test_the_coal_table_takes_the_stamp_and_source_that_are_given() -> None:
    stamp = dt.datetime(2022, 5, 10, 14)
    counts = counts_from_table(COAL_TABLE, NATIONAL, as_of=stamp, source="congdoantkv.vn")
    assert (counts.as_of, counts.source) == (stamp, "congdoantkv.vn")
    assert len(counts.warnings) == 1


@pytest.mark.parametrize(("printed", "right"), [("146", False), ("147", True), ("146,9", True), ("146,88", True)])
def test_a_percent_is_judged_at_its_own_precision(printed: str, right: bool) -> None:
    counts = count(table("Đơn vị,Thực hiện,Chỉ tiêu,Tỷ lệ", ("Than Hà Lầm", "141", "96", f"{printed}%")))
    assert (counts.warnings == ()) is right


def test_the_power_table_at_the_day_of_the_target() -> None:
    counts = count(POWER_TABLE, as_of=dt.datetime(2023, 7, 14))
    assert counts.phase == "total"
    assert counts.total is not None
    assert (counts.total.registered, counts.total.quota) == (10244, 10000)
    assert dict(counts.phase_values) == {"1": 2399}
    assert counts.units == ()
    assert not counts.partial
    assert sum("only after the stamp" in warning for warning in counts.warnings) == 2


def test_the_power_table_of_phase_one() -> None:
    counts = count(POWER_TABLE, phase="1")
    assert counts.total is not None
    assert (counts.total.registered, counts.total.quota) == (2399, 3000)
    assert [unit.unit for unit in counts.top] == ["EVNHANOI", "EVNNPT", "EVNCPC"]
    assert counts.summed == 237 + 239 + 108
    assert counts.partial
    assert [unit.unit for unit in counts.units if unit.is_total] == ["EVNNPT"]
    assert values(counts)["PTC1 (Truyền tải điện 1)"] == (74, 61)
    assert any("EVNHCMC" in warning and "quota" in warning for warning in counts.warnings)
    assert any("20/4/2022 to 31/5/2022" in warning for warning in counts.warnings)


def test_the_power_table_of_phase_two_takes_the_latest_rows() -> None:
    counts = count(POWER_TABLE, phase="2")
    assert values(counts) == {"EVNCPC": (1088, 799), "PC Bình Định": (74, 20)}
    assert counts.total is None  # a unit with a unit above it is not the whole
    earlier = count(POWER_TABLE, phase="Giai đoạn 2", as_of=dt.datetime(2022, 12, 31))
    assert values(earlier) == {"EVNCPC": (247, 799)}


def test_flagged_notes_are_passed_on() -> None:
    assert any("DAY NOMINAL" in warning for warning in count(POWER_TABLE, phase="2").warnings)


# choosing rows


HISTORY = table(
    "Ngày,Đơn vị,Thực hiện,Chỉ tiêu",
    ("2022-05-01", "A", "10", "20"),
    ("2022-05-08", "A", "15", None),
    (dt.date(2022, 5, 15), "A", 18, 20),
    ("8/5/2022", "B", "7", "9"),
)


def test_the_latest_row_up_to_the_stamp_is_taken_with_the_latest_quota() -> None:
    assert values(count(HISTORY)) == {"A": (18, 20), "B": (7, 9)}
    assert values(count(HISTORY, as_of=dt.datetime(2022, 5, 8))) == {"A": (15, 20), "B": (7, 9)}
    assert count(HISTORY).as_of == dt.datetime(2022, 5, 15)


def test_a_stamp_before_all_rows_is_refused_with_the_first_day() -> None:
    assert "--as-of 2022-05-01" in refused(HISTORY, as_of=dt.datetime(2022, 4, 30))


def test_midnight_means_the_whole_day() -> None:
    late = table("Thời điểm,Đơn vị,Thực hiện", ("14h00 ngày 10/5/2022", "A", "3"))
    assert count(late, as_of=dt.datetime(2022, 5, 10)).units[0].registered == 3
    assert "has no figures" in refused(late, as_of=dt.datetime(2022, 5, 10, 13, 59))


def test_an_older_table_with_a_later_stamp_is_warned_of() -> None:
    snapshot = table("Ngày,Đơn vị,Thực hiện", ("2022-05-10", "A", "3"))
    counts = count(snapshot, as_of=dt.datetime(2022, 6, 1))
    assert counts.as_of == dt.datetime(2022, 6, 1)
    assert "the figures are of 10/5/2022, the stamp says 1/6/2022" in counts.warnings


def test_several_phases_ask_for_one() -> None:
    phases = table("Giai đoạn,Đơn vị,Thực hiện", ("1", "A", "3"), ("2", "A", "4"))
    assert "--phase 1" in refused(phases)
    assert values(count(phases, phase="2")) == {"A": (4, None)}
    assert "phase '3'" in refused(phases, phase="3")


def test_a_table_without_phases_can_be_said_to_be_of_one() -> None:
    plain = table("Đơn vị,Thực hiện", ("A", "3"))
    assert count(plain).phase is None
    assert count(plain, phase="1").phase == "1"
    assert count(plain, phase="total").phase == "total"
    assert "has no phase '7'" in refused(plain, phase="7")


def test_a_long_table_of_several_metrics_fills_each() -> None:
    rows = (("A", "đã nộp", 9), ("A", "hợp lệ", 6), ("A", "đăng ký", 12), ("A", "chỉ tiêu", 8), ("A", "việc khác", 1))
    unit = count(table("Đơn vị,Chỉ số,value", *rows)).units[0]
    assert (unit.submitted, unit.valid, unit.registered, unit.quota) == (9, 6, 12, 8)


def test_a_wide_table_of_several_metrics_fills_each() -> None:
    wide = table("Đơn vị,Đã nộp,Hợp lệ,Số đăng ký,Chỉ tiêu", ("A", 9, 6, 12, 8))
    unit = count(wide).units[0]
    assert (unit.submitted, unit.valid, unit.registered, unit.quota) == (9, 6, 12, 8)
    assert counts_from_table(wide, NATIONAL).units[0].value("submitted") == 9


def test_a_plain_value_is_the_campaigns_metric_but_valid_ones_are_not_registered_ones() -> None:
    assert count(table("Đơn vị,Thực hiện", ("A", 6))).units[0].registered == 6
    assert "counts valid initiatives, the campaign registered ones" in refused(table("Đơn vị,Hợp lệ", ("A", 6)))
    assert "counts submitted initiatives" in refused(table("Đơn vị,Đã nộp", ("A", 6)))


def test_a_long_table_without_the_metric_says_which_it_has() -> None:
    assert "submitted" in refused(table("Đơn vị,Chỉ số,value", ("A", "đã nộp", 9)))


# totals and parts


@pytest.mark.parametrize("name", ["Tổng cộng", "CỘNG", "Tổng số", "EVN (toàn Tập đoàn)", "Toàn ngành", "Total"])
def test_an_overall_row_is_told_by_its_name(name: str) -> None:
    counts = count(table("Đơn vị,Thực hiện", ("A", 3), ("B", 4), (name, 7)))
    assert counts.total is not None
    assert counts.total.unit == name
    assert counts.total.is_total
    assert counts.summed == 7
    assert not counts.partial


@pytest.mark.parametrize("name", ["Công đoàn A", "Tổng công ty A", "Ban Cộng đồng", "Báo Cộng hòa", "Totalia"])
def test_a_unit_is_not_taken_for_the_total(name: str) -> None:
    assert count(table("Đơn vị,Thực hiện", ("B", 4), (name, 7))).total is None


def test_the_only_row_that_all_others_are_part_of_is_the_total() -> None:
    counts = count(table("Đơn vị,Mã,Trực thuộc,Thực hiện", ("X", "EX", None, 9), ("A", "", "EX", 4), ("B", "", "x", 5)))
    assert counts.total is not None
    assert counts.total.unit == "X"
    assert counts.summed == 9


def test_parents_and_their_parts_are_never_summed_together() -> None:
    rows = (("P", None, 10), ("Q", None, 20), ("P1", "P", 6), ("P2", "P", 4))
    counts = count(table("Đơn vị,Trực thuộc,Thực hiện", *rows))
    assert counts.total is None
    assert counts.summed == 30


def test_parts_that_exceed_their_whole_are_warned_of() -> None:
    counts = count(table("Đơn vị,Thực hiện", ("A", 30), ("B", 40), ("Tổng cộng", 60)))
    assert counts.partial
    assert any("70, more than the 60" in warning for warning in counts.warnings)


def test_two_totals_are_refused_with_both_rows() -> None:
    line = refused(table("Đơn vị,Thực hiện", ("Tổng cộng", 3), ("A", 3), ("Toàn ngành", 3)))
    assert "rows 2 and 4" in line


def test_a_circle_of_parents_is_refused() -> None:
    assert "part of itself" in refused(table("Đơn vị,Trực thuộc,Thực hiện", ("A", "B", 1), ("B", "A", 1)))


# refusals


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("-3", "row 2 column 'Thực hiện': '-3' is less than nothing"),
        (-1, "is less than nothing"),
        ("3,5", "is not a whole number"),
        (2.5, "is not a whole number"),
        (Decimal("0.1"), "is not a whole number"),
        (float("nan"), "is not a number"),
        (True, "is not a number"),
        ("nhiều", "is not a number"),
        ("1.234", "can be meant in two ways"),
        (dt.date(2022, 5, 10), "is not a number"),
        (None, "row 2: 'A' has no registered figure"),
    ],
)
def test_what_is_not_a_count_is_refused_with_its_place(cell: Cell, expected: str) -> None:
    assert expected in refused(table("Đơn vị,Thực hiện", ("A", cell)))


def test_a_declared_locale_settles_the_point() -> None:
    source = table("Đơn vị,Thực hiện", ("A", "1.234"))
    vietnamese = Table(source.path, source.headers, source.rows, locale="vi")
    assert count(vietnamese).units[0].registered == 1234


@pytest.mark.parametrize("second", ["A hòa", "a  HOÀ"])
def test_a_unit_twice_is_refused_with_both_rows(second: str) -> None:
    line = refused(table("Đơn vị,Thực hiện", ("A hoà", 1), ("B", 1), (second, 2)))
    assert "stands twice, in rows 2 and 4" in line


def test_a_code_twice_is_refused() -> None:
    assert "rows 2 and 3" in refused(table("Đơn vị,Mã,Thực hiện", ("A", "X1", 1), ("B", "x1", 2)))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (table("Ngày,Thực hiện", ("2022-05-10", 1)), "no column names the units"),
        (table("Đơn vị,Chỉ tiêu", ("A", 1)), "no column counts initiatives"),
        (table("Đơn vị,Thực hiện", (None, 1)), "figures without a unit"),
        (table("Đơn vị,Thực hiện", (None, None)), "has no rows with figures"),
        (table("Ngày,Đơn vị,Thực hiện", ("31/2/2022", "A", 1)), "row 2 column 'Ngày': '31/2/2022' is not a date"),
        (table("Chỉ số,Đơn vị,Thực hiện", (None, "A", 1)), "does not say what it counts"),
    ],
)
def test_a_table_that_does_not_say_enough_is_refused(source: Table, expected: str) -> None:
    assert expected in refused(source)


def test_missing_and_zero_quotas_are_kept_apart() -> None:
    counts = count(table("Đơn vị,Thực hiện,Chỉ tiêu,%", ("A", 1, None, "50"), ("B", 1, 0, "50")))
    assert values(counts) == {"A": (1, None), "B": (1, 0)}
    assert counts.warnings == ()
