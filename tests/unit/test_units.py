"""The registry of units: what names mean, what is refused, and the two ways to write it down."""

from __future__ import annotations

import datetime as dt
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assetkit.counts.model import Counts, UnitCount
from assetkit.errors import AssetkitError
from assetkit.table import Cell, Row, Table
from assetkit.units.loading import registry_from_table, registry_from_toml
from assetkit.units.model import Unit, key
from assetkit.units.registry import Registry
from assetkit.units.writing import units_of, units_toml
from assetkit.world import World

POWER = """
[[unit]]
code = "EVN"
short = "Tập đoàn Điện lực"
[[unit]]
code = "EVNNPT"
short = "Truyền tải điện Quốc gia"
name = "Tổng công ty Truyền tải điện Quốc gia"
parent = "EVN"
[[unit]]
code = "PTC1"
short = "Truyền tải điện 1"
parent = "EVNNPT"
aliases = ["TTĐ 1"]
[[unit]]
code = "PTC4"
short = "Truyền tải điện 4"
parent = "Truyền tải điện Quốc gia"
[[unit]]
code = "PCHB"
short = "PC Hòa Bình"
parent = "EVN"
"""
REGISTRY = registry_from_toml(POWER, "units.toml")


def unit(code: str, **more: object) -> Unit:
    return Unit.model_validate({"code": code, "short": f"Đơn vị {code}", **more})


def fault(*units: Unit) -> str:
    with pytest.raises(AssetkitError) as caught:
        Registry(units, "units.toml")
    assert "\n" not in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        "PTC1",
        "ptc1",
        "PTC 1",
        "ptc-1",
        "PTC–1",
        "Truyền tải điện 1",
        "truyền  tải điện 1",
        "TTĐ1",
        "TTĐ-1",
        "PTC1 (Truyền tải)",
    ],
)
def test_a_unit_is_found_however_it_is_spelt(text: str) -> None:
    found = REGISTRY.find(text)
    assert found is not None and found.code == "PTC1"


@pytest.mark.parametrize(
    "text", ["PC Hòa Bình", "PC Hoà Bình", "pc hoà bình", "PC-HÒA BÌNH", unicodedata.normalize("NFD", "PC Hoà Bình")]
)
def test_the_place_of_the_tone_mark_does_not_matter(text: str) -> None:
    found = REGISTRY.find(text)
    assert found is not None and found.code == "PCHB"


@pytest.mark.parametrize("text", ["PC Hóa Bình", "PC Hoa Bình", "Truyền tải điện", "Truyền tải điện 2", "", "-", "()"])
def test_what_is_not_its_name_is_not_guessed(text: str) -> None:
    assert REGISTRY.find(text) is None


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("PC Hoa Bình", "PC Hòa Bình"),
        ("Truyền tải điện 4A", "Truyền tải điện 4"),
        ("CTY Truyền tải điện Quốc gia", "Truyền tải điện Quốc gia"),
        ("EVNNPTT", "Truyền tải điện Quốc gia"),
    ],
)
def test_candidates_are_the_nearest_names(text: str, first: str) -> None:
    assert REGISTRY.candidates(text)[0] == first


def test_nothing_near_is_nothing() -> None:
    assert REGISTRY.candidates("Bưu chính Viễn thông") == []
    assert REGISTRY.unknown(["PTC1", "ptc 1", "PTC9"]) == {"PTC9": REGISTRY.candidates("PTC9")}


def test_parents_are_found_by_any_name() -> None:
    assert {code: parent.code for code, parent in REGISTRY.parents.items()} == {
        "EVNNPT": "EVN",
        "PTC1": "EVNNPT",
        "PTC4": "EVNNPT",
        "PCHB": "EVN",
    }


def test_a_name_that_went_to_another_unit_is_found_by_the_day() -> None:
    registry = Registry(
        (
            unit("A1", short="Điện lực A", valid_to="2022-06-30", merged_into="B"),
            unit("A2", short="Điện lực A", valid_from="2022-07-01"),
            unit("B"),
        )
    )
    found = [registry.find("Điện lực A", day) for day in (dt.date(2022, 6, 30), dt.date(2022, 7, 1), None)]
    assert [one and one.code for one in found] == ["A1", "A2", None]


