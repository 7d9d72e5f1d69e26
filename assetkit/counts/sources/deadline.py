"""A time limit in seconds in, what is left of it out: one limit over everything that a pull of one source waits for."""

from __future__ import annotations

import time


class Deadline:
    """The moment after which nothing is waited for any more; it starts when it is made."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._end = time.monotonic() + seconds

    @property
    def left(self) -> float:
        """Seconds that are left, never below zero."""
        return max(0.0, self._end - time.monotonic())

    @property
    def passed(self) -> bool:
        return self.left <= 0

    def within(self, seconds: float | None) -> float:
        """The shorter of ``seconds`` and what is left."""
        return self.left if seconds is None else min(seconds, self.left)
