"""The declarations of one rule in, the rules that they break together out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from assetkit.engine.lint.declarations import Declared
from assetkit.engine.lint.report import Report
from assetkit.engine.lint.selectors import Selected
from assetkit.engine.lint.value import Value

Block = Mapping[str, Declared]

INLINE = frozenset({"a", "abbr", "b", "cite", "code", "em", "i", "mark", "s", "small", "span", "strong", "u"})
RADII = ("border-radius", "border-top-left-radius", "border-top-right-radius", "border-bottom-left-radius")
BORDERS = ("border", "border-width", "border-top", "border-right", "border-bottom", "border-left")
ATOMIC = frozenset({"inline-block", "inline-flex", "inline-grid", "table-cell"})
MOVED_IN_LINE = frozenset({"img", "svg", "td", "th"})
TIGHT = 1.2  # line-height under which ễ and ậ lose their marks in a clipped line of Be Vietnam Pro


def check_block(declarations: Sequence[Declared], selected: Selected, report: Report) -> None:
    """Note every rule that the declarations break together."""
    block = {one.name: one for one in declarations}
    _check_background(block, report)
    _check_text(block, selected, report)
    _check_boxes(block, selected, report)


def _words(block: Block, name: str) -> set[str]:
    return block[name].value.words if name in block else set()


def _functions(block: Block, name: str) -> set[str]:
    return block[name].value.functions if name in block else set()


def _check_background(block: Block, report: Report) -> None:
    for name in ("background", "background-image"):
        if name in block and _leaks(block[name].value, block) and not _contained(block):
            report.add("background-leak", block[name].line, block[name].text)


def _contained(block: Block) -> bool:
    """Whether something in the rule keeps its background inside the box."""
    clips = _words(block, "background-clip") | (_words(block, "background") & {"padding-box", "content-box"})
    rounded = any(name in block and block[name].value.text.strip("0px %/") for name in RADII)
    return bool(clips - {"border-box"}) or rounded or "clip-path" in block


def _leaks(value: Value, block: Block) -> bool:
    words = value.words | _words(block, "background-repeat") | _words(block, "background-size")
    if value.urls and not {"no-repeat", "contain"} <= words:
        return True
    if not any(name.endswith("gradient") for name in value.functions):
        return False
    if any(name in block and not _nothing(block[name].value) for name in BORDERS):
        return True
    sized = "background-size" in block or any(_is_slash(token) for layer in value.layers for token in layer)
    placed = [token for layer in value.layers for token in layer]
    for name in ("background-size", "background-position"):
        placed += [token for layer in block[name].value.layers for token in layer] if name in block else []
    in_pixels = any(_is_length(token) for token in placed) or "var" in _functions(block, "background-size")
    return in_pixels and not (sized and "no-repeat" in words)


def _is_length(token: Any) -> bool:
    """Whether a part of a background is a length other than 0: a size or a place, not a percentage."""
    if token.type == "function":
        return bool(token.lower_name == "calc")
    return bool(token.type == "dimension" and token.value)


def _is_slash(token: Any) -> bool:
    return bool(token.type == "literal" and token.value == "/")


def _nothing(value: Value) -> bool:
    return "none" in value.words or not value.text.strip("0px ")


def _check_text(block: Block, selected: Selected, report: Report) -> None:
    overflow = block.get("text-overflow")
    clamp = next((block[name] for name in ("-webkit-line-clamp", "line-clamp") if name in block), None)
    clamped = clamp is not None and "none" not in clamp.value.words
    if overflow and overflow.value.text != "clip" and not clamped and not _single_line(block):
        report.add("ellipsis-nowrap", overflow.line, overflow.text)
    if clamp and clamped and not overflow:
        report.add("clamp-ellipsis", clamp.line, clamp.text)
    for name in ("text-wrap", "text-wrap-style"):
        if _words(block, name) & {"balance", "pretty"}:
            report.add("text-wrap", block[name].line, block[name].text)
    height = block.get("line-height")
    if height and _is_tight(height.value) and _clips(block) and not {"padding", "padding-top"} & block.keys():
        report.add("tight-clip", height.line, height.text)
    clip = next((block[name] for name in ("background-clip", "background") if "text" in _words(block, name)), None)
    if clip and selected.tags <= INLINE and not {"display", "position"} & block.keys():
        report.add("inline-clip-text", clip.line, f"{selected.text}{{{clip.text}}}")
    align = block.get("vertical-align")
    moves = _words(block, "display") & ATOMIC or selected.tags <= MOVED_IN_LINE
    if align and "baseline" not in align.value.words and not moves:
        report.add("vertical-align", align.line, align.text)


def _single_line(block: Block) -> bool:
    words = _words(block, "white-space") | _words(block, "text-wrap") | _words(block, "text-wrap-mode")
    return not words.isdisjoint(("nowrap", "pre"))


def _is_tight(value: Value) -> bool:
    token = value.layers[0][0] if value.layers[0] else None
    if token is None or token.type not in ("number", "percentage", "dimension"):
        return False
    if token.type == "dimension" and token.lower_unit != "em":
        return False
    factor = token.value / 100 if token.type == "percentage" else token.value
    return bool(factor < TIGHT)


def _clips(block: Block) -> bool:
    hidden = any(_words(block, name) & {"hidden", "clip"} for name in ("overflow", "overflow-x", "overflow-y"))
    cut = any(name in block and "none" not in _words(block, name) for name in ("clip-path", "mask", "mask-image"))
    return hidden or cut or "text" in _words(block, "background-clip")


def _check_boxes(block: Block, selected: Selected, report: Report) -> None:
    if "inline-block" in _words(block, "display"):
        for name in ("margin", "margin-left", "margin-right", "margin-inline"):
            if name in block and _is_sideways(name, block[name].value):
                report.add("inline-block-margin", block[name].line, block[name].text)
    if "img" in selected.tags and "block" in _words(block, "display") and not {"width", "inset"} & block.keys():
        report.add("image-block", block["display"].line, f"{selected.text}{{display:block}}")
    content = block.get("content")
    if content and selected.plain and not content.value.words & {"none", "normal"}:
        report.add("content-on-element", content.line, f"{selected.text}{{{content.text}}}")
    for name in ("animation", "animation-name"):
        if selected.pseudo and name in block and "none" not in _words(block, name):
            report.add("pseudo-animation", block[name].line, f"{selected.text}{{{block[name].text}}}")
    if selected.root and "font-size" in block:
        report.add("root-unit", block["font-size"].line, f"{selected.text}{{{block['font-size'].text}}}")


def _is_sideways(name: str, value: Value) -> bool:
    """Whether a margin has a part at the left or right that is not 0."""
    parts = value.layers[0]
    if name == "margin":
        parts = parts if len(parts) == 1 else parts[1:4:2]
    return any(token.type not in ("number", "dimension", "percentage") or token.value != 0 for token in parts)
