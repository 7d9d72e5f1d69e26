"""A campaign palette in, ramps of light out; and prepared art with colour names in, the same art coloured out.

A field of points is drawn once, in names: ``{cold:07}`` is the eighth of sixteen steps of the cold ramp, ``{accent}`` a
colour of the palette. Colours are mixed in plain sRGB: the stops are close, and the steps stay even on screens.
"""

from __future__ import annotations

import colorsys
import re
from functools import lru_cache
from itertools import pairwise

from assetkit.draw.drawing import Palette
from assetkit.errors import AssetkitError, nearest

STEPS = 16
PLACEHOLDER = re.compile(r"\{([a-z]+)(?::(\d\d))?\}")
HEX = re.compile(r"#[0-9a-fA-F]{6}")
Stops = tuple[tuple[float, str], ...]


def channels(colour: str) -> tuple[int, int, int]:
    """``#rrggbb`` as three numbers 0–255; AssetkitError when it is not such a colour."""
    if not HEX.fullmatch(colour):
        raise AssetkitError(f"'{colour}' is not a colour", where="palette", hint="#rrggbb")
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def mix(first: str, second: str, share: float) -> str:
    """The colour ``share`` (0–1) of the way from the first to the second."""
    pairs = zip(channels(first), channels(second), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * min(1.0, max(0.0, share))):02x}" for a, b in pairs)


def along(stops: Stops, place: float) -> str:
    """The colour at ``place`` (0–1) on a line of (place, colour) stops."""
    for (start, first), (end, second) in pairwise(stops):
        if place <= end:
            return mix(first, second, (place - start) / (end - start))
    return stops[-1][1]


def is_warm(palette: Palette) -> bool:
    """True when the support colour is a red or a yellow: such a palette has no cold light."""
    hue, _, _ = colorsys.rgb_to_hsv(*(value / 255 for value in channels(colour(palette, "support"))))
    return not 70 / 360 < hue < 320 / 360


def colour(palette: Palette, name: str) -> str:
    """A colour of the palette by name; AssetkitError when the palette lacks it."""
    found = palette.get(name)
    if found is None:
        raise AssetkitError(f"the palette has no colour '{name}'", where="palette", hint=nearest(name, palette))
    return found


def ramp(palette: Palette, name: str) -> tuple[str, ...]:
    """Sixteen colours from unlit to brightest. ``cold`` is the light around, ``warm`` the light of the source.

    Cold runs from the ground through support and light to a pale sky; in a warm palette, where there is no cold light,
    from the deep colour through hot and accent to paper. Warm runs from hot through accent to a pale glow.
    """
    return _ramp(tuple(sorted(palette.items())), name)


@lru_cache(maxsize=32)
def _ramp(items: tuple[tuple[str, str], ...], name: str) -> tuple[str, ...]:
    palette = dict(items)
    if name not in RAMPS:
        raise AssetkitError(f"there is no ramp '{name}'", where="palette", hint=nearest(name, RAMPS))
    stops = RAMPS[name](palette)
    return tuple(along(stops, step / (STEPS - 1)) for step in range(STEPS))


def _cold(palette: Palette) -> Stops:
    ground, support, light = (colour(palette, name) for name in ("ground", "support", "light"))
    if is_warm(palette):
        deep, hot, accent, paper = (colour(palette, name) for name in ("deep", "hot", "accent", "paper"))
        unlit = mix(ground, deep, 0.62)
        return ((0.0, unlit), (0.3, mix(ground, hot, 0.4)), (0.6, mix(hot, accent, 0.5)), (0.85, accent), (1.0, paper))
    return ((0.0, mix(ground, support, 0.3)), (0.35, support), (0.8, light), (1.0, mix(light, "#ffffff", 0.56)))


def _warm(palette: Palette) -> Stops:
    hot, accent = colour(palette, "hot"), colour(palette, "accent")
    pale = mix(accent, "#ffffff", 0.82)
    return ((0.0, mix(hot, accent, 0.4)), (0.35, accent), (0.75, mix(accent, pale, 0.55)), (1.0, pale))


RAMPS = {"cold": _cold, "warm": _warm}


def tint(svg: str, palette: Palette) -> str:
    """Fill the colour names of prepared art. AssetkitError for a name that neither the palette nor a ramp knows."""
    known: dict[str, str] = {f"{{{name}}}": value for name, value in palette.items()}
    for name in RAMPS:
        known.update((f"{{{name}:{step:02d}}}", value) for step, value in enumerate(ramp(palette, name)))

    def fill(match: re.Match[str]) -> str:
        found = known.get(match[0])
        if found is None:
            names = [key.strip("{}") for key in known if ":" not in key or key.endswith(":00}")]
            message = f"the art asks for an unknown colour '{match[0]}'"
            raise AssetkitError(message, where="art", hint=nearest(match[0], names))
        return found

    return PLACEHOLDER.sub(fill, svg)
