"""Facts: every declared name is known or explained, and the real tables give what the reference pieces say."""

from __future__ import annotations

import datetime as dt
import pickle
from typing import Any

import pytest
from figures import COAL_TABLE, EVN, NATIONAL, NOW, POWER_TABLE, campaign, counted, entries, unit

from assetkit.counts.tables import counts_from_table
from assetkit.errors import AssetkitError
from assetkit.facts import FACTS, Facts, derive, facts_table, variant
from assetkit.facts.names import LISTS, names

SCOPES = ("campaign", "counts", "standing", "unit", "time", "movement", "charts", "process")
COAL_COUNTS = counts_from_table(
    COAL_TABLE,
    NATIONAL,
    as_of=dt.datetime(2022, 5, 10, 14),
    source="https://www.congdoantkv.vn/tin-tuc/chi-tiet/35455/",
)
COAL = derive(NATIONAL, COAL_COUNTS, NOW)


def power(moment: dt.datetime, **options: Any) -> Facts:
    return derive(EVN, counts_from_table(POWER_TABLE, EVN, **options), moment)


# every name is declared, and known or explained


SITUATIONS = {
    "no counts": derive(EVN, None, NOW),
    "no target": derive(campaign("cdvc-1m-2022"), None, NOW),
    "coal": COAL,
    "coal unit": COAL.for_unit("Than Hà Lầm"),
    "coal leader": COAL.for_unit("Chế tạo máy"),
    "power": power(dt.datetime(2023, 7, 14), as_of=dt.datetime(2023, 7, 14)),
    "power afterwards": power(dt.datetime(2024, 1, 1)),
    "power part": power(dt.datetime(2022, 6, 1), phase="1").for_unit("PTC2"),
    "avatar only": derive(EVN, None, NOW).for_unit("EVNNPT"),
    "nothing at all": counted(),
    "nothing counted": counted(unit("A", None)),
    "no quota": counted(unit("A", 1), unit("B", 2)).for_unit("A"),
    "zero quota": counted(unit("A", 1, 0)).for_unit("A"),
}


@pytest.mark.parametrize("situation", SITUATIONS)
def test_exactly_the_declared_names_are_known_or_explained(situation: str) -> None:
    facts = SITUATIONS[situation]
    assert set(facts) | set(facts.missing) == set(names(*SCOPES))
    assert not set(facts) & set(facts.missing)
    for name in facts.missing:
        assert facts.why_missing(name).startswith(f"fact {name} ")
    for listed, scope in LISTS.items():
        for entry in facts.get(listed, ()):  # type: ignore[attr-defined]
            assert set(entry) <= set(names(scope))


TYPES: dict[str, type | tuple[type, ...]] = {
    "int": int,
    "text": str,
    "bool": bool,
    "date": dt.date,
    "moment": dt.datetime,
    "share": float,
    "list": tuple,
    "dict": dict,
}


@pytest.mark.parametrize("situation", SITUATIONS)
def test_values_have_the_declared_type(situation: str) -> None:
    facts = SITUATIONS[situation]
    for fact in FACTS:
        found = facts.get(fact.name) if fact.scope in SCOPES else None
        if found is not None:
            assert type(found) is TYPES[fact.type] or isinstance(found, dt.date), fact.name
        if fact.type == "text" and found is not None:
            assert found


def test_names_are_declared_once() -> None:
    declared = [(fact.scope if fact.scope in LISTS.values() else "", fact.name) for fact in FACTS]
    assert len(declared) == len(set(declared))
    assert all(f"`{fact.name}`" in facts_table() for fact in FACTS)


def test_reasons_name_what_to_supply() -> None:
    facts = counted(unit("A", 1, row=2), unit("B", 2, 4, row=3))
    assert facts.why_missing("percent_text") == "fact percent_text needs a quota for 'A' (row 2), or for a total row"
    assert facts.for_unit("A").why_missing("percent_text") == "fact percent_text needs a quota for 'A' (row 2)"
    assert "table of counts" in SITUATIONS["no counts"].why_missing("total")
    assert "target of campaign 'cdvc-1m-2022'" in SITUATIONS["no target"].why_missing("target")
    assert "did you mean 'percent_text'" in facts.why_missing("procent_text")
    assert "left out of the entries" in facts.why_missing("units.quota")
    assert "did you mean 'units.quota'" in facts.why_missing("units.quotta")


def test_facts_are_frozen_and_travel_to_other_processes() -> None:
    with pytest.raises(TypeError):
        COAL["total"] = 1  # type: ignore[index]
    copy = pickle.loads(pickle.dumps(COAL))
    assert dict(copy) == dict(COAL)
    assert dict(copy.for_unit("Than Hà Lầm")) == dict(COAL.for_unit("Than Hà Lầm"))


