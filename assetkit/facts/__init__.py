"""A campaign, counts and a moment in, Facts out: the plain values that templates name. See docs/facts.md."""

from __future__ import annotations

from assetkit.facts.deriving import Facts, derive
from assetkit.facts.fact import Fact
from assetkit.facts.names import FACTS, facts_table
from assetkit.facts.variant import variant

__all__ = ["FACTS", "Fact", "Facts", "derive", "facts_table", "variant"]
