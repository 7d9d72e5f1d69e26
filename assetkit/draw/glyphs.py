"""Text and a font in, outlines out, with the dots that can be lit kept apart from the letters.

Shapes come from HarfBuzz, as in every browser and in the page engine, so kerning and stacked Vietnamese marks are
where live text has them. All measures are in em, y downwards from the baseline, until a run is placed.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

from assetkit.draw.drawing import Box, number, union
from assetkit.errors import AssetkitError, nearest

Segment = tuple[str, tuple[float, ...]]
DOT_BELOW = "\u0323"
THOUSANDS_POINT = re.compile(r"(?<=\d)\.(?=\d{3}(?!\d))")


@dataclass(frozen=True, eq=False)
class Face:
    """One weight of the font, loaded. ``cap`` and ``digit`` are the heights of H and 1 in em."""

    font: Any
    units: int
    cap: float
    digit: float


Faces = Mapping[str, Face]


@dataclass(frozen=True, slots=True)
class Dot:
    """A dot that can be lit: the smallest circle that covers it."""

    x: float
    y: float
    radius: float

    def placed(self, size: float, x: float, y: float) -> Dot:
        return Dot(self.x * size + x, self.y * size + y, self.radius * size)


class Contour(NamedTuple):
    """One closed outline (M, L, Q, C segments with absolute points) and its box."""

    segments: tuple[Segment, ...]
    box: Box


class Glyph(NamedTuple):
    """A shaped glyph: its letters, where its pen stands in the run, its outlines and lit dots relative to that pen."""

    text: str
    x: float
    advance: float
    contours: tuple[Contour, ...]
    dots: tuple[Dot, ...]

    def edge(self, size: float, x: float, y: float) -> list[tuple[float, float]]:
        """Points along the outlines, the pen at (x, y), at most 0.06 em apart: close enough to measure distances."""
        return [(px * size + x, py * size + y) for contour in self.contours for px, py in _dense(contour)]


class Run(NamedTuple):
    """A shaped line of text in em. ``advance`` leaves out the tracking after the last letter."""

    glyphs: tuple[Glyph, ...]
    advance: float
    ink: Box

    def path(self, size: float, x: float = 0.0, y: float = 0.0) -> str:
        """Path data of the letters without the lit dots, the pen starting at (x, y)."""
        return "".join(
            contour_path(contour, size, x + glyph.x * size, y) for glyph in self.glyphs for contour in glyph.contours
        )

    def dots(self, size: float, x: float = 0.0, y: float = 0.0) -> list[Dot]:
        return [dot.placed(size, x + glyph.x * size, y) for glyph in self.glyphs for dot in glyph.dots]

    def boxes(self, size: float, x: float = 0.0, y: float = 0.0) -> list[Box]:
        """A box for each contour of the letters, lit dots left out."""
        return [
            contour.box.placed(size, x + glyph.x * size, y) for glyph in self.glyphs for contour in glyph.contours
        ]


class Outline(NamedTuple):
    """Placed text: path data, the lit dots kept apart, the advance width and the ink box, in drawing units."""

    path: str
    dots: tuple[Dot, ...]
    advance: float
    ink: Box


@lru_cache(maxsize=32)
def face(data: bytes) -> Face:
    """Load a font file's bytes (TrueType or OpenType)."""
    import uharfbuzz as hb

    loaded = hb.Face(data)
    font = hb.Font(loaded)
    units = loaded.upem
    heights = []
    for sample in "H1":
        extents = font.get_glyph_extents(font.get_nominal_glyph(ord(sample)) or 0)
        heights.append(extents.y_bearing / units if extents else 0.7)
    return Face(font=font, units=units, cap=heights[0], digit=heights[1])


def pick(faces: Faces, weight: str) -> Face:
    """The face of ``weight`` ("Black", "ExtraBold", ...); AssetkitError when it was not given."""
    found = faces.get(weight)
    if found is None:
        raise AssetkitError(f"no font of weight '{weight}' was given", where="draw", hint=nearest(weight, faces))
    return found


