"""Facts over time: what last week is, change, streaks, milestones, the day of the quota, and what the figures are."""

from __future__ import annotations

import datetime as dt
import pickle
from dataclasses import replace
from typing import Any

import pytest
from figures import COAL_TABLE, EVN, NATIONAL, counted, unit
from histories import corrected, day, grown, history, known, snapshot

from assetkit.counts.history import History, history_of
from assetkit.counts.history_table import snapshots_from_table
from assetkit.counts.model import UnitCount
from assetkit.facts import derive
from assetkit.facts.change import delta_since
from assetkit.facts.names import LISTS, names
from assetkit.facts.over_time import NO_HISTORY
from assetkit.facts.readings import readings_of, weeks_back

A, B, C, D = "Than Hà Lầm", "Than Nam Mẫu", "Chế tạo máy", "Kho vận Đá Bạc"


# every name is known or explained


SITUATIONS = {
    "one snapshot": known(history({"": [10], A: [4], B: [6]}, {"": 20, A: 10})),
    "an empty history": derive(EVN, history({A: [1]}).at(day(0)), day(0), History(())),
    "two weeks": known(history({"": [10, 30], A: [4, 20], B: [6, 6]}, {"": 100, A: 10, B: 0})),
    "a unit": known(history({"": [10, 30, 60], A: [4, 20, 25], B: [6, 6, 7]}, {"": 100, A: 30})).for_unit(A),
    "a unit without a quota": known(history({A: [4, 20], B: [6, 6]}, {A: 10})).for_unit(B),
    "the whole as a unit": known(history({"": [10, 30], A: [4, 20]})).for_unit("Toàn Tập đoàn"),
    "nothing counted": known(history({A: [None, None], B: [1, None]})),
}


@pytest.mark.parametrize("situation", SITUATIONS)
def test_every_name_is_known_or_explained(situation: str) -> None:
    facts = SITUATIONS[situation]
    wanted = {name for scope in ("time", "movement", "charts", "unit") for name in names(scope)}
    assert wanted <= set(facts) | set(facts.missing)
    assert not set(facts) & set(facts.missing)
    for listed, scope in LISTS.items():
        for entry in facts.get(listed, ()):  # type: ignore[attr-defined]
            assert set(entry) <= set(names(scope))


def test_without_a_history_the_reason_says_what_to_supply() -> None:
    facts = counted(unit(A, 5, 10))
    for name in ("delta", "projected_text", "movers", "fastest_riser_unit"):
        assert facts.why_missing(name) == f"fact {name} {NO_HISTORY}"
    assert NO_HISTORY in facts.for_unit(A).why_missing("rank_change")
    assert (facts["week_text"], facts["sample"]) == ("Tuần 19/2022", False)


def test_facts_over_time_travel_to_other_processes() -> None:
    facts = SITUATIONS["a unit"]
    copy = pickle.loads(pickle.dumps(facts))
    assert dict(copy) == dict(facts)
    assert copy.missing == facts.missing


def test_only_what_is_wanted_is_handed_over() -> None:
    facts = SITUATIONS["two weeks"]
    assert facts.only(["delta", "sample_text", "no such"]) == (
        {"delta": 20},
        {"sample_text": facts.missing["sample_text"]},
    )
    known_facts, missing = facts.only(None)
    assert known_facts == dict(facts)
    assert missing == facts.missing


def test_what_nobody_reads_is_not_made(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*given: object) -> object:
        raise AssertionError("was made")

    for place in ("movement_facts", "projection_facts", "schedule_facts"):
        monkeypatch.setattr(f"assetkit.facts.over_time.{place}", refuse)
    facts = known(history({"": [10, 30], A: [4, 20], B: [6, 6]}))
    assert facts["delta"] == 20
    assert facts.for_unit(A)["delta"] == 16
    with pytest.raises(AssertionError, match="was made"):
        facts["movers"]


# last week


@pytest.mark.parametrize(
    ("days", "found"),
    [
        ([0, 7], 0),
        ([0, 4], 0),
        ([0, 10], 0),
        ([0, 3], -1),
        ([0, 11], -1),
        ([0, 2, 7], 0),
        ([0, 1, 7], 0),
        ([0, 2, 8], 0),  # six days and eight are as near: the older one
        ([1, 2, 3, 9], 1),
        ([0], -1),
    ],
)
def test_last_week_is_the_reading_nearest_to_seven_days_before(days: list[int], found: int) -> None:
    assert weeks_back(tuple(days))[-1] == found


