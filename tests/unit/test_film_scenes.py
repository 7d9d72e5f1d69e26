"""Storyboards: what they say, what is refused, which frames come of them, and how scenes are joined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assetkit.errors import AssetkitError
from assetkit.facts import Facts, derive
from assetkit.film.cutting import Cut, cuts_of
from assetkit.film.joining import ALIVE, JoinedReel
from assetkit.film.mixing import WHOLE
from assetkit.film.planes import Planes
from assetkit.film.reel import Reel
from assetkit.film.scenes import Scene, Storyboard, load_storyboard
from assetkit.film.storyboards import Production, sound_storyboard, storyboard_named, weekly_storyboard, with_steps
from assetkit.film.transitions import CUT, KINDS, Transition, parse_transition
from assetkit.world import World

RATE = 10
BOARD = """
title = "Thử"
transition = "crossfade 0.5s"
[[scene]]
template = "film-title"
seconds = 3
[[scene]]
template = "film-end"
seconds = 4
"""


def changed(scene: str) -> str:
    """The board with another line in its last scene."""
    return BOARD.replace("seconds = 4", scene)


def unexplained(name: str) -> str:
    return f"give {name}"


# ---- what a storyboard says


def test_a_storyboard_says_what_is_shown_for_how_long() -> None:
    board = load_storyboard(BOARD, "board.toml")
    assert [(scene.template, scene.seconds) for scene in board.scenes] == [("film-title", 3), ("film-end", 4)]
    assert [scene.transition.kind for scene in board.scenes] == [CUT, "crossfade"]
    assert board.templates == ("film-title", "film-end")


@pytest.mark.parametrize(
    ("scene", "told"),
    [
        ("seconds = -4", "scene #2: seconds should be 1 to 60, not -4"),
        ("seconds = 0.4", "not 0.4"),
        ("seconds = nan", "not nan"),
        ("seconds = 4\nat = 5.5", "scene #2: a gap of 2.5 s before it (try: at = 3"),
        ("seconds = 4\nat = 2", "begins 1 s too early"),
        ("seconds = 4\nat = nan", "scene #2"),
        ("seconds = 1\ntransition = 'push 0.9s'", "too short for its transition"),
        ("seconds = 4\ntransition = 'pusch'", "unknown transition 'pusch' (try: did you mean 'push'?)"),
        ("seconds = 4\ntransition = 'wipe 9s'", "a wipe of 9 s"),
        ("seconds = 4\ntransition = 'wipe esae'", "unknown word 'esae' (try: did you mean 'ease'?)"),
        ("seconds = 4\neach = 'entry_step'", "did you mean 'entry_steps'?"),
        ("seconds = 4\nneeds = ['totl']", "unknown fact 'totl'"),
        ("seconds = 4\nsecond = 4", "scene #2.second: is not a known key (try: did you mean 'seconds'?)"),
        ("", "scene #2.seconds: is missing"),
    ],
)
def test_what_is_wrong_is_told_on_one_line(scene: str, told: str) -> None:
    with pytest.raises(AssetkitError) as error:
        load_storyboard(changed(scene), "board.toml")
    assert told in str(error.value)
    assert "board.toml" in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("text", ["", "title = 'x'", "scene = [", "title = 'x'\nscene = []"])
def test_what_is_no_storyboard_is_refused(text: str) -> None:
    with pytest.raises(AssetkitError, match=r"board\.toml"):
        load_storyboard(text, "board.toml")


def test_the_first_scene_takes_the_place_of_none() -> None:
    with pytest.raises(AssetkitError, match="takes the place of none"):
        load_storyboard(BOARD.replace("seconds = 3", "seconds = 3\ntransition = 'push'"), "board.toml")


@pytest.mark.parametrize(
    ("scene", "told"),
    [
        ("template = 'film-ende'", "scene #2: template 'film-ende': unknown template (try: did you mean 'film-end'?)"),
        ("template = 'film-end'\nfields = { tittle = 'x' }", "unknown field 'tittle' (try: did you mean 'title'?)"),
        ("template = 'corona'", "is a frame for a photo"),
    ],
)
def test_templates_and_fields_have_to_be_known(scene: str, told: str, world: World) -> None:
    with pytest.raises(AssetkitError) as error:
        sound_storyboard(BOARD.replace('template = "film-end"', scene), "board.toml", world)
    assert told in str(error.value)


@pytest.mark.parametrize("name", ["intro", "guide", "guide-entry", "guide-approval", "weekly"])
def test_the_shipped_storyboards_are_sound_and_for_every_shape(name: str, world: World) -> None:
    board = storyboard_named(name, world)
    production = Production(board, world.campaign(), derive(world.campaign(), None, world.now()))
    assert [size.shape for size in production.sizes(["all"], world)] == ["wide", "square", "portrait", "tall"]


def test_a_storyboard_that_there_is_not_is_told_with_the_nearest(world: World) -> None:
    with pytest.raises(AssetkitError, match="did you mean 'intro'"):
        storyboard_named("intor", world)


def test_a_size_for_which_some_scene_is_not_composed_is_refused(world: World) -> None:
    board = sound_storyboard(BOARD.replace("film-end", "hero"), "board.toml", world)
    production = Production(board, world.campaign(), derive(world.campaign(), None, world.now()))
    assert "wide" not in [size.id for size in production.sizes(["all"], world)]
    with pytest.raises(AssetkitError, match="not composed"):
        production.sizes(["wide"], world)


# ---- transitions


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != CUT])
@settings(max_examples=20, deadline=None)
@given(seconds=st.floats(0.1, 3.0), rate=st.sampled_from([24, 25, 30, 50, 60]))
def test_a_transition_moves_on_with_every_frame_and_is_never_all_or_nothing(kind: str, seconds: float, rate: int) -> None:
    transition = Transition(kind, seconds)
    shares = [transition.share(frame, rate, WHOLE) for frame in range(transition.frames(rate))]
    assert shares == sorted(shares)
    assert all(0 < share < WHOLE for share in shares)


def test_a_transition_has_a_usual_length_and_takes_another() -> None:
    assert parse_transition("push", "x").seconds == KINDS["push"]
    assert parse_transition("push 1.2s linear", "x") == Transition("push", 1.2, "linear")
    assert parse_transition("cut", "x").frames(30) == 0


# ---- cuts


@pytest.fixture(scope="module")
def facts(world: World) -> Facts:
    campaign = world.campaign()
    return with_steps(derive(campaign, None, world.now()), world.steps(), campaign)


def board_of(*scenes: Scene) -> Storyboard:
    return Storyboard("Thử", scenes, "board.toml")


def test_a_scene_for_each_entry_says_what_the_entry_says(facts: Facts) -> None:
    scene = Scene("film-step", 4, each="entry_steps", fields={"number": "{number_text}"}, caption="Bước {number_text}: {verb}. {text?}")
    cuts, notes = cuts_of(board_of(scene), facts, {}, unexplained, RATE)
    steps: Any = facts["entry_steps"]
    assert [cut.fields["number"] for cut in cuts] == [step["number_text"] for step in steps]
    assert cuts[0].caption.startswith(f"Bước 1: {steps[0]['verb']}.")
    assert notes == ()


def test_a_scene_whose_facts_are_not_known_is_left_out_and_told(facts: Facts) -> None:
    board = board_of(Scene("film-count", 4, needs=("total_text",)), Scene("film-end", 4))
    cuts, notes = cuts_of(board, facts, {}, facts.why_missing, RATE)
    assert [cut.template for cut in cuts] == ["film-end"]
    assert cuts[0].transition.frames(RATE) == 0
    assert "film-count" in notes[0]
    with pytest.raises(AssetkitError, match="nothing to show"):
        cuts_of(board_of(board.scenes[0]), facts, {}, facts.why_missing, RATE)


def test_a_name_that_is_not_known_is_an_error_and_one_with_a_question_mark_is_nothing(facts: Facts) -> None:
    with pytest.raises(AssetkitError, match="deadline_txt"):
        cuts_of(board_of(Scene("film-end", 4, fields={"title": "{deadline_txt}"})), facts, {}, unexplained, RATE)
    scene = Scene("film-end", 4, fields={"title": "Hạn {deadline_text} {total_text?} {campaign.name}"})
    cuts, _ = cuts_of(board_of(scene), facts, {"name": "Mười nghìn"}, unexplained, RATE)
    assert cuts[0].fields["title"] == f"Hạn {facts['deadline_text']} Mười nghìn"


@settings(max_examples=40, deadline=None)
@given(lengths=st.lists(st.floats(2, 20), min_size=1, max_size=8), rate=st.sampled_from([24, 25, 30, 60]), stretch=st.floats(0.7, 3))
def test_scenes_have_as_many_frames_as_the_whole(lengths: list[float], rate: int, stretch: float) -> None:
    board = board_of(*(Scene("film-end", seconds, Transition("push", 0.7)) for seconds in lengths))
    whole = sum(lengths)
    cuts, _ = cuts_of(board, {}, {}, unexplained, rate, whole * stretch)
    assert sum(cut.frames for cut in cuts) == round(whole * stretch * rate)
    assert all(abs(cut.frames - seconds * stretch * rate) <= 1 for cut, seconds in zip(cuts, lengths, strict=True))


def test_a_length_that_leaves_a_scene_no_time_is_refused() -> None:
    board = board_of(Scene("film-end", 2), Scene("film-end", 10, Transition("push", 0.7)))
    with pytest.raises(AssetkitError, match=r"too short for its 2 scenes \(try: --duration 3.0"):
        cuts_of(board, {}, {}, unexplained, RATE, 2.0)


# ---- joining


@dataclass
class Flat:
    """A reel of one grey, which changes on every second frame."""

    grey: int
    frames: int
    width: int = 32
    height: int = 16
    rate: int = RATE
    poster: int = 0
    keys: Sequence[int] = (0,)
    planes: Planes = field(default_factory=lambda: Planes(32, 16))
    drawn: int = -1

    def draw(self, frame: int) -> bool:
        before, self.drawn = self.drawn, frame // 2
        self.planes.buffer[:] = self.grey + self.drawn
        return before != self.drawn


CUTS = (
    Cut("a", 20, Transition()),
    Cut("b", 20, Transition("crossfade", 0.5, "linear")),
    Cut("c", 20, Transition("push", 0.5, "linear")),
    Cut("d", 20, Transition()),
)


def joined() -> tuple[JoinedReel, list[int]]:
    opened: list[int] = []

    def opens(index: int) -> Reel:
        opened.append(index)
        return Flat(50 * index, CUTS[index].frames)

    return JoinedReel(CUTS, 32, 16, RATE, opens), opened


def seen(reel: JoinedReel, frame: int) -> np.ndarray[Any, Any]:
    reel.draw(frame)
    return reel.planes.y.copy()


def test_scenes_follow_each_other_and_are_opened_once() -> None:
    reel, opened = joined()
    assert reel.frames == 80
    first = [int(seen(reel, frame)[0, 0]) for frame in range(reel.frames)]
    assert first[:20] == [frame // 2 for frame in range(20)]
    assert first[25:40] == [50 + frame // 2 for frame in range(5, 20)]
    assert first[60:] == [150 + frame // 2 for frame in range(20)]
    assert opened == [0, 1, 2, 3]
    reel.close()


def test_no_more_than_two_scenes_are_alive() -> None:
    reel, _ = joined()
    for frame in range(reel.frames):
        reel.draw(frame)
        assert len(reel._open) <= ALIVE
    reel.close()


def test_a_crossfade_mixes_the_last_frame_with_the_new_ones() -> None:
    reel, _ = joined()
    values = [int(seen(reel, frame)[0, 0]) for frame in range(19, 26)]
    assert values == sorted(values)
    assert values[0] == 9
    assert 9 < values[1] < 50
    assert values[-1] == 52
    reel.close()


def test_a_push_shows_the_old_scene_at_the_left_and_the_new_one_at_the_right() -> None:
    reel, _ = joined()
    for frame in range(43):
        row = seen(reel, frame)[0]
    assert row[0] == 59
    assert row[-1] == 101
    assert sorted(set(row.tolist())) == [59, 101]
    reel.close()


def test_any_frame_can_be_drawn_at_any_time() -> None:
    reel, _ = joined()
    whole = [seen(reel, frame) for frame in range(reel.frames)]
    again, _ = joined()
    for frame in (41, 79, 3, 22, 22, 60, 0, 43):
        assert (seen(again, frame) == whole[frame]).all(), frame
    reel.close()
    again.close()


def test_a_frame_that_is_as_the_one_before_is_told_so() -> None:
    reel, _ = joined()
    told = [reel.draw(frame) for frame in range(reel.frames)]
    assert told[:6] == [True, False, True, False, True, False]
    assert all(told[20:25])
    assert not reel.draw(79)
    reel.close()


def test_key_frames_show_each_scene_and_the_middle_of_each_transition() -> None:
    reel, _ = joined()
    assert list(reel.keys) == sorted(reel.keys)
    assert reel.poster in reel.keys
    assert {22, 42} <= set(reel.keys)
    assert all(any(start <= key < start + 20 for key in reel.keys) for start in (0, 20, 40, 60))
    reel.close()


def test_the_poster_is_at_hand_when_its_scene_has_long_gone() -> None:
    reel, opened = joined()
    for frame in range(reel.frames):
        reel.draw(frame)
        if frame == reel.poster:
            poster = reel.planes.y.copy()
    assert (seen(reel, reel.poster) == poster).all()
    assert opened == [0, 1, 2, 3]
    assert reel.draw(79)
    reel.close()


def test_a_scene_that_cannot_be_made_is_told_when_its_time_comes() -> None:
    def opens(index: int) -> Reel:
        if index == 1:
            raise AssetkitError("cannot be made", where="scene #2")
        return Flat(0, 20)

    reel = JoinedReel(CUTS, 32, 16, RATE, opens)
    for frame in range(20):
        reel.draw(frame)
    with pytest.raises(AssetkitError, match="scene #2: cannot be made"):
        reel.draw(20)
    reel.close()


def test_the_weekly_storyboard_tells_the_week(world: World) -> None:
    assert len(weekly_storyboard(world).scenes) >= 3
