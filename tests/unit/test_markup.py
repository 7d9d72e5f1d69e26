from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assetkit.errors import AssetkitError
from assetkit.markup import MOST_ELEMENTS, tighten
from assetkit.typography import nfc


def visible(html: str) -> str:
    return re.sub(r"<[^>]*>", "", html)


def test_indentation_goes_and_spaces_in_a_line_stay() -> None:
    markup = tighten("<div>\n  <p>một\n   hai</p>\n  <p><b>ba</b> <i>bốn</i></p>\n</div>", "t")
    assert visible(markup.html) == "một haiba bốn"
    assert not re.search(r">\s+<(?!i)", markup.html)


def test_every_element_is_numbered_in_document_order_and_knows_its_parent() -> None:
    elements = tighten('<div><p class="a b">x<b>y</b></p><img src="i"></div>', "t").elements
    assert [(e.k, e.parent, e.name) for e in elements.values()] == [
        (1, 0, "div"),
        (2, 1, "p.a"),
        (3, 2, "b"),
        (4, 1, "img"),
    ]
    assert [e.has_text for e in elements.values()] == [False, True, True, False]


def test_pairs_that_must_not_break_are_wrapped_once_as_a_whole() -> None:
    html = tighten("<div><p>Thi đua đạt 10.000 sáng kiến</p></div>", "t").html
    assert "white-space:nowrap" in html
    assert re.search(r"<p[^>]*><span>.*</span></p>", html)


def test_svg_is_left_alone_and_counts_as_one_element() -> None:
    svg = '<svg viewBox="0 0 2 2"><g><path d="M0 0"/><circle r="1"></circle></g></svg>'
    markup = tighten(f"<div>{svg}</div>", "t")
    assert len(markup.elements) == 2
    assert '<g><path d="M0 0"/><circle r="1"></circle></g></svg>' in markup.html


@given(
    st.text(
        alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zs", "Zl", "Zp"]),
        min_size=1,
        max_size=40,
    )
)
@settings(max_examples=50, deadline=None)
def test_data_comes_out_as_the_text_it_was(text: str) -> None:
    from html import escape, unescape

    markup = tighten(f"<div><p>{escape(text)}</p></div>", "t")
    assert unescape(visible(markup.html)) == nfc(text)
    assert len(markup.elements) == 2


@pytest.mark.parametrize(
    ("html", "says"),
    [
        ("<div><p>x</div></p>", "was due"),
        ("<div><p>x</p>", "never closed"),
        ("<div></div><div></div>", "exactly one outermost"),
        ("text", "outside of the outermost|exactly one"),
        ("<div><span/></div>", "closes itself"),
    ],
)
def test_html_that_does_not_close_in_order_is_refused(html: str, says: str) -> None:
    with pytest.raises(AssetkitError, match=says):
        tighten(html, "t")


def test_a_label_is_read_out_in_the_place_of_its_cells() -> None:
    markup = tighten('<div><p>đạt</p><b aria-label="275%"><i>2</i><i>7</i><i>5</i><i>%</i></b></div>', "t")
    assert markup.spoken.split("\n") == ["đạt", "275%"]
    assert markup.text.split("\n") == ["đạt", "2", "7", "5", "%"]


def test_a_page_of_too_many_elements_is_refused() -> None:
    with pytest.raises(AssetkitError, match="elements"):
        tighten(f"<div>{'<i>x</i>' * MOST_ELEMENTS}</div>", "t")
