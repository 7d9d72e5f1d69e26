"""A portrait in, the likely place of the head out: a cheap guess by evidence, not face recognition.

The picture is looked at 64 px wide or high. Ovals of seven sizes are tried all over it and scored: a face has
horizontal edges (brows, eyes, mouth) in its core, fine detail and some skin colour; beside it there is less of edges
and skin; it is in the upper part, and it is not cut by the upper edge. The best oval and its neighbours agree on
a centre.
It needs Pillow only and costs a few milliseconds. It can be wrong: the caller offers focus and zoom to the user.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from assetkit.errors import AssetkitError
from assetkit.photo.crop import DEFAULT_X, DEFAULT_Y

if TYPE_CHECKING:
    from PIL import Image

SIDE = 64  # px, the longer side of the picture while it is searched
HEAD_HEIGHTS = (0.15, 0.20, 0.27, 0.36, 0.48, 0.62, 0.78)  # of the shorter side: from full figure to close-up
HEAD_ASPECT = 0.76  # width / height of a head with hair, mean of 34 heads marked by hand
FINEST_STEP = 1.4  # px on the searched picture; finer steps find no more heads
NEIGHBOURS = 0.6  # of the best oval's height: ovals this near describe the same head
SHARPNESS = 2.0  # weight of a neighbour = exp(SHARPNESS × its score less the best)
SMALLEST = 6  # px on the searched picture: below, a head has no features

# Weights fitted by multinomial logistic regression (the head's ovals against all others) on 476 crops of 34 stock
# portraits; people whose pictures were left out of the fit came out alike (see the tests for other people).
_LOWER = -6.7  # centre, of the picture's height
_LARGER = 4.0  # logarithm of the head's height, of the shorter side
_CUT_ABOVE = -2.7  # part of the head above the upper edge
_FEATURES = 7.2  # mean strength of horizontal edges in the core of the face
_FEATURES_BESIDE = -5.5  # the same beside the head, on the calmer side
_DETAIL, _DETAIL_ENOUGH = 25.1, 0.3  # fine detail, above this it is texture
_SKIN, _SKIN_ENOUGH = 28.4, 0.2  # likelihood of skin in the face, above this more is no better
_SKIN_BESIDE = -4.4  # on the side that has more of it: wood, sand and lit walls look like skin

# the evidence (weighted, without place and size) below which nothing is said: plain walls and flat skies
WEAK_EVIDENCE = 1.5


@dataclass(frozen=True)
class Focus:
    """Where to look: ``x``, ``y`` in 0..1 of the picture (centre of the head); ``scale`` is the height of the head,
    of the picture's shorter side, 0 when unknown; ``method`` is "evidence" or "framing" (nothing was found)."""

    x: float
    y: float
    scale: float
    method: str


class _Oval(NamedTuple):
    """A possible head: its score, the part of the score that is evidence, its centre and height in searched px."""

    score: float
    evidence: float
    x: float
    y: float
    height: float


@dataclass(frozen=True)
class _Maps:
    """Grey pictures of equal size: horizontal edges, fine detail, likelihood of skin."""

    edges: Image.Image
    detail: Image.Image
    skin: Image.Image


def head_focus(image: Image.Image) -> Focus:
    """Guess the head in an RGB picture of any size; the same picture always gives the same answer.

    Raises AssetkitError for a mode other than RGB.
    """
    from PIL import Image

    if image.mode != "RGB":
        raise AssetkitError(f"a picture of mode {image.mode} has no colours to look at", hint="decode() gives RGB")
    shrink = SIDE / max(image.size)
    size = (max(8, round(image.width * shrink)), max(8, round(image.height * shrink)))
    small = image.resize(size, Image.Resampling.BOX, reducing_gap=1.0)
    maps = _maps(small)
    ovals = [oval for part in HEAD_HEIGHTS for oval in _ovals_of_size(maps, part)]
    best = max(ovals, key=lambda oval: oval.score, default=None)
    if best is None or best.evidence < WEAK_EVIDENCE:
        return Focus(DEFAULT_X, DEFAULT_Y, 0.0, "framing")
    x, y, height = _agreed(ovals, best)
    return Focus(x / size[0], y / size[1], height / min(size), "evidence")


