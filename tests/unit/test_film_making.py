"""Films on their way to a file: two threads, whole files or none, resume, odd sizes, previews, clips."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

import av
import numpy as np
import pytest
from film_pieces import full_disk
from numpy.typing import NDArray
from PIL import Image
from workspaces import make_workspace

from assetkit.engine.takumi import Takumi
from assetkit.errors import AssetkitError
from assetkit.facts import derive
from assetkit.film.encoder import Encoding
from assetkit.film.films import Studios, run
from assetkit.film.making import make_film
from assetkit.film.planes import Planes
from assetkit.film.presets import preset_for
from assetkit.film.preview import strip
from assetkit.film.readback import read_back
from assetkit.film.shooting import Shot, Take, shoot_page
from assetkit.job import Job
from assetkit.manifest import read_journal
from assetkit.sizes import bare_size
from assetkit.world import World

HTML = """
<div class="page tiny {{ size.classes }}">
  <div class="ground"></div>
  <div class="say" data-layer="say" data-in="slide-left 0.4s" data-fit="5 12">{{ title }}</div>
  <div class="bar" data-in="draw-bar 0.6s" data-at="after say"></div>
  <div class="number" data-in="count-up 0.8s" data-out="fade 0.3s">1.250</div>
</div>
"""
CSS = """
.tiny{background-color:var(--ground);color:#ffffff}
.say{position:absolute;left:var(--safe-left);top:var(--safe-top);right:var(--safe-right);bottom:60%;font-weight:900;line-height:1.3}
.bar{position:absolute;left:10%;top:60%;width:70%;height:8%;background-color:var(--accent)}
.number{position:absolute;left:10%;top:72%;width:60%;height:25%;font-size:26px;line-height:36px;font-weight:700}
"""


@dataclass
class Grey:
    """A reel whose frames grow lighter."""

    frames: int = 40
    rate: int = 25
    width: int = 128
    height: int = 72
    poster: int = 20
    keys: tuple[int, ...] = (0, 20, 39)
    fails_at: int = -1
    noisy: bool = False
    planes: Planes = field(default_factory=lambda: Planes(128, 72))

    def draw(self, frame: int) -> bool:
        if frame == self.fails_at:
            raise KeyboardInterrupt
        if self.noisy:
            self.planes.buffer[:] = np.random.default_rng(frame).integers(16, 235, self.planes.buffer.size, np.uint8)
            return True
        level = 16 + frame // 2 * 4 % 200
        new = bool(self.planes.y[0, 0] != level)
        self.planes.fill((level, 128, 128), (0, 0, 128, 72))
        return new


@dataclass(frozen=True)
class Hum:
    """A sound track of ``seconds`` whole seconds."""

    seconds: int

    def blocks(self) -> Iterator[NDArray[np.float32]]:
        for _ in range(self.seconds):
            yield np.full((48_000, 2), 0.1, np.float32)


ENCODING = Encoding(128, 72, 25)


@pytest.fixture
def stage(tmp_path: Path) -> World:
    return World(make_workspace(tmp_path / "space", html=HTML, css=CSS))


def take(world: World, size: str = "400x240", **changes: object) -> Take:
    campaign, canvas = world.campaign(), bare_size(size)
    assert canvas is not None
    facts = dict(derive(campaign, None, World.now()))
    job = Job("tiny", canvas, campaign.id, f"tiny-{size}", fields={"title": "Mỗi người một sáng kiến"}, facts=facts)
    return replace(Take(job, "youtube", preset_for(world.presets, canvas, "youtube"), 30, 3.0), **changes)  # type: ignore[arg-type]


def shoot(world: World, engine: Takumi) -> partial[Shot]:
    return partial(shoot_page, world=world, engine=engine)


def test_two_threads_write_every_frame_in_its_turn(tmp_path: Path) -> None:
    told: list[int] = []
    make_film(Grey(), tmp_path / "film.mp4", ENCODING, told=told.append)
    assert told == list(range(1, 41))
    with av.open(str(tmp_path / "film.mp4")) as file:
        levels = [int(frame.to_ndarray(format="yuv420p")[5, 5]) for frame in file.decode(video=0)]
    assert len(levels) == 40
    assert all(abs(level - (16 + number // 2 * 4)) <= 2 for number, level in enumerate(levels))


def test_sound_goes_with_the_pictures(tmp_path: Path) -> None:
    make_film(Grey(frames=50), tmp_path / "film.mp4", replace(ENCODING, sound=True), Hum(2))
    film = read_back(tmp_path / "film.mp4")
    assert film.sound == "aac LC, 48000 Hz, stereo"
    assert film.sound_seconds == pytest.approx(2, abs=0.05)


def test_a_film_that_is_interrupted_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        make_film(Grey(fails_at=30), tmp_path / "film.mp4", ENCODING)
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_told_while_frames_are_still_drawn(tmp_path: Path) -> None:
    told: list[int] = []
    with full_disk(300_000), pytest.raises(AssetkitError, match="cannot be written"):
        make_film(Grey(frames=500, noisy=True), tmp_path / "film.mp4", replace(ENCODING, crf=5), told=told.append)
    assert len(told) < 500
    assert list(tmp_path.iterdir()) == []


def test_a_film_is_published_with_poster_and_entry(stage: World, engine: Takumi, tmp_path: Path) -> None:
    out = tmp_path / "out"
    outcome = run([take(stage)], Studios(stage, out), shoot(stage, engine))
    assert not outcome.failures
    entry = outcome.entries[0]
    assert sorted(path.name for path in out.iterdir()) == ["manifest.json", "tiny-400x240-poster.jpg", "tiny-400x240.mp4"]
    assert entry.film
    assert (entry.format, entry.film.rate, entry.film.frames, entry.film.seconds) == ("mp4", 30, 90, 3.0)
    assert entry.alt == "Mỗi người một sáng kiến; 1.250"
    assert {proof.check for proof in entry.proofs} >= {"contrast", "overflow"}
    with Image.open(out / entry.film.poster) as poster:
        assert poster.size == (400, 240)
    listed = json.loads((out / "manifest.json").read_text(encoding="utf-8"))["files"]
    assert [one["film"]["codec"] for one in listed] == ["h264 high 3.0"]


def test_what_is_still_good_is_not_made_again(stage: World, engine: Takumi, tmp_path: Path) -> None:
    studios, first = Studios(stage, tmp_path / "out"), take(stage)
    run([first], studios, shoot(stage, engine))
    stamp = (tmp_path / "out" / "tiny-400x240.mp4").stat().st_mtime_ns
    again = run([first], studios, shoot(stage, engine))
    assert again.reused == 1
    assert (tmp_path / "out" / "tiny-400x240.mp4").stat().st_mtime_ns == stamp
    for changed in (replace(first, rate=25), replace(first, seconds=3.5), replace(first, silent=True)):
        assert run([changed], studios, shoot(stage, engine)).reused == 0
    (tmp_path / "out" / "tiny-400x240-poster.jpg").unlink()
    assert run([replace(first, silent=True)], studios, shoot(stage, engine)).reused == 0
    assert (tmp_path / "out" / "tiny-400x240-poster.jpg").is_file()


def test_a_film_that_cannot_be_made_takes_its_old_file_with_it(stage: World, engine: Takumi, tmp_path: Path) -> None:
    studios, good = Studios(stage, tmp_path / "out"), take(stage)
    run([good], studios, shoot(stage, engine))
    job = replace(good.job, fields={"title": "chữ " * 60})
    outcome = run([replace(good, job=job), take(stage, "320x180")], studios, shoot(stage, engine))
    assert "title" in outcome.failures[0].message
    assert sorted(read_journal(tmp_path / "out")) == ["tiny-320x180.mp4"]
    assert not (tmp_path / "out" / "tiny-400x240-poster.jpg").exists()


def test_odd_sides_are_padded_and_told(stage: World, engine: Takumi, tmp_path: Path) -> None:
    outcome = run([take(stage, "401x241")], Studios(stage, tmp_path / "out"), shoot(stage, engine))
    entry = outcome.entries[0]
    assert (entry.width, entry.height) == (402, 242)
    assert entry.note == "401×241 padded to 402×242: video needs even sides"


def test_a_film_too_short_for_its_motions_is_one_line(stage: World, engine: Takumi, tmp_path: Path) -> None:
    outcome = run([take(stage, seconds=1.0)], Studios(stage, tmp_path / "out"), shoot(stage, engine))
    assert "too short" in outcome.failures[0].message
    assert not list((tmp_path / "out").glob("*.mp4"))


def test_a_preview_shows_the_key_frames(world: World) -> None:
    picture = strip(Grey(), world.fonts["BeVietnamPro-SemiBold.ttf"])
    assert picture.width == 3 * 128 + 2 * 12
    assert picture.height == 72 + 34
    assert picture.getpixel((4, 4)) < picture.getpixel((144, 4)) < picture.getpixel((284, 4))  # type: ignore[operator]


def test_a_picture_that_stands_is_shown_once_in_a_preview(world: World) -> None:
    font = world.fonts["BeVietnamPro-SemiBold.ttf"]
    standing, moving = Grey(keys=(0, 20, 38, 39)), Grey(keys=(0, 20, 38))
    assert strip(standing, font).size == strip(moving, font).size
    assert strip(standing, font).tobytes() != strip(moving, font).tobytes()  # it is told from when till when
    assert strip(Grey(keys=(4,)), font).width == 128


def test_a_reel_is_a_clip_of_moviepy() -> None:
    from assetkit.film.clip import LayerClip

    clip = LayerClip(Grey())
    assert (clip.size, clip.fps, clip.duration) == ((128, 72), 25, 1.6)
    first, later = clip.get_frame(0.0), clip.get_frame(1.0)
    assert first.shape == later.shape == (72, 128, 3)
    assert later.mean() > first.mean() + 40
    assert (clip.get_frame(0.0) == first).all()
    planes, new = clip.planes(1.0)
    assert new
    assert planes.y[0, 0] == 16 + 25 // 2 * 4
    assert clip.planes(1.0)[1] is False
    half = clip.with_speed_scaled(2)
    assert half.duration == pytest.approx(0.8)
    assert (half.get_frame(0.5) == later).all()


def test_memory_does_not_grow_with_the_film(tmp_path: Path) -> None:
    """Of a long film as much is held as of a short one: measured in earnest by make bench-video."""
    import tracemalloc

    peaks = []
    for frames in (50, 500):
        tracemalloc.start()
        make_film(Grey(frames=frames), tmp_path / "film.mp4", ENCODING)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] + 200_000




@pytest.mark.skipif(sys.platform != "linux", reason="needs Linux's /proc")
def test_a_minute_takes_no_more_memory_than_ten_seconds(tmp_path: Path) -> None:
    """What is resident while the last seconds of a minute are made, against the first ones: frames, packets and the encoder's own."""
    from bench.clock import resident

    moving = Grey(frames=1800, rate=30, width=320, height=180, noisy=True, planes=Planes(320, 180))
    samples: list[int] = []

    def told(done: int) -> None:
        if done % 30 == 0:
            samples.append(resident(os.getpid()))

    make_film(moving, tmp_path / "minute.mp4", Encoding(320, 180, 30, crf=40, effort="ultrafast"), told=told)
    assert len(samples) == 60
    assert max(samples[-10:]) - max(samples[5:10]) < 8_000_000
