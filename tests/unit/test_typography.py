"""Relations and known values of Vietnamese typography."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assetkit import typography as ty
from assetkit.errors import AssetkitError

VIETNAMESE = "aàáạảãăằắặẳẵâầấậẩẫbcdđeèéẹẻẽêềếệểễghiìíịỉĩklmnoòóọỏõôồốộổỗơờớợởỡpqrstuùúụủũưừứựửữvxyỳýỵỷỹ"
texts = st.text(st.sampled_from(VIETNAMESE + VIETNAMESE.upper() + ' .,–-/0123456789“”"\n\u00a0'), max_size=120)
PHRASE = "10.000 sáng kiến, công đoàn điện lực – Việt Nam 97/KH-CĐĐVN giai đoạn 1 ₫ Hồ Chí Minh của !"
phrases = st.lists(st.sampled_from(PHRASE.split()), max_size=30).map(" ".join)
quick = settings(max_examples=50, deadline=None)


@pytest.mark.parametrize(
    ("value", "decimals", "printed"),
    [
        (10000, 0, "10.000"),
        (24.5, 1, "24,5"),
        (1_000_000, 0, "1.000.000"),
        (999, 0, "999"),
        (0, 2, "0,00"),
        (2.675, 2, "2,68"),
        (0.5, 0, "1"),
        (1.5, 0, "2"),
        (2.5, 0, "3"),
        (-2.5, 0, "−3"),
        (-0.2, 0, "0"),
        (Decimal("1234567.891"), 1, "1.234.567,9"),
        (999.95, 1, "1.000,0"),
    ],
)
def test_number(value: float, decimals: int, printed: str) -> None:
    assert ty.number(value, decimals) == printed


@quick
@given(
    st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**12), max_value=10**12),
    st.integers(0, 4),
)
def test_number_is_within_half_a_unit_of_the_value(value: Decimal, decimals: int) -> None:
    back = Decimal(ty.number(value, decimals).replace(".", "").replace(",", ".").replace("−", "-"))
    assert abs(back - value) <= Decimal(5) / 10 ** (decimals + 1)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), Decimal("NaN"), Decimal("-Infinity")])
def test_what_is_not_a_number_is_refused(value: float) -> None:
    for printed in (ty.number, ty.percent, ty.signed):
        with pytest.raises(AssetkitError, match="finite"):
            printed(value)
    with pytest.raises(AssetkitError, match="decimals"):
        ty.number(1, -1)


@pytest.mark.parametrize(
    ("ratio", "decimals", "printed"),
    [
        (Fraction(141, 96), 1, "146,9%"),
        (Fraction(10244, 10000), 1, "102,4%"),
        (Fraction(105, 10000), 0, "1%"),
        (1.0244, 1, "102,4%"),
        (1, 0, "100%"),
        (Decimal("0.0005"), 1, "0,1%"),
        (0.00049, 1, "0,0%"),
        (Fraction(12345, 1000), 1, "1.234,5%"),
    ],
)
def test_percent(ratio: Fraction, decimals: int, printed: str) -> None:
    assert ty.percent(ratio, decimals) == printed


def test_signed() -> None:
    assert [ty.signed(value) for value in (12, -3, 0, 1234)] == ["+12", "−3", "0", "+1.234"]
    assert ty.signed(0.04, 1) == "0,0"
    assert ty.signed(-0.04, 1) == "0,0"
    assert ty.signed(0.05, 1) == "+0,1"


def test_dates() -> None:
    day = dt.date(2023, 9, 30)
    assert ty.date_short(day) == "30/9/2023"
    assert ty.date_long(day) == "ngày 30 tháng 9 năm 2023"
    assert ty.date_short(dt.date(2022, 5, 6)) == "6/5/2022"
    assert ty.time_short(dt.time(9, 5)) == "9h05"
    assert ty.moment(dt.datetime(2022, 5, 10, 14)) == "14h00 ngày 10/5/2022"
    assert ty.moment(dt.datetime(2022, 5, 10)) == "10/5/2022"


def test_upper_keeps_every_mark() -> None:
    assert ty.upper("đoàn kết ằẳẵặ") == "ĐOÀN KẾT ẰẲẴẶ"
    assert ty.upper(unicodedata.normalize("NFD", "đường ỳỷỹỵ")) == "ĐƯỜNG ỲỶỸỴ"


@pytest.mark.parametrize(
    ("raw", "ruled"),
    [
        ("  a \t b\n c ", "a b c"),
        ('"Điểm hẹn" - số 1', "“Điểm hẹn” – số 1"),
        ('Chương trình "10.000 sáng kiến".', "Chương trình “10.000 sáng kiến”."),
        ('("a")', "(“a”)"),
        ('màn hình 27"', 'màn hình 27"'),
        ("a - b - c", "a – b – c"),
        ("EVN-CĐ", "EVN-CĐ"),
        ("10\u00a0000", "10\u00a0000"),
    ],
)
def test_apply_rules(raw: str, ruled: str) -> None:
    assert ty.apply_rules(raw) == ruled


@quick
@given(texts)
def test_apply_rules_again_changes_nothing(text: str) -> None:
    once = ty.apply_rules(text)
    assert ty.apply_rules(once) == once


# --- comparison and order


@pytest.mark.parametrize(
    ("one", "other"),
    [("hòa", "hoà"), ("HÒA BÌNH", "Hoà  bình"), ("thủy", "thuỷ"), ("Khóa", "khoá"), ("Đoàn", "ĐOÀN"), ("quý", "qúy")],
)
def test_fold_joins_spellings(one: str, other: str) -> None:
    assert ty.fold(one) == ty.fold(other)


@pytest.mark.parametrize(
    ("one", "other"), [("hòa", "hóa"), ("ma", "mà"), ("da", "đa"), ("o", "ơ"), ("hòa an", "hoa àn")]
)
def test_fold_keeps_words_apart(one: str, other: str) -> None:
    assert ty.fold(one) != ty.fold(other)


@quick
@given(texts)
def test_fold_forgets_composition_and_case(text: str) -> None:
    key = ty.fold(text)
    assert key == ty.fold(unicodedata.normalize("NFD", text)) == ty.fold(ty.upper(text)) == ty.fold(key)


def test_alphabet_order() -> None:
    letters = list("aăâbcdđeêghiklmnoôơpqrstuưvxy")
    assert sorted(set(letters), key=ty.sort_key) == letters
    assert sorted(["mạ", "má", "mã", "mả", "mà", "ma"], key=ty.sort_key) == ["ma", "mà", "mả", "mã", "má", "mạ"]
    assert sorted(["Đông", "Dung", "ánh", "An", "Ân", "Ấn"], key=ty.sort_key) == [
        "An",
        "ánh",
        "Ân",
        "Ấn",
        "Dung",
        "Đông",
    ]
    assert sorted(["Tân Bình", "Tấn An"], key=ty.sort_key) == ["Tấn An", "Tân Bình"]  # tones come second


def test_people_by_given_name() -> None:
    people = ["Nguyễn Văn Bình", "Trần An", "Lê Thị Ánh", "Phạm An", "Hồ"]
    ordered = ["Phạm An", "Trần An", "Lê Thị Ánh", "Nguyễn Văn Bình", "Hồ"]
    assert sorted(people, key=ty.name_sort_key) == ordered
    assert ty.name_sort_key("") == ty.name_sort_key("  ")


@quick
@given(texts)
def test_sort_key_is_equal_for_equal_texts(text: str) -> None:
    assert ty.sort_key(text) == ty.sort_key(unicodedata.normalize("NFD", text))


# --- file names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Tổng công ty Truyền tải điện Quốc gia", "tong-cong-ty-truyen-tai-dien-quoc-gia"),
        ("Đơn vị: ../../etc/passwd", "don-vi-etc-passwd"),
        ("CON", "con-tep"),
        ("com1", "com1-tep"),
        ("com1.txt", "com1-txt"),
        ("..", "khong-ten"),
        ("", "khong-ten"),
        ("日本", "khong-ten"),
        ("PC Ðà Nẵng", "pc-da-nang"),
        ("a\x00b\\c", "a-b-c"),
    ],
)
def test_slug(text: str, name: str) -> None:
    assert ty.slug(text) == name


@quick
@given(st.text(max_size=200), st.integers(12, 80))
def test_slug_is_a_safe_name(text: str, limit: int) -> None:
    name = ty.slug(text, limit)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name)
    assert len(name) <= limit
    assert ty.slug(name, limit) == name
    assert name == ty.slug(unicodedata.normalize("NFD", text), limit)
    assert not re.fullmatch(r"con|prn|aux|nul|(com|lpt)\d", name)


def test_a_long_slug_ends_with_a_whole_word() -> None:
    assert ty.slug("sáng kiến " * 20, 25) == "sang-kien-sang-kien-sang"
    assert ty.slug("x" * 200, 25) == "x" * 25
    with pytest.raises(AssetkitError, match="12 or more"):
        ty.slug("a", 3)


# --- line breaks


def kept(text: str) -> list[str]:
    return [segment for segment, keep in ty.keep_together(text) if keep]


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("đạt 10.000 sáng kiến trong năm đầu", ["10.000 sáng kiến", "năm đầu"]),
        ("giá 5.000 ₫ mỗi lần xem", ["5.000 ₫", "lần xem"]),
        ("làm lợi 33.000 tỷ đồng cho đất nước", ["33.000 tỷ đồng", "đất nước"]),
        ("hết giai đoạn 1 đã vượt xa", ["giai đoạn 1", "vượt xa"]),
        ("theo 97/KH-CĐĐVN ban hành ngày 30 tháng 9", ["97/KH-CĐĐVN", "ngày 30", "tháng 9"]),
        ("lời của Chủ tịch Hồ Chí Minh dạy", ["Chủ tịch", "Hồ Chí Minh dạy"]),
        ("Tự hào trí tuệ lao động Việt Nam", ["Tự hào", "trí tuệ", "lao động", "Việt Nam"]),
        ("vì NGƯỜI LAO ĐỘNG, vì nước", ["NGƯỜI LAO ĐỘNG,", "vì nước"]),
        ("1 triệu sáng kiến – triệu việc tốt", ["1 triệu sáng kiến –", "việc tốt"]),
        ("sau 5 năm 2 tháng làm thợ", ["5 năm", "2 tháng", "làm thợ"]),
        ("từ 5 đến 10 đơn vị", ["10 đơn vị"]),
        ("tác giả Nguyễn Văn Minh Anh gửi về", ["tác giả", "Nguyễn Văn Minh Anh", "gửi về"]),
        ("Nguyễn Thị Minh Khai", ["Minh Khai"]),
        ("sáng, kiến", []),
        ("một hai ba", []),
        ("một hai ba bốn", ["ba bốn"]),
        ("một hai\nba bốn", []),
        ("một hai ba !", []),
        ("một\u00a0hai ba", ["một\u00a0hai"]),
        ("", []),
        (" \n ", []),
    ],
)
def test_what_is_kept_together(text: str, held: list[str]) -> None:
    assert kept(text) == held


def test_unicode_form_and_tone_place_do_not_matter() -> None:
    assert kept(unicodedata.normalize("NFD", "vì thuỷ điện xanh")) == ["thuỷ điện xanh"]
    assert kept("chuyển đổi số hoá") == kept("chuyển đổi số hóa".replace("óa", "oá"))


@quick
@given(st.one_of(texts, phrases, st.text(max_size=80)))
def test_segments_are_the_text(text: str) -> None:
    segments = ty.keep_together(text)
    assert "".join(segment for segment, _ in segments) == ty.nfc(text)
    for segment, keep in segments:
        assert segment
        if keep:
            assert segment == segment.strip()
            assert len(segment) <= ty.KEEP_LIMIT
            assert "\n" not in segment


@quick
@given(phrases)
def test_the_last_line_has_two_words(text: str) -> None:
    spoken = [word for word in text.split() if any(sign.isalnum() for sign in word) or word == "₫"]
    if len(spoken) >= 4:
        last = kept(text)[-1]
        assert ty.nfc(text).endswith(last) or len(last) > ty.KEEP_LIMIT - 12
