"""Readings to be added and those already held in, which of them are news out.

The readings of one place (campaign, origin, metric, phase, moment) form a chain: the first one, then its corrections.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from assetkit.counts.history import Snapshot
from assetkit.counts.store.schema import SNAPSHOTS

Place = tuple[str, str, str, str, dt.datetime]
Reading = tuple[str, Snapshot]
PLACE = ("campaign", "metric", "phase", "origin", "as_of")
LINK = ("id", "digest", "fetched_at", "corrects")


@dataclass(frozen=True, slots=True)
class Link:
    """A reading that is held: its id, the digest of its figures, when it was fetched, which one it corrects."""

    id: int
    digest: str
    fetched_at: dt.datetime | None
    corrects: int | None


def place_of(reading: Reading) -> Place:
    """What two readings share when the later one corrects the earlier."""
    campaign, snapshot = reading
    return campaign, snapshot.counts.metric, snapshot.counts.phase or "", snapshot.origin, snapshot.as_of


def held_chains(connection: sa.Connection, readings: Sequence[Reading]) -> dict[Place, list[Link]]:
    """The chains of the campaigns and origins of ``readings``, each oldest first."""
    columns = SNAPSHOTS.c
    wanted = (
        sa.select(*(columns[name] for name in (*PLACE, *LINK)))
        .where(columns.campaign.in_({campaign for campaign, _ in readings}))
        .where(columns.origin.in_({snapshot.origin for _, snapshot in readings}))
        .order_by(columns.id)
    )
    chains: dict[Place, list[Link]] = {}
    for campaign, metric, phase, origin, as_of, *link in connection.execute(wanted):
        chains.setdefault((campaign, metric, phase, origin, as_of), []).append(Link(*link))
    return chains


def match(held: Sequence[Link], given: Sequence[Snapshot]) -> list[Link | None]:
    """For each reading of one place, in the order in which they were made, the one held that it is; None for news.

    What comes before the reading that holds now is not news: a chain that is given again is only continued. A reading
    that comes out of a store (it has an id) is known by its figures and the time it was fetched, wherever in the chain.
    """
    now = held[-1].digest if held else None
    seen = max((index for index, snapshot in enumerate(given) if snapshot.digest == now), default=-1)
    by_digest = {link.digest: link for link in held}
    by_reading = {(link.digest, link.fetched_at): link for link in held}
    found: list[Link | None] = []
    for index, snapshot in enumerate(given):
        again = by_reading.get((snapshot.digest, snapshot.fetched_at)) if snapshot.id else None
        found.append(by_digest.get(snapshot.digest, held[-1]) if index <= seen else again)
    return found
