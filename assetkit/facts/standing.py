"""A figure and its quota in, the facts of scope "standing" out: percent, beyond or missing, plan, pace, milestones."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from assetkit.facts.block import Block, absent, merge
from assetkit.facts.names import names
from assetkit.facts.plan import due_day, plan_share
from assetkit.facts.states import NAMES as STATES
from assetkit.facts.states import states_facts
from assetkit.typography import date_short, number, percent, signed

if TYPE_CHECKING:
    from assetkit.campaign import Campaign

STANDING = names("standing")
PLAN = ("plan_today", "plan_today_text", "plan_share", "ahead_of_plan", "ahead_text")
PACE = ("pace_needed_per_week", "pace_needed_per_week_text")
FINISH = ("days_early", "days_late", "finish_text")
SMALLEST_MILESTONE = 10  # initiatives


@lru_cache(maxsize=8192)
def count_text(count: int) -> str:
    """A count as printed, "10.244". Kept, since a table of units prints each of its numbers several times."""
    return number(count)


@dataclass(frozen=True)
class Subject:
    """Who the figures are of: ``label`` as errors name it ("'EVNNPT' (row 7)"), figure and quota in initiatives.

    ``states`` maps each metric that is known of it to its count.
    """

    label: str
    value: int | None
    quota: int | None
    milestones: tuple[int, ...] = ()
    states: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Timing:
    """When: the campaign, which phase the quotas are due in (None: not said), the day of the figures, today.

    ``shares`` keeps the plan's share of each day that was asked for: units by the hundred ask for the same ones.
    """

    campaign: Campaign
    due: str | None
    counted: dt.date | None
    today: dt.date
    shares: dict[dt.date, Fraction] = field(default_factory=dict, compare=False, repr=False)

    def planned(self, quota: int, day: dt.date) -> int:
        """What the plan has of a quota at the end of a day, in whole initiatives, half rounded up. ``due`` is known."""
        share = self.shares.get(day)
        if share is None:
            share = self.shares[day] = plan_share(self.campaign, self.due or "", day)
        return (2 * quota * share.numerator + share.denominator) // (2 * share.denominator)


def standing_facts(subject: Subject, timing: Timing) -> Block:
    """All facts of scope "standing" about one subject, known or missing with the reason."""
    if subject.value is None:
        return absent(STANDING, f"needs a figure for {subject.label}")
    blocks = [Block({"value": subject.value, "value_text": count_text(subject.value)})]
    if subject.quota is None:
        others = ("value", "value_text", *STATES)
        rest = [name for name in STANDING if name not in others and not name.startswith("milestone")]
        blocks.append(absent(rest, f"needs a quota for {subject.label}"))
    else:
        blocks += [_measured(subject), _plan(subject, timing), _pace(subject, timing), _finish(subject, timing)]
    return merge(*blocks, states_facts(subject.states), _milestones(subject))


def quota_facts(value: int, quota: int) -> dict[str, object]:
    """What a figure and its quota say without any date; shared by the subject and by the entries of "units"."""
    over, remaining = max(0, value - quota), max(0, quota - value)
    facts: dict[str, object] = {
        "quota": quota,
        "quota_text": count_text(quota),
        "value_quota_text": f"{count_text(value)}/{count_text(quota)}",
        "reached": value >= quota,
        "remaining": remaining,
        "remaining_text": count_text(remaining),
        "over": over,
        "over_text": count_text(over),
        "over_or_remaining_text": f"vượt {count_text(over)}" if over else f"còn {count_text(remaining)}",
    }
    if value == quota:
        facts["over_or_remaining_text"] = "đạt đủ chỉ tiêu"
    if value >= quota:
        facts["over_signed_text"] = signed(over)
    if quota:
        ratio = Fraction(value, quota)
        facts |= {"ratio": float(ratio), "percent_text": percent(ratio), "capped_ratio": float(min(ratio, Fraction(1)))}
        facts |= {"over_percent_text": percent(ratio - 1)} if value >= quota else {}
    return facts


def _measured(subject: Subject) -> Block:
    facts = quota_facts(subject.value or 0, subject.quota or 0)
    below = absent(("over_signed_text", "over_percent_text"), f"needs {subject.label} to have reached its quota")
    ratios = ("ratio", "percent_text", "capped_ratio", "over_percent_text")
    zero = absent(() if subject.quota else ratios, f"needs a quota above 0 for {subject.label}")
    return merge(below, zero, Block(facts))


def due_reason(subject: Subject) -> str:
    """Why the plan of a subject is not known."""
    return f"needs the phase that the quota of {subject.label} is for: name one, or 'total'"


def _plan(subject: Subject, timing: Timing) -> Block:
    if timing.due is None:
        return absent(PLAN, due_reason(subject))
    value, quota = subject.value or 0, subject.quota or 0
    day = timing.counted or timing.today
    planned = timing.planned(quota, day)
    ahead = value - planned
    words = "sớm hơn" if ahead > 0 else "chậm hơn"
    return Block(
        {
            "plan_today": planned,
            "plan_today_text": count_text(planned),
            "plan_share": float(timing.shares[day]),
            "ahead_of_plan": ahead,
            "ahead_text": f"{words} kế hoạch {count_text(abs(ahead))} sáng kiến" if ahead else "đúng kế hoạch",
        }
    )


def _pace(subject: Subject, timing: Timing) -> Block:
    """Initiatives a week from today to the day the quota is due, rounded up; in the last week, all that is missing."""
    remaining = max(0, (subject.quota or 0) - (subject.value or 0))
    if not remaining:
        reason = f"needs {subject.label} to be below its quota"
        return Block({"pace_needed_per_week": 0}, {"pace_needed_per_week_text": reason})
    if timing.due is None:
        return absent(PACE, due_reason(subject))
    due = due_day(timing.campaign, timing.due)
    if timing.today > due:
        return absent(PACE, f"needs a day before the quota of {subject.label} is due, {date_short(due)}, which is past")
    days = max((due - timing.today).days, 1)
    pace = min(remaining, -(-remaining * 7 // days))
    return Block({PACE[0]: pace, PACE[1]: f"{count_text(pace)} sáng kiến mỗi tuần"})


def _finish(subject: Subject, timing: Timing) -> Block:
    if timing.due is None:
        return absent(FINISH, due_reason(subject))
    if timing.counted is None:
        return absent(FINISH, "needs the day of the figures")
    due = due_day(timing.campaign, timing.due)
    early = (due - timing.counted).days
    reached = (subject.value or 0) >= (subject.quota or 0)
    reason = f"needs {subject.label} to have reached its quota, or its last day, {date_short(due)}, to be past"
    missing = absent(FINISH, reason)
    if reached and early > 0:
        return merge(missing, Block({"days_early": early, "finish_text": f"về đích sớm {count_text(early)} ngày"}))
    if reached and early == 0:
        return merge(missing, Block({"days_early": 0, "finish_text": "về đích đúng hạn"}))
    if reached:
        reason = f"needs figures from before {date_short(due)}: later ones do not say when the quota was reached"
        return merge(missing, Block({"finish_text": "đã về đích"}, {"days_early": reason}))
    if early < 0:
        return merge(missing, Block({"days_late": -early, "finish_text": f"quá hạn {count_text(-early)} ngày"}))
    return missing


def round_numbers(quota: int | None, value: int) -> tuple[int, ...]:
    """10, 20, 50, 100 … beyond ``value``, and the quota."""
    return tuple(sorted({*_ladder(value), *([quota] if quota else [])}))


def _ladder(value: int) -> Iterator[int]:
    step = SMALLEST_MILESTONE
    while True:
        for factor in (1, 2, 5):
            yield step * factor
            if step * factor > value:
                return
        step *= 10


def _milestones(subject: Subject) -> Block:
    value = subject.value or 0
    marks: Iterable[int] = subject.milestones or round_numbers(subject.quota, value)
    reached = max((mark for mark in marks if mark <= value), default=None)
    following = min((mark for mark in marks if mark > value), default=None)
    past, ahead = ("milestone_reached", "milestone_reached_text"), ("milestone_next", "milestone_next_text")
    rest = ("milestone_remaining", "milestone_remaining_text")
    first = absent(past, f"needs {subject.label} to have reached the first milestone")
    if reached is not None:
        first = Block({past[0]: reached, past[1]: count_text(reached)})
    if following is None:
        return merge(first, absent((*ahead, *rest), "needs a milestone beyond the last of the campaign's file"))
    missing = following - value
    second = Block({ahead[0]: following, ahead[1]: count_text(following)})
    return merge(first, second, Block({rest[0]: missing, rest[1]: count_text(missing)}))
