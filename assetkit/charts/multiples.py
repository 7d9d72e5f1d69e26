"""Small multiples: one small trend per unit, each on its own quota, so that all can be compared at a glance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

from assetkit.charts.lettering import HEAVY, LINE, TOP, fitted, shortened, widest, width, wrapped
from assetkit.charts.scales import Scale, split
from assetkit.charts.sheet import Point, Sheet

Row = Mapping[str, Any]
LOWEST = 1.5  # em of the smallest line's height
GAP = 1.1  # em between panels, across
BELOW = 0.9  # em between panels, down
TALLEST = 0.7  # of its width, the most that a panel's line is high
NARROW = 6.0  # em, the narrowest panel
HEAD = 1.75  # em above the panels
MOST_CUT = 0.12  # of the names may be cut
LARGE = 1.5  # times the smallest size: the names of few panels


@dataclass(frozen=True)
class _Grid:
    """Panels in px: their number across and down, the size of one, the size of its type, and how many lines its name may take;
    the first begins at ``top``."""

    across: int
    down: int
    wide: float
    high: float
    type: float
    lines: int
    top: float

    @property
    def line(self) -> float:
        """Height that is left for the line below the name."""
        return self.high - (self.lines + 1) * LINE * self.type + 0.1 * self.type


def draw(chart: Mapping[str, Any], sheet: Sheet) -> None:
    """Draw as many units as there is room for, the first ones first."""
    rows: Sequence[Row] = chart["rows"]
    grid = _grid(rows, sheet, sheet.height - HEAD * sheet.type)
    most = grid.across * grid.down
    shown = rows if len(rows) <= most else rows[: most - 1]
    top = max((share for row in shown if row.get("quota") for share in _shares(row)), default=1.0)
    names = _names(shown, grid)
    _key(chart, sheet)
    paired = all(_paired(row, grid) for row in shown)  # in every panel or in none: one that has less says nothing by it
    for place, row in enumerate(shown):
        _panel(row, names[place], sheet, grid, _corner(grid, sheet, place), max(1.0, min(top, 2.0)), paired)
    if len(shown) < len(rows):
        left, high = _corner(grid, sheet, len(shown))
        for index, text in enumerate(wrapped(chart["following"][len(shown) - 1], grid.wide / grid.type)):
            sheet.text(left, high + (0.9 + index * LINE) * grid.type, text, sheet.tones.quiet, grid.type)


def _key(chart: Mapping[str, Any], sheet: Sheet) -> None:
    """What the level line is, once."""
    em, tones = sheet.type, sheet.tones
    sheet.line([(0, 0.72 * em), (1.6 * em, 0.72 * em)], tones.ink, max(1.2, 0.07 * em))
    sheet.text(2.0 * em, TOP * em, chart["quota_text"], tones.quiet)


def _shares(row: Row) -> list[float]:
    return [value / row["quota"] for value in (*row["values"], row["value"]) if value is not None]


def _names(rows: Sequence[Row], grid: _Grid) -> list[list[str]]:
    """Each unit's name in as many lines as the panels give; what is longer is cut."""
    room = grid.wide / grid.type
    found = [list(wrapped(row["name"], room)) for row in rows]
    found = [
        [*lines[: grid.lines - 1], " ".join(lines[grid.lines - 1 :])] if len(lines) > grid.lines else lines
        for lines in found
    ]
    last = fitted(tuple(lines[-1] for lines in found), room)
    return [[*(shortened(line, room) for line in lines[:-1]), end] for lines, end in zip(found, last, strict=True)]


