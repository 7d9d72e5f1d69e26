"""A page in, its findings out: tags, attributes, texts, inline styles and inline svgs."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser

from assetkit.engine.lint.blocks import INLINE
from assetkit.engine.lint.css import lint_style
from assetkit.engine.lint.declarations import WIDE_SPACES, Declared, is_remote
from assetkit.engine.lint.finding import Finding
from assetkit.engine.lint.report import Report
from assetkit.engine.lint.rules import DEEPEST
from assetkit.engine.lint.svg import HOLE, Svg

JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
SOFT_HYPHEN = "\xad"
LINKS = frozenset({"src", "href", "xlink:href", "srcset", "poster", "data", "background", "action", "formaction"})
VOID = frozenset(
    {"img", "br", "hr", "input", "meta", "link", "wbr", "col", "area", "base", "embed", "source", "track", "param"}
)
_PLAIN = """div section article header footer main nav aside figure figcaption p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table
    thead tbody tfoot tr th td caption colgroup col span b strong i em u s del ins small mark code kbd samp var cite abbr
    time data address blockquote pre a br img svg"""
PLAIN = frozenset(_PLAIN.split())
_RULES = {
    "style-element": "style",
    "script-element": "script noscript template slot",
    "link-element": "link meta base title head",
    "embedded-element": "iframe object embed video audio canvas track param map area frame frameset math",
    "image-srcset": "picture source",
    "form-element": "button input select option optgroup textarea progress meter dialog details summary form fieldset "
    "label output datalist legend",
    "q-element": "q",
    "wbr-element": "wbr",
    "hr-element": "hr",
    "sub-sup": "sub sup",
}
RULES_OF_TAGS = {tag: rule for rule, tags in _RULES.items() for tag in tags.split()}
EFFECTS = ("filter", "transform", "clip-path", "mask", "mix-blend-mode")
IGNORED_INLINE = (*EFFECTS, "border", "margin", "box-shadow", "width", "height")
IGNORED_IMAGE = (*EFFECTS, "opacity")
DRAWN_INLINE = ("border-radius", "border-collapse", "border-spacing")


@dataclass(slots=True)
class _Open:
    """An element whose end tag has not come: its text children, and what would be wrong if it is a line of text."""

    tag: str
    line: int
    arranges: bool = False
    has_text: bool = False
    doubtful: list[tuple[str, int, str]] = field(default_factory=list)


class _Page(HTMLParser):
    def __init__(self, report: Report, *, template: bool) -> None:
        super().__init__(convert_charrefs=False)
        self.report = report
        self.template = template
        self.stack: list[_Open] = []
        self.svg: Svg | None = None
        self.too_deep = False

    @property
    def line(self) -> int:
        return self.getpos()[0]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._start(tag, {name: value or "" for name, value in attrs}, closed=False)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._start(tag, {name: value or "" for name, value in attrs}, closed=True)

    def _start(self, tag: str, attributes: dict[str, str], *, closed: bool) -> None:
        for name, value in attributes.items():
            self._attribute(name, value)
        inner = self.svg is not None
        if not inner and tag == "svg":
            self.svg = Svg(self.report, self.line)
        if self.svg is not None:
            self.svg.start(tag, attributes, self.line, closed=closed)
        if not inner:
            self._element(tag, attributes, closed=closed)
        if self.svg is not None and closed and not inner:
            self.svg = None
        if not closed and (inner or tag not in VOID):
            self.stack.append(_Open(tag, self.line, arranges=self._arranges(attributes)))
            self._check_depth()

    def _check_depth(self) -> None:
        if len(self.stack) > DEEPEST and not self.too_deep:
            self.too_deep = True
            self.report.add("bound-nesting", self.line, f"<{self.stack[-1].tag}>")

    def _arranges(self, attributes: dict[str, str]) -> bool:
        return bool(re.search(r"display:\s*(?:inline-)?(?:flex|grid)", attributes.get("style", "")))

    def _attribute(self, name: str, value: str) -> None:
        if name.startswith("on") and len(name) > 2:
            self.report.add("event-attribute", self.line, f"{name}=…")
        elif name == "tw":
            self.report.add("tw-attribute", self.line, f'tw="{value}"')
        elif name in LINKS and HOLE not in value and is_remote(value):
            self.report.add("remote-url", self.line, f'{name}="{value}"')

    def _element(self, tag: str, attributes: dict[str, str], *, closed: bool) -> None:
        rule = RULES_OF_TAGS.get(tag) or (None if tag in PLAIN or HOLE in tag else "unknown-element")
        if rule:
            self.report.add(rule, self.line, f"<{tag}>")
        if closed and tag not in VOID and tag != "svg":
            self.report.add("html-syntax", self.line, f"<{tag}/>")
        if tag == "img" and "src" not in attributes:
            self.report.add("image-source", self.line, "<img>")
        if tag == "img" and "srcset" in attributes:
            self.report.add("image-srcset", self.line, f'srcset="{attributes["srcset"]}"')
        if "style" in attributes:
            self._style(tag, attributes["style"])

    def _style(self, tag: str, style: str) -> None:
        start = self.get_starttag_text() or ""
        line = self.line + start.count("\n", 0, max(start.lower().find("style"), 0))
        findings, declarations = lint_style(style, tag, self.report.where, line)
        self.report.findings += findings
        if self.stack and not {"display", "position"} & {one.name for one in declarations}:
            self.stack[-1].doubtful += _ignored_in_line(tag, declarations, line)

    def handle_endtag(self, tag: str) -> None:
        if self.svg is not None:
            if self.stack:
                self.stack.pop()
            if self.svg.end():
                self.svg = None
            return
        if tag in VOID:
            return
        if not self.stack or self.stack[-1].tag != tag:
            if not self.template:
                expected = f"</{self.stack[-1].tag}>" if self.stack else "no end tag"
                self.report.add("html-syntax", self.line, f"</{tag}>", happens=f"{expected} was due")
            if not any(opened.tag == tag for opened in self.stack):
                return
        while self.stack:
            opened = self.stack.pop()
            self._close(opened)
            if opened.tag == tag:
                return

    def _close(self, opened: _Open) -> None:
        if opened.has_text and not opened.arranges:
            for rule, line, what in opened.doubtful:
                self.report.add(rule, line, what)

    def handle_data(self, data: str) -> None:
        if self.svg is not None:
            if self.stack and self.stack[-1].tag == "style":
                self.svg.style(data)
            else:
                self.svg.characters(data, self.line)
            return
        if self.stack and data.strip():
            self.stack[-1].has_text = True
        for position, character in enumerate(data):
            rule = "no-break-space" if character in WIDE_SPACES else "soft-hyphen" if character == SOFT_HYPHEN else None
            if rule:
                line = self.line + data.count("\n", 0, position)
                around = data[max(0, position - 12) : position + 13].replace(character, "␣")
                self.report.add(rule, line, around)

    def handle_entityref(self, name: str) -> None:
        self.handle_data(unescape(f"&{name};"))

    def handle_charref(self, name: str) -> None:
        self.handle_data(unescape(f"&#{name};"))

    def finish(self) -> None:
        """Read what is still open at the end of the page."""
        if self.svg is not None or (self.stack and not self.template):
            opened = self.stack[-1]
            self.report.add("html-syntax", opened.line, f"<{opened.tag}>", happens="this tag is never closed")
        for opened in self.stack:
            self._close(opened)


def _ignored_in_line(tag: str, declarations: list[Declared], line: int) -> list[tuple[str, int, str]]:
    """What of an element's own style is ignored if the element stands in a line of text."""
    if tag not in INLINE and tag not in ("img", "svg"):
        return []
    rule = "inline-box" if tag in INLINE else "inline-image"
    names: tuple[str, ...] = IGNORED_INLINE if tag in INLINE else IGNORED_IMAGE
    at_fault = [one for one in declarations if one.name.startswith(names) and one.name not in DRAWN_INLINE]
    return [(rule, line, f"<{tag} style={one.text}>") for one in at_fault if one.value.text not in ("0", "none")]


def _blank(match: re.Match[str]) -> str:
    """A template's tag as spaces, or a value's place as holes, on as many lines."""
    fill = HOLE if match[0].startswith("{{") else " "
    return re.sub(r"[^\n]", fill, match[0])


def lint_html(html: str, where: str) -> tuple[Finding, ...]:
    """Everything in a page that the engine would ignore or get wrong, with style="" attributes and inline svgs.

    ``html`` is a page or the source of a template: ``{{ … }}`` may stand in texts and attributes and is not judged, and
    where ``{% … %}`` is used the order of the tags is not judged either. ``where`` names it in the findings
    ("hero/page.html"). ``<!-- allow: rule-id -->`` on the line of a finding, or the line before, takes it out unless the
    rule is firm. Never raises for bad HTML.
    """
    report = Report(where)
    page = _Page(report, template="{%" in html)
    page.feed(JINJA.sub(_blank, html))
    page.close()
    page.finish()
    return report.result(html)
