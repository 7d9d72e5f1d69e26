"""The lit dots: where live text holds a dấu nặng or a thousands point, and the picture that lights them.

A fitted page and its layout in; the page with one more image on top out. *The dot is the light*: an element marked
``data-lit="Black"`` (its weight) gets its dots covered by glowing ones, placed from the shapes of the font.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from assetkit.draw.glyphs import Face, shape
from assetkit.draw.marks import lit_dots
from assetkit.errors import AssetkitError, nearest
from assetkit.fit import ASCENT, Fitted, font_size
from assetkit.page import Page, Run

OVERLAY = "lit-dots"
GLOW = 4.4  # radii of the dot that its glow reaches
STYLE = "position:absolute;left:0;top:0;width:100%;height:100%;z-index:90"


class Lit(NamedTuple):
    """A lit dot: centre and radius in canvas px, colour ``#rrggbb``."""

    x: float
    y: float
    radius: float
    colour: str


def _dots(run: Run, weight: str, faces: Mapping[str, Face]) -> list[tuple[float, float, float]]:
    size = font_size(run)
    text = run.text.rstrip(" ")
    # The engine adds the letter-spacing after every letter: what its width has over the shaped one, shared out, is the tracking.
    tracking = (run.width / size - shape(run.text, faces[weight]).advance) / len(run.text)
    found = lit_dots(text, weight, size, tracking, faces)
    return [(run.x + x, run.y + ASCENT * size + y, radius) for x, y, radius in found]


def light(fitted: Fitted, faces: Mapping[str, Face], palette: Mapping[str, str]) -> Page:
    """The page with the dots of its ``data-lit`` elements lit, each with a soft glow: in the palette's accent, or the colour that
    ``data-lit-colour`` names (the accent is too pale on paper)."""
    page, page_layout = fitted.page, fitted.layout
    dots: list[Lit] = []
    for run in page_layout.runs:
        attributes = page.elements[run.element].attributes if run.element else {}
        if "data-lit" not in attributes:
            continue
        weight, colour = attributes["data-lit"], attributes.get("data-lit-colour", "accent")
        for kind, word, known in (("", weight, list(faces)), ("-colour", colour, list(palette))):
            if word not in known:
                raise AssetkitError(
                    f'data-lit{kind}="{word}" is not known', where=page.where, hint=nearest(word, known)
                )
        dots += [Lit(x, y, radius, palette[colour]) for x, y, radius in _dots(run, weight, faces)]
    return _with_overlay(page, _svg(page, dots)) if dots else page


def _svg(page: Page, dots: Sequence[Lit]) -> str:
    falloff = (
        (0.18, 0.62),
        (0.34, 0.34),
        (0.56, 0.13),
        (0.8, 0.03),
        (1, 0),
    )  # a soft lamp: most of its light within two radii
    gradients = ""
    for colour in dict.fromkeys(dot.colour for dot in dots):
        stops = "".join(
            f'<stop offset="{at:g}" stop-color="{colour}" stop-opacity="{part:g}"/>' for at, part in falloff
        )
        gradients += f'<radialGradient id="g{colour[1:]}">{stops}</radialGradient>'
    circles = "".join(
        f'<circle cx="{dot.x:.2f}" cy="{dot.y:.2f}" r="{dot.radius * GLOW:.2f}" fill="url(#g{dot.colour[1:]})"/>'
        f'<circle cx="{dot.x:.2f}" cy="{dot.y:.2f}" r="{dot.radius:.2f}" fill="{dot.colour}"/>'
        for dot in dots
    )
    width, height = page.size.width, page.size.height
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
        f"<defs>{gradients}</defs>{circles}</svg>"
    )


def _with_overlay(page: Page, svg: str) -> Page:
    end = page.html.rindex("</")
    html = f'{page.html[:end]}<img class="{OVERLAY}" src="{OVERLAY}" style="{STYLE}">{page.html[end:]}'
    return replace(page, html=html, images={**page.images, OVERLAY: svg.encode()})
