"""Snapshots of counts in, a History out: what was known of each unit at any moment, and how a figure grew.

A snapshot is one reading as it was counted; nothing here sums, ranks or compares: that is what `assetkit.facts` does.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from assetkit.counts.lines import Lines, Point, dated, older
from assetkit.counts.model import Counts, UnitCount, name_keys
from assetkit.counts.moments import end_of
from assetkit.errors import AssetkitError
from assetkit.typography import date_short, fold

CLOCKS = dt.timedelta(days=1)
"""By how much the clocks of two computers may differ."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One reading of one metric and phase at one moment; ``counts.as_of`` is never None here.

    ``id`` is that of the store, 0 when it is not stored. ``origin`` is the name of the source in assetkit.toml, or the
    file's name. ``fetched_at`` is wall time in Viet Nam. ``digest`` is the sha256 of the figures (:func:`digest_of`), not of the
    file's bytes. ``sample``: invented figures, and every asset says so. ``corrects`` is the id of the snapshot that this
    one supersedes: the same origin, moment and phase were read before with other figures.
    """

    counts: Counts
    id: int = 0
    origin: str = ""
    fetched_at: dt.datetime | None = None
    digest: str = ""
    sample: bool = False
    corrects: int | None = None

    @property
    def as_of(self) -> dt.datetime:
        """The moment that the figures hold for."""
        if self.counts.as_of is None:
            raise AssetkitError(
                "does not say when it was counted", where=self.origin, hint='--as-of "2022-05-10 14:00"'
            )
        return self.counts.as_of

    @property
    def place(self) -> tuple[str, str, str | None, dt.datetime]:
        """What two readings share when the later one corrects the earlier: origin, metric, phase and moment."""
        return self.origin, self.counts.metric, self.counts.phase, self.as_of


def refuse_future(snapshot: Snapshot, now: dt.datetime, where: str) -> None:
    """AssetkitError for figures that are to be counted one day: the store forgets nothing, and they would be its latest forever.

    Made-up ones may be of any day.
    """
    if snapshot.as_of > now + CLOCKS and not snapshot.sample:
        told = f"has figures of {date_short(snapshot.as_of)}, but today is {date_short(now)}"
        raise AssetkitError(told, where=where, hint="mend the date")


def digest_of(counts: Counts, sample: bool = False) -> str:
    """sha256 (hex) of what is counted: units, codes, parents, figures and quotas, in any order of rows.

    Left out is what changes no figure: source, notes, row numbers, the printed percents, spelling that compares as equal.
    """
    content = {
        "metric": counts.metric,
        "phase": counts.phase,
        "as_of": counts.as_of.isoformat() if counts.as_of else None,
        "total": _canonical(counts.total) if counts.total else None,
        "units": sorted(map(_canonical, counts.units), key=repr),
        "phase_values": sorted(counts.phase_values),
        "sample": sample,
    }
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _canonical(unit: UnitCount) -> list[object]:
    name = name_keys(unit.unit)[0]
    words = [name_keys(word)[0] if word and word.strip() else None for word in (unit.code, unit.parent)]
    date = unit.date.isoformat() if unit.date else None
    return [name, *words, unit.submitted, unit.reviewing, unit.valid, unit.registered, unit.quota, date]


@dataclass(frozen=True)
class History:
    """Snapshots in ascending order of ``as_of``, of one metric and one phase; ``superseded`` holds what corrections replaced.

    Of snapshots of one moment (from several origins) the later one in the tuple is believed for the units it names.
    """

    snapshots: tuple[Snapshot, ...]
    superseded: tuple[Snapshot, ...] = ()

    @property
    def latest(self) -> Snapshot:
        """The snapshot of the latest moment."""
        if not self.snapshots:
            raise AssetkitError("there are no counts", where="history", hint="assetkit counts import FILE")
        return self.snapshots[-1]

    @cached_property
    def moments(self) -> tuple[dt.datetime, ...]:
        """The moments of the snapshots, ascending, each once."""
        return tuple(dict.fromkeys(snapshot.as_of for snapshot in self.snapshots))

    @property
    def sample(self) -> bool:
        """Whether any of the figures are invented."""
        return any(snapshot.sample for snapshot in self.snapshots)

    def until(self, moment: dt.datetime) -> History:
        """What holds for ``moment`` or before; at midnight, for its whole day."""
        last = end_of(moment)
        kept, replaced = (
            tuple(snapshot for snapshot in some if snapshot.as_of <= last) for some in (self.snapshots, self.superseded)
        )
        return self if len(kept) == len(self.snapshots) else History(kept, replaced)

    def at(self, moment: dt.datetime) -> Counts | None:
        """What was known at ``moment`` (at midnight: on its day); None before the first snapshot.

        Each unit by its latest row not after the moment; a row older than the stamp keeps its own ``date``. A quota, a code
        or a parent that a row leaves out is the one said before. The stamp is that of the latest snapshot not after.
        """
        seen = self.lines.seen(end_of(moment))
        if not seen:
            return None
        latest = self.snapshots[seen - 1]
        total = self.lines.total.at(seen)
        found = {key: row for key, line in self.lines.units.items() if (row := line.at(seen)) is not None}
        if total is not None:
            found.pop(self.lines.key(total.row), None)  # the whole is no unit, whatever an older table took it for
        held = (*found.values(), *([total] if total else []))
        sources = dict.fromkeys(
            row.snapshot.counts.source for row in sorted(held, key=lambda row: row.order, reverse=True)
        )
        return Counts(
            units=tuple(self.lines.units_of(found, latest)),
            total=None if total is None else dated(total, latest.as_of),
            as_of=latest.as_of,
            source=", ".join(source for source in sources if source),
            metric=latest.counts.metric,
            warnings=older(held, latest.as_of),
            phase=latest.counts.phase,
            phase_values=self._phase_values(seen),
        )

    def series(self, key: str) -> tuple[Point, ...]:
        """(moment, count) of a unit by its name or code in any spelling, or of the whole (``""``); empty when unknown.

        Without an overall row in any snapshot the whole is what the top units known at each moment add up to.
        """
        if key:
            return self.lines.named(fold(key))
        if self.lines.total.said:
            return self.lines.total.points(self.lines.moments)
        return tuple(self.lines.sums())

    def _phase_values(self, seen: int) -> tuple[tuple[str, int], ...]:
        values: dict[str, int] = {}
        for snapshot in self.snapshots[:seen]:
            values.update(snapshot.counts.phase_values)
        return tuple(sorted(values.items()))

    @cached_property
    def lines(self) -> Lines:
        """The rows by unit."""
        return Lines(self.snapshots)


def history_of(snapshots: Iterable[Snapshot]) -> History:
    """The history of readings in the order in which they were made: a later one of the same place supersedes the earlier."""
    current: dict[tuple[str, str, str | None, dt.datetime], Snapshot] = {}
    superseded = []
    for snapshot in snapshots:
        earlier = current.pop(snapshot.place, None)
        current[snapshot.place] = snapshot
        superseded += [earlier] if earlier is not None else []
    ordered = sorted(current.values(), key=lambda snapshot: snapshot.as_of)
    return History(tuple(ordered), tuple(sorted(superseded, key=lambda snapshot: snapshot.as_of)))
