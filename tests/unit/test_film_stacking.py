"""What the page's z-index says, and what the engine paints in front: the same, measured on real pages."""

from __future__ import annotations

import pytest
from pages import page_of

from assetkit.engine.takumi import Takumi
from assetkit.film.parts import Tree
from assetkit.film.stacking import stacking
from assetkit.page import Page

BASE = ".a,.b,.c,.p{position:absolute;left:0;top:0;width:100px;height:100px}.a{background:#f00}.b{background:#0f0}.c{background:#00f}"
COLOURS = {(255, 0, 0): "a", (0, 255, 0): "b", (0, 0, 255): "c"}
NESTED = '<div class="p"><div class="c"></div></div><div class="b"></div>'
CASES = [
    ('<div class="a"></div><div class="b"></div>', ""),
    ('<div class="a"></div><div class="b"></div>', ".a{z-index:1}"),
    ('<div class="a"></div><div class="b"></div>', ".a{z-index:2}.b{z-index:2}"),
    ('<div class="a"></div><div class="b"></div>', ".a{z-index:3}.b{z-index:2}.page .b{z-index:4}"),
    ('<div class="a" style="z-index:1"></div><div class="b"></div>', ".a{z-index:auto}"),
    ('<div class="a"></div><div class="b"></div>', "@media (min-width:100px){.a{z-index:1}}"),
    ('<div class="a"></div><div class="b"></div>', "@media (min-width:1000px){.a{z-index:1}}"),
    (NESTED, ".c{z-index:5}.b{z-index:1}"),
    *(
        (NESTED, f".p{{{style}}}.c{{z-index:5}}.b{{z-index:1}}")
        for style in (
            "z-index:0",
            "opacity:.99",
            "opacity:1",
            "overflow:hidden",
            "isolation:isolate",
            "filter:brightness(1)",
            "transform:rotate(0.01deg)",
        )
    ),
    ('<div class="p"><div class="p"><div class="c"></div></div></div><div class="b"></div>', ".c{z-index:5}.b{z-index:1}"),
]


def order(page: Page, engine: Takumi) -> list[str]:
    """The names of the coloured boxes in painting order, when the green one is a layer."""
    tree = Tree(page.elements, stacking(page, engine))
    names = {k: element.attributes.get("class", "") for k, element in page.elements.items()}
    layers = tuple(k for k, name in names.items() if name == "b")
    found = []
    for atom in tree.painted(layers):
        inside = [atom.element] if atom.bare else list(tree.below(atom.element))
        found += [names[k] for k in inside if names[k] in ("a", "b", "c")]
    return found


@pytest.mark.parametrize(("html", "css"), CASES)
def test_the_last_one_painted_is_what_the_engine_shows(engine: Takumi, html: str, css: str) -> None:
    page = page_of(html, BASE + css, "120x120")
    raster = engine.paint(page)
    at = (50 * raster.width + 50) * 4
    shown = COLOURS[raster.data[at], raster.data[at + 1], raster.data[at + 2]]
    assert order(page, engine)[-1] == shown


def test_each_element_is_painted_once(engine: Takumi) -> None:
    html = '<div class="p"><div class="a">x</div><div class="p"><div class="c"></div>y</div></div><div class="b"><b>z</b></div>'
    page = page_of(html, f"{BASE}.c{{z-index:2}}.b{{z-index:1}}.a{{z-index:-1}}")
    tree = Tree(page.elements, stacking(page, engine))
    for layers in ((), (3,), (2, 5), (6,)):
        painted = [k for atom in tree.painted(layers) for k in ([atom.element] if atom.bare else tree.below(atom.element))]
        assert sorted(painted) == sorted(page.elements)


def test_a_layer_inside_a_layer_is_its_own(engine: Takumi) -> None:
    page = page_of('<div class="p"><div class="a"></div><div class="c"></div></div>', BASE)
    tree = Tree(page.elements, stacking(page, engine))
    owners = {atom.element: atom.layer for atom in tree.painted((2, 4))}
    assert owners[4] == 4
    assert owners[2] == owners[3] == 2


def test_pages_without_depth_are_not_measured() -> None:
    page = page_of("<p>a</p>", "p{color:red}")
    found = stacking(page, None)  # type: ignore[arg-type]
    assert not found.depth
    assert not found.enclosing
