"""Declared sources and a store in, what became of each out: everything is asked first, then all that came is stored at once.

Figures are stored as their source wrote them; the registry of units is asked whether it knows every unit, and gives them its names
when they are read: a name that is mended there is no correction. A source that is not there for a while leaves its last snapshot in
use, which is told with its age.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from assetkit.counts.history import Snapshot, digest_of, refuse_future
from assetkit.counts.history_table import snapshots_from_table
from assetkit.counts.sources import Answer, Around, Stamped, read_source
from assetkit.counts.sources.documents import FETCHED
from assetkit.counts.sources.durations import duration_text
from assetkit.counts.sources.failures import UnreachableError
from assetkit.counts.sources.mapping import check_columns
from assetkit.counts.sources.wording import of_the_source
from assetkit.errors import AssetkitError
from assetkit.table.columns import resolve
from assetkit.typography import moment as moment_text

if TYPE_CHECKING:
    from assetkit.campaign import Campaign
    from assetkit.counts.sources.declaration import SourceSpec
    from assetkit.counts.sources.fetching import Limits
    from assetkit.counts.store import Added, Store
    from assetkit.world import World

State = Literal["new", "correction", "same", "unchanged", "offline", "failed"]


@dataclass(frozen=True)
class Pulled:
    """What became of one source. ``message`` says why it is "offline" or has "failed"; ``as_of`` is the latest moment of its figures,
    ``age`` how long ago an offline source was last seen."""

    source: str
    state: State
    message: str = ""
    added: tuple[Added, ...] = ()
    as_of: dt.datetime | None = None
    age: dt.timedelta | None = None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Asked:
    """A source that was asked: its answer and the readings in it, or how that failed. ``key`` is what its validators are kept under."""

    spec: SourceSpec
    key: str
    answer: Answer = field(default_factory=Answer)
    snapshots: tuple[Snapshot, ...] = ()
    warnings: tuple[str, ...] = ()
    failure: Pulled | None = None


@dataclass(frozen=True)
class Puller:
    """Where pulled figures belong. ``now`` is the wall time in Viet Nam; ``max_age`` overrides what the settings say of it."""

    world: World
    campaign: Campaign
    store: Store
    now: dt.datetime
    max_age: dt.timedelta | None = None
    limits: Limits | None = None

    def pull(self, specs: Iterable[SourceSpec]) -> tuple[Pulled, ...]:
        """Asks every source, stores what came in one transaction, and only then remembers what the servers said of themselves.

        A source that fails does not keep the others from being stored. Raises AssetkitError when the store refuses: then
        nothing was stored.
        """
        asked = [self._ask(spec) for spec in specs]
        came = [(self.campaign.id, snapshot) for question in asked for snapshot in question.snapshots]
        added = iter(self.store.add_all(came) if came else ())
        outcomes = tuple(self._outcome(question, added) for question in asked)
        for question in asked:
            if question.failure is None:
                said = question.answer
                self.store.remember(question.key, said.etag, said.last_modified, self.now)
        return outcomes

    def _ask(self, spec: SourceSpec) -> _Asked:
        key = self._key(spec)
        try:
            answer = read_source(spec, self._around(spec, key))
            snapshots, warnings = self._readings(spec, answer)
            return _Asked(spec, key, answer, snapshots, warnings)
        except UnreachableError as error:
            return _Asked(spec, key, failure=self._offline(spec, key, error))
        except AssetkitError as error:
            return _Asked(spec, key, failure=Pulled(spec.name, "failed", of_the_source(str(error))))

    def _key(self, spec: SourceSpec) -> str:
        """Other settings, another campaign or other units ask everything anew."""
        registry = self.world.registry
        state = [self.campaign.id, self.campaign.count_metric, spec.model_dump_json(), registry and registry.units]
        return f"{spec.name}#{hashlib.sha256(repr(state).encode()).hexdigest()[:16]}"

    def _around(self, spec: SourceSpec, key: str) -> Around:
        around = Around(self.world.workspace or self.world.roots[0], self.now, limits=self.limits)
        held = self.store.validators(key)
        if held is None or held.checked_at is None:
            return around
        if spec.as_of == FETCHED and held.checked_at.date() < self.now.date():
            return around  # the same figures on another day are a reading of that day
        return replace(around, etag=held.etag, last_modified=held.last_modified)

    def _readings(self, spec: SourceSpec, answer: Answer) -> tuple[tuple[Snapshot, ...], tuple[str, ...]]:
        """What an answer holds, checked against the registry and against what the source had before."""
        campaign = self.campaign.model_copy(update={"count_metric": spec.metric}) if spec.metric else self.campaign
        found: list[Snapshot] = []
        for stamped in answer.tables:
            _refuse_undated(stamped)
            self._refuse_lost(spec, stamped)
            found += snapshots_from_table(
                stamped.table,
                campaign,
                as_of=stamped.moment,
                source=spec.source,
                phase=spec.phase,
                origin=spec.name,
            )
        for snapshot in () if spec.sample else found:
            refuse_future(snapshot, self.now, f"source '{spec.name}'")
        if self.world.registry is not None:
            self.world.registry.refuse_unknown((snapshot.counts for snapshot in found), f"source '{spec.name}'")
        fresh = tuple(self._told(spec, snapshot) for snapshot in found if self._is_news(spec, snapshot))
        told = [
            warning for snapshot in found for warning in (*snapshot.counts.warnings, *self._applied(spec, snapshot))
        ]
        return fresh, tuple(dict.fromkeys(map(of_the_source, told)))

    def _told(self, spec: SourceSpec, snapshot: Snapshot) -> Snapshot:
        """The reading with when it was fetched, and whether it is invented."""
        digest = digest_of(snapshot.counts, sample=True) if spec.sample else snapshot.digest
        return replace(snapshot, fetched_at=self.now, sample=spec.sample, digest=digest)

    def _applied(self, spec: SourceSpec, snapshot: Snapshot) -> tuple[str, ...]:
        """What the registry warns of; AssetkitError for units that it does not know."""
        if self.world.registry is None:
            return ()
        return self.world.registry.apply(snapshot.counts, f"source '{spec.name}'").warnings

    def _is_news(self, spec: SourceSpec, snapshot: Snapshot) -> bool:
        """Figures that are stamped with the moment of the pull are news once a day, or when they change."""
        last = self._last(spec.name, snapshot.counts.phase) if spec.as_of == FETCHED else None
        if last is None or last.as_of.date() != snapshot.as_of.date():
            return True
        return digest_of(replace(last.counts, as_of=None)) != digest_of(replace(snapshot.counts, as_of=None))

    def _refuse_lost(self, spec: SourceSpec, stamped: Stamped) -> None:
        """A column that had figures last time and is not there any more was renamed, unless the columns are declared."""
        meanings = set(resolve(stamped.table.headers).values())
        wanted = {"quota", "parent"} - meanings
        if spec.columns.named or not wanted or "metric" in meanings:
            return
        last = self._last(spec.name)
        units = last.counts.units if last else ()
        had = [name for name in sorted(wanted) if any(getattr(unit, name) is not None for unit in units)]
        try:
            check_columns(stamped.table, had)
        except AssetkitError as error:
            hint = f"{error.hint}; if it is gone for good, declare the others in [source.columns]"
            raise AssetkitError(f"{error.message} (last time there was one)", where=error.where, hint=hint) from error

    def _last(self, origin: str, phase: str | None = None) -> Snapshot | None:
        """The latest reading of an origin that the store holds (of one phase, when that is said)."""
        mine = [one for one in self._held if one.origin == origin and phase in (None, one.counts.phase)]
        return max(mine, key=lambda one: (one.as_of, one.id), default=None)

    @cached_property
    def _held(self) -> tuple[Snapshot, ...]:
        return tuple(snapshot for _, snapshot in self.store.readings(self.campaign.id))

    def _offline(self, spec: SourceSpec, key: str, error: AssetkitError) -> Pulled:
        """The last snapshot stays in use, unless it is older than it may be."""
        last, held = self._last(spec.name), self.store.validators(key)
        if last is None:
            return Pulled(spec.name, "failed", f"{error}; no figures of it were pulled before")
        times = [last.fetched_at, held.checked_at if held else None]
        seen = max((time for time in times if time is not None), default=last.as_of)
        age = self.now - seen
        what = f"its figures of {moment_text(last.as_of)}, last seen {duration_text(age)} ago"
        most = self.max_age or spec.max_age or self.world.settings.max_age
        if most is not None and age > most:
            message = f"{error}; {what}, are older than {duration_text(most)}"
            return Pulled(spec.name, "failed", message, as_of=last.as_of, age=age)
        return Pulled(spec.name, "offline", f"{error}; {what}, stay in use", as_of=last.as_of, age=age)

    def _outcome(self, question: _Asked, added: Iterator[Added]) -> Pulled:
        if question.failure is not None:
            return question.failure
        mine = tuple(next(added) for _ in question.snapshots)
        name, warnings = question.spec.name, question.warnings
        if not mine:
            last = self._last(name)
            state: State = "unchanged" if question.answer.unchanged else "same"
            return Pulled(name, state, as_of=last.as_of if last else None, warnings=warnings)
        as_of = max(one.snapshot.as_of for one in mine)
        return Pulled(name, _state([one.state for one in mine]), added=mine, as_of=as_of, warnings=warnings)


def _state(states: Sequence[State]) -> State:
    """The most that happened to any of several readings."""
    order: tuple[State, ...] = ("correction", "new", "same")
    return next(state for state in order if state in states)


def _refuse_undated(stamped: Stamped) -> None:
    table = stamped.table
    if stamped.moment is None and not {"date", "as_of"} & set(resolve(table.headers).values()):
        hint = 'a date column in [source.columns], or as_of = "fetched" in the source'
        raise AssetkitError("does not say when it was counted", where=table.path, hint=hint)
