"""Marks and labels in pixels in, one small SVG out: matplotlib's artists on a figure without axes, y downwards from the top.

The layout is the chart's: it measures its labels before it places them, and every box that text takes is kept in ``labels``.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from matplotlib import rc_context
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch
from matplotlib.path import Path as Outline
from matplotlib.text import Text

from assetkit.charts import lettering
from assetkit.charts.tones import Tones
from assetkit.draw.drawing import Box
from assetkit.errors import AssetkitError
from assetkit.typography import nfc

Point = tuple[float, float]
Anchor = Literal["left", "middle", "right"]
SETTINGS: Any = {"svg.fonttype": "path", "svg.hashsalt": "assetkit", "path.simplify": False, "path.snap": False}
NAMELESS = {
    "Date": None,
    "Creator": None,
    "Format": None,
    "Type": None,
}  # the same figures give the same bytes on any day
NAMESPACES = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
GLOW_STEPS = 9  # rings of a halo: so many that none is seen
MOST_PIXELS = 40_000_000

_HEAD = re.compile(r"^.*?(?=<svg)", re.DOTALL)
_NOTE = re.compile(r"<!--.*?-->", re.DOTALL)
_GROUP = re.compile(r'<g id="[^"]*">')
_GLYPH = re.compile(r"BeVietnamPro-(\w)\w*-([0-9a-f]+)")
_LONG = re.compile(r"scale\([^)]*\)|-?\d+\.\d{3,}")
_BREAK = re.compile(r"\s*\n\s*")
_STEP = re.compile(r"(?<=\d) ?(?=[MLQCz])|(?<=[MLQC]) ")


@dataclass(frozen=True)
class Label:
    """A text and the box of its ink, in px."""

    text: str
    box: Box


class Sheet:
    """A picture being drawn. ``text`` is the smallest size of type in px: nothing is set below it."""

    def __init__(self, width: float, height: float, tones: Tones, text: float) -> None:
        if not (min(width, height) >= 16 and width * height <= MOST_PIXELS):
            raise AssetkitError(f"{width:g}×{height:g} px cannot be drawn", where="chart", hint="16 px a side or more")
        if not 4 <= text <= height:
            raise AssetkitError(f"type of {text:g} px cannot be set", where="chart", hint="4 px to the chart's height")
        self.width, self.height, self.tones, self.type = float(width), float(height), tones, float(text)
        self.labels: list[Label] = []
        self._figure = Figure(figsize=(width / 72, height / 72), dpi=72, frameon=False)

    def _keep(self, artist: Any) -> None:
        artist.set_transform(None)
        artist.set_zorder(1)  # as drawn: later ones on top
        artist.set_clip_on(False)
        self._figure.add_artist(artist)

    def _up(self, points: Iterable[Point]) -> np.ndarray[Any, Any]:
        """Points with y upwards, as matplotlib counts."""
        array = np.asarray(list(points), dtype=float)
        array[:, 1] = self.height - array[:, 1]
        return array

    def line(
        self, points: Sequence[Point], tone: str, thick: float, dash: tuple[float, ...] = (), alpha: float = 1.0
    ) -> None:
        """A line through the points; ``dash`` in px."""
        array = self._up(points)
        artist = Line2D(array[:, 0], array[:, 1], color=tone, linewidth=thick, alpha=alpha if alpha < 1 else None)
        artist.set_solid_joinstyle("round")
        artist.set_solid_capstyle("butt" if len(points) == 2 else "round")
        if dash:
            artist.set_linestyle((0, tuple(length / thick for length in dash)))
            artist.set_dash_capstyle("butt")
        self._keep(artist)

    def area(self, points: Sequence[Point], tone: str, alpha: float = 1.0) -> None:
        """A filled shape."""
        self._fill(Outline(self._up(points), closed=False), tone, alpha)

    def boxes(self, boxes: Iterable[Box], tone: str, alpha: float = 1.0) -> None:
        """Rectangles of one colour, as one shape."""
        corners = [
            corner
            for left, top, right, bottom in boxes
            if right > left and bottom > top
            for corner in ((left, top), (right, top), (right, bottom), (left, bottom), (left, top))
        ]
        if corners:
            codes = [Outline.MOVETO, Outline.LINETO, Outline.LINETO, Outline.LINETO, Outline.CLOSEPOLY]
            self._fill(Outline(self._up(corners), codes * (len(corners) // 5)), tone, alpha)

    def _fill(self, outline: Outline, tone: str, alpha: float) -> None:
        self._keep(PathPatch(outline, facecolor=tone, linewidth=0, alpha=alpha if alpha < 1 else None))

    def dots(self, points: Sequence[Point], diameter: float, tone: str, alpha: float = 1.0) -> None:
        """Round points of one colour, as one stroke: each is a line of no length with round ends."""
        if not points:
            return
        array = np.repeat(self._up(points), 2, axis=0)
        array[1::2, 0] += 0.1
        outline = Outline(array, [Outline.MOVETO, Outline.LINETO] * len(points))
        stroke = {"facecolor": "none", "edgecolor": tone, "linewidth": diameter, "capstyle": "round"}
        self._keep(PathPatch(outline, alpha=alpha if alpha < 1 else None, **stroke))

    def glow(self, point: Point, diameter: float, tone: str) -> None:
        """A lit point: its light falls off around it."""
        for step in range(GLOW_STEPS, 0, -1):
            self.dots([point], diameter * (1 + 3.6 * (step / GLOW_STEPS) ** 1.4), tone, 0.055)
        self.dots([point], diameter, tone)

    def box_of(
        self, x: float, y: float, text: str, size: float = 0, anchor: Anchor = "left", weight: str = lettering.BODY
    ) -> Box:
        """Where the ink of a text would be, its baseline at ``y``."""
        size = size or self.type
        found = lettering.ink(nfc(text), weight)
        left = x - {"left": 0.0, "middle": 0.5, "right": 1.0}[anchor] * found.width * size
        return Box(left, y - found.above * size, left + found.width * size, y + found.below * size)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        tone: str,
        size: float = 0,
        anchor: Anchor = "left",
        weight: str = lettering.BODY,
    ) -> Box:
        """Set a line, its baseline at ``y``; ``size`` 0 is the smallest. The box of its ink."""
        size = size or self.type
        if size < self.type - 0.01:
            raise AssetkitError(f"“{text}” is set at {size:g} px", where="chart", hint=f"{self.type:g} px or more")
        box = self.box_of(x, y, text, size, anchor, weight)
        if not text.strip():
            return box
        artist = Text(
            box.left, self.height - y, nfc(text), color=tone, fontproperties=lettering.font(weight), fontsize=size
        )
        artist.set_language("vi")  # never the machine's locale
        artist.set_parse_math(False)
        self._keep(artist)
        self.labels.append(Label(text, box))
        return box

    def gaps(self, y: float) -> list[Point]:
        """The spans (left, right) of a level line that no label stands in."""
        near = 0.3 * self.type
        spans, left = [], 0.0
        across = sorted(label.box for label in self.labels if label.box.top - near < y < label.box.bottom + near)
        for box in across:
            spans += [(left, box.left - near)] if box.left - near > left else []
            left = max(left, box.right + near)
        return [*spans, (left, self.width)] if left < self.width else spans

    def inside(self, box: Box) -> Box:
        """The part of a box, from side to side, that the picture holds."""
        return Box(max(box.left, 0.0), box.top, min(box.right, self.width), box.bottom)

    def clear(self, box: Box, margin: float = 2.0) -> bool:
        """Whether a box keeps clear of every label and of the picture's edge."""
        inside = box.left >= 0 and box.top >= 0 and box.right <= self.width and box.bottom <= self.height
        return inside and not any(box.overlaps(label.box, margin) for label in self.labels)

    def svg(self) -> str:
        """The picture; the same marks give the same bytes."""
        target = io.StringIO()
        with rc_context(SETTINGS):
            canvas: Any = FigureCanvasSVG(self._figure)
            canvas.print_svg(target, metadata=NAMELESS)
        return _short(target.getvalue(), self.width, self.height)


def _short(svg: str, width: float, height: float) -> str:
    """The same picture in half the bytes: no prologue, names or line breaks, coordinates to a hundredth of a pixel."""
    svg = _NOTE.sub("", _HEAD.sub("", svg))
    svg = _GLYPH.sub(r"\1\2", _GROUP.sub("<g>", svg))
    svg = _LONG.sub(_rounded, svg)
    svg = _STEP.sub("", _BREAK.sub(" ", svg).replace("> <", "><"))
    size = f'width="{width:g}" height="{height:g}" viewBox="0 0 {width:g} {height:g}"'
    return re.sub(r"<svg[^>]*>", f"<svg {NAMESPACES} {size}>", svg, count=1).strip()


def _rounded(match: re.Match[str]) -> str:
    """A coordinate to a hundredth; a scale as it is."""
    return match[0] if match[0].startswith("s") else f"{float(match[0]):.2f}".rstrip("0").rstrip(".")
