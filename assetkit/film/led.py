"""Widths, speeds and pages in, the state of every frame of an endless loop out: whole numbers only, and frame N is frame 0."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from assetkit.errors import UsageError
from assetkit.film.mixing import WHOLE
from assetkit.film.motion import EASINGS
from assetkit.film.timeline import frames_of

USUAL_SPEED = 0.9  # of the board's height, in px/s: a word of a slogan is legible for more than two seconds
FASTEST = 4.0  # of the board's width: what crosses it in less than a quarter of a second is read by nobody
CHANGE = 0.6  # s from one page to the next
HOLD_LEAST, HOLD_WORD, HOLD_FIRST = 2.4, 0.34, 1.0  # s that a page stands: at least; for each word, and before the first one
EASING = "ease-in-out"


@dataclass(frozen=True)
class Marquee:
    """A strip of ``period`` px that runs to the left by ``step`` px a frame, which divides it; ``rate`` frames a second."""

    period: int
    step: int
    rate: int

    @property
    def frames(self) -> int:
        return self.period // self.step

    def state(self, frame: int) -> tuple[int]:
        """The column of the strip that stands at the board's left edge."""
        return (frame * self.step % self.period,)


@dataclass(frozen=True)
class Slides:
    """Pages that stand for ``holds`` frames each and push each other out in ``change`` frames."""

    holds: tuple[int, ...]
    change: int
    rate: int

    @property
    def frames(self) -> int:
        return sum(self.holds) + (self.change * len(self.holds) if len(self.holds) > 1 else 0)

    def state(self, frame: int) -> tuple[int, int, int]:
        """(the page, the one that follows it, how much of 256 of the change to it is done)."""
        place = frame % self.frames
        change = self.change if len(self.holds) > 1 else 0
        ends = list(accumulate(hold + change for hold in self.holds))
        page = next(number for number, end in enumerate(ends) if place < end)
        into = place - (ends[page] - change)
        follows = (page + 1) % len(self.holds)
        if into < 0:
            return page, follows, 0
        return page, follows, min(WHOLE - 1, max(1, round(WHOLE * EASINGS[EASING]((into + 1) / (change + 1)))))


def whole_step(speed: float | None, height: int, width: int, rate: int) -> tuple[int, str]:
    """(px a frame, what to tell when that is not the speed asked for). UsageError for a speed that nobody can read."""
    wanted = USUAL_SPEED * height if speed is None else speed
    if not 0 < wanted <= FASTEST * width:
        raise UsageError(f"{wanted:g} px/s cannot be read", where="--speed", hint=f"{rate} to {width}")
    step = max(1, round(wanted / rate))
    if speed is None or step * rate == speed:
        return step, ""
    return step, f"{speed:g} px/s would be {speed / rate:.2f} px a frame: {step} px a frame, {step * rate} px/s, runs smoothly"


def holds_of(texts: Sequence[str], rate: int) -> tuple[int, ...]:
    """How many frames each page stands: long enough to be read."""
    return tuple(frames_of(max(HOLD_LEAST, HOLD_FIRST + HOLD_WORD * len(text.split())), rate) for text in texts)
