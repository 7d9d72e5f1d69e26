"""Photos of every kind in; upright sRGB pictures or one-line errors out."""

from __future__ import annotations

import base64
import io
import math
import struct
import subprocess
import sys
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, ImageFile

from assetkit.errors import AssetkitError
from assetkit.photo import Portrait, decode

RED, GREEN, BLUE, WHITE = (220, 30, 30), (30, 160, 60), (30, 40, 220), (250, 250, 250)
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "TIFF", "AVIF")

# 96×64 px, left red, right blue, white corner; stored turned (irot), so that it stands upright at 64×96
HEIC = base64.b64decode(
    "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAaFtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAADRpbG9j"
    "AAAAAERAAAIAAQAAAAABxQABAAAAAAAAAEwAAgAAAAACEQABAAAAAAAAACQAAAA4aWluZgAAAAAAAgAAABVpbmZlAgAAAAABAABodmMxAAAA"
    "ABVpbmZlAgAAAQACAABFeGlmAAAAAA5waXRtAAAAAAABAAAA4GlwcnAAAADAaXBjbwAAAHhodmNDAQNwAAAAkAAAAAAAHvAA/P34+AAADwNg"
    "AAEAGEABDAH//wNwAAADAJAAAAMAAAMAHroCQGEAAQArQgEBA3AAAAMAkAAAAwAAAwAeoDCBBZbqSSmubgIaDAgAAAMAyAAAAwAIQGIAAQAH"
    "RAHBcrAiQAAAABNjb2xybmNseAABAA0ABoAAAAAUaXNwZQAAAAAAAABgAAAAQAAAABBwaXhpAAAAAAMICAgAAAAJaXJvdAMAAAAYaXBtYQAA"
    "AAAAAAABAAEFgQIDBIUAAAAaaXJlZgAAAAAAAAAOY2RzYwACAAEAAQAAAHhtZGF0AAAASCgBrxOAebx8iE5b6kyPVx//dCI/x6gHovbEoMwd"
    "g817fZtmL6g2/+zTE/hELPXTYFbXacLh/9MM+Pkdif83LL0qaC7jEw6usAAAAAZFeGlmAABNTQAqAAAACAABARIAAwAAAAEABgAAAAAAAA=="
)