def test_contradictions_name_the_units() -> None:
    assert "'Đơn vị A' and 'Đơn vị b' have the same code, 'a'" in fault(unit("A"), unit("a", short="Đơn vị b"))
    shared = fault(unit("A", aliases=["Điện lực 1"]), unit("B", aliases=["điện lực-1"]))
    assert "'điện lực-1' is claimed by 'Đơn vị A' (A) and 'Đơn vị B' (B)" in shared
    assert "'Đơn vị A' (A): its parent, 'X', is not one unit of the registry (nothing near)" in fault(
        unit("A", parent="X")
    )
    merged = unit("A", merged_into="Đơn vị C", valid_to="2022-06-30")
    assert "it is merged into 'Đơn vị C', which is not one unit of the registry (Đơn vị" in fault(merged, unit("B"))
    assert "ends on 1/5/2022, before it starts on 2/5/2022" in fault(
        unit("A", valid_from="2022-05-02", valid_to="2022-05-01")
    )
    assert "is merged into 'B', but has no last day, valid_to" in fault(unit("A", merged_into="B"), unit("B"))
    assert "has the code '-', which has no letter or digit" in fault(unit("-"))


def test_circles_are_refused() -> None:
    three = fault(unit("A", parent="B"), unit("B", parent="C"), unit("C", parent="A"))
    assert "'Đơn vị A' (A) is part of itself by way of 'Đơn vị B' (B), 'Đơn vị C' (C)" in three
    assert "is part of itself" in fault(unit("A", parent="A"))
    ends = {"valid_to": "2022-06-30"}
    assert "is merged into itself by way of" in fault(
        unit("A", merged_into="B", **ends), unit("B", merged_into="A", **ends)
    )
    # sound as it is written, but once P is merged into Q, A and Q are parts of each other
    merge = fault(unit("A", parent="P"), unit("P", merged_into="Q", **ends), unit("Q", parent="A"))
    assert "is part of itself after the merges of 1/7/2022" in merge


def test_a_successor_exists_when_it_takes_over() -> None:
    early = fault(unit("A", merged_into="B", valid_to="2022-06-30"), unit("B", valid_to="2022-06-30"))
    assert "'Đơn vị A' (A) ends on 30/6/2022, and 'Đơn vị B' (B), its successor, no later" in early
    late = fault(unit("A", merged_into="B", valid_to="2022-06-30"), unit("B", valid_from="2022-08-01"))
    assert "its successor 'Đơn vị B' (B) starts only on 1/8/2022" in late


def test_many_faults_are_one_line() -> None:
    assert "and 4 more" in fault(*(unit(f"U{n}", parent="X") for n in range(10)))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "unit: is missing"),
        ('[[unit]]\ncode = "A"', "unit #1.short: is missing"),
        ('[[unit]]\ncode = "A"\nshort = "A"\nparant = "B"', "did you mean 'parent'?"),
        ('[[unit]]\ncode = 7\nshort = "A"', "unit #1.code: should be a text in quotes"),
        ('[[unit]]\ncode = "A"\nshort = "A"\nvalid_to = 2022-02-30', "February 2022 has 28 days"),
        ('[[unit]]\ncode = "A"\nshort = "A"\naliases = "B"', "unit #1.aliases: should be a list in [ ]"),
    ],
)
def test_a_wrong_file_is_refused_on_one_line(text: str, message: str) -> None:
    with pytest.raises(AssetkitError) as caught:
        registry_from_toml(text, "units.toml")
    assert message in str(caught.value) and str(caught.value).startswith("units.toml: ")


def table(headers: str, *rows: str) -> Table:
    names = tuple(headers.split(","))
    cells: list[dict[str, Cell]] = [
        dict(zip(names, (cell or None for cell in row.split(",")), strict=True)) for row in rows
    ]
    return Table("units.csv", names, tuple(Row(number, row) for number, row in enumerate(cells, start=2)))


