"""Units by weeks: each row is a unit, each cell a week; the nearer to the quota the brighter, and lit once it is reached."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from typing import Any

from assetkit.charts.lettering import CAP, HEAVY, LINE, TOP, fitted, widest, width
from assetkit.charts.scales import Scale, day, month_text, months
from assetkit.charts.sheet import Sheet
from assetkit.draw.drawing import Box

Row = Mapping[str, Any]
CLOSE = 1.22  # em from row to row at least
AIRY = 4.4  # em from row to row at most
NAME_SHARE = 0.4  # of the width, the most that names take
BOUNDS = (0.25, 0.5, 0.75, 1.0)  # of the quota: below the first is the first colour, from the last on the accent
KEY = ("0", "25", "50", "75", "100%")
FINEST = 5.0  # px of a week from which cells stand apart


def draw(chart: Mapping[str, Any], sheet: Sheet) -> None:
    """Draw the first units that there is room for, under a key of the colours."""
    em, tones = sheet.type, sheet.tones
    head, foot = 2.35 * em, 1.7 * em
    rows: Sequence[Row] = chart["rows"]
    room = max(1, int((sheet.height - head - foot) / (CLOSE * em)))
    shown = rows if len(rows) <= room else rows[: room - 1]
    foot += LINE * em if len(shown) < len(rows) else 0.0
    pitch = min(AIRY * em, (sheet.height - head - foot) / len(shown))
    size = min(1.6 * em, max(em, 0.42 * pitch))
    name = min(widest([row["name"] for row in shown], size), NAME_SHARE * sheet.width)
    percent = widest([row["percent_text"] for row in shown], size, HEAVY)
    left, right = name + 0.7 * size, sheet.width - percent - 0.7 * size
    x = Scale(0, len(chart["weeks"]), left, right)
    _key(sheet, left)
    gap = max(1.0, 0.07 * pitch)
    cells: dict[int, list[Box]] = {}
    names = fitted(tuple(row["name"] for row in shown), name / size)
    for place, row in enumerate(shown):
        top = head + place * pitch
        for tone, first, last in _runs(row["shares"], chart["counted"]):
            cells.setdefault(tone, []).append(Box(x(first), top + gap, x(last), top + pitch - gap))
        base = top + pitch / 2 + CAP / 2 * size
        sheet.text(0, base, names[place], tones.ink, size)
        tone_text = tones.lit if (row["shares"][-1] or 0) >= 1 else tones.ink
        sheet.text(sheet.width, base, row["percent_text"], tone_text, size, "right", HEAVY)
    for tone, boxes in sorted(cells.items()):
        sheet.boxes(boxes, _colours(sheet)[tone])
    end = head + len(shown) * pitch
    if x(1) - x(0) >= FINEST:
        thin = max(1.0, 0.12 * (x(1) - x(0)))
        sheet.boxes(
            [Box(x(week) - thin / 2, head, x(week) + thin / 2, end) for week in range(1, len(chart["weeks"]))],
            tones.back,
        )
    _months(chart, sheet, x, end, end + 1.35 * em)
    if len(shown) < len(rows):
        sheet.text(0, sheet.height - 0.3 * em, chart["following"][len(shown) - 1], tones.quiet)


def _colours(sheet: Sheet) -> tuple[str, ...]:
    return (*sheet.tones.steps, sheet.tones.over, sheet.tones.track)


def _runs(shares: Sequence[float | None], counted: Sequence[bool]) -> Iterator[tuple[int, int, int]]:
    """(colour, first week, week after the last) of weeks in a row with one colour; a week without figures is left out."""
    weeks = [None if share is None or not known else _step(share) for share, known in zip(shares, counted, strict=True)]
    at = 0
    for step, same in groupby(weeks):
        length = len(list(same))
        if step is not None:
            yield step, at, at + length
        at += length


def _step(share: float) -> int:
    return sum(share >= bound for bound in BOUNDS)


def _key(sheet: Sheet, left: float) -> None:
    """The colours in a row, their bounds below: the words of a legend where the eye begins."""
    em, tones = sheet.type, sheet.tones
    words = "tỷ lệ so với chỉ tiêu"
    wide = max(3.0 * em, width("100%", em) + 0.8 * em)
    if left + 5 * wide > sheet.width:
        left = 0.0
    if left > width(words, em) + 0.6 * em:
        sheet.text(0, TOP * em, words, tones.quiet)
    elif left + 5 * wide + 0.8 * em + width(words, em) < sheet.width:
        sheet.text(left + 5 * wide + 0.8 * em, TOP * em, words, tones.quiet)
    for step, tone in enumerate(_colours(sheet)[:5]):
        x = left + step * wide
        sheet.boxes([Box(x, 1.3 * em, x + wide - 2, 1.75 * em)], tone)
        sheet.text(
            x, TOP * em, KEY[step], tones.lit if step == 4 else tones.quiet, weight=HEAVY if step == 4 else "SemiBold"
        )


def _months(chart: Mapping[str, Any], sheet: Sheet, x: Scale, top: float, base: float) -> None:
    em, tones = sheet.type, sheet.tones
    first = day(chart["weeks"][0])

    def place(month: dt.date) -> float:
        return x((month.toordinal() - first) / 7)

    def fits(found: Sequence[dt.date]) -> bool:
        spans = [(place(month), place(month) + width(month_text(month), em)) for month in found]
        return all(b[0] - a[1] > 0.9 * em for a, b in pairwise(spans))

    for month in months(first, first + 7 * x.high, fits):
        left = place(month)
        if left + width(month_text(month), em) <= sheet.width:
            sheet.line([(left, top), (left, top + 0.3 * em)], tones.quiet, max(1.0, 0.06 * em))
            sheet.text(left, base, month_text(month), tones.quiet)
