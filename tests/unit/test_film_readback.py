"""What is read back of a film: each thing that its place asks for is told when just that is different."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from assetkit.errors import AssetkitError
from assetkit.film.encoder import SOUND_RATE, Encoding
from assetkit.film.readback import differences, read_back, refuse_differences

RATE, FRAMES, MOST = 25, 60, 10_000_000
ENCODING = Encoding(320, 180, RATE, gop=1.0)
OPTIONS = {"preset": "ultrafast", "profile": "high", "level": "3.0", "g": "25", "x264-params": "bframes=2:8x8dct=1:cabac=1"}


@dataclass(frozen=True)
class Asked:
    """A film as another program might write it."""

    codec: str = "libx264"
    options: Mapping[str, str] = field(default_factory=lambda: OPTIONS)
    pixels: str = "yuv420p"
    colours: tuple[int, int, int, int] = (1, 1, 1, 1)
    rate: int = RATE
    frames: int = FRAMES
    flags: str = "+faststart"
    sound: str = ""
    sound_rate: int = SOUND_RATE
    layout: str = "stereo"
    sound_seconds: float = FRAMES / RATE


def write(path: Path, asked: Asked) -> None:
    with av.open(str(path), "w", format="mp4", options={"movflags": asked.flags} if asked.flags else {}) as file:
        video: Any = file.add_stream(asked.codec, rate=asked.rate, options=dict(asked.options))
        video.width, video.height, video.pix_fmt = 320, 180, asked.pixels
        context = video.codec_context
        context.color_primaries, context.color_trc, context.colorspace, context.color_range = asked.colours
        sound: Any = file.add_stream(asked.sound, rate=asked.sound_rate, layout=asked.layout) if asked.sound else None
        for number in range(asked.frames):
            frame = av.VideoFrame(320, 180, asked.pixels)
            for plane in frame.planes:
                plane.update(bytes([40 + number]) * plane.buffer_size)
            frame.color_range, frame.colorspace, frame.pts = asked.colours[3], asked.colours[2], number
            file.mux(video.encode(frame))
        file.mux(video.encode(None))
        if sound is not None:
            kind = sound.codec_context.codec.audio_formats[0].name
            channels = 1 if asked.layout == "mono" else 2
            count = round(asked.sound_seconds * asked.sound_rate)
            block = av.AudioFrame.from_ndarray(np.zeros((channels, count), np.float32), format="fltp", layout=asked.layout)
            block.sample_rate, block.pts, block.time_base = asked.sound_rate, 0, Fraction(1, asked.sound_rate)
            resampler = av.AudioResampler(kind, asked.layout, asked.sound_rate, frame_size=1024)
            for part in (*resampler.resample(block), *resampler.resample(None)):
                file.mux(sound.encode(part))
            file.mux(sound.encode(None))


def told(path: Path, asked: Asked, encoding: Encoding = ENCODING, most: int = MOST) -> list[str]:
    write(path, asked)
    return list(differences(read_back(path), encoding, FRAMES, most))


def with_options(**others: str) -> Asked:
    return Asked(options={**OPTIONS, **others})


def coloured(place: int, value: int) -> Asked:
    return Asked(colours=(*Asked().colours[:place], value, *Asked().colours[place + 1 :]))  # type: ignore[arg-type]


@pytest.mark.parametrize("asked", [Asked(), Asked(sound="aac")], ids=["silent", "sound"])
def test_a_film_as_it_was_asked_for_is_told_nothing_about(asked: Asked, tmp_path: Path) -> None:
    assert told(tmp_path / "film.mp4", asked, replace(ENCODING, sound=bool(asked.sound))) == []


ONE = {
    "profile": (with_options(profile="main", **{"x264-params": "bframes=2:8x8dct=0:cabac=1"}), "profile is main, not high"),
    "level": (with_options(level="4.0"), "level is 40, not 30"),
    "primaries": (coloured(0, 6), "colours is (6, 1, 1, 1), not (1, 1, 1, 1)"),
    "transfer": (coloured(1, 6), "colours is (1, 6, 1, 1), not (1, 1, 1, 1)"),
    "matrix": (coloured(2, 6), "colours is (1, 1, 6, 1), not (1, 1, 1, 1)"),
    "no colours": (Asked(colours=(2, 2, 2, 1)), "colours is (2, 2, 2, 0), not (1, 1, 1, 1)"),
    "gop": (with_options(g="50"), "50 frames between key frames, 1 s is the most"),
    "index": (Asked(flags=""), "index is last, not first"),
    "a sound": (Asked(sound="aac"), "sound is aac LC, 48000 Hz, stereo, not none"),
}


@pytest.mark.parametrize("what", sorted(ONE))
def test_one_difference_is_the_one_that_is_told(what: str, tmp_path: Path) -> None:
    asked, message = ONE[what]
    assert told(tmp_path / "film.mp4", asked) == [message]


SOUNDS = {
    "none": (Asked(), ["sound is none, not aac LC, 48000 Hz, stereo", "its sound lasts 0.00 s, its picture 2.40"]),
    "rate": (Asked(sound="aac", sound_rate=44_100), ["sound is aac LC, 44100 Hz, stereo, not aac LC, 48000 Hz, stereo"]),
    "mono": (Asked(sound="aac", layout="mono"), ["sound is aac LC, 48000 Hz, mono, not aac LC, 48000 Hz, stereo"]),
    "short": (Asked(sound="aac", sound_seconds=2.0), ["its sound lasts 2.00 s, its picture 2.40"]),
}


@pytest.mark.parametrize("what", sorted(SOUNDS))
def test_a_sound_track_that_is_another_is_told(what: str, tmp_path: Path) -> None:
    asked, messages = SOUNDS[what]
    assert told(tmp_path / "film.mp4", asked, replace(ENCODING, sound=True)) == messages


SEVERAL = {  # what cannot be another without something else being so, too
    "codec": (Asked(codec="mpeg4", options={}), "codec is mpeg4, not h264"),
    "pixel format": (Asked(pixels="yuv444p", options={**OPTIONS, "profile": "high444"}), "pixel format is yuv444p, not yuv420p"),
    "range": (coloured(3, 2), "colours is (1, 1, 1, 2), not (1, 1, 1, 1)"),
    "rate": (Asked(rate=30), "frames per second is 30.0, not 25.0"),
    "frames": (Asked(frames=58), "frames is 58, not 60"),
    "seconds": (Asked(frames=58), "2.32 s long, not 2.40"),
}


@pytest.mark.parametrize("what", sorted(SEVERAL))
def test_a_difference_that_brings_others_is_told_among_them(what: str, tmp_path: Path) -> None:
    asked, message = SEVERAL[what]
    assert message in told(tmp_path / "film.mp4", asked)


def test_more_bytes_than_the_place_takes_are_told(tmp_path: Path) -> None:
    (message,) = told(tmp_path / "film.mp4", Asked(), most=1_000)
    assert message.endswith("MB is the most")


def test_a_difference_is_an_error_on_one_line(tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    write(path, with_options(level="4.0"))
    with pytest.raises(AssetkitError, match="not what its place plays: level is 40, not 30") as error:
        refuse_differences(path, ENCODING, FRAMES, MOST, where="film.mp4")
    assert "\n" not in str(error.value)
