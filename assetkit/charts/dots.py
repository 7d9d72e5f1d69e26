"""A grid of points whose lit share is the progress: the quota is the grid, what lies beyond it stands above the line."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from assetkit.charts.lettering import CAP, HEAVY, LINE, TOP, width
from assetkit.charts.places import Place, Places
from assetkit.charts.sheet import Point, Sheet
from assetkit.draw.drawing import Box, unit_note, unit_per_point

MOST = 2000  # points
FINEST = 9.0  # px from point to point at least
LARGE = 3.4  # em, the percent
GAP = 1.4  # em between the grid and its labels
ONE = "Mỗi chấm là một sáng kiến"


@dataclass(frozen=True)
class _Grid:
    """Points row by row from the bottom, ``unit`` initiatives each, ``pitch`` px apart, from (0, foot) up: ``quota`` of them, of which
    ``lit`` shine, and ``over`` beyond them in rows of their own."""

    unit: int
    across: int
    pitch: float
    foot: float
    quota: int
    lit: int
    over: int

    @property
    def wide(self) -> float:
        return self.across * self.pitch

    @property
    def rows(self) -> int:
        return math.ceil(self.quota / self.across)

    def places(self, start: int, end: int, row: int = 0) -> list[Point]:
        """Points number ``start`` to ``end``, counted from the start of a row."""
        return [
            ((at % self.across + 0.5) * self.pitch, self.foot - (row + at // self.across + 0.5) * self.pitch)
            for at in range(start, end)
        ]

    def level(self, points: int) -> float:
        """The height at which that many points end."""
        return self.foot - math.ceil(points / self.across) * self.pitch

    @property
    def top(self) -> float:
        """The upper edge of what shines."""
        return (
            self.level(self.lit)
            if not self.over
            else self.foot - (self.rows + math.ceil(self.over / self.across)) * self.pitch
        )


def draw(chart: Mapping[str, Any], sheet: Sheet) -> None:
    """Draw the grid; its labels stand beside it at the heights that they name, on a narrow sheet below it."""
    em, tones = sheet.type, sheet.tones
    texts = [chart["value_text"], chart["quota_text"], chart.get("plan_text", ""), chart["over_text"]]
    wide = max(*(width(text, em) for text in texts), width(chart["percent_text"], LARGE * em, HEAVY)) + GAP * em
    beside = sheet.width - wide > 0.5 * sheet.width
    below = (1.6 if beside else LARGE + 3.2) * em
    grid = _grid(chart, sheet.width - (wide if beside else 0), sheet.height - 1.3 * em - below, sheet.height - below)
    sheet.dots(grid.places(grid.lit, grid.quota), 0.34 * grid.pitch, tones.dim)
    sheet.dots(grid.places(0, grid.lit), 0.68 * grid.pitch, tones.main)
    sheet.dots(grid.places(0, grid.over, grid.rows), 0.76 * grid.pitch, tones.over)
    level = grid.level(grid.quota)
    sheet.line([(0, level), (grid.wide + (0.5 * em if beside else 0), level)], tones.ink, max(1.2, 0.07 * em))
    if beside:
        _beside(chart, sheet, grid)
    else:
        _below(chart, sheet, grid)
    sheet.text(0, grid.foot + 1.3 * em, unit_note(grid.unit) or ONE, tones.quiet)


def _grid(chart: Mapping[str, Any], wide: float, high: float, foot: float) -> _Grid:
    """The grid that fills the room with at most ``MOST`` points; of more, each is several initiatives."""
    most = max(10, int(min(MOST, (wide / FINEST) * (high / FINEST))))
    unit = unit_per_point(max(chart["value"], chart["quota"]), most)
    quota: int = math.ceil(chart["quota"] / unit)
    lit, over = min(int(chart["value"]) // unit, quota), int(chart["over"]) // unit
    if chart["value"] < chart["quota"]:
        lit = min(lit, quota - 1)  # a quota that is not reached is not seen to be

    def rows(across: int) -> int:
        return math.ceil(quota / across) + math.ceil(over / across)

    across = max(1, int(math.sqrt((quota + over) * wide / high)))
    while rows(across) * (wide / across) > high:
        across += 1
    return _Grid(unit, across, min(wide / across, high / rows(across)), foot, quota, lit, over)


def _beside(chart: Mapping[str, Any], sheet: Sheet, grid: _Grid) -> None:
    """Quota and plan at their heights; the percent as near to the height of the figure as they leave it."""
    em, tones = sheet.type, sheet.tones
    x, large = grid.wide + GAP * em, LARGE * em
    places = Places(sheet)
    _at_height(sheet, places, (x, grid.level(grid.quota)), chart["quota_text"], tones.ink)
    if "plan" in chart and chart["plan"] < chart["quota"]:
        height = grid.level(chart["plan"] // grid.unit)
        dash = (0.42 * em, 0.3 * em)
        sheet.line([(0, height), (grid.wide + 0.5 * em, height)], tones.quiet, max(1.2, 0.09 * em), dash)
        _at_height(sheet, places, (x, height), chart["plan_text"], tones.quiet)
    block = CAP * large + (0.16 * LARGE + TOP + (LINE if chart["over"] else 0) + 0.3) * em
    free = [Box(x, top, sheet.width, top + block) for top in _heights(grid.top, 0.25 * em, sheet.height - block)]
    box = next((box for box in free if sheet.clear(box, 0.35 * em)), free[0])
    base = box.top + (CAP + 0.03) * large
    reached = chart["value"] >= chart["quota"]
    sheet.text(x, base, chart["percent_text"], tones.lit if reached else tones.ink, large, weight=HEAVY)
    under = base + (0.16 * LARGE + TOP) * em
    sheet.text(x, under, chart["value_text"], tones.ink)
    if chart["over"]:
        sheet.text(x, under + LINE * em, chart["over_text"], tones.lit, weight=HEAVY)


def _heights(start: float, step: float, last: float) -> list[float]:
    """Heights from 0 to ``last``, the nearest to ``start`` first."""
    count = max(1, int(last / step))
    return sorted((min(index * step, last) for index in range(count + 1)), key=lambda height: abs(height - start))


def _at_height(sheet: Sheet, places: Places, at: Point, text: str, tone: str) -> None:
    """A label at a height, else as near to it as is free."""
    em, (x, y) = sheet.type, at
    near = sorted((0.4 * step * em for step in range(-6, 7)), key=abs)
    places.first(text, tone, [Place(x, y + 0.34 * em + shift) for shift in near])


def _below(chart: Mapping[str, Any], sheet: Sheet, grid: _Grid) -> None:
    em, tones = sheet.type, sheet.tones
    large = LARGE * em
    wide = width(chart["percent_text"], large, HEAVY)
    room = sheet.width - max(width(chart["value_text"], em, HEAVY), width(chart["quota_text"], em)) - 0.8 * em
    large = max(em, large * min(1.0, room / wide))
    base = grid.foot + 2.4 * em + CAP * large
    reached = chart["value"] >= chart["quota"]
    box = sheet.text(0, base, chart["percent_text"], tones.lit if reached else tones.ink, large, weight=HEAVY)
    x = box.right + 0.7 * em
    sheet.text(x, base - LINE * em, chart["value_text"], tones.ink, weight=HEAVY)
    sheet.text(x, base, chart["quota_text"], tones.ink)
