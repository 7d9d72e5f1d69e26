"""A race, its stage and an engine in, what it is drawn with out: its places, letters, and the light of its leader."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

import numpy as np

from assetkit.draw.glyphs import Faces
from assetkit.engine import Engine
from assetkit.facts.standing import count_text
from assetkit.film.race import Race
from assetkit.film.race_letters import Letters, Style, paint_letters
from assetkit.film.race_places import GAP, LEAST_TYPE, Places, Wanted, places_for
from assetkit.film.race_readings import FINE
from assetkit.film.race_stage import Slot, Stage
from assetkit.film.race_surface import Stamp

GLOW = 2.3  # radii of the leader's light
SIGNS = "0123456789.,%/−"
AXIS_ROOM = 1.9  # em of the least type, above the first row


class Bar(NamedTuple):
    """A row in px: its runner, column and top; bar and quota as lengths (quota −1: none in view); its figure in printed
    steps; light; whether it leads."""

    runner: int
    column: int
    top: int
    length: int
    quota: int
    printed: int
    flash: int
    leads: bool


@dataclass(frozen=True)
class Kit:
    """What a race is drawn with."""

    race: Race
    stage: Stage
    places: Places
    letters: Letters
    small: Style
    glow: Stamp
    point: Stamp | None

    @cached_property
    def gap(self) -> int:
        """Between a bar and its figure, px."""
        return round(GAP * self.places.text.size)

    @cached_property
    def lamp(self) -> int:
        """The radius of the leader's light, without its glow, px."""
        return round(self.glow.width / 2 / GLOW)

    @cached_property
    def cell(self) -> int:
        """The width of a digit of a bar's figure, px."""
        return round(self.letters.figure.cell(self.places.figure)) + 1

    @cached_property
    def reach(self) -> int:
        """How far, in px, the leader's light reaches out of its row."""
        middle = (self.places.bar_top + self.places.bar_bottom) // 2
        return max(0, self.glow.height // 2 + 1 - min(middle, self.places.pitch - middle)) + 1 & ~1


def kit_for(race: Race, stage: Stage, engine: Engine, faces: Faces, short: int) -> Kit:
    """Find room for everything and paint all letters. ``short`` is the canvas's shorter side, px."""
    small = Style("SemiBold", round(LEAST_TYPE * short))
    runners = {number: race.readings.runners[number] for number in race.seen}
    widest = max((printed_text(printed(value or 0), race.readings.metric) for one in runners.values() for value in one.values), key=len)
    left, top, right, bottom = stage.bars
    below = (left, top + round(AXIS_ROOM * small.size) + 1 & ~1, right, bottom)
    places = places_for(below, Wanted(race.shown, runners, widest, short), faces)
    wanted = [(line, places.text) for name in places.names.values() for line in name.lines]
    styles = {small, places.text, places.figure, *(slot.style for slot in (stage.total, stage.date) if slot)}
    wanted += [(sign, style) for style in styles for sign in SIGNS]
    letters = paint_letters(wanted, engine, faces)
    glow = glowing(max(4, round((places.bar_bottom - places.bar_top) * 0.56)))
    return Kit(race, stage, places, letters, small, glow, lit_point(letters, stage.total) if stage.total else None)


def printed(value: int) -> int:
    """A figure (times ``FINE``) in the steps that are printed: initiatives, or tenths of a percent."""
    return (value + FINE // 2) // FINE


@lru_cache(maxsize=16_384)
def printed_text(steps: int, metric: str) -> str:
    """A figure as it is printed: 1.234, or 102,4%."""
    return f"{count_text(steps // 10)},{steps % 10}%" if metric == "percent" else count_text(steps)


def glowing(radius: int) -> Stamp:
    """A dot of light with its glow, its pen in the middle."""
    reach = round(GLOW * radius)
    y, x = np.mgrid[-reach : reach + 1, -reach : reach + 1]
    away = np.hypot(x, y) / radius
    dot = np.clip((1 - away) * radius + 0.5, 0, 1)
    glow = 0.5 * np.clip((GLOW - away) / (GLOW - 1), 0, 1) ** 2.2
    return Stamp(np.rint(255 * np.maximum(dot, glow)).astype(np.uint8), -reach, -reach, 0)


def lit_point(letters: Letters, slot: Slot) -> Stamp:
    """The thousands point of a figure as a light."""
    point = letters.text(".", slot.style)
    lamp = glowing(max(2, round(point.height / 2)))
    x, y = point.left + point.width // 2, point.top + point.height // 2
    return Stamp(lamp.mask, x + lamp.left, y + lamp.top, point.advance)
