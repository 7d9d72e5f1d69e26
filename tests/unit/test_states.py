"""Submitted, under review, valid: three states that tables hold beside each other, and that are never taken for one another."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from figures import EVN, NOW, Cell, campaign, table
from hypothesis import given, settings
from hypothesis import strategies as st
from readings import snapshot
from units_cases import registry
from units_cases import unit as known

from assetkit.counts.comparing import after_adding
from assetkit.counts.entries import METRIC_BY_KEY
from assetkit.counts.exporting import export_text, exported_table, readings_of
from assetkit.counts.history_table import snapshots_from_table
from assetkit.counts.model import METRICS, Counts, UnitCount
from assetkit.counts.store import open_store
from assetkit.counts.tables import counts_from_table
from assetkit.errors import AssetkitError
from assetkit.facts import Facts, derive
from assetkit.facts.states import ORDER
from assetkit.facts.words import METRIC_WORDS
from assetkit.table.columns import ALIASES, resolve
from assetkit.typography import fold

VALID = campaign("evn-10k-2022", ('count_metric = "registered"', 'count_metric = "valid"'))
STATE = st.none() | st.integers(0, 200)


def count(headers: str, *rows: tuple[Cell, ...]) -> Counts:
    return counts_from_table(table(headers, *rows), VALID, as_of=dt.datetime(2022, 5, 10))


def states(unit: UnitCount | None) -> tuple[int | None, int | None, int | None]:
    assert unit is not None
    return unit.submitted, unit.reviewing, unit.valid


def facts(*units: UnitCount, total: UnitCount | None = None) -> Facts:
    return derive(VALID, Counts(units, total, dt.datetime(2022, 5, 10)), NOW)


# reading them


@pytest.mark.parametrize("header", ["Đang xem xét", "Số đang xét duyệt", "CHỜ DUYỆT", "reviewing", "Đang được xem xét"])
def test_a_wide_table_has_a_column_for_each(header: str) -> None:
    assert states(count(f"Đơn vị,Đã nộp,{header},Hợp lệ", ("A", 120, 30, 90)).units[0]) == (120, 30, 90)


@pytest.mark.parametrize("word", ["đang xem xét", "Đang xét duyệt", "under review"])
def test_a_long_table_has_a_row_for_each(word: str) -> None:
    rows = (("A", "đã nộp", 120), ("A", word, 30), ("A", "hợp lệ", 90))
    assert states(count("Đơn vị,Chỉ số,value", *rows).units[0]) == (120, 30, 90)


def test_what_is_under_review_is_never_taken_for_what_is_valid() -> None:
    with pytest.raises(AssetkitError, match="counts reviewing initiatives, the campaign valid ones"):
        count("Đơn vị,Đang xem xét", ("A", 30))
    with pytest.raises(AssetkitError, match="has no valid figures"):
        count("Đơn vị,Chỉ số,value", ("A", "đang xem xét", 30))
    assert states(count("Đơn vị,Thực hiện,Đang xem xét", ("A", 90, 30)).units[0]) == (None, 30, 90)


@pytest.mark.parametrize("state", ["submitted", "reviewing"])
def test_columns_and_rows_are_called_the_same(state: str) -> None:
    for word in ALIASES[state]:
        assert resolve((word,)) == {word: state}
        assert METRIC_BY_KEY.get(fold(word), state) == state
    for word in (word for word, metric in METRIC_BY_KEY.items() if metric == state):
        assert resolve((word,)) == {word: state}


def test_a_table_of_several_days_keeps_them_apart() -> None:
    days = [dt.date(2022, 5, 3), dt.date(2022, 5, 10)]
    rows = [("A", day, 10 * n, 9, 8 * n) for n, day in enumerate(days, start=2)]
    found = snapshots_from_table(table("Đơn vị,Ngày,Đã nộp,Đang xem xét,Hợp lệ", *rows), VALID)
    assert [states(one.counts.units[0]) for one in found] == [(20, 9, 16), (30, 9, 24)]
    assert [one.counts.warnings[0][:37] for one in found] == [
        "t.csv row 2: 'A' has 25 initiatives v",
        "t.csv row 3: 'A' has 33 initiatives v",
    ]


def test_more_than_was_submitted_is_told() -> None:
    assert count("Đơn vị,Đã nộp,Đang xem xét,Hợp lệ", ("A", 120, 30, 90)).warnings == ()
    told = count("Đơn vị,Đã nộp,Hợp lệ", ("A", 90, 120)).warnings
    assert told == ("t.csv row 2: 'A' has 120 initiatives valid, but only 90 submitted",)


# keeping them


def test_the_store_and_its_export_keep_them(tmp_path: Path) -> None:
    one = snapshot({"A": 90})
    unit = UnitCount("A", submitted=120, reviewing=30, valid=90)
    reading = [
        type(one)(Counts((unit,), None, one.as_of, metric="valid"), origin="a.csv"),
        type(one)(Counts((), unit, one.as_of, metric="valid"), origin="b.csv"),
    ]
    with open_store(str(tmp_path / "a.sqlite")) as store:
        store.add("evn", reading)
        held = store.history("evn", metric="valid")
        text = export_text(store.readings())
    assert states(held.snapshots[0].counts.units[0]) == states(held.snapshots[1].counts.total) == (120, 30, 90)
    exported = exported_table(text.encode(), "all.csv")
    assert exported is not None
    with open_store(str(tmp_path / "b.sqlite")) as store:
        store.add_all(readings_of(exported))
        assert export_text(store.readings()) == text


def test_a_correction_of_what_is_under_review_says_so(tmp_path: Path) -> None:
    def reading(reviewing: int) -> list[object]:
        one = snapshot({"A": 90})
        unit = UnitCount("A", submitted=120, reviewing=reviewing, valid=90)
        return [type(one)(Counts((unit,), None, one.as_of, metric="valid"), origin="a.csv")]

    with open_store(str(tmp_path / "a.sqlite")) as store:
        store.add("evn", reading(30))  # type: ignore[arg-type]
        added = store.add("evn", reading(28))  # type: ignore[arg-type]
        assert [one.state for one in added] == ["correction"]
        assert after_adding(store, "evn", added)[0].endswith("'A' reviewing 30 → 28")


def test_a_merge_adds_up_each_state() -> None:
    units = registry(known("A", valid_to=dt.date(2022, 3, 31), merged_into="B"), known("B"))
    rows = (UnitCount("A", submitted=12, reviewing=3, valid=9), UnitCount("B", submitted=7, reviewing=2, valid=4))
    found = units.apply(Counts(rows, None, dt.datetime(2022, 5, 1)))
    assert [states(row) for row in found.units] == [(19, 5, 13)]


# telling them


def test_every_metric_has_its_word_and_its_place() -> None:
    assert set(METRICS) == set(METRIC_WORDS) == set(ORDER)


def test_the_states_stand_beside_each_other() -> None:
    found = facts(UnitCount("A", submitted=1200, reviewing=300, valid=900), UnitCount("B", valid=5))
    own = found.for_unit("A")
    assert own["states_text"] == "đã nộp 1.200 · đang xem xét 300 · hợp lệ 900"
    assert (own["submitted"], own["reviewing"], own["value"]) == (1200, 300, 900)
    assert (own["submitted_text"], own["reviewing_text"]) == ("1.200", "300")
    assert "states_text" not in found and "reviewing" not in found  # B does not say
    assert "a column 'Đang xem xét'" in found.why_missing("reviewing")


def test_the_whole_is_its_own_row_else_the_sum_of_all() -> None:
    units = (UnitCount("A", submitted=12, reviewing=3, valid=9), UnitCount("B", submitted=7, reviewing=2, valid=4))
    assert facts(*units)["states_text"] == "đã nộp 19 · đang xem xét 5 · hợp lệ 13"
    assert facts(*units, total=UnitCount("Tổng cộng", valid=13))["reviewing"] == 5
    partial = facts(*units, total=UnitCount("Tổng cộng", valid=14))
    assert "reviewing" not in partial  # a part of the whole
    said = facts(*units, total=UnitCount("Tổng cộng", submitted=20, valid=14))
    assert said["states_text"] == "đã nộp 20 · hợp lệ 14"


@given(st.lists(st.tuples(STATE, STATE, st.integers(0, 200), STATE), min_size=1, max_size=4))
@settings(max_examples=50, deadline=None)
def test_no_state_changes_what_is_said_of_another(rows: list[tuple[int | None, int | None, int, int | None]]) -> None:
    plain = facts(*(UnitCount(f"Đơn vị {n}", valid=row[2]) for n, row in enumerate(rows)))
    full = facts(
        *(
            UnitCount(f"Đơn vị {n}", submitted=a, reviewing=b, valid=c, registered=d)
            for n, (a, b, c, d) in enumerate(rows)
        )
    )
    about = {"submitted", "submitted_text", "reviewing", "reviewing_text", "states_text"}
    assert {name: full[name] for name in full if name not in about} == {
        name: plain[name] for name in plain if name not in about
    }


def test_a_campaign_may_count_what_was_submitted() -> None:
    of = campaign("evn-10k-2022", ('count_metric = "registered"', 'count_metric = "submitted"'))
    counts = Counts((UnitCount("A", submitted=120, reviewing=30),), None, dt.datetime(2022, 5, 10), metric="submitted")
    found = derive(of, counts, NOW)
    assert (found["value"], found["submitted"], found["reviewing"]) == (120, 120, 30)
    assert EVN.count_metric == "registered"
