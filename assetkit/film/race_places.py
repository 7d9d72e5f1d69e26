"""The room for the bars, the runners and their longest figure in, where everything of a row stands out: columns, type, bars, names that fit.

Names are never cut off: a unit is called by its name, else without what stands in brackets, else by its code; long names stand above
their bars, on two lines if need be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from assetkit.draw.glyphs import Faces
from assetkit.errors import AssetkitError
from assetkit.film.boxes import Box
from assetkit.film.race_letters import Style, figure_width, text_width
from assetkit.film.race_readings import Runner
from assetkit.typography import keep_together

LEAST_TYPE = 0.02  # of the short side: 22 px on a canvas of 1080
MOST_TYPE, MOST_ABOVE = 0.036, 0.056  # beside the bar, above it
LINE = 1.24  # em from a line to the next
CLEAR = 1.18  # em: the least height of a row with its name beside the bar
STACKED = 2.5  # em: the least height of a row with its name above the bar
HIGH = 3.1  # of the least type: rows from which names stand above their bars
NAMES = 0.38  # of a column: the widest that names beside bars are
LEAST_REACHES = (0.2, 0.1)  # of a column: the shortest that a bar is at the end of the axis; the second where nothing else fits
MOST_PITCH = 0.28  # of the height of the place: two bars are not blown up to fill it, they stand in its middle
GUTTER = 0.035  # of the place's width, between columns
GAP = 0.42  # em between name, bar and figure
BAR = 0.74  # of a row's height: its bar, beside the name
BRACKETS = re.compile(r"\s*\([^()]*\)\s*$")


@dataclass(frozen=True)
class Name:
    """What a unit is called in this race, on one line or two."""

    lines: tuple[str, ...]


@dataclass(frozen=True)
class Places:
    """Where rows stand. ``columns`` are their boxes; a row is ``pitch`` px high. Within a row, in px from the column's left and the row's top:
    ranks at ``rank_x``, names at ``name_x``, bars from ``bar_x``, ``reach`` px long at the end of the axis, ``bar_top`` to ``bar_bottom``.
    Baselines: ``name_line`` of a name's last line, ``figure_line``."""

    columns: tuple[Box, ...]
    per_column: int
    pitch: int
    text: Style
    figure: Style
    rank_x: int
    name_x: int
    name_line: int
    bar_x: int
    bar_top: int
    bar_bottom: int
    reach: int
    figure_line: int
    names: Mapping[int, Name]

    @property
    def line(self) -> int:
        """px between two lines of one name."""
        return round(LINE * self.text.size)


@dataclass(frozen=True)
class Wanted:
    """What has to find room: how many bars, the runners by number, the widest figure, the shorter side of the canvas in px."""

    bars: int
    runners: Mapping[int, Runner]
    figure: str
    short: int


def places_for(box: Box, wanted: Wanted, faces: Faces) -> Places:
    """The rows of a race in an even box. AssetkitError, naming the unit, when a name cannot be told in full."""
    least = round(LEAST_TYPE * wanted.short)
    for reach in LEAST_REACHES:
        for count in (1, 2, 3):
            found = _with_columns(box, wanted, faces, count, (least, reach))
            if isinstance(found, Places):
                return found
    message = f"{found} does not fit beside {wanted.bars} bars"
    raise AssetkitError(message, where="names", hint="fewer bars with --top, or short names in units.toml")


