"""Counts in, light out: a band of points lit up to a count, a string of points, a path of light over a night of points.

All are data: bands and strings hold one point for every initiative (or say how many one point is), and a path has its zero at the foot of its
box and the largest of its values at the top.
"""

from __future__ import annotations

import datetime as dt
import math
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from assetkit.draw.drawing import Drawing, Palette, dots, number, picture, radial, unit_note, unit_per_point
from assetkit.draw.field import grid
from assetkit.draw.ramp import colour, is_warm, mix, ramp
from assetkit.errors import AssetkitError
from assetkit.typography import date_short

Point = tuple[float, float]
GLOWS = 6
"""Steps of brightness of a band's lit part, from its start to its front."""
LEVELS = 12
"""Steps of brightness of a night's points."""
BEYOND = 0.3
"""Of the time so far: how much of the time to come is shown."""
NEAR = 1.6
"""Times the largest count shown: a quota that is higher is out of sight."""
WIDEST = 0.72
"""Diameter of a lit point, of the distance of points."""


def light_band(
    width: float,
    height: float,
    total: int,
    lit: int,
    palette: Palette,
    *,
    fresh: int = 0,
    plan: float | None = None,
    most: int = 12_000,
) -> Drawing:
    """``total`` points on ``width`` × ``height``, column by column from the left, the first ``lit`` of them lit.

    The last ``fresh`` lit ones, and those beyond ``total``, take the accent. ``plan`` is a count at which the plan stands. Above ``most``
    points one point stands for 2, 5, 10, … initiatives (``unit_per_point``, ``note``).
    ``anchors``: ``front`` (where the light ends), ``quota`` and ``plan``, each at half the height.
    """
    if total < 1 or lit < 0 or fresh < 0:
        message = f"a band needs a quota of 1 or more and counts of 0 or more, not {total}, {lit} and {fresh}"
        raise AssetkitError(message, where="light_band")
    unit = unit_per_point(max(total, lit), most)
    held = -(-total // unit)
    burning = max(held, lit // unit) if lit >= total else lit // unit
    new = burning - held if burning > held else min(burning, fresh // unit)
    places, pitch = _columns(width, height, max(held, burning))
    looks = _BandLooks(palette)
    old = burning - new
    parts = [dots(places[burning:], 0.46 * pitch, looks.unlit)]
    for step in range(GLOWS):
        part = places[old * step // GLOWS : old * (step + 1) // GLOWS]
        parts.append(dots(part, WIDEST * pitch, looks.lit(step / (GLOWS - 1))))
    parts.append(dots(places[old:burning], 0.8 * pitch, looks.fresh))
    whole = unit * max(held, burning)
    at = {"front": burning * unit, "quota": total, **({} if plan is None else {"plan": plan})}
    anchors = {name: (width * min(1.0, value / whole), height / 2) for name, value in at.items()}
    return Drawing(picture(width, height, *parts), width, height, unit, unit_note(unit), anchors)


def _columns(width: float, height: float, count: int) -> tuple[list[Point], float]:
    """Places of ``count`` points, column by column from the left and each from the foot up, and their distance."""
    turned = grid(height, width, count)
    places = []
    for far, first, many in zip(turned.heights, turned.firsts, turned.counts, strict=True):
        step = turned.pitch * turned.counts[0] / many
        places += [(width - far, height - first - row * step) for row in range(many)]
    return places, min(turned.pitch, width / len(turned.counts) / 0.8)


class _BandLooks(NamedTuple):
    """The colours of a band: unlit, lit and, brightest, new."""

    palette: Palette

    @property
    def unlit(self) -> str:
        ground, deep, support = (colour(self.palette, name) for name in ("ground", "deep", "support"))
        return mix(deep, ground, 0.75) if is_warm(self.palette) else mix(ground, support, 0.42)

    @property
    def fresh(self) -> str:
        return colour(self.palette, "accent")

    def lit(self, share: float) -> str:
        """The colour of the lit points, brighter towards the front (1)."""
        if is_warm(self.palette):
            paper = colour(self.palette, "paper")
            return mix(mix(colour(self.palette, "ground"), paper, 0.55), paper, share)
        return ramp(self.palette, "cold")[5 + round(9 * share * math.sqrt(share))]


def light_string(width: float, height: float, longest: int, lit: int, palette: Palette) -> Drawing:
    """A wire of ``width`` with ``lit`` points on it, in the scale in which ``longest`` fills it (or less, when that is few).

    One point is one initiative, or 2, 5, 10, … when ``longest`` would not find room (``unit_per_point``, ``note``): strings of
    one ``longest`` compare.
    """
    if longest < 1 or not 0 <= lit <= longest:
        raise AssetkitError(f"a string of {longest} cannot have {lit} points", where="light_string")
    unit = unit_per_point(longest, max(1, int(width / (0.66 * height))))
    pitch = min(width / -(-longest // unit), 1.9 * height)
    places = [((index + 0.5) * pitch, height / 2) for index in range(lit // unit)]
    accent, wire = colour(palette, "accent"), colour(palette, "hot" if is_warm(palette) else "support")
    line = f'<path d="M0 {number(height / 2)}H{number(width)}" stroke="{wire}" stroke-width="{number(0.09 * height, 2)}" stroke-opacity=".6"/>'
    glow = dots(places, min(height, 1.25 * pitch), accent, ' stroke-opacity=".16"')
    parts = (line, glow, dots(places, min(0.7 * height, 0.8 * pitch), accent))
    return Drawing(picture(width, height, *parts), width, height, unit, unit_note(unit))


class _Frame(NamedTuple):
    """Days and counts to places: ``left`` is the first day, ``foot`` the count 0."""

    left: float
    top: float
    right: float
    foot: float
    start: float
    end: float
    most: float

    def at(self, day: float, count: float) -> Point:
        along = (day - self.start) / (self.end - self.start)
        return self.left + along * (self.right - self.left), self.foot - count / self.most * (self.foot - self.top)


def light_path(
    width: float,
    height: float,
    trend: Mapping[str, Any],
    palette: Palette,
    *,
    box: Sequence[float],
    pitch: float = 15.0,
    depth: float = 0.0,
) -> Drawing:
    """A night of points, ``pitch`` apart, lit below the path of a figure over time: ``trend`` is the fact ``chart_trend``.

    ``box`` (left, top, right, foot) holds the path; its foot is 0, and below it the light runs on, ``depth`` deep (by default
    as deep as the box). The plan and what is expected are dashes, as far as they are seen: the time shown ends 30% after the last
    figure. ``anchors``: ``end`` (the last figure), ``start`` (the foot below the first), and where they are seen ``goal`` (left end of
    the quota's level), ``plan`` (on the last day) and ``ahead`` (the projected day on that level). ``note`` is the day at the left.
    """
    counts, plan = _dated(trend["points"]), _dated(trend.get("plan", ()))
    if not counts:
        raise AssetkitError("a path needs one figure or more", where="light_path")
    frame, goal = _frame(counts, plan, trend.get("quota"), box)
    path = [frame.at(day, count) for day, count in counts]
    now, foot, paper = counts[-1][0], frame.foot, colour(palette, "paper")
    anchors = {"end": path[-1], "start": (path[0][0], foot)}
    parts = [_night(width, height, path, depth or foot - frame.top, pitch, palette)]
    if goal is not None:
        anchors["goal"] = (frame.left, frame.at(frame.start, goal)[1])
        parts.append(_dashes([anchors["goal"], (width, anchors["goal"][1])], 0.16 * pitch, paper, (0.1, 0.5 * pitch)))
    if plan:
        anchors["plan"] = frame.at(now, _on(plan, now))
        seen = (*(pair for pair in plan if pair[0] < frame.end), (frame.end, _on(plan, frame.end)))
        parts.append(_dashes([frame.at(*pair) for pair in seen], 0.2 * pitch, paper, (0.5 * pitch, 0.6 * pitch)))
    if goal is not None and "projection" in trend:
        day = _day(trend["projection"]["day"])
        tip = _towards(path[-1], frame.at(max(day, now), goal), frame.right)
        parts.append(_dashes([path[-1], tip], 0.4 * pitch, colour(palette, "accent"), (0.1, 0.9 * pitch)))
        if day <= frame.end:
            anchors["ahead"] = tip
    note = f"Từ {date_short(dt.date.fromordinal(int(frame.start)))}"
    return Drawing(picture(width, height, *parts, _glowing(path, pitch, palette)), width, height, note=note, anchors=anchors)


def _frame(
    counts: Sequence[Point], plan: Sequence[Point], quota: float | None, box: Sequence[float]
) -> tuple[_Frame, float | None]:
    """The time and the counts that a path's ``box`` shows, and the quota where it is not out of sight."""
    now = counts[-1][0]
    start = min(day for day, _ in (*counts[:1], *plan[:1]))
    end = now + max(1.0, BEYOND * (now - start))
    most = max(count for _, count in [*counts, (end, _on(plan, end))])
    goal = float(quota) if quota and quota <= NEAR * most else None
    left, top, right, foot = box
    return _Frame(left, top, right, foot, start, end, max(most, goal or 0.0) or 1.0), goal


def _towards(start: Point, tip: Point, right: float) -> Point:
    """The end of a straight line, no further than ``right``."""
    if tip[0] <= right:
        return tip
    share = (right - start[0]) / (tip[0] - start[0])
    return right, start[1] + share * (tip[1] - start[1])


def _dated(pairs: Iterable[Sequence[Any]]) -> list[Point]:
    return [(_day(day), float(count)) for day, count in pairs]


def _day(text: str) -> float:
    """The number of an ISO day; the time of day is too fine to be seen."""
    return float(dt.date.fromisoformat(text[:10]).toordinal())


def _on(plan: Sequence[Point], day: float) -> float:
    """The plan's count on a day: straight between its corners, level after the last one; 0 without a plan."""
    if not plan:
        return 0.0
    index = bisect_right([at for at, _ in plan], day)
    if index in (0, len(plan)):
        return plan[max(0, index - 1)][1]
    (start, low), (end, high) = plan[index - 1], plan[index]
    return low + (high - low) * (day - start) / (end - start)


def _night(width: float, height: float, path: Sequence[Point], reach: float, pitch: float, palette: Palette) -> str:
    """The points: bright at the path, fading below it, all but dark above it and where nothing is counted yet."""
    cold, warm = ramp(palette, "cold"), is_warm(palette)
    levels: dict[int, list[Point]] = {}
    step = 0.87 * pitch
    xs = [x for x, _ in path]
    for row in range(int(height / step) + 2):
        y = (row + 0.5) * step
        for column in range(int(width / pitch) + 2):
            x = (column + (0.25 if row % 2 else 0.75)) * pitch - 0.5 * pitch
            levels.setdefault(_level(x, y, path, xs, reach, pitch), []).append((x, y))
    brightest = 10 if warm else 14
    return "".join(
        dots(places, pitch * (0.2 + 0.46 * level / LEVELS), cold[round(brightest * (0.07 + 0.93 * level / LEVELS))])
        for level, places in sorted(levels.items())
    )


def _level(x: float, y: float, path: Sequence[Point], xs: Sequence[float], reach: float, pitch: float) -> int:
    """The brightness (0-12) of a point: after the path's end its light still falls a little way to the right."""
    end, height = path[-1]
    past = math.exp(-max(0.0, x - end) / (5 * pitch))
    index = bisect_right(xs, x)
    if index == 0:
        height = path[0][1]
    elif index < len(path):
        (x0, y0), (x1, y1) = path[index - 1], path[index]
        height = y0 + (y1 - y0) * (x - x0) / max(1e-6, x1 - x0)
    below = y - height
    if below < 0:
        return round(LEVELS * 0.42 * past * math.exp(below / (2.6 * pitch)))
    grown = 0.45 + 0.55 * min(1.0, x / max(1e-6, end))
    return max(1, round(LEVELS * grown * past * math.exp(-below / (0.42 * reach))))


def _dashes(line: Sequence[Point], thickness: float, tone: str, pattern: tuple[float, float]) -> str:
    data = "M" + "L".join(f"{number(x)} {number(y)}" for x, y in line)
    style = f'stroke-linecap="round" stroke-dasharray="{number(pattern[0])} {number(pattern[1])}" stroke-opacity=".85"'
    return f'<path d="{data}" fill="none" stroke="{tone}" stroke-width="{number(thickness, 2)}" {style}/>'


def _glowing(path: Sequence[Point], pitch: float, palette: Palette) -> str:
    """The path itself: wide faint strokes below a bright one, and the light at its end."""
    halo, core = (colour(palette, name) for name in (("hot", "accent") if is_warm(palette) else ("light", "paper")))
    data = "M" + "L".join(f"{number(x)} {number(y)}" for x, y in path)
    strokes = ((2.6, halo, 0.1), (1.5, halo, 0.2), (0.85, halo, 0.5), (0.42, mix(core, "#ffffff", 0.6), 1.0))
    lines = "".join(
        f'<path d="{data}" fill="none" stroke="{tone}" stroke-width="{number(size * pitch, 2)}" stroke-opacity="{alpha:g}" '
        f'stroke-linecap="round" stroke-linejoin="round"/>'
        for size, tone, alpha in strokes
    )
    accent, hot = colour(palette, "accent"), colour(palette, "hot")
    (x, y), r = path[-1], 7.5 * pitch
    glow = radial("spark", ((0.0, accent, 0.95), (0.13, accent, 0.5), (0.4, hot, 0.22), (1.0, hot, 0.0)))
    place = f'cx="{number(x)}" cy="{number(y)}"'
    return (
        f'<defs>{glow}</defs>{lines}<circle {place} r="{number(r)}" fill="url(#spark)"/>'
        f'<circle {place} r="{number(0.85 * pitch)}" fill="{mix(accent, "#ffffff", 0.75)}"/>'
    )
