from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from assetkit.page import Raster
from assetkit.png import png_bytes


@given(st.integers(1, 40), st.integers(1, 40), st.randoms(use_true_random=False), st.booleans())
@settings(max_examples=40, deadline=None)
def test_the_file_holds_the_very_pixels(width: int, height: int, random: object, opaque: bool) -> None:
    data = bytearray(random.randbytes(width * height * 4))  # type: ignore[attr-defined]
    if opaque:
        data[3::4] = b"\xff" * (width * height)
    encoded = png_bytes(Raster(width, height, bytes(data)))
    with Image.open(io.BytesIO(encoded), formats=["PNG"]) as image:
        assert image.size == (width, height)
        assert image.mode == ("RGB" if opaque else image.mode)
        assert image.convert("RGBA").tobytes() == bytes(data)


def test_a_calm_picture_is_small_and_the_same_every_time() -> None:
    raster = Raster(400, 300, bytes((7, 26, 61, 255)) * 120_000)
    encoded = png_bytes(raster)
    assert len(encoded) < 4_000
    assert encoded == png_bytes(raster)


@pytest.mark.parametrize("alpha", [0, 254])
def test_a_single_clear_pixel_keeps_the_alpha(alpha: int) -> None:
    data = bytearray(b"\xff" * 400)
    data[203] = alpha
    with Image.open(io.BytesIO(png_bytes(Raster(10, 10, bytes(data))))) as image:
        assert image.mode == "RGBA"
