"""A trend: one figure over time, the plan as a thin dashed line, the quota, and a soft cone where it is expected to go."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from assetkit.charts.lettering import CAP, HEAVY, LINE, width
from assetkit.charts.places import Place, Places
from assetkit.charts.scales import Scale, day, month_text, months, round_marks, split
from assetkit.charts.sheet import Anchor, Point, Sheet
from assetkit.draw.drawing import Box, union
from assetkit.typography import number

FEW = 5  # points that are each marked and named
HEAD = 2.4  # em, the last figure
LOW = 8.5  # em of height below which a chart is a line with its end named
BEYOND = 0.3  # of the time so far that a projection may reach past the last day


@dataclass(frozen=True)
class _Plot:
    """Where things stand: days and figures to px, and how thick the line is. ``edges`` are the cone's ends: early, middle, late."""

    x: Scale
    y: Scale
    thick: float
    points: tuple[Point, ...]
    plan: tuple[Point, ...]
    quota: float | None
    edges: tuple[Point, ...]
    low: bool

    @property
    def last(self) -> Point:
        return self.points[-1]


def draw(chart: Mapping[str, Any], sheet: Sheet) -> None:
    """Draw the chart. A name that finds no free place is left out; the last figure and its day always stand."""
    plot = _plot(chart, sheet)
    places = Places(sheet, [plot.points])
    places.lines += [line for line in (plot.plan, *([plot.last, edge] for edge in plot.edges)) if len(line) > 1]
    level = [plot.y(0), *([plot.quota] if plot.quota is not None else [])]
    places.lines += [[(0, y), (sheet.width, y)] for y in level]
    _lines(chart, sheet, plot)
    _last(chart, sheet, plot, places)
    _names(chart, sheet, plot, places)
    _axis(chart, sheet, plot, places)


def _plot(chart: Mapping[str, Any], sheet: Sheet) -> _Plot:
    em, low = sheet.type, sheet.height < LOW * sheet.type
    known = [(day(when), value) for when, value in chart["points"]]
    plan = [(day(when), value) for when, value in chart.get("plan", ())]
    days = [when for when, _ in (*known, *plan)]
    most = max([value for _, value in (*known, *plan)] + [chart.get("quota") or 1])
    first, last = min(days), max(days)
    if "projection" in chart:
        last = max(last, min(day(chart["projection"]["latest"]), last + BEYOND * (last - first)))
    if last - first < 1:
        first, last = first - 15, last + 15
    thick = max(2.0, 0.17 * em)
    high = known[-1][1] >= (chart.get("quota") or 0)  # the last figure stands above its point
    top = (2.0 if low else HEAD + 2.1) * em if high else 2.1 * em
    foot = (0.2 if low else 1.75) * em
    x = Scale(first, last, 2 * thick, sheet.width - 2.5 * thick)
    y = Scale(0, most, sheet.height - foot, min(top, 0.45 * sheet.height))
    points, planned = (tuple((x(when), y(value)) for when, value in line) for line in (known, plan))
    quota = y(chart["quota"]) if chart.get("quota") else None
    edges: tuple[Point, ...] = ()
    if quota is not None and "projection" in chart:
        ends = [(x(day(chart["projection"][name])), quota) for name in ("earliest", "day", "latest")]
        edges = tuple(_cut(points[-1], end, sheet.width) for end in ends)
    return _Plot(x, y, thick, points, planned, quota, edges, low)


def _cut(start: Point, end: Point, right: float) -> Point:
    """The end of a straight line, no further than the right edge."""
    if end[0] <= right:
        return end
    share = (right - start[0]) / (end[0] - start[0])
    return right, start[1] + share * (end[1] - start[1])