def _agreed(ovals: list[_Oval], best: _Oval) -> tuple[float, float, float]:
    """The mean centre and height (px) of the best oval and its neighbours, by how likely they are beside it."""
    reach = NEIGHBOURS * best.height
    likely = (oval for oval in ovals if oval.score > best.score - 4)
    near = [oval for oval in likely if math.hypot(oval.x - best.x, oval.y - best.y) <= reach]
    weights = [math.exp((oval.score - best.score) * SHARPNESS) for oval in near]
    total = math.fsum(weights)
    x = math.fsum(weight * oval.x for weight, oval in zip(weights, near, strict=True)) / total
    y = math.fsum(weight * oval.y for weight, oval in zip(weights, near, strict=True)) / total
    height = math.fsum(weight * math.log(oval.height) for weight, oval in zip(weights, near, strict=True)) / total
    return x, y, math.exp(height)


def _maps(small: Image.Image) -> _Maps:
    from PIL import ImageChops, ImageFilter

    light, blue, red = small.convert("YCbCr").split()
    down = light.filter(ImageFilter.Kernel((3, 3), (-1, -2, -1, 0, 0, 0, 1, 2, 1), scale=2, offset=128))
    blurred = light.filter(ImageFilter.GaussianBlur(2.0))
    tables = _tables()
    skin = ImageChops.multiply(blue.point(tables["blue"]), red.point(tables["red"]))
    return _Maps(
        edges=down.point(tables["strength"]),
        detail=ImageChops.difference(light, blurred).point(tables["detail"]),
        skin=ImageChops.multiply(skin, light.point(tables["lit"])),
    )


@cache
def _tables() -> dict[str, list[int]]:
    """Look-up tables of 256 entries. Skin of all tones lies near Cb 108, Cr 151 (ITU-R BT.601)."""

    def near(centre: int, spread: int) -> list[int]:
        return [round(255 * math.exp(-(((value - centre) / spread) ** 2) / 2)) for value in range(256)]

    return {
        "blue": near(108, 11),
        "red": near(151, 9),
        "lit": [round(255 * min(max((value - 30) / 40, 0), 1)) for value in range(256)],  # black has no colour
        "strength": [min(2 * abs(value - 128), 255) for value in range(256)],
        "detail": [min(4 * value, 255) for value in range(256)],
    }


def _box_means(grey: Image.Image, width: float, height: float) -> bytes:
    """The mean of the box of this size around every pixel, row by row."""
    from PIL import ImageFilter

    radius = ((max(width, 1.0) - 1) / 2, (max(height, 1.0) - 1) / 2)
    return grey.filter(ImageFilter.BoxBlur(radius)).tobytes()


def _ovals_of_size(maps: _Maps, part: float) -> Iterator[_Oval]:
    """All ovals of one size with their scores; none when it is too small to see features in it."""
    columns, rows = maps.edges.size
    height = part * min(columns, rows)
    width = HEAD_ASPECT * height
    if height < SMALLEST:
        return
    core = _box_means(maps.edges, 0.5 * width, 0.7 * height)
    beside = _box_means(maps.edges, 0.45 * width, 0.7 * height)
    detail = _box_means(maps.detail, width, height).translate(_at_most(_DETAIL_ENOUGH))
    face = _box_means(maps.skin, 0.64 * width, 0.52 * height).translate(_at_most(_SKIN_ENOUGH))
    skin_beside = _box_means(maps.skin, 0.45 * width, 0.7 * height)
    across = [
        (x, int(x), max(int(x - 0.725 * width), 0), min(int(x + 0.725 * width), columns - 1))
        for x in _steps(columns, height, 0.25, 0.25)
    ]
    for y in _steps(rows, height, 0.42, 0.30):
        at = int(y) * columns
        at_sides = max(int(y - 0.15 * height), 0) * columns
        at_face = min(int(y + 0.16 * height), rows - 1) * columns
        place = _LOWER * y / rows + _LARGER * math.log(part) + _CUT_ABOVE * max(0.5 - y / height, 0.0)
        for x, column, left, right in across:
            evidence = (
                _FEATURES * core[at + column]
                + _FEATURES_BESIDE * min(beside[at_sides + left], beside[at_sides + right])
                + _DETAIL * detail[at + column]
                + _SKIN * face[at_face + column]
                + _SKIN_BESIDE * max(skin_beside[at_sides + left], skin_beside[at_sides + right])
            ) / 255
            yield _Oval(evidence + place, evidence, x, y, height)


@cache
def _at_most(share: float) -> bytes:
    """A translation of bytes that keeps values up to a share of 255."""
    return bytes(min(value, round(255 * share)) for value in range(256))


def _steps(length: int, height: float, before: float, after: float) -> list[float]:
    """Centres to try along one axis: a sixth of the head apart, symmetric about the middle of their range."""
    step = max(FINEST_STEP, height / 6)
    first, last = before * height, length - after * height
    if last <= first:
        return []
    count = int((last - first) / step)
    start = (first + last - count * step) / 2
    return [start + step * index for index in range(count + 1)]
