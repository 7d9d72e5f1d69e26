"""The tokens of a CSS value in, what the checks ask of it out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from assetkit.engine.lint.rules import DEEPEST, LONGEST

# px to a unit, for the bounds only: an em of 16 px, a viewport of 2000 px; other units count as px.
IN_PIXELS = {"em": 16.0, "rem": 16.0, "lh": 24.0, "in": 96.0, "cm": 37.8, "mm": 3.8, "pt": 1.4, "pc": 16.0, "vw": 20.0}
NO_LENGTH = frozenset({"deg", "rad", "grad", "turn", "s", "ms", "dpi", "dpcm", "dppx", "x", "fr"})


@dataclass(slots=True)
class Value:
    """A value's text and everything in it, at any depth; names are in lower case."""

    text: str = ""
    functions: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    units: set[str] = field(default_factory=set)
    strings: list[str] = field(default_factory=list)
    urls: list[str] = field(default_factory=list)
    layers: list[list[Any]] = field(default_factory=list)
    parenthesis_in_calc: bool = False
    line_names: bool = False
    bare_number: str = ""
    longest: str = ""
    blur: float = 0.0
    tracks: int = 0
    percent: bool = False
    depth: int = 0
    broken: str = ""


def read_value(tokens: Sequence[Any], text: str) -> Value:
    """Everything in the tokens, whose serialised form is ``text``. ``layers`` are the parts between top-level commas,
    without white space. Values deeper than :data:`DEEPEST` are read no further: ``depth`` says so.
    """
    value = Value(text)
    layer: list[Any] = []
    for token in tokens:
        kind = token.type
        if kind == "whitespace" or kind == "comment":
            continue
        if kind == "literal":
            if token.value == ",":
                value.layers.append(layer)
                layer = []
            else:
                layer.append(token)
            continue
        if kind == "number" and token.value and not value.bare_number:
            value.bare_number = token.representation
        layer.append(token)
        _read(token, value, "", 1)
    value.layers.append(layer)
    return value


def _read(token: Any, value: Value, inside: str, depth: int) -> None:
    kind = token.type
    if kind == "ident":
        value.words.add(token.lower_value)
    elif kind == "dimension":
        value.units.add(token.lower_unit)
        _measure(token, value, inside)
    elif kind == "percentage":
        value.percent = True
        if abs(token.value) > LONGEST:
            value.longest = f"{token.representation}%"
    elif kind == "number":
        if inside.startswith("calc") and abs(token.value) > LONGEST:
            value.longest = token.representation
    elif kind == "function":
        _read_function(token, value, inside, depth)
    elif kind == "() block":
        value.parenthesis_in_calc |= inside.startswith("calc")
        _read_all(token.content, value, inside, depth)
    elif kind == "[] block":
        value.line_names = True
    elif kind == "string":
        value.strings.append(token.value)
    elif kind == "url":
        value.urls.append(token.value)
    elif kind == "error":
        value.broken = token.message


def _read_function(token: Any, value: Value, inside: str, depth: int) -> None:
    name = token.lower_name
    value.functions.add(name)
    if name == "url":
        value.urls += [argument.value for argument in token.arguments if argument.type == "string"]
        return
    if name == "repeat" and token.arguments and token.arguments[0].type == "number":
        value.tracks = max(value.tracks, int(token.arguments[0].value))
    _read_all(token.arguments, value, "calc in blur" if name == "calc" and inside == "blur" else name, depth)


def _read_all(tokens: Iterable[Any], value: Value, inside: str, depth: int) -> None:
    value.depth = max(value.depth, depth)
    if depth > DEEPEST:
        return
    for token in tokens:
        _read(token, value, inside, depth + 1)


def _measure(token: Any, value: Value, inside: str) -> None:
    if token.lower_unit in NO_LENGTH:
        return
    pixels = abs(token.value) * IN_PIXELS.get(token.lower_unit, 1.0)
    if pixels > LONGEST:
        value.longest = f"{token.representation}{token.unit}"
    if inside.endswith("blur"):
        value.blur = max(value.blur, pixels)
