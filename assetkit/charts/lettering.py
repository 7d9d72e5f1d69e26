"""Text and a weight of Be Vietnam Pro in, its measures out, as matplotlib will set it; wrapping and shortening by those measures."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from functools import lru_cache
from pathlib import PurePath
from typing import NamedTuple

from matplotlib.font_manager import FontProperties, fontManager, get_font
from matplotlib.textpath import text_to_path

from assetkit.errors import AssetkitError
from assetkit.typography import keep_together, nfc

LINE = 1.22  # em from a baseline to the next: stacked marks (ễ, Ấ) stay clear of the line above
TOP = 1.03  # em from the edge to the first baseline: "ễ" stays inside (a capital with two marks reaches 1.24)
CAP = 0.72  # em, height of H and of the digits in Be Vietnam Pro
BODY = "SemiBold"
HEAVY = "Black"
ROUNDING = 0.005  # em: room that was measured by a text holds that text
_AT = 100.0  # px at which a text is measured: outlines are scaled, so its measures are, too

logging.getLogger("matplotlib").setLevel(logging.ERROR)  # a fresh machine's font list is its own business


class Ink(NamedTuple):
    """A line of text in em: how wide it is, and how far its ink reaches above and below the baseline."""

    width: float
    above: float
    below: float


@lru_cache(maxsize=8)
def font(weight: str) -> FontProperties:
    """One upright weight of the font, from its package: never the system's."""
    from fontpkg_be_vietnam_pro import ROOT

    path = str(PurePath(ROOT, "files", f"BeVietnamPro-{weight}.ttf"))
    fontManager.addfont(path)
    return FontProperties(fname=path, size=_AT)


@lru_cache(maxsize=8)
def _known(weight: str) -> frozenset[int]:
    return frozenset(get_font(str(font(weight).get_file())).get_charmap())


@lru_cache(maxsize=8192)
def ink(text: str, weight: str = BODY) -> Ink:
    """The measures of one line. AssetkitError for a character that the font lacks."""
    for sign in text:
        if ord(sign) not in _known(weight):
            message = f"no font has the character “{sign}” (U+{ord(sign):04X}), in “{text[:40]}”"
            raise AssetkitError(message, where="chart", hint="another wording")
    if not text.strip():
        return Ink(0.0, 0.0, 0.0)
    width, height, below = text_to_path.get_text_width_height_descent(text, font(weight), False)
    return Ink(width / _AT, (height - below) / _AT, below / _AT)


def width(text: str, size: float, weight: str = BODY) -> float:
    """How wide a line is at ``size`` px."""
    return ink(nfc(text), weight).width * size


def widest(texts: Iterator[str] | list[str] | tuple[str, ...], size: float, weight: str = BODY) -> float:
    """How wide the widest of some lines is; 0 without any."""
    return max((width(text, size, weight) for text in texts), default=0.0)


@lru_cache(maxsize=4096)
def wrapped(text: str, room: float, weight: str = BODY) -> tuple[str, ...]:
    """The text in lines of at most ``room`` em, broken between words that do not belong together; a word wider than that stands alone."""
    lines: list[str] = []
    pieces = [
        part
        for word in _words(text)
        for part in ([word] if ink(word, weight).width <= room + ROUNDING else word.split(" "))
    ]
    for word in pieces:
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and ink(longer, weight).width <= room + ROUNDING:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines)


def _words(text: str) -> Iterator[str]:
    """The pieces of a text that a line may end between."""
    pending = ""
    for piece, kept in keep_together(nfc(text)):
        if kept:
            pending += piece
            continue
        parts = piece.split(" ")
        for part in parts[:-1]:
            if pending + part:
                yield pending + part
            pending = ""
        pending += parts[-1]
    if pending:
        yield pending


@lru_cache(maxsize=4096)
def shortened(text: str, room: float, weight: str = BODY) -> str:
    """The text in ``room`` em: whole, or its first words and “…”; at least its first four letters."""
    text = nfc(text)
    if ink(text, weight).width <= room + ROUNDING:
        return text
    for end in range(len(text) - 1, 4, -1):
        cut = text[:end].rstrip(" –-(,.") + "…"
        if ink(cut, weight).width <= room + ROUNDING:
            return cut
    return text[:4].rstrip() + "…"


def fitted(names: tuple[str, ...], room: float, weight: str = BODY) -> tuple[str, ...]:
    """Names in ``room`` em each: cut at the end, or in the middle where that would make two names one."""
    cut = tuple(shortened(name, room, weight) for name in names)
    if len(set(cut)) == len(set(names)):
        return cut
    return tuple(_hollowed(name, room, weight) for name in names)


@lru_cache(maxsize=4096)
def _hollowed(text: str, room: float, weight: str) -> str:
    """The beginning and the last third of a text around “…”."""
    text = nfc(text)
    if ink(text, weight).width <= room + ROUNDING:
        return text
    for kept in range(len(text) - 1, 5, -1):
        tail = max(2, kept // 3)
        cut = f"{text[: kept - tail].rstrip()}…{text[len(text) - tail :].lstrip()}"
        if ink(cut, weight).width <= room + ROUNDING:
            return cut
    return f"{text[:3].rstrip()}…{text[-2:].lstrip()}"
