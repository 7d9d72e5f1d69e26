"""A page in, what is painted above what out: the z-index of its elements, and those that keep their children's to themselves.

The engine tells no z-index. Every rule of the stylesheets that sets one is turned into a rule that moves the element by as much, and the
page is measured: so the engine itself says which rules apply.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assetkit.engine import Engine
from assetkit.engine.nodes import NodeNames, name_nodes
from assetkit.page import NUMBER_OF_ELEMENT, Page

STEP = 100  # px that an element is moved by for each step of its z-index
FIRMLY = 6  # times that a number is asked for in a selector: above any class of a stylesheet
MOST_DEPTH = 100_000
REST = {"none", "1", "visible", "auto", "normal", "initial", "100%"}
ENCLOSING = frozenset(
    ("opacity", "transform", "rotate", "scale", "translate", "filter", "backdrop-filter", "overflow", "overflow-x", "overflow-y",
     "clip-path", "mask", "mask-image", "mix-blend-mode", "isolation")
)  # fmt: skip
"""Properties by which an element keeps its children's z-index to itself (measured: tests/unit/test_film_stacking.py)."""
STILL = "*{translate:0px 0px!important}"
Declared = Mapping[str, str]
Measure = Callable[[Declared], int | None]
DECLARATION = re.compile(r"([\w-]+)\s*:\s*([^;]+)")


@dataclass(frozen=True)
class Stacking:
    """``depth``: z-index by element, 0 left out; ``enclosing``: elements whose children are stacked among themselves."""

    depth: Mapping[int, int]
    enclosing: frozenset[int]


def stacking(page: Page, engine: Engine) -> Stacking:
    """How the elements of a page are stacked: two measurements more than naming its nodes takes, and none without any z-index."""
    rules = [rule for sheet in page.stylesheets for rule in _rules(sheet)]
    rules += [
        (f'[{NUMBER_OF_ELEMENT}="{k}"]' * FIRMLY, {name.lower(): value.strip() for name, value in DECLARATION.findall(style)}, "")
        for k, element in page.elements.items()
        if (style := element.attributes.get("style"))
    ]
    if not any("z-index" in declared for _, declared, _ in rules):
        return Stacking({}, frozenset())
    names, plain = name_nodes(page, engine), engine.measure(page, STILL)

    def told(measure: Measure) -> dict[int, int]:
        sheet = "".join(_moved(*rule, measure) for rule in rules)
        return _steps(plain, engine.measure(page, STILL + sheet), names) if sheet else {}

    return Stacking(told(_depth), frozenset({*told(_encloses), *told(_is_stacked)}))


def _depth(declared: Declared) -> int | None:
    """The z-index that a rule sets; None when it sets none."""
    text = declared.get("z-index", "").replace("!important", "").strip()
    if not text:
        return None
    return max(-MOST_DEPTH, min(MOST_DEPTH, int(text))) if re.fullmatch(r"[+-]?\d+", text) else 0


def _is_stacked(declared: Declared) -> int | None:
    text = declared.get("z-index", "").strip()
    return None if not text else int(bool(re.match(r"[+-]?\d", text)))


def _encloses(declared: Declared) -> int | None:
    return 1 if any(name in ENCLOSING and value.strip().lower() not in REST for name, value in declared.items()) else None


def _moved(selector: str, declared: Declared, media: str, measure: Measure) -> str:
    """The rule that tells by how far it moves an element what the original says."""
    steps = measure(declared)
    if steps is None:
        return ""
    rule = f"{selector}{{translate:{steps * STEP}px 0px!important}}"
    return f"{media}{{{rule}}}" if media else rule


def _rules(sheet: str) -> Iterator[tuple[str, Declared, str]]:
    """(selector, declarations, the at-rule around them) of a stylesheet."""
    import tinycss2

    def walk(nodes: Sequence[Any], around: str) -> Iterator[tuple[str, Declared, str]]:
        for node in nodes:
            if node.type == "qualified-rule":
                declared = tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True)
                found = {one.lower_name: tinycss2.serialize(one.value) for one in declared if one.type == "declaration"}
                yield tinycss2.serialize(node.prelude).strip(), found, around
            elif node.type == "at-rule" and node.content is not None and node.lower_at_keyword in ("media", "supports"):
                inner = tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True)
                yield from walk(inner, f"@{node.at_keyword}{tinycss2.serialize(node.prelude)}")

    yield from walk(tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True), "")


def _steps(plain: Mapping[str, Any], moved: Mapping[str, Any], names: NodeNames) -> dict[int, int]:
    """By how many steps each element was moved on its own, 0 left out."""
    found: dict[int, int] = {}

    def walk(one: Mapping[str, Any], other: Mapping[str, Any], by: float, path: tuple[int, ...]) -> None:
        far = other["transform"][4] - one["transform"][4]
        k = names.element_at.get(path)
        if k is not None and (steps := round((far - by) / STEP)):
            found[k] = steps
        for index, pair in enumerate(zip(one["children"], other["children"], strict=True)):
            walk(*pair, far, (*path, index))

    walk(plain, moved, 0.0, ())
    return found
