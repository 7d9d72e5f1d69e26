"""Lit dots of live text, and text on a circle."""

from __future__ import annotations

import io
import math
import xml.etree.ElementTree as ET
from importlib.resources import files

import pytest
from draw_fonts import EVN, faces

from assetkit.draw.arc import arc_text, band, sector
from assetkit.draw.glyphs import outline, pick, shape
from assetkit.draw.marks import lit_dots
from assetkit.errors import AssetkitError


def test_only_dots_that_can_be_lit_are_found() -> None:
    assert len(lit_dots("Tự hào trí tuệ lao động Việt Nam", "Black", 100, 0.0, faces())) == 4
    assert len(lit_dots("10.244 sáng kiến", "Black", 100, 0.0, faces())) == 1
    assert lit_dots("ngày 1.5, i; j! 2.5", "Black", 100, 0.0, faces()) == []
    assert lit_dots("  ", "Black", 100, 0.0, faces()) == []


def test_dots_scale_with_the_size() -> None:
    small = lit_dots("Việt", "Bold", 50, -0.01, faces())
    large = lit_dots("Việt", "Bold", 100, -0.01, faces())
    for (ax, ay, ar), (bx, by, br) in zip(small, large, strict=True):
        assert (2 * ax, 2 * ay, 2 * (ar - 0.5)) == pytest.approx((bx, by, br - 0.5))


def test_decomposed_text_is_the_same_text() -> None:
    assert lit_dots("Vie\u0323\u0302t", "Black", 80, 0.0, faces()) == lit_dots("Việt", "Black", 80, 0.0, faces())


@pytest.mark.parametrize(
    ("weight", "number", "size", "tracking"), [("Black", 900, 126, -0.015), ("SemiBold", 600, 60, 0.02)]
)
def test_dots_cover_those_that_the_engine_draws(weight: str, number: int, size: int, tracking: float) -> None:
    """The live line in white on black, our discs in black over it: nothing white is left where the dots stand."""
    from PIL import Image
    from pytakumi import Renderer

    renderer = Renderer()
    renderer.register_font((files("fontpkg_be_vietnam_pro") / "files" / f"BeVietnamPro-{weight}.ttf").read_bytes())
    text = "Tự trị tuệ động Việt 10.000 nặm"
    line = 2 * size
    base = (line - 1.265 * size) / 2 + size  # the font's ascent is 1 em, its descent 0.265 em
    dots = lit_dots(text, weight, size, tracking, faces())
    discs = "".join(f'<circle cx="{x + 20:.3f}" cy="{base + y:.3f}" r="{r:.3f}" fill="#000"/>' for x, y, r in dots)
    width = 20 * size
    over = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {line}">{discs}</svg>'
    style = f"font-weight:{number};font-size:{size}px;line-height:2;letter-spacing:{tracking}em;white-space:nowrap"
    page = (
        f'<div style="position:relative;width:{width}px;height:{line}px;background-color:#000;color:#fff;font-family:Be Vietnam Pro">'
        f'<div style="position:absolute;z-index:1;left:20px;top:0px;width:{width - 20}px;{style}">{text}</div>'
        '<img src="over" style="position:absolute;z-index:2;left:0px;top:0px;width:100%;height:100%"></div>'
    )
    png = renderer.render_html(page, images={"over": over.encode()}, width=width, height=line, format="png")
    grey = Image.open(io.BytesIO(png)).convert("L")
    assert len(dots) == 7
    for x, y, r in dots:
        around = grey.crop((int(19 + x - r), int(base + y - r), math.ceil(21 + x + r), math.ceil(base + y + r)))
        assert around.getextrema()[1] < 90
    assert grey.getextrema()[1] == 255


def test_outline_keeps_the_dots_apart() -> None:
    whole = outline("Việt", pick(faces(), "Black"), 100, lit=False)
    apart = outline("Việt", pick(faces(), "Black"), 100)
    assert not whole.dots
    assert len(apart.dots) == 1
    assert len(apart.path) < len(whole.path)
    assert apart.advance == whole.advance


def test_a_missing_weight_names_the_nearest() -> None:
    with pytest.raises(AssetkitError, match="did you mean 'Black'"):
        pick(faces(), "black")


def _arc(text: str, **changes: object):  # type: ignore[no-untyped-def]
    settings: dict[str, object] = {
        "radius": 466.0, "centre": (540.0, 540.0), "max_angle": 140.0, "size_max": 68.0, "size_min": 30.0,
        "weight": "Black", "fill": "#FFFFFF", "light": "#FFB020", "top": False, "tracking": -0.01,
    }
    return arc_text(text, faces(), **(settings | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize("top", [True, False])
@pytest.mark.parametrize(
    "text", ["An", "Tự hào trí tuệ lao động Việt Nam", "Nguyễn Thị Phương Thảo – Truyền tải điện 3"]
)
def test_arc_text_stays_within_its_angle(text: str, top: bool) -> None:
    arc = _arc(text, top=top)
    assert 30 <= arc.size <= 68
    assert arc.angle <= 140.001
    inner, outer = 466 - (0.3 if top else 1.15) * arc.size, 466 + (1.15 if top else 0.3) * arc.size
    for box in arc.boxes:
        middle = math.hypot((box.left + box.right) / 2 - 540, (box.top + box.bottom) / 2 - 540)
        assert inner < middle < outer
        assert ((box.top + box.bottom) / 2 < 540) == top
    lefts = [box.left for box in arc.boxes]
    assert lefts[0] < 540 < max(box.right for box in arc.boxes)
    assert arc.boxes[0].left - 0 == pytest.approx(1080 - arc.boxes[-1].right, abs=arc.size * 0.8)


def test_arc_text_lights_its_dots() -> None:
    assert len(_arc("Tự hào trí tuệ lao động Việt Nam").dots) == 4
    assert _arc("Tự hào", light=None).dots == ()
    ET.fromstring(f"<svg>{_arc('Tự hào').svg_fragment}</svg>")


def test_arc_text_that_is_too_long_is_refused() -> None:
    with pytest.raises(AssetkitError, match="too long for its arc"):
        _arc("Công đoàn Tổng công ty Truyền tải điện Quốc gia " * 2)


def test_a_longer_text_is_never_larger() -> None:
    sizes = [_arc("Công đoàn " * count).size for count in (1, 2, 3, 4)]
    assert sizes == sorted(sizes, reverse=True)


def test_band_and_sector_are_drawings() -> None:
    plate = band(centre=(540, 540), inner=310, outer=450, angle=50, colour=EVN["accent"], shade=EVN["ink"])
    ET.fromstring(f"<svg>{plate}</svg>")
    assert sector((0, 0), 10, 20, 90).count("A") == 2


def test_blank_text_has_no_shape() -> None:
    with pytest.raises(AssetkitError, match="no text"):
        shape("  ", pick(faces(), "Black"))
