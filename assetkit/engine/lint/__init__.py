"""The linter: a stylesheet or a page in, findings out, each with the rule, the place and the cure.

The engine ignores what it does not know without a word, and draws some things otherwise than a browser. Whatever of
that a machine can see is a rule here; docs/css.md shows the table.
"""

from __future__ import annotations

from assetkit.engine.lint.css import lint_css
from assetkit.engine.lint.finding import Finding, Rule, refuse
from assetkit.engine.lint.html import lint_html
from assetkit.engine.lint.properties import properties_table
from assetkit.engine.lint.rules import RULES, rules_table

__all__ = ["RULES", "Finding", "Rule", "lint_css", "lint_html", "properties_table", "refuse", "rules_table"]
