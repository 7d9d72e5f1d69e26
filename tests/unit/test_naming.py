from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assetkit.errors import AssetkitError
from assetkit.naming import LIMIT, Names, file_name

HOSTILE = [
    "../../x",
    "CON",
    "nul.txt",
    "a" * 300,
    "",
    " ",
    "a/b\\c",
    "…",
    ".hidden",
    "COM1",
    "\x00",
    "Ế́",
    "e\u0302\u0301",
]


@pytest.mark.parametrize("value", HOSTILE)
def test_a_hostile_row_name_becomes_one_plain_file_name(value: str) -> None:
    name = file_name("{unit}-{size}", {"unit": value, "size": "feed"})
    assert name.isascii()
    assert not set(name) & set('/\\:*?"<>|\x00')
    assert ".." not in name and not name.startswith(".")
    assert 0 < len(name) <= LIMIT


@given(st.text(max_size=60))
@settings(max_examples=50, deadline=None)
def test_any_text_gives_a_name_of_ascii_letters(value: str) -> None:
    name = file_name("{unit}", {"unit": value})
    assert name and name.isascii() and "/" not in name and "\\" not in name


def test_names_that_differ_only_by_case_or_composition_stay_apart() -> None:
    names = Names()
    given_names = [file_name("{u}", {"u": value}) for value in ("Hà Nội", "HÀ NỘI", "Hà Nội", "ha noi")]
    assert len({names.unique(name).casefold() for name in given_names}) == 4


def test_numbers_take_a_layout() -> None:
    assert file_name("{row:03}-{unit}", {"row": 7, "unit": "Đà Nẵng"}) == "007-da-nang"


def test_an_unknown_name_in_a_pattern_is_an_error_with_the_nearest() -> None:
    with pytest.raises(AssetkitError, match="did you mean 'unit'"):
        file_name("{uni}", {"unit": "x"})
    with pytest.raises(AssetkitError, match="not a pattern"):
        file_name("{unit", {"unit": "x"})


@pytest.mark.parametrize("pattern", ["{row:999999999}", "{row:zz}", "{row!r}", "{unit:3}", "{unit!s}"])
def test_a_layout_is_a_number_of_digits_and_nothing_else(pattern: str) -> None:
    with pytest.raises(AssetkitError, match="not a pattern"):
        file_name(pattern, {"row": 7, "unit": "x"})


def test_signs_of_a_pattern_that_make_no_name_leave_none() -> None:
    assert file_name("../../{unit}", {"unit": "x"}) == "x"
    assert file_name("{{{unit}}} - {row:3}", {"unit": "x", "row": 7}) == "x-7"
