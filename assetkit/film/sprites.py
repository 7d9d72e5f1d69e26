"""A fitted page in, its layers as pictures out: what stands still behind them, and one sprite for each part, in painting order.

Every sprite is the page itself, painted by the same engine, with everything else hidden: so together they are the still.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from PIL import Image

from assetkit.engine import Engine
from assetkit.film.boxes import Box, hull, meet
from assetkit.film.parts import Atom, Ground, Part, Tree, joined
from assetkit.film.stacking import stacking
from assetkit.fit import Fitted
from assetkit.page import NUMBER_OF_ELEMENT, Page, Run

BARE = "background-color:transparent!important;background-image:none!important;border-color:transparent!important;box-shadow:none!important"
HIDDEN = "opacity:0!important"


@dataclass(frozen=True)
class Sprite:
    """Pixels of a part, RGBA with straight alpha, and where they stand in the frame, in px.

    ``layer`` is the number of its layer, None of what never moves but stands in front of one that does. ``frame`` is the box of the whole
    layer: what it grows about and is uncovered in.
    """

    image: Image.Image
    left: int
    top: int
    layer: int | None = None
    frame: Box = (0, 0, 0, 0)

    @property
    def box(self) -> Box:
        return self.left, self.top, self.left + self.image.width, self.top + self.image.height


@dataclass(frozen=True)
class Studio:
    """What paints the parts of one page. ``lit`` lights the dots of a fitted page (see `assetkit.light`)."""

    fitted: Fitted
    engine: Engine
    lit: Callable[[Fitted], Page]

    @cached_property
    def tree(self) -> Tree:
        return Tree(self.fitted.page.elements, stacking(self.fitted.page, self.engine))

    @cached_property
    def ground(self) -> Ground:
        size = self.fitted.page.size
        return Ground(self.tree, self.fitted.layout, size.width, size.height, size.unit)

    def still(self) -> Image.Image:
        """The page as it is published, RGB."""
        return self._paint(self.lit(self.fitted)).convert("RGB")

    def only(self, atoms: Iterable[Atom], page: Page | None = None, runs: Sequence[Run] | None = None) -> Image.Image:
        """The page with nothing but these atoms, RGBA; ``page`` and ``runs`` take the place of its own."""
        atoms = tuple(atoms)
        page, runs = page or self.fitted.page, self.fitted.layout.runs if runs is None else runs
        shown = {k for atom in atoms if not atom.bare for k in self.tree.below(atom.element)}
        own = {atom.element for atom in atoms if atom.bare}
        opened = {above for atom in atoms for above in self.tree.above(atom.element)} | own
        hidden = [k for k, element in self.tree.elements.items() if k not in shown | opened and element.parent in opened]
        emptied = [k for k in opened if k not in own and k not in shown]
        rules = [_rule(hidden, HIDDEN), _rule(emptied, BARE), _rule(emptied, HIDDEN, "::before"), _rule(emptied, HIDDEN, "::after")]
        seen = shown | own
        layout = replace(self.fitted.layout, runs=tuple(run for run in runs if run.element in seen))
        return self._paint(self.lit(replace(self.fitted, page=page.with_style("".join(rules)), layout=layout)))

    def _paint(self, page: Page) -> Image.Image:
        raster = self.engine.paint(page)
        return Image.frombuffer("RGBA", (raster.width, raster.height), raster.data, "raw", "RGBA", 0, 1)


def _rule(numbers: Sequence[int], style: str, pseudo: str = "") -> str:
    selectors = ",".join(f'[{NUMBER_OF_ELEMENT}="{k}"]{pseudo}' for k in numbers)
    return f"{selectors}{{{style}}}" if selectors else ""


def cut(image: Image.Image, box: Box) -> tuple[Image.Image, Box] | None:
    """The part of a picture in ``box`` without its empty edges, and where it is; None when there is nothing to see."""
    part = image.crop(box)
    inner = part.getbbox(alpha_only=True)
    if inner is None:
        return None
    return part.crop(inner), (inner[0] + box[0], inner[1] + box[1], inner[2] + box[0], inner[3] + box[1])


def sprites_of(
    studio: Studio, layers: Sequence[int], reach: Mapping[int, int], exact: bool = False
) -> tuple[Image.Image, tuple[Sprite, ...]]:
    """(what stands still behind, RGB; the sprites in painting order).

    ``reach`` tells how far, in px, each layer moves from its place: what stands still in front of that is a sprite, too. ``exact``: parts
    are kept in the order of the page, however far apart they seem to be: slower, for pages whose ink reaches far out of its boxes.
    """
    atoms = studio.tree.painted(layers)
    table = _Table(studio, exact)
    while True:
        behind, *parts = joined(atoms, table.box, reach)
        if table.paint(parts):
            break
    base = studio.only(behind.atoms).convert("RGB")
    return base, tuple(_framed([sprite for part in parts if (sprite := table.painted[part.atoms])]))


@dataclass
class _Table:
    """Parts that have been painted, by their atoms, and where the ink of atoms was found that reach further than expected."""

    studio: Studio
    exact: bool
    painted: dict[tuple[Atom, ...], Sprite | None] = field(default_factory=dict)
    found: dict[Atom, Box] = field(default_factory=dict)

    def box(self, atom: Atom) -> Box:
        if self.exact:
            return self.studio.ground.canvas
        return self.found[atom] if atom in self.found else self.studio.ground.box(atom)

    def paint(self, parts: Sequence[Part]) -> bool:
        """Paint the parts, several at once where they are apart. False when one reaches out of its box: then there are other parts."""
        waiting = [part for part in parts if part.atoms not in self.painted]
        while waiting:
            together: list[Part] = []
            for part in waiting:
                if not any(meet(part.box, other.box) for other in together):
                    together.append(part)
            waiting = [part for part in waiting if part not in together]
            image = self.studio.only(atom for part in together for atom in part.atoms)
            cuts = [(part, cut(image, part.box)) for part in together]
            spilt = [part for part, piece in cuts if piece and self._reaches_edge(piece[1], part.box)]
            for part in spilt:
                self._measure(part)
            if spilt:
                return False
            for part, piece in cuts:
                self.painted[part.atoms] = Sprite(piece[0], piece[1][0], piece[1][1], part.layer) if piece else None
        return True

    def _reaches_edge(self, ink: Box, box: Box) -> bool:
        """Whether ink touches a side of its box that is not a side of the canvas."""
        canvas = self.studio.ground.canvas
        return any(ink[side] == box[side] != canvas[side] for side in range(4))

    def _measure(self, part: Part) -> None:
        """Find where a part's ink really is, by painting it alone."""
        piece = cut(self.studio.only(part.atoms), self.studio.ground.canvas)
        for atom in part.atoms:
            self.found[atom] = self.studio.ground.canvas if piece is None else self._around(piece[1])

    def _around(self, ink: Box) -> Box:
        left, top, right, bottom = self.studio.ground.canvas
        return max(left, ink[0] - 2), max(top, ink[1] - 2), min(right, ink[2] + 2), min(bottom, ink[3] + 2)


def _framed(sprites: Sequence[Sprite]) -> list[Sprite]:
    """The sprites, each with the box of its whole layer."""
    boxes: dict[int | None, list[Box]] = {}
    for sprite in sprites:
        boxes.setdefault(sprite.layer, []).append(sprite.box)
    return [replace(sprite, frame=hull(boxes[sprite.layer]) if sprite.layer is not None else sprite.box) for sprite in sprites]