def _grid(rows: Sequence[Row], sheet: Sheet, space: float) -> _Grid:
    """The grid that shows most units with names that can be read, and of those the one that fills the sheet best."""
    em = sheet.type
    best: tuple[tuple[bool, int, float], _Grid] | None = None
    for across in range(1, min(len(rows), max(1, int((sheet.width + GAP * em) / ((NARROW + GAP) * em)))) + 1):
        wide = (sheet.width - (across - 1) * GAP * em) / across
        for lines in (1, 2):
            least = ((lines + 1) * LINE + LOWEST) * em
            down = min(ceil(len(rows) / across), max(1, int((space + BELOW * em) / (least + BELOW * em))))
            high = min((space - (down - 1) * BELOW * em) / down, (lines + 1) * LINE * em + TALLEST * wide)
            size = max(em, min(LARGE * em, 0.09 * wide, 0.16 * high))
            if size > em and widest([row["name"] for row in rows], size) > wide:
                size = em
            cut = sum(
                len(wrapped(row["name"], wide / em)) > lines or not _whole(row["name"], wide / em) for row in rows
            )
            shape = max(0.0, wide / high - 2.8) + max(0.0, 1.1 - wide / high)
            filled = (
                min(across * down, len(rows)) * wide * high / (sheet.width * sheet.height) - 0.2 * shape - 0.05 * lines
            )
            score = (cut <= MOST_CUT * len(rows), min(across * down, len(rows)), filled)
            if best is None or score > best[0]:
                best = (score, _Grid(across, down, wide, high, size, lines, HEAD * em))
    assert best is not None  # one panel across is always tried
    return best[1]


def _whole(name: str, room: float) -> bool:
    """Whether each line of a wrapped name fits."""
    return all(width(line, 1.0) <= room for line in wrapped(name, room))


def _corner(grid: _Grid, sheet: Sheet, place: int) -> Point:
    em = sheet.type
    return (place % grid.across) * (grid.wide + GAP * em), grid.top + (place // grid.across) * (grid.high + BELOW * em)


def _paired(row: Row, grid: _Grid) -> bool:
    """Whether the figure and the quota fit beside what the panel says first; so they do where there is no quota."""
    pair, figure = row.get("value_quota_text", ""), row.get("percent_text") or row["value_text"]
    return not pair or width(figure, grid.type, HEAVY) + 0.5 * grid.type + width(pair, grid.type) <= grid.wide


def _panel(row: Row, names: Sequence[str], sheet: Sheet, grid: _Grid, corner: Point, top: float, paired: bool) -> None:
    em, tones, (left, high) = grid.type, sheet.tones, corner
    for index, text in enumerate(names, start=grid.lines - len(names)):
        sheet.text(left, high + (0.9 + index * LINE) * em, text, tones.ink, em)
    figure = row.get("percent_text") or row["value_text"]
    tone = tones.lit if row.get("ratio", 0) >= 1 else tones.ink
    base = high + (0.9 + grid.lines * LINE) * em
    sheet.text(left, base, figure, tone, em, weight=HEAVY)
    if paired and "value_quota_text" in row:
        sheet.text(left + grid.wide, base, row["value_quota_text"], tones.quiet, em, "right")
    foot = high + grid.high
    _line(row, sheet, grid, (left, foot), top)


def _line(row: Row, sheet: Sheet, grid: _Grid, corner: Point, top: float) -> None:
    """The unit's line over the weeks; its quota is at the same height in every panel."""
    em, tones, (left, foot) = grid.type, sheet.tones, corner
    values, whole = (
        row["values"],
        row.get("quota") or max([value for value in row["values"] if value] + [row["value"], 1]),
    )
    x = Scale(0, max(1, len(values) - 1), left, left + grid.wide - 0.25 * em)
    y = Scale(0, top, foot, foot - max(grid.line, 0.8 * em) + 0.3 * em)
    points = [(x(week), y(min(value / whole, top))) for week, value in enumerate(values) if value is not None]
    lit = row.get("ratio", 0) >= 1
    thick = max(1.6, 0.11 * em)
    sheet.line([(left, foot), (left + grid.wide, foot)], tones.faint, max(1.0, 0.05 * em))
    if len(points) > 1:
        sheet.area([(points[0][0], foot), *points, (points[-1][0], foot)], tones.main, 0.2)
    if row.get("quota"):
        sheet.line([(left, y(1)), (left + grid.wide, y(1))], tones.quiet, max(1.0, 0.05 * em))
    for part, tone in zip(split(points, y(1) if row.get("quota") else None), (tones.main, tones.over), strict=True):
        if len(part) > 1:
            sheet.line(part, tone, thick)
    if points:
        sheet.dots([points[-1]], 3.8 * thick, tones.over if lit else tones.main)
