"""A world and a campaign in, the history of its counts out: from one table, else from the store, under the registry's names."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from assetkit.counts.entries import phase_key
from assetkit.counts.history import History, Snapshot, history_of
from assetkit.counts.model import WHOLE, Counts
from assetkit.counts.moments import end_of
from assetkit.counts.place import store_place
from assetkit.errors import AssetkitError, nearest
from assetkit.typography import date_short

if TYPE_CHECKING:
    from assetkit.campaign import Campaign
    from assetkit.world import World

Histories = Mapping[str | None, History]
Step = Callable[[Counts], Counts]
NO_COUNTS = "assetkit counts import FILE, or --counts FILE"


def read_history(
    world: World,
    campaign: Campaign,
    *,
    counts_file: Path | None = None,
    locale: str | None = None,
    sheet: str | None = None,
    max_rows: int = 10_000,
    as_of: dt.datetime | None = None,
    source: str | None = None,
    phase: str | None = None,
    store: str | None = None,
) -> tuple[History, tuple[str, ...]]:
    """The counts of a campaign with their past, and what to warn of.

    From ``counts_file`` (a table; ``locale``, ``sheet`` and ``max_rows`` are about it), else from the store. ``as_of`` leaves
    out what is later, and stamps a table of one day; ``source`` replaces what the figures say of where they come from;
    ``phase`` is a phase id or "total": without it the whole campaign's figures, or the only phase that there is. Readings
    from before the campaign's first day are left out. Units get the names of the registry, where there is one.
    AssetkitError when there are no counts, or when several phases could be meant.
    """
    warnings: tuple[str, ...] = ()
    if counts_file is not None:
        where = str(counts_file)
        by_phase, warnings = _from_file(campaign, counts_file, locale, sheet, max_rows, as_of, source)
    else:
        where = "store"
        by_phase = _from_store(campaign, store_place(world, store), as_of)
    chosen = choose_phase(by_phase, campaign, phase, where)
    history, early = since_start(joined(by_phase, chosen), campaign, where)
    others: Histories = {name: joined(by_phase, name) for name in by_phase if name not in (None, chosen)}
    steps: list[Step] = [lambda counts: _of_phase(counts, chosen, others, campaign)]
    if source is not None and counts_file is None:
        steps.append(lambda counts: replace(counts, source=source.strip()))
    found = _mapped(history, steps)
    if world.registry is not None:
        found = world.registry.follow(found)
    return found, (*warnings, *early)


def _from_file(
    campaign: Campaign,
    path: Path,
    locale: str | None,
    sheet: str | None,
    max_rows: int,
    as_of: dt.datetime | None,
    source: str | None,
) -> tuple[Histories, tuple[str, ...]]:
    from assetkit.counts.history_table import snapshots_from_table
    from assetkit.counts.sources.dates import dated
    from assetkit.table import read_table

    table = dated(read_table(path, max_rows=max_rows, locale=locale, sheet=sheet), "dmy" if locale == "vi" else None)
    snapshots = snapshots_from_table(table, campaign, as_of=as_of, source=source)
    warnings = dict.fromkeys(warning for snapshot in snapshots for warning in snapshot.counts.warnings)
    phases = dict.fromkeys(snapshot.counts.phase for snapshot in snapshots)
    found = {phase: history_of(one for one in snapshots if one.counts.phase == phase) for phase in phases}
    return found, tuple(warnings)


def _from_store(campaign: Campaign, place: str, as_of: dt.datetime | None) -> Histories:
    from assetkit.counts.store import NoStoreError, open_store

    metric = campaign.count_metric
    try:
        with open_store(place, create=False) as store:
            found = store.histories(campaign.id, metric=metric, until=as_of)
            held = () if found else store.held()
            name = store.name
    except NoStoreError as error:
        raise AssetkitError("there are no counts", where=error.where, hint=NO_COUNTS) from error
    if found:
        return found
    others = sorted({one.metric for one in held if one.campaign == campaign.id})
    if others and metric not in others:
        hint = f'count_metric = "{others[0]}" in the campaign, or figures that count {metric} ones'
        message = f"holds {' and '.join(others)} figures of {campaign.id}, which counts {metric} ones"
        raise AssetkitError(message, where=name, hint=hint)
    of = f"{campaign.id} up to {date_short(as_of)}" if others and as_of else campaign.id
    known = ", ".join(sorted({one.campaign for one in held} - {campaign.id}))
    hint = f"{NO_COUNTS}{f'; it holds {known}' if known else ''}"
    raise AssetkitError(f"holds no counts of {of}", where=name, hint=hint)


def choose_phase(found: Histories, campaign: Campaign, asked: str | None, where: str) -> str | None:
    """The phase to read: the one asked for, the whole campaign, the only one; None when none is named anywhere."""
    known = sorted(phase for phase in found if phase is not None)
    if asked is not None:
        key = phase_key(asked)
        if known and key not in known:
            message = f"has no {campaign.count_metric} figures of phase '{asked}'"
            raise AssetkitError(message, where=where, hint=nearest(asked, known))
        return key if known or key == WHOLE else campaign.phase(key).id
    if len(known) < 2 or WHOLE in known:
        return WHOLE if WHOLE in known else known[0] if known else None
    message = f"holds the phases {', '.join(known)}"
    raise AssetkitError(message, where=where, hint=f"choose one, such as --phase {known[0]}")


def joined(found: Histories, phase: str | None) -> History:
    """The readings of a phase with those that name none, which count for every phase."""
    wanted = [found[name] for name in dict.fromkeys((None, phase)) if name in found]

    def ordered(snapshots: Iterable[Snapshot]) -> tuple[Snapshot, ...]:
        return tuple(sorted(snapshots, key=lambda snapshot: (snapshot.as_of, snapshot.id)))

    current = ordered(snapshot for history in wanted for snapshot in history.snapshots)
    return History(current, ordered(snapshot for history in wanted for snapshot in history.superseded))


def since_start(history: History, campaign: Campaign, where: str) -> tuple[History, tuple[str, ...]]:
    """The readings from the campaign's first day on, and a warning when there are earlier ones: those are of something else."""
    kept, replaced = (
        tuple(snapshot for snapshot in some if snapshot.as_of.date() >= campaign.start)
        for some in (history.snapshots, history.superseded)
    )
    early = len(history.snapshots) - len(kept)
    if not early:
        return history, ()
    told = f"{where}: {early} readings are from before the campaign began ({date_short(campaign.start)})"
    if not kept:
        return history, (f"{told}, and there are no others: start in the campaign's file may be wrong",)
    return History(kept, replaced), (f"{told}: left out",)


def _of_phase(counts: Counts, phase: str | None, others: Mapping[str | None, History], campaign: Campaign) -> Counts:
    """The counts as those of ``phase``, with the overall figures in which other phases ended, as far as known at their moment."""
    if phase is None:
        return counts
    values = dict(counts.phase_values)
    ends = {one.id: one.end for one in campaign.phases}
    for name, history in others.items():
        for moment, value in history.series(""):
            if name in ends and moment.date() >= ends[name] and moment <= end_of(counts.as_of or moment):
                values[name] = value
    return replace(counts, phase=phase, phase_values=tuple(sorted(values.items())))


def _mapped(history: History, steps: Sequence[Step]) -> History:
    """The history with every reading's counts as the ``steps`` make them."""

    def changed(snapshot: Snapshot) -> Snapshot:
        counts = snapshot.counts
        for step in steps:
            counts = step(counts)
        return replace(snapshot, counts=counts)

    return History(tuple(map(changed, history.snapshots)), tuple(map(changed, history.superseded)))
