from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assetkit.errors import AssetkitError
from assetkit.sizes import MAX_PIXELS, bare_size, choose_sizes, load_sizes
from assetkit.world import World


def test_every_shipped_size_keeps_its_safe_area_inside(world: World) -> None:
    for size in world.sizes.values():
        assert size.safe_width > 0.2 * size.width, size.id
        assert size.safe_height > 0.2 * size.height, size.id
        assert size.width * size.height <= MAX_PIXELS
        assert set(size.limits) <= {"png", "jpg", "webp"}
        for x, y, width, height in size.clear:
            assert x + width <= size.width and y + height <= size.height


def test_places_have_the_pixels_and_safe_areas_of_the_field(world: World) -> None:
    sizes = world.sizes
    assert (sizes["story"].safe_width, sizes["story"].safe_height) == (950, 979)
    assert (sizes["story"].safe[0], sizes["story"].safe[1]) == (65, 269)
    assert (sizes["fb-cover"].safe_width, sizes["fb-cover"].safe_height) == (1280, 624)
    assert (sizes["yt-banner"].safe_width, sizes["yt-banner"].safe_height) == (1546, 423)
    assert sizes["zns"].limits["jpg"] == 500_000
    assert sizes["web-320x50"].limits["png"] == 50_000


def test_print_sizes_are_trim_plus_bleed_at_their_resolution(world: World) -> None:
    for name, trim in {"a4": (210, 297), "a3": (297, 420), "a2": (420, 594)}.items():
        size = world.sizes[name]
        assert size.dpi == 300
        expected = tuple(round((side + 2 * size.bleed_mm) / 25.4 * size.dpi) for side in trim)
        assert (size.width, size.height) == expected


@given(st.integers(16, 4000), st.integers(16, 4000))
@settings(max_examples=50, deadline=None)
def test_a_bare_size_is_what_it_says(width: int, height: int) -> None:
    size = bare_size(f"{width}x{height}")
    assert size is not None
    assert (size.width, size.height) == (width, height)
    assert size.safe_width > 0 and size.safe_height > 0


def test_centimetres_are_drawn_at_viewing_resolution() -> None:
    size = bare_size("300x100cm")
    assert size is not None
    assert (size.width, size.height, size.dpi) == (5906, 1969, 50)


@pytest.mark.parametrize("text", ["0x100", "100000x10", "9000x9000", "15x15", "9000x9000cm"])
def test_a_size_that_cannot_be_drawn_is_refused(text: str) -> None:
    with pytest.raises(AssetkitError, match="cannot be drawn"):
        bare_size(text)


def test_shapes_are_named_by_proportion(world: World) -> None:
    shapes = {
        name: world.sizes[name].shape for name in ("led-1920x320", "link", "square", "feed", "story", "web-160x600")
    }
    assert shapes == {
        "led-1920x320": "strip",
        "link": "wide",
        "square": "square",
        "feed": "portrait",
        "story": "tall",
        "web-160x600": "tower",
    }


def test_words_choose_sizes(world: World) -> None:
    offered = ("link", "feed", "web-728x90", "led-320x64")
    assert [size.id for size in choose_sizes(["feed,link"], world.sizes, offered)] == ["feed", "link"]
    assert [size.id for size in choose_sizes(["social", "feed"], world.sizes, offered)] == ["link", "feed"]
    assert [size.id for size in choose_sizes(["all"], world.sizes, offered)] == list(offered)
    assert [size.id for size in choose_sizes(["1000x300"], world.sizes, offered)] == ["1000x300"]
    assert [size.width for size in choose_sizes(["300x100cm"], world.sizes, offered)] == [5906]


@pytest.mark.parametrize(
    ("word", "says"),
    [("stori", "story"), ("a3", "one of: link"), ("print", "no size of this group"), ("nonsense", "unknown size")],
)
def test_a_word_that_chooses_nothing_says_what_to_try(world: World, word: str, says: str) -> None:
    with pytest.raises(AssetkitError, match=says):
        choose_sizes([word], world.sizes, ("link", "feed", "story"))


def test_a_size_file_with_an_unknown_key_names_the_nearest() -> None:
    text = '[a]\ntitle="A"\ngroup="social"\npixels=[10,10]\nsafe=[1,1,1,1]\nformats=["png"]\ntext=11\nlimit={png=1}'
    with pytest.raises(AssetkitError, match="limits"):
        load_sizes(text)


@pytest.mark.parametrize(
    "change",
    [
        {"pixels": "[0,0]"},
        {"pixels": "[100.5,100]"},
        {"pixels": '["a","b"]'},
        {"pixels": "[100]"},
        {"pixels": "[99999,99999]"},
        {"safe": "[60,0,60,0]"},
        {"safe": "[-5,0,0,0]"},
        {"formats": '["gif"]'},
        {"formats": "[]"},
        {"text": "0"},
        {"limits": "{jpg=-1}"},
    ],
)
def test_a_size_that_makes_no_sense_is_named(change: dict[str, str]) -> None:
    plain = {"title": '"A"', "group": '"social"', "pixels": "[100,100]", "safe": "[1,1,1,1]", "formats": '["png"]', "text": "11"}
    assert load_sizes("[a]\n" + "\n".join(f"{key}={value}" for key, value in plain.items()))["a"].width == 100
    text = "[a]\n" + "\n".join(f"{key}={value}" for key, value in {**plain, **change}.items())
    with pytest.raises(AssetkitError, match=r"^sizes\.toml"):
        load_sizes(text)


def test_a_size_file_that_is_not_toml_names_the_file() -> None:
    with pytest.raises(AssetkitError, match=r"mine\.toml"):
        load_sizes("[a", "mine.toml")
