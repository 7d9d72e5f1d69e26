"""Loops for LED boards: whole steps, frame N is frame 0, words whole and large, copies of packets, GIF and WebP of a told size."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import av
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from assetkit.cli.slogans import slogans_of
from assetkit.engine.takumi import Takumi
from assetkit.errors import AssetkitError, UsageError
from assetkit.facts import derive
from assetkit.film.encoder import Encoding
from assetkit.film.led import Marquee, Slides, holds_of, whole_step
from assetkit.film.led_board import LEAST_TYPE, Board, board_sizes
from assetkit.film.led_films import FORMATS, MODES, size_text
from assetkit.film.led_loops import looped, refuse_seam
from assetkit.film.led_pictures import animated, estimate, refuse_too_large
from assetkit.film.led_slides import SlideReel, shared_out, slides_of, terms_of, words_of
from assetkit.film.led_strip import NEEDS, MarqueeReel, parted, strip_of
from assetkit.film.making import make_film
from assetkit.film.readback import differences, read_back
from assetkit.job import Job
from assetkit.world import World

LONG = "Mỗi người lao động ngành Điện một sáng kiến, vì tập thể vững mạnh và phát triển bền vững của Tập đoàn Điện lực Quốc gia Việt Nam"


def board(world: World, engine: Takumi, size: str, campaign: str = "evn-10k-2022") -> Board:
    facts = dict(derive(world.campaign(campaign), None, World.now()))
    template = next(one for one in world.templates("film") if set(NEEDS) <= set(one.spec.fields))
    return Board(Job(template.id, board_sizes([size], world.sizes)[0], campaign, "loop", facts=facts), world, engine)


def marquee(world: World, engine: Takumi, size: str, slogans: Sequence[str], step: int = 2) -> MarqueeReel:
    place = board(world, engine, size)
    strip = strip_of(slogans, place, world.template(place.job.template))
    return MarqueeReel(strip.image, step, 25, place.size.width)


def pages(world: World, engine: Takumi, size: str, slogans: Sequence[str]) -> SlideReel:
    return SlideReel(slides_of(slogans, board(world, engine, size), world.templates("banner")[0]), 25)


@given(st.integers(1, 40), st.integers(1, 400), st.integers(0, 5000))
@settings(max_examples=50, deadline=None)
def test_a_strip_moves_by_the_same_step_and_comes_back(step: int, count: int, frame: int) -> None:
    loop = Marquee(step * count, step, 50)
    assert loop.state(loop.frames) == loop.state(0)
    assert (loop.state(frame + 1)[0] - loop.state(frame)[0]) % loop.period == step % loop.period


@given(st.lists(st.integers(1, 60), min_size=1, max_size=6), st.integers(1, 20))
@settings(max_examples=50, deadline=None)
def test_pages_stand_and_change_and_come_back(holds: list[int], change: int) -> None:
    loop = Slides(tuple(holds), change, 25)
    states = [loop.state(frame) for frame in range(loop.frames)]
    assert loop.state(loop.frames) == states[0]
    assert [sum(page == number and not share for page, _, share in states) for number in range(len(holds))] == holds or len(holds) == 1
    assert all(0 <= share < 256 for _, _, share in states)
    if len(holds) > 1:
        assert {follows for page, follows, _ in states if page == len(holds) - 1} == {0}


def test_a_speed_is_a_whole_number_of_pixels_a_frame_and_said_so() -> None:
    assert whole_step(100, 320, 1920, 50) == (2, "")
    step, told = whole_step(120, 320, 1920, 50)
    assert step == 2
    assert "2.40 px a frame" in told
    assert "100 px/s" in told
    assert whole_step(1, 64, 320, 50)[0] == 1
    for speed in (0, -5, 10_000):
        with pytest.raises(UsageError, match="cannot be read"):
            whole_step(speed, 64, 320, 50)


def test_long_words_take_longer_to_read() -> None:
    short, long = holds_of(["Sáng kiến", LONG], 25)
    assert short < long


@pytest.mark.parametrize(("size", "step"), [("led-384x128", 2), ("led-320x64", 1), ("321x65", 3)])
def test_frame_n_is_frame_0_and_each_frame_is_the_strip_further_on(world: World, engine: Takumi, size: str, step: int) -> None:
    reel = marquee(world, engine, size, ["Tự hào trí tuệ", "Ý"], step)
    refuse_seam(reel)
    assert (reel.width % 2, reel.height % 2) == (0, 0)
    reel.draw(10)
    luma = reel.planes.y.copy()
    reel.draw(11)
    assert np.abs(luma[:, step:].astype(int) - reel.planes.y[:, :-step].astype(int)).max() <= 1
    reel.draw(reel.frames + 11)
    again = reel.planes.buffer.copy()
    reel.draw(11)
    assert np.array_equal(again, reel.planes.buffer)


def test_a_seam_is_refused(world: World, engine: Takumi) -> None:
    reel = marquee(world, engine, "led-320x64", ["Ý"])
    reel.frames -= 1
    with pytest.raises(AssetkitError, match="is not frame 0"):
        refuse_seam(reel)


@pytest.mark.parametrize("size", ["led-384x128", "led-320x64", "led-1920x320"])
def test_long_text_runs_whole(world: World, engine: Takumi, size: str) -> None:
    place = board(world, engine, size)
    strip = strip_of([LONG], place, world.template(place.job.template))
    assert strip.image.width > len(LONG) * 0.2 * place.size.height
    assert " ".join(" ".join(strip.spoken.split()).split()) .startswith("Mỗi người lao động")
    assert strip.spoken.split()[-2:] == ["Việt", "Nam"]


@pytest.mark.parametrize("size", ["led-384x128", "led-320x64", "512x96"])
def test_long_text_takes_pages_in_large_type_and_no_word_is_lost(world: World, engine: Takumi, size: str) -> None:
    place = board(world, engine, size)
    template = world.templates("banner")[0]
    slides = slides_of([LONG], place, template)
    assert " ".join(slide.words for slide in slides).split() == LONG.split()
    for slide in slides:
        fitted, _, _ = place.page(template, {"title": slide.words})
        assert min(fitted.sizes.values()) >= LEAST_TYPE * place.size.height


def test_a_word_that_is_too_long_is_told(world: World, engine: Takumi) -> None:
    with pytest.raises(AssetkitError, match=r"least on this board|overflows"):
        pages(world, engine, "led-384x128", ["Siêu" * 12])


def test_dots_of_running_words_are_lit(world: World, engine: Takumi) -> None:
    place = board(world, engine, "led-1920x320")
    strip = strip_of(["Tự"], place, world.template(place.job.template)).image
    accent = tuple(bytes.fromhex(world.campaign().palette.accent[1:]))
    left = strip.crop((0, 0, 300, 320))
    colours = {colour for count, colour in left.getcolors(100_000) or [] if count > 100}
    assert accent in colours


@given(st.lists(st.text("aăâbcdđ", min_size=1, max_size=9), min_size=1, max_size=14), st.data())
@settings(max_examples=50, deadline=None)
def test_words_are_shared_out_in_order(words: list[str], data: st.DataObject) -> None:
    count = data.draw(st.integers(1, len(words)))
    texts = shared_out(words, count)
    assert len(texts) <= count
    assert " ".join(texts).split() == words


def test_words_that_belong_together_stay_together() -> None:
    assert "sáng kiến," in words_of(LONG)
    assert terms_of("1 triệu sáng kiến – triệu việc tốt") == ["1", "triệu", "sáng kiến –", "triệu", "việc tốt"]
    assert " ".join(parted(LONG, 20)) == LONG
    assert max(map(len, parted(LONG, 20))) <= 20


def test_pages_push_each_other_off_and_come_back(world: World, engine: Takumi) -> None:
    reel = pages(world, engine, "led-320x64", ["Tự hào trí tuệ", "1 triệu sáng kiến"])
    refuse_seam(reel)
    assert 2 * reel.loop.change <= sum(reel.draw(frame) for frame in range(reel.frames)) <= 2 * reel.loop.change + 2
    assert len(reel.keys) == 3


@pytest.mark.parametrize("times", [1, 3])
def test_loops_are_copies_of_one_period(tmp_path: Path, world: World, engine: Takumi, times: int) -> None:
    reel = marquee(world, engine, "led-320x64", ["Ý"], step=4)
    encoding = Encoding(reel.width, reel.height, 25, crf=16, gop=1)
    path = tmp_path / ".assetkit-1-x.part"
    looped(path, times, reel.frames, lambda once: make_film(reel, once, encoding))
    assert list(differences(read_back(path), encoding, reel.frames * times, 10_000_000)) == []
    assert [file.name for file in tmp_path.iterdir()] == [path.name]
    with av.open(str(path)) as file:
        frames = [frame.to_ndarray(format="yuv420p") for frame in file.decode(video=0)]
    assert len(frames) == reel.frames * times
    for start in range(0, len(frames), reel.frames):
        assert np.array_equal(frames[start], frames[0])
    reel.draw(7)
    assert np.abs(frames[7].reshape(-1).astype(int) - reel.planes.buffer).mean() < 1.5


def test_a_board_has_pixels(world: World) -> None:
    (size,) = board_sizes(["512x96"], world.sizes)
    assert (size.group, size.width, size.height) == ("led", 512, 96)
    assert {one.group for one in board_sizes(["led"], world.sizes)} == {"led"}
    for word, error in (("300x100cm", "not centimetres"), ("4000x20", "no board"), ("8000x64", "no board")):
        with pytest.raises(UsageError, match=error):
            board_sizes([word], world.sizes)
    with pytest.raises(AssetkitError, match="did you mean 'led-320x64'"):
        board_sizes(["led-320x65"], world.sizes)


@pytest.mark.parametrize("image_format", ["gif", "webp"])
def test_the_size_of_a_picture_is_told_before_it_is_made(world: World, engine: Takumi, image_format: str) -> None:
    reel = pages(world, engine, "led-320x64", ["Tự hào", "Sáng kiến"])
    expected, data = estimate(reel, image_format), animated(reel, image_format)
    assert 0.4 * len(data) < expected < 2.5 * len(data)
    with Image.open(io.BytesIO(data)) as image:
        assert image.size == (reel.width, reel.height)
        assert image.info["loop"] == 0
        durations = []
        for number in range(getattr(image, "n_frames", 1)):
            image.seek(number)
            image.load()
            durations.append(image.info["duration"])
        assert sum(durations) == pytest.approx(reel.frames * 40, abs=80)


def test_a_picture_of_too_many_pixels_is_refused(world: World, engine: Takumi) -> None:
    reel = marquee(world, engine, "led-320x64", ["Ý"])
    reel.frames = 10_000
    with pytest.raises(AssetkitError, match="too many for a GIF"):
        refuse_too_large(reel, "gif")


def test_slogans_come_from_words_lines_and_columns(tmp_path: Path) -> None:
    lines = tmp_path / "a.txt"
    lines.write_text("Một\n\n  Hai   ba \n", encoding="utf-8")
    table = tmp_path / "b.csv"
    table.write_text("Đơn vị,Khẩu hiệu\nA,Bốn\nB,\nC,Năm\n", encoding="utf-8")
    assert slogans_of(["Không", str(lines), str(table)], None, ["x"]) == ("Không", "Một", "Hai ba", "Bốn", "Năm")
    assert slogans_of([], None, ["Mặc định"]) == ("Mặc định",)
    assert slogans_of([str(table)], "đơn vị", []) == ("A", "B", "C")


def test_words_that_are_none_are_told(tmp_path: Path) -> None:
    empty, table = tmp_path / "a.txt", tmp_path / "b.csv"
    empty.write_text(" \n", encoding="utf-8")
    table.write_text("Đơn vị,Ghi\nA,B\n", encoding="utf-8")
    for words, column, error in (
        ([str(empty)], None, "there are no words"),
        ([""], None, "there are no words"),
        ([str(table)], None, "which column holds the slogans"),
        ([str(table)], "khau", "no column 'khau'"),
        ([str(tmp_path / "c.txt")], None, "c.txt"),
        (["x" * 500], None, "500 letters"),
        (["x"] * 300, None, "300 slogans"),
        (["x"], "title", "about a table"),
    ):
        with pytest.raises(AssetkitError, match=error):
            slogans_of(words, column, [])


def test_sizes_are_told_as_people_say_them() -> None:
    assert [size_text(count) for count in (940, 840_000, 1_240_000)] == ["1 KB", "840 KB", "1,2 MB"]
    assert (MODES[0], FORMATS[0]) == ("marquee", "mp4")
