"""Counts, their history and the plan in, a plain dict per chart out: every figure and text that `assetkit.charts` draws.

All arithmetic is here; a chart only chooses places, and folds what it has no room for by the sums that each row carries
(``rest_…``: what comes after it). Days are ISO texts, so that a dict can be stored and compared.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from assetkit.counts.model import WHOLE, Counts
from assetkit.facts.block import Block, absent
from assetkit.facts.charted_units import shares, units
from assetkit.facts.charted_weeks import heat, multiples, ranks, waterfall
from assetkit.facts.plan import due_day, plan_share
from assetkit.typography import date_short, number, percent

if TYPE_CHECKING:
    from assetkit.campaign import Campaign
    from assetkit.counts.history import History

NO_FIGURE = "needs a figure for {}"
Chart = dict[str, object]


class Projection(NamedTuple):
    """When the quota is reached at the present pace: the day, and the interval around it."""

    day: dt.date
    earliest: dt.date
    latest: dt.date


@dataclass(frozen=True)
class Charted:
    """What charts are made of.

    ``counts`` are the latest ones; ``history`` holds those up to them (None: there is no other). The subject is the whole
    (``name`` "") or a unit, by its name; ``label`` is what it is called on the picture, ``value`` and ``quota`` are its figures.
    ``due`` is the phase that the quota is due in, an id or "total", None when that is not known. ``previous`` is the moment
    that changes are measured from.
    """

    campaign: Campaign
    counts: Counts
    history: History | None
    label: str
    value: int | None
    quota: int | None
    name: str = ""
    due: str | None = None
    previous: dt.datetime | None = None
    projection: Projection | None = None


def chart(kind: str, source: Charted) -> Block:
    """The fact ``chart_<kind>``, known or missing with the reason. ``kind`` is one of ``KINDS``."""
    found = KINDS[kind](source)
    name = f"chart_{kind}"
    return absent((name,), found) if isinstance(found, str) else Block({name: {"kind": kind, **found}})


def trend(source: Charted) -> Chart | str:
    """The subject's figure over time, its quota, the plan and, below the quota, the projection."""
    points = _points(source)
    if not points:
        return NO_FIGURE.format(source.label)
    last = points[-1]
    reached = source.quota is not None and last[1] >= source.quota
    found: Chart = {
        "label": source.label,
        "points": [[moment.isoformat(timespec="minutes"), value] for moment, value in points],
        "value": last[1],
        "value_text": number(last[1]),
        "day_text": date_short(last[0]),
        "reached": reached,
        "finding": f"{number(last[1])} sáng kiến",
        "deck": _of("Số sáng kiến theo thời gian", source.label),
        "alt": f"Biểu đồ đường: {source.label}, {number(last[1])} sáng kiến ngày {date_short(last[0])}",
    }
    if source.quota:
        found |= {"quota": source.quota, "quota_text": f"chỉ tiêu {number(source.quota)}"}
        found["percent_text"] = percent(Fraction(last[1], source.quota))
        found["finding"] = _reached(last[1], source.quota)
        found["alt"] = f"{found['alt']}, đạt {found['percent_text']} chỉ tiêu {number(source.quota)}"
    if source.quota and source.due is not None:
        found |= _plan(source, source.quota, source.due)
    if source.projection is not None and not reached:
        found["projection"] = _projection(source.projection)
        found["finding"] = f"Dự kiến về đích ngày {date_short(source.projection.day)}"
        found["alt"] = f"{found['alt']}, dự kiến về đích {date_short(source.projection.day)}"
    return found


def _reached(value: int, quota: int) -> str:
    """What a figure says of its quota, above 0, as a headline."""
    if value > quota:
        return f"Vượt chỉ tiêu {number(value - quota)} sáng kiến"
    return "Về đích đúng chỉ tiêu" if value == quota else f"Đạt {percent(Fraction(value, quota))} chỉ tiêu"


