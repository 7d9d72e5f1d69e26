"""The weekly kit: a plan, a campaign's facts and their history in, the jobs of all its pictures out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assetkit.campaign import Campaign
from assetkit.counts.history import History, Snapshot
from assetkit.errors import AssetkitError, nearest
from assetkit.facts import Facts
from assetkit.job import Job, Reading
from assetkit.kit.plan import Piece, Plan
from assetkit.naming import Names
from assetkit.template import Template, refuse_unknown_fields
from assetkit.typography import slug

if TYPE_CHECKING:
    from assetkit.world import World

DRAFT_TEXT = "BẢN NHÁP"


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
    found = []
    for word in (part.strip() for part in asked.split(",")):
        try:
            found.append(str(facts.for_unit(word)["unit"]))
        except AssetkitError as error:
            raise AssetkitError(f"there is no unit '{word}'", where="--units", hint=error.hint) from error
    for name in found:
        if name not in everyone:
            raise AssetkitError(f"'{name}' is the whole, not a unit", where="--units", hint=nearest(name, everyone))
    return tuple(name for name in everyone if name in found)


def kit_jobs(kit: Kit, world: World) -> tuple[list[Job], tuple[str, ...]]:
    """Every picture of the kit, and a note on each piece that is left out because a fact that it needs is not known."""
    names = Names()
    jobs: list[Job] = []
    notes: list[str] = []
    readings = tuple(map(_reading, _compared(kit)))
    for piece in kit.plan.pieces:
        needs = (*_template(piece, world).needs(piece.fields), *piece.needs)
        lacking = [need for need in needs if need not in kit.facts and need in kit.facts.missing]
        if lacking:
            notes.append(f"{piece.name} is left out: {kit.facts.why_missing(lacking[0])}")
            continue
        jobs += _piece_jobs(kit, piece, world, names, readings)
    return jobs, tuple(notes)


def _template(piece: Piece, world: World) -> Template:
    try:
        return world.template(piece.template)
    except AssetkitError as error:
        raise AssetkitError(
            f"{error.where}: {error.message}", where=f"week.toml piece '{piece.name}'", hint=error.hint
        ) from error


def _subjects(kit: Kit, piece: Piece) -> Sequence[str]:
    """The names of the units that a piece is about; "" is the whole."""
    if piece.of == "whole":
        return ("",)
    reached: Any = kit.facts.get("reached_this_week", ())
    return kit.units if piece.of == "units" else tuple(name for name in kit.units if name in reached)


def _piece_jobs(kit: Kit, piece: Piece, world: World, names: Names, readings: tuple[Reading, ...]) -> Iterator[Job]:
    template = _template(piece, world)
    where = f"week.toml piece '{piece.name}'"
    refuse_unknown_fields(template, piece.fields)
    for name in piece.sizes:
        if name not in template.spec.sizes:
            message = f"template '{template.id}' has no size '{name}'"
            raise AssetkitError(message, where=where, hint=nearest(name, template.spec.sizes))
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


def _compared(kit: Kit) -> Iterator[Snapshot]:
    """The snapshots of the figures and of those that they are compared with."""
    moments = {stamp_of(kit.facts), kit.facts.get("previous_as_of")}
    return (snapshot for snapshot in kit.history.snapshots if snapshot.as_of in moments)


def _reading(snapshot: Snapshot) -> Reading:
    fetched = snapshot.fetched_at.isoformat() if snapshot.fetched_at else None
    return Reading(snapshot.id, snapshot.origin, snapshot.as_of.isoformat(), fetched, snapshot.digest)
