"""Films of the scene and its frames in, how near each film is to them out, in dB: the cost of a film that shows something else means nothing."""

from __future__ import annotations

from itertools import zip_longest
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from assetkit.film.encoder import BT709
from assetkit.film.planes import LUMA, Planes
from bench.video_scene import raw_frames

LEAST = 35.0  # dB of luma: the same pictures at the same places; a layer that is missing makes it 25
BLACK = 16  # of luma in limited range


def likeness(raw: Path, films: list[Path], side: int) -> dict[str, float]:
    """Decibels of each film's luma to the frames, by its name; RuntimeError for one that does not show them."""
    frames = raw_frames(raw, side, side)
    found = {film.name: psnr(film, frames, side) for film in films}
    for name, near in found.items():
        if near < LEAST:
            raise RuntimeError(f"{name} does not show the scene: {near:.1f} dB to its frames, {LEAST:g} is the least")
    return found


def psnr(film: Path, frames: NDArray[np.uint8], side: int) -> float:
    """Over all frames; RuntimeError when there are fewer or more of them."""
    wrong = 0.0
    with av.open(str(film)) as file:
        for shown, wanted in zip_longest(file.decode(video=0), frames):
            if shown is None or wanted is None:
                raise RuntimeError(f"{film.name} has not as many frames as the scene, {len(frames)}")
            luma = shown.to_ndarray(format="yuv420p")[:side].astype(np.int32)
            wrong += float(np.square(luma - luma_for(wanted, int(shown.colorspace), side)).sum())
    return float(10 * np.log10(255**2 * len(frames) * side * side / max(wrong, 1.0)))


def luma_for(frame: NDArray[np.uint8], matrix: int, side: int) -> NDArray[np.uint8]:
    """The luma of a frame, which is BT.709, as a film has it: one that says nothing of its colours is BT.601, as Pillow's grey is."""
    planes = Planes(side, side, np.array(frame))
    if matrix == BT709:
        return planes.y
    grey: NDArray[np.float32] = np.asarray(planes.image().convert("L"), np.float32)
    return np.asarray(np.rint(BLACK + LUMA * grey), np.uint8)
