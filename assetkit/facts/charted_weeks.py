"""What charts are made of in, the plain dicts of the charts that compare units over weeks out: see `assetkit.facts.charting`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING

from assetkit.counts.model import Counts, UnitCount
from assetkit.facts.charted_units import NO_UNITS, finishers, leader, others, said, standing_entry
from assetkit.facts.ranking import rank
from assetkit.typography import date_short, number, percent, signed, sort_key

if TYPE_CHECKING:
    from assetkit.counts.history import History
    from assetkit.facts.charting import Chart, Charted

FIRST = 10  # ranks that every picture shows: the headline is about one of them
LONGEST_RACE = 10  # weeks whose ranks are compared
LONGEST_HISTORY = 210  # weeks, four years: a heat map of more has cells of less than a pixel on a phone
NO_HISTORY = "needs figures of another week: import them, or earlier ones"


def ranks(source: Charted) -> Chart | str:
    """Each unit's rank at the end of the last weeks, by today's rank; None where it had none."""
    moments = _week_ends(source)[-LONGEST_RACE:]
    if source.history is None or len(moments) < 2:
        return NO_HISTORY
    places = [_places(source.history, moment) for moment in moments]
    final = [row for row in rank(source.counts.top, source.counts.metric).rows if row.rank is not None]
    if not final:
        return NO_UNITS
    entries: list[Chart] = []
    for row in final:
        line = [found.get(row.unit.unit) for found in places[:-1]] + [row.rank]
        before = next((place for place in line[:-1] if place is not None), None)
        change = before - (row.rank or 0) if before is not None else None
        entries.append({"name": row.unit.unit, "rank": row.rank, "ranks": line, "change": change})
    lit, finding = _climbed(entries[:FIRST])
    alt = f"Biểu đồ thứ hạng từ {date_short(moments[0])} đến {date_short(moments[-1])}: dẫn đầu là {entries[0]['name']}"
    alt += f", {finding}" if lit else ""
    days = [f"{moment.day}/{moment.month}" for moment in moments]
    following = [others(len(entries) - place) for place in range(1, len(entries) + 1)]
    dates = [moment.date().isoformat() for moment in moments]
    deck = f"Thứ hạng {'theo tỷ lệ so với chỉ tiêu' if final[0].ratio is not None else 'theo số sáng kiến'}, {len(days)} kỳ gần nhất"
    found: Chart = {"moments": dates, "days": days, "rows": entries, "lit": lit, "following": following}
    return {**found, "finding": finding, "deck": deck, "alt": alt}


def _climbed(entries: Sequence[Chart]) -> tuple[list[object], str]:
    """(names of the units that rose most, what a headline says of them); without one, who leads."""
    rises = [change for entry in entries if isinstance(change := entry["change"], int) and change > 0]
    if not rises:
        return [], f"{entries[0]['name']} dẫn đầu"
    lit = [entry["name"] for entry in entries if entry["change"] == max(rises)]
    who = " và ".join(map(str, lit)) if len(lit) < 3 else f"{number(len(lit))} đơn vị"
    return lit, f"{who} tăng {max(rises)} bậc"


def _places(history: History, moment: dt.datetime) -> dict[str, int]:
    """unit name -> rank at a moment."""
    counts = history.at(moment)
    if counts is None:
        return {}
    return {row.unit.unit: row.rank for row in rank(counts.top, counts.metric).rows if row.rank is not None}


def heat(source: Charted) -> Chart | str:
    """How far each unit was towards today's quota at the end of each week: 1 is the quota, None is not counted yet."""
    weeks = _weeks(source)
    if source.history is None or len(weeks) < 2:
        return NO_HISTORY
    rows = [row for row in rank(source.counts.top, source.counts.metric).rows if row.ratio is not None]
    if not rows:
        return "needs units with quotas above 0"
    entries: list[Chart] = []
    for row in rows:
        shares = [
            None if value is None else round(value / (row.unit.quota or 1), 4)
            for value in _weekly(source, row.unit, weeks)
        ]
        entries.append({"name": row.unit.unit, "shares": shares, "percent_text": percent(row.ratio or 0)})
    counted = {_monday(moment) for moment in source.history.moments}
    reached = sum((row.ratio or 0) >= 1 for row in rows)
    alt = (
        f"Bản đồ nhiệt: {len(rows)} đơn vị trong {len(weeks)} tuần, {reached} đơn vị đã đạt chỉ tiêu; {said(rows[:3])}"
    )
    return {
        "weeks": [week.isoformat() for week in weeks],
        "counted": [week in counted for week in weeks],
        "rows": entries,
        "finding": finishers(source.counts, rows),
        "deck": f"{number(len(rows))} đơn vị qua {number(len(weeks))} tuần",
        "following": [others(len(rows) - place) for place in range(1, len(rows) + 1)],
        "alt": alt,
    }


