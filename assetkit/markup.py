"""Page HTML as the engine needs it: an author's indented HTML in, tight, numbered HTML and its elements out.

White space between tags goes (the engine counts it as siblings), pairs that must not break become nowrap spans (the engine breaks at
no-break spaces), and every element gets a number by which its measured box is found again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from html import escape
from html.parser import HTMLParser

from assetkit.errors import AssetkitError
from assetkit.page import HOLDS_TEXT, NUMBER_OF_ELEMENT, Element
from assetkit.typography import keep_together

MOST_ELEMENTS = 2_000  # finding their boxes takes time by the square of their number; the largest shipped page has 155
VOID = frozenset({"img", "br", "hr", "input", "meta", "link", "wbr"})
INLINE = frozenset({"a", "b", "em", "i", "mark", "s", "small", "span", "strong", "sub", "sup", "u"})
KEPT = '<span style="white-space:nowrap">{}</span>'


@dataclass
class _Open:
    """A start tag whose end has not come: its number, tag, and where its content begins in the output."""

    k: int
    tag: str
    start: int
    children: int = 0
    kept: bool = False
    labelled: bool = False


@dataclass(frozen=True)
class Markup:
    """Tight HTML, its elements by number, all ``text`` that will be painted, and what it says when read out: an element with an
    ``aria-label`` says its label once (digits in cells of their own are one number)."""

    html: str
    elements: Mapping[int, Element]
    text: str = ""
    spoken: str = ""


@dataclass
class _Tightener(HTMLParser):
    where: str
    out: list[str] = field(default_factory=list)
    elements: dict[int, Element] = field(default_factory=dict)
    stack: list[_Open] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    spoken: list[str] = field(default_factory=list)
    svg: int = 0
    pending: str = ""
    after_inline: bool = False

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.svg or tag == "svg":
            self._flush(inline=False)
            self.svg += 1
            if self.svg > 1:
                self.out.append(self.get_starttag_text() or "")
                return
        else:
            self._flush(inline=tag in INLINE)
        attributes = {name: value or "" for name, value in attrs}
        parent = self.stack[-1] if self.stack else None
        if parent:
            parent.children += 1
        k = len(self.elements) + 1
        if k > MOST_ELEMENTS:
            raise AssetkitError(f"has more than {MOST_ELEMENTS} elements", where=self.where, hint="a drawing")
        self.elements[k] = Element(k, parent.k if parent else 0, tag, attributes)
        text = self.get_starttag_text() or ""
        close = "/>" if text.endswith("/>") else ">"
        self.out.append(f'{text[: -len(close)].rstrip()} {NUMBER_OF_ELEMENT}="{k}"{close}')
        if tag in VOID:
            if attributes.get("alt"):
                self.spoken.append(attributes["alt"])
            self.after_inline = tag in INLINE
            return
        silent = bool(parent and parent.labelled)
        if "aria-label" in attributes and not silent:
            self.spoken.append(attributes["aria-label"])
        self.stack.append(_Open(k, tag, len(self.out), labelled=silent or "aria-label" in attributes))
        self.after_inline = tag in INLINE

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.svg:
            self.out.append(self.get_starttag_text() or "")
        elif tag in VOID:
            self.handle_starttag(tag, attrs)
        else:
            raise AssetkitError(f"<{tag}/> closes itself", where=self._place(), hint=f"<{tag}></{tag}>")

    def handle_endtag(self, tag: str) -> None:
        if self.svg:
            self.svg -= 1
            self.out.append(f"</{tag}>")
            if self.svg:
                return
            self.stack.pop()
            self.after_inline = False
            return
        if tag in VOID:
            return
        self._flush(inline=tag in INLINE)
        if not self.stack or self.stack[-1].tag != tag:
            expected = f"</{self.stack[-1].tag}>" if self.stack else "no end tag"
            raise AssetkitError(
                f"</{tag}> where {expected} was due",
                where=self._place(),
                hint="close the tags in the order they were opened",
            )
        opened = self.stack.pop()
        if opened.kept and not opened.children:
            # One span around the whole: in a flex container the pieces would become items of their own.
            self.out.insert(opened.start, "<span>")
            self.out.append("</span>")
        self.out.append(f"</{tag}>")
        self.after_inline = tag in INLINE

    def handle_data(self, data: str) -> None:
        if self.svg:
            self.out.append(escape(data, quote=False))
        else:
            self.pending += data

    def _flush(self, *, inline: bool) -> None:
        """Write the text before a tag; ``inline`` tells whether that tag continues the line."""
        raw, self.pending = self.pending, ""
        if not raw or (not raw.strip() and "\n" in raw):
            return
        text = re.sub(r"[ \t\r\n]+", " ", raw)
        if not self.after_inline or not self.stack or len(self.out) == self.stack[-1].start:
            text = text.lstrip(" ")
        if not inline:
            text = text.rstrip(" ")
        if not text:
            return
        if not self.stack:
            raise AssetkitError(
                f"text outside of the outermost element: {text[:40]!r}",
                where=self._place(),
                hint="wrap the page in one <div>",
            )
        self._write(text)

    def _write(self, text: str) -> None:
        opened = self.stack[-1]
        element = self.elements[opened.k]
        if not element.has_text:
            self.elements[opened.k] = replace(element, has_text=True)
            self.out[opened.start - 1] = f"{self.out[opened.start - 1][:-1]} {HOLDS_TEXT}>"
        self.texts.append(text)
        if not opened.labelled:
            self.spoken.append(text)
        for segment, kept in keep_together(text):
            safe = escape(segment, quote=False)
            opened.kept = opened.kept or kept
            self.out.append(KEPT.format(safe) if kept else safe)
        self.after_inline = True

    def _place(self) -> str:
        return f"{self.where} line {self.getpos()[0]}"


def tighten(html: str, where: str) -> Markup:
    """Tight HTML with numbered elements. Raises AssetkitError for tags that do not close in order, or text outside of an element.

    A white-space-only text that holds a line break is indentation and goes; a single space between inline elements stays.
    """
    parser = _Tightener(where)
    parser.feed(html)
    parser.close()
    if parser.stack:
        raise AssetkitError(
            f"<{parser.stack[-1].tag}> is never closed", where=where, hint=f"add </{parser.stack[-1].tag}>"
        )
    if sum(1 for element in parser.elements.values() if not element.parent) != 1:
        raise AssetkitError(
            "a page has exactly one outermost element", where=where, hint='wrap it in <div class="page">'
        )
    return Markup("".join(parser.out), parser.elements, "\n".join(parser.texts), "\n".join(parser.spoken))
