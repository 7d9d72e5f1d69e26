"""Layers and their motions in, the state of every frame out: pure data, no pixels. Two frames of equal state are the same picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assetkit.errors import AssetkitError, nearest
from assetkit.film.motion import EASINGS, Motion, Start

WHOLE = 1000  # parts of what is uncovered, of a scale, and of a closed ring
OPAQUE = 255
SMALLEST = 820  # of 1000: the scale that "scale" grows from
CLOSEST = 1080  # of 1000: the scale from which "ken-burns" takes its place
DIRECTIONS = {"slide-left": (1, 0), "slide-right": (-1, 0), "slide-up": (0, 1), "slide-down": (0, -1)}
UNCOVERED = {"wipe-right": "right", "draw-bar": "right", "wipe-up": "up", "ring": "round"}
HOLD = 3.0  # s that a film stays settled where no duration is given

Box = tuple[int, int, int, int]


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
    """What is seen of a layer in one frame, all whole numbers. ``dx, dy``: px from its place; ``alpha`` 1..255; ``scale`` in thousandths;
    ``part`` in thousandths of it, uncovered in the ``way`` of its motion ("" is all of it); ``value`` that a counter shows."""

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

    def state(self, frame: int) -> State:
        """What is seen in a frame, in painting order; layers of which nothing is seen are left out."""
        now = frame / self.rate
        seen = (self._seen(index, layer, now) for index, layer in enumerate(self.layers))
        return tuple(state for state in seen if state is not None)

    def _seen(self, index: int, layer: Layer, now: float) -> LayerState | None:
        if layer.leave and now > self.seconds - layer.leave.seconds:
            left = (self.seconds - now) / layer.leave.seconds
            return _moved(index, layer, layer.leave, left, self.unit)
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
    """The layer when ``done`` (0..1) of its motion is over."""
    if done >= 1:
        return LayerState(index)
    eased = EASINGS[motion.easing](max(0.0, done))
    kind = motion.kind
    alpha = round(OPAQUE * min(1.0, max(0.0, done) / 0.7))
    if kind in DIRECTIONS:
        away = motion.distance * unit * (1 - eased)
        dx, dy = (round(sign * away) for sign in DIRECTIONS[kind])
        return LayerState(index, dx, dy, alpha) if alpha else None
    if kind == "fade":
        alpha = round(OPAQUE * eased)
        return LayerState(index, alpha=alpha) if alpha else None
    if kind == "scale":
        return LayerState(index, alpha=alpha, scale=round(SMALLEST + (WHOLE - SMALLEST) * eased)) if alpha else None
    if kind == "ken-burns":
        return LayerState(index, scale=round(CLOSEST + (WHOLE - CLOSEST) * eased))
    if kind == "count-up":
        return LayerState(index, value=round((layer.value or 0) * eased))
    part = round(WHOLE * min(1.0, eased))
    return LayerState(index, part=part, way=UNCOVERED[kind]) if part else None


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


