"""A take and the readings of a race in, the film of the race out: its page painted once, its bars drawn frame by frame."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from assetkit.artifact import Encoded
from assetkit.engine import Engine
from assetkit.errors import AssetkitError
from assetkit.film.planes import Planes
from assetkit.film.race import Race, usual_seconds
from assetkit.film.race_canvas import RaceCanvas
from assetkit.film.race_kit import kit_for, printed, printed_text
from assetkit.film.race_readings import LEAST, MOST, Readings
from assetkit.film.race_stage import stage_of
from assetkit.film.shooting import POSTER_QUALITY, Shot, Take, jpeg
from assetkit.film.timeline import frames_of
from assetkit.pipeline import alternative_text, refuse_missing_glyphs, set_page, sound
from assetkit.proof import Subject, prove
from assetkit.typography import number
from assetkit.world import World

NEEDS = ("bars", "metric", "rest")  # fields of the page of a race
KEYS = 8  # frames of a preview
NAMED = 3  # units that the alternative text names


@dataclass(frozen=True)
class Plan:
    """What is raced: the readings, and how many bars are in view at once."""

    readings: Readings
    top: int

    def __post_init__(self) -> None:
        if not LEAST <= self.top <= MOST:
            raise AssetkitError(f"{self.top} bars are no race", where="--top", hint=f"{LEAST} to {MOST}")

    @property
    def rest(self) -> str:
        """How many units are out of view, as the page says it; empty when none is."""
        others = len(self.readings.runners) - self.top
        return f"và {number(others)} đơn vị khác" if others > 0 else ""

    @property
    def notes(self) -> tuple[str, ...]:
        """What a person should know of it."""
        running = len(self.readings.runners)
        if running <= self.top:
            return self.readings.notes
        return (*self.readings.notes, f"the {self.top} best of {running} units are in view, {running - self.top} are not")

    @property
    def digest(self) -> str:
        """Hex digest of all that the bars show."""
        return hashlib.sha256(repr((self.readings, self.top)).encode()).hexdigest()


class RaceReel:
    """The frames of a race."""

    def __init__(self, race: Race, canvas: RaceCanvas) -> None:
        self.race, self.canvas = race, canvas
        self.width, self.height, self.rate, self.frames = canvas.width, canvas.height, race.rate, race.frames
        self.poster = race.frames - 1

    @cached_property
    def keys(self) -> Sequence[int]:
        """Readings from the first to the last."""
        knots = self.race.knots
        return sorted({knots[round(place * (len(knots) - 1) / (KEYS - 1))] for place in range(KEYS)})

    @property
    def planes(self) -> Planes:
        return self.canvas.planes

    def draw(self, frame: int) -> bool:
        return self.canvas.draw(self.race.state(frame))


def shoot_race(take: Take, plan: Plan, world: World, engine: Engine) -> Shot:
    """The film of a take. AssetkitError for a page that is not as it should be, for names that do not fit, for too few seconds."""
    job = take.job
    filled, fitted, page, easel = set_page(job, world, engine)
    seconds = take.seconds or min(max(usual_seconds(plan.readings), take.preset.seconds[0]), take.preset.seconds[1])
    race = Race(plan.readings, plan.top, take.rate, frames_of(seconds, take.rate))
    refuse_missing_glyphs("\n".join(plan.readings.runners[number].name for number in race.seen), world, page.where)
    stage = stage_of(fitted, engine, world.faces, world.campaign(job.campaign).palette.model_dump())
    short = min(job.size.width, job.size.height)
    reel = RaceReel(race, RaceCanvas(kit_for(race, stage, engine, world.faces, short)))
    reel.draw(reel.poster)
    encoded = Encoded(jpeg(reel.planes.image()), "jpg", POSTER_QUALITY)
    findings = sound(prove(Subject(page, fitted.layout, encoded, engine)), page)
    alt = alternative_text("\n".join([filled.spoken.split("\n")[0], leaders(race), *filled.spoken.split("\n")[1:]]))
    return Shot(reel, alt, filled.facts_read, findings, (*easel.warnings, *plan.notes))


def leaders(race: Race) -> str:
    """The first ones at the end, in words."""
    rows = sorted(race.state(race.frames - 1).rows, key=lambda row: row.place)[:NAMED]
    readings = race.readings
    named = (f"{readings.runners[row.runner].name} {printed_text(printed(row.value), readings.metric)}" for row in rows)
    return f"dẫn đầu: {', '.join(named)}"
