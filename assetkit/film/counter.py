"""A number of a page in, a counter out: what draws any smaller number in its place, in the same type, its digits in equal cells."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from PIL import Image

from assetkit.errors import AssetkitError
from assetkit.film.canvas import Piece
from assetkit.film.sprites import Part, Studio
from assetkit.markup import VOID
from assetkit.page import NUMBER_OF_ELEMENT, Run
from assetkit.typography import number

NUMBER = re.compile(r"(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d+))?")
TAG = re.compile(r"<(/?)([a-zA-Z][\w-]*)[^>]*?(/?)>")
DIGITS = "0123456789"
NEAR = 2.0  # px by which a line misses the edge of its box when it is set against it


@dataclass(frozen=True)
class Glyph:
    """A sign as painted: its pixels, where its ink begins from the left of its advance, its top in the frame, and its advance, in px."""

    image: Image.Image
    offset: float
    top: int
    advance: float


@dataclass(frozen=True)
class Counter:
    """Draws numbers in the place of a text. ``anchor`` and ``side`` (0 left, 0.5 middle, 1 right) say where the line stands."""

    glyphs: Mapping[str, Glyph]
    anchor: float
    side: float
    before: str
    after: str
    decimals: int

    def __call__(self, value: int) -> Piece:
        """The picture of a number, in thousandths and the like where it has decimals."""
        text = f"{self.before}{number(value / 10**self.decimals, self.decimals)}{self.after}"
        cell = max(self.glyphs[digit].advance for digit in DIGITS)
        widths = [cell if sign in DIGITS else self.glyphs[sign].advance for sign in text]
        left = round(self.anchor - self.side * sum(widths))
        top = min(glyph.top for glyph in self.glyphs.values())
        bottom = max(glyph.top + glyph.image.height for glyph in self.glyphs.values())
        image = Image.new("RGBA", (round(sum(widths)) + round(cell), bottom - top))
        x = float(left)
        for sign, width in zip(text, widths, strict=True):
            glyph = self.glyphs[sign]
            at = round(x + (width - glyph.advance) / 2 + glyph.offset) - left
            image.alpha_composite(glyph.image, (max(0, at), glyph.top - top))
            x += width
        return image, left, top


def value_of(text: str, where: str) -> tuple[int, int, str, str]:
    """(value with its decimals as one whole number, decimals, what stands before it, what after) of a text with one number in it."""
    found = NUMBER.search(text)
    if not found or NUMBER.search(text, found.end()):
        raise AssetkitError(f"“{text[:40]}” does not hold one number to count to", where=where, hint='data-in="fade"')
    decimals = found[2] or ""
    return int(found[1].replace(".", "") + decimals), len(decimals), text[: found.start()], text[found.end() :]


def counter_for(studio: Studio, layer: int) -> tuple[int, Counter]:
    """The value that a layer's text ends with, and its counter. AssetkitError when the text is no single line with one number."""
    element = studio.tree.elements[layer]
    where = f"{studio.fitted.page.where} {element.name}"
    inside = set(studio.tree.below(layer))
    runs = [run for run in studio.fitted.layout.runs if run.element in inside]
    if len(runs) != 1:
        raise AssetkitError(f"{len(runs)} lines cannot count up", where=where, hint="one number on one line, of one size")
    run = runs[0]
    value, decimals, before, after = value_of(run.text.strip(), where)
    signs = dict.fromkeys(DIGITS + "".join((before, after, "." if value >= 1000 else "", "," if decimals else "")))
    glyphs = {sign: _glyph(studio, layer, run, sign) for sign in signs}
    box = studio.fitted.layout.boxes[run.element]
    side = 0.0 if run.x - box.x < NEAR else 1.0 if box.x + box.width - run.x - run.width < NEAR else 0.5
    return value, Counter(glyphs, run.x + side * run.width, side, before, after, decimals)


def _glyph(studio: Studio, layer: int, run: Run, sign: str) -> Glyph:
    """One sign, painted alone in the place of the whole text."""
    if sign == " ":
        return Glyph(Image.new("RGBA", (1, 1)), 0, round(run.y), 0.26 * run.height / 1.265)
    page = studio.fitted.page
    changed = replace(page, html=with_text(page.html, run.element, sign))
    fitted = replace(studio.fitted, page=changed, layout=replace(studio.fitted.layout, runs=()))
    alone = replace(studio, fitted=fitted)
    image = alone.only([Part((layer,), layer=layer)])
    box = image.getchannel("A").getbbox()
    if box is None:
        raise AssetkitError(f"“{sign}” shows nothing", where=page.where, hint="a number whose colour can be seen")
    line = _measured(alone, sign)
    return Glyph(image.crop(box), box[0] - line[0], box[1], line[1])


def _measured(studio: Studio, sign: str) -> tuple[float, float]:
    """Left and advance of the only sign of its kind that was set alone, in px."""
    found: list[tuple[float, float]] = []

    def walk(node: Mapping[str, object], left: float) -> None:
        transform = node["transform"]
        here = left + 0.0 if not isinstance(transform, (list, tuple)) else float(transform[4])
        for line in node["runs"]:  # type: ignore[attr-defined]
            if line["text"].strip() == sign:
                found.append((here + line["x"], line["width"]))
        for child in node["children"]:  # type: ignore[attr-defined]
            walk(child, here)

    walk(studio.engine.measure(studio.fitted.page, ""), 0.0)
    return found[-1]


def with_text(html: str, k: int, text: str) -> str:
    """The page with ``text`` as all that element ``k`` holds."""
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
