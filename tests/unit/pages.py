"""Small pages for tests: HTML and CSS in, a page of a bare size out."""

from __future__ import annotations

from assetkit.fill import RESET
from assetkit.markup import tighten
from assetkit.page import Page
from assetkit.sizes import bare_size


def page_of(html: str, css: str = "", size: str = "600x400") -> Page:
    canvas = bare_size(size)
    assert canvas is not None
    markup = tighten(f'<div class="page">{html}</div>', "test")
    return Page(markup.html, (RESET, css), {}, canvas, markup.elements, where="test")
