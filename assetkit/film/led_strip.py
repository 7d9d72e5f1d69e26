"""Slogans in, one strip out that runs across a board for ever: pieces of a page, each as wide as its words, joined without a seam."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from PIL import Image

from assetkit.artifact import Finding
from assetkit.errors import AssetkitError
from assetkit.film.led import Marquee
from assetkit.film.led_board import Board, gathered
from assetkit.film.planes import Planes
from assetkit.fit import Fitted
from assetkit.page import Page
from assetkit.sizes import MAX_SIDE, Size
from assetkit.template import Template
from assetkit.typography import keep_together

MEASURED = "data-led"  # the attribute of the element that a piece is as wide as
NEEDS = ("slogan", "ends")  # fields of the page of a piece
MOST_PIXELS = 48_000_000  # of a strip: an hour of words
KEYS = 8  # frames of a preview
MARGIN = 0.3  # of the board's height, from its edge to the first word, on the poster


@dataclass(frozen=True)
class Strip:
    """The strip as it is painted, RGB, what it says, and what the proofs saw of it."""

    image: Image.Image
    spoken: str
    findings: tuple[Finding, ...] = ()


def strip_of(slogans: Sequence[str], board: Board, template: Template) -> Strip:
    """The slogans one after another. AssetkitError for too many words, or a template that does not say how wide its piece is."""
    pieces: list[Image.Image] = []
    spoken: list[str] = []
    findings: list[Finding] = []
    for slogan in slogans:
        parts = list(parted(slogan, _most_letters(board.size)))
        for index, part in enumerate(parts):
            fields = {"slogan": part, "ends": "yes" if index == len(parts) - 1 else "no"}
            fitted, _, said = board.page(template, fields, _wide(board.size, MAX_SIDE))
            width = _measured(fitted)
            if sum(piece.width for piece in pieces) + width > MOST_PIXELS // board.size.height:
                raise AssetkitError(f"{len(slogans)} slogans are too much for one loop", where="--text", hint="fewer slogans, or a film for each")
            fitted, page, _ = board.page(template, fields, _wide(board.size, width))
            pieces.append(board.paint(page))
            findings += board.proofs(fitted, _passing(page))
            spoken.append(said)
    whole = Image.new("RGB", (sum(piece.width for piece in pieces), board.size.height))
    x = 0
    for piece in pieces:
        whole.paste(piece, (x, 0))
        x += piece.width
    return Strip(whole, "\n".join(spoken), gathered(findings))


def _wide(size: Size, width: int) -> Size:
    return replace(size, width=max(16, width))


def _passing(page: Page) -> Page:
    """The page of a piece as the proofs see it: it passes the board's left and right edge, and keeps clear of its head and foot."""
    _, top, _, bottom = page.size.safe
    return replace(page, size=replace(page.size, safe=(0, top, 0, bottom)))


def _most_letters(size: Size) -> int:
    """How many letters of a piece surely find room on the widest page: none is wider than the board is high."""
    return max(8, min(120, MAX_SIDE // size.height - 4))


def parted(text: str, most: int) -> Iterator[str]:
    """The text in parts of at most ``most`` letters, broken where words may part; a longer word stays whole."""
    part = ""
    for segment, kept in keep_together(text):
        for word in [segment] if kept else segment.split():
            joined = f"{part} {word.strip()}".strip()
            if part and len(joined) > most:
                yield part
                joined = word.strip()
            part = joined
    if part:
        yield part


def _measured(fitted: Fitted) -> int:
    """The width of a piece, px."""
    for k, element in fitted.page.elements.items():
        if MEASURED in element.attributes and k in fitted.layout.boxes:
            width = int(-(-fitted.layout.boxes[k].width // 1))
            if width >= MAX_SIDE:
                raise AssetkitError("a word is too long for the board", where="--text", hint="a shorter one")
            return width
    raise AssetkitError("does not say how wide it is", where=fitted.page.where, hint=f'{MEASURED}="strip"')


class MarqueeReel:
    """One period of a strip that runs. The strip is kept twice, the second time a pixel further left: chroma is halved."""

    def __init__(self, strip: Image.Image, step: int, rate: int, width: int) -> None:
        self.rate = rate
        self.width, self.height = width + width % 2, strip.height + strip.height % 2
        self.loop = Marquee(-(-strip.width // step) * step, step, rate)
        self.frames = self.loop.frames
        self.poster = max(0, self.frames - round(MARGIN * strip.height / step))
        endless = _endless(strip, self.loop.period, self.loop.period + self.width + 4, self.height)
        both = (0, 1) if step % 2 else (0,)
        self._strips = [_planes(endless.crop((shift, 0, endless.width - 2 + shift, self.height))) for shift in both]
        self.planes = Planes(self.width, self.height)
        self._shown: tuple[int] | None = None

    @property
    def keys(self) -> Sequence[int]:
        return sorted({self.frames * place // KEYS for place in range(KEYS)})

    def draw(self, frame: int) -> bool:
        state = self.loop.state(frame)
        if state == self._shown:
            return False
        (left,) = self._shown = state
        strip, left = self._strips[left % 2], left - left % 2
        for plane, source, scale in zip(self.planes, strip, (1, 2, 2), strict=True):
            np.copyto(plane, source[:, left // scale : left // scale + plane.shape[1]])
        return True


def _endless(strip: Image.Image, period: int, width: int, height: int) -> Image.Image:
    """The strip, its end filled up to the period with its last column, again and again; its foot with its last row."""
    once = Image.new("RGB", (period, height))
    once.paste(strip, (0, 0))
    once.paste(strip.crop((strip.width - 1, 0, strip.width, strip.height)).resize((period - strip.width + 1, strip.height)), (strip.width - 1, 0))
    if height > strip.height:
        once.paste(once.crop((0, strip.height - 1, period, strip.height)), (0, strip.height))
    whole = Image.new("RGB", (width + width % 2, height))
    for x in range(0, whole.width, period):
        whole.paste(once, (x, 0))
    return whole


def _planes(image: Image.Image) -> Planes:
    planes = Planes(*image.size)
    planes.put(image, (0, 0, *image.size))
    return planes
