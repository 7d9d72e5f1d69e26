"""A page's elements in, its layers with their motions and moments out: those that the page names, or what is made of one that names none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from assetkit.errors import AssetkitError
from assetkit.film.motion import LEAVING, Motion, Start, parse_motion, parse_start
from assetkit.film.parts import Tree
from assetkit.film.timeline import Layer
from assetkit.page import Box, Element
from assetkit.sizes import Size

ATTRIBUTES = {
    "data-layer": "the element moves by itself; the value is its name, by which others can wait for it",
    "data-in": "how it enters: a motion, then in any order seconds, an easing, `by 12u`, `stagger 0.1s`",
    "data-out": "how it leaves at the end of the film: the same words, but for numbers that count and Ken Burns",
    "data-at": "when it enters: `1.2s`, or `after title 0.2s` when another layer has entered",
}
RISES, APPEARS = Motion("slide-up", 0.6, "ease-out", 3.0), Motion("fade", 0.9)
FIRST, GAP, LAST = 0.1, 0.14, 2.0  # s: the first layer of a page that names none enters, the others follow, the last one begins
EARLY = 0.4  # of a short film: when the last one begins
BLOCK = 0.08  # of the canvas: what holds texts and is no larger moves as one
MOST_LAYERS = 16  # of a page that names none
LARGE, GROUND = 0.12, 0.5  # of the canvas: a picture from there on appears without moving; it is the ground, not a layer
LOCKUP, HEADLINES = "lockup", ("headline", "title")  # what the page calls its sign, and the words that are read first
HIGH = 0.5  # of the canvas: a headline begins above; what is called so below is a closing message
Cast = dict[int, tuple[Layer, Start]]
"""Layers and their moments by the number of their element."""


def cast(tree: Tree, boxes: Mapping[int, Box], size: Size, seconds: float | None, where: str) -> Cast:
    """The layers of a page: those that it names, else its usual ones. AssetkitError for words that are not known."""
    return named(tree, where) or usual(tree, boxes, size, seconds)


def named(tree: Tree, where: str) -> Cast:
    """The layers that the page names, in document order; nothing when it names none. AssetkitError, with the nearest, for an unknown word."""
    found: Cast = {}
    for k, element in tree.elements.items():
        words = {name: element.attributes[name] for name in ATTRIBUTES if name in element.attributes}
        if not words:
            continue
        here = f"{where} {element.name}"
        name = _name(words, element, {layer.name for layer, _ in found.values()}, here)
        enter = parse_motion(words["data-in"], f"{here} data-in") if "data-in" in words else None
        leave = parse_motion(words["data-out"], f"{here} data-out", LEAVING) if "data-out" in words else None
        start = parse_start(words["data-at"], f"{here} data-at") if "data-at" in words else Start()
        found |= dict(_staggered(tree, k, Layer(name, enter=enter, leave=leave), start))
    _refuse_layers_in_text(tree, found, where)
    return found


def _name(words: Mapping[str, str], element: Element, taken: set[str], where: str) -> str:
    """What a layer is called: as it says, else as messages call the element, else by its number."""
    if "data-layer" in words:
        if words["data-layer"] in taken:
            raise AssetkitError(f"two layers are called '{words['data-layer']}'", where=where, hint='data-layer="another-name"')
        return words["data-layer"]
    name = element.attributes.get("data-name", "layer")
    return name if name != "layer" and name not in taken else f"{name}-{element.k}"


def _staggered(tree: Tree, k: int, layer: Layer, start: Start) -> Iterator[tuple[int, tuple[Layer, Start]]]:
    """The layer, or with a stagger one for each of its children, each a little later."""
    step = layer.enter.stagger if layer.enter else 0.0
    children = tree.children.get(k, ())
    if not step or not children:
        yield k, (layer, start)
        return
    for index, child in enumerate(children):
        name = layer.name if index == len(children) - 1 else f"{layer.name}-{index + 1}"  # "after" waits for the last one
        yield child, (replace(layer, name=name), replace(start, seconds=start.seconds + index * step))


def _refuse_layers_in_text(tree: Tree, layers: Cast, where: str) -> None:
    """Raise AssetkitError for a layer inside a line of text."""
    for k in layers:
        if any(tree.elements[above].has_text for above in tree.above(k)):
            message = f"layer {tree.elements[k].name} is a part of a text"
            raise AssetkitError(message, where=where, hint="a layer of its own, or of the whole text")


def usual(tree: Tree, boxes: Mapping[int, Box], size: Size, seconds: float | None) -> Cast:
    """What a page is made to do that names no layers: the headline rises into place, then its other texts, rows and small pictures, from the top
    down. The ground and the programme's sign stand from the first frame on: places show it before the film plays."""
    block, area = BLOCK, size.width * size.height
    while len(chosen := list(_blocks(tree, boxes, size, block * area))) > MOST_LAYERS and block < 1:
        block *= 1.5
    entering = sorted(chosen, key=lambda k: (not _speaks(tree, boxes, size, k), boxes[k].y + boxes[k].height / 2, boxes[k].x))[:MOST_LAYERS]
    last = LAST if seconds is None else min(LAST, EARLY * seconds)
    first = min(FIRST, last / 4)
    gap = min(GAP, (last - first) / max(1, len(entering) - 1))
    moments = {k: Start(first + index * gap) for index, k in enumerate(entering)}
    found: Cast = {}
    for k in sorted(moments):
        large = boxes[k].width * boxes[k].height > LARGE * area
        motion = APPEARS if large and tree.elements[k].tag == "img" else RISES
        enter = replace(motion, seconds=min(motion.seconds, last / 2))
        found[k] = Layer(f"{tree.elements[k].name}-{k}", enter=enter), moments[k]
    return found


