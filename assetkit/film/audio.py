"""A music file and a film's length in, its sound track out: cut or repeated to length, faded, and as loud as places want it.

moviepy lays the pieces out and fades them; nothing is decoded by it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from assetkit.errors import AssetkitError
from assetkit.film.encoder import SOUND_RATE
from assetkit.film.loudness import NEAR, TARGET, Loudness, levelled
from assetkit.film.music import read_music

if TYPE_CHECKING:
    from numpy.typing import NDArray

FADE_IN, FADE_OUT = 0.4, 2.0  # s
SEAM = 0.5  # s by which a piece that is repeated overlaps itself, so that no joint is heard
MOST_SECONDS = 600.0  # s of a film with music: its samples are held at once, 0.4 MB each second
QUIETER = 1.0  # LU from the target that are worth a word


@dataclass(frozen=True)
class Track:
    """A sound track of ``seconds`` s; without samples it is silent. ``loudness`` is what is heard of it after encoding."""

    seconds: float
    samples: NDArray[np.float32] | None = None
    loudness: Loudness | None = None
    warnings: tuple[str, ...] = ()

    def blocks(self) -> Iterator[NDArray[np.float32]]:
        """The track second by second: samples × 2, −1..1, at 48 kHz."""
        count = samples_of(self.seconds)
        for start in range(0, count, SOUND_RATE):
            end = min(count, start + SOUND_RATE)
            yield np.zeros((end - start, 2), np.float32) if self.samples is None else self.samples[start:end]


def samples_of(seconds: float) -> int:
    """How many samples a track of that length has."""
    return round(seconds * SOUND_RATE)


def silence(seconds: float) -> Track:
    """A track of nothing, for places that refuse a film without sound."""
    return Track(seconds)


def music(path: Path, seconds: float) -> Track:
    """The file's sound as a track of exactly ``seconds`` s. AssetkitError for a file that is no music (see `assetkit.film.music`), or a film
    that is too long for it."""
    if seconds > MOST_SECONDS:
        hint = f"--duration {MOST_SECONDS:.0f} or less"
        raise AssetkitError(f"music is laid under films of {MOST_SECONDS:.0f} s at most", where=str(path), hint=hint)
    faded = laid(read_music(path, seconds), seconds)
    samples, loudness = levelled(faded, str(path))
    off = loudness.integrated - TARGET
    told = f"{path.name}: {loudness.integrated:.1f} LUFS, not {TARGET:g}: its peaks allow no more"
    return Track(seconds, samples, loudness, (told,) if abs(off) > QUIETER + NEAR else ())


def laid(samples: NDArray[np.float32], seconds: float) -> NDArray[np.float32]:
    """Samples × 2 as long as the film: cut, or repeated with a soft seam; faded in and out."""
    from moviepy import AudioArrayClip, AudioClip, CompositeAudioClip
    from moviepy.audio.fx import AudioFadeIn, AudioFadeOut

    piece: AudioClip = AudioArrayClip(samples, fps=SOUND_RATE)
    if piece.duration < seconds:
        seam = min(SEAM, piece.duration / 4)
        step = piece.duration - seam
        times = int(-(-(seconds - seam) // step))
        soft = piece.with_effects([AudioFadeOut(seam)])
        both = soft.with_effects([AudioFadeIn(seam)])
        piece = CompositeAudioClip([(both if turn else soft).with_start(turn * step) for turn in range(times)])
    short = min(1.0, seconds / 4 / FADE_OUT)  # of a film that is hardly longer than its fades
    whole = piece.with_duration(seconds).with_effects([AudioFadeIn(FADE_IN * short), AudioFadeOut(FADE_OUT * short)])
    found = np.asarray(whole.to_soundarray(fps=SOUND_RATE), np.float32)
    count = samples_of(seconds)
    return np.ascontiguousarray(np.pad(found, ((0, max(0, count - len(found))), (0, 0)))[:count])
