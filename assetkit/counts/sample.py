"""A campaign and a seed in, invented counts of many weeks out: to try everything before there are figures, and to test with.

The same seed gives the same figures everywhere: only +, -, ×, ÷ and `random.Random.random` are used, which no version of Python
and no machine rounds otherwise. Every snapshot is marked as a sample, and every picture made of it says “dữ liệu mẫu”.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assetkit.counts.history import Snapshot, digest_of
from assetkit.counts.model import WHOLE, Counts, UnitCount
from assetkit.errors import AssetkitError

if TYPE_CHECKING:
    from assetkit.campaign import Campaign

ORIGIN = "sample"
TARGET = 10_000  # initiatives, for a campaign that has no target
COUNTED_AT = dt.time(14)
FRIDAY = 4
GROUPS = 6  # parents, in name only, so that shares by parent can be shown
MOST_UNITS, MOST_WEEKS = 2_000, 520
LONG = 12  # weeks from which some are left out


@dataclass(frozen=True)
class _Invented:
    """One unit: how it starts, when it reaches its quota (shares of the campaign's days), and what is special about it."""

    number: int
    quota: int
    start: float
    finish: float
    quota_told: bool = True
    absent_before: float = 0.0  # of the weeks
    falls_at: float = 2.0  # of the weeks

    def level(self, day: float) -> float:
        """How much of its quota a unit has on a day (share of the campaign's): an S up to the quota, then slowly on."""
        past = (day - self.start) / (self.finish - self.start)
        if past <= 0:
            return 0.0
        return past * past * (3 - 2 * past) if past < 1 else 1 + (past - 1) / 4


def sample_source(seed: int) -> str:
    """The source that sample figures name, as it is printed."""
    return f"dữ liệu mẫu, bộ {seed}"


def sample_history(
    campaign: Campaign, units: int = 60, weeks: int = 60, seed: int = 1, until: dt.date | None = None
) -> tuple[Snapshot, ...]:
    """Snapshots of the whole campaign, one for each Friday at 14h00 from its start, none after ``until`` (default: the deadline).

    At most ``weeks`` Fridays; from 12 on a few are left out, as when nobody counts at Tết. Units are "Đơn vị 01", "Đơn vị 02" …;
    quotas add up to the campaign's target. Some units reach theirs early, some late; with 8 units or more one has no quota, one joins
    later and one falls once, as by a correction. AssetkitError for fewer than 1 or more than 2000 units or 520
    weeks, and when no Friday is left.
    """
    for name, given, most in (("units", units, MOST_UNITS), ("weeks", weeks, MOST_WEEKS)):
        if not 1 <= given <= most:
            raise AssetkitError(f"{given} {name} cannot be made up", where=f"--{name}", hint=f"1 to {most}")
    days = _fridays(campaign, weeks, until)
    chance = random.Random(seed)
    length = (campaign.deadline - campaign.start).days + 1
    shares = [(day - campaign.start).days / length for day in days]
    invented = list(_units(chance, units, campaign.target or TARGET, shares[-1]))
    figures = [_growth(chance, unit, shares) for unit in invented]
    kept = [place for place in range(len(days)) if place not in _left_out(chance, len(days))]
    return tuple(
        _snapshot(campaign, seed, days[place], invented, [series[place] for series in figures]) for place in kept
    )


def _fridays(campaign: Campaign, weeks: int, until: dt.date | None) -> list[dt.date]:
    """The first ``weeks`` Fridays of the campaign, none after ``until`` or the deadline."""
    last = min(until or campaign.deadline, campaign.deadline)
    first = campaign.start + dt.timedelta(days=(FRIDAY - campaign.start.weekday()) % 7)
    days = [first + dt.timedelta(weeks=week) for week in range(weeks)]
    found = [day for day in days if day <= last]
    if not found:
        message = f"the campaign has no Friday from {campaign.start} to {last}"
        raise AssetkitError(message, where=f"--until {last}", hint=f"{first} or later")
    return found


def _units(chance: random.Random, count: int, target: int, end: float) -> Iterator[_Invented]:
    """The units, with quotas in proportion to an invented size. ``end`` is the last week's share of the campaign."""
    sizes = [1000 + int(9000 * chance.random() * chance.random()) for _ in range(count)]
    rough = [target * size // sum(sizes) for size in sizes]
    short = target - sum(rough)
    quotas = [max(quota + (place < short), 1) for place, quota in enumerate(rough)]
    special = sorted(range(count), key=lambda _: chance.random())[:3] if count >= 8 else []
    if special:  # whose quota is not told gives it to the next one: the others' add up to the target
        quotas[(special[0] + 1) % count] += quotas[special[0]]
    for place, quota in enumerate(quotas):
        kind, spread = chance.random(), chance.random()
        finish = 0.85 + 0.25 * spread
        if kind < 0.25:
            finish = end * (0.55 + 0.4 * spread)
        elif kind > 0.8:
            finish = 1.2 + 0.4 * spread
        role = special.index(place) if place in special else None
        yield _Invented(
            number=place + 1,
            quota=quota,
            start=0.08 * finish * chance.random(),
            finish=finish,
            quota_told=role != 0,
            absent_before=0.2 if role == 1 else 0.0,
            falls_at=0.6 if role == 2 else 2.0,
        )


def _growth(chance: random.Random, unit: _Invented, shares: Sequence[float]) -> list[int | None]:
    """The unit's count in each week, None before it joins: it follows its curve by fits and starts, and falls once at most."""
    counts: list[int | None] = []
    count, kept = 0, 1.0
    for week, share in enumerate(shares):
        missing = unit.level(share) * unit.quota * kept - count
        count += int(max(missing, 0) * (0.35 + 0.9 * chance.random()) + chance.random())
        if week == int(unit.falls_at * len(shares)) and count:
            kept = 0.8
            count -= max(1, count // 6)
        counts.append(None if week < unit.absent_before * len(shares) else count)
    return counts


def _left_out(chance: random.Random, weeks: int) -> frozenset[int]:
    """The weeks without a count: one in twenty, in the middle half, never two in a row."""
    if weeks < LONG:
        return frozenset()
    quarter = weeks // 4
    middle = range(quarter, weeks - quarter, 2)
    return frozenset(middle[int(chance.random() * len(middle))] for _ in range(1 + weeks // 30))


def _snapshot(
    campaign: Campaign, seed: int, day: dt.date, units: Sequence[_Invented], figures: Sequence[int | None]
) -> Snapshot:
    """The counts of one week, with the overall row."""
    metric = campaign.count_metric
    width = max(2, len(str(len(units))))
    rows = [
        _row(
            f"Đơn vị {unit.number:0{width}}",
            f"DV{unit.number:0{width}}",
            metric,
            count,
            unit.quota if unit.quota_told else None,
        )
        for unit, count in zip(units, figures, strict=True)
        if count is not None
    ]
    if len(units) >= GROUPS:
        groups = [
            1 + (unit.number - 1) * GROUPS // len(units)
            for unit, count in zip(units, figures, strict=True)
            if count is not None
        ]
        rows = [replace(row, parent=f"Nhóm {group}") for row, group in zip(rows, groups, strict=True)]
    quota = sum(unit.quota for unit in units if unit.quota_told)
    total = replace(_row("Tổng cộng", None, metric, sum(row.value(metric) or 0 for row in rows), quota), is_total=True)
    if metric == "valid":
        submitted, reviewing = (sum(row.value(state) or 0 for row in rows) for state in ("submitted", "reviewing"))
        total = replace(total, submitted=submitted, reviewing=reviewing)
    as_of = dt.datetime.combine(day, COUNTED_AT)
    counts = Counts(tuple(rows), total, as_of, sample_source(seed), metric, phase=WHOLE)
    return Snapshot(counts, origin=ORIGIN, digest=digest_of(counts, sample=True), sample=True)


def _row(name: str, code: str | None, metric: str, count: int, quota: int | None) -> UnitCount:
    """A row; where valid initiatives are counted, a few more have been submitted, of which some are under review."""
    figures = {metric: count}
    if metric == "valid":
        figures |= {"submitted": count + count // 12 + 1, "reviewing": count // 16 + 1}
    return UnitCount(name, code, quota=quota, **figures)  # type: ignore[arg-type]
