"""A campaign, counts and a moment in, Facts out: the plain values that templates name. See docs/facts.md."""

from __future__ import annotations

from assetkit.facts.deriving import Facts, derive, variant
from assetkit.facts.names import FACTS, Fact, facts_table

__all__ = ["FACTS", "Fact", "Facts", "derive", "facts_table", "variant"]
