"""Declarations in, the engine's own refusals out.

The engine drops a declaration that it does not understand without a word, but says why when the same declaration comes
as the style of a node. So the linter asks it, instead of keeping a grammar of every property.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from assetkit.engine.lint.properties import LENGTHS

Declaration = tuple[str, str]  # property, value

REFERENCE = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,([^()]*))?\)")
SAMPLES = ("1px", "1", "1deg", "1s", "1%", "#123")
MOST_UNKNOWN = 2  # custom properties that are tried with every sample: 6² questions
DEEPEST_REFERENCE = 8


def _camel(name: str) -> str:
    first, *others = name.lstrip("-").split("-")
    return (first.capitalize() if name.startswith("-") else first) + "".join(part.capitalize() for part in others)


def _complaint(declarations: Iterable[Declaration]) -> str:
    """What the engine says of the declarations, or an empty text. They share nodes where their properties differ."""
    import pytakumi

    nodes: list[dict[str, str]] = []
    uses: dict[str, int] = {}
    for name, text in declarations:
        count = uses.get(name, 0)
        uses[name] = count + 1
        if count == len(nodes):
            nodes.append({})
        nodes[count][_camel(name)] = text
    children: list[Any] = [{"type": "container", "children": [], "style": style} for style in nodes]
    try:
        pytakumi.container(children)
    except ValueError as error:
        return str(error)
    return ""


def _resolved(text: str, custom: Mapping[str, str]) -> str:
    """The text with the custom properties put in that the stylesheet defines; the others stay."""

    def put_in(match: re.Match[str]) -> str:
        fallback: str | None = match[2]
        return custom.get(match[1], match[0] if fallback is None else fallback)

    for _ in range(DEEPEST_REFERENCE):
        if "var(" not in text:
            break
        text = REFERENCE.sub(put_in, text)
    return text


def _candidates(name: str, text: str, custom: Mapping[str, str]) -> list[str]:
    """The texts to ask about: one, or with every sample for unknown custom properties; none if nothing can be said."""
    if "var(" not in text:
        return [text]
    resolved = _resolved(text, custom)
    if "var(" not in resolved:
        return [resolved]
    if "calc(" not in resolved or name in LENGTHS:  # where a length is due, calc() of anything may be one
        return []
    names = sorted({match[1] for match in REFERENCE.finditer(resolved)})
    if len(names) > MOST_UNKNOWN:
        return []
    rows = itertools.product(SAMPLES, repeat=len(names))
    return [_with(resolved, dict(zip(names, row, strict=True))) for row in rows]


def _with(text: str, given: Mapping[str, str]) -> str:
    return REFERENCE.sub(lambda match: given[match[1]], text)


def refusals(declarations: Sequence[Declaration], custom: Mapping[str, str]) -> dict[int, str]:
    """Index of every declaration that the engine drops, with what it expected there.

    ``custom`` maps custom properties to their values in the same stylesheet. A var() that is not among them is tried
    with a number, a length, an angle, a time, a percentage and a colour if it stands in calc(), and trusted otherwise.
    """
    questions = [(name, _candidates(name, text, custom)) for name, text in declarations]
    sure = dict.fromkeys((name, texts[0]) for name, texts in questions if len(texts) == 1)
    guessed = dict.fromkeys((name, texts[0]) for name, texts in questions if len(texts) > 1)
    doubtful = _refused([*sure]) | _refused([*guessed])
    found: dict[int, str] = {}
    for index, (name, texts) in enumerate(questions):
        if texts and (name, texts[0]) in doubtful and all(_complaint([(name, text)]) for text in texts[1:]):
            found[index] = _expected(doubtful[name, texts[0]])
    return found


def _refused(declarations: Sequence[Declaration]) -> dict[Declaration, str]:
    """The declarations that the engine refuses, by halving: most stylesheets are sound, and one question is enough."""
    complaint = _complaint(declarations)
    if not complaint:
        return {}
    if len(declarations) == 1:
        return {declarations[0]: complaint}
    middle = len(declarations) // 2
    return _refused(declarations[:middle]) | _refused(declarations[middle:])


def _expected(complaint: str) -> str:
    """The part of the engine's complaint that says what it would have understood."""
    return complaint.rpartition(", expected ")[2].removeprefix("a value of ").partition("; also accepts")[0]
