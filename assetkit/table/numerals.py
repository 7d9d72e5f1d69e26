"""A number as a person wrote it in, an exact int or Decimal out; what has two meanings is refused."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from assetkit.errors import AssetkitError
from assetkit.table.model import shown

MAX_DIGITS = 30
"""Longer ones are identifiers or mistakes, not counts."""

_SPACES = " \u00a0\u2009\u202f"
_SIGNS = {"-": -1, "\u2212": -1, "+": 1}
_MARKS = {"vi": (".", ","), "en": (",", ".")}  # grouping, decimal
_AMBIGUOUS = re.compile(rf"[1-9][0-9]{{0,2}}(?:[.,][0-9]{{3}}|(?:[{_SPACES}][0-9]{{3}})+)")
_HINT = "digits, such as 1234"


def parse_number(text: object, locale: str | None = None, where: str = "") -> int | Decimal:
    """The number that a text means: with "vi" 1.234,5 and with "en" 1,234.5; a number of a spreadsheet is taken as it is.

    Without a locale only what has one meaning passes: "1234", "24.5", "1.234.567"; "1.234" is refused.
    Signs may be "-", "−" or "+". Percent signs, units and anything else that is not a number raise `AssetkitError`.
    """
    if isinstance(text, str) and text.isascii() and text.isdigit() and len(text) <= MAX_DIGITS:
        return int(text)  # nearly all of them: only one meaning, in every convention
    if isinstance(text, int | float | Decimal) and not isinstance(text, bool):
        return _numeric(text, where)
    if text is None or not str(text).strip():
        raise AssetkitError("a number is missing: the cell is empty", where=where, hint=_HINT)
    digits = str(text).strip()
    sign = _SIGNS.get(digits[0], 0)
    digits = digits[1:] if sign else digits
    if locale is None and _AMBIGUOUS.fullmatch(digits):
        message = f"the number {shown(text)} can be meant in two ways"
        raise AssetkitError(message, where=where, hint="--locale vi (1.234,5) or --locale en (1,234.5)")
    conventions = [_MARKS[name] for name in _MARKS if locale in (None, name)]
    spaces = _SPACES if locale else ""
    readings = {value for value in (_read(digits, *marks, spaces) for marks in conventions) if value is not None}
    if len(readings) != 1:
        hint = _HINT if locale is None else f"with --locale {locale}: " + ("1.234,5" if locale == "vi" else "1,234.5")
        raise AssetkitError(f"{shown(text)} is not a number", where=where, hint=hint)
    value = readings.pop()
    return -value if sign < 0 else value


def _numeric(value: float | Decimal, where: str) -> int | Decimal:
    """A number that is one already; whole floats become int, as a spreadsheet has no other numbers."""
    if isinstance(value, int):
        return value
    exact = value if isinstance(value, Decimal) else Decimal(repr(value))
    if not exact.is_finite():
        raise AssetkitError(f"{shown(value)} is not a number", where=where, hint=_HINT)
    return int(exact) if isinstance(value, float) and value.is_integer() else exact


@cache
def _pattern(group: str, decimal: str) -> re.Pattern[str]:
    return re.compile(rf"([0-9]+|[1-9][0-9]{{0,2}}(?:{re.escape(group)}[0-9]{{3}})+)(?:{re.escape(decimal)}([0-9]+))?")


def _read(digits: str, group: str, decimal: str, spaces: str) -> int | Decimal | None:
    """The value under one convention, or None. Groups are of three, all with the same separator."""
    if len(digits) > 2 * MAX_DIGITS or sum(sign.isdigit() for sign in digits) > MAX_DIGITS:
        return None
    for separator in (group, *spaces):
        match = _pattern(separator, decimal).fullmatch(digits)
        if match:
            whole = match[1].replace(separator, "")
            return Decimal(f"{whole}.{match[2]}") if match[2] else int(whole)
    return None
