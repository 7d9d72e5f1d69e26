"""Which facts a page names, by its own tree; what jobs carry is that."""

from __future__ import annotations

from pathlib import Path

import pytest
from workspaces import make_workspace

from assetkit.mentions import fact_names
from assetkit.world import World

SHARED = {
    "cards.html": "{% macro card(row, facts) %}{{ row.name }}{{ facts.total_text }}{% endmacro %}"
    "{% macro change(row) %}{{ row.delta_text }}{{ deeper(row) }}{% endmacro %}"
    "{% macro deeper(one) %}{{ one['streak_text'] }}{% endmacro %}",
    "foot.html": "{{ facts.source_text }}",
    "unused.html": "{{ facts.longest }}",
}


@pytest.mark.parametrize(
    ("page", "names"),
    [
        ("{{ title }}", set()),
        ("{{ facts.total_text }}", {"total_text"}),
        ("{{ facts['total_text'] }}", {"total_text"}),
        ("{{ facts.get('quota', 0) }}", {"quota"}),
        ("{% if 'quota' in facts and 'delta' not in facts %}x{% endif %}", {"quota", "delta"}),
        ("{{ facts.units | map(attribute='name') | join(facts.unit) }}", {"units", "unit"}),
        ("{% for unit in facts.units %}{{ unit.delta }}{% endfor %}", {"units"}),
        ("{% set text = facts.delta_text %}{{ text }}", {"delta_text"}),
        ("{% include 'foot.html' %}", {"source_text"}),
        ("{% import 'cards.html' as cards %}{{ cards.card(facts.units[0], facts) }}", {"units", "total_text"}),
        ("{% from 'cards.html' import card %}{{ card(row, facts=facts) }}", {"total_text"}),
        ("{% import 'cards.html' as cards %}{{ cards.change(facts) }}", {"delta_text", "streak_text", "total_text"}),
        ("{{ draw.chart(facts.chart_trend, 900) }}", {"chart_trend"}),
        ("{{ facts.no_such_fact }}", {"no_such_fact"}),
    ],
)
def test_a_page_names_its_facts(page: str, names: set[str]) -> None:
    assert fact_names(page, SHARED) == names | ({"total_text"} if "cards.html" in page else set())


@pytest.mark.parametrize(
    "page",
    [
        "{% for name in ['a'] %}{{ facts[name] }}{% endfor %}",
        "{% for name in facts %}{{ name }}{% endfor %}",
        "{{ facts.items() }}",
        "{{ facts | length }}",
        "{% set all = facts %}{{ all.quota }}",
        "{{ draw.chart(facts) }}",
        "{{ name in facts }}",
        "{% import 'cards.html' as cards %}{{ cards.change(facts, facts) }}",
        "{{ facts.quota",
    ],
)
def test_a_page_that_may_read_any_fact_is_given_all(page: str) -> None:
    assert fact_names(page, SHARED) is None


def test_a_file_of_a_computed_name_may_be_any() -> None:
    assert fact_names("{% include which %}", SHARED) == {"source_text", "longest", "total_text"}


def test_shipped_templates_name_the_facts_that_they_read(tmp_path: Path) -> None:
    world = World(make_workspace(tmp_path))
    assert world.template("call").fact_names == {"days_left_text"}
    named = [world.template(name).fact_names for name in ("figure", "field", "table")]
    assert all(names is not None and "as_of_text" in names for names in named)