def test_a_change_names_the_day_it_is_measured_from() -> None:
    facts = grown(120, 240)
    assert facts["previous_as_of"] == day(0)
    assert facts["previous_as_of_text"] == "so với 2/5/2022"
    assert (facts["delta"], facts["delta_text"], facts["delta_direction"]) == (120, "+120", "up")
    assert facts["delta_sentence"] == "tăng 120 sáng kiến so với 2/5/2022"
    assert (facts["weekly"], facts["since_text"]) == (True, "trong tuần qua")


def test_a_change_over_a_missing_week_is_not_called_a_week() -> None:
    facts = grown(120, 1350, weeks=[0, 2])
    assert facts["delta_sentence"] == "tăng 1.230 sáng kiến so với 2/5/2022"
    assert (facts["weekly"], facts["since_text"]) == (False, "từ 2/5/2022")
    assert "from 4 to 10 days before 16/5/2022" in facts.why_missing("streak_weeks")


def test_figures_of_three_days_ago_are_no_earlier_figures() -> None:
    facts = grown(120, 130, weeks=[0, 3 / 7])
    assert facts.why_missing("delta") == "fact delta needs figures of 'Than Hà Lầm' from 4 days or more before 5/5/2022"


def test_of_one_day_the_last_figures_count() -> None:
    evening = snapshot(1, [unit(A, 9)])
    evening = replace(evening, counts=replace(evening.counts, as_of=day(1).replace(hour=17)))
    past = history_of([snapshot(0, [unit(A, 5)]), snapshot(1, [unit(A, 8)]), evening])
    assert known(past).for_unit(A)["delta"] == 4


@pytest.mark.parametrize(
    ("values", "text", "sentence"),
    [
        ((10, 7), "−3", "giảm 3 sáng kiến so với 2/5/2022"),
        ((10, 10), "0", "không đổi so với 2/5/2022"),
        ((0, 1), "+1", "tăng 1 sáng kiến so với 2/5/2022"),
    ],
)
def test_down_and_same_are_said(values: tuple[int, int], text: str, sentence: str) -> None:
    facts = grown(*values)
    assert (facts["delta_text"], facts["delta_sentence"]) == (text, sentence)
    assert facts["delta_direction"] == ("down" if values[1] < values[0] else "same" if values[0] == values[1] else "up")


def test_a_figure_that_falls_breaks_the_streak_and_is_warned_of() -> None:
    facts = grown(1, 2, 3, 2)
    assert facts["streak_weeks"] == 0
    assert facts.warnings == (
        "the whole fell from 3 on 16/5/2022 to 2",
        "'Than Hà Lầm' fell from 3 on 16/5/2022 to 2",
    )
    assert grown(1, 2, 2).warnings == ()


def test_many_falls_are_counted() -> None:
    past = history({f"Đơn vị {letter}": [5, 4] for letter in "ABCDEFGH"})
    assert known(past).warnings[-1] == "and 4 more fell"


def test_the_change_to_any_day() -> None:
    past = history({"": [10, 20, 45, 80], A: [1, 2, 3, 10]})
    change = delta_since(past, dt.datetime(2022, 5, 10))
    assert change is not None
    assert (change.value, change.since) == (60, day(1))
    of_unit = delta_since(past, day(2), A)
    assert of_unit is not None
    assert of_unit.value == 7
    assert delta_since(past, dt.datetime(2022, 5, 1)) is None  # nothing was counted yet
    assert delta_since(past, day(3)) is None  # nothing was counted since
    assert delta_since(past, day(0), "nobody") is None


def test_nothing_after_the_counts_is_looked_at() -> None:
    past = history({"": [10, 20, 45], A: [1, 2, 30]}, {A: 25})
    facts = known(past, until=day(1))
    assert (facts["total"], facts["delta"]) == (20, 10)
    assert facts.for_unit(A)["delta"] == 1
    assert len(facts["weeks"]) == 2  # type: ignore[arg-type]


# units that come late, or are not counted every week


