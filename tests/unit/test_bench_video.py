"""The bench of films tells the truth: every contender's film shows the same frames, and they are those of the agreed scene."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from assetkit.film.encoder import Encoding, Writer
from assetkit.film.planes import Planes
from bench import video_race_run
from bench.clock import peak_resident
from bench.video_likeness import likeness
from bench.video_race import refuse_other_frames
from bench.video_run import (
    ALONE,
    MOVIEPY,
    OURS,
    RAW,
    REDRAWN,
    SIDE,
    encode_only,
    moviepy_bgclip,
    ours,
    redraw,
    reference,
)
from bench.video_scene import CRF, RATE, directed, raw_frames, stage

SECONDS = 1.0
SHORTEST = 6.5  # s of a race over the 57 weeks of the sample
SLIDES = {  # of the agreed scene: left, top, right, bottom; when it enters, s; how far it comes, px
    "one": ((40, 300, 840, 420), 0.3, 220),
    "two": ((40, 436, 840, 556), 0.8, 220),
    "three": ((40, 572, 840, 692), 1.3, 220),
    "four": ((40, 708, 840, 828), 1.8, 220),
    "code": ((800, 790, 1040, 1030), 2.3, 160),
    "sign": ((60, 60, 260, 260), 2.8, 120),
}


@pytest.fixture(scope="module")
def films(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first second of the scene by each contender, and its frames."""
    folder = tmp_path_factory.mktemp("films")
    for contender in (reference, ours, redraw, moviepy_bgclip):
        contender(folder, SECONDS)()
    encode_only(folder)()
    return folder


def test_every_contender_shows_the_scene(films: Path) -> None:
    near = likeness(films / RAW, [films / name for name in (ALONE, OURS, REDRAWN, MOVIEPY)], SIDE)
    assert near[REDRAWN] == pytest.approx(near[ALONE], abs=0.01)  # the same frames
    assert abs(near[OURS] - near[ALONE]) < 1
    assert near[ALONE] > 45
    assert near[MOVIEPY] > 40


def test_a_film_of_other_frames_is_refused(films: Path) -> None:
    for name, frame in (("blank.mp4", Planes(SIDE, SIDE)), ("still.mp4", Planes(SIDE, SIDE, np.array(raw_frames(films / RAW, SIDE, SIDE)[-1])))):
        with Writer(films / name, Encoding(SIDE, SIDE, RATE, CRF)) as writer:
            for _ in range(round(SECONDS * RATE)):
                writer.frame(frame)
        with pytest.raises(RuntimeError, match="does not show the scene"):
            likeness(films / RAW, [films / name], SIDE)


def test_a_film_with_fewer_frames_is_refused(films: Path) -> None:
    with Writer(films / "short.mp4", Encoding(SIDE, SIDE, RATE, CRF)) as writer:
        for frame in raw_frames(films / RAW, SIDE, SIDE)[:-1]:
            writer.frame(Planes(SIDE, SIDE, frame))
    with pytest.raises(RuntimeError, match="as many frames"):
        likeness(films / RAW, [films / "short.mp4"], SIDE)


def test_the_scene_is_the_agreed_one() -> None:
    """Six layers that slide and fade in, a number that counts to a million, a bar: places, moments, ways."""
    made = directed(*stage())
    layers = {layer.name: (place, layer) for place, layer in enumerate(made.film.layers)}
    boxes = {made.canvas.places[index]: sprite.box for index, sprite in enumerate(made.canvas.sprites)}
    assert set(layers) == {*SLIDES, "count", "bar"}
    for name, (box, start, far) in SLIDES.items():
        place, layer = layers[name]
        assert layer.enter is not None
        assert boxes[place] == pytest.approx(box, abs=2)
        assert (layer.start, layer.enter.seconds, layer.enter.easing) == (start, 0.6, "ease-out")
        assert layer.enter.distance * made.film.unit == pytest.approx(far, abs=1)
    for name in ("count", "bar"):
        _, layer = layers[name]
        assert layer.enter is not None
        assert (layer.start, layer.enter.seconds) == (0.5, 7.5)
    assert layers["count"][1].value == 1_000_000
    assert boxes[layers["bar"][0]] == (40, 1020, 1040, 1056)
    assert (made.film.frames, made.film.rate) == (300, 30)


def test_the_encoder_alone_is_fed_the_frames_of_the_race(tmp_path: Path) -> None:
    video_race_run.reference(tmp_path, SHORTEST)()
    video_race_run.ours(tmp_path, SHORTEST)()
    video_race_run.encode_only(tmp_path)()
    refuse_other_frames(tmp_path)
    (tmp_path / video_race_run.ALONE).write_bytes(b"blank")
    with pytest.raises(RuntimeError, match="other frames"):
        refuse_other_frames(tmp_path)


@pytest.mark.skipif(sys.platform != "linux", reason="needs Linux's /proc")
def test_a_process_tells_its_own_peak_and_not_that_of_what_started_it() -> None:
    held = bytearray(300_000_000)
    held[::4096] = b"x" * len(held[::4096])
    told = subprocess.run(
        [sys.executable, "-c", "from bench.clock import peak_resident; print(peak_resident())"], capture_output=True, text=True, check=True
    )
    assert int(told.stdout) < 100_000_000 < len(held) < peak_resident()
