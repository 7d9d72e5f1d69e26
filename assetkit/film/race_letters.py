"""Words and the page engine in, stamps out: names and figures as they are set in a film whose texts move.

All texts are painted on one sheet, in white on nothing, and cut out; a figure is put together from its signs, digits in equal cells.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from html import escape

import numpy as np

from assetkit.draw.glyphs import Faces, pick, shape
from assetkit.engine import Engine
from assetkit.errors import AssetkitError
from assetkit.film.race_surface import Mask, Stamp
from assetkit.page import Page
from assetkit.sizes import MAX_SIDE, Size

DIGITS = "0123456789"
WEIGHTS = {"SemiBold": 600, "Black": 900}
ABOVE, LINE = 0.3, 1.62  # em: air above the ascent (capitals with two marks reach 1.24), and the height of a cell
ASIDE = 0.12  # em of air on both sides: ink may reach out of its advance
SHEET = 4000  # px that a sheet is wide, at least
KEPT = 128  # figures: each with its colours takes 50 kB of a film of 1920×1080, and 60 bars show as many in two frames; 512 took 20 MB more


@dataclass(frozen=True)
class Style:
    """How a text is set: the weight's name, its size in whole px, and the tracking in em."""

    weight: str
    size: int
    tracking: float = 0.0


@dataclass(frozen=True, eq=False)
class Letters:
    """Everything that is set in a film: whole texts, and the signs of figures."""

    faces: Faces
    stamps: Mapping[tuple[str, Style], Stamp]

    def text(self, text: str, style: Style) -> Stamp:
        """A text that was asked for."""
        return self.stamps[text, style]

    @cached_property
    def figure(self) -> Figures:
        return Figures(self)


class Figures:
    """Puts figures together from signs; the last ones are kept."""

    def __init__(self, letters: Letters) -> None:
        self._letters = letters
        self.get = lru_cache(KEPT)(self._make)

    def cell(self, style: Style) -> float:
        """The width of a digit's cell, px."""
        return figure_cell(style, self._letters.faces)

    def pens(self, text: str, style: Style, equal: bool = True) -> list[int]:
        """Where the pen of each sign stands, px from the beginning, and where it ends; ``equal``: digits stand in equal cells."""
        cell, pen, found = self.cell(style), 0.0, []
        for sign in text:
            stamp = self._letters.stamps[sign, style]
            advance = stamp.advance + style.tracking * style.size
            width = cell if equal and sign in DIGITS else advance
            found.append(round(pen + (width - advance) / 2))
            pen += width
        return [*found, round(pen)]

    def _make(self, text: str, style: Style, equal: bool = True) -> Stamp:
        stamps = [self._letters.stamps[sign, style] for sign in text]
        pens = self.pens(text, style, equal)
        top = min(stamp.top for stamp in stamps)
        bottom = max(stamp.top + stamp.height for stamp in stamps)
        left = min(pen + stamp.left for pen, stamp in zip(pens, stamps, strict=False))
        right = max(pen + stamp.left + stamp.width for pen, stamp in zip(pens, stamps, strict=False))
        mask = np.zeros((bottom - top, right - left), np.uint8)
        for pen, stamp in zip(pens, stamps, strict=False):
            x, y = pen + stamp.left - left, stamp.top - top
            part = mask[y : y + stamp.height, x : x + stamp.width]
            np.maximum(part, stamp.mask, out=part)
        return Stamp(mask, left, top, pens[-1])


def figure_cell(style: Style, faces: Faces) -> float:
    """The width of a digit's cell in px: that of the widest digit."""
    face = pick(faces, style.weight)
    return (max(shape(digit, face).advance for digit in DIGITS) + style.tracking) * style.size


def text_width(text: str, style: Style, faces: Faces) -> float:
    """How far a text moves the pen, px."""
    run = shape(text, pick(faces, style.weight))
    return (run.advance + style.tracking * max(0, len(text) - 1)) * style.size


