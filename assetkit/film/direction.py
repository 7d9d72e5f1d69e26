"""A fitted page in, its film and the canvas that draws it out: which elements are layers, when they enter, and their sprites."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from PIL import Image, ImageChops

from assetkit.errors import AssetkitError
from assetkit.film.canvas import Canvas
from assetkit.film.counter import Counter, counter_for
from assetkit.film.motion import Motion, Start, parse_motion, parse_start
from assetkit.film.parts import Tree, refuse_layers_in_text
from assetkit.film.sprites import Sprite, Studio, sprites_of
from assetkit.film.timeline import DIRECTIONS, Film, Layer, frames_of, scheduled, usual_seconds
from assetkit.page import Box, Element

ATTRIBUTES = ("data-layer", "data-in", "data-out", "data-at")
RISES, APPEARS = Motion("slide-up", 0.6, "ease-out", 3.0), Motion("fade", 0.9)
FIRST, GAP, LAST = 0.2, 0.16, 2.2  # s: the first layer of a page that names none enters, the others follow, the last one begins
EARLY = 0.4  # of a short film: when the last one begins
BLOCK = 0.08  # of the canvas: what holds texts and is no larger moves as one
MOST_LAYERS = 16  # of a page that names none
LARGE, GROUND = 0.12, 0.5  # of the canvas: a picture from there on appears without moving; it is the ground, not a layer
CLOSE = 3.0  # mean difference of 255 in a tile from which the settled film is not the still
TILE = 32  # px


@dataclass(frozen=True)
class Directed:
    """A film of a page with what draws it. ``still`` is the page as published, RGB."""

    film: Film
    canvas: Canvas
    still: Image.Image


def direct(studio: Studio, rate: int, seconds: float | None = None, least: float = 0.0) -> Directed:
    """The film of a page. ``seconds`` is its length, without it as long as its motions and a while, but at ``least`` so many s.

    AssetkitError for words in its attributes that are not known, and when the film, settled, would not be the still.
    """
    page = studio.fitted.page
    layers, starts = _named(studio) if _has_layers(page.elements) else _usual(studio, seconds)
    numbers = tuple(layers)
    refuse_layers_in_text(studio.tree, numbers, page.where)
    counters: dict[int, Counter] = {}
    for index, (number, layer) in enumerate(layers.items()):
        if layer.enter and layer.enter.kind == "count-up":
            counters[index] = counter_for(studio, number)
            layers[number] = replace(layer, value=counters[index].value)
    settled = scheduled(starts, list(layers.values()), page.where)
    length = frames_of(seconds if seconds is not None else max(least, usual_seconds(settled)), rate)
    film = Film(settled, length, rate, page.size.unit)
    reach = {number: _reach(layer, page.size.unit) for number, layer in layers.items()}
    places = {number: index for index, number in enumerate(numbers)}
    still = studio.still()
    behind, sprites = sprites_of(studio, numbers, reach)
    if difference(behind, sprites, still):
        behind, sprites = sprites_of(studio, numbers, reach, exact=True)
        if differs := difference(behind, sprites, still):
            raise AssetkitError(differs, where=page.where, hint="data-layer on all that blends with what is behind it")
    canvas = Canvas(behind, sprites, places, counters, still)
    return Directed(film, canvas, still)


def _has_layers(elements: Mapping[int, Element]) -> bool:
    return any(name in element.attributes for element in elements.values() for name in ATTRIBUTES)


def _named(studio: Studio) -> tuple[dict[int, Layer], list[Start]]:
    """The layers that the page names, in document order, with their starts."""
    layers: dict[int, Layer] = {}
    starts = []
    for k, element in studio.tree.elements.items():
        words = {name: element.attributes[name] for name in ATTRIBUTES if name in element.attributes}
        if not words:
            continue
        where = f"{studio.fitted.page.where} {element.name}"
        name = words.get("data-layer") or element.attributes.get("data-name") or f"layer-{k}"
        if name in {layer.name for layer in layers.values()}:
            raise AssetkitError(f"two layers are called '{name}'", where=where, hint='data-layer="another-name"')
        enter = parse_motion(words["data-in"], f"{where} data-in") if "data-in" in words else None
        leave = parse_motion(words["data-out"], f"{where} data-out") if "data-out" in words else None
        start = parse_start(words["data-at"], f"{where} data-at") if "data-at" in words else Start()
        found = _staggered(studio.tree, k, Layer(name, enter=enter, leave=leave), start)
        for number, layer, begins in found:
            layers[number] = layer
            starts.append(begins)
    return layers, starts


def _staggered(tree: Tree, k: int, layer: Layer, start: Start) -> Iterator[tuple[int, Layer, Start]]:
    """The layer, or with a stagger one for each of its children, each a little later."""
    step = layer.enter.stagger if layer.enter else 0.0
    children = tree.children.get(k, ())
    if not step or not children:
        yield k, layer, start
        return
    for index, child in enumerate(children):
        name = layer.name if index == len(children) - 1 else f"{layer.name}-{index + 1}"  # "after" waits for the last one
        yield child, Layer(name, enter=layer.enter, leave=layer.leave), Start(start.seconds + index * step, start.after)


def _usual(studio: Studio, seconds: float | None) -> tuple[dict[int, Layer], list[Start]]:
    """What a page is made to do that names no layers: its texts, rows and small pictures rise into place, one after another."""
    elements, boxes, size = studio.tree.elements, studio.fitted.layout.boxes, studio.fitted.page.size
    block = BLOCK
    while len(chosen := list(_blocks(studio, block * size.width * size.height))) > MOST_LAYERS and block < 1:
        block *= 1.5
    entering = sorted(chosen, key=lambda k: (boxes[k].y + boxes[k].height / 2, boxes[k].x))[:MOST_LAYERS]
    last = LAST if seconds is None else min(LAST, EARLY * seconds)
    first = min(FIRST, last / 4)
    gap = min(GAP, (last - first) / max(1, len(entering) - 1))
    order = {k: Start(first + index * gap) for index, k in enumerate(entering)}
    layers = {}
    for k in sorted(order):
        large = boxes[k].width * boxes[k].height > LARGE * size.width * size.height
        motion = APPEARS if large and elements[k].tag == "img" else RISES
        layers[k] = Layer(f"{elements[k].name}-{k}", enter=replace(motion, seconds=min(motion.seconds, last / 2)))
    return layers, [order[k] for k in layers]


def _blocks(studio: Studio, most: float) -> Iterator[int]:
    """Texts, pictures, and elements of at most ``most`` square px that hold some, none of them inside another."""
    tree, boxes, size = studio.tree, studio.fitted.layout.boxes, studio.fitted.page.size

    def walk(k: int) -> Iterator[int]:
        element, box = tree.elements[k], boxes.get(k)
        if box is None:
            return
        covered = box.width * box.height
        if element.tag == "img" or element.has_text:
            if _seen(box, studio) and (element.has_text or covered < GROUND * size.width * size.height):
                yield k
        elif covered <= most and _seen(box, studio) and any(_tells(tree.elements[below]) for below in tree.below(k)):
            yield k
        else:
            for child in tree.children.get(k, ()):
                yield from walk(child)

    for root in tree.children[0]:
        yield from walk(root)


def _tells(element: Element) -> bool:
    return element.has_text or element.tag == "img"


def _seen(box: Box, studio: Studio) -> bool:
    """Whether a box lies on the canvas and has a size."""
    size = studio.fitted.page.size
    return box.width > 0 and box.height > 0 and box.x < size.width and box.y < size.height and box.x + box.width > 0 and box.y + box.height > 0


def _reach(layer: Layer, unit: float) -> int:
    """How far, in px, a layer moves from its place."""
    moves: Sequence[Motion | None] = (layer.enter, layer.leave)
    return max((round(motion.distance * unit) for motion in moves if motion and motion.kind in DIRECTIONS), default=0)


def difference(behind: Image.Image, sprites: Sequence[Sprite], still: Image.Image) -> str | None:
    """Where the sprites, in their places, are not the still; None when they are: then parts were painted in the right order."""
    whole = behind.copy()
    for sprite in sprites:
        whole.paste(sprite.image, (sprite.left, sprite.top), sprite.image)
    far = ImageChops.difference(whole, still).convert("L")
    tiles = far.resize((max(1, still.width // TILE), max(1, still.height // TILE)), Image.Resampling.BOX)
    values = tiles.tobytes()
    most = max(values)
    if most <= CLOSE:
        return None
    at = values.index(most)
    return f"the settled film differs from the still by {most} of 255 near {at % tiles.width * TILE},{at // tiles.width * TILE}"
