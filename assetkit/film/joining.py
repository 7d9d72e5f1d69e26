"""The reels of scenes in, one reel out: each scene in its time, the end of one mixed with the beginning of the next.

Scenes are made ready while the one before them is filmed, and let go of afterwards: of a film of any length two are alive at a time.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor

from assetkit.film.cutting import Cut
from assetkit.film.mixing import WHOLE, mix_named
from assetkit.film.planes import Planes
from assetkit.film.reel import Reel

ALIVE = 2  # scenes that are kept
BEFORE_END = 0.4  # s before the next scene: all has entered, and nothing has left yet

Opens = Callable[[int], Reel]
"""Makes the reel of a scene, by its number from 0."""


class JoinedReel:
    """A reel of scenes. ``opens`` is called once for each, in another thread, when it will soon be filmed."""

    def __init__(self, cuts: Sequence[Cut], width: int, height: int, rate: int, opens: Opens) -> None:
        self.width, self.height, self.rate = width, height, rate
        self._cuts, self._opens = tuple(cuts), opens
        self._starts = [sum(cut.frames for cut in cuts[:index]) for index in range(len(cuts))]
        self._mixes = [mix_named(cut.transition.kind, cut.where) if cut.transition.frames(rate) else None for cut in cuts]
        self._pool = ThreadPoolExecutor(1, "scene")
        self._open: OrderedDict[int, Future[Reel]] = OrderedDict()
        self._mixed = Planes(width, height)
        self._last: tuple[int, Planes] | None = None  # the scene whose last frame is kept, and that frame
        self._drawn: tuple[int, int] = (-1, -1)  # the scene that was drawn last; its share of the picture, WHOLE when it has all
        self._poster: Planes | None = None  # kept when it has been drawn: it is asked for again when its scene has long gone
        self.planes = self._mixed

    @property
    def frames(self) -> int:
        return sum(cut.frames for cut in self._cuts)

    @property
    def poster(self) -> int:
        """The first scene, when all has entered."""
        return self._settled(0)

    @property
    def keys(self) -> Sequence[int]:
        """The middle of each transition, and each scene when all has entered."""
        middles = (start + cut.transition.frames(self.rate) // 2 for start, cut in zip(self._starts, self._cuts, strict=True))
        return sorted({*middles, *(self._settled(index) for index in range(len(self._cuts)))})

    def _settled(self, index: int) -> int:
        cut = self._cuts[index]
        return self._starts[index] + max(cut.transition.frames(self.rate), cut.frames - 1 - round(BEFORE_END * self.rate))

    def draw(self, frame: int) -> bool:
        """Bring the planes to a frame; whether they are not what they were. A scene that cannot be made raises AssetkitError."""
        index = bisect_right(self._starts, frame) - 1
        if frame == self.poster and self._poster and index not in self._open:
            self.planes, self._drawn = self._poster, (-1, -1)
            return True
        cut, own = self._cuts[index], frame - self._starts[index]
        mix = self._mixes[index]
        share = cut.transition.share(own, self.rate, WHOLE) if mix and own < cut.transition.frames(self.rate) else WHOLE
        before = self._end_of(index - 1) if share < WHOLE else None
        reel = self._scene(index)
        changed = reel.draw(own)
        same, self._drawn = (index, share) == self._drawn and not changed, (index, share)
        self.planes = reel.planes
        if mix and before is not None:
            self.planes = self._mixed
            if not same:
                mix(before, reel.planes, self._mixed, share)
        if frame == self.poster and self._poster is None:
            self._poster = Planes(self.width, self.height)
            self._poster.take(self.planes)
        if own == cut.frames - 1 and index + 1 < len(self._cuts) and self._mixes[index + 1]:
            self._keep(index, reel)
        return not same

    def _keep(self, index: int, reel: Reel) -> None:
        """Keep the frame that a scene ends with."""
        kept = self._last[1] if self._last else Planes(self.width, self.height)
        kept.take(reel.planes)
        self._last = index, kept

    def _end_of(self, index: int) -> Planes:
        """The frame that a scene ends with; when frames are drawn in their order it is at hand."""
        if self._last is None or self._last[0] != index:
            reel = self._scene(index)
            reel.draw(self._cuts[index].frames - 1)
            self._keep(index, reel)
        assert self._last is not None
        return self._last[1]

    def _scene(self, index: int) -> Reel:
        """A scene's reel; the next one is begun meanwhile, and the one that was used longest ago is let go of."""
        wanted = self._begun(index).result()
        if index + 1 < len(self._cuts):
            self._begun(index + 1)
        self._open.move_to_end(index)
        while len(self._open) > ALIVE:
            self._open.popitem(last=False)
        return wanted

    def _begun(self, index: int) -> Future[Reel]:
        if index not in self._open:
            self._open[index] = self._pool.submit(self._opens, index)
        return self._open[index]

    def close(self) -> None:
        """Let go of all scenes; one that is being made is not waited for."""
        self._pool.shutdown(wait=False, cancel_futures=True)
        self._open.clear()
