"""A fitted page in, its layers as pictures out: what stands still behind them, and one sprite for each, in painting order.

Every sprite is the page itself, painted by the same engine, with everything else hidden: so together they are the still.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from PIL import Image

from assetkit.engine import Engine
from assetkit.errors import AssetkitError
from assetkit.fit import Fitted
from assetkit.page import NUMBER_OF_ELEMENT, Element, Page

Box = tuple[int, int, int, int]
BARE = "background-color:transparent!important;background-image:none!important;border-color:transparent!important;box-shadow:none!important"
HIDDEN = "opacity:0!important"


@dataclass(frozen=True)
class Sprite:
    """Pixels of a layer, RGBA with straight alpha, and where they stand in the frame, in px. ``number`` is the layer's, None of what never
    moves but stands in front of one that does."""

    image: Image.Image
    left: int
    top: int
    number: int | None = None

    @property
    def box(self) -> Box:
        return self.left, self.top, self.left + self.image.width, self.top + self.image.height


@dataclass(frozen=True)
class Part:
    """A part of a page that is painted on its own: the elements that show, and the layer that it is (None: stands still).

    ``bare`` are elements of which only their own box shows, without their children."""

    whole: tuple[int, ...]
    bare: tuple[int, ...] = ()
    layer: int | None = None


@dataclass(frozen=True)
class Tree:
    """The page's elements by number, with their children in document order."""

    elements: Mapping[int, Element]

    @cached_property
    def children(self) -> Mapping[int, tuple[int, ...]]:
        found: dict[int, list[int]] = {}
        for k, element in self.elements.items():
            found.setdefault(element.parent, []).append(k)
        return {parent: tuple(numbers) for parent, numbers in found.items()}

    def above(self, k: int) -> Iterator[int]:
        """The elements that hold ``k``, the nearest first."""
        while (k := self.elements[k].parent) != 0:
            yield k

    def below(self, k: int) -> Iterator[int]:
        """``k`` and all that it holds."""
        yield k
        for child in self.children.get(k, ()):
            yield from self.below(child)

    def parts(self, layers: Sequence[int]) -> list[Part]:
        """The page in painting order: its layers, and between them what stands still."""
        held = {above for k in layers for above in self.above(k)}
        found: list[Part] = []

        def walk(k: int) -> None:
            if k in layers:
                found.append(Part((k,), layer=k))
            elif k in held:
                found.append(Part((), (k,)))
                for child in self.children.get(k, ()):
                    walk(child)
            else:
                found.append(Part((k,)))

        for root in self.children[0]:
            walk(root)
        return found


def refuse_impossible(tree: Tree, layers: Sequence[int], where: str) -> None:
    """Raise AssetkitError for a layer inside a line of text, or inside another layer."""
    for k in layers:
        for above in tree.above(k):
            if above in layers:
                message = f"layer {tree.elements[k].name} is inside layer {tree.elements[above].name}"
                raise AssetkitError(message, where=where, hint="layers beside each other")
            if tree.elements[above].has_text:
                message = f"layer {tree.elements[k].name} is a part of a text"
                raise AssetkitError(message, where=where, hint="a layer of its own, or of the whole text")


@dataclass(frozen=True)
class Studio:
    """What paints the parts of one page. ``lit`` lights the dots of a fitted page (see `assetkit.light`)."""

    fitted: Fitted
    engine: Engine
    lit: Callable[[Fitted], Page]

    @cached_property
    def tree(self) -> Tree:
        return Tree(self.fitted.page.elements)

    def still(self) -> Image.Image:
        """The page as it is published, RGB."""
        return self._paint(self.lit(self.fitted)).convert("RGB")

    def only(self, parts: Sequence[Part]) -> Image.Image:
        """The page with nothing but these parts, RGBA."""
        whole = [k for part in parts for k in part.whole]
        own = [k for part in parts for k in part.bare]
        shown = {k for number in whole for k in self.tree.below(number)}
        opened = {above for k in (*whole, *own) for above in self.tree.above(k)} | set(own)
        hidden = [k for k in self.tree.elements if k not in shown and k not in opened and self.tree.elements[k].parent in opened]
        emptied = [k for k in opened if k not in own and k not in shown]
        rules = [_rule(hidden, HIDDEN), _rule(emptied, BARE), _rule(emptied, HIDDEN, "::before"), _rule(emptied, HIDDEN, "::after")]
        layout = replace(self.fitted.layout, runs=tuple(run for run in self.fitted.layout.runs if run.element in shown))
        page = self.fitted.page.with_style("".join(rules))
        return self._paint(self.lit(replace(self.fitted, page=page, layout=layout)))

    def _paint(self, page: Page) -> Image.Image:
        raster = self.engine.paint(page)
        return Image.frombytes("RGBA", (raster.width, raster.height), raster.data)


def _rule(numbers: Sequence[int], style: str, pseudo: str = "") -> str:
    selectors = ",".join(f'[{NUMBER_OF_ELEMENT}="{k}"]{pseudo}' for k in numbers)
    return f"{selectors}{{{style}}}" if selectors else ""


def cut(image: Image.Image, number: int | None) -> Sprite | None:
    """The sprite of a picture that is transparent but for its part; None when there is nothing to see."""
    box = image.getchannel("A").getbbox()
    return None if box is None else Sprite(image.crop(box), box[0], box[1], number)


def sprites_of(studio: Studio, layers: Sequence[int], reach: Mapping[int, int]) -> tuple[Image.Image, tuple[Sprite, ...]]:
    """(what stands still behind, RGB; the sprites in painting order).

    ``reach`` tells how far, in px, each layer moves from its place: what stands still in front of that is a sprite, too. AssetkitError
    for a layer of which nothing is seen.
    """
    parts = studio.tree.parts(layers)
    first = next((index for index, part in enumerate(parts) if part.layer is not None), len(parts))
    behind, found, taken = list(parts[:first]), [], []  # type: ignore[var-annotated]
    for part in parts[first:]:
        sprite = cut(studio.only([part]), part.layer)
        if sprite is None:
            if part.layer is not None:
                name = studio.tree.elements[part.layer].name
                raise AssetkitError(f"nothing is seen of layer {name}", where=studio.fitted.page.where, hint="an element that shows")
            continue
        if part.layer is None and not any(_meet(sprite.box, box) for box in taken):
            behind.append(part)
            continue
        taken.append(_grown(sprite.box, reach.get(part.layer or 0, 0)))
        found.append(sprite)
    return studio.only(behind).convert("RGB"), tuple(found)


def _grown(box: Box, by: int) -> Box:
    return box[0] - by, box[1] - by, box[2] + by, box[3] + by


def _meet(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
