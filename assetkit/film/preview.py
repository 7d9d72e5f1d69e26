"""A reel in, one picture of its key frames out: to see in a second what a film will do."""

from __future__ import annotations

import io
from collections.abc import Iterator
from math import ceil

from PIL import Image, ImageDraw, ImageFont

from assetkit.film.reel import Reel
from assetkit.typography import number

WIDE = 1800  # px of the strip
FRAME = 360  # px that a frame is at most wide or high
GAP, LABEL = 12, 34  # px between frames; of the line below each that tells its moment
PAPER, INK, TYPE = "#ffffff", "#0b1b33", 20


def strip(reel: Reel, font: bytes) -> Image.Image:
    """The key frames with their moments, in rows, at most 1800 px wide. ``font`` is a TrueType file."""
    frames = list(_told(reel))
    width, height = frames[0][1].size
    across = max(1, min(len(frames), (WIDE + GAP) // (width + GAP)))
    down = ceil(len(frames) / across)
    whole = Image.new("RGB", (across * (width + GAP) - GAP, down * (height + LABEL + GAP) - GAP), PAPER)
    draw, letters = ImageDraw.Draw(whole), ImageFont.truetype(io.BytesIO(font), TYPE)
    for index, (moment, image) in enumerate(frames):
        x, y = index % across * (width + GAP), index // across * (height + LABEL + GAP)
        whole.paste(image, (x, y))
        draw.text((x, y + height + 4), moment, INK, letters)
    return whole


def _told(reel: Reel) -> Iterator[tuple[str, Image.Image]]:
    """Each key frame with its moment; of those that look the same the first one, with the moments of first and last."""
    keys = list(reel.keys)
    while keys:
        first = last = keys.pop(0)
        image = small_frame(reel, first)
        while keys and not reel.draw(keys[0]):
            last = keys.pop(0)
        moments = dict.fromkeys(number(key / reel.rate, 1) for key in (first, last))
        yield f"{'–'.join(moments)} s", image


def small_frame(reel: Reel, key: int) -> Image.Image:
    """A frame, drawn and made smaller."""
    reel.draw(key)
    times = max(1, ceil(max(reel.width, reel.height) / FRAME))
    return reel.planes.image(times + times % 2 if times > 1 else 1)
