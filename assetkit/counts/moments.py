"""A cell or a text that a person wrote in, a moment of wall time in Vietnam out.

Understood: "2022-05-10", "2022-05-10 14:00", "10/5/2022", "14:00 10/5/2022", "14h00 ngày 10/5/2022" (day before month).
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TypeGuard

from assetkit.errors import AssetkitError
from assetkit.typography import nfc

VIETNAM = dt.timezone(dt.timedelta(hours=7), "Asia/Ho_Chi_Minh")  # no summer time since 1975: the offset is the zone
_DATE = (
    r"(?:(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"
    r"|(?P<day2>\d{1,2})[/.-](?P<month2>\d{1,2})[/.-](?P<year2>\d{4}))"
)
_ZONED = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d\S*(?:Z|[+-]\d\d:?\d\d)")
_TIME = r"(?P<{0}>\d{{1,2}})\s*(?:[:h]|giờ)\s*(?P<{1}>\d{{2}})?(?::\d{{2}}(?:\.\d+)?)?"
_MOMENT = re.compile(
    rf"(?:lúc\s+)?(?:{_TIME.format('hour', 'minute')}[\s,]*)?(?:ngày\s+)?{_DATE}"
    rf"(?:[\sT,]+(?:lúc\s+)?{_TIME.format('hour2', 'minute2')})?",
    re.IGNORECASE,
)
YEARS = range(1900, 2201)
"""Of what has been counted; dates far from them are slips of the keyboard, and there are no weeks after the last one of a calendar."""
HINT = 'a date such as 2022-05-10 or 10/5/2022, with a time: "2022-05-10 14:00"'


def parse_moment(text: str, where: str = "") -> dt.datetime:
    """The moment that a text names; without a time, midnight. AssetkitError for anything else, or an impossible date.

    A text with a zone ("2022-05-10T07:00:00Z") is converted to Vietnam's time.
    """
    match = _MOMENT.fullmatch(nfc(text).strip())
    if _ZONED.fullmatch(text.strip()):
        try:
            return dt.datetime.fromisoformat(text.strip()).astimezone(VIETNAM).replace(tzinfo=None)
        except ValueError as error:
            raise AssetkitError(f"'{text}' is not a date: {error}", where=where, hint=HINT) from error
    if not match or (match["hour"] and match["hour2"]):
        raise AssetkitError(f"'{text}' is not a date", where=where, hint=HINT)
    year, month, day = (int(match[name] or match[f"{name}2"]) for name in ("year", "month", "day"))
    if year not in YEARS:
        raise AssetkitError(f"'{text}' is not of our time", where=where, hint=HINT)
    hour, minute = (int(match[name] or match[f"{name}2"] or 0) for name in ("hour", "minute"))
    try:
        return dt.datetime(year, month, day, hour, minute)
    except ValueError as error:
        raise AssetkitError(f"'{text}' is not a date: {error}", where=where, hint=HINT) from error


def moment_of(cell: object, where: str) -> dt.datetime | None:
    """The moment in a table's cell: a date, a datetime (a zone is converted to Vietnam's) or a text; None if empty."""
    if isinstance(cell, dt.date) and cell.year not in YEARS:
        raise AssetkitError(f"'{cell}' is not of our time", where=where, hint=HINT)
    if isinstance(cell, dt.datetime):
        return cell.astimezone(VIETNAM).replace(tzinfo=None) if cell.tzinfo else cell
    if isinstance(cell, dt.date):
        return dt.datetime(cell.year, cell.month, cell.day)
    if cell is None or (isinstance(cell, str) and not cell.strip()):
        return None
    if isinstance(cell, str):
        return parse_moment(cell, where)
    raise AssetkitError(f"'{cell}' is not a date", where=where, hint=HINT)


def is_plain(cell: object) -> TypeGuard[dt.datetime]:
    """Whether a cell is a moment that `moment_of` would give back as it is."""
    return type(cell) is dt.datetime and cell.tzinfo is None and cell.year in YEARS


def end_of(moment: dt.datetime) -> dt.datetime:
    """The last instant that a moment includes: of its day when only the day is known (midnight), else itself."""
    return moment + dt.timedelta(days=1, microseconds=-1) if moment.time() == dt.time() else moment
