"""Elements of a page and which of them are layers in, the parts that are painted one by one out, in painting order.

A part is what stands still between two layers, or a layer (or a piece of one, when something stands in front of its back and behind its
front). What does not overlap may change places, so that parts are few.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from assetkit.film.boxes import Box, grown, hull, meet
from assetkit.film.stacking import Stacking
from assetkit.page import Element, Layout, Run

REACH = 4.0  # u that shadows, glows and letters may reach out of a box before a part is looked at more closely
GLOW = 0.5  # of a line's height: how far its lit dots shine


@dataclass(frozen=True)
class Atom:
    """An element that is painted with all it holds, or ``bare``: only its own box and text. ``layer`` is the layer that it belongs to."""

    element: int
    bare: bool
    layer: int | None


@dataclass(frozen=True)
class Part:
    """Atoms that are painted together, and the box that their ink is expected in."""

    atoms: tuple[Atom, ...]
    layer: int | None
    box: Box


@dataclass(frozen=True)
class Tree:
    """The page's elements by number, in document order, and how they are stacked."""

    elements: Mapping[int, Element]
    stacking: Stacking = field(default_factory=lambda: Stacking({}, frozenset()))

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

    def painted(self, layers: Collection[int]) -> list[Atom]:
        """The page in painting order: behind all others what has a negative z-index, in front what has a positive one, where an element
        keeps those of its children to itself, else where the one around it does."""
        held = {above for k in layers for above in self.above(k)}
        split = held | {above for k in self.stacking.depth for above in self._until_enclosed(k)}
        split -= {k for k in split if self.elements[k].has_text and k not in held}

        def alone(k: int, layer: int | None) -> list[Atom]:
            """An element with all that is stacked inside of it."""
            layer = k if k in layers else layer
            if k not in split:
                return [Atom(k, False, layer)]
            aside: list[tuple[int, int | None]] = []
            body = inside(k, layer, aside)
            depth = self.stacking.depth
            low = [one for one in sorted(aside, key=lambda one: depth[one[0]]) if depth[one[0]] < 0]
            high = [one for one in sorted(aside, key=lambda one: depth[one[0]]) if depth[one[0]] > 0]
            behind = [atom for one in low for atom in alone(*one)]
            return [Atom(k, True, layer), *behind, *body, *(atom for one in high for atom in alone(*one))]

        def inside(k: int, layer: int | None, aside: list[tuple[int, int | None]]) -> list[Atom]:
            found: list[Atom] = []
            for child in self.children.get(k, ()):
                own = child if child in layers else layer
                if self.stacking.depth.get(child, 0):
                    aside.append((child, layer))
                elif child in split and child not in self.stacking.enclosing:
                    found += [Atom(child, True, own), *inside(child, own, aside)]
                else:
                    found += alone(child, layer)
            return found

        return [atom for root in self.children[0] for atom in alone(root, None)]

    def _until_enclosed(self, k: int) -> Iterator[int]:
        """The elements between ``k`` and the one that stacks it."""
        for above in self.above(k):
            if above in self.stacking.enclosing:
                return
            yield above


class Ground:
    """Where the ink of a page's elements is expected, in px."""

    def __init__(self, tree: Tree, layout: Layout, width: int, height: int, unit: float) -> None:
        self.tree, self.layout, self.canvas, self._reach = tree, layout, (0, 0, width, height), REACH * unit
        self._runs: dict[int, list[Run]] = {}
        for run in layout.runs:
            self._runs.setdefault(run.element, []).append(run)

    def box(self, atom: Atom) -> Box:
        """The canvas when an element has no box of its own: it is a part of a line."""
        boxes = []
        for k in (atom.element,) if atom.bare else self.tree.below(atom.element):
            runs = self._runs.get(k, ())
            if k in self.layout.boxes:
                box = self.layout.boxes[k]
                boxes.append(self._grown(box.x, box.y, box.width, box.height, self._reach))
            elif k == atom.element and not runs:
                return self.canvas
            boxes += [self._grown(run.x, run.y, run.width, run.height, self._reach + GLOW * run.height) for run in runs]
        return hull(boxes) if boxes else self.canvas

    def _grown(self, x: float, y: float, width: float, height: float, by: float) -> Box:
        _, _, right, bottom = self.canvas
        left, top = max(0, int(x - by)), max(0, int(y - by))
        return left, top, max(left, min(right, int(x + width + by) + 1)), max(top, min(bottom, int(y + height + by) + 1))


def joined(atoms: Sequence[Atom], where: Callable[[Atom], Box], reach: Mapping[int, int]) -> list[Part]:
    """The atoms in parts, the first of which stands still behind all. ``where`` is the box of an atom's ink, ``reach`` how far, in px, each
    layer moves from its place.

    An atom joins the last part of its layer when nothing that was painted since touches it.
    """
    parts = [Part((), None, (0, 0, 0, 0))]
    for atom in atoms:
        box = where(atom)
        moving = grown(box, reach.get(atom.layer or 0, 0))
        for index in reversed(range(len(parts))):
            part = parts[index]
            if part.layer == atom.layer:
                whole = hull([part.box, box]) if part.atoms else box
                parts[index] = Part((*part.atoms, atom), part.layer, whole)
                break
            if meet(grown(part.box, reach.get(part.layer or 0, 0)), moving):
                parts.append(Part((atom,), atom.layer, box))
                break
        else:
            parts.append(Part((atom,), atom.layer, box))
    return parts
