"""A number has one meaning or is refused."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assetkit import typography
from assetkit.errors import AssetkitError
from assetkit.table.numerals import parse_number

quick = settings(max_examples=50, deadline=None)


@pytest.mark.parametrize(
    ("text", "locale", "value"),
    [
        ("1234", None, 1234),
        (" 007 ", None, 7),
        ("-5", None, -5),
        ("−5", "vi", -5),
        ("+5", "en", 5),
        ("24,5", None, Decimal("24.5")),
        ("129.3", None, Decimal("129.3")),
        ("0.123", None, Decimal("0.123")),
        ("1234.567", None, Decimal("1234.567")),
        ("1.234.567", None, 1234567),
        ("1,234.5", None, Decimal("1234.5")),
        ("1.234", "vi", 1234),
        ("1.234", "en", Decimal("1.234")),
        ("1,234", "en", 1234),
        ("1,234", "vi", Decimal("1.234")),
        ("10.000", "vi", 10000),
        ("12.345.678,25", "vi", Decimal("12345678.25")),
        ("12,345,678.25", "en", Decimal("12345678.25")),
        ("1 234", "vi", 1234),
        ("1\u00a0234,5", "vi", Decimal("1234.5")),
        ("1\u202f234\u202f567", "en", 1234567),
        (5, None, 5),
        (5.0, None, 5),
        (2.5, "vi", Decimal("2.5")),
        (Decimal("1.10"), None, Decimal("1.10")),
    ],
)
def test_one_meaning(text: object, locale: str | None, value: int | Decimal) -> None:
    parsed = parse_number(text, locale)
    assert parsed == value
    assert type(parsed) is type(value)


@pytest.mark.parametrize("text", ["1.234", "1,234", "1 234", "10.000", "999,999", "1\u00a0234", "1 234 567", "-1.234"])
def test_two_meanings_are_refused(text: str) -> None:
    with pytest.raises(AssetkitError) as caught:
        parse_number(text, None, "counts.csv row 7 column 'value'")
    message = str(caught.value)
    assert message.startswith("counts.csv row 7 column 'value': ")
    assert " ".join(text.split()) in message
    assert "--locale vi" in message
    assert "--locale en" in message


NO_NUMBERS = ["12 SK", "", "  ", "abc", "12%", "1..2", "1.2.3", "1e5", "٣", "²", "1,23,456", "--1", "- 1", "nan", "0x1"]
NO_NUMBERS += ["1" * 31, "1.234 567", "=1+1", ",5", "5,", "0.123.456"]


@pytest.mark.parametrize("locale", [None, "vi", "en"])
@pytest.mark.parametrize("text", [*NO_NUMBERS, None, True, float("nan"), float("inf"), Decimal("NaN")])
def test_what_is_no_number_is_refused(text: object, locale: str | None) -> None:
    with pytest.raises(AssetkitError) as caught:
        parse_number(text, locale, "a.csv row 2")
    assert str(caught.value).startswith("a.csv row 2: ")
    assert "\n" not in str(caught.value)
    if isinstance(text, str) and text.strip() and len(text) < 20:
        assert f"'{text}'" in str(caught.value)


def test_grouping_of_the_other_locale_is_refused() -> None:
    with pytest.raises(AssetkitError, match="with --locale vi"):
        parse_number("24.5", "vi")
    with pytest.raises(AssetkitError, match="with --locale en"):
        parse_number("1.234,5", "en")


@quick
@given(st.decimals(min_value=-(10**12), max_value=10**12, places=2))
def test_what_is_printed_is_read_back(value: Decimal) -> None:
    printed = typography.number(value, 2)
    assert parse_number(printed, "vi") == value
    assert parse_number(printed.translate({ord("."): ",", ord(","): "."}), "en") == value


@quick
@given(st.text(max_size=12))
def test_any_text_is_a_number_or_an_error(text: str) -> None:
    for locale in (None, "vi", "en"):
        try:
            assert isinstance(parse_number(text, locale), int | Decimal)
        except AssetkitError as problem:
            assert "\n" not in str(problem)
