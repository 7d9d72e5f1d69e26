"""The lit dots: where live text holds a dấu nặng or a thousands point, and the picture that lights them.

A fitted page and its layout in; the page with one more image on top out. *The dot is the light*: an element marked
``data-lit="Black"`` (its weight) gets its dots covered by glowing ones, placed from the shapes of the font.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from assetkit.draw.glyphs import Face, shape
from assetkit.draw.marks import lit_dots
from assetkit.errors import AssetkitError, nearest
from assetkit.fit import ASCENT, Fitted, font_size
from assetkit.page import Layout, Page, Run

OVERLAY = "lit-dots"
STYLE = "position:absolute;left:0;top:0;width:100%;height:100%;z-index:90"


def _dots(run: Run, weight: str, faces: Mapping[str, Face]) -> list[tuple[float, float, float]]:
    size = font_size(run)
    text = run.text.rstrip(" ")
    # The engine adds the letter-spacing after every letter: what its width has over the shaped one, shared out, is the tracking.
    tracking = (run.width / size - shape(run.text, faces[weight]).advance) / len(run.text)
    found = lit_dots(text, weight, size, tracking, faces)
    return [(run.x + x, run.y + ASCENT * size + y, radius) for x, y, radius in found]


def light(fitted: Fitted, faces: Mapping[str, Face], colour: str, glow: str) -> Page:
    """The page with the dots of its ``data-lit`` elements lit in ``colour``, with a soft ``glow`` around each."""
    page, page_layout = fitted.page, fitted.layout
    dots: list[tuple[float, float, float]] = []
    for run in page_layout.runs:
        weight = page.elements[run.element].attributes.get("data-lit") if run.element else None
        if weight is None:
            continue
        if weight not in faces:
            raise AssetkitError(
                f'data-lit="{weight}" is not a weight', where=page.where, hint=nearest(weight, list(faces))
            )
        dots += _dots(run, weight, faces)
    if not dots:
        return page
    return _with_overlay(page, page_layout, _svg(page, dots, colour, glow))


def _svg(page: Page, dots: list[tuple[float, float, float]], colour: str, glow: str) -> str:
    circles = "".join(
        f'<circle cx="{x:.2f}" cy="{y:.2f}" r="{r * 4.4:.2f}" fill="url(#g)"/><circle cx="{x:.2f}" cy="{y:.2f}" r="{r:.2f}" fill="{colour}"/>'
        for x, y, r in dots
    )
    falloff = (
        (0.18, 0.62),
        (0.34, 0.34),
        (0.56, 0.13),
        (0.8, 0.03),
        (1, 0),
    )  # a soft lamp: most of its light within two radii
    stops = "".join(
        f'<stop offset="{at:g}" stop-color="{glow}" stop-opacity="{opacity:g}"/>' for at, opacity in falloff
    )
    width, height = page.size.width, page.size.height
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
        f'<defs><radialGradient id="g">{stops}</radialGradient></defs>{circles}</svg>'
    )


def _with_overlay(page: Page, page_layout: Layout, svg: str) -> Page:
    end = page.html.rindex("</")
    html = f'{page.html[:end]}<img src="{OVERLAY}" style="{STYLE}">{page.html[end:]}'
    return replace(page, html=html, images={**page.images, OVERLAY: svg.encode()})
