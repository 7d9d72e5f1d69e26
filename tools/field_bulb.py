"""A number of points in, a bulb of exactly so many out: a row along its glass, the rows of its cap, the spiral everywhere else."""

from __future__ import annotations

import math
from itertools import pairwise

from tools.field_points import (
    REACH,
    Fields,
    Lit,
    Point,
    between,
    bezier,
    distance,
    ease,
    pitch,
    sized,
    spaced,
    spiral,
    thin,
)
from tools.field_svg import document, glow, soft_stroke

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
