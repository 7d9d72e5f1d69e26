"""A campaign's palette and the ground that a chart stands on in, the colours of the chart out, each legible there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from assetkit.draw.ramp import channels, colour, is_warm, mix
from assetkit.errors import AssetkitError, nearest

GROUNDS = ("paper", "ground", "deep")
TEXT_CONTRAST = 4.6  # WCAG 2.2 asks 4.5 of small type
SHAPE_CONTRAST = 3.0  # WCAG 2.2, graphical objects


@dataclass(frozen=True)
class Tones:
    """Colours ``#rrggbb``. ``ink`` for type, ``quiet`` for smaller type, ``faint`` for grid lines and ``track`` for what is missing,
    ``main`` for the data, ``over`` for what lies beyond the quota, ``lit`` for type in that colour, ``fall`` for what went down.
    ``dim`` is an unlit point. ``steps`` run from nothing to the quota; ``parts`` are the colours of the largest part of a whole, the second
    and the smallest."""

    back: str
    ink: str
    quiet: str
    faint: str
    track: str
    main: str
    over: str
    lit: str
    fall: str
    dim: str
    steps: tuple[str, ...]
    parts: tuple[str, str, str]


def luminance(tone: str) -> float:
    """Relative luminance 0..1 of an sRGB colour (WCAG 2.2)."""
    parts = (value / 255 for value in channels(tone))
    red, green, blue = (value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio 1..21 of two colours."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def legible(tone: str, towards: str, back: str, least: float) -> str:
    """``tone``, moved towards ``towards`` as far as it takes to stand out from ``back``; all the way if need be."""
    for step in range(21):
        found = mix(tone, towards, step / 20)
        if contrast(found, back) >= least:
            return found
    return towards


def tones(palette: Mapping[str, str], ground: str) -> Tones:
    """The colours of a chart on a ground: "paper", "ground" or "deep". AssetkitError for any other."""
    if ground not in GROUNDS:
        raise AssetkitError(f"a chart cannot stand on '{ground}'", where="chart", hint=nearest(ground, GROUNDS))
    return _tones(tuple(sorted(palette.items())), ground)


@lru_cache(maxsize=64)
def _tones(items: tuple[tuple[str, str], ...], ground: str) -> Tones:
    palette = dict(items)
    return _on_paper(palette) if ground == "paper" else _on_dark(palette, ground)


def _on_paper(palette: Mapping[str, str]) -> Tones:
    back, ink, main, hot = (colour(palette, name) for name in ("paper", "ink", "support", "hot"))
    quiet = legible(mix(ink, back, 0.42), ink, back, TEXT_CONTRAST)
    steps = tuple(mix(mix(back, main, 0.12), main, step / 3) for step in range(4))
    lit = legible(hot, ink, back, 3.4)  # large type
    faint, track, dim = (mix(back, ink, share) for share in (0.13, 0.1, 0.24))
    parts = (main, mix(main, back, 0.16), mix(main, back, 0.62))
    return Tones(back, ink, quiet, faint, track, main, hot, lit, ink, dim, steps, parts)


def _on_dark(palette: Mapping[str, str], ground: str) -> Tones:
    back, paper, light, accent = (
        colour(palette, ground),
        *(colour(palette, name) for name in ("paper", "light", "accent")),
    )
    ink = "#ffffff"
    # a warm palette has no light that stands out from its ground but its paper
    main = paper if is_warm(palette) or contrast(light, back) < SHAPE_CONTRAST else light
    quiet = legible(mix(ink, back, 0.34), ink, back, TEXT_CONTRAST)
    lit = legible(accent, ink, back, SHAPE_CONTRAST)
    steps = tuple(mix(mix(back, main, 0.14), main, step / 3) for step in range(4))
    parts = (main, mix(main, back, 0.16), mix(main, back, 0.72))
    fall = mix(ink, back, 0.42)
    if is_warm(palette):  # paper mixed with a red is pink: dawn goes through orange, and dark reds recede
        dark, hot = mix(back, "#000000", 0.42), colour(palette, "hot")
        steps = (dark, mix(dark, hot, 0.3), mix(dark, hot, 0.62), mix(hot, dark, 0.06))
        parts = (main, dark, mix(dark, back, 0.6))
        fall = dark
    faint, track, dim = (mix(back, ink, share) for share in (0.17, 0.15, 0.3))
    return Tones(back, ink, quiet, faint, track, main, accent, lit, fall, dim, steps, parts)
