"""Tables with dates as readings: one per moment and phase, and together what the table says when it is read at once."""

from __future__ import annotations

import datetime as dt

import pytest
from figures import COAL_TABLE, EVN, NATIONAL, POWER_TABLE, ROOT, table
from hypothesis import given, settings
from hypothesis import strategies as st
from readings import UNITS, week

from assetkit.counts.history import Snapshot, history_of
from assetkit.counts.history_table import snapshots_from_table
from assetkit.counts.model import Counts
from assetkit.counts.tables import counts_from_table
from assetkit.errors import AssetkitError
from assetkit.table import Table, read_table

HEADERS = "ngày,đơn vị,đăng ký,chỉ tiêu"


def read(given: Table, /, **options: object) -> tuple[Snapshot, ...]:
    return snapshots_from_table(given, EVN, **options)  # type: ignore[arg-type]


def refused(source: Table, **options: object) -> str:
    with pytest.raises(AssetkitError) as caught:
        read(source, **options)
    return str(caught.value)


def figures(counts: Counts | None) -> dict[str, tuple[int | None, int | None, bool]]:
    assert counts is not None
    return {unit.unit: (unit.registered, unit.quota, unit.is_total) for unit in counts.units}


def test_a_table_of_one_moment_is_one_reading() -> None:
    (one,) = snapshots_from_table(COAL_TABLE, NATIONAL)
    assert (len(one.counts.units), one.counts.summed) == (8, 1017)
    assert (one.origin, one.as_of, one.id, one.corrects) == (
        "counts_tkv_2022-05-10.csv",
        dt.datetime(2022, 5, 10),
        0,
        None,
    )
    assert {unit.date for unit in one.counts.units} == {None}
    assert any("146,9%" in text for text in one.counts.warnings)


def test_the_real_history_gives_a_reading_per_day_and_phase() -> None:
    found = [(one.as_of.date().isoformat(), one.counts.phase, len(one.counts.units)) for one in read(POWER_TABLE)]
    assert found == [
        ("2022-04-20", "1", 1),
        ("2022-05-10", "1", 1),
        ("2022-05-17", "1", 4),
        ("2022-05-31", "1", 1),
        ("2022-10-07", "2", 1),
        ("2023-07-14", "total", 0),
        ("2023-07-31", "2", 2),
        ("2023-07-31", "total", 2),
        ("2023-12-31", "total", 0),
    ]


@pytest.mark.parametrize("phase", ["1", "2", "total"])
def test_the_real_history_looked_at_any_day_is_the_table_read_at_that_day(phase: str) -> None:
    history = history_of(read(POWER_TABLE, phase=phase))
    for moment in history.moments:
        at_once = counts_from_table(POWER_TABLE, EVN, as_of=moment, phase=phase)
        looked = history.at(moment)
        assert looked is not None
        assert figures(looked) == figures(at_once)
        assert (looked.as_of, looked.phase) == (at_once.as_of, at_once.phase)
        assert (looked.total and looked.total.registered) == (at_once.total and at_once.total.registered)


def test_the_national_series_is_of_the_whole_and_of_this_campaign_only() -> None:
    source = read_table(ROOT / "data" / "counts_national.csv")
    history = history_of(snapshots_from_table(source, NATIONAL))
    assert [value for _, value in history.series("")] == [23, 696948, 1000000, 2000000]


ROWS = st.lists(
    st.tuples(st.integers(0, 4), st.sampled_from(UNITS), st.integers(0, 999), st.none() | st.integers(1, 99)),
    min_size=1,
    unique_by=lambda row: (row[0], row[1]),
)


@given(ROWS, st.integers(0, 4))
@settings(max_examples=50, deadline=None)
def test_readings_together_say_what_the_table_says_at_once(
    rows: list[tuple[int, str, int, int | None]], at: int
) -> None:
    source = table(HEADERS, *[(week(number).date(), unit, value, quota) for number, unit, value, quota in rows])
    history = history_of(read(source))
    assert history.moments == tuple(sorted({week(row[0]) for row in rows}))
    looked = history.at(week(at))
    if looked is None:
        assert min(row[0] for row in rows) > at
    else:
        assert figures(looked) == figures(counts_from_table(source, EVN, as_of=week(at)))


def test_the_stamp_is_of_a_table_of_one_day_and_leaves_later_days_of_others_out() -> None:
    stamp = dt.datetime(2022, 5, 9, 14)
    (one,) = read(table(HEADERS, (week(1).date(), "A", 1, None)), as_of=stamp)
    assert one.as_of == stamp
    many = table(HEADERS, *[(week(number).date(), "A", number, None) for number in range(4)])
    found = read(many, as_of=stamp)
    assert [snapshot.as_of for snapshot in found] == [week(0), stamp]
    assert any("2 rows are of later moments" in text for text in found[-1].counts.warnings)


def test_source_and_origin_are_what_is_given() -> None:
    source = table(HEADERS, *[(week(number).date(), "A", number, None) for number in range(2)])
    assert {(one.origin, one.counts.source) for one in read(source)} == {("t.csv", "")}
    assert {(one.origin, one.counts.source) for one in read(source, origin="tuần", source=" a.vn ")} == {
        ("tuần", "a.vn")
    }


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([(None, "A", 1, None)], "does not say when"),
        ([("2/5/2022", "A", 1, None), (None, "B", 1, None), ("9/5/2022", "A", 2, None)], "row 3: 'B' has no date"),
        ([("2/5/2022", "A", 1, None), ("2/5/2022", " a ", 2, None)], "stands twice, in rows 2 and 3"),
        ([("2/5/2022", "A", 1, None), ("9/5/2022", "A", None, None)], "row 3: 'A' has no registered figure"),
        ([("2/5/2022", "A", 1, None), ("9/5/2022", "A", "12 SK", None)], "12 SK"),
        ([("2/5/2022", "A", "1.234", None)], "two ways"),
        ([("31/2/2022", "A", 1, None)], "31/2/2022"),
    ],
)
def test_what_cannot_be_a_history_is_refused_in_one_line(rows: list[tuple[object, ...]], says: str) -> None:
    text = refused(table(HEADERS, *rows))  # type: ignore[arg-type]
    assert says in text
    assert "try:" in text
    assert len(text.splitlines()) == 1


def test_a_gap_in_an_earlier_week_is_left_out_with_a_warning() -> None:
    source = table(HEADERS, ("2/5/2022", "A", 1, 9), ("9/5/2022", "A", None, 9), ("16/5/2022", "A", 3, 9))
    found = read(source)
    assert [one.as_of for one in found] == [week(0), week(2)]
    assert any("row 3: 'A' has no registered figure: left out" in text for text in found[-1].counts.warnings)


def test_an_unknown_phase_names_the_nearest() -> None:
    assert "one of: 1, 2, total" in refused(POWER_TABLE, phase="9")
