"""The films of the weekly kit: a plan, its facts and their history in, the takes to shoot and what shoots them out.

They take much longer than pictures, so they are made when they are asked for; until their figures change they stay as good as these.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from assetkit.batch import Outcome
from assetkit.engine import Engine
from assetkit.engine.takumi import Takumi
from assetkit.errors import AssetkitError, nearest
from assetkit.facts.block import Block
from assetkit.film.films import SUFFIX, Studios, Told, run, take_key
from assetkit.film.race_readings import readings_of
from assetkit.film.race_reel import NEEDS, shoot_race
from assetkit.film.race_reel import Plan as RacePlan
from assetkit.film.scenes import Storyboard
from assetkit.film.shooting import Shot, Take, take_for
from assetkit.film.storyboards import SCENES_CACHE, Production, shoot_scenes, storyboard_named
from assetkit.job import Job
from assetkit.kit.plan import RACE, FilmPiece
from assetkit.kit.week import Kit, compared, lacking_fact, reading_of, with_steps
from assetkit.manifest import Entry, read_journal, still_good
from assetkit.memory import give_back
from assetkit.sizes import Size
from assetkit.template import first_with, refuse_unknown_fields
from assetkit.world import World

TOP = 12  # bars of a race that says nothing else
Shoots = Callable[[Engine], Shot]


@dataclass(frozen=True)
class Films:
    """The takes of a kit's films, what shoots each by its file's name without suffix, and a note on each film that is left out."""

    takes: tuple[Take, ...]
    shoots: Mapping[str, Shoots]
    notes: tuple[str, ...]

    @property
    def jobs(self) -> tuple[Job, ...]:
        """What the films are of, as if they were pictures."""
        return tuple(take.job for take in self.takes)


def kit_films(kit: Kit, world: World) -> Films:
    """Every film of the kit. AssetkitError for what is wrong in the plan or in a storyboard."""
    takes: list[Take] = []
    shoots: dict[str, Shoots] = {}
    notes: list[str] = []
    for film in kit.plan.films:
        lacking = lacking_fact(kit, film.needs)
        if lacking:
            notes.append(f"{film.name} is left out: {kit.facts.why_missing(lacking)}")
            continue
        try:
            found, told = (_race if film.film == RACE else _scenes)(kit, film, world)
        except AssetkitError as error:
            raise AssetkitError(f"{error.where}: {error.message}", where=film.where, hint=error.hint) from error
        notes += [f"{film.name}{text}" for text in told]
        takes += [take for take, _ in found]
        shoots.update((take.job.stem, shot) for take, shot in found)
    return Films(tuple(takes), shoots, tuple(dict.fromkeys(notes)))


Made = tuple[Sequence[tuple[Take, Shoots]], Sequence[str]]
"""The takes of one film of the plan, each with what shoots it, and what to tell of the film, after its name."""


def _race(kit: Kit, film: FilmPiece, world: World) -> Made:
    try:
        readings = readings_of(kit.history, kit.campaign, film.metric or "valid", "the history")
    except AssetkitError as error:  # one reading, one unit: figures that do not race yet
        return (), (f" is left out: {error.where} {error.message}",)
    plan = RacePlan(readings, film.top or TOP)
    template = first_with(world.templates("film"), "film", NEEDS)
    refuse_unknown_fields(template, film.fields)
    facts, missing = kit.facts.only(template.fact_names)
    fields = {**film.fields, "metric": readings.metric, "bars": str(plan.top), "rest": plan.rest}
    found = []
    for size in _sizes(film, template.spec.sizes, world):
        job = Job(
            template=template.id,
            size=size,
            campaign=kit.campaign.id,
            name=f"{film.name}-{size.id}",
            fields=fields,
            facts={**facts, **kit.stamps},
            missing=missing,
            readings=tuple(map(reading_of, kit.history.snapshots)),
        )
        take = take_for(job, world.presets, seconds=film.seconds, made_of=(plan.digest,))
        found.append((take, partial(shoot_race, take, plan, world)))
    return found, ()


def _scenes(kit: Kit, film: FilmPiece, world: World) -> Made:
    board = storyboard_named(film.film, world)
    kit = with_steps(kit, [world.template(name) for name in board.templates], world)
    if why := _nothing_to_show(board, kit):
        return (), (f" is left out: {why}",)
    facts = kit.facts.with_block(Block(kit.stamps))
    production = Production(board, kit.campaign, facts, world.workspace or Path())
    readings = tuple(map(reading_of, compared(kit)))
    found: list[tuple[Take, Shoots]] = []
    notes: list[str] = []
    for size in _sizes(film, production.offered(world), world):
        name = f"{film.name}-{size.id}"
        job = Job(board.scenes[0].template, size, kit.campaign.id, name, readings=readings)
        take = production.take(take_for(job, world.presets, seconds=film.seconds), world)
        notes += [f": {note}" for note in production.cuts(take.rate, take.seconds)[1]]
        found.append((take, partial(shoot_scenes, take, production, world)))
    return found, notes


def _nothing_to_show(board: Storyboard, kit: Kit) -> str:
    """Why no scene of the storyboard can be filmed; empty when one can."""
    lacking = [lacking_fact(kit, (*scene.needs, *filter(None, [scene.each]))) for scene in board.scenes]
    return kit.facts.why_missing(lacking[0]) if all(lacking) else ""


def _sizes(film: FilmPiece, offered: Sequence[str], world: World) -> tuple[Size, ...]:
    """The sizes of a film; AssetkitError for one that it is not composed for."""
    for name in film.sizes:
        if name not in offered:
            raise AssetkitError(f"there is no size '{name}'", where=f"film '{film.film}'", hint=nearest(name, offered))
    return tuple(world.sizes[name] for name in film.sizes)


def good_films(films: Films, world: World, folder: Path) -> tuple[Entry, ...]:
    """The folder's films that are still what the kit's takes would make, in their order."""
    known = read_journal(folder)
    found = []
    for take in films.takes:
        entry = known.get(f"{take.job.stem}{SUFFIX}")
        if entry and entry.film and still_good(entry, folder, take_key(take, world), take.job.facts):
            found.append(_of(entry, take))
    return tuple(found)


def make_films(films: Films, studios: Studios, *, force: bool, told: Told) -> Outcome:
    """Make the films that are missing or changed; a new one tells what changed since the one before."""

    def shoot(take: Take) -> Shot:
        gc.collect()  # the film before, whose parts hold each other: two of them at once would need half as much memory again
        give_back()
        return films.shoots[take.job.stem](Takumi(studios.world.fonts.values(), SCENES_CACHE))

    return run(films.takes, studios, shoot, force=force, told=told)


def _of(entry: Entry, take: Take) -> Entry:
    """The entry with the readings of now: the same figures may have been read again since."""
    return entry if entry.readings == take.job.readings else entry.model_copy(update={"readings": take.job.readings})
