"""A fitted page in, its film and the canvas that draws it out: which elements are layers, when they enter, and their sprites."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PIL import Image, ImageChops

from assetkit.errors import AssetkitError
from assetkit.film.canvas import Canvas
from assetkit.film.counter import Counter, counter_for
from assetkit.film.layers import cast
from assetkit.film.motion import Motion
from assetkit.film.reel import PageReel
from assetkit.film.sprites import Sprite, Studio, sprites_of
from assetkit.film.timeline import DIRECTIONS, Film, Layer, frames_of, scheduled, usual_seconds

SWING = 1.1  # of a slide's distance that it needs on both sides
CLOSE = 3.0  # mean difference of 255 in a tile from which the settled film is not the still
TILE = 32  # px


@dataclass(frozen=True)
class Directed:
    """A film of a page with what draws it. ``still`` is the page as published, ``behind`` what of it never moves, RGB."""

    film: Film
    canvas: Canvas
    still: Image.Image
    behind: Image.Image

    @property
    def reel(self) -> PageReel:
        return PageReel(self.film, self.canvas)


def direct(studio: Studio, rate: int, seconds: float | None = None, least: float = 0.0) -> Directed:
    """The film of a page. ``seconds`` is its length, without it as long as its motions and a while, but at ``least`` so many s.

    AssetkitError for words in its attributes that are not known, and when the film, settled, would not be the still.
    """
    page = studio.fitted.page
    found = cast(studio.tree, studio.fitted.layout.boxes, page.size, seconds, page.where)
    numbers, layers = tuple(found), [layer for layer, _ in found.values()]
    counters: dict[int, Counter] = {}
    for index, layer in enumerate(layers):
        if layer.enter and layer.enter.kind == "count-up":
            counters[index] = counter_for(studio, numbers[index])
            layers[index] = replace(layer, value=counters[index].value)
    settled = scheduled([start for _, start in found.values()], layers, page.where)
    length = frames_of(seconds if seconds is not None else max(least, usual_seconds(settled)), rate)
    film = Film(settled, length, rate, page.size.unit)
    reach = {number: _reach(layer, page.size.unit) for number, layer in zip(numbers, layers, strict=True)}
    places = {number: index for index, number in enumerate(numbers)}
    still = studio.still()
    behind, sprites = sprites_of(studio, numbers, reach)
    if difference(behind, sprites, still):
        behind, sprites = sprites_of(studio, numbers, reach, exact=True)
        if differs := difference(behind, sprites, still):
            raise AssetkitError(differs, where=page.where, hint="data-layer on all that blends with what is behind it")
    canvas = Canvas(behind, sprites, places, counters, still)
    return Directed(film, canvas, still, behind)


def _reach(layer: Layer, unit: float) -> int:
    """How far, in px, a layer moves from its place; "back" swings a little beyond it."""
    moves: Sequence[Motion | None] = (layer.enter, layer.leave)
    return max((round(SWING * motion.distance * unit) for motion in moves if motion and motion.kind in DIRECTIONS), default=0)


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
