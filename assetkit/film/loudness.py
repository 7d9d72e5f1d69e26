"""Samples in, samples as loud as places want them out: −16 LUFS, and no peak above −1 dB, as heard after the encoder has had them.

Loudness is that of ITU-R BS.1770 and EBU R 128, measured by FFmpeg's own meter; true peaks are those between the samples.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import av
import numpy as np
from av.filter import Graph

from assetkit.errors import AssetkitError
from assetkit.film.encoder import SOUND_BITS, SOUND_RATE

if TYPE_CHECKING:
    from numpy.typing import NDArray

TARGET = -16.0  # LUFS: what phones and feeds play without turning it down
CEILING = -1.0  # dBTP: EBU R 128 s1
ROOM = 0.7  # dB that are left below the ceiling: AAC makes peaks of its own
SILENT = -60.0  # LUFS, below which there is nothing to make louder
NEAR = 0.2  # LU that nobody hears
ROUNDS = 4
MOST_GAIN = 40.0  # dB: beyond, only the noise grows
FINE = 4  # times the rate at which peaks between the samples are held down
BLOCK = 48_000  # samples that are handed to a filter at once
AAC_FRAME = 1024  # samples of a block of AAC-LC, by which its decoder is late


@dataclass(frozen=True)
class Loudness:
    """Integrated loudness in LUFS, and the true peak in dB of full scale (both −inf for silence)."""

    integrated: float
    peak: float


def measure(samples: NDArray[np.float32]) -> Loudness:
    """The loudness of samples × 2 at 48 kHz."""
    found: dict[str, str] = {}
    for frame in _filtered(samples, (("ebur128", "peak=true:metadata=1:framelog=quiet"),)):
        found = dict(frame.metadata) or found
    peak = float(found.get("lavfi.r128.true_peak", 0))
    return Loudness(float(found.get("lavfi.r128.I", "-inf")), 20 * math.log10(peak) if peak else -math.inf)


def levelled(samples: NDArray[np.float32], where: str) -> tuple[NDArray[np.float32], Loudness]:
    """The samples at the target loudness, and how loud they are when they have been encoded and decoded again.

    Peaks are held down by a limiter where the gain needs it. Where both cannot be had the peak is kept, and it is quieter.
    AssetkitError for silence.
    """
    measured = measure(samples)
    if measured.integrated < SILENT:
        what = f"is all but silent ({measured.integrated:.0f} LUFS)" if measured.peak > -math.inf else "is silent"
        raise AssetkitError(what, where=where, hint="another piece of music")
    target, ceiling = TARGET, CEILING - ROOM
    best: tuple[NDArray[np.float32], Loudness] | None = None
    for _ in range(ROUNDS):
        louder = _at(samples, measured, target, ceiling)
        heard = measure(as_played(louder))
        if heard.peak <= CEILING and (best is None or _off(heard) < _off(best[1])):
            best = louder, heard
        if best is not None and _off(best[1]) <= NEAR:
            break
        target += TARGET - heard.integrated
        ceiling -= max(0.0, heard.peak - CEILING + NEAR / 2)
    if best is None:  # nothing but peaks: as loud as they allow
        louder = louder * np.float32(_ratio(CEILING - ROOM - heard.peak))
        best = louder, measure(as_played(louder))
    return best


def _at(samples: NDArray[np.float32], measured: Loudness, target: float, ceiling: float) -> NDArray[np.float32]:
    """The samples at ``target`` LUFS, or as near as a limiter at ``ceiling`` dB allows; what it takes away is asked for again."""
    gain = target - measured.integrated
    if measured.peak + gain <= ceiling:
        return samples * np.float32(_ratio(gain))
    louder = _raised(samples, gain, ceiling)
    for _ in range(ROUNDS):
        lacking = target - measure(louder).integrated
        if abs(lacking) <= NEAR / 2 or gain > MOST_GAIN:
            break
        gain += lacking
        louder = _raised(samples, gain, ceiling)
    return louder


def _off(loudness: Loudness) -> float:
    return abs(loudness.integrated - TARGET)


def _ratio(decibel: float) -> float:
    return float(10 ** (decibel / 20))


def _raised(samples: NDArray[np.float32], gain: float, ceiling: float) -> NDArray[np.float32]:
    """The samples ``gain`` dB louder, no peak of theirs above ``ceiling`` dB, not between two of them either."""
    chain = (
        ("volume", f"{gain:.3f}dB"),
        ("aresample", str(FINE * SOUND_RATE)),
        ("alimiter", f"limit={_ratio(ceiling):.5f}:level=disabled:attack=5:release=80:latency=1"),
        ("aresample", str(SOUND_RATE)),
        ("aformat", "sample_fmts=fltp:channel_layouts=stereo"),
    )
    found = np.concatenate([frame.to_ndarray() for frame in _filtered(samples, chain)], axis=1).T
    return np.ascontiguousarray(found[: len(samples)], np.float32)


def frames(samples: NDArray[np.float32], block: int) -> Iterator[av.AudioFrame]:
    """Samples × 2 as frames of ``block`` samples with their times."""
    for start in range(0, len(samples), block):
        part = np.ascontiguousarray(samples[start : start + block].T, np.float32)
        frame = av.AudioFrame.from_ndarray(part, format="fltp", layout="stereo")
        frame.sample_rate, frame.pts, frame.time_base = SOUND_RATE, start, Fraction(1, SOUND_RATE)
        yield frame


def _filtered(samples: NDArray[np.float32], chain: Sequence[tuple[str, str]]) -> Iterator[av.AudioFrame]:
    """What comes out of FFmpeg's filters, by name and arguments."""
    graph = Graph()
    source: Any = graph.add_abuffer(sample_rate=SOUND_RATE, format="fltp", layout="stereo", time_base=Fraction(1, SOUND_RATE))
    last = source
    for name, arguments in (*chain, ("abuffersink", "")):
        node = graph.add(name, arguments)
        last.link_to(node)
        last = node
    graph.configure()
    for frame in (*frames(samples, BLOCK), None):
        source.push(frame)
        while True:
            try:
                yield last.pull()
            except (av.error.BlockingIOError, av.error.EOFError):
                break


def as_played(samples: NDArray[np.float32]) -> NDArray[np.float32]:
    """The samples as AAC makes them: encoded as films are, and decoded."""
    encoder: Any = av.CodecContext.create("aac", "w")
    encoder.sample_rate, encoder.layout, encoder.format, encoder.bit_rate = SOUND_RATE, "stereo", "fltp", SOUND_BITS
    encoder.time_base = Fraction(1, SOUND_RATE)
    encoder.open()
    decoder: Any = av.CodecContext.create("aac", "r")
    decoder.extradata = encoder.extradata
    packets = (packet for frame in (*frames(samples, AAC_FRAME), None) for packet in encoder.encode(frame))
    parts = [frame.to_ndarray() for packet in packets for frame in decoder.decode(packet)]
    parts += [frame.to_ndarray() for frame in decoder.decode(None)]
    return np.ascontiguousarray(np.concatenate(parts, axis=1).T[AAC_FRAME:][: len(samples)], np.float32)
