"""A subject and its readings in, its recent pace and the day on which it would reach its quota out, with an interval.

The pace is the median slope between any two readings of the last eight weeks (Theil and Sen), which neither a correction
nor a report that comes late upsets. Pace and interval were chosen by `tools/backtest.py`; its tables are in docs/facts.md.
Where a date would be a guess there is none, and the reason instead.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from itertools import combinations
from statistics import median
from typing import NamedTuple

from assetkit.facts.block import Block, absent, merge
from assetkit.facts.plan import due_day
from assetkit.facts.readings import WEEK, Readings
from assetkit.facts.standing import Subject, Timing, count_text, due_reason
from assetkit.typography import date_short, number

RECENT = 56  # days: the eight weeks that the pace is of
FEWEST, MOST = 3, 20  # readings
OLDEST = 182  # days: with fewer readings than that in eight weeks, the last three, if they are from half a year
FARTHEST = 730  # days: two years, longer than a campaign's phase
# The interval: from 0.6 to 2 times the days projected, and 21 days. Chosen so that eight of ten hold even if reports are late.
EARLY, LATE, MARGIN = 0.6, 2.0, 21
FINE = 10  # initiatives a week: a slower pace is printed with a decimal

PACE = ("pace_per_week", "pace_text")
DAY = ("projected_day", "projected_text", "projected_range_text")
SCHEDULE = ("projected_in_time", "projected_schedule_text")
PROJECTION = (*PACE, *DAY, *SCHEDULE)


class Projection(NamedTuple):
    """The day on which a quota would be reached at the recent pace, and the interval around it."""

    day: dt.date
    earliest: dt.date
    latest: dt.date


def recent(readings: Readings) -> tuple[int, ...]:
    """The readings that the pace is of, the last one included; of very many, some."""
    first = bisect_left(readings.days, readings.days[-1] - RECENT)
    chosen = range(min(first, max(0, len(readings) - FEWEST)), len(readings))
    step = -(-len(chosen) // MOST)
    return tuple(sorted(chosen[::-1][::step]))


def pace_per_week(readings: Readings) -> float | str:
    """Initiatives a week, below 0 when the figure falls; or why no pace is known."""
    if len(readings) < FEWEST:
        return f"figures from {FEWEST} days or more"
    chosen = recent(readings)
    days = readings.days[-1] - readings.days[chosen[0]]
    if days > OLDEST:
        return f"figures from {FEWEST} days of the {OLDEST // WEEK} weeks before {date_short(readings.day(-1))}"
    if days < WEEK:
        return "figures from a week or more"
    points = [(readings.days[place], readings.values[place]) for place in chosen]
    return (
        median((later[1] - earlier[1]) / (later[0] - earlier[0]) for earlier, later in combinations(points, 2)) * WEEK
    )


def project(readings: Readings, quota: int) -> Projection | str:
    """When a figure below ``quota`` would reach it; or why no day is projected, as "needs …" goes on."""
    pace = pace_per_week(readings)
    if isinstance(pace, str):
        return pace
    if pace <= 0:
        return "a figure that grows"
    days = (quota - readings.values[-1]) * WEEK / pace
    if days > FARTHEST:
        return f"a pace at which the quota is reached within {FARTHEST // 365} years"
    ahead = (max(1, round(days)), max(1, round(days * EARLY)), round(days * LATE) + MARGIN)
    return Projection(*(readings.day(-1) + dt.timedelta(days=count) for count in ahead))


def projection_facts(subject: Subject, readings: Readings, timing: Timing) -> Block:
    """The facts named in ``PROJECTION``, known or missing with the reason."""
    if not readings.values:
        return absent(PROJECTION, f"needs figures of {subject.label} from several days")
    pace = pace_per_week(readings)
    if isinstance(pace, str):
        return absent(PROJECTION, f"needs {pace} for {subject.label}")
    return merge(_pace(subject, pace), _projected(subject, readings, timing))


def _pace(subject: Subject, pace: float) -> Block:
    known = Block({"pace_per_week": pace})
    printed = number(pace, 0 if pace >= FINE or pace.is_integer() else 1)
    if pace <= 0 or printed in ("0", "0,0"):
        return merge(known, absent(PACE[1:], f"needs a figure of {subject.label} that grows"))
    return merge(known, Block({"pace_text": f"{printed} sáng kiến mỗi tuần"}))


def projection_of(subject: Subject, readings: Readings, timing: Timing) -> Projection | str:
    """The projection of a subject as it is printed; or why there is none, the rest of the sentence "fact NAME …"."""
    if not subject.quota:
        return f"needs a quota above 0 for {subject.label}"
    if not readings.values:
        return f"needs figures of {subject.label} from several days"
    if readings.values[-1] >= subject.quota:
        return f"needs {subject.label} to be below its quota"
    found = project(readings, subject.quota)
    if isinstance(found, str):
        return f"needs {found} for {subject.label}"
    if found.day < timing.today:
        return f"needs later figures of {subject.label}: by these the quota was reached before today"
    return found


def _projected(subject: Subject, readings: Readings, timing: Timing) -> Block:
    found = projection_of(subject, readings, timing)
    if isinstance(found, str):
        return absent((*DAY, *SCHEDULE), found)
    texts = {
        "projected_day": found.day,
        "projected_text": f"dự kiến đạt chỉ tiêu ngày {date_short(found.day)}",
        "projected_range_text": f"dự kiến từ {date_short(found.earliest)} đến {date_short(found.latest)}",
    }
    if timing.due is None:
        return merge(Block(texts), absent(SCHEDULE, due_reason(subject)))
    early = (due_day(timing.campaign, timing.due) - found.day).days
    words = f"{'sớm' if early > 0 else 'trễ'} {count_text(abs(early))} ngày so với hạn" if early else "đúng hạn"
    return Block({**texts, "projected_in_time": early >= 0, "projected_schedule_text": f"dự kiến {words}"})
