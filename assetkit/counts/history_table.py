"""A table as it was read and the campaign in, its readings out: one snapshot per moment and phase that it holds.

A table of one moment gives one snapshot, as `tables.counts_from_table` reads it. Of a table with dates each row belongs to the snapshot
of its own moment, with the quota and the other metrics that the table says of its unit up to then.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from assetkit.counts.belonging import of_campaign
from assetkit.counts.checks import percent_warnings, state_warnings, sum_warnings
from assetkit.counts.entries import Entry, phase_key, read_entries
from assetkit.counts.history import Snapshot, digest_of
from assetkit.counts.model import Counts, UnitCount
from assetkit.counts.moments import end_of
from assetkit.counts.tables import FLAGGED, counts_from_table, order_of, refuse_twice, source_of, split_total
from assetkit.errors import AssetkitError, nearest
from assetkit.typography import fold

if TYPE_CHECKING:
    from assetkit.campaign import Campaign
    from assetkit.table import Table


def snapshots_from_table(
    table: Table,
    campaign: Campaign,
    *,
    as_of: dt.datetime | None = None,
    source: str | None = None,
    phase: str | None = None,
    origin: str = "",
) -> tuple[Snapshot, ...]:
    """The readings of ``table`` of the campaign's metric, ascending; without ``phase`` those of every phase that it holds.

    ``as_of`` stamps a table of one day; of a table of several days it leaves out the later rows and stamps those of its own
    day. ``origin`` is what a later reading of the same moment corrects, else the file's name. AssetkitError as for
    `counts_from_table`, and when nothing says when the figures were counted.
    """
    entries, early = of_campaign(read_entries(table, campaign.count_metric), campaign, table.path)
    refuse_twice(entries, table.path)
    until = None if as_of is None else end_of(as_of)
    held = [entry for entry in entries if until is None or entry.moment is None or entry.moment <= until]
    phases = _phases(held, campaign, phase, table.path)
    moments = {entry.moment for entry in held if entry.moment is not None}
    several = len(moments) > 1 if as_of is None else len({moment.date() for moment in moments}) > 1
    if several:
        reader = _Reader(table.path, campaign.count_metric, as_of, source, held)
        counted = list(reader.counts(phases))
        left_out = len(entries) - len(held)
        late = [f"{table.path}: {left_out} rows are of later moments than --as-of: left out"] if left_out else []
        counted[-1] = replace(
            counted[-1], warnings=(*table.warnings, *early, *late, *reader.warnings, *counted[-1].warnings)
        )
    else:
        # a phase that only some rows name is that of the others, too
        named: list[str | None] = [name for name in phases if name is not None]
        counted = [
            counts_from_table(table, campaign, as_of=as_of, source=source, phase=name) for name in named or [phase]
        ]
    name = origin or table.path.replace("\\", "/").rpartition("/")[2]
    return tuple(_snapshot(counts, name, table.path) for counts in counted)


def _snapshot(counts: Counts, origin: str, path: str) -> Snapshot:
    """The reading; a row's own moment is said only where it is not that of the whole."""
    if counts.as_of is None:
        hint = 'a column "Ngày", or --as-of "2022-05-10 14:00"'
        raise AssetkitError("does not say when it was counted", where=path, hint=hint)
    units = tuple(_undated(unit, counts.as_of) for unit in counts.units)
    total = counts.total and _undated(counts.total, counts.as_of)
    tidy = replace(counts, units=units, total=total)
    return Snapshot(tidy, origin=origin, digest=digest_of(tidy))


def _undated(unit: UnitCount, stamp: dt.datetime) -> UnitCount:
    return replace(unit, date=None) if unit.date is not None and unit.date.date() == stamp.date() else unit


def _phases(entries: Iterable[Entry], campaign: Campaign, asked: str | None, path: str) -> tuple[str | None, ...]:
    """The phases to read: the one asked for, else all whose figures the table holds; None is "not said"."""
    held = {entry.phase for entry in entries if campaign.count_metric in entry.figures}
    known = sorted(phase for phase in held if phase is not None)
    if asked is None:
        return (*([None] if None in held or not held else []), *known)
    key = phase_key(asked)
    if known and key not in known:
        message = f"has no {campaign.count_metric} figures of phase '{asked}'"
        raise AssetkitError(message, where=path, hint=nearest(asked, known))
    return (key,)


