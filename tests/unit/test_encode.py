from __future__ import annotations

from dataclasses import replace

import pytest

from assetkit.encode import LEAST_QUALITY, encode
from assetkit.errors import AssetkitError
from assetkit.sizes import Size, bare_size


def a_size(**limits: int) -> Size:
    size = bare_size("400x300")
    assert size is not None
    return replace(size, formats=("png", "jpg"), limits=limits)


def by_quality(name: str, quality: int) -> bytes:
    """A picture of 1000 bytes a quality step, and a PNG of 200.000."""
    return bytes(200_000 if name == "png" else 1000 * quality)


def test_the_first_format_that_meets_its_limit_is_taken() -> None:
    assert encode(by_quality, a_size(), None).format == "png"
    chosen = encode(by_quality, a_size(png=100_000, jpg=100_000), None)
    assert (chosen.format, chosen.quality) == ("jpg", 90)
    assert "limit" in chosen.note


@pytest.mark.parametrize("limit", [89_999, 70_500, 50_000])
def test_the_search_finds_the_best_quality_that_fits(limit: int) -> None:
    chosen = encode(by_quality, a_size(jpg=limit), "jpg")
    assert len(chosen.data) <= limit
    assert chosen.quality == limit // 1000


def test_a_limit_that_cannot_be_met_says_by_how_much() -> None:
    with pytest.raises(AssetkitError, match=r"50 kB.*limit is 10 kB"):
        encode(by_quality, a_size(jpg=10_000), "jpg")
    assert LEAST_QUALITY == 50


def test_a_png_that_was_asked_for_is_never_swapped() -> None:
    with pytest.raises(AssetkitError, match="--format jpg"):
        encode(by_quality, a_size(png=10_000), "png")
