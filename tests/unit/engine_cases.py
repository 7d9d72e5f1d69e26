"""Pairs of tiny pages that the engine draws the same, or differently: the behaviour behind every rule of the linter."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

BOX = '<div class="x">Chữ ế</div>'
BOX_STYLE = ".x{width:90px;height:50px;margin:20px;background-color:#fd8}"
LINE = '<p class="x">gạch yg</p>'
WORDS = '<p class="x">một hai ba bốn năm sáu bảy tám chín mười</p>'
NARROW = "p{width:90px;background:#eee}"
PAIR = '<div class="a">Một</div><div class="b">Hai ba</div>'
GRID = f'<div class="g">{PAIR}</div>'
GRID_STYLE = ".g{display:grid;width:200px;grid-auto-rows:20px}.a{background:red}.b{background:#00f}"
TEXT = '<text x="5" y="40" font-size="24" font-weight="400"{}>Thường</text>'
DOT = '<circle cx="50" cy="50" r="40"{}/>'
GRADIENT = '<linearGradient id="g"><stop stop-color="red"/></linearGradient>'
GRADIENT_ELSEWHERE = f'<svg width="0" height="0">{GRADIENT}</svg>'
MOVING = "@keyframes k{{{}}}.x{{width:40px;height:40px;background:red;position:relative;animation:k 1s linear both;{}}}"
STILL = ".x{{width:40px;height:40px;background:red;position:relative;{}}}"
SLIDE = "from{transform:translateX(0px)}to{transform:translateX(100px)}"


class Case(NamedTuple):
    """Two pages and how their pictures relate at a moment; the first breaks ``rule`` ("" when it is a cure)."""

    rule: str
    html: str
    css: str
    html2: str
    css2: str
    relation: str  # "same" or "differ"
    at: int = 0  # ms


def same(rule: str, html: str, css: str, html2: str, css2: str, at: int = 0) -> Case:
    return Case(rule, html, css, html2, css2, "same", at)


def differ(rule: str, html: str, css: str, html2: str, css2: str, at: int = 0) -> Case:
    return Case(rule, html, css, html2, css2, "differ", at)


def svg(inner: str) -> str:
    return f'<svg width="200" height="100" viewBox="0 0 200 100">{inner}</svg>'


# rule | declarations, each of which changes nothing | a cure that does | what the element is beforehand
IGNORED: tuple[tuple[str, tuple[str, ...], str, str], ...] = (
    (
        "math-function",
        (
            "width:clamp(1px,90%,60px)", "width:min(60px,50%)", "width:max(60px,10%)", "width:round(83px,20px)",
            "width:mod(130px,70px)", "width:abs(-60px)", "width:calc(sqrt(100) * 6px)",
        ),
        "max-width:60px",
        "",
    ),
    ("value-function", ("width:env(x,60px)", "width:attr(data-w px,60px)"), "width:60px", ""),
    ("calc-parenthesis", ("width:calc((100% - 40px) / 2)",), "width:calc(calc(100% - 40px) / 2)", ""),
    ("calc-number", ("rotate:calc(2 * 10deg)", "opacity:calc(2 * .2)"), "width:calc(2 * 10px)", ""),
    ("font-unit", ("width:5ch", "width:5ex", "width:5cap", "width:5ic"), "width:4em", ""),
    ("revert", ("color:revert", "all:unset"), "color:unset", "color:red"),
    (
        "color-mix-current",
        ("background-color:color-mix(in srgb,currentColor 20%,white)",),
        "background-color:color-mix(in srgb,#111 20%,white)",
        "",
    ),
    (
        "relative-colour",
        ("background-color:oklch(from red calc(l - .1) c h)",),
        "background-color:oklch(from red l c h)",
        "",
    ),
    ("light-dark", ("background-color:light-dark(red,blue)",), "background-color:red", ""),
    ("system-colour", ("background-color:Canvas", "background-color:contrast-color(red)"), "background-color:red", ""),
    (
        "image-function",
        ("background:image-set(url(p.png) 1x)", "background:cross-fade(url(p.png),url(p.png),50%)"),
        "background:url(p.png)",
        "",
    ),
    ("grid-areas", ("grid-template:'a' 1fr/1fr",), "", "display:grid"),
    ("columns", ("columns:2", "column-count:2"), "", ""),
    ("writing-mode", ("writing-mode:vertical-rl", "text-orientation:upright"), "transform:rotate(90deg)", ""),
    ("shape-outside", ("shape-outside:circle(50%)",), "", ""),
    ("display-contents", ("display:contents",), "display:none", ""),
    ("zoom", ("zoom:2",), "scale:2", ""),
    ("position-sticky", ("position:sticky",), "position:absolute", "left:50px"),
    (
        "logical-property",
        ("inline-size:50px", "border-inline-start:3px solid", "inset-inline-start:9px", "padding-block-start:9px"),
        "padding-inline-start:9px",
        "position:relative",
    ),
    ("without-effect", ("box-decoration-break:clone", "orphans:2", "break-after:page", "contain:paint"), "", ""),
    ("single-translate", ("transform:translate(20px)", "transform:skew(20deg)"), "transform:translate(20px,0px)", ""),
    ("font-shorthand", ("font:italic 700 20px/1.2 'Be Vietnam Pro'",), "font-style:italic", ""),
    ("text-align-last", ("text-align-last:right",), "text-align:right", ""),
    ("small-caps", ("font-variant:small-caps", "font-variant-caps:small-caps"), "text-transform:uppercase", ""),
    (
        "text-decoration",
        ("text-decoration:underline wavy", "text-decoration:underline dotted", "text-decoration:underline double 2px"),
        "text-decoration:underline",
        "",
    ),
    (
        "text-decoration",
        ("text-decoration:underline 4px",),
        "text-decoration-thickness:4px",
        "text-decoration:underline",
    ),
    (
        "text-decoration-style",
        ("text-decoration-style:wavy", "text-decoration-style:dashed"),
        "text-decoration-color:red",
        "text-decoration-line:underline",
    ),
    ("paint-order", ("paint-order:stroke",), "stroke-linejoin:round", "-webkit-text-stroke:5px red"),
    (
        "text-box",
        ("text-box:trim-both cap alphabetic", "initial-letter:2", "text-emphasis:dot red", "font-size-adjust:.6"),
        "",
        "",
    ),
    (
        "background-position",
        ("background-position:right 10px top 5px",),
        "background-position:50% 0",
        "background-image:linear-gradient(red,red);background-size:9px 9px;background-repeat:no-repeat",
    ),
    ("background-fixed", ("background:linear-gradient(red,red) fixed", "background-attachment:fixed"), "", ""),
    (
        "inset-shadow",
        ("box-shadow:inset 0 0 20px red", "box-shadow:inset 0 0 20px 0 red"),
        "box-shadow:inset 0 0 20px 1px red",
        "",
    ),
    (
        "clip-path-shape",
        ("clip-path:xywh(1px 1px 9px 9px)", "clip-path:rect(1px 9px 9px 1px)", "clip-path:content-box"),
        "clip-path:inset(1px)",
        "",
    ),
    (
        "transform-3d",
        (
            "transform:rotateZ(10deg)", "transform:rotateX(40deg)", "transform:translate3d(9px,9px,0)",
            "transform:perspective(9px) scale(.5)", "transform:scale3d(2,2,1)", "perspective:9px", "rotate:x 40deg",
        ),
        "transform:rotate(10deg)",
        "",
    ),
    ("border-image", ("border-image:linear-gradient(red,blue) 1",), "border-color:red", "border:3px solid #000"),
    (
        "mask-composite",
        ("mask-composite:exclude", "mask-mode:luminance", "mask-clip:content-box"),
        "mask-image:none",
        "mask-image:linear-gradient(#000,transparent)",
    ),
    ("filter-url", ("filter:url(#z)", "filter:blur(2px) url(#z)"), "filter:blur(2px)", ""),
    ("content-on-element", ("content:url(p.png)",), "", ""),
    ("transition", ("transition:all 1s",), "", ""),
    ("quotes", ("quotes:'«' '»'",), "", ""),
    ("counter", ("counter-reset:n",), "", ""),
    ("svg-stylesheet", ("fill:red", "stroke:red"), "", ""),
    ("container-query", ("container-type:size",), "", ""),
    ("unknown-property", ("hyphens:auto", "will-change:transform", "word-wrap:break-word"), "", ""),
    ("remote-url", ("background-image:url(https://example.org/p.png)",), "background-image:url(p.png)", ""),
)  # fmt: skip


def ignored() -> Iterator[Case]:
    """Every declaration of :data:`IGNORED` against none, and every cure."""
    for rule, declarations, cure, before in IGNORED:
        plain = f"{BOX_STYLE}.x{{{before}}}"
        for one in declarations:
            yield same(rule, BOX, f"{plain}.x{{{one}}}", BOX, plain)
        if cure:
            yield differ("", BOX, f"{plain}.x{{{cure}}}", BOX, plain)


SELECTORS = (
    ("selector-html-body", "html p"), ("selector-html-body", "body"), ("selector-has", "div:has(p)"),
    ("selector-dir", "p:dir(ltr)"), ("selector-nth-of", "p:nth-child(1 of p)"), ("selector-state", "p:hover"),
    ("pseudo-first-letter", "p::first-letter"), ("pseudo-first-letter", "p::first-line"),
    ("pseudo-element", "p::selection"), ("selector-unknown", "p:matches(p)"),
)  # fmt: skip
QUERIES = (
    ("media-feature", "@media (hover:hover)"), ("media-feature", "@media print"),
    ("media-feature", "@media (prefers-color-scheme:light)"), ("container-query", "@container (width > 1px)"),
    ("at-rule", "@scope (.page)"), ("transition", "@starting-style"),
)  # fmt: skip


def matching() -> Iterator[Case]:
    """Selectors and queries that match nothing, and those that do."""
    page = "<p>x</p>"
    for rule, selector in SELECTORS:
        yield same(rule, page, f"{selector}{{color:red}}", page, "")
    for rule, query in QUERIES:
        yield same(rule, page, f"{query}{{p{{color:red}}}}", page, "")
    for selector in ("p:first-child", "p:nth-of-type(1)", "p:is(p)", ":root p", "*", "p:not(.a)"):
        yield differ("", page, f"{selector}{{color:red}}", page, "")
    for query in ("(min-aspect-ratio:3/2)", "screen and (width > 10px)", "(orientation:landscape)"):
        yield differ("", page, f"@media {query}{{p{{color:red}}}}", page, "")
    yield differ("selector-empty", page, "p:empty{color:red}", page, "")
