"""A selector in, the rules that it breaks and what it selects out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assetkit.engine.lint.report import Report

NOISE = re.compile(r"\\.|\"[^\"]*\"|'[^']*'|\[[^\]]*\]")  # escapes, strings, attributes
INNERMOST = re.compile(r"\([^()]*\)")
PSEUDO = re.compile(r"(::?)([\w-]+)")
OF_SELECTOR = re.compile(r":nth-(?:last-)?child\([^()]*\bof\b")
OUTER_PAGE = re.compile(r"(?<![\w.#:-])(?:html|body)(?![\w-])", re.IGNORECASE)
COMBINATOR = re.compile(r"[\s>+~]+")
GENERATED = re.compile(r"::?(?:before|after)$", re.IGNORECASE)
TAG = re.compile(r"[a-z][\w-]*", re.IGNORECASE)

CLASSES = frozenset(
    {
        "root", "not", "is", "where", "lang", "first-child", "last-child", "only-child", "nth-child", "nth-last-child",
        "first-of-type", "last-of-type", "only-of-type", "nth-of-type", "nth-last-of-type",
    }
)  # fmt: skip
STATES = frozenset(
    {
        "hover", "focus", "focus-within", "focus-visible", "active", "visited", "link", "any-link", "target", "checked",
        "disabled", "enabled", "required", "optional", "valid", "invalid", "placeholder-shown", "read-only",
        "read-write", "default", "indeterminate", "open",
    }
)  # fmt: skip
RULES_OF_CLASSES = {"has": "selector-has", "dir": "selector-dir", "empty": "selector-empty"}
IN_SVG = frozenset(
    {
        "path", "circle", "rect", "line", "polyline", "polygon", "ellipse", "g", "use", "text", "tspan", "textpath",
        "stop", "symbol", "defs", "mask", "pattern", "marker", "clippath", "lineargradient", "radialgradient", "image",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Selected:
    """What a rule's selectors select: the tags of their subjects ("" for any), pseudo-elements, the root."""

    text: str
    tags: frozenset[str]
    pseudo: bool
    plain: bool
    root: bool


def read_selectors(text: str) -> Selected:
    """The subjects of a selector list. ``pseudo`` if some are ::before or ::after, ``plain`` if some are not."""
    bare = NOISE.sub("", text)
    while "(" in bare and INNERMOST.search(bare):
        bare = INNERMOST.sub("", bare)
    subjects = [COMBINATOR.split(part.strip())[-1] for part in bare.split(",")]
    tags = frozenset(match[0].lower() if (match := TAG.match(subject)) else "" for subject in subjects)
    pseudo = [bool(GENERATED.search(subject)) for subject in subjects]
    return Selected(text, tags, any(pseudo), not all(pseudo), any(":root" in subject for subject in subjects))


def check_selectors(selected: Selected, line: int, report: Report) -> None:
    """Note what in the selectors matches nothing, or too much."""
    bare = NOISE.sub("", selected.text)
    if ":" in bare:
        for colons, word in PSEUDO.findall(bare):
            rule = _pseudo(len(colons), word.lower())
            if rule:
                report.add(rule, line, selected.text)
        if OF_SELECTOR.search(bare):
            report.add("selector-nth-of", line, selected.text)
    if OUTER_PAGE.search(bare):
        report.add("selector-html-body", line, selected.text)
    if selected.tags & IN_SVG:
        report.add("svg-stylesheet", line, selected.text)


def _pseudo(colons: int, word: str) -> str | None:
    if word in ("before", "after"):
        return None
    if word in ("first-letter", "first-line"):
        return "pseudo-first-letter"
    if colons == 2:
        return "pseudo-element"
    if word in CLASSES:
        return None
    return RULES_OF_CLASSES.get(word) or ("selector-state" if word in STATES else "selector-unknown")
