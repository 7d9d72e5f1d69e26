"""The words of ``data-in``, ``data-out`` and ``data-at`` in, motions out: how a layer enters, when, and how it leaves.

``data-in="slide-left 0.6s ease-out by 12u stagger 0.1s"``: what it does, how long, how its speed changes, how far it comes from (in the
layout unit), and how much later each of its children does the same. Only the first word is needed; the others come in any order.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from assetkit.errors import AssetkitError, nearest

KINDS = {
    "fade": "appears",
    "slide-left": "comes in from the right, moving left",
    "slide-right": "comes in from the left, moving right",
    "slide-up": "comes in from below, moving up",
    "slide-down": "comes in from above, moving down",
    "scale": "grows to its size",
    "wipe-right": "is uncovered from left to right",
    "wipe-up": "is uncovered from the bottom to the top",
    "draw-bar": "a bar that grows from its left end",
    "ring": "a ring that closes clockwise from the top",
    "count-up": "a number that counts from 0 to its value",
    "ken-burns": "a picture that is a little too close and slowly takes its place",
}
LEAVING = {kind: told for kind, told in KINDS.items() if kind not in ("count-up", "ken-burns")}
"""Motions by which a layer can leave: a slide goes on in its direction, the others go back the way they came."""
LASTS = {"count-up": 2.4, "ken-burns": 6.0, "draw-bar": 1.2, "ring": 1.6}  # s, where nothing is said; the others 0.6
USUAL = 0.6
DISTANCE = 6.0  # u that a slide comes from
MOST_SECONDS = 60.0
SECONDS = re.compile(r"(\d+(?:\.\d+)?)s")
UNITS = re.compile(r"(\d+(?:\.\d+)?)u")

Ease = Callable[[float], float]
EASINGS: Mapping[str, Ease] = {
    "linear": lambda t: t,
    "ease": lambda t: t * t * (3 - 2 * t),
    "ease-in": lambda t: t**3,
    "ease-out": lambda t: 1 - (1 - t) ** 3,
    "ease-in-out": lambda t: 4 * t**3 if t < 0.5 else 1 - 4 * (1 - t) ** 3,
    "back": lambda t: 1 + 2.2 * (t - 1) ** 3 + 1.2 * (t - 1) ** 2,
}
"""By name; 0 to 1 in, 0 to 1 out ("back" a little beyond on the way). Cubic curves, as animators use them."""


@dataclass(frozen=True)
class Motion:
    """How a layer enters or leaves: ``seconds`` long, from ``distance`` u away; its children ``stagger`` s after each other."""

    kind: str
    seconds: float
    easing: str = "ease-out"
    distance: float = DISTANCE
    stagger: float = 0.0


@dataclass(frozen=True)
class Start:
    """When a layer enters: ``seconds`` after the beginning, or after the layer called ``after`` has entered."""

    seconds: float = 0.0
    after: str = ""


def parse_motion(text: str, where: str, known: Mapping[str, str] = KINDS) -> Motion:
    """The motion that the words name, one of ``known``. AssetkitError, with the nearest word, for one that is not."""
    words = text.split()
    if not words:
        raise AssetkitError("says nothing", where=where, hint=f"one of {', '.join(known)}")
    kind, rest = words[0], iter(words[1:])
    if kind not in known:
        raise AssetkitError(f"unknown motion '{kind}'", where=where, hint=nearest(kind, list(known)))
    motion = Motion(kind, LASTS.get(kind, USUAL))
    for word in rest:
        if word in EASINGS:
            motion = replace(motion, easing=word)
        elif match := SECONDS.fullmatch(word):
            motion = replace(motion, seconds=_bounded(float(match[1]), where))
        elif word == "by":
            motion = replace(motion, distance=_number(next(rest, ""), UNITS, "by 12u", where))
        elif word == "stagger":
            motion = replace(motion, stagger=_bounded(_number(next(rest, ""), SECONDS, "stagger 0.1s", where), where))
        else:
            raise AssetkitError(f"unknown word '{word}'", where=where, hint=nearest(word, [*EASINGS, "by", "stagger", "0.6s"]))
    return motion


def parse_start(text: str, where: str) -> Start:
    """``1.2s``, ``after title`` or ``after title 0.2s``."""
    words = text.split()
    if len(words) == 1 and (match := SECONDS.fullmatch(words[0])):
        return Start(_bounded(float(match[1]), where))
    if len(words) in (2, 3) and words[0] == "after":
        wait = _number(words[2], SECONDS, "after title 0.2s", where) if len(words) == 3 else 0.0
        return Start(_bounded(wait, where), words[1])
    raise AssetkitError(f"'{text}' is no moment", where=where, hint="1.2s, or after NAME 0.2s")


def _number(word: str, pattern: re.Pattern[str], example: str, where: str) -> float:
    match = pattern.fullmatch(word)
    if not match:
        raise AssetkitError(f"'{word}' is no measure", where=where, hint=example)
    return float(match[1])


def _bounded(seconds: float, where: str) -> float:
    if seconds > MOST_SECONDS:
        raise AssetkitError(f"{seconds:g} s is too long for a motion", where=where, hint=f"{MOST_SECONDS:g}s at most")
    return seconds
