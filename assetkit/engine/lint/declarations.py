"""One declaration in, the rule that it breaks out: what can be said of a property and its value alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from assetkit.engine.lint.properties import CURES, KNOWN, LENGTHS, RULE_OF
from assetkit.engine.lint.report import Report
from assetkit.engine.lint.rules import DEEPEST, LARGEST_BLUR, MOST_TRACKS
from assetkit.engine.lint.value import Value
from assetkit.errors import nearest

MATHS = "min max clamp round mod rem abs sign sqrt pow hypot exp log sin cos tan asin acos atan atan2 progress"
THREE_D = "rotatex rotatey rotatez rotate3d translatez translate3d scalez scale3d matrix3d perspective"
IMAGES = "image-set -webkit-image-set cross-fade element paint image -webkit-linear-gradient -webkit-radial-gradient"
COLOURS = """canvas canvastext linktext visitedtext activetext buttonface buttontext buttonborder field fieldtext
    highlight highlighttext selecteditem selecteditemtext mark marktext graytext accentcolor accentcolortext"""
SYSTEM_COLOURS = frozenset(COLOURS.split())
FUNCTIONS: dict[str, str] = {
    name: rule
    for rule, names in {
        "math-function": MATHS,
        "value-function": "env if toggle random first-valid sibling-index sibling-count",
        "light-dark": "light-dark",
        "system-colour": "contrast-color color-contrast device-cmyk",
        "image-function": IMAGES,
        "counter": "counter counters",
        "transform-3d": THREE_D,
        "linear-easing": "linear",
        "clip-path-shape": "xywh rect shape",
    }.items()
    for name in names.split()
}
UNITS: dict[str, str] = {
    **dict.fromkeys(("ch", "ex", "cap", "ic", "rch", "rex", "rcap", "ric"), "font-unit"),
    **dict.fromkeys(("cqw", "cqh", "cqi", "cqb", "cqmin", "cqmax"), "container-unit"),
    "rlh": "root-unit",
}
COLOURED = ("color", "background", "border", "outline", "box-shadow", "text-shadow")
BOXES = frozenset({"border-box", "padding-box", "content-box"})
SIDES = frozenset({"left", "right", "top", "bottom", "center"})
LINES = frozenset({"grid-row", "grid-column", "grid-row-start", "grid-row-end", "grid-column-start", "grid-column-end"})
TRACKS = frozenset({"grid-template-columns", "grid-template-rows", "grid-auto-columns", "grid-auto-rows"})
POSITIONS = frozenset({"background-position", "object-position", "mask-position", "transform-origin"})
WIDE_SPACES = frozenset(map(chr, (0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000)))
SAFE_SCHEMES = ("data:image/", "data:font/")


class Declared(NamedTuple):
    """A declaration with its value read (a tuple: a stylesheet has a thousand of them)."""

    name: str
    value: Value
    line: int
    important: bool = False

    @property
    def text(self) -> str:
        """The declaration as written."""
        return f"{self.name}:{self.value.text}"


def check_declaration(declared: Declared, report: Report) -> bool:
    """Note the first rule that the declaration breaks; False if there is none, and the engine may be asked."""
    name, value = declared.name, declared.value
    if not value.text and value.depth <= DEEPEST and not name.startswith("--"):
        report.add("css-syntax", declared.line, f"{name}:", happens="a property without a value")
        return True
    rule = _bound(value) or _remote(value) or _name(name) or _value(name, value)
    if rule is None:
        return False
    report.add(rule, declared.line, declared.text, cure=_cure(rule, name))
    return True


def _bound(value: Value) -> str | None:
    if value.depth > DEEPEST:
        return "bound-nesting"
    if value.longest:
        return "bound-length"
    if value.blur > LARGEST_BLUR:
        return "bound-blur"
    return "bound-repeat" if value.tracks > MOST_TRACKS else None


def is_remote(url: str) -> bool:
    """Whether a URL asks for something that is not an image registered under a plain name, nor data: or a #fragment."""
    lowered = url.strip().casefold()
    if lowered.startswith(SAFE_SCHEMES):
        return False
    return ":" in lowered or lowered.startswith(("/", "\\", "..")) or "/../" in lowered


def _remote(value: Value) -> str | None:
    return "remote-url" if any(is_remote(url) for url in value.urls) else None


def _name(name: str) -> str | None:
    if name.startswith("--") or name in KNOWN:
        return None
    return RULE_OF.get(name) or ("vendor-prefix" if name.startswith("-") else "unknown-property")


def _cure(rule: str, name: str) -> str:
    if name in CURES:
        return CURES[name]
    if rule == "unknown-property":
        return nearest(name, sorted(KNOWN)) if len(name) > 2 else ""
    plain = "-".join(name.split("-")[2:])
    return plain if rule == "vendor-prefix" and plain in KNOWN else ""


def _value(name: str, value: Value) -> str | None:
    if value.broken:
        return "css-syntax"
    for function in value.functions:
        if function in FUNCTIONS:
            return FUNCTIONS[function]
    for unit in value.units:
        if unit in UNITS:
            return UNITS[unit]
    if "attr" in value.functions and name != "content":
        return "value-function"
    if value.parenthesis_in_calc:
        return "calc-parenthesis"
    return _words(name, value) or _special(name, value)


def _words(name: str, value: Value) -> str | None:
    words = value.words
    if "revert" in words or "revert-layer" in words:
        return "revert"
    if "color-mix" in value.functions and "currentcolor" in words:
        return "color-mix-current"
    if "from" in words and "calc" in value.functions and name.startswith(COLOURED):
        return "relative-colour"
    if not words.isdisjoint(SYSTEM_COLOURS) and (name.startswith(COLOURED) or name.endswith("color")):
        return "system-colour"
    if value.bare_number.lstrip("+-0.") and name in LENGTHS:
        return "unitless-length"
    return None


