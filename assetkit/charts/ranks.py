"""Change of rank: a line per unit through its ranks of the last weeks; those that climbed most lit, the others quiet, names at the end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from assetkit.charts.lettering import CAP, HEAVY, TOP, fitted, widest, width
from assetkit.charts.scales import Scale
from assetkit.charts.sheet import Point, Sheet

Row = Mapping[str, Any]
CLOSE = 1.5  # em from rank to rank at least
AIRY = 5.0  # em from rank to rank at most
NAME_SHARE = 0.5  # of the width, the most that names take
CURVE = 9  # pieces of the bend between two weeks


def draw(chart: Mapping[str, Any], sheet: Sheet) -> None:
    """Draw the first ranks; a line that comes from below the last rank shown rises from the edge."""
    em = sheet.type
    head = 1.75 * em
    rows: Sequence[Row] = chart["rows"]
    room = max(2, int((sheet.height - head) / (CLOSE * em)))
    shown = rows if len(rows) <= room else rows[: room - 1]
    pitch = min(AIRY * em, (sheet.height - head) / (len(shown) + (len(shown) < len(rows))))
    size = min(1.6 * em, max(em, 0.42 * pitch))
    name = min(widest([row["name"] for row in shown], size), NAME_SHARE * sheet.width)
    name = max(name, width(chart["following"][len(shown) - 1], em))
    number = widest([str(row["rank"]) for row in chart["rows"]], size, HEAVY) + 0.5 * size
    change = widest([_moved(row) for row in shown], size, HEAVY)
    right = sheet.width - name - number - change - 1.9 * size
    first = widest([str(row["ranks"][0] or "") for row in shown], em) + 0.9 * em
    x = Scale(0, len(chart["moments"]) - 1, first, right)
    lit = {place for place, row in enumerate(shown) if row["name"] in chart["lit"]}
    foot = head + len(shown) * pitch
    _days(chart, sheet, x, head, foot)
    # two units of one rank stand on neighbouring lines at the end: the place, not the rank, is what is drawn there
    order = sorted(range(len(shown)), key=lambda place: (place in lit, -place))
    for place in order:
        points = _points(shown[place], place, x, head, pitch, len(shown))
        _line(sheet, points, size, place in lit, foot)
    names = fitted(tuple(row["name"] for row in shown), name / size)
    for place, row in enumerate(shown):
        y = head + (place + 0.5) * pitch
        _name(row, names[place], sheet, (x.end + 0.9 * size, y), number, size, place in lit)
    _starts(shown, sheet, head, pitch, lit)
    if len(shown) < len(rows):
        text = chart["following"][len(shown) - 1]
        sheet.text(x.end + 0.9 * size + number, foot + 0.5 * pitch + CAP / 2 * em, text, sheet.tones.quiet)


def _moved(row: Row) -> str:
    change = row["change"]
    return f"+{change}" if change and change > 0 else f"−{-change}" if change else ""


def _days(chart: Mapping[str, Any], sheet: Sheet, x: Scale, head: float, foot: float) -> None:
    """Days above the columns, as many as have room, the first and the last always."""
    em, tones, days = sheet.type, sheet.tones, chart["days"]
    last = len(days) - 1
    room = widest(days, em) + 0.8 * em
    step = max(1, -(-int(room * last) // int(max(1.0, x.end - x.start))))
    for place, text in enumerate(days):
        from_end = last - place
        if from_end % step == 0 and (place == 0 or x(place) - x(0) >= room or from_end == 0):
            sheet.line([(x(place), head - 0.35 * em), (x(place), foot)], tones.faint, max(1.0, 0.05 * em))
            half = width(text, em) / 2
            sheet.text(
                max(half, x(place)), TOP * em, text, tones.ink if from_end == 0 else tones.quiet, anchor="middle"
            )


def _points(row: Row, place: int, x: Scale, head: float, pitch: float, shown: int) -> list[Point]:
    """Where the line goes; ranks below the last one shown are just below the edge."""
    points: list[Point] = []
    for week, rank in enumerate(row["ranks"]):
        if rank is not None:
            level = place if week == len(row["ranks"]) - 1 else min(rank - 1, shown)
            points.append((x(week), head + (level + 0.5) * pitch))
    return points


def _line(sheet: Sheet, points: Sequence[Point], size: float, lit: bool, foot: float) -> None:
    tones = sheet.tones
    thick = (0.26 if lit else 0.13) * size
    tone = tones.over if lit else tones.main
    curve = [point for a, b in pairwise(points) for point in _bend(a, b)] + list(points[-1:])
    for piece in _above(curve, foot):
        sheet.line(piece, tone, thick, alpha=1.0 if lit else 0.55)
    sheet.dots([point for point in points[:-1] if point[1] < foot], 2.0 * thick, tone)
    if lit:
        sheet.glow(points[-1], 2.6 * thick, tone)
    else:
        sheet.dots(points[-1:], 3.2 * thick, tone)


def _above(curve: Sequence[Point], foot: float) -> list[list[Point]]:
    """The pieces of a line that are above ``foot``."""
    pieces: list[list[Point]] = [[]]
    for point in curve:
        if point[1] < foot:
            pieces[-1].append(point)
        elif pieces[-1]:
            pieces.append([])
    return [piece for piece in pieces if len(piece) > 1]


def _bend(a: Point, b: Point) -> list[Point]:
    """From a to just before b: level at both ends."""
    if a[1] == b[1]:
        return [a]
    return [
        (a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t * t * (3 - 2 * t))
        for t in (piece / CURVE for piece in range(CURVE))
    ]


def _name(row: Row, name: str, sheet: Sheet, at: Point, number: float, size: float, lit: bool) -> None:
    """Rank, name and change behind the line's end."""
    tones, (x, y) = sheet.tones, at
    base = y + CAP / 2 * size
    sheet.text(x + number - 0.5 * size, base, str(row["rank"]), tones.ink, size, "right", HEAVY)
    sheet.text(x + number, base, name, tones.ink, size)
    if _moved(row):
        sheet.text(sheet.width, base, _moved(row), tones.lit if lit else tones.quiet, size, "right", HEAVY)


def _starts(rows: Sequence[Row], sheet: Sheet, head: float, pitch: float, lit: set[int]) -> None:
    """The ranks at the left edge, each once."""
    em = sheet.type
    known = {row["ranks"][0]: place in lit for place, row in enumerate(rows) if row["ranks"][0] is not None}
    for rank, shine in known.items():
        if rank <= len(rows):
            y = head + (rank - 0.5) * pitch + CAP / 2 * em
            sheet.text(0, y, str(rank), sheet.tones.ink if shine else sheet.tones.quiet)
