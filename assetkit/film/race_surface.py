"""A frame that is drawn on directly: flat boxes, veils and stamps into its luma, and into both of its chroma planes at once."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from assetkit.film.boxes import Box, common
from assetkit.film.planes import Planes

Mask = NDArray[np.uint8]
Wide = NDArray[np.uint16]
Colour = tuple[int, int, int]
OPAQUE = 256
HALF = np.uint16(OPAQUE // 2)
Mixed = tuple[Wide, Wide, Wide, Wide]


@lru_cache(maxsize=64)
def _tints(colour: Colour) -> NDArray[np.uint8]:
    return np.array(colour[1:], np.uint8).reshape(2, 1, 1)


@dataclass(frozen=True, eq=False)
class Stamp:
    """A mask of 0..255 with the place of its corner relative to the pen on the baseline, and how far the pen moves on, in px."""

    mask: Mask
    left: int
    top: int
    advance: float
    _phases: dict[tuple[int, int], tuple[Wide, Wide]] = field(default_factory=dict, repr=False)
    _mixed: dict[tuple[int, int, Colour], Mixed] = field(default_factory=dict, repr=False)

    @property
    def height(self) -> int:
        return int(self.mask.shape[0])

    @property
    def width(self) -> int:
        return int(self.mask.shape[1])

    def mixed(self, x: int, y: int, colour: Colour) -> Mixed:
        """What is left of the luma behind, what is added to it, both of 256; likewise for chroma: when the corner stands at ``x, y``."""
        key = (x & 1, y & 1, colour)
        found = self._mixed.get(key)
        if found is None:
            whole, halved = self._phase(x & 1, y & 1)
            tints = np.array(colour[1:], np.uint16).reshape(2, 1, 1)
            found = OPAQUE - whole, whole * np.uint16(colour[0]) + HALF, OPAQUE - halved, halved * tints + HALF
            self._mixed[key] = found
        return found

    def _phase(self, right: int, down: int) -> tuple[Wide, Wide]:
        """(the mask for luma, for chroma), 0..256, of even sides: its corner may stand on an odd pixel."""
        if (right, down) not in self._phases:
            height, width = self.mask.shape
            whole = np.zeros((height + down + 1 & ~1, width + right + 1 & ~1), np.uint16)
            whole[down : down + height, right : right + width] = self.mask
            whole += whole >> 7  # 255 is all of it
            halved = (whole[::2, ::2] + whole[1::2, ::2] + whole[::2, 1::2] + whole[1::2, 1::2] + 2) >> 2
            self._phases[right, down] = whole, halved.astype(np.uint16)
        return self._phases[right, down]


class Surface(Planes):
    """Planes with ``uv``, both chroma planes as one: 2 × height/2 × width/2. Boxes are even where nothing else is said."""

    def __init__(self, width: int, height: int) -> None:
        super().__init__(width, height)
        self.uv = self.buffer[width * height :].reshape(2, height // 2, width // 2)

    @classmethod
    def of(cls, planes: Planes) -> Surface:
        """A copy of any planes."""
        surface = cls(planes.width, planes.height)
        np.copyto(surface.buffer, planes.buffer)
        return surface

    def take(self, other: Planes, box: Box | None = None) -> None:
        if box is None or not isinstance(other, Surface):
            super().take(other, box)
            return
        left, top, right, bottom = box
        self.y[top:bottom, left:right] = other.y[top:bottom, left:right]
        part = np.s_[:, top // 2 : bottom // 2, left // 2 : right // 2]
        self.uv[part] = other.uv[part]

    def show(self, tile: Surface, corner: tuple[int, int], box: Box) -> None:
        """Copy the part of a smaller surface that lies in ``box``, its own corner standing at ``corner``."""
        left, top, right, bottom = common(box, (*corner, corner[0] + tile.width, corner[1] + tile.height))
        x, y, to_x, to_y = left - corner[0], top - corner[1], right - corner[0], bottom - corner[1]
        self.y[top:bottom, left:right] = tile.y[y:to_y, x:to_x]
        self.uv[:, top >> 1 : bottom >> 1, left >> 1 : right >> 1] = tile.uv[:, y >> 1 : to_y >> 1, x >> 1 : to_x >> 1]

    def block(self, colour: Colour, box: Box, clip: Box) -> None:
        """One colour in any box: luma to the pixel, chroma to the pixel of its own that holds it."""
        left, top, right, bottom = common(box, clip)
        if left < right and top < bottom:
            self.y[top:bottom, left:right] = colour[0]
            self.uv[:, top >> 1 : bottom + 1 >> 1, left >> 1 : right + 1 >> 1] = _tints(colour)

    def wash(self, colour: Colour, box: Box, strength: int) -> None:
        """Blend ``strength`` of 256 of a colour into a box."""
        left, top, right, bottom = box
        if left >= right or top >= bottom or not strength:
            return
        kept = np.uint16(OPAQUE - strength)
        luma = self.y[top:bottom, left:right]
        chroma = self.uv[:, top // 2 : bottom // 2, left // 2 : right // 2]
        for part, added in ((luma, np.uint16(colour[0] * strength)), (chroma, _tints(colour).astype(np.uint16) * np.uint16(strength))):
            mixed = np.multiply(part, kept, dtype=np.uint16)
            mixed += added + HALF
            mixed >>= 8
            part[:] = mixed

    def lay(self, stamp: Stamp, pen: tuple[int, int], colour: Colour, clip: Box) -> None:
        """Blend a stamp in, its pen at ``pen``, inside the even box ``clip``."""
        x, y = pen[0] + stamp.left, pen[1] + stamp.top
        height, width = stamp.mask.shape
        left, top, right, bottom = x & ~1, y & ~1, x + width + 1 & ~1, y + height + 1 & ~1
        if left >= clip[2] or right <= clip[0] or top >= clip[3] or bottom <= clip[1]:
            return
        kept, added, kept_tints, added_tints = stamp.mixed(x, y, colour)
        if left < clip[0] or top < clip[1] or right > clip[2] or bottom > clip[3]:
            shown = common((left, top, right, bottom), clip)
            of = np.s_[shown[1] - top : shown[3] - top, shown[0] - left : shown[2] - left]
            halved = np.s_[..., shown[1] - top >> 1 : shown[3] - top >> 1, shown[0] - left >> 1 : shown[2] - left >> 1]
            kept, added, kept_tints, added_tints = kept[of], added[of], kept_tints[halved], added_tints[halved]
            left, top, right, bottom = shown
        luma = self.y[top:bottom, left:right]
        mixed = np.multiply(luma, kept, dtype=np.uint16)
        mixed += added
        mixed >>= 8
        luma[:] = mixed
        chroma = self.uv[:, top >> 1 : bottom >> 1, left >> 1 : right >> 1]
        mixed = np.multiply(chroma, kept_tints, dtype=np.uint16)
        mixed += added_tints
        mixed >>= 8
        chroma[:] = mixed
