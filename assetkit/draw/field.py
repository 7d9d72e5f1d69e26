"""A count and its target in, a field of points that swells into the count's own figures out.

The field has exactly as many points as the target; they are lit from the bottom as far as the count has come, in one
colour for each phase. Where a figure stands, the points grow; around a label they shrink, as on a map.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

from assetkit.draw.coverage import cover
from assetkit.draw.drawing import Box, Drawing, Palette, number, picture, radial, unit_note, unit_per_point
from assetkit.draw.glyphs import Faces, flatten, pick, shape
from assetkit.draw.ramp import colour, is_warm, mix, ramp
from assetkit.errors import AssetkitError

MOST_POINTS = 12_000
MOST_IN_SUN = 2_000
LEAN = 0.8
"""Distance of rows by the distance of columns, in a field of staggered rows."""
GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))
SWELL = 5
"""Steps of size between a point of the field and one wholly inside a figure."""


class Label(NamedTuple):
    """A line of text that will be set over the field: its words, size and weight, the pen's start and the baseline."""

    text: str
    x: float
    y: float
    size: float
    weight: str = "SemiBold"


class Grid(NamedTuple):
    """Staggered rows from the bottom up: each row's height, first x and number of points; one pitch for all."""

    heights: tuple[float, ...]
    firsts: tuple[float, ...]
    counts: tuple[int, ...]
    pitch: float


