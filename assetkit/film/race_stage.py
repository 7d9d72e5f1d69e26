"""A page with room for a race in, its stage out: the picture behind, where bars, total, date and light stand, and their colours.

The page marks its places: ``data-race="bars"`` (empty; ``data-bar``, ``data-beyond``, ``data-ink``, ``data-quiet``, ``data-lead`` name colours of
the palette), ``"total"`` and ``"date"`` (texts that change, with their last values), ``"lit"`` (a picture that is uncovered from the left as
the total grows to ``data-whole``) and ``"front"`` (one that is seen at its edge).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from PIL import Image

from assetkit.draw.glyphs import Faces, shape
from assetkit.engine import Engine
from assetkit.errors import AssetkitError, nearest
from assetkit.film.boxes import Box, even
from assetkit.film.canvas import padded
from assetkit.film.planes import yuv
from assetkit.film.race_letters import Style, figure_width
from assetkit.film.race_surface import Colour, Surface
from assetkit.fit import ASCENT, Fitted, font_size
from assetkit.light import light
from assetkit.page import NUMBER_OF_ELEMENT, Page
from assetkit.page import Box as Measured

PLACE = "data-race"
BARS, TOTAL, DATE, LIT, FRONT = "bars", "total", "date", "lit", "front"
COLOURS = {"bar": "light", "beyond": "accent", "ink": "paper", "quiet": "paper", "lead": "accent", "tick": "ink"}
"""What of a bar is coloured, and in which colour of the palette where the page names none."""
WEIGHT = "Black"
HIDDEN = "opacity:0!important"
BARE = "background:transparent!important;box-shadow:none!important;border-color:transparent!important"
NEAR = 2.0  # px by which a line misses the edge of its box when it is set against it


@dataclass(frozen=True)
class Slot:
    """Where a figure stands that changes: its style, the baseline, the x that it is set against and from which side (0 left, 1 right)."""

    style: Style
    x: float
    baseline: int
    side: int
    box: Box


@dataclass(frozen=True)
class Stage:
    """``behind`` is the frame without anything that moves; ``lit`` the picture that is uncovered in ``lit_box``, whole at a total of ``whole``,
    ``front`` what is seen at its edge: both as large as their box."""

    behind: Surface
    bars: Box
    colours: Mapping[str, Colour]
    total: Slot | None
    date: Slot | None
    lit: Surface | None = None
    front: Surface | None = None
    lit_box: Box = (0, 0, 0, 0)
    whole: int = 0


def stage_of(fitted: Fitted, engine: Engine, faces: Faces, palette: Mapping[str, str]) -> Stage:
    """The stage of a fitted page. AssetkitError when it has no room for bars."""
    page, boxes = fitted.page, fitted.layout.boxes
    marked = {element.attributes[PLACE]: k for k, element in page.elements.items() if PLACE in element.attributes}
    if BARS not in marked:
        raise AssetkitError("has no room for bars", where=page.where, hint=f'<div {PLACE}="{BARS}"></div>')
    width, height = page.size.width + page.size.width % 2, page.size.height + page.size.height % 2
    words = page.elements[marked[BARS]].attributes
    colours = {name: yuv(_rgb(words.get(f"data-{name}", usual), palette, page.where)) for name, usual in COLOURS.items()}
    moving = [marked[name] for name in (TOTAL, DATE, LIT, FRONT) if name in marked]

    whole = _painted(engine, light(_without(fitted, moving), faces, palette)).convert("RGB")
    lit = marked.get(LIT)
    lit_box = even(_outline(boxes[lit]), width, height) if lit else (0, 0, 0, 0)

    def over(k: int | None) -> Surface | None:
        """What an element shows, with what is behind it."""
        if k is None:
            return None
        tile = padded(whole).crop(lit_box)
        above = padded(_painted(engine, _alone(page, k))).crop(lit_box)
        tile.paste(above, (0, 0), above)
        return _surface(tile)

    slots = {name: _slot(fitted, marked[name], faces) if name in marked else None for name in (TOTAL, DATE)}
    return Stage(
        behind=_surface(padded(whole)),
        bars=even(_outline(boxes[marked[BARS]]), width, height),
        colours=colours,
        total=slots[TOTAL],
        date=slots[DATE],
        lit=over(lit),
        front=over(marked.get(FRONT)),
        lit_box=lit_box,
        whole=int(page.elements[lit].attributes.get("data-whole", "0")) if lit else 0,
    )


def _rgb(name: str, palette: Mapping[str, str], where: str) -> tuple[int, int, int]:
    text = palette.get(name, name)
    if not text.startswith("#"):
        raise AssetkitError(f"colour '{name}' is not in the palette", where=where, hint=nearest(name, list(palette)))
    red, green, blue = bytes.fromhex(text[1:7])
    return red, green, blue


def _outline(box: Measured) -> Box:
    return round(box.x), round(box.y), round(box.x + box.width), round(box.y + box.height)


def _without(fitted: Fitted, hidden: list[int]) -> Fitted:
    """The page with these elements unseen, their lit dots too."""
    sheet = f"{_selectors(hidden)}{{{HIDDEN}}}"
    runs = tuple(run for run in fitted.layout.runs if run.element not in hidden)
    return replace(fitted, page=fitted.page.with_style(sheet), layout=replace(fitted.layout, runs=runs))


def _alone(page: Page, k: int) -> Page:
    """The page with nothing but one element, on nothing."""
    above = [0]
    parent = page.elements[k].parent
    while parent:
        above.append(parent)
        parent = page.elements[parent].parent
    hidden = [other for other, element in page.elements.items() if element.parent in above and other not in (k, *above)]
    return page.with_style(f"{_selectors(hidden)}{{{HIDDEN}}}{_selectors(above[1:])}{{{BARE}}}")


def _selectors(numbers: Sequence[int]) -> str:
    return ",".join(f'[{NUMBER_OF_ELEMENT}="{k}"]' for k in numbers)


def _painted(engine: Engine, page: Page) -> Image.Image:
    raster = engine.paint(page)
    return Image.frombytes("RGBA", (raster.width, raster.height), raster.data)


def _surface(image: Image.Image) -> Surface:
    surface = Surface(*image.size)
    surface.put(image, (0, 0, *image.size))
    return surface


def _slot(fitted: Fitted, k: int, faces: Faces) -> Slot:
    """Where the one line of an element stands; a figure whose digits stand in equal cells may be a little wider than the line."""
    where = f"{fitted.page.where} {fitted.page.elements[k].name}"
    runs = [run for run in fitted.layout.runs if run.element == k]
    if len(runs) != 1:
        raise AssetkitError(f"{len(runs)} lines cannot change", where=where, hint="one line, with a figure or a date")
    run, box = runs[0], fitted.layout.boxes[k]
    size, text = font_size(run), run.text.strip()
    tracking = round((run.width / size - shape(text, faces[WEIGHT]).advance) / len(text), 3)
    side = 1 if box.x + box.width - run.x - run.width < NEAR and run.x - box.x >= NEAR else 0
    room = figure_width(text, Style(WEIGHT, 1, tracking), faces)
    fits = min(round(size), int(box.width / room)) if room * size > box.width else round(size)
    style = Style(WEIGHT, fits, tracking)
    outline = _outline(box)
    return Slot(style, run.x + side * run.width, round(run.y + ASCENT * size), side, outline)
