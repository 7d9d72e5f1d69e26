"""Counts under a registry: names, parents, merges; and histories that follow them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from units_cases import counts, figures, histories, history, registries, registry, row, unit

from assetkit.counts.history import History, Snapshot, history_of
from assetkit.counts.model import Counts, UnitCount
from assetkit.errors import AssetkitError
from assetkit.units.registry import Registry

MERGE = registry(unit("A", valid_to="2022-06-30", merged_into="B"), unit("B"), unit("C"))


def refusal(given: Counts, of: Registry) -> str:
    with pytest.raises(AssetkitError) as caught:
        of.apply(given, "counts.csv")
    return str(caught.value)


def test_names_codes_and_parents_become_the_registry_s() -> None:
    power = registry(unit("EVN"), unit("NPT", parent="EVN"), unit("PTC1", parent="NPT", aliases=["Truyền tải 1"]))
    given = counts(2, row("Tập đoàn EVN", 10, code="evn"), row("Truyền tải 1", 4), row("đơn vị npt", 6))
    found = power.apply(given)
    assert found.total is not None and (found.total.unit, found.total.code) == ("Đơn vị EVN", "EVN")
    assert [(one.unit, one.code, one.parent, one.is_total) for one in found.units] == [
        ("Đơn vị PTC1", "PTC1", "Đơn vị NPT", False),
        ("Đơn vị NPT", "NPT", "Đơn vị EVN", True),
    ]
    assert found.summed == 6  # a parent is never summed with its children


def test_a_part_of_a_part_is_not_summed_with_the_whole() -> None:
    power = registry(unit("EVN"), unit("NPT", parent="EVN"), unit("PTC1", parent="NPT"), unit("X"))
    found = power.apply(counts(2, row("EVN", 10), row("PTC1", 4), row("X", 1)))
    assert found.summed == 11 and found.units[1].parent == "Đơn vị EVN"


def test_the_overall_row_keeps_its_name() -> None:
    whole = UnitCount("EVN (toàn Tập đoàn)", registered=9)
    found = registry(unit("EVN"), unit("A", parent="EVN")).apply(replace(counts(2, row("A", 1)), total=whole))
    assert found.total == replace(whole, code="EVN")
    assert registry(unit("A")).apply(replace(counts(2, row("A", 1)), total=whole)).total == whole


def test_every_unknown_unit_is_listed_with_its_nearest() -> None:
    told = refusal(counts(2, row("Đơn vị AA", 1, row=2), row("A", 1, row=3), row("Bưu chính", 1, row=4)), MERGE)
    assert told.startswith("counts.csv: 2 units are not in the registry of units: 'Đơn vị AA' (row 2, near 'Đơn vị A'")
    assert "'Bưu chính' (row 4, nothing near)" in told


def test_contradictions_are_refused() -> None:
    assert "'A' and 'Đơn vị A' (rows 2 and 5) are the same unit, 'Đơn vị A' (A)" in refusal(
        counts(2, row("A", 1, row=2), row("Đơn vị A", 1, row=5)), MERGE
    )
    assert "'A' (row 3) has the code 'B', which is that of 'Đơn vị B' (B)" in refusal(
        counts(2, row("A", 1, code="B", row=3)), MERGE
    )
    both = counts(2, row("A", 1, parent="B"), row("B", 1, parent="A"))
    assert "are part of each other" in refusal(both, MERGE)


def test_a_parent_column_adds_what_the_registry_does_not_say() -> None:
    plain = registry(unit("A"), unit("B"), unit("C", parent="B"))
    found = plain.apply(counts(2, row("A", 1, parent="B"), row("B", 3), row("C", 1, parent="A")))
    assert found.total is not None and found.total.code == "B"  # both of the others are part of it
    assert [one.parent for one in found.units] == ["Đơn vị B", "Đơn vị B"]
    assert found.warnings == ("'C' is given as part of 'A', the registry says 'Đơn vị B'",)
    labelled = plain.apply(counts(2, row("A", 1, parent="Nhóm 1"), row("B", 3)))
    assert labelled.units[0].parent == "Nhóm 1" and labelled.summed == 4


def test_a_unit_is_absent_before_its_first_day() -> None:
    late = registry(unit("A", valid_from="2022-03-01"), unit("B"))
    assert figures(late.apply(counts(2, row("A", 0, 50), row("B", 1)))) == {"B": (1, None)}
    assert "'Đơn vị A' (A) has 7 on 1/2/2022, and exists from 1/3/2022" in refusal(counts(2, row("A", 7)), late)
    assert figures(late.apply(counts(3, row("A", 0)))) == {"A": (0, None)}


def test_a_merge_adds_figures_and_quotas_from_its_day_on() -> None:
    given = counts(6, row("A", 30, 40), row("B", 50, 60), row("C", 5, 5))
    assert figures(MERGE.apply(given)) == {"A": (30, 40), "B": (50, 60), "C": (5, 5)}
    later = MERGE.apply(replace(given, as_of=dt.datetime(2022, 7, 1)))
    assert figures(later) == {"B": (80, 100), "C": (5, 5)}
    assert later.warnings == (
        "'Đơn vị A' (A) was merged into 'Đơn vị B' (B) on 1/7/2022, and both are counted: 30 added",
    )
    renamed = MERGE.apply(counts(7, row("A", 30, 40), row("C", 5, 5)))
    assert figures(renamed) == {"B": (30, 40), "C": (5, 5)} and renamed.warnings == ()
    assert figures(MERGE.apply(replace(given, as_of=None))) == {"B": (80, 100), "C": (5, 5)}


def test_a_merged_unit_has_a_quota_when_all_its_parts_have_one() -> None:
    assert figures(MERGE.apply(counts(7, row("A", 30), row("B", 50, 60)))) == {"B": (80, None)}


def test_a_merge_moves_figures_between_parents() -> None:
    tree = registry(
        unit("P"), unit("Q"), unit("A", parent="P", valid_to="2022-06-30", merged_into="B"), unit("B", parent="Q")
    )
    given = counts(7, row("P", 100, 200), row("A", 30, 40), row("Q", 300, 300), row("B", 50, 60))
    assert figures(tree.apply(given)) == {"P": (70, 160), "Q": (330, 340), "B": (80, 100)}
    assert tree.apply(given).summed == 100 + 300
    wrong = counts(7, row("P", 10), row("A", 30), row("Q", 300), row("B", 50))
    assert "'P' would have −20 once its parts are where they belong: they exceed it" in refusal(wrong, tree)


def test_a_parent_that_is_merged_takes_its_parts_along() -> None:
    tree = registry(unit("P", valid_to="2022-06-30", merged_into="Q"), unit("Q"), unit("A", parent="P"), unit("X"))
    both = tree.apply(counts(7, row("P", 100), row("A", 30), row("Q", 300), row("X", 1)))
    assert figures(both) == {"Q": (400, None), "A": (30, None), "X": (1, None)} and both.summed == 401
    # a source that has followed the merge counts A within Q already
    told = tree.apply(counts(8, row("Q", 420), row("A", 30), row("X", 1)))
    assert figures(told) == {"Q": (420, None), "A": (30, None), "X": (1, None)} and told.summed == 421


def test_up_to_the_merge_two_series_then_one_without_a_jump() -> None:
    weeks = history(
        (5, {"A": (20, 40), "B": (40, 60)}),
        (6, {"A": (30, 40), "B": (50, 60)}),
        (7, {"B": (85, 100)}),
    )
    followed = MERGE.follow(weeks)
    assert [point[1] for point in followed.series("B")] == [60, 80, 85]
    assert followed.series("A") == ()
    assert [figures(snapshot.counts)["B"] for snapshot in followed.snapshots] == [(60, 100), (80, 100), (85, 100)]
    before = MERGE.follow(weeks.until(dt.datetime(2022, 6, 30)))
    assert [point[1] for point in before.series("A")] == [20, 30]
    assert [point[1] for point in before.series("B")] == [40, 50]


def test_a_new_unit_of_two_old_ones_has_their_past() -> None:
    ends = {"valid_to": "2022-06-30", "merged_into": "N"}
    reform = registry(unit("A", **ends), unit("B", **ends), unit("N", valid_from="2022-07-01"))
    followed = reform.follow(history((5, {"A": (1, 5), "B": (2, 5)}), (7, {"N": (4, 10)})))
    assert [point[1] for point in followed.series("N")] == [3, 4]


def test_a_week_that_lacks_one_of_the_two_takes_its_latest_row() -> None:
    weeks = history(
        (4, {"A": (20, 40), "B": (40, 60)}), (5, {"B": (45, 60)}), (6, {"A": (30, 40)}), (8, {"B": (85, 100)})
    )
    assert [point[1] for point in MERGE.follow(weeks).series("B")] == [60, 65, 75, 85]


def test_the_old_name_counts_until_the_successor_has_counted_it() -> None:
    weeks = history(
        (6, {"A": (30, 40), "B": (50, 60)}),
        (7, {"A": (31, 40)}),
        (8, {"A": (32, 40), "B": (55, 60)}),
        (9, {"B": (90, 100)}),
    )
    followed = MERGE.follow(weeks)
    assert [point[1] for point in followed.series("B")] == [80, 81, 87, 90]
    told = [warning for snapshot in followed.snapshots for warning in snapshot.counts.warnings]
    assert [text.rpartition(": ")[2] for text in told] == ["31 added", "32 added"]


def test_merges_in_a_chain() -> None:
    chain = registry(
        unit("A", valid_to="2022-03-31", merged_into="B"), unit("B", valid_to="2022-06-30", merged_into="C"), unit("C")
    )
    weeks = history((3, {"A": (1, 1), "B": (2, 2), "C": (3, 3)}), (5, {"B": (4, 3), "C": (4, 3)}), (7, {"C": (9, 6)}))
    assert [point[1] for point in chain.follow(weeks).series("C")] == [6, 8, 9]
    assert [point[1] for point in chain.follow(weeks.until(dt.datetime(2022, 5, 31))).series("B")] == [3, 4]


def test_corrections_and_sample_figures() -> None:
    first, second = history((5, {"A": (1, 5), "B": (2, 5)}), (7, {"B": (4, 10)})).snapshots
    corrected = replace(first, counts=counts(5, row("A", 2, 5), row("B", 2, 5)))
    followed = MERGE.follow(history_of([first, second, corrected]))
    assert [point[1] for point in followed.series("B")] == [4, 4]
    assert [figures(snapshot.counts) for snapshot in followed.superseded] == [{"B": (3, 10)}]
    invented = History((replace(first, sample=True), second))
    assert MERGE.follow(invented) is invented
    assert MERGE.follow(History(())) == History(())


quick = settings(max_examples=50, deadline=None)


@quick
@given(registries(), st.data())
def test_applying_twice_is_applying_once(of: Registry, data: st.DataObject) -> None:
    weeks, _ = data.draw(histories(of, 1))
    once = of.apply(weeks.latest.counts)
    assert of.apply(once) == once


@quick
@given(registries(), st.data())
def test_the_grand_total_does_not_change_by_merges(of: Registry, data: st.DataObject) -> None:
    weeks, sums = data.draw(histories(of, 1))
    assert whole(of.apply(weeks.latest.counts)) == sums[0]


@quick
@given(registries(), st.data())
def test_the_order_of_rows_does_not_matter(of: Registry, data: st.DataObject) -> None:
    given = data.draw(histories(of, 1))[0].latest.counts
    mixed = replace(given, units=tuple(data.draw(st.permutations(given.units))))
    one, other = of.apply(given), of.apply(mixed)
    assert figures(one) == figures(other) and above(one) == above(other) and whole(one) == whole(other)


@quick
@given(registries(), st.data())
def test_following_keeps_every_weeks_total(of: Registry, data: st.DataObject) -> None:
    weeks, sums = data.draw(histories(of, 4))
    followed = of.follow(weeks)
    assert [whole(snapshot.counts) for snapshot in followed.snapshots] == sums
    applied = replace(weeks, snapshots=tuple(replace(one, counts=of.apply(one.counts)) for one in weeks.snapshots))
    assert [whole(snapshot.counts) for snapshot in of.follow(applied).snapshots] == sums


def whole(given: Counts) -> tuple[int | None, ...]:
    """Figure and quota of the row of all, else of the top units together."""
    rows: Sequence[UnitCount] = [given.total] if given.total else given.top
    return tuple(sum(getattr(one, name) or 0 for one in rows) for name in ("registered", "quota"))


def above(given: Counts) -> dict[str | None, tuple[str | None, bool]]:
    return {one.code: (one.parent, one.is_total) for one in given.units}


def test_snapshots_keep_what_the_store_says_of_them() -> None:
    kept = Snapshot(counts(7, row("B", 1)), id=7, origin="bang.csv", digest="ab")
    assert [replace(one, counts=kept.counts) for one in MERGE.follow(History((kept,))).snapshots] == [kept]
