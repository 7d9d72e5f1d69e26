"""docs/css.md shows the linter's own tables."""

from __future__ import annotations

from pathlib import Path

import pytest

from assetkit.engine.lint import lint_css, properties_table, refuse, rules_table
from assetkit.errors import AssetkitError

PAGE = Path(__file__).parents[2] / "docs" / "css.md"


def between(name: str) -> str:
    """The generated part of the page between its markers."""
    text = PAGE.read_text(encoding="utf-8")
    return text.split(f"<!-- {name}:begin -->\n", 1)[1].split(f"<!-- {name}:end -->", 1)[0].strip()


@pytest.mark.parametrize(("name", "table"), [("rules", rules_table()), ("css-properties", properties_table())])
def test_table_is_the_generated_one(name: str, table: str) -> None:
    assert between(name) == table.strip(), f"write into docs/css.md between the markers:\n{table}"


def test_the_example_is_refused_and_the_allowance_works() -> None:
    text = PAGE.read_text(encoding="utf-8")
    findings = lint_css("\n" * 11 + ".a{width:clamp(1px,5vw,30px)}", "hero/style.css")
    with pytest.raises(AssetkitError) as refused:
        refuse(findings)
    assert f"    {refused.value}\n" in text
    assert lint_css(text.split("```css\n")[1].split("```")[0], "docs/css.md") == ()
