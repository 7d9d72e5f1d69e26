"""Draw the fields of light once: run ``python -m tools.fields`` to write ``templates/_shared/art/*.svg``.

A field is a sunflower spiral of exactly so many points, lit by what stands in it. Ten thousand points take a second to
compute, so they are computed here and not while a picture is made. Colours are names that are filled when the art is
loaded (``assetkit.draw.ramp.tint``): ``{cold:07}`` is a step of a ramp, ``{accent}`` a colour of the palette.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from pathlib import Path

from tools.field_bulb import bulb_art
from tools.field_points import REACH, Fields, Lit, Point, between, pitch, sized, spiral, thin
from tools.field_svg import document, glow

TARGET = Path(__file__).resolve().parent.parent / "templates" / "_shared" / "art"


def sun(count: int, *, ramp: str = "cold", beams: int = 28) -> Fields:
    """A disc of light and its beams, the points growing dim and small with the distance."""
    p = pitch(count)
    core = 0.23 * REACH

    def lit(point: Point) -> Lit:
        x, y = point
        away = math.hypot(x, y)
        beam = (0.5 + 0.5 * math.cos(math.atan2(y, x) * beams)) ** 1.4
        if away < core:
            return ramp, round(15 * between(1.0, 0.86, away / core)), p * between(0.86, 0.8, away / core)
        light = math.exp(-(away - core) / 365) * (0.26 + 0.74 * beam)
        return ramp, round(15 * between(0.0, 0.93, light)), p * between(0.16, 0.8, light) * thin(away)

    return gather(count, spiral(REACH, count), lit, p)


def dawn(count: int) -> Fields:
    """The upper half of a sky: a warm sun on the horizon (y = 0), cold light above it."""
    p = pitch(2 * count)
    core = 165.0

    def lit(point: Point) -> Lit:
        x, y = point
        away = math.hypot(x, y)
        beam = (0.5 + 0.5 * math.cos(math.atan2(y, x) * 26)) ** 1.2
        if away < core:
            return "warm", round(between(15, 7, away / core)), p * between(0.9, 0.74, away / core)
        light = math.exp(-(away - core) / 330) * (0.3 + 0.7 * beam)
        return "cold", round(15 * between(0.0, 0.98, light)), p * between(0.16, 0.8, light) * thin(away)

    return gather(count, (place for place in spiral(REACH, 2 * count) if place[1] <= 0), lit, p)


def gather(count: int, places: Iterable[Point], lit: Callable[[Point], Lit], p: float) -> Fields:
    fields: Fields = {}
    for index, place in enumerate(places):
        if index == count:
            break
        fields.setdefault(sized(lit(place), p), []).append(place)
    return fields


def pictures() -> dict[str, str]:
    """All art by file name."""
    shine = glow("h", 0, 0, 985, (("{cold:07}", 0, 0.6), ("{cold:05}", 0.3, 0.3), ("{cold:04}", 1, 0)))
    halo = f"<defs>{shine}</defs>" + '<circle r="985" fill="url(#h)"/>'
    art: dict[str, str] = {}
    for count in (10_000, 1_600, 400):
        art[f"bulb-{count}.svg"] = bulb_art(count)
        art[f"sun-{count}.svg"] = document(halo, sun(count), "")
    sky = (("{accent}", 0, 0.7), ("{cold:06}", 0.17, 0.6), ("{cold:04}", 0.5, 0.3), ("{cold:03}", 1, 0))
    horizon = (
        f"<defs>{glow('h', 0, 0, 985, sky)}</defs>"
        '<path d="M-985 0A985 985 0 0 1 985 0Z" fill="url(#h)"/>'
        '<path d="M-172 0A172 172 0 0 1 172 0Z" fill="{hot}" fill-opacity=".85"/>'
    )
    for count in (10_000, 1_600):
        art[f"dawn-{count}.svg"] = document(horizon, dawn(count), "", "-1000 -1000 2000 1000")
    return art


def main() -> None:
    TARGET.mkdir(parents=True, exist_ok=True)
    for name, text in pictures().items():
        (TARGET / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
