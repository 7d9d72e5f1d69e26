"""Real portraits in many shapes in; heads inside the circle of the default crop out.

The three people here (public-domain and freely licensed pictures that matplotlib and scikit-image ship) were not
used to fit the weights of the guess, so the rates are those of strangers. Their heads were marked by hand.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import matplotlib
import pytest
import skimage
from photo_variants import Marked, can_fit, corners, inside, oval, variants
from PIL import Image, ImageOps

from assetkit.errors import AssetkitError
from assetkit.photo import Focus, crop_box, head_focus

SCIKIT = Path(skimage.__file__).parent / "data"
MATPLOTLIB = Path(matplotlib.get_data_path()) / "sample_data"
DRAWN = Path(__file__).parents[2] / "data" / "portrait-neutral.jpg"

PEOPLE = {
    "astronaut": (SCIKIT / "astronaut.png", (152, 12, 302, 192)),
    "cameraman": (SCIKIT / "camera.png", (160, 63, 272, 200)),
    "admiral": (MATPLOTLIB / "grace_hopper.jpg", (152, 22, 374, 334)),
}

# measured 98.3 % (234 of 238) and 92.6 % (126 of 136); a drop below these marks is a change for the worse
OVAL_RATE, BOX_RATE = 0.98, 0.92


def people() -> Iterator[Marked]:
    for name, (path, head) in PEOPLE.items():
        with Image.open(path) as image:
            yield Marked(name, image.convert("RGB"), head)


def crop_of(image: Image.Image) -> tuple[float, float, float, float]:
    focus = head_focus(image)
    return crop_box(*image.size, focus=(focus.x, focus.y), scale=focus.scale)


def test_heads_of_strangers_come_into_the_circle(capsys: pytest.CaptureFixture[str]) -> None:
    """Only pictures that leave a choice count: not square, and some crop could hold the head."""
    ovals: list[tuple[str, bool]] = []
    boxes: list[tuple[str, bool]] = []
    for case in (case for person in people() for case in variants(person)):
        width, height = case.image.size
        crop = crop_of(case.image)
        for shape, found in ((oval(case.head), ovals), (corners(case.head), boxes)):
            if width != height and can_fit(shape, width, height):
                found.append((case.name, inside(shape, crop)))
    rates = []
    with capsys.disabled():
        for what, found in (("oval of the head", ovals), ("box of the head", boxes)):
            misses = [name for name, hit in found if not hit]
            rates.append(1 - len(misses) / len(found))
            print(f"\n{what} in the circle: {rates[-1]:.1%} of {len(found)}; misses: {', '.join(misses) or 'none'}")
    assert len(ovals) > 200
    assert len(boxes) > 100
    assert rates[0] >= OVAL_RATE
    assert rates[1] >= BOX_RATE


def test_the_guess_beats_the_plain_framing() -> None:
    plain = guessed = 0
    for case in (case for person in people() for case in list(variants(person))[::5]):
        shape = oval(case.head)
        plain += inside(shape, crop_box(*case.image.size))
        guessed += inside(shape, crop_of(case.image))
    assert guessed > 1.3 * plain


def test_our_drawn_portrait_stands_in_the_circle() -> None:
    with Image.open(DRAWN) as image:
        drawn = Marked("drawn", image.convert("RGB"), (244, 198, 656, 748))
    assert inside(oval(drawn.head), crop_of(drawn.image))


def test_a_mirrored_picture_has_a_mirrored_focus() -> None:
    for person in people():
        one, other = head_focus(person.image), head_focus(ImageOps.mirror(person.image))
        assert other.x == pytest.approx(1 - one.x, abs=0.05)
        assert other.y == pytest.approx(one.y, abs=0.05)


def test_the_size_of_the_picture_does_not_matter() -> None:
    for person in people():
        one, other = head_focus(person.image), head_focus(person.image.resize((1536, 1800)).resize(person.image.size))
        assert (other.x, other.y) == pytest.approx((one.x, one.y), abs=0.04)


def test_the_guess_is_repeatable() -> None:
    image = next(people()).image
    assert head_focus(image) == head_focus(image.copy())


@pytest.mark.parametrize("size", [(1, 1), (7, 7), (1, 3000), (3000, 1), (64, 64), (640, 480)])
def test_where_nothing_is_seen_the_framing_is_said_to_be_plain(size: tuple[int, int]) -> None:
    assert head_focus(Image.new("RGB", size, (90, 120, 160))) == Focus(0.5, 0.36, 0.0, "framing")


def test_a_focus_is_always_inside_the_picture() -> None:
    for person in people():
        for size in ((300, 20), (20, 300), (9, 9)):
            focus = head_focus(person.image.resize(size))
            assert 0 <= focus.x <= 1
            assert 0 <= focus.y <= 1


def test_pictures_without_colours_are_refused() -> None:
    with pytest.raises(AssetkitError, match="mode L"):
        head_focus(Image.new("L", (30, 30)))
