"""A fitted page in, its film and the canvas that draws it out: which elements are layers, when they enter, and their sprites."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from PIL import Image, ImageChops

from assetkit.errors import AssetkitError
from assetkit.film.canvas import Canvas, padded
from assetkit.film.canvas import Counter as Draws
from assetkit.film.counter import counter_for
from assetkit.film.motion import Motion, Start, parse_motion, parse_start
from assetkit.film.sprites import Studio, Tree, refuse_impossible, sprites_of
from assetkit.film.timeline import DIRECTIONS, Film, Layer, frames_of, scheduled, usual_seconds
from assetkit.page import Box, Element

ATTRIBUTES = ("data-layer", "data-in", "data-out", "data-at")
USUAL = Motion("slide-up", 0.6, "ease-out", 3.0)
FIRST, GAP, LAST = 0.2, 0.16, 2.2  # s: the first layer of a page that names none enters, the others follow, the last one begins
MOST_LAYERS = 24  # of a page that names none
GROUND = 0.5  # of the canvas: a picture that covers more is the ground, not a layer
CLOSE = 3.0  # mean difference of 255 in a tile from which the settled film is not the still
TILE = 32  # px


@dataclass(frozen=True)
class Directed:
    """A film of a page with what draws it. ``still`` is the page as published, RGB."""

    film: Film
    canvas: Canvas
    still: Image.Image


def direct(studio: Studio, rate: int, seconds: float | None = None) -> Directed:
    """The film of a page. ``seconds`` is its length, without it as long as its motions and a while.

    AssetkitError for words in its attributes that are not known, and when the film, settled, would not be the still.
    """
    page = studio.fitted.page
    layers, starts = _named(studio) if _has_layers(page.elements) else _usual(studio)
    numbers = tuple(layers)
    refuse_impossible(studio.tree, numbers, page.where)
    counters: dict[int, Draws] = {}
    for index, (number, layer) in enumerate(layers.items()):
        if layer.enter and layer.enter.kind == "count-up":
            value, counters[index] = counter_for(studio, number)
            layers[number] = Layer(layer.name, layer.start, layer.enter, layer.leave, value)
    settled = scheduled(starts, list(layers.values()), page.where)
    length = frames_of(seconds if seconds is not None else usual_seconds(settled), rate)
    film = Film(settled, length, rate, page.size.unit)
    reach = {number: _reach(layer, page.size.unit) for number, layer in layers.items()}
    behind, sprites = sprites_of(studio, numbers, reach)
    canvas = Canvas(behind, sprites, {number: index for index, number in enumerate(numbers)}, counters)
    still = padded(studio.still())
    canvas.draw(film.state(film.settled))
    _refuse_difference(canvas.image, still, page.where)
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


def _usual(studio: Studio) -> tuple[dict[int, Layer], list[Start]]:
    """What a page is made to do that names no layers: its texts and small pictures rise into place, one after another."""
    tree, boxes = studio.tree, studio.fitted.layout.boxes
    area = studio.fitted.page.size.width * studio.fitted.page.size.height
    chosen: list[int] = []
    for k, element in tree.elements.items():
        if k not in boxes or any(above in chosen for above in tree.above(k)):
            continue
        small = boxes[k].width * boxes[k].height < GROUND * area
        if (element.has_text or (element.tag == "img" and small)) and _seen(boxes[k], studio):
            chosen.append(k)
    chosen.sort(key=lambda k: (boxes[k].y + boxes[k].height / 2, boxes[k].x))
    entering = chosen[:MOST_LAYERS]
    gap = min(GAP, (LAST - FIRST) / max(1, len(entering) - 1))
    order = {k: Start(FIRST + index * gap) for index, k in enumerate(entering)}
    layers = {k: Layer(f"{tree.elements[k].name}-{k}", enter=USUAL) for k in sorted(order)}
    return layers, [order[k] for k in layers]


def _seen(box: Box, studio: Studio) -> bool:
    """Whether a box lies on the canvas and has a size."""
    size = studio.fitted.page.size
    return box.width > 0 and box.height > 0 and box.x < size.width and box.y < size.height and box.x + box.width > 0 and box.y + box.height > 0


def _reach(layer: Layer, unit: float) -> int:
    """How far, in px, a layer moves from its place."""
    moves: Sequence[Motion | None] = (layer.enter, layer.leave)
    return max((round(motion.distance * unit) for motion in moves if motion and motion.kind in DIRECTIONS), default=0)


def _refuse_difference(settled: Image.Image, still: Image.Image, where: str) -> None:
    """Raise AssetkitError when the film, all layers in their places, is not the still: some layer is painted in another order."""
    difference = ImageChops.difference(settled, still).convert("L")
    tiles = difference.resize((max(1, still.width // TILE), max(1, still.height // TILE)), Image.Resampling.BOX)
    values = tiles.tobytes()
    most = max(values)
    if most > CLOSE:
        at = values.index(most)
        x, y = at % tiles.width * TILE, at // tiles.width * TILE
        message = f"the settled film differs from the still by {most} of 255 near {x},{y}"
        raise AssetkitError(message, where=where, hint="data-layer on what stands in front, or no blending with what is behind")
