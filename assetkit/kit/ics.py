"""iCalendar: appointments in, the bytes of an ``.ics`` file out that calendar programs subscribe to (RFC 5545)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from assetkit.kit.post_calendar import Appointment, PostCalendar

ZONE = "Asia/Ho_Chi_Minh"
OCTETS = 75  # of one line, RFC 5545 3.1
MINUTES = 15  # that posting takes
TIME_ZONE = (
    "BEGIN:VTIMEZONE",
    f"TZID:{ZONE}",
    "BEGIN:STANDARD",
    "DTSTART:19750613T000000",  # Viet Nam has had no other offset since
    "TZOFFSETFROM:+0800",
    "TZOFFSETTO:+0700",
    "TZNAME:+07",
    "END:STANDARD",
    "END:VTIMEZONE",
)


def escaped(text: str) -> str:
    """A text as a value, RFC 5545 3.3.11."""
    for sign, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(sign, written)
    return text


def folded(line: str) -> Iterator[str]:
    """The line in pieces of at most 75 octets, each after the first begun with a space; no letter is torn."""
    piece, length = "", 0
    for sign in line:
        octets = len(sign.encode())
        if length + octets > OCTETS:
            yield piece
            piece, length = " ", 1
        piece, length = piece + sign, length + octets
    yield piece


def calendar_ics(calendar: PostCalendar, stamped: dt.date) -> bytes:
    """The calendar as a file. ``stamped`` stands as the day on which it was made: the same calendar gives the same bytes."""
    head = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//assetkit//posting calendar//VI",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"NAME:{escaped(f'Lịch đăng bài: {calendar.name}')}",
        f"X-WR-CALNAME:{escaped(f'Lịch đăng bài: {calendar.name}')}",
        f"X-WR-TIMEZONE:{ZONE}",
        *TIME_ZONE,
    )
    lines = [*head, *(line for one in calendar.appointments for line in _event(one, stamped)), "END:VCALENDAR"]
    return "".join(f"{piece}\r\n" for line in lines for piece in folded(line)).encode()


def _event(one: Appointment, stamped: dt.date) -> Iterator[str]:
    start = dt.datetime.combine(one.day, one.time)
    notes = [one.text, f"Nơi đăng: {one.places}" if one.places else "", f"Cách làm: {one.make}" if one.make else ""]
    yield "BEGIN:VEVENT"
    yield f"UID:{one.uid}"
    yield f"DTSTAMP:{stamped:%Y%m%d}T000000Z"
    yield f"DTSTART;TZID={ZONE}:{start:%Y%m%dT%H%M%S}"
    yield f"DTEND;TZID={ZONE}:{start + dt.timedelta(minutes=MINUTES):%Y%m%dT%H%M%S}"
    yield f"SUMMARY;LANGUAGE=vi:{escaped(one.title)}"
    yield "DESCRIPTION;LANGUAGE=vi:" + escaped("\n".join(filter(None, notes)))
    yield f"CATEGORIES;LANGUAGE=vi:{escaped(one.label)}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"