@lru_cache(maxsize=512)
def shape(text: str, face: Face, tracking: float = 0.0, lit: bool = True) -> Run:
    """Shape one line. ``tracking`` in em is added after every letter; ``lit`` keeps the dots that can be lit apart.

    AssetkitError when the text is blank or the font lacks a character.
    """
    line = unicodedata.normalize("NFC", text)
    if not line.strip():
        raise AssetkitError("there is no text to draw", where="draw", hint="give at least one letter or digit")
    thousands = {match.start() for match in THOUSANDS_POINT.finditer(line)}
    glyphs, pen = [], 0.0
    for code, cluster, letters, advance, dx, dy in _positions(line, face):
        if code == 0:
            raise AssetkitError(
                f"the font has no sign for '{letters}' (U+{ord(letters[0]):04X})", where=f"'{line}'", hint="other signs"
            )
        contours, dots = _split(_contours(face, code), letters, cluster in thousands, lit)
        if dx or dy:
            contours, dots = _moved(contours, dots, dx, dy)
        glyphs.append(Glyph(letters, pen, advance, contours, dots))
        pen += advance + tracking
    inked = [contour.box.placed(1.0, glyph.x, 0.0) for glyph in glyphs for contour in glyph.contours]
    inked += [
        Box(dot.x - dot.radius, dot.y - dot.radius, dot.x + dot.radius, dot.y + dot.radius).placed(1.0, glyph.x, 0.0)
        for glyph in glyphs
        for dot in glyph.dots
    ]
    if not inked:
        raise AssetkitError(f"'{line}' has nothing to draw", where="draw", hint="give at least one letter or digit")
    return Run(tuple(glyphs), pen - tracking, union(inked))


def outline(
    text: str, face: Face, size: float, *, tracking: float = 0.0, x: float = 0.0, y: float = 0.0, lit: bool = True
) -> Outline:
    """One line of text as a path: the pen starts at (x, y) on the baseline, ``size`` units to the em."""
    run = shape(text, face, tracking, lit)
    return Outline(run.path(size, x, y), tuple(run.dots(size, x, y)), run.advance * size, run.ink.placed(size, x, y))


def contour_path(contour: Contour, size: float, x: float, y: float) -> str:
    """A contour as path data at ``size``, its origin at (x, y); two decimals where the type is small."""
    decimals = 1 if size >= 90 else 2
    parts = []
    for command, values in contour.segments:
        places = [number(value * size + (y if index % 2 else x), decimals) for index, value in enumerate(values)]
        parts.append(command + " ".join(places))
    return "".join(parts) + "Z"


def flatten(contour: Contour, steps: int) -> list[tuple[float, float]]:
    """The contour as a polygon, each curve in ``steps`` straight pieces (em)."""
    points: list[tuple[float, float]] = []
    for command, v in contour.segments:
        if command in "ML":
            points.append((v[0], v[1]))
            continue
        x0, y0 = points[-1]
        for index in range(1, steps + 1):
            t = index / steps
            u = 1 - t
            if command == "Q":
                a, b, c = u * u, 2 * u * t, t * t
                points.append((a * x0 + b * v[0] + c * v[2], a * y0 + b * v[1] + c * v[3]))
            else:
                a, b, c, d = u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t
                points.append((a * x0 + b * v[0] + c * v[2] + d * v[4], a * y0 + b * v[1] + c * v[3] + d * v[5]))
    return points


def _dense(contour: Contour) -> list[tuple[float, float]]:
    corners = flatten(contour, 4)
    points = []
    for (x0, y0), (x1, y1) in zip(corners, [*corners[1:], corners[0]], strict=True):
        pieces = 1 + int(math.hypot(x1 - x0, y1 - y0) / 0.06)
        points += [(x0 + (x1 - x0) * i / pieces, y0 + (y1 - y0) * i / pieces) for i in range(pieces)]
    return points