@dataclass
class _Reader:
    """Reads a table of several moments. ``warnings`` gathers what is left out, and why."""

    path: str
    metric: str
    as_of: dt.datetime | None
    source: str | None
    entries: Sequence[Entry]
    warnings: list[str] = field(default_factory=list)

    def counts(self, phases: Sequence[str | None]) -> Iterator[Counts]:
        """One Counts per moment and phase, ascending."""
        counted = [row for phase in phases for row in self.rows(phase)]
        if not counted:
            hint = "one row per unit, with a count"
            raise AssetkitError(f"has no {self.metric} figures", where=self.path, hint=hint)
        latest = {fold(unit.unit): unit for _, _, _, unit in sorted(counted, key=lambda row: row[0])}
        total, units = split_total(tuple(latest.values()), self.path)
        wholes = {fold(unit.unit) for unit in units if unit.is_total}
        groups: dict[tuple[dt.datetime, str], list[tuple[Entry, UnitCount]]] = {}
        for moment, phase, entry, unit in sorted(counted, key=lambda row: (row[0], row[1] or "", row[2].row)):
            flagged = replace(unit, is_total=True) if fold(unit.unit) in wholes else unit
            groups.setdefault((moment, phase or ""), []).append((entry, flagged))
        whole = fold(total.unit) if total else ""
        for (moment, phase), rows in groups.items():
            yield self.one(moment, phase or None, rows, whole)

    def one(
        self, moment: dt.datetime, phase: str | None, rows: Sequence[tuple[Entry, UnitCount]], whole: str
    ) -> Counts:
        """The counts of one moment; ``whole`` is the folded name of the overall row."""
        total = next((replace(unit, is_total=True) for _, unit in rows if fold(unit.unit) == whole), None)
        units = tuple(unit for _, unit in rows if fold(unit.unit) != whole)
        origin = self.source.strip() if self.source else source_of(entry for entry, _ in rows)
        counts = Counts(units, total, moment, origin, self.metric, phase=phase)
        noted = [f"row {e.row}: '{e.unit}': {e.note}" for e, _ in rows if FLAGGED.search(e.note or "")]
        percents = percent_warnings([(entry, unit.quota) for entry, unit in rows], self.metric, self.path)
        checks = (*sum_warnings(counts, self.path), *state_warnings(counts, self.path))
        return replace(counts, warnings=(*noted, *percents, *checks))

    def rows(self, phase: str | None) -> Iterator[tuple[dt.datetime, str | None, Entry, UnitCount]]:
        """(moment, phase, its row, its figures) of every unit and moment that counts the metric."""
        by_unit: dict[str, list[Entry]] = {}
        for entry in self.entries:
            if entry.phase is None or entry.phase == phase:
                by_unit.setdefault(fold(entry.unit), []).append(entry)
        for entries in by_unit.values():
            ordered = sorted(entries, key=order_of)
            own = [entry for entry in ordered if entry.phase == phase and entry.metric in (None, self.metric)]
            self.check(ordered, own, phase)
            known: dict[str, int] = {}
            quota: int | None = None
            wanted = {id(entry) for entry in own if self.metric in entry.figures}
            for entry in ordered:
                known = {**known, **entry.figures} if entry.metric is not None else dict(entry.figures)
                quota = entry.quota if entry.quota is not None else quota
                if id(entry) in wanted:
                    yield self.moment(entry), phase, entry, _unit(entry, known, quota)

    def check(self, ordered: Sequence[Entry], own: Sequence[Entry], phase: str | None) -> None:
        """Refuses a unit whose latest row has no figure; says what else is left out."""
        if not own:
            if any(entry.metric == "quota" and entry.phase == phase for entry in ordered):
                self.warnings.append(f"'{ordered[0].unit}' has a quota but no {self.metric} figure: left out")
            return
        empty = [entry for entry in own if self.metric not in entry.figures]
        if own[-1] in empty:
            hint = "0 if nothing is counted yet, or remove the row"
            message = f"'{own[-1].unit}' has no {self.metric} figure"
            raise AssetkitError(message, where=f"{self.path} row {own[-1].row}", hint=hint)
        self.warnings += [f"row {entry.row}: '{entry.unit}' has no {self.metric} figure: left out" for entry in empty]

    def moment(self, entry: Entry) -> dt.datetime:
        if entry.moment is None:
            message = f"'{entry.unit}' has no date, and other rows have one"
            raise AssetkitError(message, where=f"{self.path} row {entry.row}", hint="fill in the date column")
        same_day = self.as_of is not None and entry.moment == dt.datetime.combine(self.as_of.date(), dt.time())
        return self.as_of if same_day and self.as_of is not None else entry.moment


def _unit(entry: Entry, figures: dict[str, int], quota: int | None) -> UnitCount:
    return UnitCount(
        unit=entry.unit,
        code=entry.code,
        parent=entry.parent,
        submitted=figures.get("submitted"),
        reviewing=figures.get("reviewing"),
        valid=figures.get("valid"),
        registered=figures.get("registered"),
        quota=quota,
        published_percent=entry.percent,
        row=entry.row,
        note=entry.note,
    )
