"""SVG parts in, a finished drawing out: boxes, numbers as short text, points as one path."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

POINT = re.compile(r'h\.?1(?=[Mm"])')
Palette = Mapping[str, str]
"""Names (ground, deep, support, light, accent, hot, paper, ink) to colours ``#rrggbb``."""


class Box(NamedTuple):
    """A rectangle in drawing units, y downwards."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    def placed(self, size: float, x: float, y: float) -> Box:
        """The box scaled by ``size`` about the origin, then moved by (x, y)."""
        return Box(self.left * size + x, self.top * size + y, self.right * size + x, self.bottom * size + y)

    def overlaps(self, other: Box, margin: float = 0.0) -> bool:
        """True when the boxes come closer than ``margin`` to each other."""
        return (
            self.left < other.right + margin
            and other.left < self.right + margin
            and self.top < other.bottom + margin
            and other.top < self.bottom + margin
        )


def union(boxes: Iterable[Box]) -> Box:
    """The smallest box around all of ``boxes`` (at least one)."""
    known = list(boxes)
    return Box(
        min(box.left for box in known),
        min(box.top for box in known),
        max(box.right for box in known),
        max(box.bottom for box in known),
    )


@dataclass(frozen=True)
class Drawing:
    """A finished picture. ``width`` × ``height`` are those of its viewBox.

    ``unit_per_point`` says how many initiatives one point stands for (1 unless the picture had to be scaled), and
    ``note`` says so in Vietnamese, ready to be printed beside the picture ("" when a point is one initiative).
    ``anchors`` are named places in the picture, in its units, where a label can stand.
    """

    svg: str
    width: float
    height: float
    unit_per_point: int = 1
    note: str = ""
    anchors: Mapping[str, tuple[float, float]] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.svg


def number(value: float, decimals: int = 1) -> str:
    """The shortest text of a coordinate: 3.0 -> "3", -0.04 -> "0"."""
    text = f"{value:.{decimals}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def picture(width: float, height: float, *parts: str, left: float = 0.0, top: float = 0.0) -> str:
    """An SVG document of ``width`` × ``height`` units around ``parts``, its origin at (left, top)."""
    box = f"{number(left)} {number(top)} {number(width)} {number(height)}"
    size = f'width="{number(width)}" height="{number(height)}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} viewBox="{box}">{"".join(parts)}</svg>'


def dots(points: Iterable[tuple[float, float]], diameter: float, colour: str, extra: str = "") -> str:
    """Points as one path of round-capped strokes of no length: ten thousand circles cost one element ("" for none)."""
    data = "".join([f"M{x:.1f} {y:.1f}h.1" for x, y in points])
    if not data:
        return ""
    stroke = f'stroke="{colour}" stroke-width="{number(diameter, 2)}" stroke-linecap="round"'
    return f'<path d="{data}" fill="none" {stroke}{extra}/>'


def radial(name: str, stops: Iterable[tuple[float, str, float]], place: str = "") -> str:
    """A radial gradient of (place 0–1, colour, opacity) stops; ``place`` are attributes (default: the shape's box)."""
    inner = "".join(
        f'<stop offset="{at:.3g}" stop-color="{tone}" stop-opacity="{alpha:.3g}"/>' for at, tone, alpha in stops
    )
    return f'<radialGradient id="{name}"{" " + place if place else ""}>{inner}</radialGradient>'


def count_points(svg: str) -> int:
    """How many points a drawing holds: each is one stroke without length."""
    return len(POINT.findall(svg))


def unit_per_point(largest: int, most: int) -> int:
    """How many initiatives one point is (1, 2, 5, 10, 20, ...), so that ``largest`` takes at most ``most`` points."""
    scale = 1
    while True:
        for step in (1, 2, 5):
            if largest <= most * scale * step:
                return scale * step
        scale *= 10


def unit_note(unit: int) -> str:
    """What one point stands for, in Vietnamese: "Mỗi chấm là 20 sáng kiến"; "" when it is one initiative."""
    return "" if unit == 1 else f"Mỗi chấm là {unit:,} sáng kiến".replace(",", ".")
