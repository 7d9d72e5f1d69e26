"""A quota and a count in, three wires and a pylon out: the pylon stands at the quota, each point is one initiative.

Lit points run from the left as far as the work has come. Short of the quota the rest of the wires is dim, up to the
pylon; beyond it the surplus hangs on the far side in the accent. Both sides have one scale: where the surplus needs
more room, the pylon moves to the left. Above 330 points each wire becomes a bundle of two, as on a real line.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from assetkit.draw.drawing import Drawing, Palette, dots, number, picture, radial, unit_note, unit_per_point
from assetkit.draw.ramp import colour, mix, ramp
from assetkit.errors import AssetkitError, nearest

Point = tuple[float, float]
MOST_POINTS = 600
BUNDLE_FROM = 330
"""More points than this hang on six strands, two to a wire: on three they would be too small to be seen as points."""
ARMS = ((0.10, 0.78), (0.25, 1.0), (0.40, 0.86))
"""Where the arms stand on the pylon (share of its height) and how long they are (share of ``arm``)."""
LATTICE = (0.0, 0.10, 0.20, 0.30, 0.41, 0.54, 0.70, 0.88, 1.08)
SAMPLES = 96


class Span(NamedTuple):
    """The geometry, in units of the canvas.

    Points run from ``left`` to the pylon (centre at most at ``pylon``) and, beyond it, to ``right``. The pylon reaches
    from ``top`` to ``foot`` (it may stand below the canvas), ``arm`` to each side and ``waist`` wide at the foot. The
    wires come in ``drop`` below the highest arm, ``gap`` apart, and hang ``sag`` in the middle. ``point`` is the
    largest radius of a point.
    """

    left: float
    right: float
    pylon: float
    top: float
    foot: float
    arm: float
    waist: float
    drop: float
    gap: float
    sag: float
    point: float


def span(width: float, height: float) -> Span:
    """A span that suits the canvas: at the bottom of a wide or tall one, over the whole height of a strip."""
    w, h, ratio = width, height, width / height
    if ratio > 3.6:
        top, foot, drop, gap, sag, pylon = 0.1 * h, 1.3 * h, 0.1 * h, 0.16 * h, 0.16 * h, 0.86 * w
    elif ratio > 1.15:
        top, foot, drop, gap, sag, pylon = 0.714 * h, 1.27 * h, -0.01 * h, 0.043 * h, 0.057 * h, 0.823 * w
    else:
        top, foot, drop, gap, sag, pylon = 0.615 * h, 1.155 * h, 0.081 * h, 0.025 * h, 0.046 * h, 0.807 * w
    tall = foot - top
    margin = 0.06 * min(w, h) if ratio <= 3.6 else 0.16 * h
    point = 0.034 * h if ratio > 3.6 else 0.012 * min(w, h)
    return Span(margin, w - margin, pylon, top, foot, 0.105 * tall, 0.16 * tall, drop, gap, sag, point)


def wires(width: float, height: float, quota: int, done: int, palette: Palette, **geometry: float) -> Drawing:
    """Three wires with ``quota`` points up to the pylon, ``done`` of them lit, what is more than the quota beyond it.

    ``geometry`` changes fields of ``Span``. Above 600 points one point stands for 2, 5, 10, 20, ... initiatives: the
    drawing's ``unit_per_point`` and ``note`` say so, whole units count. ``anchors``: ``quota`` (the pylon's top),
    ``front`` (the last lit point of the highest wire that has one).
    """
    if quota < 1 or done < 0:
        message = f"wires need a quota of 1 or more and a count of 0 or more, not {quota} and {done}"
        raise AssetkitError(message, where="wires")
    unit = unit_per_point(max(quota, done), MOST_POINTS)
    held, lit, over = -(-quota // unit), min(quota, done) // unit, max(0, done - quota) // unit
    if done >= quota:
        lit = held
    shape = _fitted(_changed(span(width, height), geometry), held, over)
    runs = _wires(shape, width, held, lit, over)
    parts = [_glow(runs, palette), _lines(runs, palette), _pylon(shape, palette), _points(runs, palette)]
    fronts = [run.lit[-1] for run in runs if run.lit]
    anchors = {"quota": (shape.pylon, shape.top)} | ({"front": fronts[0]} if fronts else {})
    return Drawing(picture(width, height, *parts), width, height, unit, unit_note(unit), anchors)


class _Wire(NamedTuple):
    """One wire: its lines left and right of the pylon, its points, and the radius of a lit one."""

    near: tuple[Point, ...]
    far: tuple[Point, ...]
    lit: tuple[Point, ...]
    dim: tuple[Point, ...]
    over: tuple[Point, ...]
    radius: float


def _changed(shape: Span, geometry: dict[str, float]) -> Span:
    for name in geometry:
        if name not in Span._fields:
            raise AssetkitError(f"wires have no measure '{name}'", where="wires", hint=nearest(name, Span._fields))
    return shape._replace(**geometry)


def _fitted(shape: Span, held: int, over: int) -> Span:
    """The pylon moved to the left until the surplus has its room at the scale of the quota (never beyond a sixth)."""
    if not over:
        return shape
    reach = shape.right - shape.left - 2 * shape.arm
    share = reach * held / (held + over) + shape.left + shape.arm
    least = shape.left + (shape.right - shape.left) / 6
    return shape._replace(pylon=max(least, min(shape.pylon, share, shape.right - 3 * shape.arm)))


def _wires(shape: Span, width: float, held: int, lit: int, over: int) -> list[_Wire]:
    tall = shape.foot - shape.top
    heights = [shape.top + tall * (place + 0.03) for place, _ in ARMS]
    strands = 2 if held + over > BUNDLE_FROM else 1
    total = len(ARMS) * strands
    found = []
    for index in range(total):
        phase, strand = index % len(ARMS), index // len(ARMS)
        height, arm = heights[phase], shape.arm * ARMS[phase][1]
        start = (shape.left, heights[0] + shape.drop + phase * shape.gap)
        near = _hanging(start, (shape.pylon - arm, height), shape.sag)
        far = _hanging((shape.pylon + arm, height), (1.2 * width, height + shape.drop * 0.3), shape.sag * 0.5)
        count, burning, more = (count // total + (index < count % total) for count in (held, lit, over))
        room = _length(near) - 0.02 * tall
        step = room / max(1, math.ceil(held / total) - 0.5)
        beyond = _length([place for place in far if place[0] <= shape.right]) - 0.05 * tall
        stride = min(step, beyond / max(1, math.ceil(over / total) - 0.5), 8 * shape.point)
        radius = min(0.34 * (min(step, stride) if over else step), shape.point)
        offset = strand * max(2.4 * radius, 0.55 * step)
        near, far = ([(x, y + offset) for x, y in line] for line in (near, far))
        lag = strand * 0.5
        places = _spread(near, lag * step, room if count == math.ceil(held / total) else room - step * (1 - lag), count)
        ends = _spread(far, 0.04 * tall + lag * stride, 0.04 * tall + (lag + more - 1) * stride, more)
        lit_places, dim_places = tuple(places[:burning]), tuple(places[burning:])
        found.append(_Wire(tuple(near), tuple(far), lit_places, dim_places, tuple(ends), radius))
    smallest = min(wire.radius for wire in found)
    return [wire._replace(radius=smallest) for wire in found]


def _hanging(start: Point, end: Point, sag: float) -> list[Point]:
    """A wire between two points, ``sag`` below the straight line in the middle."""
    steps = [index / SAMPLES for index in range(SAMPLES + 1)]
    (x0, y0), (x1, y1) = start, end
    return [(x0 + (x1 - x0) * t, y0 + (y1 - y0) * t + 4 * sag * t * (1 - t)) for t in steps]


def _length(line: Sequence[Point]) -> float:
    return sum(math.dist(a, b) for a, b in pairwise(line))


def _spread(line: Sequence[Point], first: float, last: float, count: int) -> list[Point]:
    """``count`` points evenly along the line from ``first`` to ``last``; a single one stands at ``last``."""
    wanted = [first + (last - first) * (index / (count - 1) if count > 1 else 1.0) for index in range(count)]
    places, done, index = [], 0.0, 0
    for want in wanted:
        while index < len(line) - 2 and done + math.dist(line[index], line[index + 1]) < want:
            done += math.dist(line[index], line[index + 1])
            index += 1
        (x0, y0), (x1, y1) = line[index], line[index + 1]
        t = (want - done) / math.dist((x0, y0), (x1, y1))
        places.append((x0 + (x1 - x0) * t, y0 + (y1 - y0) * t))
    return places


def _path(line: Sequence[Point]) -> str:
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in line)


def _stroke(data: str, tone: str, width: float, opacity: float = 1.0) -> str:
    faint = "" if opacity == 1 else f' stroke-opacity="{opacity:g}"'
    line = f'stroke="{tone}" stroke-width="{number(width, 2)}"{faint}'
    return f'<path d="{data}" fill="none" {line} stroke-linecap="round" stroke-linejoin="round"/>' if data else ""


def _upto(line: Sequence[Point], places: Sequence[Point]) -> list[Point]:
    """The line as far as its last point of light (empty when there is none)."""
    return [point for point in line if places and point[0] <= places[-1][0]] + list(places[-1:])


def _glow(runs: Sequence[_Wire], palette: Palette) -> str:
    """A halo for each lit point: close together they add up to a glowing wire. The last one shines most."""
    radius = runs[0].radius
    lit = [place for run in runs for place in run.lit]
    ends = [run.lit[-1] for run in runs if run.lit and run.dim]
    over = [place for run in runs for place in run.over]
    dense = min(1.0, math.dist(*lit[:2]) / (6 * radius)) if len(lit) > 1 else 1.0
    cold = ramp(palette, "cold")
    halos = _halo("lit", cold[11], 0.3 + 0.4 * dense) + _halo("end", cold[14], 0.5)
    parts = [f"<defs>{halos}{_halo('over', colour(palette, 'hot'), 0.42 + 0.4 * dense)}</defs>"]
    for name, places, reach in (("lit", lit, 4.6), ("over", over, 5.2), ("end", ends, 6.6)):
        size = number(radius * reach)
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size}" fill="url(#{name})"/>' for x, y in places]
    return "".join(parts)


def _halo(name: str, tone: str, strength: float) -> str:
    fall = ((0.0, 1.0), (0.3, 0.62), (0.62, 0.16), (1.0, 0.0))
    return radial(name, ((at, tone, share * strength) for at, share in fall))


def _lines(runs: Sequence[_Wire], palette: Palette) -> str:
    """The wires themselves: thin, brighter as far as they are live, coming in from beyond the canvas."""
    cold, radius = ramp(palette, "cold"), runs[0].radius
    thin = min(2.0, max(0.8, 0.3 * radius))
    data = "".join(_path([_before(run.near), *run.near]) + _path(run.far) for run in runs)
    live = "".join(_path([_before(run.near), *_upto(run.near, run.lit)]) for run in runs if run.lit)
    return _stroke(data, cold[5], thin) + _stroke(live, cold[8], thin)


def _before(line: Sequence[Point]) -> Point:
    """Where the wire comes from: along its own slope, off the canvas."""
    (x0, y0), (x1, y1) = line[0], line[4]
    return -10.0, y0 - (y1 - y0) * (x0 + 10.0) / (x1 - x0)


def _points(runs: Sequence[_Wire], palette: Palette) -> str:
    cold, radius = ramp(palette, "cold"), runs[0].radius
    dim = dots((p for run in runs for p in run.dim), max(1.6, radius * 1.25), mix(cold[6], cold[11], 0.55))
    lit = dots((p for run in runs for p in run.lit), radius * 2, mix(cold[15], "#ffffff", 0.6))
    return dim + lit + dots((p for run in runs for p in run.over), radius * 2.2, colour(palette, "accent"))


def _pylon(shape: Span, palette: Palette) -> str:
    """A lattice tower with three arms and their insulators."""
    tall, cx = shape.foot - shape.top, shape.pylon

    def half(place: float) -> float:
        return 0.012 * tall + (shape.waist / 2 - 0.012 * tall) * float(place**1.55)

    data = []
    for a, b in pairwise(LATTICE):
        ya, yb, wa, wb = shape.top + tall * a, shape.top + tall * b, half(a), half(b)
        for s in (-1, 1):
            data.append(_path([(cx + s * wa, ya), (cx + s * wb, yb)]) + _path([(cx - s * wa, ya), (cx + s * wb, yb)]))
        data.append(_path([(cx - wb, yb), (cx + wb, yb)]))
    for place, reach in ARMS:
        y, arm = shape.top + tall * place, shape.arm * reach
        data.append(_path([(cx - arm, y), (cx, y - 0.045 * tall), (cx + arm, y)]) + "Z")
        data += [_path([(cx + s * arm, y), (cx + s * arm, y + 0.03 * tall)]) for s in (-1, 1)]
    tones = (colour(palette, "paper"), ramp(palette, "cold")[9])
    stops = "".join(f'<stop offset="{at}" stop-color="{tone}"/>' for at, tone in enumerate(tones))
    line = f'gradientUnits="userSpaceOnUse" x1="0" y1="{number(shape.top)}" x2="0" y2="{number(shape.foot)}"'
    gradient = f'<defs><linearGradient id="pylon" {line}>{stops}</linearGradient></defs>'
    return gradient + _stroke("".join(data), "url(#pylon)", max(1.2, 0.16 * math.sqrt(tall)))
