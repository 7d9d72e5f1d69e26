"""A number of a page in, a counter out: what draws any smaller number in its place, in the same type, its digits in equal cells."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import Any

from assetkit.errors import AssetkitError
from assetkit.film.looks import Look, Looks, Picture
from assetkit.film.parts import Atom
from assetkit.film.sprites import Studio, cut
from assetkit.markup import VOID
from assetkit.page import NUMBER_OF_ELEMENT, Page, Run
from assetkit.typography import number

NUMBER = re.compile(r"(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d+))?")
TAG = re.compile(r"<(/?)([a-zA-Z][\w-]*)[^>]*?(/?)>")
DIGITS = "0123456789"
NEAR = 2.0  # px by which a line misses the edge of its box when it is set against it
NEARLY = 0.97  # of the value: from there on equal cells become as wide as their digits, so that nothing jumps at the end
SPACE = 0.26  # of the font size: see `assetkit.fit`
LINE = 1.265  # font sizes that a line of the type is high


@dataclass(frozen=True)
class Glyph:
    """A sign as painted (None: a space): where its ink begins from the left of its advance, its top in the frame, its advance, all in px."""

    picture: Picture | None
    offset: float
    top: int
    advance: float


@dataclass(frozen=True)
class Counter:
    """Draws numbers in the place of a text that ends as ``value``. ``anchor`` and ``side`` (0 left, 0.5 middle, 1 right) say where the line
    stands; ``widths`` are those of the signs of the text at the end."""

    glyphs: Mapping[str, Glyph]
    value: int
    decimals: int
    before: str
    after: str
    anchor: float
    side: float
    widths: tuple[float, ...]

    def text(self, value: int) -> str:
        return f"{self.before}{number(value / 10**self.decimals, self.decimals)}{self.after}"

    def __call__(self, value: int, alpha: int) -> Looks:
        """The signs of a number; its last decimal counts as one."""
        text = self.text(value)
        cell = max(self.glyphs[digit].advance for digit in DIGITS)
        widths = [cell if sign in DIGITS else self.glyphs[sign].advance for sign in text]
        if self.value and len(text) == len(self.widths) and value > NEARLY * self.value:
            late = (value / self.value - NEARLY) / (1 - NEARLY)
            needed = [self.glyphs[sign].advance for sign in text]  # of the digit that is there still: none covers the next one
            widths = [max(need, wide + (own - wide) * late) for need, wide, own in zip(needed, widths, self.widths, strict=True)]
        x = self.anchor - self.side * sum(widths)
        looks = []
        for sign, width in zip(text, widths, strict=True):
            glyph = self.glyphs[sign]
            if glyph.picture is not None:
                looks.append(Look(glyph.picture, round(x + (width - glyph.advance) / 2 + glyph.offset), glyph.top, alpha))
            x += width
        return tuple(looks)


def value_of(text: str, where: str) -> tuple[int, int, str, str]:
    """(value with its decimals as one whole number, decimals, what stands before it, what after) of a text with one number in it."""
    found = NUMBER.search(text)
    if not found or NUMBER.search(text, found.end()):
        raise AssetkitError(f"“{text[:40]}” does not hold one number to count to", where=where, hint='data-in="fade"')
    decimals = found[2] or ""
    return int(found[1].replace(".", "") + decimals), len(decimals), text[: found.start()], text[found.end() :]


def counter_for(studio: Studio, layer: int) -> Counter:
    """The counter of a layer's text. AssetkitError when it is no single line with one number, or is not written as numbers are here."""
    name = studio.tree.elements[layer].name
    where = f"{studio.fitted.page.where} {name}"
    inside = set(studio.tree.below(layer))
    runs = sorted((run for run in studio.fitted.layout.runs if run.element in inside), key=lambda run: run.x)
    if not runs or any(abs(run.y - runs[0].y) > NEAR or abs(run.height - runs[0].height) > NEAR for run in runs):
        raise AssetkitError("only a number on one line, of one size, can count up", where=where, hint='data-in="fade"')
    text = "".join(run.text for run in runs).strip()
    value, decimals, before, after = value_of(text, where)
    boxes = studio.fitted.layout.boxes
    in_cells = len(runs) > 1 and all(run.element in boxes and len(run.text.strip()) == 1 for run in runs)
    if not in_cells and len({run.element for run in runs}) > 1:
        raise AssetkitError("a number of several elements cannot count up", where=where, hint="digits in cells, or one text")
    glyphs = _cells(studio, layer, runs) if in_cells else _signs(studio, layer, runs[0], text)
    anchor, side = _anchor(studio, layer, runs, in_cells)
    counter = Counter(glyphs, value, decimals, before, after, anchor, side, ())
    if counter.text(value) != text:
        raise AssetkitError(f"“{text[:40]}” cannot count up", where=where, hint=counter.text(value))
    return replace(counter, widths=tuple(glyphs[sign].advance for sign in text))