def _with_columns(box: Box, wanted: Wanted, faces: Faces, count: int, leasts: tuple[int, float]) -> Places | str:
    """The rows in that many columns; else what does not fit. ``leasts``: the least type in px, the least part of a column for a bar."""
    least, reach = leasts
    rows = -(-wanted.bars // count)
    height = box[3] - box[1]
    pitch = min(height // rows, round(MOST_PITCH * height)) & ~1
    if pitch < CLEAR * least:
        return f"{rows} rows of {height} px"
    gutter = round(GUTTER * (box[2] - box[0])) & ~1 if count > 1 else 0
    width = (box[2] - box[0] - gutter * (count - 1)) // count & ~1
    wrong = ""
    for codes in (False, True):
        for shape in _shapes(pitch, least, wanted.short):
            room = _room(shape, width, wanted, faces, reach)
            names = {number: _name(runner, room.names, shape, room.text, faces, codes) for number, runner in wanted.runners.items()}
            missing = next((wanted.runners[number].name for number, name in names.items() if name is None), None)
            if missing is None and room.reach >= int(width * reach):
                return _places(box, shape, room, (count, rows, width, gutter), {k: name for k, name in names.items() if name})
            wrong = f"“{missing}”" if missing else "the widest figure"
    return wrong or f"type of {least} px in rows of {pitch} px"


@dataclass(frozen=True)
class _Shape:
    """A row: its height, the size of its type, whether the name stands above the bar, and on how many lines it may stand."""

    pitch: int
    size: int
    above: bool
    lines: int


def _shapes(pitch: int, least: int, short: int) -> Iterator[_Shape]:
    """The shapes of a row to try, the best first: the name beside the bar, or above it where rows are high; the larger type the better."""
    beside = [
        _Shape(pitch, size, above=False, lines=2 if pitch >= 2.2 * LINE * size else 1)
        for size in _sizes(min(round(MOST_TYPE * short), int(pitch / CLEAR)), least)
    ]
    above = [
        _Shape(pitch, size, above=True, lines=2 if pitch >= (STACKED + LINE) * size else 1)
        for size in _sizes(min(round(MOST_ABOVE * short), int(pitch / STACKED)), least)
    ]
    high = pitch >= HIGH * least
    yield from (*above[:2], *beside, *above[2:]) if high else (*beside[:3], *above, *beside[3:])


def _sizes(most: int, least: int) -> range:
    return range(most, least - 1, -1)


@dataclass(frozen=True)
class _Room:
    """Of a column, px: type, the room for ranks, for names, and for the bar at the end of the axis."""

    text: Style
    figure: Style
    ranks: int
    names: int
    reach: int
    bar_x: int


def _room(shape: _Shape, width: int, wanted: Wanted, faces: Faces, reach: float) -> _Room:
    text, figure = Style("SemiBold", shape.size), Style("Black", shape.size, -0.03)
    gap = round(GAP * shape.size)
    ranks = round(figure_width("0" * len(str(wanted.bars)), text, faces)) + gap
    figures = round(figure_width(wanted.figure, figure, faces)) + 2 * gap
    if shape.above:
        return _Room(text, figure, ranks, width - ranks, width - ranks - figures, ranks)
    # Names take what the longest of them needs, when all stand on one line, but no more than their part.
    longest = max(text_width(option, text, faces) for runner in wanted.runners.values() for option in [next(called(runner))])
    names = min(round(longest) + 1, round(NAMES * width), width - int(width * reach) - ranks - gap - figures)
    bar_x = ranks + names + gap
    return _Room(text, figure, ranks, names, width - bar_x - figures, bar_x)


def called(runner: Runner, codes: bool = False) -> Iterator[str]:
    """What a unit may be called, the fullest first."""
    yield runner.name
    bare = BRACKETS.sub("", runner.name)
    if bare and bare != runner.name:
        yield bare
    if codes and runner.code:
        yield runner.code


def _name(runner: Runner, room: int, shape: _Shape, style: Style, faces: Faces, codes: bool) -> Name | None:
    """The fullest name that fits; None when none does."""
    options = list(called(runner, codes))
    for option in options:
        if text_width(option, style, faces) <= room:
            return Name((option,))
    for option in options if shape.lines > 1 else ():
        lines = in_two(option, room, style, faces)
        if lines:
            return Name(lines)
    return None


def in_two(text: str, room: int, style: Style, faces: Faces) -> tuple[str, str] | None:
    """The text on two lines of like length, broken where words may part; None when they do not fit."""
    parts = [word for part, kept in keep_together(text) for word in ([part] if kept else re.findall(r"\s*\S+|\s+", part))]
    found: list[tuple[float, tuple[str, str]]] = []
    for count in range(1, len(parts)):
        first, second = "".join(parts[:count]).strip(), "".join(parts[count:]).strip()
        if first and second:
            found.append((max(text_width(line, style, faces) for line in (first, second)), (first, second)))
    width, lines = min(found, default=(float(room + 1), None))
    return lines if width <= room else None


def _places(box: Box, shape: _Shape, room: _Room, grid: Sequence[int], names: Mapping[int, Name]) -> Places:
    count, rows, width, gutter = grid
    top = box[1] + max(0, (box[3] - box[1] - rows * shape.pitch) // 2) & ~1
    boxes = tuple(
        (box[0] + number * (width + gutter), top, box[0] + number * (width + gutter) + width, top + rows * shape.pitch)
        for number in range(count)
    )
    size, cap = shape.size, round(0.36 * shape.size)  # half the height of a capital
    if shape.above:
        lines = max(len(name.lines) for name in names.values())
        name_line = round(0.98 * size + (lines - 1) * LINE * size)
        bar_top = name_line + round(0.46 * size) + 1 & ~1
        bar_bottom = max(bar_top + round(0.6 * size), shape.pitch - round(0.42 * size)) & ~1
        bar_bottom = min(bar_bottom, bar_top + round(1.7 * size)) & ~1
    else:
        bar_top = round(shape.pitch * (1 - BAR) / 2) & ~1
        bar_bottom = shape.pitch - bar_top
        name_line = shape.pitch // 2 + cap
    middle = (bar_top + bar_bottom) // 2 + cap
    left = (room.bar_x + 1) & ~1
    return Places(
        boxes, rows, shape.pitch, room.text, room.figure, 0, room.ranks, name_line, left, bar_top, bar_bottom, room.reach, middle, names
    )