def _special(name: str, value: Value) -> str | None:
    if name in TRACKS:
        return _tracks(value)
    if name in LINES:
        return "grid-named-lines" if value.words - {"auto", "span"} else _lines(value)
    if name in POSITIONS:
        return "background-position" if any(len(layer) > 2 for layer in value.layers) else None
    check = SPECIAL.get(name)
    return check(value) if check else None


def _lines(value: Value) -> str | None:
    numbers = [token.value for layer in value.layers for token in layer if token.type == "number"]
    return "bound-repeat" if any(abs(number) > MOST_TRACKS for number in numbers) else None


def _tracks(value: Value) -> str | None:
    if value.words & {"max-content", "min-content", "subgrid", "masonry"} or "fit-content" in value.functions:
        return "grid-track-content"
    return "grid-named-lines" if value.line_names else None


def _keyword(rule: str, *words: str) -> Callable[[Value], str | None]:
    """A check for properties that break ``rule`` with any of the words."""
    return lambda value: None if value.words.isdisjoint(words) else rule


def _filter(value: Value) -> str | None:
    return "filter-url" if value.urls else None


def _clip(value: Value) -> str | None:
    if value.urls or value.words & BOXES:
        return "clip-path-shape"
    for token in (token for layer in value.layers for token in layer if token.type == "function"):
        if token.lower_name == "circle":
            first = next((argument for argument in token.arguments if argument.type != "whitespace"), None)
            sized = first is not None and (first.type in ("dimension", "function") or first.type == "number")
            return None if sized else "clip-circle"
    return None


def _content(value: Value) -> str | None:
    if not value.words.isdisjoint(("open-quote", "close-quote", "no-open-quote", "no-close-quote")):
        return "quotes"
    if any(not WIDE_SPACES.isdisjoint(text) for text in value.strings) and "".join(value.strings).strip():
        return "no-break-space"
    empty = value.strings and not any(value.strings) and not value.functions and not value.urls
    return "content-empty" if empty else None


def _box_shadow(value: Value) -> str | None:
    if len(value.layers) > 1:
        return "shadow-order"
    layer = value.layers[0]
    if not any(token.type == "ident" and token.lower_value == "inset" for token in layer):
        return None
    sizes = [token.value for token in layer if token.type in ("number", "dimension")]
    calculated = any(token.type == "function" and token.lower_name in ("calc", "var") for token in layer)
    blurred = len(sizes) > 2 and sizes[2] > 0
    return "inset-shadow" if blurred and not calculated and not any(sizes[:2] + sizes[3:]) else None


def _background(value: Value) -> str | None:
    if not value.words.isdisjoint(("fixed", "local")):
        return "background-fixed"
    for layer in value.layers:
        if sum(token.type == "ident" and token.lower_value in BOXES for token in layer) > 1:
            return "background-two-boxes"
        if _places(layer) > 2:
            return "background-position"
    boxes = {token.lower_value for layer in value.layers for token in layer if token.type == "ident"} & BOXES
    return "background-two-boxes" if len(boxes) > 1 else None


def _places(layer: list[Any]) -> int:
    """How many parts the position of a background layer has: lengths and sides before the slash."""
    count = 0
    for token in layer:
        if token.type == "literal" and token.value == "/":
            break
        side = token.type == "ident" and token.lower_value in SIDES
        count += side or token.type in ("dimension", "percentage", "number")
    return count


def _text_decoration(value: Value) -> str | None:
    styled = not value.words.isdisjoint(("wavy", "dotted", "dashed", "double"))
    thick = any(token.type in ("dimension", "percentage") for layer in value.layers for token in layer)
    return "text-decoration" if styled or thick else None


def _z_index(value: Value) -> str | None:
    numbers = [token.value for layer in value.layers for token in layer if token.type == "number"]
    return "z-index" if any(number < 1 for number in numbers) else None


def _translate(value: Value) -> str | None:
    layer = value.layers[0]
    return "single-translate" if len(layer) == 1 and layer[0].type != "ident" else None


def _transform(value: Value) -> str | None:
    for token in value.layers[0]:
        if token.type == "function" and token.lower_name in ("translate", "skew"):
            commas = [one for one in token.arguments if one.type == "literal" and one.value == ","]
            if not commas and not any(one.type == "function" and one.lower_name == "var" for one in token.arguments):
                return "single-translate"
    return None


def _area(value: Value) -> str | None:
    return "grid-areas" if value.words - {"auto", "span"} else _lines(value)


SPECIAL: dict[str, Callable[[Value], str | None]] = {
    "display": _keyword("display-contents", "contents"),
    "position": _keyword("position-sticky", "sticky"),
    "color": _keyword("color-initial", "initial"),
    "font-variant": _keyword("small-caps", "small-caps", "all-small-caps", "petite-caps", "unicase", "titling-caps"),
    "text-decoration-style": _keyword("text-decoration-style", "wavy", "dotted", "dashed", "double"),
    "list-style": _keyword("list-marker", "circle", "square"),
    "list-style-type": _keyword("list-marker", "circle", "square"),
    "rotate": _keyword("transform-3d", "x", "y", "z"),
    "filter": _filter,
    "backdrop-filter": _filter,
    "clip-path": _clip,
    "content": _content,
    "box-shadow": _box_shadow,
    "background": _background,
    "text-decoration": _text_decoration,
    "z-index": _z_index,
    "translate": _translate,
    "transform": _transform,
    "grid-area": _area,
}
