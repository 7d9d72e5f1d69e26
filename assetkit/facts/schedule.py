"""A subject and the plan in, how many days it is early or late out: the day when the plan is where the figure is, and today."""

from __future__ import annotations

import datetime as dt

from assetkit.facts.block import Block, absent
from assetkit.facts.plan import due_day
from assetkit.facts.standing import Subject, Timing, count_text, due_reason

SCHEDULE = ("schedule_days", "schedule_text")


def schedule_facts(subject: Subject, timing: Timing) -> Block:
    """The facts named in ``SCHEDULE``, known or missing with the reason."""
    value, quota = subject.value, subject.quota
    if value is None:
        return absent(SCHEDULE, f"needs a figure for {subject.label}")
    if quota is None:
        return absent(SCHEDULE, f"needs a quota for {subject.label}")
    if timing.due is None:
        return absent(SCHEDULE, due_reason(subject))
    due, day = due_day(timing.campaign, timing.due), timing.counted or timing.today
    if value >= quota and day < due:
        return _said((due - day).days)
    if value > quota:
        return absent(
            SCHEDULE, f"needs figures of {subject.label} from before {due.isoformat()}, when its quota was due"
        )
    return _said(_days(value, quota, timing, day))


def _days(value: int, quota: int, timing: Timing, day: dt.date) -> int:
    """Days until the plan is at ``value``, which is below the quota or reached too late; below 0 when it was before."""
    planned = timing.planned(quota, day)
    if planned == value:
        return 0
    low, high = timing.campaign.start - dt.timedelta(days=1), due_day(timing.campaign, timing.due or "")
    if planned < value:  # early: the first day on which the plan is there
        low = day
        while (high - low).days > 1:
            middle = low + (high - low) // 2
            low, high = (low, middle) if timing.planned(quota, middle) >= value else (middle, high)
        return (high - day).days
    high = day  # late: the last day on which it was not beyond
    while (high - low).days > 1:
        middle = low + (high - low) // 2
        low, high = (middle, high) if timing.planned(quota, middle) <= value else (low, middle)
    return (low - day).days


def _said(days: int) -> Block:
    words = f"{'sớm' if days > 0 else 'trễ'} {count_text(abs(days))} ngày so với kế hoạch" if days else "đúng kế hoạch"
    return Block({"schedule_days": days, "schedule_text": words})
