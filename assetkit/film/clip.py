"""A reel in, a clip of moviepy out: to be laid beside other clips, cut, mixed with sound. What is not mixed is filmed without moviepy.

moviepy asks for RGB, frame by frame; the planes of a frame, which are what an encoder wants, are had by ``planes``.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from moviepy import VideoClip
from numpy.typing import NDArray

from assetkit.film.planes import Planes
from assetkit.film.reel import Reel, seconds_of


class LayerClip(VideoClip):  # type: ignore[misc]
    """A reel as a clip: its size, length and rate are the reel's."""

    def __init__(self, reel: Reel) -> None:
        self._reel = reel
        self._drawn: list[int] = []  # the number that the reel shows, for this clip and its copies
        self._seen: tuple[int, NDArray[np.uint8]] | None = None
        super().__init__(duration=seconds_of(reel))
        self.size = (reel.width, reel.height)
        self.fps = reel.rate
        self.frame_function = self._rgb

    def frame_at(self, moment: float) -> int:
        """The number of the frame that is seen at a moment, in s."""
        return max(0, min(self._reel.frames - 1, int(moment * self._reel.rate + 1e-6)))

    def planes(self, moment: float) -> tuple[Planes, bool]:
        """The planes of the frame at a moment, in s, and whether they are not those of the moment asked for before."""
        number = self.frame_at(moment)
        new = self._reel.draw(number) or not self._drawn
        self._drawn[:] = [number]
        return self._reel.planes, new

    def _rgb(self, moment: float) -> NDArray[np.uint8]:
        before = list(self._drawn)
        planes, new = self.planes(moment)
        if self._seen is None or new or before != [self._seen[0]]:
            self._seen = self._drawn[0], np.asarray(planes.image())
        self._seen = self._drawn[0], self._seen[1]
        return self._seen[1]

    def __copy__(self) -> Any:
        """moviepy copies a clip for each effect; the reel behind it is the same."""
        copied = type(self).__new__(type(self))
        copied.__dict__.update(self.__dict__)
        return copied
