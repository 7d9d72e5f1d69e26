"""The words of motion: what they mean, and what is said of those that mean nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assetkit.errors import AssetkitError
from assetkit.film.motion import EASINGS, KINDS, LASTS, LEAVING, USUAL, Motion, Start, parse_motion, parse_start


def test_the_first_word_is_enough() -> None:
    for kind in KINDS:
        assert parse_motion(kind, "test") == Motion(kind, LASTS.get(kind, USUAL))


def test_the_other_words_come_in_any_order() -> None:
    wanted = Motion("slide-left", 0.8, "back", 12.0, 0.1)
    assert parse_motion("slide-left 0.8s back by 12u stagger 0.1s", "test") == wanted
    assert parse_motion("slide-left stagger 0.1s by 12u back 0.8s", "test") == wanted


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("fad", "did you mean 'fade'"),
        ("slide-lef", "did you mean 'slide-left'"),
        ("", "one of fade"),
        ("fade ease-uot", "did you mean 'ease-out'"),
        ("fade by", "'' is no measure"),
        ("slide-up by 12px", "'12px' is no measure"),
        ("fade stagger", "stagger 0.1s"),
        ("fade 90s", "too long for a motion"),
        ("fade -1s", "unknown word '-1s'"),
    ],
)
def test_other_words_are_errors_that_name_the_nearest(text: str, word: str) -> None:
    with pytest.raises(AssetkitError, match=word) as told:
        parse_motion(text, "page element data-in")
    assert str(told.value).startswith("page element data-in: ")


def test_a_layer_cannot_leave_by_counting() -> None:
    assert "fade" in LEAVING
    with pytest.raises(AssetkitError, match="unknown motion 'count-up'"):
        parse_motion("count-up", "test", LEAVING)


def test_moments() -> None:
    assert parse_start("1.2s", "test") == Start(1.2)
    assert parse_start("after title", "test") == Start(0.0, "title")
    assert parse_start("after title 0.2s", "test") == Start(0.2, "title")
    for text in ("", "soon", "after", "after title soon", "1.2", "before title"):
        with pytest.raises(AssetkitError):
            parse_start(text, "test")


@given(st.sampled_from(sorted(EASINGS)), st.floats(0, 1))
def test_easings_begin_and_end_where_they_should(name: str, share: float) -> None:
    ease = EASINGS[name]
    assert ease(0) == pytest.approx(0)
    assert ease(1) == pytest.approx(1)
    assert -0.2 < ease(share) < 1.2
