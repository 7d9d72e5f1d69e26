"""Slogans in, pages out that push each other off a board for ever; a slogan that is too long for large type takes several pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from PIL import Image

from assetkit.artifact import Finding
from assetkit.errors import AssetkitError
from assetkit.film.canvas import padded
from assetkit.film.led import CHANGE, Slides, holds_of
from assetkit.film.led_board import Board, least_type
from assetkit.film.mixing import mix_named
from assetkit.film.planes import Planes
from assetkit.film.timeline import frames_of
from assetkit.fit import Fitted
from assetkit.lexicon import LEXICON
from assetkit.page import Page
from assetkit.template import Template
from assetkit.typography import fold, keep_together

FIELD = "title"
TERMS = frozenset(map(fold, LEXICON))
NEEDS = (FIELD,)  # fields of the page of a slide


@dataclass(frozen=True)
class Slide:
    """A page as it is painted, RGB, its words, what it says, and what the proofs saw of it."""

    image: Image.Image
    words: str
    spoken: str
    findings: tuple[Finding, ...] = ()


Set = tuple[Fitted, Page, str]
"""The fitted page, the page to be painted, what it says."""


def slides_of(slogans: Sequence[str], board: Board, template: Template) -> tuple[Slide, ...]:
    """The pages. AssetkitError when a word alone is too long for type of a third of the board's height."""
    return tuple(slide for slogan in slogans for slide in _slides(slogan, board, template))


def _slides(text: str, board: Board, template: Template) -> Iterator[Slide]:
    """The slogan on as few pages as will hold it in large type, of like length."""
    setting = cache(lambda part: _set(part, board, template))
    for words in (words_of(text), terms_of(text), text.split()):  # what belongs together is parted only where type would be too small
        for count in range(1, len(words) + 1):
            found = [(part, setting(part)) for part in shared_out(words, count)]
            pages = [(part, made) for part, made in found if not isinstance(made, AssetkitError)]
            if len(pages) == len(found):
                for part, (fitted, page, spoken) in pages:
                    yield Slide(board.paint(page), part, spoken, board.proofs(fitted, page))
                return
    raise next(made for _, made in found if isinstance(made, AssetkitError))


def _set(text: str, board: Board, template: Template) -> Set | AssetkitError:
    """The page, set, or why the text does not fit in large enough type."""
    least = least_type(board.size)
    try:
        fitted, page, spoken = board.page(template, {FIELD: text})
    except AssetkitError as error:  # it overflows, or has more letters than the field takes: told when no part of it does better
        return error
    size = min(fitted.sizes.values(), default=0)
    if size >= least:
        return fitted, page, spoken
    hint = "shorter words, a higher board, or --mode marquee"
    return AssetkitError(f"would be {size:.0f} px high, {least:.0f} px is the least on this board", where=f"“{text[:40]}”", hint=hint)


def words_of(text: str) -> list[str]:
    """The text in words and in those groups of words that stay together."""
    return [word for part, kept in keep_together(text) for word in ([part.strip()] if kept else part.split())]


def terms_of(text: str) -> list[str]:
    """The text in words, those of two syllables ("sáng kiến") in one, a dash with the word before it."""
    words, found = text.split(), list[str]()
    while words:
        count = 2 if fold(" ".join(words[:2]).strip(".,;:!?…")) in TERMS else 1
        term = " ".join(words[:count])
        if found and not any(sign.isalnum() for sign in term):
            found[-1] = f"{found[-1]} {term}"
        else:
            found.append(term)
        words = words[count:]
    return found


def shared_out(words: Sequence[str], count: int) -> list[str]:
    """The words in ``count`` texts, in their order, the longest as short as can be."""
    most = next(most for most in range(max(map(len, words)), sum(map(len, words)) + len(words)) if len(_filled(words, most)) <= count)
    return _filled(words, most)


def _filled(words: Sequence[str], most: int) -> list[str]:
    """The words in texts of at most ``most`` letters, each as long as may be."""
    found: list[str] = []
    for word in words:
        if found and len(found[-1]) + 1 + len(word) <= most:
            found[-1] = f"{found[-1]} {word}"
        else:
            found.append(word)
    return found


class SlideReel:
    """One round of the pages."""

    def __init__(self, slides: Sequence[Slide], rate: int) -> None:
        self.rate = rate
        self.loop = Slides(holds_of([slide.words for slide in slides], rate), frames_of(CHANGE, rate), rate)
        self._pages = [_planes(slide.image) for slide in slides]
        self.width, self.height = self._pages[0].width, self._pages[0].height
        self.frames, self.poster = self.loop.frames, 0
        self.planes = Planes(self.width, self.height)
        self._mix = mix_named("push", "pages")
        self._shown: tuple[int, int, int] | None = None

    @property
    def keys(self) -> Sequence[int]:
        """Each page, and the middle of the first change."""
        starts = [sum(self.loop.holds[:number]) + self.loop.change * number for number in range(len(self.loop.holds))]
        middle = [self.loop.holds[0] + self.loop.change // 2] if len(self.loop.holds) > 1 else []
        return sorted([*starts, *middle])

    def draw(self, frame: int) -> bool:
        page, follows, share = self.loop.state(frame)
        state = (page, follows if share else page, share)
        if state == self._shown:
            return False
        self._shown = state
        if share:
            self._mix(self._pages[page], self._pages[follows], self.planes, share)
        else:
            self.planes.take(self._pages[page])
        return True


def _planes(image: Image.Image) -> Planes:
    image = padded(image)
    planes = Planes(*image.size)
    planes.put(image, (0, 0, *image.size))
    return planes