def _positions(line: str, face: Face) -> list[tuple[int, int, str, float, float, float]]:
    """(glyph, cluster, letters, advance, dx, dy) for each glyph of the line, in em."""
    import uharfbuzz as hb

    buffer = hb.Buffer()
    buffer.add_str(line)
    buffer.guess_segment_properties()
    buffer.language = "vi"  # never the machine's locale: the same words give the same picture everywhere
    hb.shape(face.font, buffer, {"kern": True, "liga": True})  # ligatures in tracked text too: so does the page engine
    infos, places = buffer.glyph_infos, buffer.glyph_positions
    starts = sorted({info.cluster for info in infos} | {len(line)})
    ends = dict(pairwise(starts))
    k = 1 / face.units
    return [
        (i.codepoint, i.cluster, line[i.cluster : ends[i.cluster]], p.x_advance * k, p.x_offset * k, -p.y_offset * k)
        for i, p in zip(infos, places, strict=True)
    ]


@lru_cache(maxsize=2048)
def _contours(face: Face, code: int) -> tuple[Contour, ...]:
    import uharfbuzz as hb

    segments: list[Segment] = []
    found: list[Contour] = []
    k = 1 / face.units

    def close(_: object) -> None:
        if segments:
            found.append(_contour(tuple(segments)))
            segments.clear()

    pen = hb.DrawFuncs()
    pen.set_move_to_func(lambda x, y, _: segments.append(("M", (x * k, -y * k))))
    pen.set_line_to_func(lambda x, y, _: segments.append(("L", (x * k, -y * k))))
    pen.set_quadratic_to_func(lambda a, b, x, y, _: segments.append(("Q", (a * k, -b * k, x * k, -y * k))))
    pen.set_cubic_to_func(
        lambda a, b, c, d, x, y, _: segments.append(("C", (a * k, -b * k, c * k, -d * k, x * k, -y * k)))
    )
    pen.set_close_path_func(close)
    face.font.draw_glyph(code, pen, None)
    return tuple(found)


def _contour(segments: tuple[Segment, ...]) -> Contour:
    points = flatten(Contour(segments, Box(0, 0, 0, 0)), 6)
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Contour(segments, Box(min(xs), min(ys), max(xs), max(ys)))


def _split(
    contours: tuple[Contour, ...], letters: str, thousands: bool, lit: bool
) -> tuple[tuple[Contour, ...], tuple[Dot, ...]]:
    """Take the dots that can be lit out of a glyph's outlines: a thousands point, or the dấu nặng under a letter."""
    if not lit or not contours:
        return contours, ()
    if thousands:
        return (), tuple(_cover(contour) for contour in contours)
    if DOT_BELOW not in unicodedata.normalize("NFD", letters):
        return contours, ()
    lowest = max(contours, key=lambda contour: contour.box.bottom)
    return tuple(contour for contour in contours if contour is not lowest), (_cover(lowest),)


def _cover(contour: Contour) -> Dot:
    """The circle around a dot's outline: type designers' dots are not exact circles, so the farthest point decides."""
    box = contour.box
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    return Dot(x, y, max(math.hypot(px - x, py - y) for px, py in flatten(contour, 6)))


def _moved(
    contours: tuple[Contour, ...], dots: tuple[Dot, ...], dx: float, dy: float
) -> tuple[tuple[Contour, ...], tuple[Dot, ...]]:
    """Outlines and dots shifted by HarfBuzz's offsets (em)."""
    moved = tuple(
        Contour(
            tuple((s, tuple(v + (dy if i % 2 else dx) for i, v in enumerate(place))) for s, place in contour.segments),
            contour.box.placed(1.0, dx, dy),
        )
        for contour in contours
    )
    return moved, tuple(dot.placed(1.0, dx, dy) for dot in dots)
