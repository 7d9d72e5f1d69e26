"""A stylesheet in, its findings out: the walk through rules, at-rules and declarations."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from assetkit.engine.lint.blocks import check_block
from assetkit.engine.lint.declarations import Declared, check_declaration
from assetkit.engine.lint.finding import Finding
from assetkit.engine.lint.keyframes import Frame, check_keyframes, places
from assetkit.engine.lint.report import Report
from assetkit.engine.lint.rules import DEEPEST, MOST_RULES
from assetkit.engine.lint.selectors import Selected, check_selectors, read_selectors
from assetkit.engine.lint.svg import HOLE
from assetkit.engine.lint.value import Value, read_value
from assetkit.engine.lint.verdict import refusals

SENTINEL = "assetkit-end-of-sheet"
GROUPS = frozenset({"media", "supports", "layer"})
AT_RULES = {
    "import": "at-import",
    "font-face": "font-face",
    "container": "container-query",
    "-webkit-keyframes": "webkit-keyframes",
    "starting-style": "transition",
}
SILENT = frozenset({"charset", "property"})
MEDIA_TYPES = frozenset({"all", "screen", "only", "and", "or", "not"})
MEDIA_FEATURES = frozenset(
    {f"{bound}{name}" for name in ("width", "height", "aspect-ratio", "resolution") for bound in ("", "min-", "max-")}
    | {"orientation", "landscape", "portrait", "and", "or", "not"}
)
CONTAINERS = frozenset({"function", "() block", "[] block", "{} block"})
NO_SELECTORS = Selected("", frozenset({""}), False, True, False)


@dataclass(slots=True)
class Sheet:
    """A stylesheet being read: what was found, and the sound declarations that the engine is asked about at the end."""

    report: Report
    rules: int = 0
    asked: list[Declared] = field(default_factory=list)
    custom: dict[str, str] = field(default_factory=dict)
    sound: dict[tuple[str, str], Value] = field(default_factory=dict)

    def walk(self, nodes: Sequence[Any], depth: int = 1, selected: Selected = NO_SELECTORS) -> None:
        """Read the rules and at-rules of one level; ``selected`` is what the rule around them selects."""
        for node in nodes:
            if node.type == "qualified-rule":
                self.read_rule(node, depth)
            elif node.type == "at-rule":
                self.read_at_rule(node, depth, selected)
            elif node.type == "error":
                self.report.add("css-syntax", node.source_line, "", happens=node.message)

    def read_rule(self, rule: Any, depth: int) -> None:
        """Read a style rule with its selectors, declarations and nested rules."""
        self.rules += 1
        if self.rules == MOST_RULES + 1:
            self.report.add("bound-rules", rule.source_line, "")
        if _too_deep(rule.prelude):
            self.report.add("bound-nesting", rule.source_line, "selector")
            return
        selected = read_selectors(_text(rule.prelude))
        check_selectors(selected, rule.source_line, self.report)
        self.read_block(rule.content, selected, rule.source_line, depth)

    def read_block(self, content: Sequence[Any], selected: Selected, line: int, depth: int) -> None:
        """Read the contents of a rule: declarations, and rules nested in it."""
        import tinycss2

        if depth > DEEPEST:
            self.report.add("bound-nesting", line, selected.text)
            return
        nodes = tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True)
        declarations = [self.read_declaration(node) for node in nodes if node.type == "declaration"]
        check_block(declarations, selected, self.report)
        self.walk([node for node in nodes if node.type != "declaration"], depth + 1, selected)

    def read_declaration(self, node: Any) -> Declared:
        """Read a declaration, note what is wrong with it, and keep it for the engine if nothing is."""
        name = node.name if node.name.startswith("--") else node.lower_name
        text = "" if _too_deep(node.value) else _text(node.value)
        seen = self.sound.get((name, text))
        if seen is not None:
            return Declared(name, seen, node.source_line, node.important)
        declared = Declared(name, read_value(node.value, text), node.source_line, node.important)
        if HOLE in text or check_declaration(declared, self.report):
            return declared
        self.sound[name, text] = declared.value
        if name.startswith("--"):
            self.custom.setdefault(name, text)
        else:
            self.asked.append(declared)
        return declared

    def read_at_rule(self, rule: Any, depth: int, selected: Selected) -> None:
        """Read an at-rule: groups are read like blocks, keyframes checked, the others are findings."""
        word, line = rule.lower_at_keyword, rule.source_line
        if _too_deep(rule.prelude) or depth > DEEPEST:
            self.report.add("bound-nesting", line, f"@{word}")
        elif word == "keyframes" and rule.content is not None:
            self.read_keyframes(rule)
        elif word in GROUPS:
            if word == "media":
                self.read_media(rule)
            if rule.content is not None:
                self.read_block(rule.content, selected, line, depth)
        elif word not in SILENT:
            self.report.add(AT_RULES.get(word, "at-rule"), line, f"@{word} {_text(rule.prelude)}")

    def read_media(self, rule: Any) -> None:
        """Note the words of a media query that the engine does not know."""
        for token in rule.prelude:
            unknown = [] if token.type != "ident" or token.lower_value in MEDIA_TYPES else [token.lower_value]
            if token.type == "() block":
                unknown = [word for word in _identifiers(token.content) if word not in MEDIA_FEATURES]
            for word in unknown[:1]:
                self.report.add("media-feature", rule.source_line, word)

    def read_keyframes(self, rule: Any) -> None:
        """Read the frames of an animation."""
        import tinycss2

        frames = []
        for node in tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True):
            if node.type != "qualified-rule":
                self.report.add("css-syntax", node.source_line, "@keyframes", happens="not a frame")
                continue
            nodes = tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True)
            declarations = [self.read_declaration(one) for one in nodes if one.type == "declaration"]
            self.walk([one for one in nodes if one.type != "declaration"], DEEPEST)
            frames.append(Frame(places(_text(node.prelude)), declarations))
        check_keyframes(frames, self.report)

    def ask(self) -> None:
        """Ask the engine about every declaration that no rule objects to."""
        dropped = refusals([(one.name, one.value.text) for one in self.asked], self.custom)
        for index, expected in dropped.items():
            one = self.asked[index]
            if "calc" in one.value.functions:
                self.report.add("calc-number", one.line, one.text)
            else:
                self.report.add("value", one.line, one.text, cure=f"one of {expected}")


def _text(tokens: Sequence[Any]) -> str:
    return "".join([token.serialize() for token in tokens if token.type != "comment"]).strip()


def _too_deep(tokens: Sequence[Any], depth: int = 1) -> bool:
    if depth > DEEPEST:
        return True
    for token in tokens:
        if token.type in CONTAINERS:
            inner = token.arguments if token.type == "function" else token.content
            if _too_deep(inner, depth + 1):
                return True
    return False


def _identifiers(tokens: Sequence[Any]) -> list[str]:
    words: list[str] = []
    for token in tokens:
        if token.type == "ident":
            words.append(token.lower_value)
        elif token.type == "() block":
            words += _identifiers(token.content)
    return words


@functools.lru_cache(maxsize=64)
def lint_css(css: str, where: str) -> tuple[Finding, ...]:
    """Everything in a stylesheet that the engine would ignore or get wrong, or that could hang it.

    ``css`` is plain CSS; ``where`` names it in the findings ("hero/style.css"). The findings come in the order of
    their lines. ``/* allow: rule-id */`` on the line of a finding, or the line before, takes it out unless the rule is
    firm. Never raises for bad CSS: that is a finding too.
    """
    import tinycss2

    sheet = Sheet(Report(where))
    nodes = tinycss2.parse_stylesheet(f"{css}\n{SENTINEL}{{}}", skip_comments=True, skip_whitespace=True)
    last = nodes[-1] if nodes else None
    if last is not None and last.type == "qualified-rule" and _text(last.prelude) == SENTINEL:
        nodes = nodes[:-1]
    else:
        line = last.source_line if last is not None else 1
        sheet.report.add("css-syntax", line, css.split("\n")[line - 1], happens="opened here and never closed")
        nodes = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    sheet.walk(nodes)
    sheet.ask()
    return sheet.report.result(css)


def lint_style(style: str, tag: str, where: str, line: int) -> tuple[list[Finding], list[Declared]]:
    """Findings and declarations of a style="" attribute at ``line``; a template's holes in it are not judged."""
    import tinycss2

    sheet = Sheet(Report(where))
    nodes = tinycss2.parse_blocks_contents(style, skip_comments=True, skip_whitespace=True)
    declarations = [sheet.read_declaration(node) for node in nodes if node.type == "declaration"]
    for node in nodes:
        if node.type != "declaration" and HOLE not in style:
            sheet.report.add("css-syntax", node.source_line, style)
    if HOLE not in style:
        check_block(declarations, Selected(tag, frozenset({tag}), False, True, False), sheet.report)
    sheet.ask()
    found = sheet.report.findings
    return [replace(one, where=f"{where}:{one.line - 1 + line}") for one in found], declarations
