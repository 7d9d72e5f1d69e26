"""What can be filmed: frames one after another, drawn into planes that stay."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from assetkit.film.planes import Planes

if TYPE_CHECKING:
    from assetkit.film.canvas import Canvas
    from assetkit.film.timeline import Film


class Reel(Protocol):
    """Frames of a film: their size in even px, how many a second, how many in all, and one that stands for all of them."""

    @property
    def width(self) -> int: ...

    @property
    def height(self) -> int: ...

    @property
    def rate(self) -> int: ...

    @property
    def frames(self) -> int: ...

    @property
    def poster(self) -> int:
        """The number of the frame that a poster shows."""

    @property
    def keys(self) -> Sequence[int]:
        """The numbers of frames that show what happens, in order."""

    @property
    def planes(self) -> Planes:
        """The frame that was drawn last."""

    def draw(self, frame: int) -> bool:
        """Bring the planes to a frame, any of them; whether they are not what they were."""


@dataclass(frozen=True)
class PageReel:
    """The film of one page."""

    film: Film
    canvas: Canvas

    @property
    def width(self) -> int:
        return self.canvas.width

    @property
    def height(self) -> int:
        return self.canvas.height

    @property
    def rate(self) -> int:
        return self.film.rate

    @property
    def frames(self) -> int:
        return self.film.frames

    @property
    def poster(self) -> int:
        return self.film.settled

    @property
    def keys(self) -> Sequence[int]:
        return self.film.keys

    @property
    def planes(self) -> Planes:
        return self.canvas.planes

    def draw(self, frame: int) -> bool:
        return self.canvas.draw(self.film.state(frame))


def seconds_of(reel: Reel) -> float:
    """How long a film is, in s."""
    return reel.frames / reel.rate
