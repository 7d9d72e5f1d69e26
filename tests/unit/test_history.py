"""Histories: what was known when, of whom; relations between moments rather than pictures of results."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from readings import UNITS, snapshot, snapshots, unit_counts, week

from assetkit.counts.history import History, digest_of, history_of
from assetkit.counts.model import Counts, UnitCount
from assetkit.errors import AssetkitError


def values(counts: Counts | None) -> dict[str, int | None]:
    assert counts is not None
    return {unit.unit: unit.registered for unit in counts.units}


# at a moment


def test_each_unit_by_its_latest_row_with_its_own_date_when_it_is_older() -> None:
    history = history_of([snapshot({"EVNNPT": 1, "EVNHANOI": 5}, 0), snapshot({"EVNNPT": 3}, 1)])
    counts = history.at(week(1))
    assert values(counts) == {"EVNNPT": 3, "EVNHANOI": 5}
    assert counts is not None
    assert [unit.date for unit in counts.units] == [None, week(0)]
    assert counts.as_of == week(1)
    assert counts.warnings == ("the figures are of 2/5/2022 to 9/5/2022, the stamp says 9/5/2022",)


def test_before_the_first_reading_nothing_is_known() -> None:
    assert history_of([snapshot({"EVNNPT": 1}, 1)]).at(week(0)) is None


def test_midnight_means_the_whole_day() -> None:
    history = history_of([snapshot({"EVNNPT": 1}, week(0) + dt.timedelta(hours=14))])
    assert values(history.at(week(0))) == {"EVNNPT": 1}
    assert history.at(week(0) + dt.timedelta(hours=13)) is None
    assert history.until(week(0)).moments == history.moments
    assert history.until(week(0) + dt.timedelta(hours=13)).moments == ()


def test_what_a_row_leaves_out_is_what_was_said_before() -> None:
    first = snapshot({"EVNNPT": 1}, 0, quota=10)
    first = replace(
        first, counts=replace(first.counts, units=(replace(first.counts.units[0], code="NPT", parent="EVN"),))
    )
    counts = history_of([first, snapshot({"EVNNPT": 2}, 1)]).at(week(1))
    assert counts is not None
    (unit,) = counts.units
    assert (unit.registered, unit.quota, unit.code, unit.parent) == (2, 10, "NPT", "EVN")


def test_a_new_quota_takes_the_place_of_the_old_one_from_then_on() -> None:
    history = history_of([snapshot({"EVNNPT": 1}, 0, quota=10), snapshot({"EVNNPT": 2}, 1, quota=20)])
    quotas = [counts.units[0].quota for moment in history.moments if (counts := history.at(moment))]
    assert quotas == [10, 20]


def test_a_new_name_of_a_code_is_the_same_unit() -> None:
    before = Counts((UnitCount("Điện lực A", "DLA", registered=1),), None, week(0), "", "registered")
    after = Counts((UnitCount("Công ty Điện lực A", "DLA", registered=2),), None, week(1), "", "registered")
    history = history_of(replace(snapshot({}), counts=counts) for counts in (before, after))
    assert values(history.at(week(1))) == {"Công ty Điện lực A": 2}
    assert history.series("điện lực a") == history.series("DLA") == ((week(0), 1), (week(1), 2))


def test_spelling_and_place_of_tone_marks_do_not_make_a_unit() -> None:
    history = history_of([snapshot({"Hoà Bình": 1}, 0), snapshot({"HÒA  BÌNH": 2}, 1)])
    assert values(history.at(week(1))) == {"HÒA  BÌNH": 2}


def test_a_parent_of_an_older_reading_is_still_no_part_of_the_sum() -> None:
    parents = {"PC Đà Nẵng": "EVNCPC"}
    history = history_of([snapshot({"EVNCPC": 10}, 0), snapshot({"PC Đà Nẵng": 4}, 1, parents=parents)])
    before, after = history.at(week(0)), history.at(week(1))
    assert before is not None
    assert after is not None
    assert [unit.is_total for unit in before.units] == [False]
    assert {unit.unit: unit.is_total for unit in after.units} == {"PC Đà Nẵng": False, "EVNCPC": True}
    assert after.summed == 10
    assert history.series("") == ((week(0), 10), (week(1), 10))


def test_the_whole_is_its_latest_row_and_never_a_unit() -> None:
    history = history_of([snapshot({"EVN (toàn Tập đoàn)": 7, "EVNNPT": 5}, 0), snapshot({"EVNNPT": 6}, 1, total=9)])
    counts = history.at(week(1))
    assert counts is not None
    assert counts.total is not None
    assert (counts.total.registered, values(counts)) == (9, {"EVNNPT": 6})
    assert history.series("") == ((week(1), 9),)


def test_of_two_origins_at_one_moment_the_later_reading_is_believed() -> None:
    history = history_of([snapshot({"A": 1, "B": 2}, 0, origin="a"), snapshot({"A": 3}, 0, origin="b")])
    assert values(history.at(week(0))) == {"A": 3, "B": 2}
    assert history.series("a") == ((week(0), 3),)


def test_a_correction_supersedes_and_what_it_replaced_is_kept() -> None:
    history = history_of([snapshot({"A": 1}, 0), snapshot({"A": 2}, 0)])
    assert values(history.at(week(0))) == {"A": 2}
    assert [values(one.counts) for one in history.superseded] == [{"A": 1}]


def test_the_sources_of_the_rows_are_named_latest_first() -> None:
    one = snapshot({"A": 1}, 0, source="a.vn")
    counts = history_of([one, snapshot({"B": 1}, 1, source="b.vn")]).at(week(1))
    assert counts is not None
    assert counts.source == "b.vn, a.vn"


def test_an_empty_history_says_what_to_do() -> None:
    history = History(())
    assert (history.moments, history.at(week(0)), history.series(""), history.sample) == ((), None, (), False)
    with pytest.raises(AssetkitError, match="assetkit counts import"):
        _ = history.latest


WEEKLY = st.lists(st.dictionaries(st.sampled_from(UNITS), st.integers(0, 999), min_size=1), min_size=1, max_size=6).map(
    lambda weeks: [snapshot(figures, number) for number, figures in enumerate(weeks)]
)


@given(WEEKLY, st.permutations(range(6)))
@settings(max_examples=50, deadline=None)
def test_a_history_is_what_a_person_would_find_by_looking_back(weekly: list, order: list[int]) -> None:
    shuffled = [weekly[place] for place in order if place < len(weekly)]
    history = history_of(shuffled)
    assert history.moments == tuple(one.as_of for one in weekly)
    for place, moment in enumerate(history.moments):
        wanted: dict[str, int | None] = {}
        for one in weekly[: place + 1]:
            wanted.update(values(one.counts))
        assert values(history.at(moment)) == wanted
        assert history.until(moment).at(week(99)) == history.at(moment)
        assert dict(history.series(""))[moment] == sum(filter(None, wanted.values()))
    for name in UNITS:
        found = [(one.as_of, value) for one in weekly if (value := values(one.counts).get(name)) is not None]
        assert history.series(name) == tuple(found)


# the digest


@given(snapshots(), st.randoms())
@settings(max_examples=50, deadline=None)
def test_the_digest_is_of_the_figures_alone(one: object, random: object) -> None:
    counts: Counts = one.counts  # type: ignore[attr-defined]
    units = list(counts.units)
    random.shuffle(units)  # type: ignore[attr-defined]
    other = tuple(replace(unit, note="khác", row=unit.row + 1, published_percent=None) for unit in units)
    assert digest_of(replace(counts, units=other, source="khác", warnings=("w",))) == digest_of(counts)


@given(unit_counts(), st.sampled_from(["submitted", "reviewing", "valid", "registered", "quota"]))
@settings(max_examples=50, deadline=None)
def test_any_figure_changes_the_digest(unit: UnitCount, name: str) -> None:
    counts = Counts((unit,), None, week(0), "", "registered")
    other = replace(unit, **{name: (getattr(unit, name) or 0) + 1})
    assert digest_of(replace(counts, units=(other,))) != digest_of(counts)


@pytest.mark.parametrize("change", [{"as_of": week(1)}, {"metric": "valid"}, {"phase": "1"}])
def test_moment_metric_and_phase_change_the_digest(change: dict[str, object]) -> None:
    counts = snapshot({"A": 1}).counts
    assert digest_of(replace(counts, **change)) != digest_of(counts)  # type: ignore[arg-type]
    assert digest_of(counts, sample=True) != digest_of(counts)


ROWS = st.dictionaries(
    st.sampled_from(("A", "B", "C", "D")), st.tuples(st.integers(0, 9), st.sampled_from((None, "A", "B", "Z")))
)


@given(st.lists(st.tuples(st.integers(0, 4), ROWS), max_size=6))
@settings(max_examples=50, deadline=None)
def test_without_an_overall_row_the_whole_is_what_the_top_units_known_at_each_moment_add_up_to(
    weeks: list[tuple[int, dict[str, tuple[int, str | None]]]],
) -> None:
    ones = []
    for place, (number, rows) in enumerate(weeks):
        units = tuple(
            UnitCount(name, registered=value, parent=parent)
            for name, (value, parent) in rows.items()
            if parent != name and (name, parent) != ("A", "B")  # no circles
        )
        ones.append(
            replace(
                snapshot({}, number), counts=Counts(units, None, week(number), metric="registered"), origin=f"{place}"
            )
        )
    history = history_of(ones)
    found = [(moment, history.at(moment)) for moment in history.moments]
    assert history.series("") == tuple((when, one.summed) for when, one in found if one and one.summed is not None)
