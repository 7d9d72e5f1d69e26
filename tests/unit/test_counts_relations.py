"""Relations that hold for any table, and the spellings of moments."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction

import pytest
from figures import EVN, table
from hypothesis import given, settings
from hypothesis import strategies as st

from assetkit.counts.model import UnitCount
from assetkit.counts.moments import parse_moment
from assetkit.counts.tables import counts_from_table
from assetkit.errors import AssetkitError


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=12))
@settings(max_examples=40, deadline=None)
def test_the_sum_is_that_of_the_parts_and_a_total_row_changes_nothing(figures: list[int]) -> None:
    rows = [(f"Đơn vị {index}", figure) for index, figure in enumerate(figures)]
    plain = counts_from_table(table("Đơn vị,Thực hiện", *rows), EVN)
    totalled = counts_from_table(table("Đơn vị,Thực hiện", *rows, ("Tổng cộng", sum(figures))), EVN)
    assert plain.summed == totalled.summed == sum(figures)
    assert not totalled.partial


@given(st.integers(0, 5000), st.integers(1, 5000), st.integers(0, 3))
@settings(max_examples=50, deadline=None)
def test_a_percent_rounded_half_up_is_never_warned_of_but_its_neighbour(value: int, quota: int, places: int) -> None:
    scale = 10**places
    rounded = int(Fraction(value * 100 * scale, quota) + Fraction(1, 2))
    for units, expected in ((rounded, 0), (rounded + 1, 1)):
        printed = Decimal(units).scaleb(-places)
        counts = counts_from_table(table("Đơn vị,Thực hiện,Chỉ tiêu,%", ("A", value, quota, printed)), EVN)
        assert len(counts.warnings) == expected


SPELLINGS = ("2022-05-10 14:00", "2022-05-10T14:00:00", "14h00 ngày 10/5/2022", "14:00 10/05/2022", "10.5.2022 14h")


@pytest.mark.parametrize("text", [*SPELLINGS, "2022-05-10T07:00:00Z"])
def test_a_moment_in_each_spelling(text: str) -> None:
    assert parse_moment(text) == dt.datetime(2022, 5, 10, 14)


@pytest.mark.parametrize("text", ["", "10/5", "hôm qua", "2022-13-01", "25:00 10/5/2022", "1h 10/5/2022 2h", "5/10/22"])
def test_what_is_not_a_moment_is_refused(text: str) -> None:
    with pytest.raises(AssetkitError):
        parse_moment(text)


def test_a_unit_is_found_by_each_of_its_names() -> None:
    assert len(UnitCount("PTC1 (Truyền tải điện 1)", code="T1").keys) == 3
