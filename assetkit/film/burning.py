"""A reel and its subtitles in, the same reel with the subtitles in the picture out, for places that show no .srt file."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace

from PIL import Image, ImageDraw, ImageFont

from assetkit.film.boxes import even
from assetkit.film.captions import LINE, LINES, Cue
from assetkit.film.looks import Look, Picture
from assetkit.film.planes import Planes
from assetkit.film.reel import Reel
from assetkit.sizes import Size

LETTER = 0.58  # of the type's size: a mean letter, so that the longest line stays inside the safe area
LARGER = 1.7  # times the smallest type that is legible in the place
LEADING, PAD, APART = 1.36, 0.5, 0.5  # of the type's size: from line to line; around the text; from what stands above
DARK, LIGHT = (8, 12, 24, 214), "#ffffff"


def above_subtitles(size: Size) -> Size:
    """The size with less of a safe area: what stands above two lines of a subtitle, so that pages keep clear of them."""
    left, top, right, bottom = size.safe
    type_size = _type_size(size)
    return replace(size, safe=(left, top, right, bottom + round((LINES * LEADING + PAD + APART) * type_size)))


def _type_size(size: Size) -> int:
    """Of a subtitle's type, in px."""
    return round(min(LARGER * size.text, size.safe_width / (LINE * LETTER)))


def subtitle(cue: Cue, size: Size, font: bytes) -> Look:
    """A subtitle as it stands in the picture: at the foot of the safe area, in the middle, on its own dark ground."""
    wanted = _type_size(size)
    widest = max(ImageFont.truetype(io.BytesIO(font), wanted).getlength(line) for line in cue.lines) + 2 * PAD * wanted
    type_size = int(wanted * min(1.0, size.safe_width / widest))
    letters = ImageFont.truetype(io.BytesIO(font), type_size)
    pad, step = round(PAD * type_size), round(LEADING * type_size)
    width = round(max(letters.getlength(line) for line in cue.lines)) + 2 * pad
    height = step * len(cue.lines) + pad
    image = Image.new("RGBA", (width, height))
    draw = ImageDraw.Draw(image)
    draw.rounded_rectangle((0, 0, width - 1, height - 1), pad // 2, DARK)
    for index, line in enumerate(cue.lines):
        draw.text((width / 2, pad / 2 + step * (index + 0.5)), line, LIGHT, letters, anchor="mm")
    left = size.safe[0] + (size.safe_width - width) // 2
    return Look(Picture(image), left & ~1, size.height - size.safe[3] - height & ~1)


class CaptionedReel:
    """A reel with its subtitles. Only the frames that show one cost a copy."""

    def __init__(self, reel: Reel, cues: Sequence[Cue], size: Size, font: bytes) -> None:
        self.width, self.height, self.rate, self.frames = reel.width, reel.height, reel.rate, reel.frames
        self.poster, self.keys, self.planes = reel.poster, reel.keys, reel.planes
        self._reel, self._cues = reel, tuple(cues)
        self._size, self._font = size, font
        self._look: tuple[int, Look] | None = None
        self._shown = -1
        self._burnt = Planes(reel.width, reel.height)

    def draw(self, frame: int) -> bool:
        """Bring the planes to a frame; whether they are not what they were."""
        changed = self._reel.draw(frame)
        number = next((index for index, cue in enumerate(self._cues) if cue.first <= frame < cue.end), -1)
        same, self._shown = not changed and number == self._shown, number
        self.planes = self._reel.planes if number < 0 else self._burnt
        if number >= 0 and not same:
            self._burn(number)
        return not same

    def _burn(self, number: int) -> None:
        if self._look is None or self._look[0] != number:
            self._look = number, subtitle(self._cues[number], self._size, self._font)
        look = self._look[1]
        box = even(look.box, self.width, self.height)
        self._burnt.take(self._reel.planes)
        half = tuple(side // 2 for side in box)
        parts = zip(self._reel.planes, (box, half, half), strict=True)
        luma, blue, red = (Image.fromarray(plane[b[1] : b[3], b[0] : b[2]]) for plane, b in parts)
        look.lay((luma, blue, red), box)
        self._burnt.place((luma, blue, red), box)
