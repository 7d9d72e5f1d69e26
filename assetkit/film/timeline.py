"""Layers and their motions in, the state of every frame out: pure data, no pixels. Two frames of equal state are the same picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assetkit.errors import AssetkitError, nearest
from assetkit.film.motion import EASINGS, Motion, Start

OPAQUE = 255
WHOLE = 10_000  # parts of what is uncovered, of a scale, and of a closed ring
CLOSE = 1e-9  # of a motion: seconds are no whole numbers
SMALLEST = WHOLE * 82 // 100  # the scale that "scale" grows from
CLOSEST = WHOLE * 108 // 100  # the scale from which "ken-burns" takes its place
APPEARS = 0.7  # of a motion, after which the layer is opaque
SHOWS = 0.12  # of a count, after which it is
DIRECTIONS = {"slide-left": (1, 0), "slide-right": (-1, 0), "slide-up": (0, 1), "slide-down": (0, -1)}
UNCOVERED = {"wipe-right": "right", "draw-bar": "right", "wipe-up": "up", "ring": "round"}
MOST_KEYS = 8  # key frames while layers come in
HOLD = 3.0  # s that a film stays settled where no duration is given


@dataclass(frozen=True)
class Layer:
    """A part of the picture that moves by itself: ``enter`` from ``start`` s on, ``leave`` until the end. ``value`` is the number that a
    counter ends with."""

    name: str
    start: float = 0.0
    enter: Motion | None = None
    leave: Motion | None = None
    value: int | None = None


@dataclass(frozen=True)
class LayerState:
    """What is seen of a layer in one frame, all whole numbers. ``dx, dy``: px from its place; ``alpha`` 1..255; ``scale`` in ten-thousandths,
    of the picture inside its outline where the ``way`` is "closer"; ``part`` in ten-thousandths of it, uncovered "right", "up" or "round";
    ``value`` that a counter shows."""

    layer: int
    dx: int = 0
    dy: int = 0
    alpha: int = OPAQUE
    scale: int = WHOLE
    part: int = WHOLE
    way: str = ""
    value: int | None = None


State = tuple[LayerState, ...]


@dataclass(frozen=True)
class Film:
    """``layers`` in painting order over ``frames`` frames at ``rate`` a second; ``unit`` is the layout unit in px."""

    layers: tuple[Layer, ...]
    frames: int
    rate: int
    unit: float

    @property
    def seconds(self) -> float:
        return self.frames / self.rate

    @property
    def settled(self) -> int:
        """A frame in which every layer has entered and none has begun to leave: the still. AssetkitError when there is none."""
        entered = max((end_of(layer) for layer in self.layers), default=0.0)
        leaving = min((self.seconds - layer.leave.seconds for layer in self.layers if layer.leave), default=self.seconds)
        frame = int(-(-entered * self.rate // 1))
        if frame > min(leaving * self.rate, self.frames - 1):
            hint = f"at least {entered + self.seconds - leaving + 0.5:.1f} s"
            raise AssetkitError(f"{self.seconds:g} s is too short for all to enter and leave", where="film", hint=hint)
        return frame

    @property
    def keys(self) -> tuple[int, ...]:
        """Frames that show what happens: the layers coming in, all of them, and what is left at the end."""
        stops = sorted({layer.start + 0.6 * layer.enter.seconds for layer in self.layers if layer.enter and layer.enter.seconds})
        chosen = stops if len(stops) <= MOST_KEYS else [stops[round(i * (len(stops) - 1) / (MOST_KEYS - 1))] for i in range(MOST_KEYS)]
        frames = {0, *(round(stop * self.rate) for stop in chosen), self.settled, self.frames - 1}
        leaving = min((self.seconds - layer.leave.seconds for layer in self.layers if layer.leave), default=None)
        if leaving is not None:
            frames.add(round((leaving + (self.seconds - leaving) / 2) * self.rate))
        return tuple(sorted(frame for frame in frames if 0 <= frame < self.frames))

    def state(self, frame: int) -> State:
        """What is seen in a frame, in painting order; layers of which nothing is seen are left out."""
        now = frame / self.rate
        seen = (self._seen(index, layer, now) for index, layer in enumerate(self.layers))
        return tuple(state for state in seen if state is not None)

    def _seen(self, index: int, layer: Layer, now: float) -> LayerState | None:
        if layer.leave and now > self.seconds - layer.leave.seconds:
            left = (self.seconds - now) / layer.leave.seconds
            return _moved(index, layer, layer.leave, left, -self.unit)
        if layer.enter is None:
            return LayerState(index)
        if now < layer.start:
            return None
        done = (now - layer.start) / layer.enter.seconds if layer.enter.seconds else 1.0
        return _moved(index, layer, layer.enter, done, self.unit)


def end_of(layer: Layer) -> float:
    """When a layer has entered, in s."""
    return layer.start + (layer.enter.seconds if layer.enter else 0.0)


def _moved(index: int, layer: Layer, motion: Motion, done: float, unit: float) -> LayerState | None:
    """The layer when ``done`` (0..1) of its motion is over; with a negative ``unit`` it goes on in the direction of its motion."""
    if done >= 1 - CLOSE:
        return LayerState(index)
    done = max(0.0, done)
    eased, kind = EASINGS[motion.easing](done), motion.kind
    alpha = round(OPAQUE * min(1.0, done / APPEARS))
    state: LayerState
    if kind in DIRECTIONS:
        away = motion.distance * unit * (1 - eased)
        dx, dy = (round(sign * away) for sign in DIRECTIONS[kind])
        state = LayerState(index, dx, dy, alpha)
    elif kind == "fade":
        state = LayerState(index, alpha=_part(OPAQUE, eased))
    elif kind == "scale":
        state = LayerState(index, alpha=alpha, scale=round(SMALLEST + (WHOLE - SMALLEST) * eased))
    elif kind == "ken-burns":
        state = LayerState(index, scale=max(WHOLE, round(CLOSEST + (WHOLE - CLOSEST) * eased)), way="closer")
    elif kind == "count-up":
        state = LayerState(index, alpha=round(OPAQUE * min(1.0, done / SHOWS)), value=_part(layer.value or 0, eased))
    else:
        state = LayerState(index, part=_part(WHOLE, eased), way=UNCOVERED[kind])
    return state if state.alpha and state.part else None


def _part(whole: int, eased: float) -> int:
    """The share of a whole number, which a curve that swings back never leaves."""
    return round(whole * min(1.0, max(0.0, eased)))


def scheduled(starts: Sequence[Start], layers: Sequence[Layer], where: str) -> tuple[Layer, ...]:
    """The layers with their starts settled: those after another one begin when it has entered. AssetkitError for one that is not known, or
    that waits for itself."""
    by_name = {layer.name: index for index, layer in enumerate(layers)}
    settled: dict[int, float] = {}

    def start_of(index: int, waiting: tuple[int, ...]) -> float:
        if index in waiting:
            raise AssetkitError(f"'{layers[index].name}' waits for itself", where=where, hint='data-at="1.2s"')
        if index not in settled:
            after, seconds = starts[index].after, starts[index].seconds
            if after and after not in by_name:
                raise AssetkitError(f"there is no layer '{after}'", where=where, hint=nearest(after, list(by_name)))
            other = by_name.get(after)
            before = 0.0 if other is None else start_of(other, (*waiting, index)) + _lasts(layers[other])
            settled[index] = before + seconds
        return settled[index]

    def moved(index: int) -> Layer:
        return Layer(layers[index].name, start_of(index, ()), layers[index].enter, layers[index].leave, layers[index].value)

    return tuple(moved(index) for index in range(len(layers)))


def _lasts(layer: Layer) -> float:
    return layer.enter.seconds if layer.enter else 0.0


def frames_of(seconds: float, rate: int) -> int:
    """How many frames a film of that length has: the nearest whole number, at least one."""
    return max(1, round(seconds * rate))


def usual_seconds(layers: Sequence[Layer]) -> float:
    """How long a film is for which nothing else is said: all enter, it holds, the longest leaving is over."""
    entered = max((end_of(layer) for layer in layers), default=0.0)
    leaving = max((layer.leave.seconds for layer in layers if layer.leave), default=0.0)
    return entered + HOLD + leaving
