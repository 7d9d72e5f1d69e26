"""The programme's name in, its sign out: all lines on one measure, the dots that the name holds lit.

Everything is measured from the letters: a thousands point stands free of the digits beside it, and a line comes as
near to the line above as their inks allow, so that the stacked marks of Ế or Ứ never touch it.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from assetkit.draw.drawing import Box, Drawing, picture, union
from assetkit.draw.glyphs import DOT_BELOW, THOUSANDS_POINT, Dot, Face, Faces, Run, pick, shape
from assetkit.draw.marks import Stroke, circle, clearance, rays_path, spark, sun
from assetkit.errors import AssetkitError

MEASURE = 1000.0
"""Width of a justified line in drawing units; the distances below are parts of it."""
AIR = 0.026
"""Least distance between the inks of two lines."""
LEADING = 0.078
"""Least distance from a baseline to the capitals below it."""
LIGHT_AIR = 0.019
"""Least distance from a hanging light to the letters above and below it."""
NOTE_SIZES = (0.036, 0.076)
"""Smallest and largest type of the note."""
MOST_UNEQUAL = 9.0
"""No line may be set more than this much larger than another."""


class Light(NamedTuple):
    """A lit dot with its rays. ``hangs``: it stands below its letter (dấu nặng), not beside it (thousands point)."""

    dot: Dot
    rays: tuple[Stroke, ...] = ()
    hangs: bool = False

    @property
    def reach(self) -> float:
        tips = [math.hypot(ray.x1 - self.dot.x, ray.y1 - self.dot.y) + ray.width / 2 for ray in self.rays]
        return max([self.dot.radius, *tips])

    @property
    def strokes(self) -> tuple[Stroke, ...]:
        """The light as strokes, the dot being one of no length: for distances."""
        return (Stroke(self.dot.x, self.dot.y, self.dot.x, self.dot.y, 2 * self.dot.radius), *self.rays)

    @property
    def disc(self) -> tuple[Stroke, ...]:
        """The light as one full disc out to the tips of its rays."""
        return (Stroke(self.dot.x, self.dot.y, self.dot.x, self.dot.y, 2 * self.reach),)

    def placed(self, size: float, x: float, y: float) -> Light:
        rays = tuple(ray.placed(size, x, y) for ray in self.rays)
        return Light(self.dot.placed(size, x, y), rays, self.hangs)

    def box(self) -> Box:
        shapes = self.strokes
        return Box(
            min(min(s.x0, s.x1) - s.width / 2 for s in shapes),
            min(min(s.y0, s.y1) - s.width / 2 for s in shapes),
            max(max(s.x0, s.x1) + s.width / 2 for s in shapes),
            max(max(s.y0, s.y1) + s.width / 2 for s in shapes),
        )


class Line(NamedTuple):
    """A set line: shaped pieces at their pens (em), at ``size`` from ``x`` on the baseline ``base`` (drawing units)."""

    pieces: tuple[tuple[Run, float], ...]
    size: float
    x: float
    base: float
    cap: float
    lights: tuple[Light, ...]

    def path(self) -> str:
        return "".join(run.path(self.size, self.x + pen * self.size, self.base) for run, pen in self.pieces)

    def boxes(self) -> list[Box]:
        return [b for run, pen in self.pieces for b in run.boxes(self.size, self.x + pen * self.size, self.base)]

    def edge(self, left: float, right: float) -> list[tuple[float, float]]:
        """Outline points of the letters that reach into the strip from ``left`` to ``right``."""
        points = []
        for run, pen in self.pieces:
            start = self.x + pen * self.size
            for glyph in run.glyphs:
                at = start + glyph.x * self.size
                if at < right and at + glyph.advance * self.size > left:
                    points += glyph.edge(self.size, at, self.base)
        return points

    def moved(self, dx: float, dy: float) -> Line:
        lights = tuple(light.placed(1.0, dx, dy) for light in self.lights)
        return self._replace(x=self.x + dx, base=self.base + dy, lights=lights)


def lockup(
    lines: Sequence[str], faces: Faces, ink: str, light: str, *, small: bool = False, note: str | None = None
) -> Drawing:
    """The sign of one to three ``lines`` in ``ink``, its dots in ``light``, cropped to the ink.

    A short number before other lines stands beside them, as high as they are; all else is stacked and justified to one
    measure. ``small`` (below about 150 px of width) leaves out the rays and enlarges the dots. ``note`` is a small line
    below. AssetkitError when there is nothing to set, or when a line or the note is too long beside the others.
    """
    texts = [text.strip() for text in lines if text.strip()]
    if not 1 <= len(texts) <= 3:
        raise AssetkitError(f"a sign has one to three lines, not {len(texts)}", where="lockup", hint="lines = [...]")
    black = pick(faces, "Black")
    beside = len(texts) > 1 and texts[0].isdigit() and len(texts[0]) <= (3 if len(texts) == 3 else 2)
    block = _stack(texts[1:] if beside else texts, black, small)
    if beside:
        block = _with_numeral(texts[0], block, black)
    if note and note.strip():
        block = [*block, _note(note.strip(), block, pick(faces, "SemiBold"))]
    return _drawing(block, ink, light)


def _stack(texts: Sequence[str], face: Face, small: bool) -> list[Line]:
    """Lines justified to the measure, the first on the baseline 0."""
    sparks = sum(len(THOUSANDS_POINT.findall(text)) for text in texts)
    suns = sum(_hanging(text) for text in texts[:-1])
    lines = []
    for index, text in enumerate(texts):
        alone = sparks == 1 if THOUSANDS_POINT.search(text) else sparks == 0 and suns == 1 and index < len(texts) - 1
        lines.append(_justified(text, face, alone and not small, small))
    sizes = [line.size for line in lines]
    if max(sizes) > MOST_UNEQUAL * min(sizes):
        longest = texts[sizes.index(min(sizes))]
        raise AssetkitError(f"the line '{longest}' is too long beside the others", where="lockup", hint="even lines")
    placed = [lines[0]]
    for line in lines[1:]:
        above, below = _below(placed[-1], line)
        placed[-1:] = [above, below]
    return placed


def _hanging(text: str) -> int:
    """How many dấu nặng the text holds."""
    return unicodedata.normalize("NFD", text).count(DOT_BELOW)


@lru_cache(maxsize=64)
def _justified(text: str, face: Face, rays: bool, small: bool) -> Line:
    """One line whose ink runs from 0 to the measure on the baseline 0."""
    tracking = -0.028 if any(sign.isdigit() for sign in text) else 0.0
    runs = [shape(part, face, tracking) for part in THOUSANDS_POINT.split(text)]
    pieces, lights, pen = [(runs[0], -runs[0].ink.left)], [], runs[0].ink.width
    for run in runs[1:]:
        point = _thousands_light(face, rays, small)
        centre = _apart(pieces[-1][0].glyphs[-1].edge(1.0, *_last_pen(pieces[-1])), point, pen, 1)
        start = _apart(run.glyphs[0].edge(1.0, -run.ink.left, 0.0), point, 0.0, -1)
        lights.append(point.placed(1.0, centre, 0.0))
        pieces.append((run, centre - start - run.ink.left))
        pen = centre - start + run.ink.width
    size = MEASURE / pen
    for run, at in pieces:
        lights += [_nang_light(dot, rays and len(runs) == 1, small) for dot in run.dots(1.0, at, 0.0)]
    return Line(tuple(pieces), size, 0.0, 0.0, face.cap, tuple(light.placed(size, 0.0, 0.0) for light in lights))


def _last_pen(piece: tuple[Run, float]) -> tuple[float, float]:
    run, pen = piece
    return pen + run.glyphs[-1].x, 0.0


def _thousands_light(face: Face, rays: bool, small: bool) -> Light:
    """The light of a thousands point about x = 0 (em): on the baseline, its middle ray as high as the digits."""
    radius = 0.142 if small else 0.13
    centre = 0.01 - radius
    strokes = spark(radius, 1.0, face.digit + 0.004 + centre) if rays else []
    return Light(Dot(0.0, centre, radius), tuple(ray.placed(1.0, 0.0, centre) for ray in strokes))


def _nang_light(dot: Dot, rays: bool, small: bool) -> Light:
    radius = dot.radius * (1.5 if small else 1.08)
    strokes = sun(radius, 1.0) if rays else []
    return Light(replace(dot, radius=radius), tuple(ray.placed(1.0, dot.x, dot.y) for ray in strokes), hangs=True)


def _apart(edge: Sequence[tuple[float, float]], light: Light, start: float, side: int) -> float:
    """Where the light clears an outline by 0.04 em (a bare dot by 0.045), moving off ``start`` to one ``side``.

    Each step is the distance that is missing: a distance never grows faster than the step, so it cannot overshoot.
    """
    air, x = (0.04 if light.rays else 0.045), start
    for _ in range(60):
        strokes = [stroke.placed(1.0, x, 0.0) for stroke in light.strokes]
        missing = air - clearance(edge, strokes)
        if missing < 0.0005:
            break
        x += side * missing
    return x


def _below(above: Line, line: Line) -> tuple[Line, Line]:
    """Set ``line`` below ``above``: inks apart, a hanging light of the line above in the middle of its room."""
    lowest = [box for box in above.boxes() if box.bottom > above.base - 0.3 * above.size]
    drop = above.base + LEADING * MEASURE + line.cap * line.size
    for upper in lowest:
        for lower in line.boxes():
            if upper.left < lower.right + AIR * MEASURE and lower.left < upper.right + AIR * MEASURE:
                drop = max(drop, upper.bottom + AIR * MEASURE - lower.top)
    hung = [_hung(light, above) for light in above.lights]
    for light in hung:
        if light.hangs:
            drop = _clear_of(light, line.moved(0.0, drop)).base
    line = line.moved(0.0, drop)
    settled = tuple(_settled(light, line) if light.hangs else light for light in hung)
    return above._replace(lights=settled), line


def _hung(light: Light, above: Line) -> Light:
    """A hanging light as high as the air to its letter allows (never higher than the font's own dot)."""
    if not light.hangs:
        return light
    centre = max(above.base + LIGHT_AIR * MEASURE + light.reach, light.dot.y)
    return light.placed(1.0, 0.0, centre - light.dot.y)


def _clear_of(light: Light, line: Line) -> Line:
    """The line moved down until its letters clear the light."""
    for _ in range(60):
        missing = LIGHT_AIR * MEASURE - _room(light, line)
        if missing < 0.5:
            return line
        line = line.moved(0.0, missing)
    return line


def _settled(light: Light, line: Line) -> Light:
    """The light moved down to the middle of the room that is left."""
    spare = _room(light, line) - LIGHT_AIR * MEASURE
    return light.placed(1.0, 0.0, spare / 2) if 0 < spare < MEASURE else light


def _room(light: Light, line: Line) -> float:
    reach = light.reach + 0.2 * MEASURE
    edge = line.edge(light.dot.x - reach, light.dot.x + reach)
    return clearance(edge, light.disc) if edge else MEASURE


def _with_numeral(text: str, block: list[Line], face: Face) -> list[Line]:
    """A numeral to the left of the block, from the capitals of its first line to the baseline of its last."""
    first, last = block[0], block[-1]
    height = last.base - first.base + first.cap * first.size
    run = shape(text, face, -0.028)
    size = height / face.digit
    width = run.ink.width * size
    gap = max(0.042 * MEASURE, 0.05 * width)
    numeral = Line(((run, 0.0),), size, -run.ink.left * size, last.base, face.digit, ())
    return [numeral, *(line.moved(width + gap, 0.0) for line in block)]


def _note(text: str, block: Sequence[Line], face: Face) -> Line:
    """A small line from the left edge, on the full measure if its type may be that large."""
    frame = union(box for line in block for box in line.boxes())
    tracking = 0.03 if text.upper() == text else 0.0
    run = shape(text, face, tracking, False)
    size = frame.width / run.ink.width
    if size < NOTE_SIZES[0] * frame.width:
        raise AssetkitError(f"the note '{text}' is too long for the sign", where="lockup", hint="fewer words")
    if size > NOTE_SIZES[1] * frame.width:
        size = NOTE_SIZES[1] * frame.width
        missing = frame.width / size - run.ink.width
        if missing < 0.2 * frame.width / size:  # two edges that nearly align are a fault: letterspace it to the measure
            run = shape(text, face, tracking + missing / (len(run.glyphs) - 1), False)
    lowest = max([frame.bottom, *(light.box().bottom for line in block for light in line.lights)])
    base = lowest + 0.06 * frame.width - run.ink.top * size
    return Line(((run, 0.0),), size, -run.ink.left * size, base, face.cap, ())


def _drawing(lines: Sequence[Line], ink: str, colour: str) -> Drawing:
    lights = [light for line in lines for light in line.lights]
    frame = union([*(box for line in lines for box in line.boxes()), *(light.box() for light in lights)])
    body = f'<path d="{"".join(line.path() for line in lines)}" fill="{ink}"/>'
    shine = "".join(circle(light.dot, colour) + rays_path(light.rays, colour) for light in lights)
    svg = picture(frame.width, frame.height, body, shine, left=frame.left, top=frame.top)
    return Drawing(svg, frame.width, frame.height)
