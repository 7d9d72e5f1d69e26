"""The frames of one @keyframes in, the rules that they break out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assetkit.engine.lint.declarations import Declared
from assetkit.engine.lint.report import Report

ENDS = {"from": "0%", "to": "100%"}
MOVED = {"clip-path": "keyframes-clip-path", "line-height": "keyframes-line-height"}
RADII = frozenset(
    {
        "border-radius", "border-top-left-radius", "border-top-right-radius", "border-bottom-left-radius",
        "border-bottom-right-radius",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame: its places ("0%", "50%", …) and declarations."""

    places: frozenset[str]
    declarations: Sequence[Declared]


def places(prelude: str) -> frozenset[str]:
    """The places named by a frame's selector, with from and to as percentages."""
    parts = (part.strip().lower() for part in prelude.split(","))
    return frozenset(ENDS.get(part, part) for part in parts)


def check_keyframes(frames: Sequence[Frame], report: Report) -> None:
    """Note what the engine does not animate, or animates otherwise than a browser."""
    for frame in frames:
        for one in frame.declarations:
            if one.name.startswith("--"):
                report.add("keyframes-custom-property", one.line, one.text)
            elif one.important:
                report.add("keyframes-important", one.line, f"{one.text}!important")
            elif one.name in MOVED:
                report.add(MOVED[one.name], one.line, one.text)
            elif one.name == "transform" and one.value.percent:
                report.add("keyframes-percent", one.line, one.text)
    _check_pairs(frames, report)


def _check_pairs(frames: Sequence[Frame], report: Report) -> None:
    """Properties that move only when both ends are given in the same kind of value."""
    names = sorted({one.name for frame in frames for one in frame.declarations})
    for name in names:
        uses = [(frame.places, one) for frame in frames for one in frame.declarations if one.name == name]
        reached = frozenset().union(*(where for where, _ in uses))
        complete = {"0%", "100%"} <= reached
        first = uses[0][1]
        if name in RADII and not (complete and _one_unit(one for _, one in uses)):
            report.add("keyframes-radius", first.line, first.text)
        percent = any(one.value.percent for _, one in uses)
        if name == "translate" and percent and not (complete and all(_two_percentages(one) for _, one in uses)):
            report.add("keyframes-percent", first.line, first.text)


def _one_unit(uses: Iterable[Declared]) -> bool:
    """Whether all lengths are in px (or the like), or all in %; a bare 0 is either."""
    tokens = [token for one in uses for layer in one.value.layers for token in layer if token.type != "literal"]
    kinds = {token.type for token in tokens if token.type in ("dimension", "percentage")}
    return len(kinds) <= 1 and not any(token.type == "function" for token in tokens)


def _two_percentages(one: Declared) -> bool:
    parts = one.value.layers[0]
    return len(parts) == 2 and all(token.type == "percentage" for token in parts)