def _anchor(studio: Studio, layer: int, runs: Sequence[Run], in_cells: bool) -> tuple[float, float]:
    """Where a line stands, and which side of it that is: 0 the left, 0.5 its middle, 1 the right."""
    boxes = studio.fitted.layout.boxes
    around = studio.tree.elements[runs[0].element].parent if in_cells else runs[0].element
    box = boxes[around] if around in boxes else boxes[layer]
    if in_cells:
        cells = [boxes[run.element] for run in runs]
        left, right = cells[0].x, cells[-1].x + cells[-1].width
    else:
        left, right = runs[0].x, runs[0].x + runs[0].width
    side = 0.0 if left - box.x < NEAR else 1.0 if box.x + box.width - right < NEAR else 0.5
    return left + side * (right - left), side


def _cells(studio: Studio, layer: int, runs: Sequence[Run]) -> dict[str, Glyph]:
    """Signs that stand in cells of their own: digits in one of the digits' cells, the others where they stand."""
    boxes, found = studio.fitted.layout.boxes, {}
    digit = next(run for run in runs if run.text.strip() in DIGITS)
    for sign in dict.fromkeys([*DIGITS, *(run.text.strip() for run in runs)]):
        run = digit if sign in DIGITS else next(run for run in runs if run.text.strip() == sign)
        box = boxes[run.element]
        found[sign] = _glyph(studio, layer, replace(run, text=sign, x=box.x, width=box.width))
    return found


def _signs(studio: Studio, layer: int, run: Run, text: str) -> dict[str, Glyph]:
    """Signs of a line of text: the digits, and all others that it holds."""
    found = {}
    for sign in dict.fromkeys([*DIGITS, *text]):
        if sign.isspace():
            found[sign] = Glyph(None, 0, round(run.y), SPACE * run.height / LINE)
        else:
            found[sign] = _glyph(studio, layer, _measured(studio, replace(run, text=sign)))
    return found


def _glyph(studio: Studio, layer: int, run: Run) -> Glyph:
    """The sign of ``run``, painted in its place alone."""
    page = _with_sign(studio.fitted.page, run)
    canvas = (0, 0, page.size.width, page.size.height)
    piece = cut(studio.only([Atom(run.element, False, layer)], page, (run,)), canvas)
    if piece is None:
        raise AssetkitError(f"“{run.text}” shows nothing", where=page.where, hint="a number whose colour can be seen")
    image, box = piece
    return Glyph(Picture(image), box[0] - run.x, box[1], run.width)


def _measured(studio: Studio, run: Run) -> Run:
    """The sign of ``run`` where the engine sets it when it is all that its element holds."""
    found: list[tuple[float, float, float]] = []

    def walk(node: Mapping[str, Any]) -> None:
        left, top = node["transform"][4:]
        for line in node["runs"]:
            if line["text"].strip() == run.text:
                x, y = left + line["x"], top + line["y"]
                found.append((abs(y - run.y) + abs(x - run.x), x, line["width"]))
        for child in node["children"]:
            walk(child)

    walk(studio.engine.measure(_with_sign(studio.fitted.page, run), ""))
    _, left, width = min(found)
    return replace(run, x=left, width=width)


def _with_sign(page: Page, run: Run) -> Page:
    return replace(page, html=with_text(page.html, run.element, escape(run.text, quote=False)))


def with_text(html: str, k: int, text: str) -> str:
    """The page with ``text`` (HTML) as all that element ``k`` holds."""
    start = html.index(f'{NUMBER_OF_ELEMENT}="{k}"')
    start = html.index(">", start) + 1
    depth = 1
    for tag in TAG.finditer(html, start):
        if tag[3] or tag[2].lower() in VOID:
            continue
        depth += -1 if tag[1] else 1
        if not depth:
            return html[:start] + text + html[tag.start() :]
    raise AssetkitError(f"element {k} has no end", where="page", hint="close every tag")

