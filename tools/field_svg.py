"""Lit points in, SVG out: points as paths, soft strokes, glows.

Points are written in tenths of a unit, as zero-length strokes with round caps, each point from the one before it, one path for each colour
and size.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

from tools.field_points import Fields, Point


def soft_stroke(width: float, deviation: float, opacity: float, layers: int = 12) -> list[str]:
    """A blurred stroke without the blur, which costs a renderer more than all points: strokes upon each other, widest first.

    Together they have the profile of a stroke of that width under a Gaussian blur of that standard deviation.
    """
    reach, spread = width / 2 + 2.2 * deviation, deviation * math.sqrt(2)
    shares, above = [], 1.0
    for layer in range(layers):
        away = reach * (1 - (layer + 0.5) / layers)
        profile = (math.erf((width / 2 - away) / spread) + math.erf((width / 2 + away) / spread)) / 2
        light = 1 - opacity * profile
        shares.append(f'stroke-width="{2 * reach * (1 - layer / layers):.0f}" stroke-opacity="{1 - light / above:.3f}"')
        above = light
    return shares


def glow(name: str, x: float, y: float, radius: float, stops: Iterable[tuple[str, float, float]]) -> str:
    inner = "".join(
        f'<stop offset="{at:g}" stop-color="{tone}" stop-opacity="{alpha:g}"/>' for tone, at, alpha in stops
    )
    place = f'gradientUnits="userSpaceOnUse" cx="{x:g}" cy="{y:g}" r="{radius:g}"'
    return f'<radialGradient id="{name}" {place}>{inner}</radialGradient>'


def strokes(points: list[Point]) -> str:
    """Points as one path, in rows, each from the one before: short text for ten thousand of them."""
    row = 60.0
    order = sorted(points, key=lambda place: (place[1] // row, place[0] * (1 if place[1] // row % 2 else -1)))
    text, x, y = [], 0, 0
    for px, py in order:
        ax, ay = round(px * 10), round(py * 10)
        dy = ay - y
        text.append(f"m{ax - x}{'' if dy < 0 else ' '}{dy}h1")
        x, y = ax + 1, ay
    return "".join(text)


def document(under: str, fields: Fields, over: str, view: str = "-1000 -1000 2000 2000") -> str:
    paths = "".join(
        f'<path stroke="{{{ramp}:{step:02d}}}" stroke-width="{size * 10:.0f}" d="{strokes(points)}"/>'
        for (ramp, step, size), points in sorted(fields.items(), key=lambda item: (item[0][1], item[0]))
    )
    width, height = view.split()[2:]
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="{view}">'
    group = f'<g fill="none" stroke-linecap="round" transform="scale(.1)">{paths}</g>'
    return f"{head}{under}{group}{over}</svg>\n"