def multiples(source: Charted) -> Chart | str:
    """Each unit's figure at the end of each week, with its quota: one small trend per unit."""
    weeks = _weeks(source)
    if source.history is None or len(weeks) < 2:
        return NO_HISTORY
    rows = [row for row in rank(source.counts.top, source.counts.metric).rows if row.value is not None]
    if not rows:
        return NO_UNITS
    entries = [{**standing_entry(row), "values": list(_weekly(source, row.unit, weeks))} for row in rows]
    alt = f"Biểu đồ nhỏ: diễn biến của {len(rows)} đơn vị trong {len(weeks)} tuần; {said(rows[:3])}"
    following = [others(len(rows) - place) for place in range(1, len(rows) + 1)]
    weekly: Chart = {"weeks": [week.isoformat() for week in weeks], "rows": entries, "following": following}
    deck = f"Diễn biến của từng đơn vị trong {len(weeks)} tuần"
    return {**weekly, "quota_text": "chỉ tiêu của mỗi đơn vị", "finding": leader(rows), "deck": deck, "alt": alt}


def _monday(moment: dt.datetime) -> dt.date:
    return moment.date() - dt.timedelta(days=moment.weekday())


def _weeks(source: Charted) -> list[dt.date]:
    """Mondays of the weeks from the first figures to the last, the latest ``LONGEST_HISTORY``."""
    moments = source.history.moments if source.history else ()
    if not moments:
        return []
    first, last = _monday(moments[0]), _monday(moments[-1])
    weeks = [first + dt.timedelta(weeks=index) for index in range((last - first).days // 7 + 1)]
    return weeks[-LONGEST_HISTORY:]


def _week_ends(source: Charted) -> list[dt.datetime]:
    """The last moment of each week that has figures."""
    ends = {_monday(moment): moment for moment in (source.history.moments if source.history else ())}
    return [ends[week] for week in sorted(ends)]


def _weekly(source: Charted, unit: UnitCount, weeks: Sequence[dt.date]) -> Iterator[int | None]:
    """A unit's latest figure at the end of each week; None before its first."""
    points = source.history.series(unit.code or unit.unit) if source.history else ()
    place, value = 0, None
    for week in weeks:
        end = week + dt.timedelta(days=7)
        while place < len(points) and points[place][0].date() < end:
            value = points[place][1]
            place += 1
        yield value


def waterfall(source: Charted) -> Chart | str:
    """What each unit added to the whole since the moment before, largest first; ``rest_…`` is what comes after it, ``outside`` what
    the whole changed by without them: units that were not counted then, or are not listed."""
    before = source.history.at(source.previous) if source.history and source.previous else None
    if before is None or source.previous is None:
        return "needs earlier figures"
    deltas = _deltas(source.counts, before)
    if not deltas:
        return NO_UNITS
    total, listed = _change(source, before), sum(delta for _, delta in deltas)
    whole = listed if total is None else total
    moved = [(name, delta) for name, delta in deltas if delta]
    after = [listed - done for done in accumulate(delta for _, delta in moved)]
    still = len(deltas) - len(moved)
    found: Chart = {
        "steps": [
            {**_step(name, delta), **_rest_of_change(len(moved) - place, after[place - 1])}
            for place, (name, delta) in enumerate(moved, start=1)
        ],
        **_step("tổng cộng", whole),
        "unchanged": still,
        "unchanged_text": f"{number(still)} đơn vị không đổi",
    }
    if whole != listed:
        found["outside"] = _step("ngoài danh sách", whole - listed)
    then, now = date_short(source.previous), date_short(source.counts.as_of or source.previous)
    told = ", ".join(f"{name} {signed(delta)}" for name, delta in moved[:3])
    alt = f"Biểu đồ thác: {signed(whole)} sáng kiến từ {then} đến {now}{'; ' if told else ''}{told}"
    deck = f"Đóng góp của từng đơn vị từ {then} đến {now}"
    return {**found, "finding": _changed(whole, source.previous), "deck": deck, "alt": alt}


def _deltas(counts: Counts, before: Counts) -> list[tuple[str, int]]:
    """(unit, its change) of the units that were counted then and now, the largest change first."""
    earlier = {unit.unit: unit.value(before.metric) for unit in before.top}
    found = [
        (unit.unit, value - then)
        for unit in counts.top
        if (value := unit.value(counts.metric)) is not None and (then := earlier.get(unit.unit)) is not None
    ]
    return sorted(found, key=lambda pair: (-abs(pair[1]), sort_key(pair[0])))


def _step(name: str, delta: int) -> Chart:
    return {"name": name, "delta": delta, "delta_text": signed(delta)}


def _changed(delta: int, since: dt.datetime) -> str:
    if not delta:
        return f"Không đổi từ {date_short(since)}"
    return f"{'Thêm' if delta > 0 else 'Giảm'} {number(abs(delta))} sáng kiến từ {date_short(since)}"


def _change(source: Charted, before: Counts) -> int | None:
    """By how much the overall row changed; None without one then and now."""
    now, then = source.counts.total, before.total
    if now is None or then is None:
        return None
    value, earlier = now.value(source.counts.metric), then.value(source.counts.metric)
    return None if value is None or earlier is None else value - earlier


def _rest_of_change(count: int, delta: int) -> Chart:
    return {
        "rest_count": count,
        "rest_name": f"{number(count)} đơn vị khác",
        "rest_delta": delta,
        "rest_text": signed(delta),
    }
