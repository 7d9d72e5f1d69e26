from __future__ import annotations

import pytest

from assetkit.errors import AssetkitError
from assetkit.sandbox import MOST_CHARACTERS, MOST_STEPS, pour

NAMES = {"title": "Tự hào", "units": ["A", "B", "C"], "many": range(MOST_STEPS), "long": "x" * MOST_CHARACTERS}


def filled(text: str, **shared: str) -> str:
    return pour(text, {f"{name}.html": content for name, content in shared.items()}, NAMES, "banner/t/page.html")


def test_loops_know_what_jinja_s_loops_know() -> None:
    text = "{% for u in units if u != 'B' %}{{ loop.index }}{{ u }}{{ ',' if not loop.last }}{% else %}-{% endfor %}"
    assert filled(text) == "1A,2C"
    assert filled("{% for u in [] %}{{ u }}{% else %}none{% endfor %}") == "none"
    assert filled("{{ 2 * 3.5 }} {{ loop is undefined }}") == "7.0 True"


def test_a_shared_file_may_be_included() -> None:
    assert filled("{% from 'm.html' import say %}{{ say('<b>') }}", m="{% macro say(x) %}[{{ x }}]{% endmacro %}") == "[&lt;b&gt;]"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{{ titel }}", "did you mean 'title'"),
        ("\n{{ title", "line 2"),
        ("{% include 'x.html' %}", "'x.html' is missing"),
        ("{{ title.__class__ }}", "unsafe"),
        ("{{ 1 / 0 }}", "division by zero"),
        ("{{ 1 + title }}", "unsupported operand"),
        ("{{ title | px }}", "could not convert"),
        ("{{ units[7] | upper }}", "no element 7"),
        ("{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}", "recursion"),
    ],
)
def test_a_mistake_is_one_line_with_the_file(text: str, says: str) -> None:
    with pytest.raises(AssetkitError, match=r"^banner/t/page\.html") as caught:
        filled(text)
    assert says in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        "{% for i in range(1000000000) %}x{% endfor %}",
        "{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}",
        "{% for i in many %}{% endfor %}{% for i in units %}{% endfor %}",
        "{{ title * 9 }}",
        "{{ 10 ** 9 }}",
        "{{ [title] * 9 }}",
        "{{ long }}{{ long }}",
        "{{ 'x' | center(9999999) }}",
    ],
)
def test_a_page_that_would_not_end_is_refused_at_once(text: str) -> None:
    with pytest.raises(AssetkitError):
        filled(text)


def test_a_page_keeps_its_shared_files_when_another_one_has_others() -> None:
    page, shared = "{% import 'm.html' as m %}{{ m.say() }}", {"m.html": "{% macro say() %}một{% endmacro %}"}
    assert pour(page, shared, {}, "test") == "một"
    assert pour("hai", {}, {}, "test") == "hai"
    assert pour(page, shared, {}, "test") == "một"
    assert pour(page, {"m.html": "{% macro say() %}ba{% endmacro %}"}, {}, "test") == "ba"
