"""Pictures of layers in, planes that are laid over a frame out: a layer is converted once, and then only moved, faded and uncovered.

A picture is blended in Y, U and V, with its opacity, at a quarter of what blending in RGB and converting costs. U and V are half as large
as the picture, so there are up to four of each: for even and odd places, across and down.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import ceil, cos, floor, pi, sin

from PIL import Image, ImageChops, ImageDraw

from assetkit.film.boxes import Box, common
from assetkit.film.planes import Tiles, to_luma, to_tints
from assetkit.film.timeline import OPAQUE, WHOLE

FINE = 2  # times that the edge of a ring is drawn larger, to be smooth
Tints = tuple[Image.Image, Image.Image, Image.Image | None]
"""U, V and their opacity (None: opaque)."""


class Picture:
    """An RGBA picture (straight alpha) as planes, made when they are first wanted."""

    def __init__(self, image: Image.Image) -> None:
        self.image = image
        self.width, self.height = image.size
        self._tints: dict[tuple[int, int], Tints] = {}

    @cached_property
    def luma(self) -> Image.Image:
        return to_luma(self.image.convert("RGB"))

    @cached_property
    def mask(self) -> Image.Image | None:
        """Its opacity; None when all of it is opaque."""
        return see_through(self.image.getchannel("A"))

    def tints(self, across: int, down: int) -> Tints:
        """U, V and opacity for a place that is odd (1) or even (0) ``across`` and ``down``."""
        if (across, down) not in self._tints:
            small = shifted(self.image, across, down).convert("RGBa").reduce(2).convert("RGBA")
            blue, red = to_tints(small.convert("RGB"))
            self._tints[across, down] = blue, red, see_through(small.getchannel("A"))
        return self._tints[across, down]


class Closer(Picture):
    """The middle of a picture, ``scale`` ten-thousandths as large, in the same outline: what was opaque stays opaque. Its planes are
    enlarged, nothing is converted anew."""

    def __init__(self, whole: Picture, scale: int) -> None:
        super().__init__(whole.image)
        self._whole, self._scale = whole, scale

    @cached_property
    def luma(self) -> Image.Image:
        return enlarged(self._whole.luma, self._scale, self.width / 2, self.height / 2)

    @cached_property
    def mask(self) -> Image.Image | None:
        return self._whole.mask

    def tints(self, across: int, down: int) -> Tints:
        if (across, down) not in self._tints:
            blue, red, mask = self._whole.tints(across, down)
            middle = (self.width / 2 + across) / 2, (self.height / 2 + down) / 2
            self._tints[across, down] = enlarged(blue, self._scale, *middle), enlarged(red, self._scale, *middle), mask
        return self._tints[across, down]


@dataclass(frozen=True)
class Look:
    """A picture as it is seen in a frame: where, how much of its opacity (of 255), inside which box (None: all of it), and how much of a
    turn of it (of 10000, clockwise from the top) is uncovered."""

    picture: Picture
    left: int
    top: int
    alpha: int = OPAQUE
    clip: Box | None = None
    turn: int = WHOLE

    @property
    def box(self) -> Box:
        """The part of the frame that it covers."""
        whole = self.left, self.top, self.left + self.picture.width, self.top + self.picture.height
        return whole if self.clip is None else common(whole, self.clip)

    @cached_property
    def _mask(self) -> Image.Image | None:
        mask = self.picture.mask
        if self.turn < WHOLE:
            part = sector(self.picture.width, self.picture.height, self.turn)
            mask = part if mask is None else ImageChops.multiply(mask, part)
        return fainter(mask, self.picture.image.size, self.alpha)

    @cached_property
    def _tints(self) -> Tints:
        across, down = self.left & 1, self.top & 1
        blue, red, mask = self.picture.tints(across, down)
        if self.turn < WHOLE:
            assert self._mask is not None
            return blue, red, shifted(self._mask, across, down).reduce(2)
        return blue, red, fainter(mask, blue.size, self.alpha)

    def lay(self, tiles: Tiles, box: Box) -> None:
        """Blend the picture over the part of a frame in the even ``box`` that ``tiles`` hold."""
        blue, red, thin = self._tints
        half = self.left // 2, self.top // 2
        layers = ((self.picture.luma, self._mask), (blue, thin), (red, thin))
        for tile, (plane, mask), scale in zip(tiles, layers, (1, 2, 2), strict=True):
            x, y = (self.left, self.top) if scale == 1 else half
            at = x - box[0] // scale, y - box[1] // scale
            if self.clip is None:
                tile.paste(plane, at, mask)
                continue
            left, top, right, bottom = common(self.box, box)
            inside = left // scale - x, top // scale - y, -(-right // scale) - x, -(-bottom // scale) - y
            if inside[0] < inside[2] and inside[1] < inside[3]:
                corner = at[0] + inside[0], at[1] + inside[1]
                tile.paste(plane.crop(inside), corner, mask.crop(inside) if mask else None)


Looks = tuple[Look, ...]
"""What is seen of one layer: one picture, or one for each sign of a number."""


def changed(before: Looks, now: Looks) -> list[Box]:
    """The boxes in which two states of a layer differ: for a bar that grows only its new columns."""
    if len(before) == len(now) == 1:
        one, other = before[0], now[0]
        same = (one.picture, one.left, one.top, one.alpha) == (other.picture, other.left, other.top, other.alpha)
        if same and one.turn == other.turn:
            return list(_between(one.box, other.box))
        if same and one.clip == other.clip:
            return [swept(one.box, min(one.turn, other.turn), max(one.turn, other.turn))]
    return [look.box for look in before if look not in now] + [look.box for look in now if look not in before]


def _between(one: Box, other: Box) -> list[Box]:
    """What only one of two boxes covers that share all sides but one; else both."""
    sides = [side for side in range(4) if one[side] != other[side]]
    if len(sides) > 1:
        return [one, other]
    if not sides:
        return []
    side = sides[0]
    strip = list(one)
    low, high = sorted((one[side], other[side]))
    strip[side % 2], strip[side % 2 + 2] = low, high
    return [(strip[0], strip[1], strip[2], strip[3])]


def enlarged(plane: Image.Image, scale: int, x: float, y: float) -> Image.Image:
    """The part of a plane around a point, ``scale`` ten-thousandths as large, as many pixels as before."""
    part = WHOLE / scale
    box = x - x * part, y - y * part, x + (plane.width - x) * part, y + (plane.height - y) * part
    return plane.resize(plane.size, Image.Resampling.BILINEAR, box)


def see_through(mask: Image.Image) -> Image.Image | None:
    """The opacity; None when it is full everywhere, so that nothing needs to be blended."""
    least = mask.getextrema()[0]
    return None if least == OPAQUE else mask


def fainter(mask: Image.Image | None, size: tuple[int, int], alpha: int) -> Image.Image | None:
    """``alpha`` of 255 of an opacity."""
    if alpha >= OPAQUE:
        return mask
    if mask is None:
        return Image.new("L", size, alpha)
    return mask.point([(value * alpha + OPAQUE // 2) // OPAQUE for value in range(256)])


def shifted(image: Image.Image, across: int, down: int) -> Image.Image:
    """The picture with so many empty columns and rows before it, and as many behind it as make its sides even."""
    width, height = (image.width + across + 1) & ~1, (image.height + down + 1) & ~1
    if (width, height) == image.size:
        return image
    larger = Image.new(image.mode, (width, height))
    larger.paste(image, (across, down))
    return larger


def sector(width: int, height: int, turn: int) -> Image.Image:
    """Opacity of ``turn`` of 10000 of a turn about the middle, clockwise from the top."""
    mask = Image.new("L", (width * FINE, height * FINE))
    reach = 2 * max(mask.size)
    outline = (mask.width / 2 - reach, mask.height / 2 - reach, mask.width / 2 + reach, mask.height / 2 + reach)
    ImageDraw.Draw(mask).pieslice(outline, -90, -90 + 360 * turn / WHOLE, fill=OPAQUE)
    return mask.reduce(FINE)


def swept(box: Box, before: int, now: int) -> Box:
    """The part of ``box`` that a hand passes which turns about its middle from ``before`` to ``now`` of 10000, clockwise from the top."""
    middle = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    reach = box[2] - box[0] + box[3] - box[1]
    stops = [turn for turn in range(0, WHOLE + 1, WHOLE // 8) if before < turn < now]  # a long way goes round corners
    angles = [2 * pi * turn / WHOLE for turn in (before, *stops, now)]
    points = [middle, *((middle[0] + reach * sin(angle), middle[1] - reach * cos(angle)) for angle in angles)]
    hull = (
        floor(min(x for x, _ in points)) - 1,
        floor(min(y for _, y in points)) - 1,
        ceil(max(x for x, _ in points)) + 1,
        ceil(max(y for _, y in points)) + 1,
    )
    return common(box, hull)