def _lines(chart: Mapping[str, Any], sheet: Sheet, plot: _Plot) -> None:
    """Everything but text, from the back to the front."""
    em, tones = sheet.type, sheet.tones
    below, above = split(plot.points, plot.quota)
    base = plot.y(0)
    if plot.edges:
        early, middle, late = plot.edges
        corner = [(sheet.width, early[1])] if early[1] < late[1] - 0.01 else []
        sheet.area([plot.last, early, *corner, late], tones.main, 0.2)
    whole = [*below, *above[1 if below else 0 :]]
    if len(whole) > 1:
        floor = [(x, max(y, plot.quota if plot.quota is not None else y)) for x, y in whole]
        sheet.area([(whole[0][0], base), *floor, (whole[-1][0], base)], tones.main, 0.16)
    if len(above) > 1 and plot.quota is not None:
        sheet.area([(above[0][0], plot.quota), *above, (above[-1][0], plot.quota)], tones.over, 0.32)
    sheet.line([(0, base), (sheet.width, base)], tones.quiet, max(1.2, 0.06 * em))
    if plot.quota is not None:
        sheet.line([(0, plot.quota), (sheet.width, plot.quota)], tones.ink, max(1.2, 0.07 * em))
    if len(plot.plan) > 1:
        sheet.line(plot.plan, tones.quiet, max(1.2, 0.09 * em), dash=(0.42 * em, 0.3 * em))
    if plot.edges:
        sheet.line([plot.last, middle], tones.main, 0.7 * plot.thick, dash=(0.16 * em, 0.22 * em))
    for part, tone in ((below, tones.main), (above, tones.over)):
        if len(part) > 1:
            sheet.line(part, tone, plot.thick)
    if len(plot.points) <= FEW:
        for x, y in plot.points[:-1]:
            sheet.dots(
                [(x, y)], 2.2 * plot.thick, tones.over if plot.quota is not None and y < plot.quota else tones.main
            )
    sheet.glow(plot.last, 2.7 * plot.thick, tones.over)


def _last(chart: Mapping[str, Any], sheet: Sheet, plot: _Plot, places: Places) -> None:
    """The last figure, large, with its day, beside the point that is lit: where the fewest lines cross it."""
    em, tones = sheet.type, sheet.tones
    over = plot.quota is not None and plot.last[1] < plot.quota
    size = min(1.5 if plot.low else HEAD, 0.34 * sheet.width / em) * em
    size = max(size, em)
    text, under = chart["value_text"], chart["day_text"]
    wide = max(width(text, size, HEAVY), 0 if plot.low else width(under, em))
    high = CAP * size + (0 if plot.low else LINE * em)
    found = min(_corners(sheet, plot, places, wide, high), key=lambda corner: corner[0])
    _, x, y, anchor = found
    box = sheet.text(x, y + CAP * size, text, tones.lit if over else tones.ink, size, anchor, HEAVY)
    if not plot.low:
        box = union([box, sheet.text(x, y + CAP * size + LINE * em, under, tones.quiet, anchor=anchor)])
    near = 0.7 * em  # another text so close would seem to belong to it
    places.blocks.append(Box(box.left - near, box.top - near, box.right + near, box.bottom + near))


def _corners(
    sheet: Sheet, plot: _Plot, places: Places, wide: float, high: float
) -> Iterator[tuple[float, float, float, Anchor]]:
    """(cost, x, top, anchor) of the places around the last point, moved into the sheet; lines that cross one cost."""
    em, (px, py) = sheet.type, plot.last
    near, base = 2.6 * plot.thick, plot.y(0)
    down: list[tuple[float, float, Anchor]] = [
        (px + near, py + near, "left"),
        (px, py + near, "right"),
        (px, py + near + 2 * em, "right"),
        (px, py + near + 3.5 * em, "right"),
        *((px + near, py + near + (1 + 1.1 * step) * em, "left") for step in range(10)),
        *((px + (2 + 2 * step) * em, base - high - 0.7 * em, "left") for step in range(6)),
    ]
    beside: list[tuple[float, float, Anchor]] = [
        (px + near, py - high / 2, "left"),
        (px - near, py - high / 2, "right"),
    ]
    up: list[tuple[float, float, Anchor]] = [
        (px - 0.6 * em, py - near - high, "right"),
        (px - 1.6 * em, py - near - high, "right"),
        (px + 0.5 * wide, py - near - high - 0.4 * em, "right"),
        (px - 2.5 * em, py - near - high - 1.4 * em, "right"),
        (px + near, py - near - high, "left"),
    ]
    for cost, (x, y, anchor) in enumerate((*up, *beside, *down)):
        left = x - {"left": 0.0, "middle": 0.5, "right": 1.0}[anchor] * wide
        moved = max(0.0, -left) - max(0.0, left + wide - sheet.width)
        box = Box(left + moved, y, left + moved + wide, y + high)
        out = max(0.0, -box.top, box.bottom - base + 0.3 * em)
        crossed = places.crossed(box, 0.22 * em) + (
            box.left - near < px < box.right + near and box.top - near < py < box.bottom + near
        )
        past = 12 if plot.quota is not None and py > plot.quota >= y else 0  # below the quota, and yet above its line
        yield cost + past + 30 * crossed + (300 + out if out else 0.0) + abs(moved) / em, x + moved, y, anchor