def _of(words: str, label: str) -> str:
    """What is shown, and of whom; the plain total is of nobody else."""
    whole = {"Toàn ngành": "toàn ngành", "Tổng cộng": ""}.get(label, label)
    return f"{words}, {whole}" if whole else words


def _points(source: Charted) -> list[tuple[dt.datetime, int]]:
    """The subject's figures, the last of each day, to the moment of the counts."""
    days: dict[dt.date, tuple[dt.datetime, int]] = {}
    for moment, value in source.history.series(source.name) if source.history else ():
        days[moment.date()] = (moment, value)
    stamp = _stamp(source)
    if stamp is not None and source.value is not None:
        days = {day: point for day, point in days.items() if day <= stamp.date()}
        days[stamp.date()] = (stamp, source.value)
    return [days[day] for day in sorted(days)]


def _stamp(source: Charted) -> dt.datetime | None:
    """The moment of the subject's own figures."""
    rows = (*source.counts.units, *([source.counts.total] if source.counts.total else []))
    own = next((row for row in rows if row.unit == source.name), None) if source.name else source.counts.total
    return (own.date if own else None) or source.counts.as_of


def _plan(source: Charted, quota: int, due: str) -> Chart:
    """The plan's corners: a line that is straight within each phase, from nothing to the quota on the day it is due."""
    campaign = source.campaign
    phases = [phase for phase in campaign.phases if due in (WHOLE, phase.id)]
    first = min((phase.start for phase in phases), default=campaign.start)
    days = [first, *sorted(phase.end for phase in phases)] if phases else [first, campaign.deadline]
    share = {day: plan_share(campaign, due, day) for day in days[1:]}
    corners = [
        [first.isoformat(), 0],
        *([day.isoformat(), round(float(quota * part), 2)] for day, part in share.items()),
    ]
    end = due_day(campaign, due)
    return {"plan": corners, "plan_text": "kế hoạch", "due": end.isoformat(), "due_text": f"hạn {date_short(end)}"}


def _projection(projection: Projection) -> Chart:
    return {
        "day": projection.day.isoformat(),
        "earliest": projection.earliest.isoformat(),
        "latest": projection.latest.isoformat(),
        "text": "dự kiến",
        "day_text": date_short(projection.day),
    }


def dots(source: Charted) -> Chart | str:
    """The subject's figure as points: lit, missing to the quota, beyond it, and where the plan is."""
    if source.value is None:
        return NO_FIGURE.format(source.label)
    if not source.quota:
        return f"needs a quota above 0 for {source.label}"
    ratio = percent(Fraction(source.value, source.quota))
    found: Chart = {
        "label": source.label,
        "value": source.value,
        "value_text": f"{number(source.value)} sáng kiến",
        "quota": source.quota,
        "quota_text": f"chỉ tiêu {number(source.quota)}",
        "percent_text": ratio,
        "finding": _reached(source.value, source.quota),
        "deck": _of("Tiến độ đến chỉ tiêu", source.label),
        "over": max(0, source.value - source.quota),
        "over_text": f"vượt {number(source.value - source.quota)}" if source.value > source.quota else "",
        "alt": f"Lưới điểm sáng: {source.label}, {number(source.value)} sáng kiến, đạt {ratio} chỉ tiêu {number(source.quota)}",
    }
    stamp = _stamp(source)
    if source.due is not None and stamp is not None:
        planned = int(source.quota * plan_share(source.campaign, source.due, stamp.date()) + Fraction(1, 2))
        found |= {"plan": planned, "plan_text": f"kế hoạch {number(planned)}"}
    return found


KINDS: Mapping[str, Callable[[Charted], Chart | str]] = {
    "trend": trend,
    "units": units,
    "ranks": ranks,
    "heat": heat,
    "multiples": multiples,
    "waterfall": waterfall,
    "shares": shares,
    "dots": dots,
}
