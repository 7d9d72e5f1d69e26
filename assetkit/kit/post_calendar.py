"""The posting calendar: rules and a campaign in, what to post on which day until its deadline out, never two things on one day.

The whole campaign is planned and then cut to the days asked for, so that a calendar made later says the same of the days that it shares
with an earlier one. Rules take their days in the order of the file; one whose day is taken moves to the nearest free one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from assetkit.campaign import Campaign
from assetkit.errors import AssetkitError
from assetkit.fill import campaign_names
from assetkit.kit.calendar_rules import CALENDAR_FILE, Rule, Rules, Wish, wishes
from assetkit.kit.rows import csv_bytes, weekday
from assetkit.sandbox import pour
from assetkit.typography import apply_rules, date_short

HEADERS = ("Ngày", "Thứ", "Giờ", "Loại", "Tiêu đề", "Gợi ý lời đăng", "Nơi đăng", "Cách làm")


@dataclass(frozen=True)
class Appointment:
    """One thing to post: ``uid`` is the same in every calendar of the campaign, ``make`` the command that makes its picture."""

    uid: str
    rule: str
    label: str
    day: dt.date
    time: dt.time
    title: str
    text: str
    places: str
    make: str


@dataclass(frozen=True)
class PostCalendar:
    """The appointments in order of time, and what found no free day, as sentences."""

    name: str
    appointments: tuple[Appointment, ...]
    left_out: tuple[str, ...] = ()


def plan_calendar(rules: Rules, campaign: Campaign, first: dt.date, last: dt.date) -> PostCalendar:
    """What to post from the day ``first`` to ``last``, both included; days outside of the campaign are empty.

    Raises AssetkitError when nothing is left of the campaign in that time, and for words that name what is not known.
    """
    if last < first or last < campaign.start or first > campaign.deadline:
        ended = first > campaign.deadline
        option = f"--from {campaign.start}" if ended else f"--until {campaign.deadline}"
        hint = f"{option}, or another campaign"
        message = f"runs from {campaign.start} to {campaign.deadline}: nothing is left of it to plan"
        raise AssetkitError(message, where=f"campaign {campaign.id}", hint=hint)
    taken: set[dt.date] = set()
    found, left = [], []
    for rule in rules.rules:
        for number, wish in enumerate(sorted(_placed(rule, campaign, taken), key=lambda pair: pair[0].day), start=1):
            asked, day = wish
            if day is None:
                if first <= asked.day <= last:
                    left.append(f"{date_short(asked.day)}: '{rule.id}' finds no free day")
            elif first <= day <= last:
                found.append(_appointment(rule, campaign, asked, day, number))
    ordered = sorted(found, key=lambda appointment: (appointment.day, appointment.uid))
    return PostCalendar(campaign.name, tuple(ordered), tuple(left))


def _placed(rule: Rule, campaign: Campaign, taken: set[dt.date]) -> list[tuple[Wish, dt.date | None]]:
    """Each wish with the day that it gets, or None."""
    placed: list[tuple[Wish, dt.date | None]] = []
    for wish in wishes(rule, campaign):
        day = next((day for day in _near(wish.day, rule.move) if _free(day, campaign, taken)), None)
        if day is not None:
            taken.add(day)
        placed.append((wish, day))
    return placed


def _near(day: dt.date, move: int) -> Iterator[dt.date]:
    """The day, then those around it, the later one of two first."""
    yield day
    yield from chain.from_iterable((day + dt.timedelta(step), day - dt.timedelta(step)) for step in range(1, move + 1))


def _free(day: dt.date, campaign: Campaign, taken: set[dt.date]) -> bool:
    return day not in taken and campaign.start <= day <= campaign.deadline


def _appointment(rule: Rule, campaign: Campaign, wish: Wish, day: dt.date, number: int) -> Appointment:
    message = campaign.messages[(number - 1) % len(campaign.messages)]
    event = {"number": number, "message": message, **wish.event}
    said = [_said(text, campaign, event, rule) for text in (rule.title, rule.words[(number - 1) % len(rule.words)])]
    make = _said(rule.make, campaign, event, rule, tidy=False)
    uid = f"{rule.id}-{wish.key}-{campaign.id}@assetkit"
    return Appointment(uid, rule.id, rule.label, day, rule.time, said[0], said[1], rule.places, make)


def _said(text: str, campaign: Campaign, event: Mapping[str, Any], rule: Rule, tidy: bool = True) -> str:
    """The text with its names filled. A command keeps its straight quotes, words for people get typographic ones."""
    names = {"campaign": campaign_names(campaign), "event": event}
    plain = f"{{% autoescape false %}}{text}{{% endautoescape %}}"
    filled = pour(plain, {}, names, f"{CALENDAR_FILE} rule '{rule.id}'")
    return apply_rules(filled) if tidy else filled


def calendar_csv(appointments: Sequence[Appointment]) -> bytes:
    """The appointments as a table that spreadsheet programs open: UTF-8 with its mark."""
    rows = [
        (
            date_short(one.day),
            weekday(one.day),
            f"{one.time:%H:%M}",
            one.label,
            one.title,
            one.text,
            one.places,
            one.make,
        )
        for one in appointments
    ]
    return csv_bytes(HEADERS, rows)