# the real tables


def test_the_coal_picture_says_what_the_reference_piece_says() -> None:
    assert [entry["name"] for entry in entries(COAL)] == [
        *("Chế tạo máy", "Kho vận Đá Bạc", "Tuyển than Cửa Ông", "Than Nam Mẫu"),
        *("Than Hà Lầm", "Xây lắp mỏ", "Than Cao Sơn", "Than Mông Dương"),
    ]
    assert COAL["as_of_text"] == "Tính đến 14h00 ngày 10/5/2022"
    assert COAL["partial_text"] == "Toàn ngành: 2.769. Bảng chỉ gồm tám đơn vị."
    assert COAL["source_text"] == "Nguồn: congdoantkv.vn"
    assert (COAL["units_count_words"], COAL["units_reached_words"], COAL["all_reached"]) == ("tám", "tám", True)
    assert (COAL["best_ratio_unit"], COAL["best_ratio_text"]) == ("Chế tạo máy", "275,0%")
    assert (COAL["most_initiatives_unit"], COAL["most_text"]) == ("Than Nam Mẫu", "198")
    assert COAL["metric_text"] == "Số đã nộp"


def test_the_sector_is_not_measured_by_the_campaigns_target() -> None:
    assert COAL["total"] == 2769
    assert COAL["target"] == 1_000_000
    for name in ("quota", "percent_text", "plan_today", "ahead_text", "finish_text"):
        assert name not in COAL
        assert "Công đoàn TKV (toàn ngành)" in COAL.why_missing(name)


def test_a_unit_whose_percent_was_misprinted_gets_the_right_one() -> None:
    facts = COAL.for_unit("THAN HÀ LẦM")
    assert facts["percent_text"] == "146,9%"
    assert facts["value_quota_text"] == "141/96"
    assert facts["over_or_remaining_text"] == "vượt 45"
    assert facts["rank_text"] == "thứ 5/8"
    assert facts["gap_to_next_text"] == "còn 4 sáng kiến để vượt Than Nam Mẫu"
    assert facts["total"] == 2769


def test_the_power_picture_says_what_the_reference_piece_says() -> None:
    facts = power(dt.datetime(2023, 7, 14), as_of=dt.datetime(2023, 7, 14))
    assert facts["percent_text"] == "102,4%"
    assert facts["over_or_remaining_text"] == "vượt 244"
    assert facts["finish_text"] == "về đích sớm 78 ngày"
    assert facts["as_of_text"] == "Tính đến 14/7/2023"
    phases: Any = facts["phases"]
    assert [phase["value_text"] for phase in phases] == ["2.399", "7.845"]
    assert [phase["share"] for phase in phases] == [0.3, 0.7]
    assert [phase["state"] for phase in phases] == ["past", "current"]
    assert facts["milestone_reached_text"] == "10.000"
    assert facts["total_label"] == "Toàn Tập đoàn"


def test_the_grid_company_of_the_reference_piece() -> None:
    facts = power(dt.datetime(2022, 5, 31), phase="1").for_unit("EVNNPT")
    assert facts["value_quota_text"] == "239/213"
    assert facts["over_or_remaining_text"] == "vượt 26"
    assert facts["as_of_text"] == "Tính đến 17/5/2022"  # its own day, not that of the whole
    assert facts["finish_text"] == "về đích sớm 14 ngày"
    assert facts["figures_phase_text"] == "Giai đoạn 1"


def test_units_are_compared_with_those_beside_them() -> None:
    facts = power(dt.datetime(2022, 5, 31), phase="1")
    assert [entry["name"] for entry in entries(facts)] == ["EVNNPT", "EVNHANOI", "EVNCPC"]
    assert facts.for_unit("PTC3")["rank_text"] == "thứ 1/4"
    assert "leads" in facts.for_unit("PTC3").why_missing("gap_to_next")


def test_the_whole_can_be_the_subject_by_its_name() -> None:
    facts = power(dt.datetime(2022, 5, 31), phase="1").for_unit("EVN (toàn Tập đoàn)")
    assert facts["value"] == facts["total"] == 2399
    assert "is the whole" in facts.why_missing("rank")


def test_an_unknown_unit_is_refused_with_the_nearest() -> None:
    with pytest.raises(AssetkitError, match="did you mean 'Than Hà Lầm'"):
        COAL.for_unit("Than Hà Làm")


def test_the_units_of_the_power_table_have_distinct_variants() -> None:
    units = {row.cells["unit"] for row in POWER_TABLE.rows}
    assert len({str(variant(str(name))) for name in units}) == len(units)
