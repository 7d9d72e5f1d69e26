"""The timeline as data: what it says of every frame, without a pixel."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assetkit.errors import AssetkitError
from assetkit.film.motion import EASINGS, KINDS, LEAVING, Motion, Start
from assetkit.film.timeline import (
    OPAQUE,
    WHOLE,
    Film,
    Layer,
    LayerState,
    frames_of,
    scheduled,
    usual_seconds,
)

SECONDS = st.floats(0, 3).map(lambda value: round(value, 2))


def motions(kinds: object = tuple(KINDS)) -> st.SearchStrategy[Motion]:
    names = st.sampled_from(sorted(kinds))  # type: ignore[call-overload]
    return st.builds(Motion, names, SECONDS, st.sampled_from(sorted(EASINGS)), st.floats(0, 30))


LAYERS = st.builds(
    Layer, st.just("layer"), SECONDS, st.none() | motions(), st.none() | motions(LEAVING), st.integers(0, 1_000_000)
)
FILMS = st.builds(
    lambda layers, rate, unit: Film(tuple(layers), frames_of(usual_seconds(layers), rate), rate, unit),
    st.lists(LAYERS, max_size=5),
    st.sampled_from((24, 25, 30, 50, 60)),
    st.floats(1, 20),
)


@given(FILMS)
@settings(max_examples=50, deadline=None)
def test_settled_all_layers_are_at_rest(film: Film) -> None:
    assert film.state(film.settled) == tuple(LayerState(index) for index in range(len(film.layers)))


@given(FILMS, st.data())
@settings(max_examples=50, deadline=None)
def test_a_state_is_whole_numbers_within_bounds(film: Film, data: st.DataObject) -> None:
    frame = data.draw(st.integers(0, film.frames - 1))
    for seen in film.state(frame):
        assert all(isinstance(value, int) for value in (seen.dx, seen.dy, seen.alpha, seen.scale, seen.part))
        assert 0 < seen.alpha <= OPAQUE
        assert 0 < seen.part <= WHOLE
        assert seen.scale > 0
        assert seen.value is None or isinstance(seen.value, int)
    assert hash(film.state(frame)) == hash(film.state(frame))
    assert film.state(frame) == film.state(frame)


@given(motions(("count-up",)), st.integers(0, 10**9), st.sampled_from((25, 60)))
@settings(max_examples=50, deadline=None)
def test_a_counter_never_counts_back_nor_beyond(motion: Motion, value: int, rate: int) -> None:
    film = Film((Layer("n", 0.3, motion, None, value),), frames_of(5, rate), rate, 10)
    shown = [seen[0].value for frame in range(film.settled) if (seen := film.state(frame))]
    numbers = [number for number in shown if number is not None]
    assert numbers == sorted(numbers)
    assert all(0 <= number <= value for number in numbers)


@given(motions(("wipe-right", "wipe-up", "ring", "draw-bar")))
@settings(max_examples=30, deadline=None)
def test_what_is_uncovered_stays_so(motion: Motion) -> None:
    film = Film((Layer("n", 0.0, motion),), frames_of(4, 30), 30, 10)
    parts = [seen[0].part for frame in range(film.frames) if (seen := film.state(frame))]
    assert parts == sorted(parts)


def test_a_slide_leaves_in_the_direction_in_which_it_came() -> None:
    left = Motion("slide-left", 1.0, "linear", 10.0)
    film = Film((Layer("n", 0.0, left, left),), 120, 30, 10)
    entering, leaving = film.state(15)[0], film.state(105)[0]
    assert entering.dx == 50  # from the right, so it moves left
    assert leaving.dx == -50
    assert entering.alpha == leaving.alpha


def test_a_layer_is_not_there_before_its_moment() -> None:
    film = Film((Layer("late", 1.0, Motion("fade", 0.5)), Layer("always")), 90, 30, 10)
    assert [seen.layer for seen in film.state(0)] == [1]
    assert [seen.layer for seen in film.state(45)] == [0, 1]


def test_a_film_that_is_too_short_is_refused_in_one_line() -> None:
    film = Film((Layer("n", 1.0, Motion("fade", 1.0), Motion("fade", 1.0)),), 60, 30, 10)
    with pytest.raises(AssetkitError, match="2 s is too short for all to enter and leave") as told:
        _ = film.settled
    assert "\n" not in str(told.value)


def test_key_frames_begin_with_the_first_and_hold_the_settled_one() -> None:
    layers = tuple(Layer(f"n{n}", 0.2 * n, Motion("fade", 0.5), Motion("fade", 0.3)) for n in range(20))
    film = Film(layers, frames_of(usual_seconds(layers), 30), 30, 10)
    assert film.keys[0] == 0
    assert film.settled in film.keys
    assert film.keys[-1] == film.frames - 1
    assert len(film.keys) <= 12


def test_layers_wait_for_others() -> None:
    fade = Motion("fade", 0.5)
    layers = [Layer("b", enter=fade), Layer("a", enter=fade), Layer("c")]
    starts = [Start(0.2, "a"), Start(1.0), Start(0.0, "b")]
    assert [layer.start for layer in scheduled(starts, layers, "test")] == pytest.approx([1.7, 1.0, 2.2])
    with pytest.raises(AssetkitError, match="did you mean 'a'"):
        scheduled([Start(0, "aa"), Start(), Start()], layers, "test")
    with pytest.raises(AssetkitError, match="waits for itself"):
        scheduled([Start(0, "a"), Start(0, "b"), Start()], layers, "test")
