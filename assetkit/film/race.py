"""Readings in, the state of every frame of a race out: who stands where, how long each bar is, the total, the axis; whole numbers only.

Between two readings a figure grows on a smooth curve that never leaves the two; at the frame of a reading it is exactly the one that was
counted, and every row is in its place. In between a unit glides to its next place about when it overtakes.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from assetkit.errors import AssetkitError
from assetkit.film.race_readings import FINE, TENTHS, Readings
from assetkit.film.timeline import frames_of

Array = NDArray[np.float64]
HOLD_FIRST, HOLD_LAST = 1.0, 3.0  # s that the first and the last reading stand still
GLIDE = 0.6  # s that a change of places takes
ZOOM = 1.1  # s that the axis takes to grow
FLASH = 1.2  # s that the new leader is lit up
BRIGHTEST = 255
LEAST_GAP = 2  # frames from a reading to the next
PER_WEEK = 0.7  # s of the usual race for a week
USUAL = (10.0, 45.0)  # s, the shortest and the longest race where nothing is said
PLACE = 1000  # parts of a place: how fine a glide is
LEAST_AXIS = 5  # times that the axis grows at most: bars are seen to become longer
ROUND = (10, 12, 15, 20, 25, 30, 40, 50, 60, 80)
"""Ends of an axis, times a power of ten."""


class Row(NamedTuple):
    """One bar: the number of its runner, its place from the top (times ``PLACE``), figure and quota (times ``FINE``; quota 0: none), and how
    much of 255 it is lit up as the new leader."""

    runner: int
    place: int
    value: int
    quota: int
    flash: int


class State(NamedTuple):
    """A frame: the last reading that has passed, the total, the end of the axis (times ``FINE``), the leader's number, the rows in the order in which
    they are painted: whoever overtakes is in front."""

    reading: int
    total: int
    axis: int
    leader: int
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Race:
    """``frames`` frames at ``rate`` a second, the ``top`` best in view."""

    readings: Readings
    top: int
    rate: int
    frames: int

    def __post_init__(self) -> None:
        needed = LEAST_GAP * (len(self.readings.moments) - 1)
        if self._last - self._first < needed:
            seconds = needed / self.rate / 0.6
            message = f"{len(self.readings.moments)} readings do not fit into {self.frames / self.rate:g} s"
            raise AssetkitError(message, where="--duration", hint=f"{seconds:.0f} or more")

    @property
    def seconds(self) -> float:
        return self.frames / self.rate

    @property
    def shown(self) -> int:
        """How many bars are seen at once: ``top``, or fewer when fewer run."""
        return min(self.top, len(self.readings.runners))

    @property
    def _first(self) -> int:
        return min(frames_of(HOLD_FIRST, self.rate), self.frames // 8)

    @property
    def _last(self) -> int:
        return self.frames - 1 - min(frames_of(HOLD_LAST, self.rate), self.frames // 4)

    @cached_property
    def knots(self) -> tuple[int, ...]:
        """The frame of each reading: as far apart as their days are, at least ``LEAST_GAP`` frames."""
        moments = self.readings.moments
        parts = len(moments) - 1
        free = self._last - self._first - LEAST_GAP * parts
        whole = (moments[-1] - moments[0]) / dt.timedelta(seconds=1)
        past = [(moment - moments[0]) / dt.timedelta(seconds=1) / whole for moment in moments]
        return tuple(self._first + LEAST_GAP * number + round(free * share) for number, share in enumerate(past))

    def state(self, frame: int) -> State:
        """What is seen in a frame."""
        places, after = self._places[frame], self._places[min(frame + self._half_glide, self.frames - 1)]
        leader = int(self._leaders[frame])
        reading = max(0, bisect_right(self.knots, frame) - 1)
        inside = np.flatnonzero(places < self.shown * PLACE)
        order = inside[np.lexsort((-places[inside], -after[inside]))]
        quotas, flash = self._quotas[reading], self._flash(frame)
        rows = tuple(
            Row(self.seen[index], place, value, quotas[self.seen[index]], flash if self.seen[index] == leader else 0)
            for index, place, value in zip(order.tolist(), places[order].tolist(), self._values[frame, order].tolist(), strict=True)
        )
        return State(reading, int(self._totals[frame]), int(self._axis[frame]), leader, rows)

    @property
    def _half_glide(self) -> int:
        return max(1, frames_of(GLIDE / 2, self.rate))

    def _flash(self, frame: int) -> int:
        since = frame - int(self._led_since[frame])
        lasts = frames_of(FLASH, self.rate)
        return round(BRIGHTEST * (1 - since / lasts) ** 2) if self._led_since[frame] > 0 and since < lasts else 0

    @cached_property
    def _grown(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """(figures of every frame and runner, before it was counted the first one; the rank of each, from 0)."""
        frames = np.arange(self.frames)
        columns = [_grown(frames, self.knots, runner.values) for runner in self.readings.runners]
        values = np.stack(columns, axis=1)
        order = np.argsort(-values, axis=1, kind="stable")
        ranks = np.empty_like(order)
        np.put_along_axis(ranks, order, np.broadcast_to(np.arange(values.shape[1]), values.shape), axis=1)
        for runner, column in enumerate(values.T):
            joined = int(np.argmax(column >= 0))
            ranks[:joined, runner] = len(self.readings.runners)
            column[:joined] = column[joined]
        return values, ranks

    @cached_property
    def seen(self) -> tuple[int, ...]:
        """The numbers of the runners that are in view at one of the readings."""
        return tuple(int(runner) for runner in np.flatnonzero((self._ranked < self.shown).any(axis=0)))

    @cached_property
    def _ranked(self) -> NDArray[np.int64]:
        """The rank of each runner at each reading."""
        _, ranks = self._grown
        return np.asarray(ranks[list(self.knots)], np.int64)

    @cached_property
    def _values(self) -> NDArray[np.int64]:
        values, _ = self._grown
        return np.asarray(values[:, self.seen], np.int64)

    @cached_property
    def _places(self) -> NDArray[np.int64]:
        """Ranks, glided: at each reading every row is in its place, and in between it takes the next one about when it overtakes.

        Whoever is out of view waits just below.
        """
        _, ranks = self._grown
        passing = np.minimum(ranks[:, self.seen], self.shown).astype(np.float64)
        kept = np.minimum(self._ranked[:, self.seen], self.shown)
        places = np.empty((self.frames, len(self.seen)))
        places[: self.knots[0]], places[self.knots[-1] :] = kept[0], kept[-1]
        for number, (first, last) in enumerate(pairwise(self.knots)):
            before, after = kept[number], kept[number + 1]
            places[first:last] = before
            for row in np.flatnonzero(before != after).tolist():
                rise = after[row] - before[row]
                places[first:last, row] += rise * _glide(passing[first : last + 1, row], rise, 2 * self._half_glide)
        return np.rint(places * PLACE).astype(np.int64)

    @cached_property
    def _leaders(self) -> NDArray[np.int64]:
        return np.asarray(np.array(self.seen)[self._places.argmin(axis=1)], np.int64)

    @cached_property
    def _led_since(self) -> NDArray[np.int64]:
        """The frame from which the leader of each frame has led without a break."""
        changed = np.flatnonzero(np.diff(self._leaders, prepend=self._leaders[0])).tolist()
        since = np.zeros(self.frames, np.int64)
        for frame in changed:
            since[frame:] = frame
        return since

    @cached_property
    def _totals(self) -> NDArray[np.int64]:
        fine = _grown(np.arange(self.frames), self.knots, [total * FINE for total in self.readings.totals])
        return np.asarray((fine + FINE // 2) // FINE, np.int64)

    @cached_property
    def _quotas(self) -> list[list[int]]:
        return [[runner.quotas[place] or 0 for runner in self.readings.runners] for place in range(len(self.readings.moments))]

    @cached_property
    def _axis(self) -> NDArray[np.int64]:
        """The end of the axis: always at or beyond the longest bar. It grows in steps, and begins to before it is needed."""
        longest = self._values.max(axis=1)
        if self.readings.metric == "percent":
            longest = np.maximum(longest, TENTHS * FINE)
        longest = np.maximum(longest, longest.max() // LEAST_AXIS)
        window = max(2, frames_of(ZOOM, self.rate))
        ahead = np.lib.stride_tricks.sliding_window_view(np.pad(longest, (0, window - 1), mode="edge"), window).max(axis=1)
        steps = np.array([round_end(int(value)) for value in ahead.tolist()], np.float64)
        padded = np.pad(steps[:, None], ((window - 1, 0), (0, 0)), mode="edge")
        ends: NDArray[np.int64] = np.rint(_smoothed(padded, window)[:, 0]).astype(np.int64)
        ends[ends < longest] = longest[ends < longest]
        return ends


def usual_seconds(readings: Readings) -> float:
    """How long a race is for which nothing is said."""
    weeks = (readings.moments[-1] - readings.moments[0]) / dt.timedelta(weeks=1)
    shortest, longest = USUAL
    return round(min(longest, max(shortest, HOLD_FIRST + HOLD_LAST + PER_WEEK * weeks)))


def round_end(value: int) -> int:
    """The next round number at or beyond a figure (times ``FINE``), ten printed steps at least."""
    scale = FINE
    while ROUND[-1] * scale < value:
        scale *= 10
    return next((step * scale for step in ROUND if step * scale >= value), 100 * scale)


def _glide(ranks: Array, rise: int, lasts: int) -> Array:
    """How much of its way a row has gone in each frame but the last: it glides for ``lasts`` frames about the middle of its overtaking."""
    frames = len(ranks) - 1
    lasts = min(lasts, frames)
    middle = float(np.dot(np.diff(ranks), np.arange(frames) + 0.5)) / rise
    begin = min(max(middle, lasts / 2), frames - lasts / 2) - lasts / 2
    share = np.clip((np.arange(frames) - begin) / lasts, 0.0, 1.0)
    return np.asarray(share * share * (3 - 2 * share))


def _smoothed(columns: Array, window: int) -> Array:
    """Each ``window`` rows as one: their mean, weighted by a raised cosine; what does not change stays exactly as it is."""
    turns = np.arange(1, window + 1) * (2 * np.pi / (window + 1))
    weights = 1 - np.cos(turns)
    weights /= weights.sum()
    moving = np.flatnonzero((columns != columns[0]).any(axis=0))
    found = np.repeat(columns[:1], len(columns) - window + 1, axis=0)
    for column in moving.tolist():
        found[:, column] = np.convolve(columns[:, column], weights[::-1], mode="valid")
    return found


def _grown(frames: NDArray[np.int64], knots: Sequence[int], figures: Sequence[int | None]) -> NDArray[np.int64]:
    """A figure in every frame, −1 before its first reading: a monotone cubic through its readings (Fritsch and Butland), flat at both ends."""
    known = [(knot, figure) for knot, figure in zip(knots, figures, strict=True) if figure is not None]
    if not known:
        return np.full(len(frames), -1, np.int64)
    at, figure = (np.array(numbers, np.float64) for numbers in zip(*known, strict=True))
    begins = 0 if figures[0] is not None else known[0][0]
    if len(known) == 1:
        found = np.full(len(frames), int(figure[0]), np.int64)
    else:
        steps = np.diff(at)
        rises = np.diff(figure) / steps
        slopes = np.zeros(len(at))
        slopes[1:-1] = _slopes(steps, rises)
        place = np.clip(np.searchsorted(at, frames, side="right") - 1, 0, len(at) - 2)
        share = np.clip((frames - at[place]) / steps[place], 0.0, 1.0)
        base, step = figure[place], steps[place]
        rise = figure[place + 1] - base
        cubic = share * share * (3 - 2 * share)
        into = share * (1 - share) ** 2 * step * slopes[place]
        out = share * share * (share - 1) * step * slopes[place + 1]
        found = np.rint(base + rise * cubic + into + out).astype(np.int64)
    found[frames < begins] = -1
    return found


def _slopes(steps: Array, rises: Array) -> Array:
    """The slope at each inner reading: the harmonic mean of those beside it, 0 at a turn: no figure then overshoots."""
    before, after = rises[:-1], rises[1:]
    product = before * after
    first, second = 2 * steps[1:] + steps[:-1], steps[1:] + 2 * steps[:-1]
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = (first + second) / (first / before + second / after)
    return np.where(product > 0, mean, 0.0)
