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
    with pytest.raises(AssetkitError, match=r"overflows by .*“Một hai ba"):
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
