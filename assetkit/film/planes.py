"""Pixels in, the planes of a video frame out: Y, U and V of BT.709 in limited range, chroma halved (I420), kept from frame to frame.

Only what changes is converted again: that is what makes a film of a page nearly as quick as its encoder.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Plane = NDArray[np.uint8]
Box = tuple[int, int, int, int]
"""left, top, right, bottom in px; of planes always even."""
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


def even(box: Box, width: int, height: int) -> Box:
    """The smallest box with even corners around ``box``, inside a frame of even ``width`` and ``height``."""
    left, top, right, bottom = box
    return max(0, left) & ~1, max(0, top) & ~1, min(width, right + 1 & ~1), min(height, bottom + 1 & ~1)


def yuv(colour: tuple[int, int, int]) -> tuple[int, int, int]:
    """The Y, U and V of an sRGB colour."""
    pixel = Image.new("RGB", (1, 1), colour).convert("RGB", MATRIX).getpixel((0, 0))
    assert isinstance(pixel, tuple)
    return pixel[0], pixel[1], pixel[2]


class Planes:
    """One frame, ``width`` × ``height`` px, both even. ``buffer`` holds Y, then U, then V: the layout of yuv420p."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self.buffer = np.zeros(width * height * 3 // 2, np.uint8)
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
        part = image.crop(box).convert("RGB", MATRIX)
        self.y[top:bottom, left:right] = np.asarray(part)[:, :, 0]
        halved = np.asarray(part.reduce(2))
        self.u[top // 2 : bottom // 2, left // 2 : right // 2] = halved[:, :, 1]
        self.v[top // 2 : bottom // 2, left // 2 : right // 2] = halved[:, :, 2]

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

    def image(self) -> Image.Image:
        """The frame as an RGB image, as a player shows it."""
        luma = (self.y.astype(np.float32) - 16) / LUMA
        blue, red = (
            (np.repeat(np.repeat(plane, 2, 0), 2, 1).astype(np.float32) - MIDDLE) / (0.5 * CHROMA)
            for plane in (self.u, self.v)
        )
        r, b = luma + red * (1 - RED), luma + blue * (1 - BLUE)
        g = (luma - RED * r - BLUE * b) / GREEN
        return Image.fromarray(np.clip(np.dstack((r, g, b)) + 0.5, 0, 255).astype(np.uint8))
