"""Counts for the tests of charts: so many units and weeks, seeded, in; what the facts know of them out."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

from figures import EVN, NATIONAL

from assetkit.campaign import Campaign
from assetkit.counts.history import History, Snapshot
from assetkit.counts.model import Counts, UnitCount
from assetkit.facts import derive
from assetkit.facts.charting import Charted, Projection, chart

LONG = "Tổng công ty Truyền tải điện Quốc gia"
NAMES = (
    "EVNNPT",
    "EVNHANOI",
    "PTC1",
    "PC Bình Định",
    "Than Nam Mẫu",
    "Tuyển than Cửa Ông",
    LONG,
    "Kho vận Đá Bạc",
    "Chế tạo máy",
)
CAMPAIGNS: dict[str, Campaign] = {"evn": EVN, "national": NATIONAL}


def unit_names(count: int, long: bool = False) -> list[str]:
    """So many different names; all of them long ones, or a few."""
    known = (LONG,) if long else NAMES
    return [
        known[place % len(known)] + ("" if place < len(known) else f" {place // len(known) + 1}")
        for place in range(count)
    ]


def history(
    units: int, weeks: int, campaign: Campaign = EVN, *, long: bool = False, speed: float = 1.0, seed: int = 1
) -> History:
    """Weekly snapshots; a figure may fall. The first units are ahead, and a few have no quota, or one of 0."""
    chance = random.Random(seed)
    plans = [
        (name, chance.randint(5, 400), chance.uniform(0.5, 1.7) * speed, f"Khối {place % 5 + 1}")
        for place, name in enumerate(unit_names(units, long))
    ]
    first = dt.datetime.combine(campaign.start, dt.time(14)) + dt.timedelta(days=4)
    readings = []
    for week in range(weeks):
        when = first + dt.timedelta(weeks=week)
        share = (when.date() - campaign.start).days / (campaign.deadline - campaign.start).days
        rows = [
            UnitCount(
                name,
                registered=(value := max(0, int(quota * pace * share) - (chance.random() < 0.05))),
                submitted=value,
                quota=quota if place % 17 != 16 else 0 if place % 2 else None,
                parent=parent,
            )
            for place, (name, quota, pace, parent) in enumerate(plans)
        ]
        total, due = sum(row.registered or 0 for row in rows), sum(row.quota or 0 for row in rows)
        whole = UnitCount("Toàn ngành", registered=total, submitted=total, quota=due, is_total=True)
        metric = campaign.count_metric
        readings.append(
            Snapshot(Counts(tuple(rows), whole, as_of=when, metric=metric, phase="total", source="evn.com.vn"))
        )
    return History(tuple(readings))


def drawn(kind: str, units: int = 8, weeks: int = 20, campaign: Campaign = EVN, **more: Any) -> dict[str, Any]:
    """The fact ``chart_<kind>`` of such a history."""
    past = history(units, weeks, campaign, **more)
    found = derive(campaign, past.at(past.latest.as_of), past.latest.as_of, past)[f"chart_{kind}"]
    assert isinstance(found, dict)
    return found


def charted(past: History | None, campaign: Campaign = EVN, **more: Any) -> Charted:
    """What charts of the whole are made of."""
    counts = more.pop("counts", None) or (past.latest.counts if past else Counts(()))
    whole = counts.total
    value, quota = (whole.value(counts.metric), whole.quota) if whole else (None, None)
    since = past.moments[-2] if past and len(past.moments) > 1 else None
    given = {"label": "Toàn ngành", "value": value, "quota": quota, "due": "total", "previous": since, **more}
    return Charted(campaign, counts, past, **given)


def found(kind: str, source: Charted) -> Any:
    """The chart, or the reason why there is none."""
    block = chart(kind, source)
    return block.values.get(f"chart_{kind}", block.missing.get(f"chart_{kind}"))


def expected(source: Charted, after: int) -> Projection:
    """A projection so many days after the figures."""
    assert source.counts.as_of is not None
    day = source.counts.as_of.date()
    return Projection(*(day + dt.timedelta(days=days) for days in (after, after * 2 // 3, after * 2)))
