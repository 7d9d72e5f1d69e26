"""Units against their quotas: bars from zero, the quota as a thin tick, what lies beyond it in the accent.

As many columns as it takes; what no column has room for is one line that says how many and how much they are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

from assetkit.charts.lettering import CAP, HEAVY, TOP, fitted, shortened, widest, width
from assetkit.charts.sheet import Sheet
from assetkit.draw.drawing import Box

Row = Mapping[str, Any]
CLOSE = 1.3  # em from row to row at least, the name beside the bar
STACKED = 2.45  # em from row to row at least, the name above the bar
AIRY = 4.0  # em from row to row at most
LARGE = 1.7  # times the smallest size: type of few rows
NARROW = 15.0  # em, the narrowest column
GAP = 2.0  # em between columns
NAME_SHARE = 0.44  # of a column, the most that names beside the bars take
PAIR_SHARE = 0.3  # of a column, the most that "figure/quota" takes
WIDE = 25.0  # em of column from which percents have a column of their own


@dataclass(frozen=True)
class _Column:
    """How one column is set, in px: ``type`` the size of its type, ``pitch`` from row to row, ``bar`` its thickness, ``name`` the
    room of the names beside the bars (0: they stand above), ``label`` that of the figures, ``percent`` that of the percents (0: none);
    ``paired``: the figures are set with their quotas."""

    wide: float
    type: float
    pitch: float
    bar: float
    name: float
    label: float
    percent: float
    rows: int
    paired: bool

    @property
    def axis(self) -> float:
        return self.wide - self.name - self.label - self.percent


def draw(chart: Mapping[str, Any], sheet: Sheet) -> None:
    """Draw as many units as there is room for, the first ones first."""
    rows: Sequence[Row] = chart["rows"]
    head = 1.5 * sheet.type
    columns, column = _fit(rows, sheet, sheet.height - head)
    most = columns * column.rows
    shown = rows if len(rows) <= most else rows[: most - 1]
    longest = max((max(row["value"], row.get("quota", 0)) for row in shown), default=1) or 1
    _key(chart, shown, sheet, column, longest, head)
    names = fitted(
        tuple(row["name"] for row in shown), (column.name or column.wide) / column.type - (0.6 if column.name else 0)
    )
    for place, row in enumerate(shown):
        left = (place // column.rows) * (column.wide + GAP * sheet.type)
        _row(
            {**row, "name": names[place]},
            sheet,
            column,
            left,
            head + (place % column.rows) * column.pitch,
            column.axis / longest,
        )
    if len(shown) < len(rows):
        left = (len(shown) // column.rows) * (column.wide + GAP * sheet.type)
        y = head + (len(shown) % column.rows) * column.pitch + 0.5 * column.pitch + CAP / 2 * sheet.type
        text = shortened(shown[-1]["rest_text"], column.wide / sheet.type, HEAVY)
        sheet.text(left, y, text, sheet.tones.ink, weight=HEAVY)


def _fit(rows: Sequence[Row], sheet: Sheet, high: float) -> tuple[int, _Column]:
    """(how many columns, how each is set): the fewest that hold all rows, their names beside the bars, else above them; else as
    many as the width allows."""
    em = sheet.type
    most = max(1, int((sheet.width + GAP * em) / ((NARROW + GAP) * em)))
    tried: list[tuple[int, float, bool, int]] = []
    for columns in range(1, most + 1):
        wide = (sheet.width - (columns - 1) * GAP * em) / columns
        for stacked, pitch in ((False, CLOSE), (True, STACKED)):
            if stacked or _distinct(rows, NAME_SHARE * wide / em - 0.8):
                tried.append((columns, wide, stacked, max(1, int(high / (pitch * em)))))
    holding = [way for way in tried if way[0] * way[3] >= len(rows)]
    columns, wide, stacked, room = holding[0] if holding else max(tried, key=lambda way: (way[0] * way[3], way[2]))
    return columns, _column(rows, em, wide, stacked, high, min(room, ceil(len(rows) / columns)))


def _distinct(rows: Sequence[Row], room: float) -> bool:
    """Whether names still differ in ``room`` em, and few are shortened there."""
    short = [shortened(row["name"], room) for row in rows]
    cut = sum(name != row["name"] for name, row in zip(short, rows, strict=True))
    return len(set(short)) == len({row["name"] for row in rows}) and cut <= len(rows) / 6


def _column(rows: Sequence[Row], em: float, wide: float, stacked: bool, high: float, count: int) -> _Column:
    size = em if stacked or wide < WIDE * em else min(LARGE * em, max(em, high / count / 2.7))
    size = min(size, wide / WIDE) if size > em else em
    pitch = min(AIRY * size, high / count)
    name = 0.0 if stacked else min(widest([row["name"] for row in rows], size) + 0.8 * size, NAME_SHARE * wide)
    label = widest([_figures(row) for row in rows], size) + 0.5 * size
    paired = label <= PAIR_SHARE * wide
    if not paired:  # the quota is on its tick; the figure alone leaves the bars their room
        label = widest([row["value_text"] for row in rows], size) + 0.5 * size
    percent = 0.0
    if wide >= WIDE * size:
        percent = widest([row.get("percent_text", "") for row in rows], size, HEAVY) + 0.8 * size
    bar = min(1.5 * size, (pitch - 1.35 * size) * 0.6 if stacked else pitch * 0.54)
    return _Column(wide, size, pitch, max(bar, 0.5 * em), name, label, percent, count, paired)


def _figures(row: Row) -> str:
    return str(row.get("value_quota_text") or row["value_text"])


def _row(row: Row, sheet: Sheet, column: _Column, left: float, top: float, scale: float) -> None:
    em, tones = column.type, sheet.tones
    start = left + column.name
    middle = top + column.pitch / 2
    if not column.name:
        middle = top + column.pitch - 0.3 * em - column.bar / 2
        sheet.text(left, middle - column.bar / 2 - 0.42 * em, row["name"], tones.ink, em)
    high, low = middle - column.bar / 2, middle + column.bar / 2
    base = middle + CAP / 2 * em
    if column.name:
        sheet.text(left, base, row["name"], tones.ink, em)
    quota, value = row.get("quota"), row["value"]
    end = start + value * scale
    within = end if quota is None else start + min(value, quota) * scale
    if quota is not None and value < quota:
        sheet.boxes([Box(end, high, start + quota * scale, low)], tones.track)
    sheet.boxes([Box(start, high, max(within, start + 0.06 * em), low)], tones.main)
    if quota is not None and value > quota:
        end = max(end, within + 0.16 * em)  # one more than the quota is seen to be more
        sheet.boxes([Box(within, high, end, low)], tones.over)
    if quota is not None:
        _tick(sheet, start + quota * scale, high, low, column)
    label = max(end, start + (quota or 0) * scale) + 0.4 * em
    sheet.text(label, base, _figures(row) if column.paired else row["value_text"], tones.ink, em)
    if column.percent and "percent_text" in row:
        tone = tones.lit if row.get("over") else tones.ink
        sheet.text(left + column.wide, base, row["percent_text"], tone, em, "right", HEAVY)


def _tick(sheet: Sheet, x: float, high: float, low: float, column: _Column) -> None:
    """The quota: a thin line that stands out of the bar, with a little ground on both sides."""
    em = sheet.type
    thick, out = max(2.0, 0.11 * em), min(0.22 * em, 0.16 * column.pitch)
    sheet.boxes([Box(x - thick, high, x + thick, low)], sheet.tones.back)
    sheet.boxes([Box(x - thick / 2, high - out, x + thick / 2, low + out)], sheet.tones.ink)


def _key(
    chart: Mapping[str, Any], rows: Sequence[Row], sheet: Sheet, column: _Column, longest: float, head: float
) -> None:
    """What the tick means, once: above the first one."""
    em = sheet.type
    row = rows[0]
    if row.get("quota") is None:
        return
    x = column.name + row["quota"] * column.axis / longest
    text = chart["quota_text"]
    half = width(text, em) / 2
    anchor_x = min(max(x, half), column.wide - half)
    sheet.text(anchor_x, TOP * em, text, sheet.tones.quiet, anchor="middle")
    if column.name:
        middle = head + column.pitch / 2
        sheet.line([(x, head - 0.15 * em), (x, middle - column.bar / 2)], sheet.tones.ink, max(1.2, 0.06 * em))
