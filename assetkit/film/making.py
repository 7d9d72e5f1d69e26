"""A reel in, its file out: frames are drawn in one thread and encoded in another, so that two cores are never idle."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, Full, Queue
from threading import Event
from typing import TYPE_CHECKING, Protocol

import av

from assetkit.film.encoder import Encoding, Ring, Writer

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from assetkit.film.reel import Reel

WAITING = 4  # frames between the two threads: the intro is as quick as with 8, which took 10 MB more
HELD = 3  # frames besides: one that is being encoded, one that is handed over, one that is drawn
PATIENCE = 0.2  # s after which a thread that waits looks whether the other one still works


class Sound(Protocol):
    """A sound track: seconds of it, one after another, samples × 2 at 48 kHz."""

    def blocks(self) -> Iterator[NDArray[np.float32]]: ...


Shown = av.VideoFrame | None
"""A frame; None is the one before, again."""
Told = Callable[[int], None]
"""Is told how many frames are done."""


class DroppedError(Exception):
    """The film is not wanted any more."""


def make_film(reel: Reel, path: Path, encoding: Encoding, sound: Sound | None = None, told: Told = lambda done: None) -> None:
    """Write the film to ``path``. AssetkitError for a disk that is full; whatever goes wrong, no file is left."""
    ring = Ring(reel.width, reel.height, WAITING + HELD)
    with _encoder(path, encoding, sound) as hand_over:
        for number in range(reel.frames):
            new = reel.draw(number)
            hand_over(ring.copy(reel.planes) if new or number == 0 else None)
            told(number + 1)


@contextmanager
def _encoder(path: Path, encoding: Encoding, sound: Sound | None) -> Iterator[Callable[[Shown], None]]:
    """The other thread, and how to hand a frame over to it."""
    queue: Queue[tuple[Shown] | None] = Queue(WAITING)
    dropped = Event()

    def frames() -> Iterator[Shown]:
        while True:
            if dropped.is_set():
                raise DroppedError
            try:
                item = queue.get(timeout=PATIENCE)
            except Empty:
                continue
            if item is None:
                return
            yield item[0]

    def hand_over(item: tuple[Shown] | None) -> None:
        while True:
            try:
                queue.put(item, timeout=PATIENCE)
                return
            except Full:
                if working.done():
                    working.result()  # raises what went wrong there

    with ThreadPoolExecutor(1, "encoder") as pool:
        working = pool.submit(_encode, path, encoding, frames(), sound)
        try:
            yield lambda shown: hand_over((shown,))
            hand_over(None)
            working.result()
        except BaseException:
            dropped.set()
            raise


def _encode(path: Path, encoding: Encoding, frames: Iterator[Shown], sound: Sound | None) -> None:
    """Write frames as they come, and after the first of each second its sound."""
    blocks = sound.blocks() if sound else iter(())
    with Writer(path, encoding) as writer:
        for number, shown in enumerate(frames):
            writer.frame(shown)
            if number % encoding.rate == 0 and (block := next(blocks, None)) is not None:
                writer.sound(block)
        for block in blocks:
            writer.sound(block)
