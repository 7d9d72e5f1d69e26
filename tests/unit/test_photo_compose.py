"""Photos and frames in, finished pictures out."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageDraw

from assetkit.errors import AssetkitError
from assetkit.photo import Frame, Portrait, compose, compose_avatar, decode, encode_avatar, split_frame


def painted(size: int = 120, hole: tuple[int, int, int, int] = (20, 20, 100, 100)) -> Image.Image:
    """A blue frame with a round opening that is half covered in its lower quarter."""
    frame = Image.new("RGBA", (size, size), (10, 30, 90, 255))
    alpha = Image.new("L", (size, size), 255)
    ImageDraw.Draw(alpha).ellipse((hole[0], hole[1], hole[2] - 1, hole[3] - 1), fill=0)
    lower = (hole[0], (hole[1] + 3 * hole[3]) // 4, hole[2], hole[3])
    alpha.paste(alpha.crop(lower).point(lambda value: max(value, 128)), lower[:2])
    frame.putalpha(alpha)
    return frame


def portrait(colour: tuple[int, int, int] = (200, 150, 120), size: tuple[int, int] = (300, 400)) -> Portrait:
    return Portrait(Image.new("RGB", size, colour), (), size)


def test_a_frame_is_split_into_colours_mask_and_hole() -> None:
    frame = split_frame(painted())
    assert frame.hole == (20, 20, 100, 100)
    assert frame.place == (80, 80)
    assert (frame.rgb.mode, frame.rgb.size) == ("RGB", (120, 120))
    assert (frame.mask.mode, frame.mask.size) == ("L", (80, 80))
    assert frame.mask.getpixel((40, 20)) == 255
    assert frame.mask.getpixel((40, 72)) == 127
    assert frame.mask.getpixel((0, 0)) == 0


def test_composing_equals_alpha_compositing() -> None:
    photo = Image.effect_noise((80, 80), 90).convert("RGB")
    under = Image.new("RGBA", (120, 120))
    under.paste(photo, (20, 20))
    under.putalpha(255)
    expected = Image.alpha_composite(under, painted()).convert("RGB")
    difference = ImageChops.difference(compose(photo, split_frame(painted())), expected)
    assert max(high for _, high in difference.getextrema()) <= 1


@given(alpha=st.integers(0, 255), photo=st.integers(0, 255), ink=st.integers(0, 255))
@settings(max_examples=50, deadline=None)
def test_every_partial_alpha_is_mixed_right(alpha: int, photo: int, ink: int) -> None:
    frame = Image.new("RGBA", (8, 8), (ink, ink, ink, alpha))
    frame.putpixel((0, 0), (0, 0, 0, 0))
    mixed = compose(Image.new("RGB", (8, 8), (photo, photo, photo)), split_frame(frame, hole=(0, 0, 8, 8)))
    assert mixed.getpixel((4, 4))[0] == pytest.approx((ink * alpha + photo * (255 - alpha)) / 255, abs=1)


def test_the_frame_is_unchanged_and_may_be_used_again() -> None:
    frame = split_frame(painted())
    before = frame.rgb.tobytes()
    one = compose_avatar(portrait(), frame)
    assert compose_avatar(portrait(), frame).tobytes() == one.tobytes()
    assert frame.rgb.tobytes() == before


def test_nothing_outside_the_hole_changes() -> None:
    frame = split_frame(painted())
    picture = compose_avatar(portrait(), frame)
    picture.paste(0, frame.hole)
    blank = frame.rgb.copy()
    blank.paste(0, frame.hole)
    assert picture.tobytes() == blank.tobytes()


def test_focus_and_zoom_choose_the_part_that_is_seen() -> None:
    halves = Image.new("RGB", (400, 300), "red")
    halves.paste("blue", (200, 0, 400, 300))
    both = Portrait(halves, (), halves.size)
    frame = split_frame(painted())
    assert compose_avatar(both, frame, focus=(0.1, 0.5), zoom=2).getpixel((60, 50)) == (255, 0, 0)
    assert compose_avatar(both, frame, focus=(0.9, 0.5), zoom=2).getpixel((60, 50)) == (0, 0, 255)


def test_a_wide_photo_place_is_filled() -> None:
    wide = Image.new("RGBA", (200, 120), (0, 0, 0, 255))
    wide.paste((0, 0, 0, 0), (10, 40, 190, 100))
    picture = compose_avatar(portrait((1, 200, 3)), split_frame(wide))
    assert picture.getpixel((11, 41)) == picture.getpixel((188, 98)) == (1, 200, 3)


def test_rounding_outside_the_hole_is_forgiven_but_holes_are_not() -> None:
    frame = painted()
    frame.putpixel((2, 2), (1, 2, 3, 252))
    assert split_frame(frame).hole == (20, 20, 100, 100)
    frame.putpixel((2, 2), (1, 2, 3, 100))
    assert split_frame(frame).hole == (2, 2, 100, 100)
    with pytest.raises(AssetkitError, match="outside its photo place"):
        split_frame(frame, hole=(20, 20, 100, 100))


@pytest.mark.parametrize(
    ("frame", "hole", "word"),
    [
        (Image.new("RGB", (9, 9)), None, "mode RGB"),
        (Image.new("RGBA", (9, 9), (0, 0, 0, 255)), None, "no transparent place"),
        (Image.new("RGBA", (9, 9)), (0, 0, 10, 9), "not inside"),
        (Image.new("RGBA", (9, 9)), (5, 5, 5, 9), "not inside"),
    ],
)
def test_frames_without_a_place_are_refused(frame: Image.Image, hole: tuple[int, int, int, int], word: str) -> None:
    with pytest.raises(AssetkitError, match=word) as caught:
        split_frame(frame, hole=hole, where="avatar-evn")
    assert str(caught.value).startswith("avatar-evn: ")


def test_a_photo_of_another_size_is_refused() -> None:
    with pytest.raises(AssetkitError, match="RGB 80×80"):
        compose(Image.new("RGB", (79, 80)), split_frame(painted()))


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WebP"])
def test_nothing_of_the_source_is_left_in_the_bytes(format: str) -> None:
    exif = Image.Exif()
    exif[0x010F] = "SECRETCAMERA"
    source = io.BytesIO()
    Image.new("RGB", (300, 300), "teal").save(source, "JPEG", exif=exif, comment=b"SECRETWORD", dpi=(300, 300))
    frame = split_frame(painted())
    picture = compose_avatar(decode(source.getvalue(), target=frame.place, where="x"), frame)
    picture.info.update(comment=b"SECRETWORD", icc_profile=b"SECRETPROFILE", exif=b"SECRETCAMERA")
    data = encode_avatar(picture, format)
    assert b"SECRET" not in data
    with Image.open(io.BytesIO(data)) as written:
        assert (written.format, written.mode, written.size) == (format.upper(), "RGB", (120, 120))
        assert not written.getexif()
        assert set(written.info) <= {
            "jfif",
            "jfif_version",
            "jfif_unit",
            "jfif_density",
            "loop",
            "background",
            "timestamp",
            "duration",
        }


def test_png_is_exact_and_jpeg_is_near() -> None:
    picture = compose_avatar(portrait(), split_frame(painted()))
    exact = Image.open(io.BytesIO(encode_avatar(picture, "PNG")))
    near = Image.open(io.BytesIO(encode_avatar(picture)))
    assert exact.tobytes() == picture.tobytes()
    assert max(high for _, high in ImageChops.difference(near, picture).getextrema()) < 40


def test_full_colours_keep_coloured_edges_better() -> None:
    dots = Image.new("RGB", (64, 64), "#071A3D")
    for step in range(4, 64, 12):
        ImageDraw.Draw(dots).ellipse((step, step, step + 7, step + 7), fill="#FFB020")

    def error(subsampling: str) -> int:
        written = Image.open(io.BytesIO(encode_avatar(dots, subsampling=subsampling)))
        return sum(sum(index * count for index, count in enumerate(band.histogram()))
                   for band in ImageChops.difference(written, dots).split())  # fmt: skip

    assert error("4:4:4") < 0.7 * error("4:2:0")


@pytest.mark.parametrize(
    "wish", [{"format": "BMP"}, {"format": "jpeg"}, {"quality": 0}, {"quality": 100}, {"subsampling": "4:1:1"}]
)
def test_unknown_ways_to_encode_are_refused(wish: dict[str, object]) -> None:
    with pytest.raises(AssetkitError):
        encode_avatar(Image.new("RGB", (9, 9)), **wish)  # type: ignore[arg-type]


def test_a_frame_is_frozen() -> None:
    frame = split_frame(painted())
    assert isinstance(frame, Frame)
    with pytest.raises(AttributeError):
        frame.hole = (0, 0, 1, 1)  # type: ignore[misc]
