"""The exported table: another store that imports it holds the same history, and what a person broke in it is named."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from readings import several, snapshot, told, week

from assetkit.counts.exporting import export_text, exported_table, is_export, readings_of
from assetkit.counts.history import Snapshot
from assetkit.counts.store import open_store
from assetkit.errors import AssetkitError
from assetkit.table import Table, parse_table, read_table


def parsed(text: str) -> Table:
    data = text.encode("utf-8-sig")
    return exported_table(data, "all.csv") or parse_table(data, "all.csv", ".csv")


def told_by_kind(readings: list[tuple[str, Snapshot]] | tuple[tuple[str, Snapshot], ...]) -> list[tuple[object, ...]]:
    """Every reading without its id; what it corrects by its place."""
    places = {one.id: place for place, (_, one) in enumerate(readings)}
    return [
        (of, one.counts, one.origin, one.fetched_at, one.digest, one.sample, places.get(one.corrects or 0))
        for of, one in readings
    ]


@given(several(5), st.lists(st.sampled_from(["evn-10k-2022", "tld-1m-2022"]), min_size=5, max_size=5))
@settings(max_examples=40, deadline=None)
def test_an_empty_store_that_imports_an_export_holds_the_same(
    tmp_path_factory: pytest.TempPathFactory, given_ones: list[Snapshot], campaigns: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("stores")
    with open_store(str(folder / "one.sqlite")) as one, open_store(str(folder / "two.sqlite")) as two:
        for reading in zip(campaigns, given_ones, strict=False):
            one.add_all([reading])
        text = export_text(one.readings())
        table = parsed(text)
        assert is_export(table)
        two.add_all(readings_of(table))
        assert told_by_kind(two.readings()) == told_by_kind(one.readings())
        assert {added.state for added in two.add_all(readings_of(table))} == {"same"}
        assert {added.state for added in one.add_all(readings_of(table))} == {"same"}


def test_a_history_of_corrections_comes_back_in_its_order(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "a.sqlite")) as one, open_store(str(tmp_path / "b.sqlite")) as two:
        for value in (1, 2, 1):
            one.add("evn", [snapshot({"A": value}, fetched_at=week(value))])
        two.add_all(readings_of(parsed(export_text(one.readings()))))
        histories = [store.history("evn", metric="registered") for store in (one, two)]
        assert told(histories[0]) == told(histories[1])
        assert [len(history.superseded) for history in histories] == [2, 2]
        two.add("evn", [snapshot({"A": 5}, fetched_at=week(9))])
        before = two.readings()
        two.add_all(readings_of(parsed(export_text(one.readings()))))  # an older copy brings nothing back
        assert two.readings() == before


def test_a_spreadsheet_program_may_have_saved_it(tmp_path: Path) -> None:
    text = export_text([("evn", snapshot({"A": 1234, "B": None}, total=7, quota=3, id=5, fetched_at=week(1)))])
    book = Workbook()
    for record in csv.reader(io.StringIO(text)):
        book.active.append([int(cell) if cell.isdigit() else cell or None for cell in record])
    book.save(tmp_path / "all.xlsx")
    assert readings_of(read_table(tmp_path / "all.xlsx")) == readings_of(parsed(text))


def edited(change: dict[str, str], *places: int) -> Table:
    """An export whose rows at ``places`` (from 0) a person has changed."""
    rows = list(csv.DictReader(io.StringIO(export_text([("evn", snapshot({"A": 1, "B": 2}, total=3, id=5))]))))
    for place in places:
        rows[place].update(change)
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0])
    writer.writeheader()
    writer.writerows(rows)
    return parsed(out.getvalue())


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"registered": "x"}, "row 2 column 'registered'"),
        ({"registered": "-1"}, "not a count"),
        ({"unit": ""}, "is empty"),
        ({"snapshot": ""}, "is empty"),
        ({"as_of": "hôm qua"}, "is not a date"),
        ({"metric": "x"}, "no metric"),
        ({"whole": "yes"}, "two overall rows"),
        ({"published_percent": "a"}, "not a number"),
    ],
)
def test_what_is_broken_in_an_export_is_named(change: dict[str, str], says: str) -> None:
    with pytest.raises(AssetkitError) as caught:
        readings_of(edited(change, *range(3 if "as_of" in change or "metric" in change else 1)))
    assert says in str(caught.value)
    assert "try:" in str(caught.value)


def test_rows_of_one_reading_that_disagree_about_it_are_refused() -> None:
    with pytest.raises(AssetkitError, match=r"row 3 column 'as_of'.*is not what row 2 says of snapshot 5"):
        readings_of(edited({"as_of": "2022-05-03"}, 0))


def test_a_column_that_is_gone_is_named() -> None:
    text = export_text([("evn", snapshot({"A": 1}, id=5))]).replace("quota", "x", 1)
    with pytest.raises(AssetkitError, match="without its column 'quota'"):
        readings_of(parsed(text))


def test_a_row_that_is_cut_short_is_named() -> None:
    text = export_text([("evn", snapshot({"A": 1, "B": 2}, id=5))])
    with pytest.raises(AssetkitError, match="row 3"):
        parsed(text[:-8])


def test_a_plain_table_of_counts_is_no_export() -> None:
    assert not is_export(parsed("đơn vị,đăng ký\nA,1\n"))