def _names(chart: Mapping[str, Any], sheet: Sheet, plot: _Plot, places: Places) -> None:
    """The names of quota, projection and plan, and the figures of a few points, each where it is free."""
    em, tones = sheet.type, sheet.tones
    if plot.edges and plot.quota is not None:
        projection = chart["projection"]
        x, y = plot.x(day(projection["day"])), plot.quota - 0.45 * em
        text = f"{projection['text']} {projection['day_text']}"
        spots = [Place(min(x, sheet.width), y, "right"), Place(sheet.width, y, "right"), Place(x, y)]
        if x > sheet.width or not places.first(text, tones.ink, spots, margin=0.05):
            places.first(projection["text"], tones.ink, [Place(sheet.width, y, "right"), *spots], margin=0.05)
    if plot.quota is not None:
        along = [Place(step * sheet.width / 8, plot.quota - 0.4 * em) for step in range(8)]
        under = [Place(spot.x, plot.quota + (CAP + 0.45) * em) for spot in along]
        places.first(chart["quota_text"], tones.ink, (*along, *under), margin=0.05)
    if len(plot.plan) > 1:
        places.first(chart["plan_text"], tones.quiet, _beside(plot.plan, em))
    if 1 < len(plot.points) <= FEW and not plot.low:
        for (x, y), (_, value) in zip(plot.points[:-1], chart["points"][:-1], strict=True):
            spots = [
                Place(x - 0.5 * em, y - 0.5 * em, "right"),
                Place(x, y - 0.8 * em, "middle"),
                Place(x + 0.6 * em, y + 1.1 * em),
            ]
            places.first(number(value), tones.ink, (spot for spot in spots if spot.y < plot.y(0)), margin=0.05)


def _beside(line: Sequence[Point], em: float) -> Iterator[Place]:
    """Below and right of a line, then above and left of it, from its end back."""
    for a, b in list(pairwise(line))[::-1]:
        for share in (0.92, 0.8, 0.66, 0.5, 0.34, 0.18):
            x, y = a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])
            yield Place(x + 0.35 * em, y + (CAP + 0.35) * em)
            yield Place(x - 0.35 * em, y - 0.35 * em, "right")


def _axis(chart: Mapping[str, Any], sheet: Sheet, plot: _Plot, places: Places) -> None:
    """At most two round figures on faint lines, months below the base, and the last day of the plan."""
    em, tones = sheet.type, sheet.tones
    if plot.low:
        return
    for mark in round_marks(plot.y.high, 3)[:3]:
        y = plot.y(mark)
        if plot.quota is None or abs(y - plot.quota) > 2.2 * em:
            places.first(number(mark), tones.quiet, [Place(0, y - 0.3 * em)], margin=0.05)
            for left, right in sheet.gaps(y):
                sheet.line([(left, y), (right, y)], tones.faint, max(1.0, 0.05 * em))
    base, y = plot.y(0), sheet.height - 0.3 * em
    end = sheet.width
    if "due" in chart:
        x = plot.x(day(chart["due"]))
        left = min(x + width(chart["due_text"], em) / 2, sheet.width) - width(chart["due_text"], em)
        if left > 0:
            sheet.line([(x, base), (x, base + 0.3 * em)], tones.ink, max(1.2, 0.07 * em))
            end = sheet.text(left, y, chart["due_text"], tones.ink).left - 1.1 * em

    def fits(found: Sequence[Any]) -> bool:
        spans = [(plot.x(month.toordinal()), width(month_text(month), em)) for month in found]
        return all(b[0] - a[0] > (a[1] + b[1]) / 2 + 1.1 * em for a, b in pairwise(spans))

    for month in months(plot.x.low, plot.x.high, fits):
        x, text = plot.x(month.toordinal()), month_text(month)
        half = width(text, em) / 2
        if half <= x <= end - half:
            sheet.line([(x, base), (x, base + 0.3 * em)], tones.quiet, max(1.2, 0.06 * em))
            sheet.text(x, y, text, tones.quiet, anchor="middle")