def figure_width(text: str, style: Style, faces: Faces) -> float:
    """The width of a figure whose digits stand in equal cells, px."""
    cell, face = figure_cell(style, faces), pick(faces, style.weight)
    return sum(cell if sign in DIGITS else (shape(sign, face).advance + style.tracking) * style.size for sign in text)


def paint_letters(wanted: Iterable[tuple[str, Style]], engine: Engine, faces: Faces) -> Letters:
    """Paint every text of ``wanted`` once. AssetkitError for one that shows nothing or does not fit on a sheet."""
    texts = list(dict.fromkeys(wanted))
    stamps: dict[tuple[str, Style], Stamp] = {}
    for sheet in _sheets(texts, faces):
        stamps.update(_painted(sheet, engine, faces))
    return Letters(faces, stamps)


@dataclass(frozen=True)
class _Cell:
    text: str
    style: Style
    left: int
    top: int
    width: int
    height: int


def _sheets(texts: Sequence[tuple[str, Style]], faces: Faces) -> list[list[_Cell]]:
    """Cells in rows, no sheet higher than a page can be."""
    sheets: list[list[_Cell]] = [[]]
    x = y = row = 0
    for text, style in sorted(texts, key=lambda one: -one[1].size):
        width = round(text_width(text, style, faces) + 2 * ASIDE * style.size) + 2
        height = round(LINE * style.size) + 2
        if width > MAX_SIDE:
            raise AssetkitError("is too long for one line", where=f"“{text[:40]}…”", hint="a shorter text")
        if x and x + width > SHEET:
            x, y, row = 0, y + row, 0
        if y + height > SHEET:
            sheets.append([])
            x = y = row = 0
        sheets[-1].append(_Cell(text, style, x, y, width, height))
        x, row = x + width, max(row, height)
    return [sheet for sheet in sheets if sheet]


def _painted(cells: Sequence[_Cell], engine: Engine, faces: Faces) -> dict[tuple[str, Style], Stamp]:
    width = max(16, *(cell.left + cell.width for cell in cells))
    height = max(16, *(cell.top + cell.height for cell in cells))
    html = "".join(
        f'<div style="left:{cell.left + ASIDE * cell.style.size:.2f}px;top:{cell.top + ABOVE * cell.style.size:.2f}px;'
        f"font-size:{cell.style.size}px;font-weight:{WEIGHTS[cell.style.weight]};"
        f'letter-spacing:{cell.style.tracking}em">{escape(cell.text)}</div>'
        for cell in cells
    )
    css = (
        ".sheet{position:relative;width:100%;height:100%;font-family:'Be Vietnam Pro';color:#fff}"
        ".sheet div{position:absolute;white-space:nowrap;line-height:1.265}"
    )
    size = Size("letters", "letters", "social", width, height, (0, 0, 0, 0))
    raster = engine.paint(Page(f'<div class="sheet">{html}</div>', (css,), {}, size, where="letters"))
    alpha = np.frombuffer(raster.data, np.uint8).reshape(height, width, 4)[:, :, 3]
    return {(cell.text, cell.style): _cut(alpha, cell, faces) for cell in cells}


def _cut(alpha: Mask, cell: _Cell, faces: Faces) -> Stamp:
    part = alpha[cell.top : cell.top + cell.height, cell.left : cell.left + cell.width]
    rows, columns = np.flatnonzero(part.any(axis=1)), np.flatnonzero(part.any(axis=0))
    if not len(rows):
        raise AssetkitError("shows nothing", where=f"“{cell.text}”", hint="a text with letters")
    mask = part[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1].copy()
    size = cell.style.size
    left, top = int(columns[0]) - round(ASIDE * size), int(rows[0]) - round((ABOVE + 1) * size)
    return Stamp(mask, left, top, text_width(cell.text, replace(cell.style, tracking=0.0), faces))
