"""Findings one by one in, the list without the allowed ones out.

An author allows a rule where it does no harm by a comment on the same line or the line before:
``/* allow: shadow-order */`` in a stylesheet, ``<!-- allow: inline-image -->`` or ``{# allow: … #}`` in a page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from assetkit.engine.lint.finding import Finding
from assetkit.engine.lint.rules import BY_ID, finding

ALLOWANCE = re.compile(r"(?:/\*|<!--|\{#)\s*allow:\s*([\w\s,-]*?)\s*(?:\*/|-->|#\})")


@dataclass(slots=True)
class Report:
    """The findings so far of the text called ``where``."""

    where: str
    findings: list[Finding] = field(default_factory=list)

    def add(self, rule: str, line: int, what: str, *, happens: str = "", cure: str = "") -> None:
        """Note that ``rule`` is broken by the text ``what`` at ``line``."""
        self.findings.append(finding(rule, self.where, line, what, happens=happens, cure=cure))

    def result(self, text: str) -> tuple[Finding, ...]:
        """The findings in the order of their lines, each once, without those that comments in ``text`` allow."""
        found = list(dict.fromkeys(self.findings))
        for match in ALLOWANCE.finditer(text):
            line = text.count("\n", 0, match.start()) + 1
            for rule in match[1].replace(",", " ").split():
                allowed = [one for one in found if one.rule == rule and one.line in (line, line + 1)]
                if not allowed or BY_ID[rule].firm or rule == "allowance":
                    found.append(finding("allowance", self.where, line, match[0]))
                else:
                    found = [one for one in found if one not in allowed]
        return tuple(sorted(found, key=lambda one: one.line))