def quarters(width: int = 96, height: int = 64) -> Image.Image:
    """Red, green, blue and white quarters: every turn and flip can be told apart."""
    image = Image.new("RGB", (width, height), RED)
    image.paste(GREEN, (width // 2, 0, width, height // 2))
    image.paste(BLUE, (0, height // 2, width // 2, height))
    image.paste(WHITE, (width // 2, height // 2, width, height))
    return image


def encoded(image: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def corners(image: Image.Image) -> list[tuple[int, ...]]:
    x, y = image.width // 4, image.height // 4
    points = ((x, y), (3 * x, y), (x, 3 * y), (3 * x, 3 * y))
    return [tuple(image.getpixel(point)) for point in points]


def alike(found: list[tuple[int, ...]], wanted: list[tuple[int, ...]], tolerance: int = 8) -> bool:
    pairs = zip(found, wanted, strict=True)
    return all(abs(a - b) <= tolerance for one, other in pairs for a, b in zip(one, other, strict=True))


def refused(data: bytes, **options: object) -> str:
    with pytest.raises(AssetkitError) as caught:
        decode(data, **{"target": 40, "where": "anh.jpg", **options})
    text = str(caught.value)
    assert text.startswith("anh.jpg: ")
    assert "\n" not in text
    assert "(try: " in text
    return text


@pytest.mark.parametrize("kind", FORMATS)
def test_every_format_gives_plain_rgb(kind: str) -> None:
    options = {"quality": 95} if kind in ("JPEG", "WEBP", "AVIF") else {}
    portrait = decode(encoded(quarters(), kind, **options), target=40, where="any-name.xyz")
    assert portrait.image.mode == "RGB"
    assert type(portrait.image) is Image.Image
    assert portrait.image.size == portrait.source_size == (96, 64)
    assert portrait.image.info == {}
    assert portrait.warnings == ()
    assert alike(corners(portrait.image), [RED, GREEN, BLUE, WHITE])


def test_heic_is_decoded_and_stands_upright_without_touching_pillow() -> None:
    portrait = decode(HEIC, target=40, where="iphone.heic")
    assert portrait.image.size == (64, 96)
    points = [(58, 6), (30, 20), (30, 80), (3, 5)]
    assert alike([portrait.image.getpixel(point) for point in points], [WHITE, RED, BLUE, RED])
    assert "HEIF" not in Image.OPEN


def test_heic_is_known_by_its_bytes_and_not_by_its_name() -> None:
    assert decode(HEIC, target=40, where="really.jpg").image.size == (64, 96)
    assert decode(encoded(quarters(), "JPEG"), target=40, where="no.heic").image.size == (96, 64)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_exif_orientation_is_applied_once(orientation: int, kind: str) -> None:
    turns = {
        1: None, 2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_90, 7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }  # fmt: skip
    turn = turns[orientation]
    stored = quarters() if turn is None else quarters().transpose(turn)
    exif = Image.Exif()
    exif[0x0112] = orientation
    options = {"exif": exif} if kind != "JPEG" else {"exif": exif, "quality": 95}
    portrait = decode(encoded(stored, kind, **options), target=40, where="x")
    assert portrait.image.size == (96, 64)
    assert alike(corners(portrait.image), [RED, GREEN, BLUE, WHITE])
    assert portrait.image.getexif() == {}


@pytest.mark.parametrize("orientation", [0, 9, 4711])
def test_senseless_orientation_is_ignored(orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    portrait = decode(encoded(quarters(), "JPEG", exif=exif), target=40, where="x")
    assert portrait.image.size == (96, 64)


def test_broken_exif_is_a_returned_warning() -> None:
    portrait = decode(
        encoded(quarters(), "JPEG", exif=b"Exif\x00\x00MM\x00*\x00\x00\x00\x08\xff\xff\x01"), target=40, where="x"
    )
    assert any("damaged" in warning for warning in portrait.warnings)


@given(
    width=st.integers(40, 600),
    height=st.integers(40, 600),
    target=st.integers(10, 200),
    zoom=st.floats(1, 4),
    lying=st.booleans(),
)
@settings(max_examples=40, deadline=None)
def test_the_crop_keeps_the_pixels_it_needs(width: int, height: int, target: int, zoom: float, lying: bool) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6 if lying else 1
    portrait = decode(
        encoded(Image.new("RGB", (width, height)), "JPEG", exif=exif), target=target, where="x", zoom=zoom
    )
    side = min(portrait.image.size)
    assert side >= min(target * zoom, width, height) - 1
    assert bool(portrait.warnings) == (math.ceil(target * zoom) / side > 1.25)


def test_a_12_megapixel_jpeg_is_decoded_at_half_size() -> None:
    data = encoded(Image.new("L", (4000, 3000), 99), "JPEG")
    assert decode(data, target=1080, where="x").image.size == (2000, 1500)
    assert decode(data, target=700, where="x").image.size == (1000, 750)
    assert decode(data, target=700, where="x", zoom=2).image.size == (2000, 1500)
    assert decode(data, target=(1800, 600), where="x").image.size == (2000, 1500)


def test_a_108_megapixel_jpeg_passes_because_it_is_shrunk_first() -> None:
    data = encoded(Image.new("L", (12000, 9000), 99), "JPEG", quality=30)
    portrait = decode(data, target=1080, where="x")
    assert portrait.image.size == (1500, 1125)
    assert portrait.source_size == (12000, 9000)
    assert "12000×9000 px = 108 million" in refused(data, target=5000)


def test_a_large_png_is_reduced_but_keeps_twice_the_need() -> None:
    portrait = decode(encoded(quarters(1600, 1200)), target=100, where="x")
    assert portrait.image.size == (267, 200)
    assert alike(corners(portrait.image), [RED, GREEN, BLUE, WHITE])


def png_header(width: int, height: int) -> bytes:
    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


@pytest.mark.parametrize("size", [(8000, 7000), (65500, 65500), (50_000_001, 1)])
def test_more_than_50_megapixels_are_refused_by_the_header(size: tuple[int, int]) -> None:
    text = refused(png_header(*size))
    assert f"{size[0]}×{size[1]}" in text
    assert "more than 50 million" in text


def test_a_giant_progressive_jpeg_is_refused_by_the_header() -> None:
    data = bytearray(encoded(quarters(), "JPEG", progressive=True))
    at = data.index(b"\xff\xc2") + 5
    data[at : at + 4] = struct.pack(">HH", 12000, 16000)
    assert "progressive" in refused(bytes(data), target=1080)


def test_more_than_80_megabytes_are_refused() -> None:
    assert "80.0 MB" in refused(bytes(80_000_001))


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "empty"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04....", "ZIP"),
        (b"<!DOCTYPE html><html>", "web page"),
        (b'\xef\xbb\xbf <svg xmlns="">', "SVG"),
        (b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom", "video"),
        (b"BM......", "BMP"),
        (b"8BPS....", "Photoshop"),
        (b"hello", "not a picture"),
        (bytes(100), "not a picture"),
        (b"RIFF\x00\x00\x00\x00AVI ", "not a picture"),
        (b"\xff\xd8\xff", "damaged"),
        (b"\x89PNG\r\n\x1a\n", "damaged"),
    ],
)
def test_what_is_not_a_photo_is_named(data: bytes, what: str) -> None:
    assert what in refused(data)


@pytest.mark.parametrize("kind", [*FORMATS, "HEIF"])
@pytest.mark.parametrize("part", [0.3, 0.6, 0.9])
def test_cut_off_files_are_refused(kind: str, part: float) -> None:
    noise = Image.effect_noise((96, 64), 80).convert("RGB")
    data = HEIC if kind == "HEIF" else encoded(noise, kind)
    assert "damaged" in refused(data[: int(len(data) * part)])
    assert not ImageFile.LOAD_TRUNCATED_IMAGES


def test_heic_items_that_end_the_process_are_refused() -> None:
    """pi_heif 1.4.0 segfaults on an item whose type is not text."""
    assert "damaged" in refused(HEIC.replace(b"Exif", b"Exi\xd2", 1))


def test_a_gif_frame_that_claims_to_be_giant_is_refused() -> None:
    data = encoded(quarters(), "GIF")
    at = data.index(b"\x2c\x00\x00\x00\x00") + 5
    assert "damaged" in refused(data[:at] + b"\xff\xff\xff\xff" + data[at + 4 :])


SAMPLES = {**{kind: encoded(Image.effect_noise((48, 32), 60).convert("RGB"), kind) for kind in FORMATS}, "HEIF": HEIC}


@given(kind=st.sampled_from(sorted(SAMPLES)), seed=st.randoms(use_true_random=False), count=st.integers(1, 12))
@settings(max_examples=50, deadline=None)
def test_damaged_bytes_give_a_picture_or_an_error_and_nothing_else(kind: str, seed, count: int) -> None:  # type: ignore[no-untyped-def]
    data = bytearray(SAMPLES[kind])
    for _ in range(count):
        data[seed.randrange(len(data))] = seed.randrange(256)
    try:
        portrait = decode(bytes(data), target=16, where="x")
    except AssetkitError as error:
        assert "\n" not in str(error)
    else:
        assert portrait.image.mode == "RGB"


def test_transparency_is_laid_on_white() -> None:
    clear = Image.new("RGBA", (96, 64), (200, 0, 0, 0))
    clear.paste((0, 0, 0, 128), (0, 0, 48, 64))
    found = decode(encoded(clear), target=40, where="x").image
    assert alike([found.getpixel((80, 30)), found.getpixel((10, 30))], [(255, 255, 255), (127, 127, 127)], 1)


def test_grey_palette_and_bilevel_pictures() -> None:
    grey = Image.new("LA", (96, 64), (90, 255))
    palette = quarters().quantize(8)
    bilevel = Image.new("1", (96, 64), 1)
    assert decode(encoded(grey), target=40, where="x").image.getpixel((5, 5)) == (90, 90, 90)
    assert alike(corners(decode(encoded(palette), target=40, where="x").image), [RED, GREEN, BLUE, WHITE])
    assert decode(encoded(bilevel), target=40, where="x").image.getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize("kind", ["PNG", "TIFF"])
def test_sixteen_bits_are_scaled_and_not_clipped(kind: str) -> None:
    deep = Image.new("I;16", (96, 64), 32896)
    assert decode(encoded(deep, kind), target=40, where="x").image.getpixel((5, 5)) == (128, 128, 128)


def test_floating_point_pixels_are_refused() -> None:
    assert "F pixels" in refused(encoded(Image.new("F", (96, 64), 0.5), "TIFF"))


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "TIFF", "PNG", "AVIF"])
def test_the_first_frame_of_a_moving_picture_counts(kind: str) -> None:
    options = {"quality": 95} if kind in ("WEBP", "AVIF") else {}
    data = encoded(quarters(), kind, save_all=True, append_images=[Image.new("RGB", (96, 64), "black")], **options)
    assert alike(corners(decode(data, target=40, where="x").image), [RED, GREEN, BLUE, WHITE])


def test_cmyk_is_turned_to_rgb_with_a_warning() -> None:
    ink = Image.new("CMYK", (96, 64), (0, 255, 255, 0))
    portrait = decode(encoded(ink, "JPEG", quality=95), target=40, where="x")
    assert alike([portrait.image.getpixel((40, 30))], [(255, 0, 0)])
    assert any("CMYK" in warning for warning in portrait.warnings)


def swapped_profile() -> bytes:
    """An sRGB profile under another name whose red and green primaries are exchanged."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile = profile.replace("sRGB".encode("utf-16-be"), "Test".encode("utf-16-be"))
    places = {}
    for index in range(struct.unpack_from(">I", profile, 128)[0]):
        at = 132 + 12 * index
        places[bytes(profile[at : at + 4])] = at
    red, green = places[b"rXYZ"], places[b"gXYZ"]
    profile[red + 4 : red + 12], profile[green + 4 : green + 12] = (
        profile[green + 4 : green + 12], profile[red + 4 : red + 12],
    )  # fmt: skip
    return bytes(profile)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_an_embedded_profile_is_applied_and_dropped(kind: str) -> None:
    red = Image.new("RGB", (96, 64), (255, 0, 0))
    options = {"quality": 95} if kind in ("JPEG", "WEBP") else {}
    portrait = decode(encoded(red, kind, icc_profile=swapped_profile(), **options), target=40, where="x")
    assert alike([portrait.image.getpixel((40, 30))], [(0, 255, 0)], 12)
    assert portrait.image.info == {}
    assert portrait.warnings == ()


def test_a_plain_srgb_profile_changes_nothing() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    portrait = decode(encoded(quarters(), icc_profile=profile), target=40, where="x")
    assert corners(portrait.image) == [RED, GREEN, BLUE, WHITE]
    assert portrait.warnings == ()


@pytest.mark.parametrize("profile", [b"nonsense", swapped_profile()[:300]])
def test_a_broken_profile_is_a_returned_warning(profile: bytes) -> None:
    portrait = decode(encoded(quarters(), icc_profile=profile), target=40, where="x")
    assert corners(portrait.image) == [RED, GREEN, BLUE, WHITE]
    assert any("profile" in warning for warning in portrait.warnings)


def test_a_profile_of_another_colour_space_is_not_used() -> None:
    portrait = decode(encoded(Image.new("L", (96, 64), 90), icc_profile=swapped_profile()), target=40, where="x")
    assert portrait.image.getpixel((5, 5)) == (90, 90, 90)
    assert any("profile is for RGB" in warning for warning in portrait.warnings)


def test_a_small_photo_is_told_to_look_soft() -> None:
    (warning,) = decode(encoded(quarters()), target=640, where="x").warnings
    assert "96×64" in warning
    assert "10.0 times" in warning


@pytest.mark.parametrize("options", [{"target": 0}, {"zoom": 0.5}, {"zoom": 9}, {"zoom": float("nan")}])
def test_senseless_wishes_are_refused(options: dict[str, float]) -> None:
    assert "invalid" in refused(encoded(quarters()), **options)


def test_a_portrait_is_frozen() -> None:
    portrait = decode(encoded(quarters()), target=40, where="x")
    assert isinstance(portrait, Portrait)
    with pytest.raises(AttributeError):
        portrait.warnings = ()  # type: ignore[misc]


def test_importing_the_package_imports_neither_pillow_nor_numpy() -> None:
    code = "import assetkit.photo, sys; print([name for name in ('PIL', 'numpy', 'pi_heif') if name in sys.modules])"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"