def grid(width: float, height: float, total: int) -> Grid:
    """Exactly ``total`` points over the whole area. The top row takes what is left, evenly."""
    columns = max(1, round(math.sqrt(total * width * LEAN / height)))
    near = range(max(1, int(columns * 0.9)), int(columns * 1.12) + 2)
    best = min(near, key=lambda wide: (-total % wide / wide, abs(wide - columns)))
    rows = -(-total // best)
    step, pitch = height / rows, width / best
    counts = [best] * (rows - 1) + [total - best * (rows - 1)]
    heights = tuple(height - step * (row + 0.5) for row in range(rows))
    firsts = tuple(pitch * (0.25 if row % 2 else 0.75) for row in range(rows))
    return Grid(heights, firsts, tuple(counts), pitch)


def number_field(
    text: str,
    width: float,
    height: float,
    total: int,
    lit: int,
    palette: Palette,
    faces: Faces,
    *,
    phases: Sequence[int] = (),
    accent_tail: int = 0,
    box: tuple[float, float, float, float] | None = None,
    quiet: Sequence[Label | Box | tuple[Any, ...]] = (),
) -> Drawing:
    """``total`` points on ``width`` × ``height``, ``lit`` of them lit from the bottom, that swell into ``text``.

    ``phases`` are the counts of the phases, in order (their sum is at most ``lit``): one colour each. The last
    ``accent_tail`` letters of the text take the accent. ``box`` (left, top, right, bottom) is where the figures' ink
    goes, as large as it may be; by default the middle. ``quiet`` are labels (or tuples of their parts) and boxes around which points shrink.
    Above 12,000 points one point stands for 2, 5, 10, ... initiatives (``unit_per_point``, ``note``).
    ``anchors``: ``front`` (where the light ends) and ``phase-1`` ... (left end of each phase's upper edge).
    """
    if total < 1 or lit < 0:
        message = f"a field needs a target of 1 or more and a count of 0 or more, not {total} and {lit}"
        raise AssetkitError(message, where="field")
    if sum(phases) > lit:
        raise AssetkitError(f"the phases add up to {sum(phases)}, more than the {lit} there are", where="field")
    unit = unit_per_point(total, MOST_POINTS)
    points = grid(width, height, -(-total // unit))
    burning = sum(points.counts) if lit >= total else lit // unit
    bounds = [min(burning, sum(phases[: index + 1]) // unit) for index in range(len(phases))]
    bounds = [*bounds, burning] if not bounds or bounds[-1] < burning else bounds
    frame = box or (0.06 * width, 0.2 * height, 0.94 * width, 0.8 * height)
    outlines, split = _figures(text, faces, frame, accent_tail)
    swollen = _swollen(outlines, points)
    dimmed = _dimmed([item if isinstance(item, Label | Box) else Label(*item) for item in quiet], faces, points)
    groups = _groups(points, bounds, swollen, dimmed, split, _Looks(palette, len(bounds)))
    anchors = {f"phase-{i + 1}": (0.0, _height(points, bound)) for i, bound in enumerate(bounds[:-1] or bounds)}
    anchors["front"] = _place(points, burning)
    return Drawing(picture(width, height, _paint(groups, points.pitch)), width, height, unit, unit_note(unit), anchors)


Key = tuple[str, int]
"""Colour and diameter in hundredths of the pitch."""


class _Looks(NamedTuple):
    """How the points of a field look, by phase (None = unlit), growth (0 = in the field), and nearness to a label."""

    palette: Palette
    phases: int

    def plain(self, phase: int | None, near: bool | None = None) -> Key:
        cold, warm = ramp(self.palette, "cold"), is_warm(self.palette)
        if phase is None:
            step, size = (0 if warm else 2), 38
        else:
            share = 1.0 if self.phases == 1 else phase / (self.phases - 1)
            step, size = round(3 + 3 * share if warm else 5 + 4 * share), round(66 - 14 * share)
        if near is None:
            return cold[step], size
        return (cold[max(0, step - 2)], 26) if near else (cold[max(0, step - 1)], (size + 26) // 2)

    def grown(self, phase: int | None, growth: int, tail: bool) -> Key:
        cold = ramp(self.palette, "cold")
        unlit = cold[7] if is_warm(self.palette) else mix(cold[9], cold[12], 0.5)
        tone = unlit if phase is None else colour(self.palette, "accent" if tail else "paper")
        return tone, 52 + 9 * growth


def _figures(
    text: str, faces: Faces, box: tuple[float, float, float, float], tail: int
) -> tuple[list[list[tuple[float, float]]], float]:
    """The figures' outlines as polygons, as large as the box allows and in its middle; where the accent begins."""
    run = shape(text, pick(faces, "Black"), 0.014, False)
    left, top, right, bottom = box
    size = min((right - left) / run.ink.width, (bottom - top) / run.ink.height)
    x = (left + right) / 2 - (run.ink.left + run.ink.right) / 2 * size
    y = (top + bottom) / 2 - (run.ink.top + run.ink.bottom) / 2 * size
    outlines = [
        [(px * size + x + glyph.x * size, py * size + y) for px, py in flatten(contour, 8)]
        for glyph in run.glyphs
        for contour in glyph.contours
    ]
    split = math.inf if tail <= 0 else x + run.glyphs[max(0, len(run.glyphs) - tail)].x * size
    return outlines, split


def _swollen(outlines: list[list[tuple[float, float]]], points: Grid) -> list[dict[int, int]]:
    """Row by row, column -> step of size (1–5) of the points inside the figures."""
    rows = list(range(len(points.heights)))[::-1]
    heights, firsts = [points.heights[row] for row in rows], [points.firsts[row] for row in rows]
    cells = cover(outlines, heights, firsts, points.pitch, 0.36 * points.pitch)
    found: list[dict[int, int]] = [{} for _ in rows]
    for row, shares in zip(rows, cells, strict=True):
        found[row] = {column: math.ceil(min(1.0, share) * SWELL) for column, share in shares.items() if share > 0.12}
    return found


def _dimmed(quiet: Sequence[Label | Box], faces: Faces, points: Grid) -> list[dict[int, bool]]:
    """Row by row, the columns near labels and boxes: True well inside, False on the rim."""
    found: list[dict[int, bool]] = [{} for _ in points.heights]
    pitch = points.pitch
    for box in [part for item in quiet for part in _boxes(item, faces)]:
        for row, height in enumerate(points.heights):
            if not box.top - 1.2 * pitch < height < box.bottom + 1.2 * pitch:
                continue
            first = points.firsts[row]
            low = max(0, math.ceil((box.left - 1.2 * pitch - first) / pitch))
            high = min(points.counts[row] - 1, math.floor((box.right + 1.2 * pitch - first) / pitch))
            near = box.top - 0.5 * pitch < height < box.bottom + 0.5 * pitch
            for column in range(low, high + 1):
                x = first + column * pitch
                inner = near and box.left - 0.5 * pitch < x < box.right + 0.5 * pitch
                found[row][column] = found[row].get(column, False) or inner
    return found


def _boxes(item: Label | Box, faces: Faces) -> list[Box]:
    if isinstance(item, Box):
        return [item]
    return shape(item.text, pick(faces, item.weight), 0.0, False).boxes(item.size, item.x, item.y)


def _groups(
    points: Grid,
    bounds: Sequence[int],
    swollen: Sequence[dict[int, int]],
    dimmed: Sequence[dict[int, bool]],
    split: float,
    looks: _Looks,
) -> dict[Key, list[str]]:
    """Path data of all points by colour and size: the plain points of a row at once, the others one by one."""
    groups: dict[Key, list[str]] = {}
    known: dict[tuple[int | None, int | None, bool | None], Key] = {}
    before = 0
    for row, (height, first, count) in enumerate(zip(points.heights, points.firsts, points.counts, strict=True)):
        step = points.pitch * points.counts[0] / count
        places = [f"M{first + column * step:.1f} {height:.1f}h.1" for column in range(count)]
        grown, quiet = (swollen[row], dimmed[row]) if step == points.pitch else ({}, {})
        special = {column for column in (*grown, *quiet) if column < count}
        for phase, start, end in _stretches(bounds, before, count):
            plain = [places[column] for column in range(start, end) if column not in special]
            groups.setdefault(looks.plain(phase), []).extend(plain)
            for column in sorted(special.intersection(range(start, end))):
                growth = grown.get(column)
                kind = phase, growth, first + column * step >= split if growth else quiet[column]
                if kind not in known:
                    known[kind] = looks.grown(phase, growth, bool(kind[2])) if growth else looks.plain(phase, kind[2])
                groups.setdefault(known[kind], []).append(places[column])
        before += count
    return groups


def _stretches(bounds: Sequence[int], before: int, count: int) -> list[tuple[int | None, int, int]]:
    """A row's columns by phase: (phase or None, first column, column after the last)."""
    found: list[tuple[int | None, int, int]] = []
    start = 0
    for phase, bound in enumerate(bounds):
        end = min(count, max(start, bound - before))
        if end > start:
            found.append((phase, start, end))
        start = end
    return [*found, (None, start, count)] if start < count else found


def _paint(groups: dict[Key, list[str]], pitch: float) -> str:
    return "".join(
        f'<path d="{"".join(data)}" fill="none" stroke="{tone}" stroke-width="{number(size * pitch / 100, 2)}" '
        f'stroke-linecap="round"/>'
        for (tone, size), data in sorted(groups.items(), key=lambda item: (item[0][1], item[0][0]))
    )


def _place(points: Grid, serial: int) -> tuple[float, float]:
    """Where the point before ``serial`` stands (the bottom left for none)."""
    left = serial - 1
    for height, first, count in zip(points.heights, points.firsts, points.counts, strict=True):
        if left < count:
            return first + max(0, left) * points.pitch, height
        left -= count
    return points.firsts[-1], points.heights[-1]


def _height(points: Grid, serial: int) -> float:
    return _place(points, serial)[1]


def sun_points(count: int, palette: Palette, *, size: float = 400.0) -> Drawing:
    """The surplus as a sun: ``count`` points in a sunflower spiral with a glow, ``size`` × ``size`` units.

    Above 2,000 points one point stands for 2, 5, 10, ... initiatives.
    """
    if count < 1:
        raise AssetkitError(f"a sun needs a count of 1 or more, not {count}", where="sun")
    unit = unit_per_point(count, MOST_IN_SUN)
    points, middle = count // unit, size / 2
    step = min(0.31 * size / math.sqrt(points), 0.07 * size)
    edge = step * math.sqrt(points)
    accent, hot = colour(palette, "accent"), colour(palette, "hot")
    groups: dict[Key, list[str]] = {}
    for index in range(points):
        radius, turn = step * math.sqrt(index + 0.5), index * GOLDEN_ANGLE
        out = round(10 * radius / edge) / 10
        tone = mix(accent, hot, max(0.0, 2 * out - 1) ** 1.2) if points > 24 else accent
        place = f"M{middle + radius * math.cos(turn):.1f} {middle + radius * math.sin(turn):.1f}h.1"
        groups.setdefault((tone, round(160 - 58 * out)), []).append(place)
    halo = radial("glow", ((0.0, accent, 0.5), (0.34, hot, 0.17), (1.0, hot, 0.0)))
    glow = f'<defs>{halo}</defs><circle cx="{middle:g}" cy="{middle:g}" r="{middle:g}" fill="url(#glow)"/>'
    return Drawing(picture(size, size, glow, _paint(groups, step)), size, size, unit, unit_note(unit))
