"""A path or URL in, a Store out: adds readings, gives back their history, remembers what sources said of themselves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Any, Literal, Self

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from assetkit.counts.history import History, Snapshot
from assetkit.counts.moments import end_of
from assetkit.counts.store.address import Address, parse_address
from assetkit.counts.store.chains import Link, Place, Reading, held_chains, match, place_of
from assetkit.counts.store.connecting import make_engine, reading, writing
from assetkit.counts.store.faults import DAMAGED, LOCKED
from assetkit.counts.store.mixture import refuse_mixture
from assetkit.counts.store.records import UNIT_COLUMNS, cleaned, figure_rows, snapshot_row, snapshots_of
from assetkit.counts.store.schema import FIGURES, SNAPSHOTS, SOURCES
from assetkit.counts.store.upgrading import ensure_newest
from assetkit.errors import AssetkitError

WAIT = 15.0  # s for another program to finish its writing
TRIES = 3
State = Literal["new", "same", "correction"]


@dataclass(frozen=True, slots=True)
class Added:
    """What became of a reading: "new", "same" (its figures were there already) or "correction" of an earlier one.

    ``snapshot`` is the reading as the store holds it, with its id.
    """

    snapshot: Snapshot
    state: State


@dataclass(frozen=True, slots=True)
class Validators:
    """What a web source said of its last answer, and when it was asked (wall time in Viet Nam)."""

    etag: str | None
    last_modified: str | None
    checked_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Held:
    """A kind of reading that the store holds: ``phase`` is None for those that name none; ``count`` are current ones."""

    campaign: str
    metric: str
    phase: str | None
    count: int


def open_store(place: str, *, create: bool = True, wait: float = WAIT) -> Store:
    """The store at a path (SQLite) or URL (postgresql://…), made or brought to the newest version if need be.

    With ``create=False`` a store that is not there is an error. ``wait``: seconds to wait while another program writes.
    Raises AssetkitError, also when the file is no store, is damaged, or the server does not answer; a password is not shown.
    """
    address = parse_address(place)
    engine = make_engine(address, wait)
    ensure_newest(engine, address, create)
    return Store(engine, address)


class Store:
    """Readings of any campaigns. Append-only. Safe with several programs at once, each with its own Store."""

    def __init__(self, engine: sa.Engine, address: Address) -> None:
        self._engine = engine
        self._address = address

    @property
    def name(self) -> str:
        """What messages call the store: its path, or its URL without the password."""
        return self._address.name

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Ends the connection to the database."""
        self._engine.dispose()

    def add(self, campaign: str, snapshots: Iterable[Snapshot]) -> tuple[Added, ...]:
        """Adds readings of a campaign, all or none; ``Added`` in the order given.

        A reading whose figures are those held for its place (origin, metric, phase, moment) changes nothing; other
        figures are a correction, which supersedes what was held and keeps it. AssetkitError when made-up figures of a
        campaign would stand beside real ones.
        """
        return self.add_all([(campaign, snapshot) for snapshot in snapshots])

    def add_all(self, readings: Iterable[tuple[str, Snapshot]]) -> tuple[Added, ...]:
        """Like :meth:`add`, for (campaign, snapshot) of several campaigns in one transaction."""
        tidy = [(campaign, cleaned(snapshot)) for campaign, snapshot in readings]
        for _ in range(TRIES):
            try:
                with writing(self._engine, self._address) as connection:
                    refuse_mixture(connection, tidy, self.name)
                    return _added(connection, tidy)
            except IntegrityError:  # another program added the same at the same time: look again
                continue
        raise AssetkitError(LOCKED[0], where=self.name, hint=LOCKED[1])

    def history(
        self, campaign: str, *, metric: str, phase: str | None = None, until: dt.datetime | None = None
    ) -> History:
        """The readings of a campaign's metric and phase, with those that name no phase; empty when there are none.

        ``until``: no reading of a later moment; at midnight its whole day counts.
        """
        wanted = self._wanted(campaign, metric, until)
        return _history(self._ordered([*wanted, SNAPSHOTS.c.phase.in_({"", phase or ""})]))

    def histories(self, campaign: str, *, metric: str, until: dt.datetime | None = None) -> dict[str | None, History]:
        """phase -> the readings that name it, for each that is held; None for those that name none."""
        by_phase: dict[str | None, list[Snapshot]] = {}
        for snapshot in self._ordered(self._wanted(campaign, metric, until)):
            by_phase.setdefault(snapshot.counts.phase, []).append(snapshot)
        return {phase: _history(snapshots) for phase, snapshots in by_phase.items()}

    def _wanted(self, campaign: str, metric: str, until: dt.datetime | None) -> list[sa.ColumnElement[bool]]:
        columns = SNAPSHOTS.c
        wanted = [columns.campaign == campaign, columns.metric == metric]
        return wanted if until is None else [*wanted, columns.as_of <= end_of(until)]

    def _ordered(self, wanted: Sequence[sa.ColumnElement[bool]]) -> list[Snapshot]:
        found = self._readings(wanted, SNAPSHOTS.c.as_of, SNAPSHOTS.c.id)
        return [snapshot for _, snapshot in found]

    def _readings(self, wanted: Sequence[sa.ColumnElement[bool]], *order: sa.ColumnElement[Any]) -> tuple[Reading, ...]:
        """The readings for which ``wanted`` holds; AssetkitError when another program has written what is none."""
        try:
            with reading(self._engine, self._address) as connection:
                return tuple(_read(connection, wanted, *order))
        except (ValueError, TypeError, ArithmeticError) as error:
            raise AssetkitError(f"holds what is no reading: {error}", where=self.name, hint=DAMAGED) from error

    def readings(self, campaign: str | None = None) -> tuple[tuple[str, Snapshot], ...]:
        """Every reading ever made, superseded ones too, as (campaign, snapshot) in the order in which they were added."""
        wanted = [SNAPSHOTS.c.campaign == campaign] if campaign is not None else []
        return self._readings(wanted, SNAPSHOTS.c.id)

    def held(self) -> tuple[Held, ...]:
        """What kinds of readings there are, by campaign, metric and phase."""
        columns = SNAPSHOTS.c
        kind = (columns.campaign, columns.metric, columns.phase)
        current = columns.id.not_in(sa.select(columns.corrects).where(columns.corrects.is_not(None)))
        wanted = sa.select(*kind, sa.func.count()).where(current).group_by(*kind).order_by(*kind)
        with reading(self._engine, self._address) as connection:
            rows = connection.execute(wanted).all()
        return tuple(Held(campaign, metric, phase or None, count) for campaign, metric, phase, count in rows)

    def validators(self, origin: str) -> Validators | None:
        """What a source said of its last answer; None when nothing is remembered."""
        columns = SOURCES.c
        wanted = sa.select(columns.etag, columns.last_modified, columns.checked_at).where(columns.origin == origin)
        with reading(self._engine, self._address) as connection:
            row = connection.execute(wanted).one_or_none()
        return None if row is None else Validators(*row)

    def remember(
        self, origin: str, etag: str | None, last_modified: str | None, checked_at: dt.datetime | None
    ) -> None:
        """Keeps what a source said of its answer, in the place of what was kept before."""
        said = {"etag": etag, "last_modified": last_modified, "checked_at": checked_at}
        with writing(self._engine, self._address) as connection:
            connection.execute(SOURCES.delete().where(SOURCES.c.origin == origin))
            connection.execute(SOURCES.insert(), {"origin": origin, **said})


def _history(snapshots: Sequence[Snapshot]) -> History:
    """Snapshots in order of their moments, those that a later one corrects apart."""
    replaced = {snapshot.corrects for snapshot in snapshots}
    return History(
        tuple(snapshot for snapshot in snapshots if snapshot.id not in replaced),
        tuple(snapshot for snapshot in snapshots if snapshot.id in replaced),
    )


def _added(connection: sa.Connection, readings: Sequence[Reading]) -> tuple[Added, ...]:
    """Writes what is news among cleaned readings, within the transaction of ``connection``."""
    chains = held_chains(connection, readings)
    given: dict[Place, list[Snapshot]] = {}
    for item in readings:
        given.setdefault(place_of(item), []).append(item[1])
    found = {place: iter(match(chains.get(place, ()), snapshots)) for place, snapshots in given.items()}
    added = []
    for item in readings:
        campaign, snapshot = item
        place = place_of(item)
        chain = chains.setdefault(place, [])
        link = next(found[place]) or (chain[-1] if chain and chain[-1].digest == snapshot.digest else None)
        if link is not None:
            added.append(Added(replace(snapshot, id=link.id, corrects=link.corrects), "same"))
            continue
        earlier = chain[-1].id if chain else None
        row = snapshot_row(campaign, snapshot, len(chain), earlier)
        identifier = connection.execute(SNAPSHOTS.insert().returning(SNAPSHOTS.c.id), row).scalar_one()
        connection.execute(FIGURES.insert(), list(figure_rows(identifier, snapshot.counts)))
        chain.append(Link(identifier, snapshot.digest, snapshot.fetched_at, earlier))
        state: State = "new" if earlier is None else "correction"
        added.append(Added(replace(snapshot, id=identifier, corrects=earlier), state))
    return tuple(added)


def _read(
    connection: sa.Connection, wanted: Sequence[sa.ColumnElement[bool]], *order: sa.ColumnElement[Any]
) -> Iterator[Reading]:
    """The snapshots for which ``wanted`` holds, with their figures."""
    heads = connection.execute(sa.select(SNAPSHOTS).where(*wanted).order_by(*order)).all()
    columns = [FIGURES.c.snapshot, FIGURES.c.whole, *(FIGURES.c[name] for name in UNIT_COLUMNS)]
    figures = sa.select(*columns).join(SNAPSHOTS, SNAPSHOTS.c.id == FIGURES.c.snapshot).where(*wanted)
    rows = connection.execute(figures.order_by(FIGURES.c.snapshot, FIGURES.c.position))
    return zip([head.campaign for head in heads], snapshots_of(heads, rows), strict=True)
