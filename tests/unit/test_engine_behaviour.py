"""What the engine really does, so that an upgrade shows what changed: relations between pictures, not pictures."""

from __future__ import annotations

import struct
import zlib
from functools import cache
from pathlib import Path
from typing import Any

import fontpkg_be_vietnam_pro
import pytakumi
import pytest
from engine_cases import Case, ignored, matching
from engine_pairs import CASES

from assetkit.engine.lint import RULES, lint_css, lint_html
from assetkit.engine.lint.properties import KNOWN, RULE_OF
from assetkit.engine.lint.verdict import refusals

ALL: tuple[Case, ...] = (*ignored(), *matching(), *CASES)
WIDTH, HEIGHT = 240, 140
BASE = (
    "*{box-sizing:border-box}p,ul{margin:0}.page{width:240px;height:140px;position:relative;background:#fff;"
    "font-family:'Be Vietnam Pro';font-size:16px;line-height:1.4;color:#111}"
)
# Rules about text that is no style (syntax, allowances), about the program's own bounds, and about files.
NOT_SHOWN = {"text-wrap",
    "css-syntax", "value", "allowance", "at-import", "font-face", "image-source",
    "bound-length", "bound-blur", "bound-repeat", "bound-rules", "bound-nesting",
}  # fmt: skip
# Parsed, though they do nothing or the wrong thing: the linter has a rule for each.
PARSED_ANYWAY = {
    "float", "clear", "grid-template-areas", "font-variant-caps", "box-align", "box-orient", "box-pack", "grid-gap",
    "grid-column-gap", "grid-row-gap", "border-block-width", "border-inline-width", "clip-rule", "box-decoration-break",
    "break-before", "break-after", "break-inside", "page-break-before", "page-break-after", "page-break-inside",
    "orphans", "widows", "contain", "caption-side", "table-layout",
}  # fmt: skip


def png() -> bytes:
    """A 90 × 60 picture of two colours."""
    rows = b"".join(b"\0" + b"\xd0\x20\x20" * 30 + b"\x20\x40\xd0" * 60 for _ in range(60))
    parts = ((b"IHDR", struct.pack(">IIBBBBB", 90, 60, 8, 2, 0, 0, 0)), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    chunks = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


@cache
def renderer() -> Any:
    made = pytakumi.Renderer()
    for font in sorted((Path(fontpkg_be_vietnam_pro.__file__).parent / "files").glob("*.ttf")):
        made.register_font(font.read_bytes())
    return made


@cache
def picture(html: str, css: str, at: int) -> bytes:
    page: bytes = renderer().render_html(
        f'<div class="page">{html}</div>',
        stylesheets=[BASE + css],
        images={"p.png": png()},
        width=WIDTH,
        height=HEIGHT,
        format="raw",
        time_ms=at,
    )
    return page


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.rule or "cure")
def test_pictures_relate_as_the_rules_say(case: Case) -> None:
    equal = picture(case.html, case.css, case.at) == picture(case.html2, case.css2, case.at)
    assert equal == (case.relation == "same")


@pytest.mark.parametrize("case", [case for case in ALL if case.rule], ids=lambda case: case.rule)
def test_the_linter_sees_what_the_engine_gets_wrong(case: Case) -> None:
    found = {one.rule for one in (*lint_css(case.css, "s"), *lint_html(case.html, "p"))}
    assert case.rule in found


def test_every_rule_is_shown() -> None:
    assert {rule.id for rule in RULES} - {case.rule for case in ALL} == NOT_SHOWN


def test_the_engine_parses_exactly_the_properties_that_the_linter_knows() -> None:
    names = [*sorted(KNOWN), *sorted(RULE_OF)]
    refused = refusals([(name, "@#$% such(") for name in names], {})
    parsed = {names[index] for index in refused}
    assert parsed >= KNOWN
    assert parsed - KNOWN == PARSED_ANYWAY


def test_what_raises() -> None:
    avif = b"\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf"
    for undecodable in (avif, b"no image"):
        with pytest.raises(RuntimeError):
            renderer().render_html("<p>x</p>", images={"unused": undecodable}, width=9, height=9)
    with pytest.raises(ValueError, match="src"):
        picture('<img alt="x">', "", 0)


def test_an_unknown_image_is_silently_nothing() -> None:
    assert picture('a<img src="nope.png" width="40" height="20">b', "", 0) == picture("ab", "", 0)


def test_balance_is_painted_but_not_measured() -> None:
    html, style = '<p class="x">Tự hào trí tuệ lao động Việt Nam ta</p>', ".x{{width:200px;font-size:16px;text-wrap:{}}}"
    measured = [
        renderer().measure(pytakumi.from_html(html), stylesheets=[style.format(wrap)], width=WIDTH, height=HEIGHT) for wrap in ("wrap", "balance")
    ]
    assert measured[0] == measured[1]
    assert picture(html, style.format("wrap"), 0) != picture(html, style.format("balance"), 0)
