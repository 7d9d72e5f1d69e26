from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pages import page_of

from assetkit.engine.takumi import Takumi
from assetkit.errors import AssetkitError
from assetkit.fit import fit, font_size, overflows

BOX = ".say{position:absolute;left:20px;top:20px;width:560px;height:200px;font-weight:900;line-height:1.2}"
WORDS = st.lists(
    st.sampled_from(["sáng", "kiến", "Nguyễn", "đồng", "lòng", "1.234", "ỆỄ", "gy"]), min_size=1, max_size=12
)


def fitted_size(text: str, engine: Takumi, css: str = BOX, fit_words: str = "3 40") -> float:
    page = page_of(f'<div class="say" data-fit="{fit_words}">{text}</div>', css)
    return fit(page, engine).sizes[2]


def test_the_engine_reports_the_font_size_that_was_set(engine: Takumi) -> None:
    page = page_of('<div class="say">Ệ gạch</div>', BOX + ".say{font-size:37px}")
    runs = fit(page, engine).layout.runs
    assert [round(font_size(run), 2) for run in runs] == [37.0]


@given(WORDS)
@settings(max_examples=25, deadline=None)
def test_a_fitted_text_is_inside_and_one_pixel_more_would_not_be(engine: Takumi, words: list[str]) -> None:
    page = page_of(f'<div class="say" data-fit="3 60">{" ".join(words)}</div>', BOX)
    result = fit(page, engine)
    assert overflows(result.layout, 2) <= 0.5
    most = round(60 * page.size.unit)
    if result.sizes[2] < most:
        from assetkit.engine.nodes import layout, name_nodes

        larger = f'[data-k="2"]{{font-size:{result.sizes[2] + 1}px!important}}'
        assert overflows(layout(page, engine, name_nodes(page, engine), larger), 2) > 0.5


def test_more_text_is_never_set_larger(engine: Takumi) -> None:
    text = "Mỗi người lao động một sáng kiến vì tập thể vững mạnh"
    words = text.split()
    sizes = [fitted_size(" ".join(words[: n + 1]), engine) for n in range(len(words))]
    assert sizes == sorted(sizes, reverse=True)


def test_a_wider_box_never_sets_a_text_smaller(engine: Takumi) -> None:
    sizes = [
        fitted_size("Tự hào trí tuệ lao động", engine, BOX.replace("560px", f"{width}px"))
        for width in (200, 300, 400, 560)
    ]
    assert sizes == sorted(sizes)


def test_a_text_that_overflows_at_its_least_size_is_an_error_that_quotes_it(engine: Takumi) -> None:
    with pytest.raises(AssetkitError, match=r"overflows .*least size .*“Một hai ba"):
        fitted_size("Một hai ba " * 30, engine, fit_words="20 40")


@pytest.mark.parametrize("words", ["5", "x y", "9 5", "0 5", "5 500"])
def test_bounds_that_are_not_two_numbers_in_order_are_refused(engine: Takumi, words: str) -> None:
    with pytest.raises(AssetkitError, match="data-fit"):
        fitted_size("Sáng kiến", engine, fit_words=words)


def test_elements_are_found_whatever_their_nesting(engine: Takumi) -> None:
    html = '<ul style="margin:0"><li>một</li></ul><div style="display:flex"><b>hai</b><span>ba <i>bốn</i></span></div><p class="t">năm</p>'
    css = ".t{position:absolute;left:100px;top:200px;transform:rotate(10deg)}"
    result = fit(page_of(html, css), engine)
    owners = {run.text.strip(): result.page.elements[run.element].name for run in result.layout.runs}
    assert owners["một"] == "li"
    assert owners["hai"] == "b"
    assert owners["năm"] == "p.t"


def widths(text: str, engine: Takumi, balance: str) -> list[float]:
    page = page_of(f'<div class="say" data-fit="8 8"{balance}>{text}</div>', BOX + ".say{text-align:center}")
    result = fit(page, engine)
    by_line: dict[float, list[float]] = {}
    for run in result.layout.runs:
        by_line.setdefault(run.y, []).extend((run.x, run.x + run.width))
    return [max(edges) - min(edges) for edges in by_line.values()]


