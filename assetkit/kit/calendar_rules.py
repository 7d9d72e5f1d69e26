"""Calendar rules: the text of ``calendar.toml`` and a campaign in, every day on which a rule wants to post out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from assetkit.campaign import Campaign
from assetkit.counts.model import WHOLE
from assetkit.facts.plan import plan_share
from assetkit.kit.wording import Clock
from assetkit.schema import load
from assetkit.typography import date_short, number

CALENDAR_FILE = "calendar.toml"
DAYS_OF_WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MONTHS = 12
Share = Annotated[float, Field(gt=0, le=1)]
DayCount = Annotated[int, Field(ge=0, le=365)]


class Rule(BaseModel):
    """One thing that is posted again and again: when (``weekday``, ``every_months``, ``before`` or ``shares``), how far it may ``move``
    from a taken day, and its words. Texts may name ``campaign`` and ``event``."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
    label: str
    title: str
    words: tuple[str, ...] = Field(min_length=1)
    places: str = ""
    make: str = ""
    time: Clock
    move: int = Field(default=0, ge=0, le=14)
    weekday: Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"] | None = None
    every_weeks: int = Field(default=1, ge=1, le=52)
    from_week: int = Field(default=0, ge=0, le=52)
    every_months: int | None = Field(default=None, ge=1, le=MONTHS)
    before: tuple[DayCount, ...] = ()
    shares: tuple[Share, ...] = ()

    @model_validator(mode="after")
    def _says_when(self) -> Self:
        if sum(map(bool, (self.weekday, self.before, self.shares))) != 1:
            raise ValueError("says when in exactly one way: weekday, before or shares")
        if self.every_months and not self.weekday:
            raise ValueError("every_months needs a weekday")
        return self


class Rules(BaseModel):
    """A ``calendar.toml``: an earlier rule keeps its day."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    rules: tuple[Rule, ...] = Field(alias="rule", min_length=1)

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        names = [rule.id for rule in self.rules]
        for twice in sorted({name for name in names if names.count(name) > 1}):
            raise ValueError(f"two rules are called '{twice}'")
        return self


@dataclass(frozen=True)
class Wish:
    """A day on which a rule wants to post; ``key`` sets it apart from its others, ``event`` is what its words may name."""

    day: dt.date
    key: str
    event: dict[str, object] = field(default_factory=dict)


def load_rules(text: str, where: str = CALENDAR_FILE) -> Rules:
    """The rules that a TOML ``text`` gives; AssetkitError names every wrong entry."""
    return load(Rules, text, where, hint="compare with the shipped templates/_shared/calendar.toml")


def wishes(rule: Rule, campaign: Campaign) -> Iterator[Wish]:
    """Every day of the campaign on which the rule wants to post, the most important first where they may meet."""
    if rule.before:
        yield from _before(rule, campaign)
    elif rule.shares:
        yield from _milestones(rule, campaign)
    else:
        days = _monthly(rule, campaign) if rule.every_months else _weekly(rule, campaign)
        yield from (Wish(day, f"{day:%Y%m%d}", {"date_text": date_short(day)}) for day in days)


def _first(weekday: str | None, day: dt.date) -> dt.date:
    """The first such day of the week from ``day`` on."""
    return day + dt.timedelta((DAYS_OF_WEEK.index(weekday or "mon") - day.weekday()) % 7)


def _weekly(rule: Rule, campaign: Campaign) -> Iterator[dt.date]:
    monday = campaign.start - dt.timedelta(campaign.start.weekday())
    day = _first(rule.weekday, monday) + dt.timedelta(weeks=rule.from_week)
    while day <= campaign.deadline:
        if day >= campaign.start:
            yield day
        day += dt.timedelta(weeks=rule.every_weeks)


def _monthly(rule: Rule, campaign: Campaign) -> Iterator[dt.date]:
    months = 0
    while True:
        months += rule.every_months or 1
        year, month = divmod(campaign.start.year * MONTHS + campaign.start.month - 1 + months, MONTHS)
        day = _first(rule.weekday, dt.date(year, month + 1, 1))
        if day > campaign.deadline:
            return
        yield day


def _before(rule: Rule, campaign: Campaign) -> Iterator[Wish]:
    """Days before each last day; the nearer to its end, the more important."""
    ends = {phase.end: (phase.id, phase.name) for phase in campaign.phases}
    ends[campaign.deadline] = ("deadline", f"chương trình “{campaign.name}”")
    found = [
        Wish(end - dt.timedelta(days), f"{key}-{days}", {"days": days, "of": name, "date_text": date_short(end)})
        for end, (key, name) in ends.items()
        for days in rule.before
    ]
    yield from sorted(
        (wish for wish in found if wish.day >= campaign.start), key=lambda wish: (wish.event["days"], wish.day)
    )


def _milestones(rule: Rule, campaign: Campaign) -> Iterator[Wish]:
    """The first day on which a linear plan by phases is at each milestone; none without a target."""
    if campaign.target is None:
        return
    marks = campaign.milestones or tuple(round(share * campaign.target) for share in rule.shares)
    for mark in (mark for mark in marks if 0 < mark <= campaign.target):
        day = planned_day(campaign, Fraction(mark, campaign.target))
        yield Wish(day, str(mark), {"milestone_text": number(mark), "date_text": date_short(day)})


def planned_day(campaign: Campaign, share: Fraction) -> dt.date:
    """The first day at whose end a linear plan has reached that share of the target."""
    low, high = 0, (campaign.deadline - campaign.start).days
    while low < high:
        middle = (low + high) // 2
        reached = plan_share(campaign, WHOLE, campaign.start + dt.timedelta(middle)) >= share
        low, high = (low, middle) if reached else (middle + 1, high)
    return campaign.start + dt.timedelta(low)
