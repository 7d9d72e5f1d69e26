"""The linter: every rule is broken by its snippet and kept by its cure; places, allowances and holes."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lint_cases import CSS, HTML

from assetkit.engine.lint import RULES, Finding, lint_css, lint_html, refuse, rules_table
from assetkit.errors import AssetkitError

RULE_IDS = [rule.id for rule in RULES]


def rules(findings: tuple[Finding, ...]) -> set[str]:
    return {one.rule for one in findings}


@pytest.mark.parametrize(("rule", "broken", "kept"), CSS)
def test_rule_of_a_stylesheet(rule: str, broken: str, kept: str) -> None:
    assert rules(lint_css(broken, "style.css")) == {rule}
    assert lint_css(kept, "style.css") == ()


@pytest.mark.parametrize(("rule", "broken", "kept"), HTML)
def test_rule_of_a_page(rule: str, broken: str, kept: str) -> None:
    assert rules(lint_html(broken, "page.html")) == {rule}
    assert lint_html(kept, "page.html") == ()


def test_every_rule_has_a_case() -> None:
    assert {rule for rule, _, _ in (*CSS, *HTML)} == set(RULE_IDS)
    assert len(RULE_IDS) == len(set(RULE_IDS))


def test_findings_name_file_line_words_and_cure() -> None:
    found = lint_css(".a{\n  color:red;\n  width:clamp(1px,2vw,3px)}\n.b{float:left}", "hero/style.css")
    assert [one.where for one in found] == ["hero/style.css:3", "hero/style.css:4"]
    assert "width:clamp(1px,2vw,3px)" in found[0].message
    assert "max-width" in found[0].cure


def test_an_unknown_property_names_the_nearest() -> None:
    (found,) = lint_css(".a{bakground-color:red}", "s")
    assert found.cure == "did you mean 'background-color'?"


def test_the_engine_says_what_it_expects() -> None:
    (found,) = lint_css(".a{position:sticky2}", "s")
    assert found.rule == "value"
    assert "'absolute'" in found.cure


def test_style_attributes_and_texts_give_their_own_lines() -> None:
    found = lint_html('<div>\n<p\n style="float:left">a\n b&nbsp;c</p></div>', "page.html")
    assert [(one.rule, one.where) for one in found] == [("float", "page.html:3"), ("no-break-space", "page.html:4")]


def test_refuse_raises_the_first_and_counts_the_others() -> None:
    refuse(())
    with pytest.raises(AssetkitError, match=r"^s:1: .*\[float\]; 2 more findings \(try: flex or grid\)$"):
        refuse(lint_css(".a{float:left}\n.b{zoom:2}\n.c{columns:2}", "s"))


@pytest.mark.parametrize(
    "css", ["/* allow: float */\n.a{float:left}", ".a{float:left} /* allow: float, zoom */.b{zoom:2}"]
)
def test_a_comment_allows_a_rule_on_its_line_and_the_next(css: str) -> None:
    assert lint_css(css, "s") == ()


@pytest.mark.parametrize(
    "css",
    [
        "/* allow: float */\n\n.a{float:left}",
        "/* allow: zoom */\n.a{float:left}",
        "/* allow: nonsense */",
        "/* allow: bound-blur */.a{filter:blur(900px)}",
    ],
)
def test_an_allowance_that_allows_nothing_is_a_finding(css: str) -> None:
    assert "allowance" in rules(lint_css(css, "s"))


def test_allowances_in_pages() -> None:
    assert lint_html("<!-- allow: hr-element --><hr>", "p") == ()
    assert lint_html("{# allow: hr-element #}\n<hr>", "p") == ()


def test_holes_of_a_template_are_not_judged() -> None:
    source = (
        '{% if a < b %}<div class="{{ x }}" style="width:{{ w }};float:left">{% endif %}<img src="{{ draw.x("é") }}">'
    )
    assert rules(lint_html(source, "p")) == {"float"}
    assert lint_html('<svg><path d="{{ d }}" fill="url(#{{ id }})"/></svg>', "p") == ()


def test_nested_rules_and_groups_are_read() -> None:
    css = ".a{& .b{float:left} @media (width > 1px){zoom:2}}@layer x{@supports (display:grid){.c{columns:2}}}"
    assert [one.rule for one in lint_css(css, "s")] == ["float", "zoom", "columns"]


def test_groups_within_a_rule_keep_its_selectors() -> None:
    assert lint_css(".a::before{@media (width > 1px){content:'x'}}:root .a{font-size:2em}", "s") == ()
    assert rules(lint_css(".a{@media (width > 1px){content:url(p.png)}}", "s")) == {"content-on-element"}


def test_custom_properties_are_looked_up_and_otherwise_trusted() -> None:
    assert rules(lint_css(":root{--a:var(--b);--b:oops}.a{rotate:var(--a)}", "s")) == {"value"}
    assert lint_css(".a{rotate:var(--a);width:calc(var(--a) * var(--b));opacity:var(--c)}", "s") == ()


def test_a_var_cycle_ends() -> None:
    assert lint_css(":root{--a:var(--b);--b:var(--a)}.a{width:var(--a)}", "s") == ()


def test_rules_are_frozen_and_tabled() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        RULES[0].id = "x"  # type: ignore[misc]
    assert rules_table().count("\n") == len(RULES) + 2
    assert all(rule.happens and rule.cure and "|" not in rule.happens + rule.cure for rule in RULES)


@settings(max_examples=50, deadline=None)
@given(st.text(alphabet=st.sampled_from(list("ab{}()[]:;,.#@\"'/*!<>&\\- \n0%\x00é")), max_size=60))
def test_no_text_breaks_the_linter(text: str) -> None:
    assert isinstance(lint_css(text, "s"), tuple)
    assert isinstance(lint_html(text, "p"), tuple)