@given(WORDS.filter(lambda words: len(words) > 5))
@settings(max_examples=15, deadline=None)
def test_balanced_lines_are_as_many_and_of_more_like_length(engine: Takumi, words: list[str]) -> None:
    text = " ".join(words)
    plain, balanced = widths(text, engine, ""), widths(text, engine, ' data-balance="center"')
    assert len(balanced) == len(plain)
    assert max(balanced) <= max(plain) + 1


def test_what_is_measured_is_what_is_painted(engine: Takumi) -> None:
    from PIL import Image

    page = page_of('<div class="say" data-fit="9 9" data-balance="left">Tự hào trí tuệ lao động Việt Nam ta</div>', BOX)
    result = fit(page, engine)
    raster = engine.paint(result.page)
    ink = Image.frombytes("RGBA", (raster.width, raster.height), raster.data).getchannel("A")
    for run in result.layout.runs:
        line = ink.crop((0, round(run.y), 600, round(run.y + run.height))).getbbox()
        assert line is not None
    right = max(run.x + run.width for run in result.layout.runs)
    box = ink.getbbox()
    assert box is not None and abs(box[2] - right) < 12


def test_a_side_that_is_none_is_refused(engine: Takumi) -> None:
    with pytest.raises(AssetkitError, match="data-balance"):
        fit(page_of('<div class="say" data-balance="middle">Sáng kiến</div>', BOX), engine)


@pytest.mark.parametrize("height", [40, 64, 120])
def test_no_line_is_lost_on_a_canvas_that_is_lower_than_the_text(engine: Takumi, height: int) -> None:
    """The engine does not measure lines below the canvas, and paints them."""
    text, css = "1 triệu sáng kiến – triệu việc tốt", ".say{position:absolute;inset:0;font-weight:900;line-height:1.2}"
    for width in range(200, 330, 10):
        page = page_of(f'<div class="say" data-fit="4 34" data-balance="left">{text}</div>', css, f"{width}x{height}")
        measured = "".join("".join(run.text.split()) for run in fit(page, engine).layout.runs)
        assert measured == "".join(text.split())


def test_a_text_without_a_fit_that_is_taller_than_the_canvas_is_refused(engine: Takumi) -> None:
    with pytest.raises(AssetkitError, match="overflows the canvas"):
        fit(page_of('<p style="font-size:40px">Một hai ba bốn năm sáu bảy tám</p>', size="200x60"), engine)


def test_elements_that_share_their_room_are_both_as_large_as_they_can_be(engine: Takumi) -> None:
    css = ".col{position:absolute;inset:0;display:flex;flex-direction:column}.a{flex:1;min-height:0;line-height:1.2}.b{line-height:1.2;height:1.3em}"
    html = '<div class="col"><div class="a" data-fit="3 40">Sáng kiến</div><div class="b" data-fit="3 40">Điện lực</div></div>'
    result = fit(page_of(html, css, "300x120"), engine)
    for k in result.sizes:
        larger = "".join(f'[data-k="{j}"]{{font-size:{size + (j == k)}px!important}}' for j, size in result.sizes.items())
        from assetkit.engine.nodes import layout, name_nodes

        page = page_of(html, css, "300x120")
        grown = layout(page, engine, name_nodes(page, engine), larger)
        assert any(overflows(grown, j) > 0.5 for j in result.sizes)


def test_texts_that_are_fitted_with_each_other_have_one_size_the_largest_that_all_take(engine: Takumi) -> None:
    css = ".a,.b{position:absolute;left:20px;width:300px;height:80px;font-weight:900;line-height:1.2;white-space:nowrap}.a{top:20px}.b{top:120px}"
    texts = ("Nộp", "Khai thông tin cá nhân")

    def sizes(together: str) -> list[float]:
        boxes = (f'<div class="{name}" data-fit="3 20"{together}>{text}</div>' for name, text in zip("ab", texts, strict=True))
        return list(fit(page_of("".join(boxes), css), engine).sizes.values())

    alone, shared = sizes(""), sizes(' data-fit-with="verb"')
    assert alone[0] > alone[1]
    assert shared == [alone[1], alone[1]]
