"""Metrics, whole numbers and lists of names in, Vietnamese words out: "hợp lệ", 8 -> "tám", "A, B và C". Larger numbers stay digits, as in print."""

from __future__ import annotations

from collections.abc import Sequence

from assetkit.typography import number

METRIC_WORDS = {"valid": "hợp lệ", "submitted": "đã nộp", "reviewing": "đang xem xét", "registered": "đăng ký"}
LARGEST = 999
MOST_NAMED = 3  # units in a sentence; more are counted
_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


def in_words(value: int) -> str:
    """0..999 in words; anything else in digits, "1.024"."""
    if not 0 <= value <= LARGEST:
        return number(value)
    hundreds, rest = divmod(value, 100)
    tens, ones = divmod(rest, 10)
    words = [_DIGITS[hundreds], "trăm"] if hundreds else []
    if tens == 0:
        words += ["linh", _DIGITS[ones]] if hundreds and ones else [] if hundreds else [_DIGITS[ones]]
    else:
        words += ["mười"] if tens == 1 else [_DIGITS[tens], "mươi"]
        words += [_last(tens, ones)] if ones else []
    return " ".join(words)


def _last(tens: int, ones: int) -> str:
    """The last digit after a ten: "mười lăm", "hai mươi mốt"."""
    if ones == 5:
        return "lăm"
    return "mốt" if ones == 1 and tens > 1 else _DIGITS[ones]


def named(units: Sequence[str]) -> str:
    """ "A", "A và B", "A, B và C"; more than three as "4 đơn vị"."""
    if len(units) > MOST_NAMED:
        return f"{number(len(units))} đơn vị"
    return " và ".join([", ".join(units[:-1]), units[-1]] if len(units) > 1 else units)