def test_a_table_writes_the_same_registry() -> None:
    given = table(
        "Mã,Tên ngắn,Tên đầy đủ,Trực thuộc,Tên khác,Hiệu lực từ,Hiệu lực đến,Sáp nhập vào",
        "EVN,Tập đoàn,,,,,,",
        "A,Điện lực A,Công ty Điện lực A,EVN,ĐL A; PC A,1/7/2019,30/6/2022,B",
        ",Điện lực B,,EVN,B,,,",
    )
    units = registry_from_table(given).units
    assert units[1] == Unit(
        code="A",
        short="Điện lực A",
        name="Công ty Điện lực A",
        parent="EVN",
        aliases=("ĐL A", "PC A"),
        valid_from=dt.date(2019, 7, 1),
        valid_to=dt.date(2022, 6, 30),
        merged_into="B",
    )
    assert units[2].code == "Điện lực B"
    assert registry_from_toml(units_toml(units), "units.toml").units == units


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (table("Tên,Ghi chú", "a,b"), "no column names the units"),
        (table("Mã"), "has no units"),
        (table("Mã,Hiệu lực từ", "A,30/2/2022"), "row 2 column 'Hiệu lực từ'"),
        (table("Mã,Trực thuộc", ",EVN"), "row 2: code: is empty"),
    ],
)
def test_a_wrong_table_is_refused(given: Table, message: str) -> None:
    with pytest.raises(AssetkitError) as caught:
        registry_from_table(given)
    assert message in str(caught.value)


names = st.text(st.sampled_from("aăâđeêioôơuưyhnptc1234 áàảãạ-"), min_size=1, max_size=12).filter(
    lambda text: bool(key(text))
)


@settings(max_examples=50, deadline=None)
@given(st.lists(names, min_size=1, max_size=8, unique_by=key), st.data())
def test_every_written_name_finds_its_unit(words: list[str], data: st.DataObject) -> None:
    units = [
        Unit(code=f"Z{n}", short=word.strip() or word, aliases=(f"biệt danh {word}",)) for n, word in enumerate(words)
    ]
    registry = Registry(tuple(units))
    assert registry_from_toml(units_toml(units), "units.toml").units == tuple(units)
    for one in units:
        for name in one.names:
            changed = data.draw(
                st.sampled_from(
                    [name, name.upper(), f" {name} ", name.replace(" ", "-"), unicodedata.normalize("NFD", name)]
                )
            )
            assert registry.find(changed) == one


def test_a_registry_starts_from_counts() -> None:
    rows = (
        UnitCount("PTC1 (Truyền tải điện 1)", parent="EVNNPT", registered=1),
        UnitCount("EVNNPT", parent="EVN", registered=2),
        UnitCount("Đơn vị A", code="A", parent="Nhóm 1", registered=2),
    )
    counts = Counts(rows, UnitCount("EVN (toàn Tập đoàn)", registered=9), metric="registered")
    units = units_of([counts])
    assert [(one.code, one.short, one.parent, one.aliases) for one in units] == [
        ("EVN", "EVN", None, ()),
        ("PTC1", "PTC1", "EVNNPT", ("Truyền tải điện 1",)),
        ("EVNNPT", "EVNNPT", "EVN", ()),
        ("A", "Đơn vị A", None, ()),
    ]
    Registry(units)


def test_the_world_reads_the_registry_of_a_workspace(tmp_path: Path) -> None:
    settings_file = tmp_path / "assetkit.toml"
    settings_file.write_text("", encoding="utf-8")
    assert World().registry is None and World(tmp_path).registry is None
    (tmp_path / "units.toml").write_text(POWER, encoding="utf-8")
    assert World(tmp_path).registry == Registry(REGISTRY.units, str(tmp_path / "units.toml"))
    (tmp_path / "list.csv").write_text("Mã,Tên ngắn\nA,Đơn vị A\n", encoding="utf-8")
    settings_file.write_text('units = "list.csv"\n', encoding="utf-8")
    found = World(tmp_path).registry
    assert found is not None and [one.code for one in found.units] == ["A"]
    settings_file.write_text('units = "lost.toml"\n', encoding="utf-8")
    with pytest.raises(AssetkitError, match="there is no such file"):
        assert World(tmp_path).registry
