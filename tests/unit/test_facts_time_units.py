"""Facts over time of all units: who rose, climbed and finished, changes of rank, the weeks."""

from __future__ import annotations

from typing import Any

import pytest
from figures import unit
from histories import history, known, snapshot

from assetkit.counts.history import history_of
from assetkit.counts.model import UnitCount

A, B, C, D = "Than Hà Lầm", "Than Nam Mẫu", "Chế tạo máy", "Kho vận Đá Bạc"


def listed(facts: Any, name: str) -> list[Any]:
    return list(facts[name])


# ranks


def test_a_change_of_rank_is_by_the_rule_of_the_ranking() -> None:
    facts = known(history({A: [10, 12], B: [20, 21], C: [3, 9]}, {A: 20, B: 60, C: 10}))
    first = facts.for_unit(C)
    assert (first["rank"], first["rank_previous"], first["rank_change"]) == (1, 3, 2)
    assert (first["rank_change_text"], first["rank_direction"]) == ("tăng 2 bậc", "up")
    assert facts.for_unit(A)["rank_change_text"] == "giảm 1 bậc"
    assert [entry["rank_change"] for entry in listed(facts, "units")] == [2, -1, -1]
    assert (facts["best_climber_unit"], facts["best_climber_text"]) == (C, "tăng 2 bậc")


def test_a_unit_that_joins_moves_nobody() -> None:
    facts = known(history({A: [5, 6], B: [4, 5], C: [None, 50]}))
    assert facts.for_unit(A)["rank"] == 2
    assert facts.for_unit(A)["rank_change_text"] == "giữ nguyên"
    assert "needs a rank of 'Chế tạo máy' in earlier figures" in facts.for_unit(C).why_missing("rank_change")


def test_equal_units_share_a_rank_then_and_now() -> None:
    facts = known(history({A: [5, 8], B: [5, 8], C: [5, 6]}))
    assert facts.for_unit(A)["rank_change"] == 0
    assert facts.for_unit(C)["rank_change"] == -2
    assert facts.for_unit(A)["rank_text"] == "đồng thứ 1/3"


def test_ranks_by_another_rule_are_not_compared() -> None:
    rows = [[unit(A, 5), unit(B, 9)], [unit(A, 8, 10), unit(B, 9, 30)]]
    facts = known(history_of(snapshot(week, units) for week, units in enumerate(rows)))
    assert facts["ranked_by"] == "ratio"
    assert "by the same rule" in facts.for_unit(A).why_missing("rank_change")
    assert facts.why_missing("best_climber_unit") == "fact best_climber_unit needs a unit that rose by a rank"


def test_parts_are_compared_with_the_parts_beside_them() -> None:
    def rows(one: int, two: int) -> list[UnitCount]:
        parts = {"PTC1": one, "PTC2": two}
        return [
            UnitCount("EVNNPT", registered=one + two),
            *(UnitCount(name, registered=value, parent="EVNNPT") for name, value in parts.items()),
            UnitCount(A, registered=1),
        ]

    facts = known(history_of([snapshot(0, rows(3, 5)), snapshot(1, rows(9, 6))]))
    assert facts.for_unit("PTC1")["rank_change"] == 1
    assert {entry["name"] for entry in listed(facts, "movers")} == {"EVNNPT", A}


def test_a_unit_whose_name_changed_is_known_by_its_code() -> None:
    old = [UnitCount("PC Đà Nẵng", code="PCDN", registered=5), unit(A, 6)]
    new = [UnitCount("Điện lực Đà Nẵng", code="PCDN", registered=9), unit(A, 7)]
    facts = known(history_of([snapshot(0, old), snapshot(1, new)])).for_unit("PCDN")
    assert (facts["delta"], facts["rank_change_text"]) == (4, "tăng 1 bậc")


# who rose, who finished


