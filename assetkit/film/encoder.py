"""Frames in, an MP4 file out: H.264 by PyAV, tagged BT.709, its index before its data. The only place that opens a film for writing."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import av
import numpy as np

from assetkit.errors import AssetkitError
from assetkit.film.levels import level_of
from assetkit.film.planes import Planes

if TYPE_CHECKING:
    from numpy.typing import NDArray

BT709 = 1  # of primaries, transfer and matrix alike: ITU-T H.273 tables 2 to 4
LIMITED = 1  # AVCOL_RANGE_MPEG
DRAWN = "open-gop=0:psy=0:aq-mode=0"  # drawn pictures want the pixels that were drawn, not what looks as busy
LEAN = "sync-lookahead=0"  # without a thread of its own that holds more frames: frames are drawn in that time
SOUND_RATE, SOUND_BITS = 48_000, 128_000  # Hz, bit/s: what all places take
SOUND_BLOCK = 48_000  # samples that are handed over at once


@dataclass(frozen=True)
class Encoding:
    """How a film is encoded: size in even px, frames per second, x264's quality (crf) and effort, seconds between key frames; ``x264`` are
    further parameters of it (name=value:…)."""

    width: int
    height: int
    rate: int
    crf: int = 20
    effort: str = "veryfast"
    gop: float = 2.0
    threads: int = 1
    sound: bool = False
    x264: str = ""

    @property
    def level(self) -> str:
        """The H.264 level that size and rate need."""
        return level_of(self.width, self.height, self.rate)

    @property
    def options(self) -> dict[str, str]:
        """x264's options."""
        return {
            "preset": self.effort,
            "crf": str(self.crf),
            "profile": "high",
            "level": self.level,
            "g": str(max(1, round(self.gop * self.rate))),
            "x264-params": ":".join(filter(None, (DRAWN, LEAN, self.x264))),
        }


class Ring:
    """Copies of frames as the encoder takes them, so that the planes may change: each of ``count`` buffers in its turn."""

    def __init__(self, width: int, height: int, count: int = 2) -> None:
        self._frames = [av.VideoFrame(width, height, "yuv420p") for _ in range(count)]
        self._planes = [tuple(map(_pixels, frame.planes)) for frame in self._frames]
        self._next = 0
        for frame in self._frames:
            frame.color_range, frame.colorspace = LIMITED, BT709

    def copy(self, planes: Planes) -> av.VideoFrame:
        """The frame; it holds until ``count`` more have been copied."""
        index, self._next = self._next, (self._next + 1) % len(self._frames)
        for copied, plane in zip(self._planes[index], planes, strict=True):
            np.copyto(copied, plane)
        return self._frames[index]


def _pixels(plane: Any) -> NDArray[np.uint8]:
    """The pixels of a plane, to be written; its rows may be longer than they are wide."""
    return np.frombuffer(plane, np.uint8).reshape(-1, plane.line_size)[: plane.height, : plane.width]


class Writer:
    """A film that is being written. ``frame`` takes the next one; leaving the block ends the file, an error removes it."""

    def __init__(self, path: Path, encoding: Encoding) -> None:
        self._path = path
        self._count = 0
        self._frame: av.VideoFrame | None = None
        self._ring = Ring(encoding.width, encoding.height)
        with _told(path):
            self._file = av.open(str(path), "w", format="mp4", options={"movflags": "+faststart"})
            self._video: Any = self._file.add_stream("libx264", rate=encoding.rate, options=encoding.options)
            self._sound: Any = self._file.add_stream("aac", rate=SOUND_RATE, layout="stereo") if encoding.sound else None
        self._video.width, self._video.height, self._video.pix_fmt = encoding.width, encoding.height, "yuv420p"
        context = self._video.codec_context
        context.thread_count, context.thread_type = encoding.threads, "FRAME"
        context.color_primaries = context.color_trc = context.colorspace = BT709
        context.color_range = LIMITED
        if self._sound is not None:
            self._sound.bit_rate = SOUND_BITS

    def frame(self, shown: Planes | av.VideoFrame | None) -> None:
        """The next frame; None repeats the one before, which costs no copy. The encoder has read it when this returns."""
        if shown is not None:
            self._frame = self._ring.copy(shown) if isinstance(shown, Planes) else shown
        assert self._frame is not None
        self._frame.pts = self._count
        self._count += 1
        with _told(self._path):
            self._file.mux(self._video.encode(self._frame))

    def sound(self, samples: NDArray[np.float32]) -> None:
        """The whole sound track: −1..1, samples × 2 at 48 kHz."""
        for start in range(0, len(samples), SOUND_BLOCK):
            block = np.ascontiguousarray(samples[start : start + SOUND_BLOCK].T, np.float32)
            frame = av.AudioFrame.from_ndarray(block, format="fltp", layout="stereo")
            frame.sample_rate = SOUND_RATE
            with _told(self._path):
                self._file.mux(self._sound.encode(frame))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        try:
            if error is None:
                with _told(self._path):
                    for stream in filter(None, (self._video, self._sound)):
                        self._file.mux(stream.encode(None))
            self._close(error is None)
        finally:
            if error is not None:
                self._path.unlink(missing_ok=True)

    def _close(self, whole: bool) -> None:
        """End the file; of one that is thrown away nobody needs to know why it could not be ended."""
        with _told(self._path) if whole else contextlib.suppress(av.error.FFmpegError):
            self._file.close()


@contextlib.contextmanager
def _told(path: Path) -> Iterator[None]:
    """Faults of the encoder and of the disk as one line."""
    try:
        yield
    except av.error.FFmpegError as error:
        path.unlink(missing_ok=True)
        hint = "make room, or another folder with -o"
        raise AssetkitError(f"cannot be written: {error.strerror}", where=str(path), hint=hint) from error
