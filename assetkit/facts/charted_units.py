"""What charts are made of in, the plain dicts of the charts that compare units at one moment out: see `assetkit.facts.charting`."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import accumulate
from typing import TYPE_CHECKING

from assetkit.counts.model import Counts
from assetkit.facts.ranking import Ranked, rank
from assetkit.typography import number, percent, sort_key

if TYPE_CHECKING:
    from assetkit.facts.charting import Chart, Charted

NO_UNITS = "needs units with figures"


def units(source: Charted) -> Chart | str:
    """Each unit's figure and quota, by ratio; ``rest_…`` is what the units after it add up to."""
    rows = [row for row in rank(source.counts.top, source.counts.metric).rows if row.value is not None]
    if not rows:
        return NO_UNITS
    values, quotas = [row.value or 0 for row in rows], [row.unit.quota or 0 for row in rows]
    after = [sum(values) - done for done in accumulate(values)]
    due = [sum(quotas) - done for done in accumulate(quotas)]
    known = max((place for place, row in enumerate(rows, start=1) if row.unit.quota is None), default=0)
    entries = [
        {**standing_entry(row), **_rest(len(rows) - place, after[place - 1], due[place - 1] if place >= known else 0)}
        for place, row in enumerate(rows, start=1)
    ]
    reached = sum(row.ratio is not None and row.ratio >= 1 for row in rows)
    alt = f"Biểu đồ thanh: {len(rows)} đơn vị so với chỉ tiêu, {reached} đơn vị đã đạt; {said(rows[:3])}"
    finding = finishers(source.counts, rows)
    deck = "Thực hiện so với chỉ tiêu của từng đơn vị"
    longest = max(*values, *quotas)
    return {"rows": entries, "longest": longest, "quota_text": "chỉ tiêu", "finding": finding, "deck": deck, "alt": alt}


def finishers(counts: Counts, rows: Sequence[Ranked]) -> str:
    """How many units have reached their quota, as a headline; before the first one, who leads.

    "9/60" only when each unit listed has a figure and a quota.
    """
    reached = sum(row.ratio is not None and row.ratio >= 1 for row in rows)
    if not reached:
        return leader(rows)
    if any(unit.value(counts.metric) is None or not unit.quota for unit in counts.top):
        return f"{number(reached)} đơn vị đã đạt chỉ tiêu"
    if reached < len(rows):
        return f"{number(reached)}/{number(len(rows))} đơn vị đã đạt chỉ tiêu"
    return f"Cả {number(reached)} đơn vị đều đạt chỉ tiêu" if reached > 1 else f"{rows[0].unit.unit} đã đạt chỉ tiêu"


def leader(rows: Sequence[Ranked]) -> str:
    first = rows[0]
    if first.ratio is None:
        return f"{first.unit.unit} dẫn đầu với {number(first.value or 0)} sáng kiến"
    return f"{first.unit.unit} dẫn đầu, đạt {percent(first.ratio)} chỉ tiêu"


def standing_entry(row: Ranked) -> Chart:
    value, quota = row.value or 0, row.unit.quota
    found: Chart = {"name": row.unit.unit, "value": value, "value_text": number(value)}
    if quota is not None:
        found |= {"quota": quota, "over": max(0, value - quota), "value_quota_text": f"{number(value)}/{number(quota)}"}
    if row.ratio is not None:
        found |= {"ratio": float(row.ratio), "percent_text": percent(row.ratio)}
    return found


def _rest(count: int, value: int, quota: int) -> Chart:
    """What comes after a unit; its quota only when each of them has one: a part of it beside the whole figure would mislead."""
    if not count:
        return {"rest_count": 0}
    text = f"{number(value)}/{number(quota)}" if quota else number(value)
    return {"rest_count": count, "rest_text": f"và {number(count)} đơn vị khác: {text}"}


def said(rows: Sequence[Ranked]) -> str:
    """The first of them, as alternative text says it."""
    return ", ".join(
        f"{row.unit.unit} {percent(row.ratio) if row.ratio is not None else number(row.value or 0)}" for row in rows
    )


def others(count: int) -> str:
    return f"và {number(count)} đơn vị khác" if count else ""


def shares(source: Charted) -> Chart | str:
    """Shares of the whole by parent, or by unit where the units have none; what is not listed is a part of its own."""
    metric = source.counts.metric
    counted = [(unit, value) for unit in source.counts.top if (value := unit.value(metric)) is not None]
    parents = {unit.parent for unit, _ in counted if unit.parent}
    by_parent = len(parents) > 1
    values: dict[str, int] = {}
    for unit, value in counted:
        name = (unit.parent if by_parent else None) or unit.unit
        values[name] = values.get(name, 0) + value
    listed = sum(values.values())
    total = source.counts.total.value(metric) if source.counts.total else None
    whole = total if total is not None and total >= listed else listed
    if not whole or not values:
        return NO_UNITS
    ordered = sorted(values.items(), key=lambda pair: (-pair[1], sort_key(pair[0])))
    rows = [_part(name, value, whole) for name, value in ordered]
    after = [listed - done for done in accumulate(value for _, value in ordered)]
    for place, (row, rest) in enumerate(zip(rows, after, strict=True), start=1):
        row |= {"rest_count": len(rows) - place, "rest": _part(f"{number(len(rows) - place)} đơn vị khác", rest, whole)}
    found: Chart = {"by": "parent" if by_parent else "unit", "rows": rows, "total_text": number(whole)}
    if whole > listed:
        found["outside"] = _part("chưa nêu trong danh sách", whole - listed, whole)
    told = ", ".join(f"{row['name']} {row['share_text']}" for row in rows[:4])
    found["finding"] = f"{rows[0]['name']} chiếm {rows[0]['share_text']}"
    found["deck"] = f"Tỷ trọng trong {number(whole)} sáng kiến"
    return {**found, "alt": f"{found['deck']}: {told}"}


def _part(name: str, value: int, whole: int) -> Chart:
    share = Fraction(value, whole)
    return {
        "name": name,
        "value": value,
        "value_text": number(value),
        "share": float(share),
        "share_text": percent(share),
    }
