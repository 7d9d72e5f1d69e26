"""The weekly kit: a plan, a campaign's facts and their history in, the jobs of all its pictures out.

Its films are the work of `assetkit.kit.films`; here only what is wrong with them at first sight is told.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from assetkit.campaign import Campaign
from assetkit.counts.history import History, Snapshot
from assetkit.errors import AssetkitError, UsageError, nearest
from assetkit.facts import Facts
from assetkit.job import Job, Reading
from assetkit.kit.plan import RACE, Piece, Plan
from assetkit.naming import Names
from assetkit.template import Template, refuse_unknown_fields
from assetkit.typography import slug

if TYPE_CHECKING:
    from assetkit.world import World

DRAFT_TEXT = "BẢN NHÁP"
STORYBOARDS = "storyboards"  # the folder of the shared files where they stand


@dataclass(frozen=True)
class Kit:
    """A week's figures and what is to be made of them. ``units`` are the names of those that get cards of their own, in order of rank."""

    campaign: Campaign
    plan: Plan
    facts: Facts
    history: History
    units: tuple[str, ...]
    draft: bool = False

    @property
    def stamps(self) -> dict[str, str]:
        """The facts that are not of the figures."""
        return {"draft_text": DRAFT_TEXT} if self.draft else {}

    @property
    def week(self) -> str:
        """The ISO week of the figures, such as 2022-W19: what the kit's folder is called."""
        year, week, _ = stamp_of(self.facts).isocalendar()
        return f"{year}-W{week:02d}"


def stamp_of(facts: Facts) -> dt.datetime:
    """The moment of the figures."""
    found = facts.get("as_of")
    if not isinstance(found, dt.datetime):
        raise AssetkitError("the counts do not say when they were counted", where="week", hint="assetkit counts show")
    return found


def unit_names(facts: Facts) -> tuple[str, ...]:
    """The names of the units that are compared, in order of rank."""
    entries: Any = facts.get("units", ())
    return tuple(entry["name"] for entry in entries)


def chosen_units(facts: Facts, asked: str) -> tuple[str, ...]:
    """The units that ``asked`` names by code or name, separated by commas, in order of rank; "all" is everyone."""
    everyone = unit_names(facts)
    if asked.strip().lower() == "all":
        return everyone
    found: list[str] = []
    for word in (part.strip() for part in asked.split(",")):
        if not word:
            raise UsageError(f"'{asked}' has a comma with no unit beside it", where="--units", hint="--units EVNNPT,EVNCPC, or all")
        try:
            name = str(facts.for_unit(word)["unit"])
        except AssetkitError as error:
            raise AssetkitError(f"there is no unit '{word}'", where="--units", hint=error.hint) from error
        if name not in everyone:
            raise AssetkitError(f"'{name}' is the whole, not a unit", where="--units", hint=nearest(name, everyone))
        if name in found:
            raise UsageError(f"names '{name}' twice", where="--units", hint="each unit once")
        found.append(name)
    return tuple(name for name in everyone if name in found)


def kit_jobs(kit: Kit, world: World) -> tuple[list[Job], tuple[str, ...]]:
    """Every picture of the kit, and a note on each piece that is left out because a fact that it needs is not known."""
    names = Names()
    jobs: list[Job] = []
    notes: list[str] = []
    readings = tuple(map(reading_of, compared(kit)))
    for piece in kit.plan.pieces:
        template = _template(piece, world)
        own = with_steps(kit, [template], world)
        lacking = lacking_fact(own, (*template.needs(piece.fields), *piece.needs))
        if lacking:
            notes.append(f"{piece.name} is left out: {own.facts.why_missing(lacking)}")
            continue
        jobs += _piece_jobs(own, piece, world, names, readings)
    return jobs, tuple(notes)


def lacking_fact(kit: Kit, needs: Iterable[str]) -> str:
    """The first of these facts that is not known; empty when all are."""
    return next((need for need in needs if need not in kit.facts and need in kit.facts.missing), "")


def with_steps(kit: Kit, templates: Iterable[Template], world: World) -> Kit:
    """The kit, with the facts of the steps of a process where one of the templates shows them."""
    from assetkit.items import shows_steps

    if not any(shows_steps(template) for template in templates):
        return kit
    from assetkit.facts.process import process_facts

    steps = process_facts(world.steps(None), kit.campaign.palette.model_dump())
    return replace(kit, facts=kit.facts.with_block(steps))


def refuse_unknown_films(plan: Plan, world: World) -> None:
    """Raise AssetkitError for a film of the plan whose storyboard or size there is not: at once, also when no films are asked for."""
    paths = map(PurePosixPath, world.shared_files)
    known = [RACE, *sorted(path.stem for path in paths if path.parent.name == STORYBOARDS and path.suffix == ".toml")]
    for film in plan.films:
        if film.film not in known:
            raise AssetkitError(f"there is no film '{film.film}'", where=film.where, hint=nearest(film.film, known))
        for size in film.sizes:
            if size not in world.sizes:
                raise AssetkitError(f"there is no size '{size}'", where=film.where, hint=nearest(size, world.sizes))


def _template(piece: Piece, world: World) -> Template:
    try:
        return world.template(piece.template)
    except AssetkitError as error:
        raise AssetkitError(
            f"{error.where}: {error.message}", where=piece.where, hint=error.hint
        ) from error


def _subjects(kit: Kit, piece: Piece) -> Sequence[str]:
    """The names of the units that a piece is about; "" is the whole."""
    if piece.of == "whole":
        return ("",)
    reached: Any = kit.facts.get("reached_this_week", ())
    return kit.units if piece.of == "units" else tuple(name for name in kit.units if name in reached)


def _piece_jobs(kit: Kit, piece: Piece, world: World, names: Names, readings: tuple[Reading, ...]) -> Iterator[Job]:
    template = _template(piece, world)
    refuse_unknown_fields(template, piece.fields)
    for name in piece.sizes:
        if name not in template.spec.sizes:
            message = f"template '{template.id}' has no size '{name}'"
            raise AssetkitError(message, where=piece.where, hint=nearest(name, template.spec.sizes))
    for unit in _subjects(kit, piece):
        facts = kit.facts.for_unit(unit) if unit else kit.facts
        known, missing = facts.only(template.fact_names)
        for size in piece.sizes:
            code = str(facts.get("unit_code") or unit)
            yield Job(
                template=template.id,
                size=world.sizes[size],
                campaign=kit.campaign.id,
                name=names.unique("-".join(filter(None, (piece.name, slug(code) if unit else "", size)))),
                fields=dict(piece.fields),
                facts={**known, **kit.stamps},
                missing=missing,
                label=unit,
                readings=readings,
            )


def compared(kit: Kit) -> Iterator[Snapshot]:
    """The snapshots of the figures and of those that they are compared with."""
    moments = {stamp_of(kit.facts), kit.facts.get("previous_as_of")}
    return (snapshot for snapshot in kit.history.snapshots if snapshot.as_of in moments)


def reading_of(snapshot: Snapshot) -> Reading:
    """What a manifest says of a snapshot."""
    fetched = snapshot.fetched_at.isoformat() if snapshot.fetched_at else None
    return Reading(snapshot.id, snapshot.origin, snapshot.as_of.isoformat(), fetched, snapshot.digest)
