"""A duration as a person writes it ("36h", "2d", "90m") in, a timedelta out, and back."""

from __future__ import annotations

import datetime as dt
import re

_UNITS = {"m": 60, "h": 3600, "d": 86_400, "w": 604_800}
_DURATION = re.compile(r"(\d{1,5}(?:\.\d{1,3})?)\s*([mhdw])", re.IGNORECASE)


def parse_duration(value: object) -> dt.timedelta:
    """A duration of "90m", "36h", "2d" or "1w"; ValueError for anything else and for nothing at all."""
    match = _DURATION.fullmatch(value.strip()) if isinstance(value, str) else None
    seconds = float(match[1]) * _UNITS[match[2].lower()] if match else 0.0
    if not seconds:
        raise ValueError(f"should be a duration such as 90m, 36h, 2d or 1w, not '{value}'")
    return dt.timedelta(seconds=seconds)


def duration_text(duration: dt.timedelta) -> str:
    """A duration for a person, in its two largest units: "3 days 4 h", "5 h 20 min", "12 min"."""
    minutes = max(0, int(duration.total_seconds() // 60))
    days, rest = divmod(minutes, 1440)
    hours, minutes = divmod(rest, 60)
    if days:
        return f"{days} day{'s' if days > 1 else ''}" + (f" {hours} h" if hours else "")
    return f"{hours} h" + (f" {minutes} min" if minutes else "") if hours else f"{minutes} min"
