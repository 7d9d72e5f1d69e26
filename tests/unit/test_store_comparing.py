"""What is said after readings were added: falls, contradictions, corrections, columns that are gone; and the list of readings."""

from __future__ import annotations

from pathlib import Path

import pytest
from figures import table
from hypothesis import given, settings
from hypothesis import strategies as st
from readings import UNITS, snapshot, week

from assetkit.counts.comparing import MOST, after_adding, falls
from assetkit.counts.history import Snapshot, history_of
from assetkit.counts.listing import listed
from assetkit.counts.renamed import lost_columns
from assetkit.counts.store import open_store
from assetkit.errors import AssetkitError


def said(tmp_path: Path, *steps: list[Snapshot]) -> tuple[str, ...]:
    """What is said after the last of several additions."""
    with open_store(str(tmp_path / "counts.sqlite")) as store:
        for step in steps:
            added = store.add("evn", step)
        return after_adding(store, "evn", added)


def test_a_fall_names_the_unit_both_figures_and_both_dates(tmp_path: Path) -> None:
    told = said(tmp_path, [snapshot({"EVNNPT": 1200}, 0)], [snapshot({"EVNNPT": 1100}, 1)])
    assert told == ("'EVNNPT' falls from 1.200 (2/5/2022) to 1.100 (9/5/2022): kept as counted",)


def test_an_older_reading_that_comes_late_is_compared_with_the_later_one(tmp_path: Path) -> None:
    told = said(tmp_path, [snapshot({"A": 5}, 1)], [snapshot({"A": 7}, 0)])
    assert told == ("'A' falls from 7 (2/5/2022) to 5 (9/5/2022): kept as counted",)


def test_a_fall_is_told_once_and_not_again_with_the_next_week(tmp_path: Path) -> None:
    assert said(tmp_path, [snapshot({"A": 5}, 0)], [snapshot({"A": 4}, 1)], [snapshot({"A": 6}, 2)]) == ()


@given(st.dictionaries(st.sampled_from(UNITS), st.lists(st.integers(0, 50), min_size=3, max_size=3), min_size=1))
@settings(max_examples=40, deadline=None)
def test_falls_are_exactly_the_weeks_in_which_a_count_is_lower(series: dict[str, list[int]]) -> None:
    ones = [snapshot({name: values[n] for name, values in series.items()}, n, id=n + 1) for n in range(3)]
    history = history_of(ones)
    expected = [(name, n) for name, values in series.items() for n in (1, 2) if values[n] < values[n - 1]]
    found = falls(history, {1, 2, 3})
    assert len(found) == len(expected)
    assert all(any(f"'{name}'" in text for text in found) for name, _ in expected)
    assert falls(history, ()) == []


def test_many_falls_are_counted(tmp_path: Path) -> None:
    names = [f"Đơn vị {number}" for number in range(MOST + 5)]
    told = said(tmp_path, [snapshot(dict.fromkeys(names, 9), 0)], [snapshot(dict.fromkeys(names, 8), 1)])
    assert len(told) == MOST + 1
    assert told[-1] == "5 more counts fall"


def test_two_origins_that_disagree_are_told_which_is_believed(tmp_path: Path) -> None:
    first, second = snapshot({"A": 5}, origin="a.csv"), snapshot({"A": 6}, origin="b.csv")
    (told,) = said(tmp_path, [first], [second])
    for part in ("'A'", "5 by a.csv (snapshot 1)", "6 by b.csv (snapshot 2)", "--origin a.csv"):
        assert part in told


def test_a_correction_says_what_it_changes(tmp_path: Path) -> None:
    told = said(tmp_path, [snapshot({"A": 5, "B": 1}, quota=9)], [snapshot({"A": 6, "C": 2}, quota=8)])
    named = "correction of counts.csv (snapshot 1), 2/5/2022: "
    assert [text.removeprefix(named) for text in told] == [
        "'A' 5 → 6",
        "'A' quota 9 → 8",
        "'C' is new, 2",
        "'B' is no longer listed",
    ]


def test_wholes_of_different_bodies_are_told(tmp_path: Path) -> None:
    other = snapshot({"EVN (toàn hệ thống)": 3}, 1)
    whole = Snapshot(type(other.counts)((), other.counts.units[0], week(1), "", "registered"), origin="b.csv")
    (told,) = said(tmp_path, [snapshot({"A": 1}, 0, total=2)], [whole])
    assert "is it the same body?" in told


# columns that are gone

BEFORE = [snapshot({"A": 5, "B": 6}, 0, quota=9)]


def test_a_quota_column_of_another_name_is_refused() -> None:
    now = table("đơn vị,đăng ký,KH giao mới", ("A", 6, 9), ("B", 7, 9))
    with pytest.raises(AssetkitError, match=r"no column of quotas, which the reading of 2/5/2022.*'KH giao mới'"):
        lost_columns(now, [snapshot({"A": 6, "B": 7}, 1)], BEFORE)


@pytest.mark.parametrize("headers", ["đơn vị,đăng ký", "stt,đơn vị,đăng ký"])
def test_a_quota_column_that_is_gone_is_a_warning(headers: str) -> None:
    rows = [("A", 6), ("B", 7)] if headers.startswith("đơn") else [(1, "A", 6), (2, "B", 7)]
    (told,) = lost_columns(table(headers, *rows), [snapshot({"A": 6, "B": 7}, 1)], BEFORE)
    assert "those of the reading of 2/5/2022 (counts.csv) stay in use" in told


@pytest.mark.parametrize("before", [[], [snapshot({"X": 1}, quota=5)], [snapshot({"A": 1})]])
def test_what_was_not_there_before_is_not_missed(before: list[Snapshot]) -> None:
    now = table("đơn vị,đăng ký,KH giao mới", ("A", 6, 9))
    assert lost_columns(now, [snapshot({"A": 6}, 1)], before) == ()


# the list of readings


def test_readings_are_listed_with_their_change_and_their_corrections(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "counts.sqlite")) as store:
        store.add("evn", [snapshot({"A": 1, "B": 1}, 0), snapshot({"A": 4}, 1), snapshot({"A": 3}, 1)])
        history = store.history("evn", metric="registered")
    whole = [(line.value, line.change, line.superseded_by, line.corrects) for line in listed(history)]
    assert whole == [(2, None, None, None), (5, None, 3, None), (4, 2, None, 2)]
    unit = [(line.value, line.change, line.superseded_by) for line in listed(history, "a")]
    assert unit == [(1, None, None), (4, None, 3), (3, 2, None)]
    assert [line.value for line in listed(history, "B")] == [1]
    with pytest.raises(AssetkitError, match="no unit 'C'"):
        list(listed(history, "C"))
