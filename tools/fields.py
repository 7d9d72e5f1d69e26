"""Draw the fields of light once: run ``python tools/fields.py`` to write ``templates/_shared/art/*.svg``.

A field is a sunflower spiral of exactly so many points, lit by what stands in it. Ten thousand points take a second to
compute, so they are computed here and not while a picture is made. Colours are names that are filled when the art is
loaded (``assetkit.draw.ramp.tint``): ``{cold:07}`` is a step of a ramp, ``{accent}`` a colour of the palette.

Drawings are centred on the origin, 2,000 units wide. Points are written in tenths of a unit, as zero-length strokes
with round caps, each point from the one before it, one path for each colour and size.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from itertools import pairwise
from pathlib import Path

Point = tuple[float, float]
Lit = tuple[str, int, float]
"""Ramp, step (0–15) and diameter in units."""
Fields = dict[Lit, list[Point]]

TARGET = Path(__file__).resolve().parent.parent / "templates" / "_shared" / "art"
GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))
REACH = 985.0
SIZES = 14
"""Diameters are rounded to this many steps between none and the pitch, so that one path serves many points."""


def spiral(reach: float, count: int) -> Iterable[Point]:
    """Points of equal density, ``count`` of them within ``reach``, without end."""
    step, k = reach / math.sqrt(count), 0
    while True:
        radius, turn = step * math.sqrt(k + 0.5), k * GOLDEN_ANGLE
        yield radius * math.cos(turn), radius * math.sin(turn)
        k += 1


def pitch(count: int) -> float:
    """Mean distance of neighbours in a spiral of ``count`` points."""
    return REACH * math.sqrt(math.pi / count)


def between(low: float, high: float, share: float) -> float:
    return low + (high - low) * min(1.0, max(0.0, share))


def ease(start: float, end: float, value: float) -> float:
    """0 at ``start``, 1 at ``end``, smooth between."""
    share = min(1.0, max(0.0, (value - start) / (end - start)))
    return share * share * (3 - 2 * share)


def bezier(a: Point, b: Point, c: Point, d: Point, steps: int = 24) -> list[Point]:
    """Points of a cubic curve, the first left out."""
    points = []
    for index in range(1, steps + 1):
        t = index / steps
        p, q, r, s = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
        points.append((p * a[0] + q * b[0] + r * c[0] + s * d[0], p * a[1] + q * b[1] + r * c[1] + s * d[1]))
    return points


def distance(point: Point, line: list[Point]) -> float:
    """From a point to a polyline."""
    best = math.inf
    for (x0, y0), (x1, y1) in pairwise(line):
        dx, dy = x1 - x0, y1 - y0
        square = dx * dx + dy * dy or 1.0
        t = min(1.0, max(0.0, ((point[0] - x0) * dx + (point[1] - y0) * dy) / square))
        best = min(best, math.hypot(point[0] - x0 - t * dx, point[1] - y0 - t * dy))
    return best


def spaced(line: list[Point], step: float) -> list[Point]:
    """Points at equal distances along a polyline, the step a little changed so that both ends are taken."""
    lengths = [math.dist(a, b) for a, b in pairwise(line)]
    count = max(1, round(sum(lengths) / step))
    gap, points, done, index = sum(lengths) / count, [line[0]], 0.0, 0
    for number in range(1, count):
        while done + lengths[index] < number * gap:
            done += lengths[index]
            index += 1
        t = (number * gap - done) / lengths[index]
        (x0, y0), (x1, y1) = line[index], line[index + 1]
        points.append((x0 + (x1 - x0) * t, y0 + (y1 - y0) * t))
    return [*points, line[-1]]


# ---- the bulb ------------------------------------------------------------------------------------------------------

GLOBE, SHOULDER, NECK, CAP, FOOT = 350.0, 178.0, 428.0, 640.0, 700.0
HALF_NECK = 148.0


def side() -> list[Point]:
    """The right side of the glass from the top of the globe to the neck: a circle that flows into the cap."""
    start = math.asin(SHOULDER / GLOBE)
    steps = 80
    turns = [-math.pi / 2 + (start + math.pi / 2) * i / steps for i in range(steps + 1)]
    circle = [(GLOBE * math.cos(turn), GLOBE * math.sin(turn)) for turn in turns]
    x, y = circle[-1]
    leave = (x - 92 * math.sin(start), y + 92 * math.cos(start))
    return circle + bezier((x, y), leave, (HALF_NECK, NECK - 120), (HALF_NECK, NECK), 40)


SIDE = side()
GLASS = [(-x, y) for x, y in reversed(SIDE)] + SIDE[1:]
WIRE = (
    ((-66.0, 428.0), (-66.0, 306.0), (-82.0, 236.0), (-114.0, 130.0)),
    ((-114.0, 130.0), (-158.0, -18.0), (-158.0, -82.0), (-104.0, -82.0)),
    ((-104.0, -82.0), (-60.0, -82.0), (-62.0, 50.0), (-50.0, 50.0)),
    ((-50.0, 50.0), (-34.0, 50.0), (-34.0, -112.0), (0.0, -112.0)),
)


def filament() -> list[Point]:
    left = [WIRE[0][0]]
    for piece in WIRE:
        left += bezier(*piece)
    return left + [(-x, y) for x, y in reversed(left[:-1])]


def filament_path() -> str:
    pieces = [*WIRE, *(tuple((-x, y) for x, y in reversed(piece)) for piece in reversed(WIRE))]
    text = f"M{WIRE[0][0][0]:g} {WIRE[0][0][1]:g}"
    return text + "".join("C" + " ".join(f"{x:g} {y:g}" for x, y in piece[1:]) for piece in pieces)


def half_width(y: float) -> float:
    """Half the width of the bulb at height ``y``; negative above and below it."""
    if -GLOBE <= y <= NECK:
        for (x0, y0), (x1, y1) in pairwise(SIDE):
            if y0 <= y <= y1:
                return between(x0, x1, (y - y0) / ((y1 - y0) or 1))
    if y <= CAP:
        return HALF_NECK if y > NECK else -1.0
    return HALF_NECK - (y - CAP) * 1.5 if y <= FOOT else -1.0


def in_glass(point: Point, wire: list[Point], p: float) -> Lit:
    """Inside, the filament heats the points; a crescent at the upper left is the reflection on the glass."""
    x, y = point
    heat = math.exp(-distance(point, wire) / 88)
    shine = math.exp(-(((math.hypot(x, y) - 0.8 * GLOBE) / 20) ** 2)) * ease(0.75, 0.2, abs(math.atan2(y, x) + 2.35))
    level = max(heat, 0.12 + 0.4 * shine)
    return "warm", round(15 * min(1.0, level)), p * between(0.25, 0.84, max(heat**0.8, 0.75 * shine))


def cap_rows(p: float) -> list[tuple[Point, Lit]]:
    """The screw cap: slanted rows of points in pairs, one pair for each thread, round by their light; the contact."""
    places: list[tuple[Point, Lit]] = []
    step = max(0.8 * p, 12.0)
    rows = max(3, round((CAP - NECK - 20) / step))
    columns = max(3, round(2 * (HALF_NECK - 0.45 * step) / step))
    pair = 3 if rows > 8 else 99
    for row in range(rows):
        if row % pair == pair - 1:
            continue
        for column in range(columns + 1 - row % 2):
            x = (column + (row % 2) / 2 - columns / 2) * step
            y = NECK + 26 + (row + 0.25) * (CAP - NECK - 24) / rows + 0.07 * x
            light = ease(1.15, 0.05, abs(x + 44) / HALF_NECK)
            places.append(((x, y), ("cold", round(between(5, 15, light)), step * between(0.56, 0.86, light))))
    contact = max(1, round(120 / step))
    for column in range(contact):
        x = (column - (contact - 1) / 2) * step
        places.append(((x, FOOT - 24), ("cold", 9 - round(3 * abs(x) / 60), 0.6 * step)))
    return places


def around(point: Point, p: float) -> Lit:
    """Outside, light leaves the globe in soft beams."""
    x, y = point
    away = math.hypot(x, y - 40)
    beam = 0.5 + 0.5 * math.cos(math.atan2(y, x) * 14)
    light = math.exp(-max(0.0, away - GLOBE) / 330) * (0.4 + 0.6 * beam)
    light *= between(0.2, 1.0, ease(0, 160, abs(x) + max(0.0, NECK - y) - HALF_NECK))  # the cap shades the room below
    return "cold", round(15 * between(0.0, 0.92, light)), p * between(0.19, 0.7, light) * thin(away)


def thin(away: float) -> float:
    """Points near the edge of the field fade out, so that no edge is seen."""
    return between(0.4, 1.0, ease(REACH, 0.74 * REACH, away))


def bulb(count: int) -> Fields:
    """Exactly ``count`` points: a row along the glass, the rows of the cap, the spiral everywhere else."""
    p, wire = pitch(count), filament()
    fields: Fields = {}
    set_places = [(place, on_glass(place, p)) for place in spaced(GLASS, 0.98 * p)] + cap_rows(p)
    for place, lit in set_places:
        fields.setdefault(sized(lit, p), []).append(place)
    left = count - len(set_places)
    for place in spiral(REACH, count):
        if left == 0:
            return fields
        half = half_width(place[1])
        if distance(place, GLASS) < 0.74 * p or (place[1] > NECK - 4 and abs(place[0]) < half + 0.5 * p):
            continue
        if half > 0 and abs(place[0]) <= half:
            if count < 5_000 and distance(place, wire) < thickness(p) / 2 + 0.42 * p:
                continue
            lit = in_glass(place, wire, p)
        else:
            lit = around(place, p)
        fields.setdefault(sized(lit, p), []).append(place)
        left -= 1
    raise AssertionError("the spiral has no end")


def thickness(p: float) -> float:
    """Of the filament, in units: it grows more slowly than the points."""
    return between(15, 34, (p / 17.5) ** 0.5 - 1)


def on_glass(point: Point, p: float) -> Lit:
    """The row along the glass: brightest at the upper left, where the light falls, and near the filament."""
    x, y = point
    facing = 0.5 + 0.5 * math.cos(math.atan2(y, x) + 2.3)
    light = max(facing**2, ease(200, NECK, y))
    return "warm", round(between(4, 11, light)), p * between(0.5, 0.68, light)


def bulb_art(count: int) -> str:
    wire, thick = filament_path(), thickness(pitch(count))
    right = "".join(f"L{x:.0f} {y:.0f}" for x, y in SIDE[::4])
    left = "".join(f"L{-x:.0f} {y:.0f}" for x, y in reversed(SIDE[::4]))
    glass = f"M0 {-GLOBE:g}{right}{left}Z"
    cap = f"M{-HALF_NECK:g} {NECK:g}H{HALF_NECK:g}V{CAP:g}L96 {FOOT:g}H-96L{-HALF_NECK:g} {CAP:g}Z"
    under = (
        "<defs>"
        + glow("w", 0, 20, 350, (("{hot}", 0, 0.62), ("{hot}", 0.5, 0.2), ("{hot}", 1, 0)))
        + "</defs>"
        + f'<path d="{glass}" fill="{{deep}}" fill-opacity=".84"/>'
        + f'<path d="{glass}" fill="url(#w)"/><path d="{cap}" fill="{{deep}}" fill-opacity=".72"/>'
    )
    style = 'fill="none" stroke-linejoin="round" stroke-linecap="round"'
    over = (
        "".join(f'<path d="{wire}" {style} stroke="{{accent}}" {layer}/>' for layer in soft_stroke(44, 24, 0.78))
        +         f'<path d="{wire}" {style} stroke="{{warm:15}}" stroke-width="{thick:.0f}"/>'
    )
    return document(under, bulb(count), over)


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


# ---- suns ----------------------------------------------------------------------------------------------------------


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


def sized(lit: Lit, p: float) -> Lit:
    """The same with its diameter rounded to one of the sizes."""
    return lit[0], lit[1], max(1, round(lit[2] / p * SIZES)) / SIZES * p


# ---- writing -------------------------------------------------------------------------------------------------------


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
