"""Sizes and a point in, boxes out."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assetkit.errors import AssetkitError
from assetkit.photo import crop_box

sizes = st.integers(1, 12000)
shares = st.floats(0, 1)
wishes = {
    "aspect": st.floats(0.1, 10),
    "zoom": st.floats(1, 8),
    "focus": st.one_of(st.none(), st.tuples(shares, shares)),
    "scale": st.floats(0, 2),
}


@given(width=sizes, height=sizes, wish=st.fixed_dictionaries(wishes))
@settings(max_examples=50, deadline=None)
def test_the_box_has_the_shape_and_lies_in_the_picture(width: int, height: int, wish: dict[str, object]) -> None:
    left, top, right, bottom = crop_box(width, height, **wish)  # type: ignore[arg-type]
    slack = 1e-6 * max(width, height)
    assert -slack <= left < right <= width + slack
    assert -slack <= top < bottom <= height + slack
    assert (right - left) / (bottom - top) == pytest.approx(wish["aspect"], rel=1e-6)
    largest = max((right - left) / width, (bottom - top) / height)
    assert largest == pytest.approx(1 / wish["zoom"])  # type: ignore[operator]


@given(width=sizes, height=sizes, x=shares, y=shares)
@settings(max_examples=50, deadline=None)
def test_a_mirrored_picture_has_a_mirrored_box(width: int, height: int, x: float, y: float) -> None:
    left, top, right, bottom = crop_box(width, height, focus=(x, y), zoom=1.5)
    left_too, top_too, right_too, bottom_too = crop_box(width, height, focus=(1 - x, y), zoom=1.5)
    assert (left_too, right_too) == pytest.approx((width - right, width - left), abs=1e-6 * width)
    assert (top_too, bottom_too) == (top, bottom)


def test_the_focus_comes_a_little_above_the_middle_when_there_is_room() -> None:
    left, top, right, bottom = crop_box(1000, 1000, zoom=2, focus=(0.5, 0.5))
    assert (left, top, right, bottom) == (250, 290, 750, 790)


def test_a_large_head_comes_to_the_middle() -> None:
    tops = [crop_box(600, 900, focus=(0.5, 0.5), scale=scale)[1] for scale in (0, 0.4, 0.6, 0.72, 1)]
    assert tops[0] == tops[1] == pytest.approx(450 - 0.42 * 600)
    assert tops[1] > tops[2] > tops[3] == tops[4] == 150


def test_without_a_focus_the_upper_middle_is_taken() -> None:
    assert crop_box(900, 1200) == crop_box(900, 1200, focus=(0.5, 0.36))
    left, top, right, bottom = crop_box(1600, 900)
    assert (left, top, right, bottom) == (350, 0, 1250, 900)


def test_a_focus_at_the_edge_keeps_the_box_inside() -> None:
    assert crop_box(300, 200, focus=(1, 1)) == (100, 0, 300, 200)
    assert crop_box(200, 300, focus=(0, 0)) == (0, 0, 200, 200)


@pytest.mark.parametrize(
    ("size", "wish", "word"),
    [
        ((0, 10), {}, "0×10"),
        ((10, 10), {"zoom": 0.9}, "zoom"),
        ((10, 10), {"zoom": float("nan")}, "zoom"),
        ((10, 10), {"aspect": 0}, "aspect"),
        ((10, 10), {"aspect": float("inf")}, "aspect"),
        ((10, 10), {"focus": (0.5, 1.2)}, "focus"),
        ((10, 10), {"focus": (float("nan"), 0.5)}, "focus"),
        ((10, 10), {"scale": -1}, "scale"),
    ],
)
def test_senseless_wishes_are_refused(size: tuple[int, int], wish: dict[str, float], word: str) -> None:
    with pytest.raises(AssetkitError, match=word):
        crop_box(*size, **wish)  # type: ignore[arg-type]