def _blocks(tree: Tree, boxes: Mapping[int, Box], size: Size, most: float) -> Iterator[int]:
    """Texts, pictures, and elements of at most ``most`` square px that hold some, none of them inside another."""

    def walk(k: int) -> Iterator[int]:
        element, box = tree.elements[k], boxes.get(k)
        if box is None or _signs(element) or _grounds(tree, boxes, size, k):
            return
        covered = box.width * box.height
        if element.tag == "img" or element.has_text:
            if _seen(box, size) and (element.has_text or covered < GROUND * size.width * size.height):
                yield k
        elif covered <= most and _seen(box, size) and _moves_as_one(tree, k):
            yield k
        else:
            for child in tree.children.get(k, ()):
                yield from walk(child)

    for root in tree.children[0]:
        yield from walk(root)


def _moves_as_one(tree: Tree, k: int) -> bool:
    """Whether there is something to see in an element, and none of it stands still."""
    inside = [tree.elements[below] for below in tree.below(k)]
    return any(_tells(element) for element in inside) and not any(_signs(element) for element in inside)


def _signs(element: Element) -> bool:
    """Whether it is the programme's sign: a picture that is kept whole and is not called anything else."""
    return element.tag == "img" and "data-keep" in element.attributes and element.attributes.get("data-name", LOCKUP) == LOCKUP


def _grounds(tree: Tree, boxes: Mapping[int, Box], size: Size, k: int) -> bool:
    """Whether it is a band of the ground: from edge to edge, pictures at most, no words."""
    box, inside = boxes[k], [tree.elements[one] for one in (k, *tree.below(k))]
    across = box.x <= 0 and box.x + box.width >= size.width
    return across and tree.elements[k].tag != "img" and not any(element.has_text for element in inside)


def _speaks(tree: Tree, boxes: Mapping[int, Box], size: Size, k: int) -> bool:
    """Whether it is, or holds, the headline."""
    named = [one for one in (k, *tree.below(k)) if tree.elements[one].attributes.get("data-name") in HEADLINES]
    return any(one in boxes and boxes[one].y < HIGH * size.height for one in named)


def _tells(element: Element) -> bool:
    return element.has_text or element.tag == "img"


def _seen(box: Box, size: Size) -> bool:
    """Whether a box lies on the canvas and has a size."""
    return box.width > 0 and box.height > 0 and box.x < size.width and box.y < size.height and box.x + box.width > 0 and box.y + box.height > 0
