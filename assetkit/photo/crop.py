"""The size of a picture and where the head is in, the box to cut out. Pure arithmetic."""

from __future__ import annotations

import math

from assetkit.errors import AssetkitError

# where the focus comes to lie in the crop: a little above the middle, because frames carry their sign at the bottom
FOCUS_X, FOCUS_Y = 0.5, 0.42
CLOSE, CENTRED = 0.45, 0.72  # heads larger than CLOSE (of the box) move down, at CENTRED they stand in the middle
# where a head is likely when nothing is known of the picture: the upper third of a tall one
DEFAULT_X, DEFAULT_Y = 0.5, 0.36


def crop_box(
    width: int,
    height: int,
    *,
    aspect: float = 1.0,
    zoom: float = 1.0,
    focus: tuple[float, float] | None = None,
    scale: float = 0.0,
) -> tuple[float, float, float, float]:
    """The box (left, top, right, bottom; px, fractions allowed) to cut out of a picture of ``width`` × ``height`` px.

    ``aspect``: width / height of the place. ``zoom``: 1 = the largest box that fits, 2 = half of its sides.
    ``focus``: the point to look at, 0..1 of the picture; None = the upper middle. It comes to lie at 50 % of the
    width and 42 % of the height of the box, or as near as the edges of the picture allow.
    ``scale``: height of the head at the focus, of the shorter side of the picture; large heads come nearer to the
    middle of the box, so that a circle does not cut them.
    Raises AssetkitError for sizes below 1 px, a zoom below 1 and a focus outside the picture.
    """
    if width < 1 or height < 1:
        raise AssetkitError(f"a picture of {width}×{height} px cannot be cropped", hint="at least 1×1 px")
    if not (math.isfinite(aspect) and aspect > 0):
        raise AssetkitError(f"invalid aspect: {aspect}", hint="width / height of the place, such as 1 or 1.5")
    if not (math.isfinite(zoom) and zoom >= 1):
        raise AssetkitError(f"invalid zoom: {zoom}", hint="1 for the whole picture, 2 for half of its sides")
    x, y = focus if focus is not None else (DEFAULT_X, DEFAULT_Y)
    if not (0 <= x <= 1 and 0 <= y <= 1):
        raise AssetkitError(f"invalid focus: {x}, {y}", hint="two numbers from 0 (left, top) to 1 (right, bottom)")
    if not (math.isfinite(scale) and scale >= 0):
        raise AssetkitError(f"invalid scale: {scale}", hint="height of the head / shorter side of the picture, or 0")
    box_width = min(float(width), height * aspect) / zoom
    box_height = min(float(height), width / aspect) / zoom
    left = min(max(x * width - FOCUS_X * box_width, 0.0), width - box_width)
    share = scale * min(width, height) / box_height
    rise = min(max((share - CLOSE) / (CENTRED - CLOSE), 0.0), 1.0)
    level = FOCUS_Y + (0.5 - FOCUS_Y) * rise
    top = min(max(y * height - level * box_height, 0.0), height - box_height)
    return left, top, left + box_width, top + box_height
