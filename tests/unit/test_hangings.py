"""Hangings of several metres: what the engine can draw is drawn, what it cannot is refused with what to try."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from assetkit.engine.takumi import Takumi
from assetkit.errors import EngineError
from assetkit.job import Job
from assetkit.page import Page
from assetkit.pipeline import set_page
from assetkit.sizes import Size, bare_size
from assetkit.world import World

LARGEST = 8192  # px a side of a square picture on a page, measured
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><circle cx="5" cy="5" r="5"/></svg>'


def size(text: str) -> Size:
    found = bare_size(text)
    assert found is not None
    return found


def test_a_picture_that_is_too_large_is_refused_with_what_to_try(engine: Takumi) -> None:
    style = "img{position:absolute;left:0;top:0;width:%dpx;height:%dpx}"
    html = '<div style="width:100%;height:100%;overflow:hidden"><img src="dot"></div>'
    for side in (LARGEST + 100, 2 * LARGEST):
        page = Page(html, (style % (side, side),), {"dot": SVG}, size("100x100"), {}, where="test")
        with pytest.raises(EngineError, match=r"larger than 67 megapixels \(try: a smaller size"):
            engine.paint(page)


@pytest.mark.parametrize("campaign", ["evn-10k-2022", "tld-1m-2022"])
@pytest.mark.parametrize("text", ["600x200cm", "900x300cm", "200x600cm", "300x300cm", "900x900cm"])
def test_the_art_of_the_default_banner_is_one_that_the_engine_draws(world: World, engine: Takumi, campaign: str, text: str) -> None:
    template = world.templates("banner")[0]
    _, _, page, _ = set_page(Job(template.id, size(text), campaign, "hanging"), world, engine)
    boxes = [(node["width"], node["height"]) for node in nodes(engine.measure(page)) if "width" in node]
    assert max(max(box) for box in boxes) >= max(page.size.width, page.size.height)  # boxes are read at all
    squares = [width for width, height in boxes if abs(width - height) < 1]
    assert max(squares, default=0) < LARGEST


def nodes(tree: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A measured box and all below it."""
    yield tree
    for child in tree.get("children", ()):
        yield from nodes(child)
