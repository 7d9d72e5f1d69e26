"""The tags of one inline svg in, the rules that it breaks out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from assetkit.engine.lint.report import Report

HOLE = "\ue000"  # stands where a template's value will be: what surrounds it is not judged
NO_BREAK_SPACE = "\xa0"
REFERENCE = re.compile(r"url\(\s*['\"]?#([^)'\"\s]+)")
RULES_OF_TAGS = {
    "foreignobject": "svg-foreign-object",
    "script": "script-element",
    "animate": "svg-animation",
    "animatetransform": "svg-animation",
    "animatemotion": "svg-animation",
    "set": "svg-animation",
}


@dataclass(slots=True)
class _Text:
    """A ``<text>`` and whether it, something around it or something in it names a font."""

    line: int
    named: bool


@dataclass(slots=True)
class Svg:
    """An inline svg being read."""

    report: Report
    line: int
    linked: bool = False
    styled: bool = False
    holed: bool = False
    named: list[bool] = field(default_factory=list)
    texts: list[_Text] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    references: list[tuple[str, int]] = field(default_factory=list)
    blank: bool = False

    def start(self, tag: str, attributes: Mapping[str, str], line: int, *, closed: bool) -> None:
        """Read a start tag; ``closed`` when it ends in ``/>``."""
        outermost = not self.named
        if outermost:
            self.linked = "xmlns:xlink" in attributes
            for name in ("width", "height"):
                if attributes.get(name, "").strip().endswith("%"):
                    self.report.add("svg-percent-size", line, f'{name}="{attributes[name]}"')
        elif tag in RULES_OF_TAGS:
            self.report.add(RULES_OF_TAGS[tag], line, f"<{tag}>")
        named = "font-family" in attributes or "font-family" in attributes.get("style", "")
        inherited = bool(self.named and self.named[-1])
        if tag == "text":
            self.texts.append(_Text(line, named or inherited))
        elif tag in ("tspan", "textpath") and named and self.texts:
            self.texts[-1].named = True
        for name, text in attributes.items():
            self._attribute(tag, name, text, line, outermost=outermost)
        if not closed:
            self.named.append(named or inherited)

    def _attribute(self, tag: str, name: str, text: str, line: int, *, outermost: bool) -> None:
        self.holed |= HOLE in text or HOLE in name
        self.characters(text, line)
        if name == "id":
            self.ids.add(text)
        if "var(" in text and not outermost:
            self.report.add("svg-variable", line, f'{name}="{text}"')
        if name == "xlink:href" and not self.linked:
            self.report.add("svg-xlink", line, f'{name}="{text}"')
        if name in ("href", "xlink:href"):
            if text.startswith("#"):
                self.references.append((text[1:], line))
            elif tag in ("image", "feimage") and not text.startswith("data:") and HOLE not in text:
                self.report.add("svg-image", line, f'<{tag} {name}="{text}">')
        self.references += [(found, line) for found in REFERENCE.findall(text)]

    def characters(self, text: str, line: int) -> None:
        """Read text between tags, or of an attribute, with its character references resolved."""
        self.holed |= HOLE in text
        if NO_BREAK_SPACE in text and not self.blank:
            self.blank = True
            self.report.add("svg-no-break-space", line, text.replace(NO_BREAK_SPACE, "␣"))

    def style(self, text: str) -> None:
        """Read the text of a ``<style>`` inside the svg."""
        self.styled |= "font-family" in text

    def end(self) -> bool:
        """Read an end tag; True when the svg itself is closed."""
        if self.named:
            self.named.pop()
        if self.named:
            return False
        for text in self.texts:
            if not (text.named or self.styled):
                self.report.add("svg-text-font", text.line, "<text>")
        for identifier, line in self.references:
            if identifier not in self.ids and not self.holed:
                self.report.add("svg-reference", line, f"#{identifier}")
        return True
