"""A subject and its readings in, what has changed since the earlier ones out: delta, streak, milestones, day of the quota."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from assetkit.counts.history import History
from assetkit.counts.moments import end_of
from assetkit.facts.block import Block, absent, merge
from assetkit.facts.readings import (
    FARTHEST,
    NEAREST,
    NONE,
    Readings,
    known_to_the_week,
    previous,
    reached_at,
    streak,
    weeks_back,
)
from assetkit.facts.standing import Subject, count_text, round_numbers
from assetkit.typography import date_short, signed

PREVIOUS = ("previous_as_of", "previous_as_of_text", "weekly", "since_text")
DELTA = ("delta", "delta_text", "delta_direction", "delta_sentence")
STREAK = ("streak_weeks", "streak_text")
CROSSED = ("milestones_crossed", "milestone_crossed", "milestone_crossed_text", "milestone_crossed_day_text")
REACHED_ON = ("reached_on", "reached_on_text")
CHANGE = (*PREVIOUS, *DELTA, *STREAK, *CROSSED, *REACHED_ON)
SHORTEST_STREAK = 2  # weeks: one week of growth is no row


@dataclass(frozen=True, slots=True)
class Difference:
    """How a figure differs from an earlier one: ``value`` in initiatives, ``since`` the moment of the earlier figures."""

    value: int
    since: dt.datetime


def delta_since(history: History, since: dt.datetime, key: str = "") -> Difference | None:
    """The change of a unit's figure (``key`` its name or code; "" the whole) from ``since`` to the latest figures.

    Compared is the latest figure not after ``since``, at midnight not after its day. None when there is none, or no later one.
    """
    points = history.series(key)
    earlier = [point for point in points if point[0] <= end_of(since)]
    if not earlier or earlier[-1] == points[-1]:
        return None
    moment, value = earlier[-1]
    return Difference(points[-1][1] - value, moment)


def direction(difference: int) -> str:
    """ "up", "down" or "same"."""
    return "up" if difference > 0 else "down" if difference < 0 else "same"


def delta_facts(difference: int) -> dict[str, object]:
    """A change as number, text and direction; shared by the subject, the entries of "units" and those of "weeks"."""
    return {"delta": difference, "delta_text": signed(difference), "delta_direction": direction(difference)}


def change_facts(subject: Subject, readings: Readings) -> Block:
    """The facts named in ``CHANGE``, known or missing with the reason."""
    if not readings.values:
        return absent(CHANGE, f"needs figures of {subject.label} from several days")
    place, is_week = previous(readings)
    last = date_short(readings.day(-1))
    reached = _reached_on(subject, readings)
    if place == NONE:
        reason = f"needs figures of {subject.label} from {NEAREST} days or more before {last}"
        return merge(absent((*PREVIOUS, *DELTA, *STREAK, *CROSSED), reason), reached)
    since = readings.moments[place]
    then = date_short(since)
    difference = readings.values[-1] - readings.values[place]
    return merge(
        Block(
            {
                "previous_as_of": since,
                "previous_as_of_text": f"so với {then}",
                "weekly": is_week,
                "since_text": "trong tuần qua" if is_week else f"từ {then}",
                **delta_facts(difference),
                "delta_sentence": f"{_changed(difference)} so với {then}",
            }
        ),
        _streak(subject, readings),
        _crossed(subject, readings, place),
        reached,
    )


def _changed(difference: int) -> str:
    words = "tăng" if difference > 0 else "giảm"
    return f"{words} {count_text(abs(difference))} sáng kiến" if difference else "không đổi"


def _streak(subject: Subject, readings: Readings) -> Block:
    if weeks_back(readings.days)[-1] == NONE:
        last = date_short(readings.day(-1))
        reason = f"needs figures of {subject.label} from {NEAREST} to {FARTHEST} days before {last}"
        return absent(STREAK, reason)
    weeks = streak(readings)
    if weeks < SHORTEST_STREAK:
        reason = f"needs {subject.label} to have grown in {SHORTEST_STREAK} weeks in a row"
        return Block({"streak_weeks": weeks}, {"streak_text": reason})
    return Block({"streak_weeks": weeks, "streak_text": f"{count_text(weeks)} tuần liên tiếp tăng"})


def _crossed(subject: Subject, readings: Readings, place: int) -> Block:
    """The milestones between the earlier readings, all of them, and the last one: none is crossed twice."""
    value, before = readings.values[-1], max(readings.values[: place + 1])
    marks = subject.milestones or round_numbers(subject.quota, value)
    crossed = tuple(mark for mark in marks if before < mark <= value)
    if not crossed:
        reason = f"needs {subject.label} to have passed a milestone since {date_short(readings.day(place))}"
        return merge(absent(CROSSED, reason), Block({"milestones_crossed": ()}))
    largest = crossed[-1]
    first = next(index for index in range(place + 1, len(readings)) if readings.values[index] >= largest)
    texts = (crossed, largest, count_text(largest), date_short(readings.day(first)))
    return Block(dict(zip(CROSSED, texts, strict=True)))


def _reached_on(subject: Subject, readings: Readings) -> Block:
    """The day since when the figures are at today's quota, when the readings around it are at most a week apart."""
    if not subject.quota:
        return absent(REACHED_ON, f"needs a quota above 0 for {subject.label}")
    place = reached_at(readings, subject.quota)
    if place == NONE:
        return absent(REACHED_ON, f"needs {subject.label} to have reached its quota")
    day = date_short(readings.day(place))
    if place == 0:
        return absent(
            REACHED_ON, f"needs figures of {subject.label} from before {day}, when its quota was reached already"
        )
    if not known_to_the_week(readings, place):
        before = date_short(readings.day(place - 1))
        reason = (
            f"needs figures of {subject.label} between {before} and {day}: its quota was reached on some day of these"
        )
        return absent(REACHED_ON, reason)
    return Block({"reached_on": readings.day(place), "reached_on_text": reached_text(readings.day(place))})


def reached_text(day: dt.date) -> str:
    """ "đạt chỉ tiêu từ 12/5/2022"."""
    return f"đạt chỉ tiêu từ {date_short(day)}"
