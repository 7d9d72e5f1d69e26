"""Films written and read back: what a file says of itself is what was asked for."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import av
import numpy as np
import pytest
from film_pieces import full_disk
from PIL import Image, ImageChops, ImageStat

from assetkit.errors import AssetkitError
from assetkit.facts import derive
from assetkit.film.encoder import Encoding, Writer
from assetkit.film.levels import level_of
from assetkit.film.mixing import MIXES, WHOLE, mix_named
from assetkit.film.planes import Planes, even, yuv
from assetkit.film.presets import load_presets, preset_for
from assetkit.film.readback import differences, read_back, refuse_differences
from assetkit.film.shooting import Take
from assetkit.film.storyboards import Production, storyboard_named, with_steps
from assetkit.job import Job
from assetkit.world import World, shipped_root

ENCODING = Encoding(320, 180, 25, crf=12)


def picture(width: int = 320, height: int = 180) -> Image.Image:
    grey = Image.radial_gradient("L").resize((width, height))
    return Image.merge("RGB", (grey, grey.transpose(Image.Transpose.FLIP_LEFT_RIGHT), grey.rotate(180)))


def planes_of(image: Image.Image) -> Planes:
    planes = Planes(*image.size)
    planes.put(image, (0, 0, *image.size))
    return planes


def write(path: Path, encoding: Encoding = ENCODING, frames: int = 60) -> None:
    planes = planes_of(picture(encoding.width, encoding.height))
    with Writer(path, encoding) as writer:
        for number in range(frames):
            writer.frame(planes if number == 0 else None)
        if encoding.sound:
            writer.sound(np.zeros((frames * 48_000 // encoding.rate, 2), np.float32))


def mean_difference(a: Image.Image, b: Image.Image) -> float:
    return max(ImageStat.Stat(ImageChops.difference(a, b)).mean)


def test_planes_show_the_picture_that_was_put_in() -> None:
    image = picture()
    assert mean_difference(planes_of(image).image(), image) < 0.8


@pytest.mark.parametrize(
    ("colour", "expected"), [((255, 255, 255), (235, 128, 128)), ((0, 0, 0), (16, 128, 128)), ((255, 0, 0), (63, 102, 240))]
)
def test_colours_are_those_of_bt709_in_limited_range(colour: tuple[int, int, int], expected: tuple[int, int, int]) -> None:
    assert yuv(colour) == expected


def test_only_the_box_changes() -> None:
    planes, other = planes_of(picture()), Planes(320, 180)
    other.take(planes)
    box = even((31, 21, 99, 61), 320, 180)
    assert box == (30, 20, 100, 62)
    other.put(Image.new("RGB", (320, 180), "white"), box)
    changed = np.argwhere(other.y != planes.y)
    assert changed.min(0).tolist() >= [20, 30]
    assert changed.max(0).tolist() <= [61, 99]
    other.take(planes, box)
    assert (other.buffer == planes.buffer).all()


@pytest.mark.parametrize("name", sorted(MIXES))
def test_a_transition_begins_with_one_frame_and_ends_with_the_other(name: str) -> None:
    before, after, out = planes_of(picture()), planes_of(Image.new("RGB", (320, 180), "navy")), Planes(320, 180)
    mix_named(name, "test")(before, after, out, 0)
    assert (out.buffer == before.buffer).all()
    mix_named(name, "test")(before, after, out, WHOLE)
    assert (out.buffer == after.buffer).all()


def test_an_unknown_transition_is_told_the_nearest() -> None:
    with pytest.raises(AssetkitError, match="crossfade"):
        mix_named("crosfade", "test")


def test_the_file_says_of_itself_what_was_asked_for(tmp_path: Path) -> None:
    for encoding in (ENCODING, replace(ENCODING, rate=50, sound=True), replace(ENCODING, width=1920, height=320, rate=60)):
        path = tmp_path / "film.mp4"
        write(path, encoding)
        assert list(differences(read_back(path), encoding, 60, 10_000_000)) == []


def test_every_difference_is_named(tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    write(path)
    for other, word in (
        (replace(ENCODING, rate=30), "frames per second"),
        (replace(ENCODING, width=640), "size"),
        (replace(ENCODING, sound=True), "sound"),
        (replace(ENCODING, gop=0.5), "key frames"),
    ):
        with pytest.raises(AssetkitError, match=word):
            refuse_differences(path, other, 60, 10_000_000)
    with pytest.raises(AssetkitError, match="frames is 60, not 61"):
        refuse_differences(path, ENCODING, 61, 10_000_000)
    with pytest.raises(AssetkitError, match="is the most"):
        refuse_differences(path, ENCODING, 60, 100)


def test_the_decoded_film_shows_the_picture(tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    write(path)
    with av.open(str(path)) as file:
        frames = [frame.to_ndarray(format="yuv420p") for frame in file.decode(video=0)]
    planes = Planes(320, 180)
    planes.buffer[:] = frames[40].reshape(-1)
    assert len(frames) == 60
    assert mean_difference(planes.image(), picture()) < 1.5


def test_a_film_that_fails_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    with pytest.raises(RuntimeError, match="broken"), Writer(path, ENCODING) as writer:
        writer.frame(planes_of(picture()))
        raise RuntimeError("broken")
    assert not path.exists()


def test_a_disk_that_is_full_is_told_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    with full_disk(2_000), pytest.raises(AssetkitError, match="cannot be written") as told:
        write(path, replace(ENCODING, crf=1), 300)
    assert "\n" not in str(told.value)
    assert not path.exists()


def test_a_file_that_is_not_whole_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    write(path)
    path.write_bytes(path.read_bytes()[:600])
    with pytest.raises(AssetkitError, match=r"film\.mp4: is not whole"):
        refuse_differences(path, ENCODING, 60, 10_000_000)


@pytest.mark.parametrize(
    ("width", "height", "rate", "level"),
    [(1080, 1080, 30, "3.2"), (1920, 1080, 30, "4.0"), (1920, 1080, 60, "4.2"), (1920, 320, 60, "3.2"), (320, 64, 25, "3.0")],
)
def test_the_level_follows_size_and_rate(width: int, height: int, rate: int, level: str) -> None:
    assert level_of(width, height, rate) == level


def test_more_than_h264_allows_is_refused() -> None:
    with pytest.raises(AssetkitError, match=r"more than H\.264 allows"):
        level_of(16_000, 4_000, 60)


def test_the_shipped_presets_take_the_sizes_of_their_places() -> None:
    presets = load_presets((shipped_root() / "templates" / "film.toml").read_text(encoding="utf-8"))
    sizes = World().sizes
    titles = {name: preset_for(presets, sizes[name]).title for name in ("feed", "story", "wide", "led-1920x320")}
    assert len(set(titles.values())) == 4
    for preset in presets.values():
        for name in preset.sizes:
            assert name in sizes or name in {size.group for size in sizes.values()}


def test_a_place_refuses_what_it_does_not_play() -> None:
    preset = load_presets((shipped_root() / "templates" / "film.toml").read_text(encoding="utf-8"))["story"]
    with pytest.raises(AssetkitError, match="7 frames a second"):
        preset.rate(7)
    with pytest.raises(AssetkitError, match="10000 s"):
        preset.refuse_duration(10_000)


def test_the_encoder_is_given_the_parameters_of_the_place(tmp_path: Path) -> None:
    """x264 writes what it was given into the film."""
    write(tmp_path / "film.mp4", replace(ENCODING, x264="subme=0:weightp=0"), frames=4)
    written = (tmp_path / "film.mp4").read_bytes()
    assert b"subme=0 " in written
    assert b"weightp=0" in written
    write(tmp_path / "usual.mp4", frames=4)
    assert b"subme=0 " not in (tmp_path / "usual.mp4").read_bytes()


@pytest.mark.parametrize("text", ["submee=0", "subme=fine", "subme", "profile=1", "subme=0 weightp=0"])
def test_a_parameter_that_the_encoder_would_pass_over_is_an_error(text: str) -> None:
    shipped = (shipped_root() / "templates" / "film.toml").read_text(encoding="utf-8")
    with pytest.raises(AssetkitError, match=r"\[facebook\].* is none of subme=N") as told:
        load_presets(shipped.replace("subme=0:weightp=0", text, 1))
    assert "\n" not in str(told.value)


def test_films_of_scenes_are_encoded_as_their_place_says() -> None:
    """They stand still or move by whole pixels, pages and races do not always."""
    world = World()
    campaign, preset = world.campaign(), world.presets["youtube"]
    facts = with_steps(derive(campaign, None, World.now()), world.steps(), campaign)
    production = Production(storyboard_named("intro", world), campaign, facts)
    asked = Take(Job("film-title", world.sizes["wide"], campaign.id, "intro"), "youtube", preset, 30)
    assert production.take(asked, world).preset.x264 == preset.scenes == "subme=0:weightp=0"
    plain = replace(asked, preset=preset.model_copy(update={"scenes": "", "x264": "ref=2"}))
    assert production.take(plain, world).preset.x264 == "ref=2"
    assert preset.x264 == ""
