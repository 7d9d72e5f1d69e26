"""States in, planes out: sprites pasted where they are in this frame, and only what changed since the last one is drawn and converted."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from PIL import Image, ImageDraw

from assetkit.film.planes import Box, Planes, even
from assetkit.film.sprites import Sprite
from assetkit.film.timeline import OPAQUE, WHOLE, LayerState, State

FINE = 2  # times that the edge of a ring is drawn larger, to be smooth
KEPT = 48  # altered sprites that are kept: a layer that holds its transparency for a while is made once
Piece = tuple[Image.Image, int, int]
"""An RGBA picture and where it goes."""
Counter = Callable[[int], Piece]
"""A number to its picture."""


class Canvas:
    """The frame that is being drawn, RGB and as planes. ``size`` may be a pixel larger than the page, so that both sides are even."""

    def __init__(
        self, behind: Image.Image, sprites: Sequence[Sprite], names: Mapping[int, int], counters: Mapping[int, Counter]
    ) -> None:
        """``names`` maps the numbers of sprites' layers to their places in the film; ``counters`` draw those that count."""
        self._behind, self._sprites = padded(behind), tuple(sprites)
        self._names, self._counters = names, counters
        self.width, self.height = self._behind.size
        self.image = self._behind.copy()
        self.planes = Planes(self.width, self.height)
        self._shown: list[tuple[object, Piece | None]] = [(None, None)] * len(self._sprites)
        self._altered = lru_cache(KEPT)(self._alter)
        self._drawn = False

    def draw(self, state: State) -> bool:
        """Bring the frame to ``state``; whether anything changed."""
        by_layer = {seen.layer: seen for seen in state}
        dirty = [] if self._drawn else [(0, 0, self.width, self.height)]
        self._drawn = True
        for index, sprite in enumerate(self._sprites):
            seen = by_layer.get(self._names[sprite.number]) if sprite.number is not None else None
            key = seen if sprite.number is not None else "still"
            before_key, before = self._shown[index]
            if key == before_key:
                continue
            now = self._piece(index, seen) if key is not None else None
            dirty += [even(place(piece), self.width, self.height) for piece in (before, now) if piece is not None]
            self._shown[index] = key, now
        for box in merged(dirty):
            self._repaint(box)
        return bool(dirty)

    def _piece(self, index: int, seen: LayerState | None) -> Piece:
        """The sprite as it is seen: faded, scaled, uncovered in part, or counting."""
        sprite = self._sprites[index]
        if seen is None:
            return sprite.image, sprite.left, sprite.top
        if seen.value is not None:
            return self._counters[seen.layer](seen.value)
        image, left, top = self._altered(index, seen.alpha, seen.scale, seen.part, seen.way)
        return image, left + seen.dx, top + seen.dy

    def _alter(self, index: int, alpha: int, scale: int, part: int, way: str) -> Piece:
        sprite = self._sprites[index]
        image, left, top = sprite.image, sprite.left, sprite.top
        if scale > WHOLE:
            image = zoomed(image, scale)
        elif scale < WHOLE:
            width, height = (max(1, side * scale // WHOLE) for side in image.size)
            left, top = left + (image.width - width) // 2, top + (image.height - height) // 2
            image = image.resize((width, height), Image.Resampling.BILINEAR)
        if part < WHOLE:
            image, left, top = uncovered((image, left, top), part, way)
        return (faded(image, alpha) if alpha < OPAQUE else image), left, top

    def _repaint(self, box: Box) -> None:
        tile = self._behind.crop(box)
        for _, piece in self._shown:
            if piece is None:
                continue
            image, left, top = piece
            if left < box[2] and top < box[3] and left + image.width > box[0] and top + image.height > box[1]:
                tile.paste(image, (left - box[0], top - box[1]), image)
        self.image.paste(tile, box[:2])
        self.planes.put(self.image, box)


def padded(image: Image.Image) -> Image.Image:
    """The picture with even sides: the last column or row is repeated, nothing is stretched."""
    width, height = image.width + image.width % 2, image.height + image.height % 2
    if (width, height) == image.size:
        return image
    larger = Image.new(image.mode, (width, height))
    for x, y in ((width - image.width, height - image.height), (0, 0)):
        larger.paste(image, (x, y))
    return larger


def place(piece: Piece) -> Box:
    """The box that a piece covers."""
    image, left, top = piece
    return left, top, left + image.width, top + image.height


def merged(boxes: Sequence[Box]) -> list[Box]:
    """The same area in boxes that do not overlap: those that meet become one. Empty ones are left out."""
    found: list[Box] = []
    for box in boxes:
        if box[0] >= box[2] or box[1] >= box[3]:
            continue
        while meeting := [other for other in found if meet(other, box)]:
            for other in meeting:
                found.remove(other)
                box = min(box[0], other[0]), min(box[1], other[1]), max(box[2], other[2]), max(box[3], other[3])
        found.append(box)
    return found


def meet(a: Box, b: Box) -> bool:
    """Whether two boxes have a pixel in common."""
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def faded(image: Image.Image, alpha: int) -> Image.Image:
    """The picture with ``alpha`` of 255 of its opacity."""
    fainter = image.copy()
    fainter.putalpha(image.getchannel("A").point([(value * alpha + 127) // 255 for value in range(256)]))
    return fainter


def zoomed(image: Image.Image, scale: int) -> Image.Image:
    """The middle of the picture, ``scale`` thousandths as large, in the same outline: what was opaque stays opaque."""
    width, height = image.width * WHOLE / scale, image.height * WHOLE / scale
    left, top = (image.width - width) / 2, (image.height - height) / 2
    closer = image.convert("RGB").resize(image.size, Image.Resampling.BILINEAR, (left, top, left + width, top + height))
    closer.putalpha(image.getchannel("A"))
    return closer


def uncovered(piece: Piece, part: int, way: str) -> Piece:
    """``part`` of 1000 of a piece: from the left (``right``), from the bottom (``up``), or clockwise from the top (``round``)."""
    image, left, top = piece
    if way == "right":
        return image.crop((0, 0, max(1, image.width * part // WHOLE), image.height)), left, top
    if way == "up":
        hidden = min(image.height - 1, image.height * (WHOLE - part) // WHOLE)
        return image.crop((0, hidden, image.width, image.height)), left, top + hidden
    mask = Image.new("L", (image.width * FINE, image.height * FINE))
    reach = 2 * max(mask.size)
    middle = mask.width / 2, mask.height / 2
    outline = (middle[0] - reach, middle[1] - reach, middle[0] + reach, middle[1] + reach)
    ImageDraw.Draw(mask).pieslice(outline, -90, -90 + 360 * part / WHOLE, fill=255)
    shown = image.copy()
    shown.putalpha(Image.composite(image.getchannel("A"), Image.new("L", image.size), mask.reduce(FINE)))
    return shown, left, top
