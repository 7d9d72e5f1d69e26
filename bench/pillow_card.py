"""The card by hand in Pillow: texts and sizes in, a PNG out. As a careful person writes it: fonts opened once, nothing else kept."""

from __future__ import annotations

import functools
import io
import math
from typing import Any

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont, ImageOps

STOPS = ((0.0, (4, 15, 38)), (0.45, (7, 26, 61)), (1.0, (10, 77, 255)))
ANGLE = math.radians(120)
TITLE_BOX = (48, 186, 624, 300)  # left, top, width, height in px, as in the template's style.css
CARD = (724, 76, 1152, 554)
INK, LIGHT = "#0B1B33", "#0A4DFF"


class PillowCard:
    """Draws the card's rows. ``material`` is what bench/card.py wrote; ``lockup`` a PNG of 264×106 px."""

    def __init__(self, material: dict[str, Any], lockup: bytes) -> None:
        self.rows: list[dict[str, Any]] = material["rows"]
        self.fonts: dict[str, str] = material["fonts"]
        self.lockup = lockup
        self.size = material["width"], material["height"]

    @functools.cache  # noqa: B019  (one object, which lives as long as the run)
    def font(self, weight: int, size: float) -> ImageFont.FreeTypeFont:
        return ImageFont.truetype(self.fonts[str(weight)], size)

    def png(self, row: dict[str, Any], shadow: bool) -> bytes:
        """One page."""
        image = gradient(*self.size)
        if shadow:
            image = with_shadow(image)
        sign = Image.open(io.BytesIO(self.lockup))
        image.paste(sign, (48, 44), sign)
        draw = ImageDraw.Draw(image)
        self._title(draw, row)
        draw.ellipse((48, 548, 61, 561), fill="#FFB020")
        self._line(draw, (78, 536, 39), "Công đoàn TKV, ngày 10/5/2022", 600, 26, "#ffffff")
        draw.rounded_rectangle(CARD, 28, fill="#F6F8FC")
        self._portrait(image, row)
        self._line(draw, (748, 358, 108), row["value"], 800, 84, LIGHT)
        self._line(draw, (944, 410, 39), "sáng kiến", 600, 26, INK)
        self._line(draw, (748, 478, 48), row["unit"], 700, 25, INK)
        draw.rounded_rectangle((1016, 478, 1127, 525), 24, fill="#FFB020")
        draw.text((1072, 502), row["share"], font=self.font(800, 26), fill=INK, anchor="mm")
        buffer = io.BytesIO()
        image.save(buffer, "PNG")
        return buffer.getvalue()

    def _line(
        self, draw: ImageDraw.ImageDraw, place: tuple[int, int, int], text: str, weight: int, size: int, fill: str
    ) -> None:
        left, top, height = place
        draw.text((left, top + height / 2 + 0.37 * size), text, font=self.font(weight, size), fill=fill, anchor="ls")

    def _title(self, draw: ImageDraw.ImageDraw, row: dict[str, Any]) -> None:
        left, top, width, height = TITLE_BOX
        size = row["size"]
        font = self.font(900, size)
        lines, line = [], ""
        for word in row["title"].split():
            longer = f"{line} {word}".strip()
            if line and font.getlength(longer) > width:
                lines.append(line)
                longer = word
            line = longer
        lines.append(line)
        step = round(1.2 * size)
        y = top + (height - step * len(lines)) / 2 + step / 2 + 0.37 * size
        for number, text in enumerate(lines):
            draw.text((left, y + number * step), text, font=font, fill="#ffffff", anchor="ls")

    def _portrait(self, image: Image.Image, row: dict[str, Any]) -> None:
        face = ImageOps.fit(Image.open(row["photo"]).convert("RGB"), (380, 250), Image.Resampling.LANCZOS)
        mask = Image.new("L", face.size)
        ImageDraw.Draw(mask).rounded_rectangle((0, 0, 379, 249), 16, fill=255)
        image.paste(face, (748, 100), mask)


def gradient(width: int, height: int) -> Image.Image:
    """The CSS ``linear-gradient(120deg, …)`` of the card's ground."""
    across, down = math.sin(ANGLE), -math.cos(ANGLE)
    length = abs(width * across) + abs(height * down)
    y, x = np.mgrid[0:height, 0:width].astype(np.float32) + 0.5
    along = ((x - width / 2) * across + (y - height / 2) * down) / length + 0.5
    places = [stop for stop, _ in STOPS]
    bands = [np.interp(along, places, [colour[band] for _, colour in STOPS]) for band in range(3)]
    return Image.fromarray(np.stack(bands, axis=-1).round().astype(np.uint8), "RGB")


def with_shadow(image: Image.Image) -> Image.Image:
    """The picture with the card's soft shadow."""
    layer = Image.new("RGBA", image.size)
    left, top, right, bottom = CARD
    ImageDraw.Draw(layer).rounded_rectangle((left, top + 24, right, bottom + 24), 28, fill=(0, 0, 0, 128))
    return Image.alpha_composite(image.convert("RGBA"), layer.filter(ImageFilter.GaussianBlur(30))).convert("RGB")
