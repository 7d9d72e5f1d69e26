"""One period of a film in, the same again and again out: its packets are copied, nothing is encoded twice."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import av
import numpy as np

from assetkit.errors import AssetkitError
from assetkit.film.reel import Reel


def refuse_seam(reel: Reel) -> None:
    """Raise AssetkitError when the frame after the last is not the first one, pixel by pixel."""
    reel.draw(0)
    first = reel.planes.buffer.copy()
    reel.draw(reel.frames)
    if not np.array_equal(first, reel.planes.buffer):
        raise AssetkitError(f"frame {reel.frames} is not frame 0: the loop would be seen to jump", where="loop", hint="another --speed")


def looped(target: Path, times: int, frames: int, make: Callable[[Path], object]) -> None:
    """Let ``make`` write one period, ``frames`` frames long, and write it ``times`` times into ``target``, a temporary file."""
    if times == 1:
        make(target)
        return
    once = target.with_name(f"{target.name.removesuffix('.part')}-once.part")
    try:
        make(once)
        repeat(once, target, times, frames)
    finally:
        once.unlink(missing_ok=True)


def repeat(source: Path, target: Path, times: int, frames: int) -> None:
    """Write the film of ``source``, ``frames`` frames long, ``times`` times into ``target``. Each period begins with a key frame."""
    with av.open(str(source)) as period, av.open(str(target), "w", format="mp4", options={"movflags": "+faststart"}) as file:
        video: Any = period.streams.video[0]
        stream: Any = file.add_stream_from_template(video)
        stream.time_base = video.time_base
        tick = round(frames / video.average_rate / video.time_base)  # of a period, in the stream's own unit of time
        for number in range(times):
            period.seek(0)
            for packet in period.demux(video):
                if packet.dts is None:
                    continue
                packet.pts = (packet.pts or 0) + number * tick
                packet.dts += number * tick
                packet.stream = stream
                file.mux(packet)
