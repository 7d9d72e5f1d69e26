"""Rows for people: texts in, the bytes of a CSV out that spreadsheet programs read as it is meant."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Sequence

WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet program takes for a formula


def weekday(day: dt.date) -> str:
    """The day of the week: Thứ Hai … Chủ nhật."""
    return WEEKDAYS[day.weekday()]


def cell(text: str) -> str:
    """A text that stays text: what would be a formula gets an apostrophe before it."""
    return f"'{text}" if text.startswith(FORMULA) else text


def csv_bytes(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """UTF-8 with its mark, or spreadsheet programs misread the Vietnamese; texts of several lines stand in quotes."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(headers)
    writer.writerows([cell(value) for value in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")