def test_a_unit_that_comes_later_has_no_change_yet() -> None:
    past = history({A: [5, 8], B: [None, 30]})
    facts = known(past)
    assert (facts["total"], facts["delta"]) == (38, 33)  # all of it is new in the figures
    late: Any = next(entry for entry in facts["units"] if entry["name"] == B)  # type: ignore[attr-defined]
    assert "delta" not in late
    assert "rank_change" not in late
    assert [entry["name"] for entry in facts["movers"]] == [A, B]  # type: ignore[attr-defined]
    assert "4 days or more before" in facts.for_unit(B).why_missing("delta")
    assert facts["fastest_riser_unit"] == A


def test_a_unit_that_is_not_in_the_last_table_keeps_its_own_days() -> None:
    past = history({A: [5, 8, 9], B: [6, 7, None]})
    facts = known(past)
    assert facts["delta"] == 1  # 9 + 7 against 8 + 7
    own = facts.for_unit(B)
    assert own["as_of_text"] == "Tính đến 14h00 ngày 9/5/2022"
    assert own["delta_sentence"] == "tăng 1 sáng kiến so với 2/5/2022"
    assert own["week_text"] == "Tuần 19/2022"
    entry: Any = next(entry for entry in facts["units"] if entry["name"] == B)  # type: ignore[attr-defined]
    assert "delta" not in entry  # beside the others it would be read as this week's


def test_units_counted_a_day_apart_are_compared() -> None:
    readings = []
    for week in range(3):
        readings += [snapshot(week, [unit(A, 5 + week)]), snapshot(week + 1 / 7, [unit(B, 9 + 2 * week)])]
    facts = known(history_of(readings))
    assert {entry["name"]: entry["delta"] for entry in facts["units"]} == {A: 1, B: 2}  # type: ignore[attr-defined]


# what the figures are


def test_made_up_figures_say_so() -> None:
    facts = known(history({A: [1, 2]}, sample=True))
    assert (facts["sample"], facts["sample_text"]) == (True, "dữ liệu mẫu")
    assert "sample_text" not in known(history({A: [1, 2]}))


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        (dt.datetime(2022, 5, 10), "Tuần 19/2022"),
        (dt.datetime(2023, 1, 1), "Tuần 52/2022"),
        (dt.datetime(2024, 12, 30), "Tuần 1/2025"),
    ],
)
def test_the_week_is_the_iso_week(moment: dt.datetime, text: str) -> None:
    assert counted(unit(A, 1), as_of=moment)["week_text"] == text


def test_a_correction_is_said_of_what_it_changed() -> None:
    past = corrected(history({A: [1, 2], B: [1, 5]}), [unit(A, 3), unit(B, 5)])
    facts = known(past)
    assert facts["correction_text"] == "Đính chính số liệu ngày 9/5/2022"
    assert facts.for_unit(A)["correction_text"] == "Đính chính số liệu ngày 9/5/2022"
    assert "correction_text" not in facts.for_unit(B)
    assert "correction_text" not in known(past, until=day(0))


def test_a_stored_correction_is_known_by_its_number() -> None:
    past = history_of([snapshot(0, [unit(A, 1)], id=1), snapshot(1, [unit(A, 2)], id=3, corrects=2)])
    assert "correction_text" in known(past)


# the whole


def test_the_whole_without_a_total_row_is_what_the_units_add_up_to() -> None:
    past = history({A: [4, 20], B: [6, None]})
    assert known(past)["delta"] == 16


def test_parts_are_not_added_to_their_whole() -> None:
    rows = [UnitCount("EVNNPT", registered=10), UnitCount("PTC1", registered=6, parent="EVNNPT")]
    later = [UnitCount("EVNNPT", registered=15), UnitCount("PTC1", registered=9, parent="EVNNPT")]
    facts = known(history_of([snapshot(0, [*rows, unit(A, 1)]), snapshot(1, [*later, unit(A, 3)])]))
    assert (facts["total"], facts["delta"]) == (18, 7)
    assert facts.for_unit("PTC1")["delta"] == 3


def test_the_real_table_of_one_day_knows_no_change() -> None:
    past = history_of(snapshots_from_table(COAL_TABLE, NATIONAL, as_of=dt.datetime(2022, 5, 10, 14)))
    facts = known(past, NATIONAL)
    for name in ("delta", "movers", "projected_text", "reached_on_text", "first_to_finish_unit"):
        assert name not in facts
    assert readings_of(past.series("")).values == (2769,)
