"""States in, planes out: pictures laid where they are in this frame, and only what changed since the last one is drawn."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PIL import Image

from assetkit.film.boxes import Box, even, meet
from assetkit.film.boxes import merged as merged
from assetkit.film.looks import Closer, Look, Looks, Picture, changed
from assetkit.film.planes import Planes, Tiles, to_tiles
from assetkit.film.sprites import Sprite
from assetkit.film.timeline import WHOLE, LayerState, State

Counter = Callable[[int, int], Looks]
"""A number, and how much of 255 of it is seen, to its signs."""
NOTHING: Looks = ()


class Canvas:
    """The frame that is being drawn. It may be a pixel larger than the page, so that both sides are even.

    Where all that is seen has come to rest the frame is the ``still`` itself.
    """

    def __init__(
        self,
        behind: Image.Image,
        sprites: Sequence[Sprite],
        places: Mapping[int, int],
        counters: Mapping[int, Counter],
        still: Image.Image,
    ) -> None:
        """``places`` maps the numbers of sprites' layers to their places in the film; ``counters``, by place, draw those that count."""
        behind = padded(behind)
        self.width, self.height = behind.size
        self.planes = Planes(self.width, self.height)
        self._behind, self._still = to_tiles(behind), to_tiles(padded(still))
        self.sprites, self.counters = tuple(sprites), counters
        self.places = [None if sprite.layer is None else places[sprite.layer] for sprite in sprites]
        self._rest: list[Looks] = [(Look(Picture(one.image), one.left, one.top),) for one in sprites]
        self._boxes = [even(one.box, self.width, self.height) for one in sprites]
        self._states: list[LayerState | None] = [None] * len(self.sprites)
        self._shown: list[Looks] = [NOTHING] * len(self.sprites)
        self._drawn = self._settled = False

    @property
    def image(self) -> Image.Image:
        """The frame in RGB, as a player shows it."""
        return self.planes.image()

    def draw(self, state: State) -> bool:
        """Bring the frame to ``state``; whether anything changed."""
        by_place = {seen.layer: seen for seen in state}
        dirty = [] if self._drawn else [(0, 0, self.width, self.height)]
        for index, place in enumerate(self.places):
            seen = LayerState(-1) if place is None else by_place.get(place)
            if seen == self._states[index]:
                continue
            self._states[index], before = seen, self._shown[index]
            now = self._shown[index] = NOTHING if seen is None else self._looks(index, seen)
            dirty += [even(box, self.width, self.height) for box in changed(before, now)]
        self._drawn = True
        settled = all(now is rest for now, rest in zip(self._shown, self._rest, strict=True))
        if settled and not self._settled:
            dirty = [(0, 0, self.width, self.height)]  # the still as it is, so that no rounding stays
        self._settled = settled
        for box in merged(dirty):
            self.planes.place(self._painted(box), box)
        return bool(dirty)

    def _looks(self, index: int, seen: LayerState) -> Looks:
        """The sprite as it is seen: moved, faded, scaled, uncovered in part, or counting."""
        sprite, (look,) = self.sprites[index], self._rest[index]
        if at_rest(seen):
            return self._rest[index]
        if seen.value is not None:
            return self.counters[seen.layer](seen.value, seen.alpha)
        picture, left, top = look.picture, look.left, look.top
        if seen.scale != WHOLE:
            closer = seen.way == "closer"
            picture, left, top = (Closer(picture, seen.scale), left, top) if closer else scaled(sprite, seen.scale)
        left, top = left + seen.dx, top + seen.dy
        if seen.way == "round":
            return (Look(picture, left, top, seen.alpha, turn=seen.part),)
        clip = None if seen.part == WHOLE else uncovered(sprite.frame, seen.part, seen.way)
        return (Look(picture, left, top, seen.alpha, clip),)

    def _painted(self, box: Box) -> Tiles:
        """What is seen in an even box."""
        near = [index for index, place in enumerate(self._boxes) if meet(place, box) or any(meet(look.box, box) for look in self._shown[index])]
        if near and all(self._shown[index] is self._rest[index] for index in near):
            return tile_of(self._still, box)
        tiles = tile_of(self._behind, box)
        for index in near:
            for look in self._shown[index]:
                if meet(look.box, box):
                    look.lay(tiles, box)
        return tiles


def at_rest(seen: LayerState) -> bool:
    """Whether a layer is in its place, all of it."""
    return seen == LayerState(seen.layer)


def tile_of(tiles: Tiles, box: Box) -> Tiles:
    """The part of a frame in an even box, to paint on."""
    luma, *tints = tiles
    half = box[0] // 2, box[1] // 2, box[2] // 2, box[3] // 2
    return luma.crop(box), tints[0].crop(half), tints[1].crop(half)


def padded(image: Image.Image) -> Image.Image:
    """The picture with even sides: the last column or row is repeated, nothing is stretched."""
    width, height = image.width + image.width % 2, image.height + image.height % 2
    if (width, height) == image.size:
        return image
    larger = Image.new(image.mode, (width, height))
    for x, y in ((width - image.width, height - image.height), (0, height - image.height), (width - image.width, 0), (0, 0)):
        larger.paste(image, (x, y))
    return larger


def scaled(sprite: Sprite, scale: int) -> tuple[Picture, int, int]:
    """The sprite ``scale`` ten-thousandths as large about the middle of its layer."""
    image, frame = sprite.image, sprite.frame
    middle_x, middle_y = (frame[0] + frame[2]) / 2, (frame[1] + frame[3]) / 2
    smaller = image.resize((max(1, image.width * scale // WHOLE), max(1, image.height * scale // WHOLE)), Image.Resampling.BILINEAR)
    left, top = middle_x + (sprite.left - middle_x) * scale / WHOLE, middle_y + (sprite.top - middle_y) * scale / WHOLE
    return Picture(smaller), round(left), round(top)


def uncovered(frame: Box, part: int, way: str) -> Box:
    """The box in which ``part`` of 10000 of a layer is seen: from the left (``right``) or from the bottom (``up``)."""
    left, top, right, bottom = frame
    if way == "right":
        return left, top, left + (right - left) * part // WHOLE, bottom
    return left, bottom - (bottom - top) * part // WHOLE, right, bottom