def test_the_fastest_riser() -> None:
    facts = known(history({A: [5, 41], B: [4, 6]}))
    assert (facts["fastest_riser_unit"], facts["fastest_riser_text"]) == (A, "+36")


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ([(1, 3), (2, 4), (9, 9), (9, 9)], "Than Hà Lầm và Than Nam Mẫu"),
        ([(1, 3), (2, 4), (3, 5), (9, 9)], "Chế tạo máy, Than Hà Lầm và Than Nam Mẫu"),
        ([(1, 3), (2, 4), (3, 5), (4, 6)], "4 đơn vị"),
    ],
)
def test_units_that_share_the_lead_are_named_or_counted(values: list[tuple[int, int]], named: str) -> None:
    facts = known(history(dict(zip((A, B, C, D), values, strict=True))))
    assert sorted(facts["fastest_riser_unit"]) == sorted(named)  # type: ignore[call-overload]
    assert facts["fastest_riser_text"] == "+2"


def test_nobody_rose() -> None:
    facts = known(history({A: [5, 5], B: [6, 4]}))
    assert "whose figure rose" in facts.why_missing("fastest_riser_unit")


def test_movers_are_the_units_by_their_change() -> None:
    facts = known(history({A: [5, 4], B: [6, 9], C: [None, 9], D: [2, 9]}))
    movers = listed(facts, "movers")
    assert [(mover["name"], mover.get("delta_text")) for mover in movers] == [
        (D, "+7"),
        (B, "+3"),
        (A, "−1"),
        (C, None),
    ]
    assert [(mover["place"], mover["following"]) for mover in movers] == [(1, 3), (2, 2), (3, 1), (4, 0)]


def test_the_units_that_reached_their_quota_since_then() -> None:
    quotas = {A: 10, B: 10, C: 10, D: 0}
    facts = known(history({A: [8, 10], B: [10, 11], C: [1, 9], D: [0, 1]}, quotas))
    assert facts["reached_this_week"] == (A,)
    assert (facts["reached_this_week_count"], facts["reached_this_week_text"]) == (1, "thêm 1 đơn vị về đích")
    none = known(history({A: [8, 9]}, quotas))
    assert (none["reached_this_week"], none["reached_this_week_count"]) == ((), 0)
    assert "reached_this_week_text" not in none


def test_the_first_to_finish() -> None:
    facts = known(history({A: [8, 10, 12], B: [5, 9, 10]}, {A: 10, B: 10}))
    assert (facts["first_to_finish_unit"], facts["first_to_finish_text"]) == (A, "về đích ngày 9/5/2022")


@pytest.mark.parametrize("figures", [{A: [10, 11], B: [8, 10]}, {A: [8, 10, 11], B: [None, None, 30]}])
def test_the_first_to_finish_is_not_guessed(figures: dict[str, list[int | None]]) -> None:
    facts = known(history(figures, {A: 10, B: 10}))
    assert "from before any unit reached its quota" in facts.why_missing("first_to_finish_unit")


def test_a_first_whose_day_is_not_known_to_the_week() -> None:
    facts = known(history({A: [8, 10], B: [5, 6]}, {A: 10, B: 10}, [0, 5]))
    assert facts["first_to_finish_unit"] == A
    assert "known to the week" in facts.why_missing("first_to_finish_text")


def test_ties_at_the_finish_are_shared() -> None:
    facts = known(history({A: [8, 10], B: [5, 12], C: [1, 1]}, dict.fromkeys((A, B, C), 10)))
    assert facts["first_to_finish_unit"] == f"{A} và {B}"


# the weeks


def test_the_weeks_that_have_figures() -> None:
    weeks = listed(known(history({"": [10, 30, 45, 40], A: [1, 2, 3, 4]}, weeks=[0, 1, 3, 4])), "weeks")
    assert [week["week_text"] for week in weeks] == ["Tuần 18/2022", "Tuần 19/2022", "Tuần 21/2022", "Tuần 22/2022"]
    assert [week.get("delta_text") for week in weeks] == [None, "+20", None, "−5"]
    assert weeks[-1]["day_text"] == "30/5/2022"


def test_a_week_counted_twice_is_its_last_figures() -> None:
    weeks = listed(known(history({"": [10, 30, 33]}, weeks=[0, 1, 1.3])), "weeks")
    assert [(week["total"], week.get("delta")) for week in weeks] == [(10, None), (33, 23)]
