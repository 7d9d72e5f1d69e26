"""Pixels in, the planes of a video frame out: Y, U and V of BT.709 in limited range, chroma halved (I420), kept from frame to frame.

Only what changes is converted again: that is what makes a film of a page nearly as quick as its encoder.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from assetkit.film.boxes import Box as Box
from assetkit.film.boxes import even as even

Plane = NDArray[np.uint8]
RED, BLUE = 0.2126, 0.0722  # luma weights, ITU-R BT.709-6 table 3
GREEN = 1 - RED - BLUE
LUMA, CHROMA = 219 / 255, 224 / 255  # limited range: Y 16 to 235, U and V 16 to 240
MIDDLE = 128


def _matrix() -> tuple[float, ...]:
    """R, G, B (0..255) to Y, U, V with their offsets, as Pillow wants it (it rounds)."""
    to_blue, to_red = 0.5 * CHROMA / (1 - BLUE), 0.5 * CHROMA / (1 - RED)
    luma = (RED * LUMA, GREEN * LUMA, BLUE * LUMA, 16)
    blue = (-RED * to_blue, -GREEN * to_blue, (1 - BLUE) * to_blue, MIDDLE)
    red = ((1 - RED) * to_red, -GREEN * to_red, -BLUE * to_red, MIDDLE)
    return *luma, *blue, *red


MATRIX = _matrix()


def _inverse() -> tuple[float, ...]:
    """Y, U, V with their offsets to R, G, B: what a player does."""
    red, blue = (1 - RED) / (0.5 * CHROMA), (1 - BLUE) / (0.5 * CHROMA)
    rows = ((0.0, red), (-blue * BLUE / GREEN, -red * RED / GREEN), (blue, 0.0))
    return tuple(
        value for u, v in rows for value in (1 / LUMA, u, v, -16 / LUMA - MIDDLE * (u + v))
    )


BACK = _inverse()
Tiles = tuple[Image.Image, Image.Image, Image.Image]
"""Y, U and V of a part of a frame as pictures, U and V half as large."""


def to_luma(image: Image.Image) -> Image.Image:
    """Y of an RGB picture."""
    return image.convert("L", MATRIX[:4])


def to_tints(image: Image.Image) -> tuple[Image.Image, Image.Image]:
    """U and V of an RGB picture, which has been halved."""
    return image.convert("L", MATRIX[4:8]), image.convert("L", MATRIX[8:])


def to_tiles(image: Image.Image) -> Tiles:
    """Y, U and V of an RGB picture with even sides."""
    return to_luma(image), *to_tints(image.reduce(2))


def yuv(colour: tuple[int, int, int]) -> tuple[int, int, int]:
    """The Y, U and V of an sRGB colour."""
    pixel = Image.new("RGB", (1, 1), colour).convert("RGB", MATRIX).getpixel((0, 0))
    assert isinstance(pixel, tuple)
    return pixel[0], pixel[1], pixel[2]


class Planes:
    """One frame, ``width`` × ``height`` px, both even. ``buffer`` holds Y, then U, then V: the layout of yuv420p."""

    def __init__(self, width: int, height: int, buffer: Plane | None = None) -> None:
        """A black frame is not made of zeros: draw before you show. ``buffer`` is one that is there already, in the same layout."""
        self.width, self.height = width, height
        self.buffer = np.zeros(width * height * 3 // 2, np.uint8) if buffer is None else buffer
        luma, quarter = width * height, width * height // 4
        self.y = self.buffer[:luma].reshape(height, width)
        self.u = self.buffer[luma : luma + quarter].reshape(height // 2, width // 2)
        self.v = self.buffer[luma + quarter :].reshape(height // 2, width // 2)

    def __iter__(self) -> Iterator[Plane]:
        return iter((self.y, self.u, self.v))

    @property
    def rows(self) -> Plane:
        """The buffer as PyAV takes it: height × 3/2 rows of ``width``."""
        return self.buffer.reshape(self.height * 3 // 2, self.width)

    def put(self, image: Image.Image, box: Box) -> None:
        """Convert the part of an RGB image of the frame's size that lies in the even ``box``."""
        left, top, right, bottom = box
        if left >= right or top >= bottom:
            return
        self.place(to_tiles(image.crop(box)), box)

    def place(self, tiles: Tiles, box: Box) -> None:
        """Put Y, U and V of the part of a frame that lies in the even ``box``."""
        for plane, tile, scale in zip(self, tiles, (1, 2, 2), strict=True):
            plane[box[1] // scale : box[3] // scale, box[0] // scale : box[2] // scale] = np.asarray(tile)

    def fill(self, colour: tuple[int, int, int], box: Box) -> None:
        """One colour, given as Y, U, V, in an even box: flat bars need no conversion."""
        left, top, right, bottom = box
        for plane, value, scale in zip(self, colour, (1, 2, 2), strict=True):
            plane[top // scale : bottom // scale, left // scale : right // scale] = value

    def take(self, other: Planes, box: Box | None = None) -> None:
        """Copy another frame of the same size, or its part in an even box."""
        if box is None:
            np.copyto(self.buffer, other.buffer)
            return
        left, top, right, bottom = box
        for plane, source, scale in zip(self, other, (1, 2, 2), strict=True):
            part = np.s_[top // scale : bottom // scale, left // scale : right // scale]
            plane[part] = source[part]

    def image(self, reduced: int = 1) -> Image.Image:
        """The frame as an RGB image, as a player shows it; ``reduced`` (1, or an even number): so many times smaller."""
        luma, blue, red = (Image.fromarray(plane) for plane in self)
        if reduced > 1:
            luma, blue, red = luma.reduce(reduced), blue.reduce(reduced // 2), red.reduce(reduced // 2)
        tints = (tint.resize(luma.size, Image.Resampling.NEAREST) for tint in (blue, red))
        return Image.merge("RGB", (luma, *tints)).convert("RGB", BACK)
