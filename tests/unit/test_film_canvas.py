"""Frames that are drawn in parts are the frames that are drawn as a whole, and what is laid in planes is what is laid in RGB."""

from __future__ import annotations

import pytest
from film_pieces import HEIGHT, WIDTH, furthest, noise, piece, planes_of, sprite
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from assetkit.film.boxes import area, common, even, hull, meet, merged
from assetkit.film.canvas import Canvas, padded
from assetkit.film.looks import Look, Picture, changed, sector, swept
from assetkit.film.planes import Planes
from assetkit.film.sprites import Sprite
from assetkit.film.timeline import OPAQUE, WHOLE, LayerState

CLOSE = 3  # of 255, in Y, U or V: twice rounding
BEHIND = noise(WIDTH, HEIGHT, 1)
SPRITES = (
    sprite(10, 8, 40, 30, 2, 0),
    sprite(31, 21, 33, 25, 3, None, opaque=True),
    sprite(50, 5, 41, 50, 4, 1, opaque=True),
    sprite(20, 30, 60, 21, 5, 2),
)
BOX = st.tuples(st.integers(0, 90), st.integers(0, 60), st.integers(0, 96), st.integers(0, 64))


def settled(sprites: tuple[Sprite, ...] = SPRITES) -> Image.Image:
    whole = BEHIND.copy()
    for one in sprites:
        whole.paste(one.image, (one.left, one.top), one.image)
    return whole


def canvas() -> Canvas:
    return Canvas(BEHIND, SPRITES, {0: 0, 1: 1, 2: 2}, {}, settled())


def seen(layer: int) -> st.SearchStrategy[LayerState | None]:
    moved = st.builds(LayerState, st.just(layer), st.integers(-30, 30), st.integers(-30, 30), st.integers(1, OPAQUE))
    scaled = st.builds(LayerState, st.just(layer), alpha=st.integers(1, OPAQUE), scale=st.integers(6000, 11_000))
    ways = st.sampled_from(("right", "up", "round"))
    part = st.builds(LayerState, st.just(layer), part=st.integers(1, WHOLE), way=ways)
    closer = st.builds(LayerState, st.just(layer), scale=st.integers(WHOLE + 1, 10_800), way=st.just("closer"))
    return st.none() | st.just(LayerState(layer)) | moved | scaled | part | closer


STATES = st.tuples(seen(0), seen(1), seen(2)).map(lambda all_: tuple(one for one in all_ if one is not None))


@given(st.lists(STATES, min_size=2, max_size=6))
@settings(max_examples=50, deadline=None)
def test_what_is_drawn_in_parts_is_what_is_drawn_as_a_whole(states: list[tuple[LayerState, ...]]) -> None:
    drawn = canvas()
    for state in states:
        drawn.draw(state)
    anew = canvas()
    anew.draw(states[-1])
    assert furthest(drawn.planes, anew.planes) <= CLOSE


@given(STATES)
@settings(max_examples=20, deadline=None)
def test_the_same_state_draws_nothing(state: tuple[LayerState, ...]) -> None:
    drawn = canvas()
    assert drawn.draw(state)
    before = drawn.planes.buffer.copy()
    assert not drawn.draw(state)
    assert (drawn.planes.buffer == before).all()


def test_all_at_rest_is_the_still() -> None:
    drawn = canvas()
    drawn.draw((LayerState(0, dx=5),))
    drawn.draw(tuple(map(LayerState, range(3))))
    assert furthest(drawn.planes, planes_of(settled())) <= CLOSE
    drawn = canvas()
    drawn.draw(tuple(map(LayerState, range(3))))
    assert furthest(drawn.planes, planes_of(settled())) == 0


@given(st.integers(-20, 80), st.integers(-20, 50), st.integers(1, OPAQUE), st.booleans())
@settings(max_examples=50, deadline=None)
def test_laid_in_planes_is_laid_in_colours(left: int, top: int, alpha: int, opaque: bool) -> None:
    image = piece(37, 22, 7, opaque)
    wanted = BEHIND.copy()
    fainter = image.copy()
    fainter.putalpha(image.getchannel("A").point([(value * alpha + 127) // 255 for value in range(256)]))
    wanted.paste(fainter, (left, top), fainter)
    one = Sprite(image, left, top, 0, (left, top, left + 37, top + 22))
    drawn = Canvas(BEHIND, (one,), {0: 0}, {}, wanted)
    drawn.draw((LayerState(0, dx=1, alpha=alpha),))
    drawn.draw((LayerState(0, alpha=alpha if alpha < OPAQUE else OPAQUE - 1),))
    assert furthest(drawn.planes, planes_of(wanted)) <= 6  # U and V of an edge are those of two by two pixels


def test_a_bar_that_grows_changes_only_its_new_columns() -> None:
    picture = Picture(piece(40, 10, 1, opaque=True))
    short, long = (Look(picture, 10, 20, clip=(10, 20, right, 30)) for right in (20, 26))
    assert changed((short,), (long,)) == [(20, 20, 26, 30)]
    assert changed((long,), (short,)) == [(20, 20, 26, 30)]
    assert changed((long,), (long,)) == []
    assert changed((), (short,)) == [(10, 20, 20, 30)]


@given(st.integers(1, WHOLE), st.integers(1, WHOLE))
@settings(max_examples=50, deadline=None)
def test_a_ring_that_closes_changes_only_where_its_hand_passes(one: int, other: int) -> None:
    before, now = sorted((one, other))
    box = swept((0, 0, 60, 44), before, now)
    a, b = sector(60, 44, before), sector(60, 44, now)
    for image in (a, b):
        image.paste(0, box)
    assert a.tobytes() == b.tobytes()


@given(st.lists(BOX, max_size=8))
@settings(max_examples=50, deadline=None)
def test_merged_boxes_cover_the_same_and_are_no_more_work(boxes: list[tuple[int, int, int, int]]) -> None:
    found = merged(boxes)
    real = [box for box in boxes if area(box)]
    covered = {(x, y) for box in found for x in range(box[0], box[2]) for y in range(box[1], box[3])}
    for box in real:
        assert {(box[0], box[1]), (box[2] - 1, box[3] - 1)} <= covered
    assert sum(map(area, found)) <= sum(map(area, real))


@given(BOX, BOX)
def test_boxes_meet_where_they_have_something_in_common(a: tuple[int, int, int, int], b: tuple[int, int, int, int]) -> None:
    if area(a) and area(b):
        assert meet(a, b) == bool(area(common(a, b)))
        assert common(a, hull([a, b])) == a
    left, top, right, bottom = even(a, WIDTH, HEIGHT)
    assert not any(side % 2 for side in (left, top, right, bottom))


@pytest.mark.parametrize(("width", "height"), [(5, 4), (4, 5), (7, 7), (6, 6)])
def test_odd_sides_are_padded_and_nothing_is_stretched(width: int, height: int) -> None:
    image = noise(width, height, 3)
    larger = padded(image)
    assert larger.width % 2 == larger.height % 2 == 0
    assert larger.crop((0, 0, width, height)).tobytes() == image.tobytes()
    assert larger.getpixel((larger.width - 1, larger.height - 1)) == image.getpixel((width - 1, height - 1))
    Planes(*larger.size).put(larger, (0, 0, *larger.size))
