"""A table as it was read and the campaign in, Counts out: the latest row of each unit, the total apart.

Of a table with dates (a history, or the long format of date × unit × metric × phase) the row of each unit is taken that
is the latest of the wanted metric and phase and not after ``as_of``. A unit's quota is its row's, else the latest one.
Published percents are compared with the figures beside them, never used.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assetkit.counts.belonging import of_campaign
from assetkit.counts.checks import percent_warnings, state_warnings, sum_warnings
from assetkit.counts.entries import Entry, phase_key, printable_source, read_entries
from assetkit.counts.model import METRICS, WHOLE, Counts, UnitCount, name_keys, parents
from assetkit.counts.moments import end_of
from assetkit.errors import AssetkitError, nearest
from assetkit.typography import date_short, fold

if TYPE_CHECKING:
    from assetkit.campaign import Campaign
    from assetkit.table import Table

TOTAL = re.compile(
    r"\b(?:toàn (?:ngành|tập đoàn|hệ thống|chương trình)|tổng (?:cộng|số)|total"
    r"|cộng(?!\s+(?:đồng|hòa|hoà|tác|sự|sinh|hưởng)))\b",
    re.IGNORECASE,
)
"""What the name of an overall row contains; "Cộng đồng", "Cộng hòa" and the like are names of units."""
FLAGGED = re.compile(r"\b(?:INFERRED|NOMINAL)\b")


@dataclass(frozen=True)
class _Wanted:
    """What is selected from a table: one metric, one phase, nothing after ``until``."""

    path: str
    metric: str
    phase: str | None
    until: dt.datetime | None

    def in_time(self, entry: Entry) -> bool:
        return self.until is None or entry.moment is None or entry.moment <= self.until

    def in_phase(self, entry: Entry) -> bool:
        return entry.phase is None or entry.phase == self.phase


def counts_from_table(
    table: Table,
    campaign: Campaign,
    *,
    as_of: dt.datetime | None = None,
    source: str | None = None,
    phase: str | None = None,
) -> Counts:
    """The figures that ``table`` gives for the campaign's metric.

    ``as_of`` is the moment that the figures are stamped with, and leaves out later rows; at midnight it means the whole
    day. Without it: the date of the table, the latest one if there are several. ``phase`` is a phase id or "total"; a
    table of several phases asks for one. ``source`` is an address or a name; without it, what the table names. Figures
    from before the campaign's first day are left out, with a warning. Raises
    AssetkitError naming the row for figures that are not counts, a unit twice, or rows that cannot be told apart.
    """
    metric = campaign.count_metric
    entries, left_out = of_campaign(read_entries(table, metric), campaign, table.path)
    until = None if as_of is None else end_of(as_of)
    chosen = _phase(entries, _Wanted(table.path, metric, None, until), campaign, phase)
    wanted = _Wanted(table.path, metric, chosen, until)
    refuse_twice(entries, table.path)
    rows, warnings = _select(entries, wanted)
    days = {entry.moment.date() for entry, _ in rows if entry.moment}
    dated = as_of is None or len(days) > 1  # a table of one day takes the stamp that is given for it
    units = tuple(_unit(entry, quota, entries, wanted, dated) for entry, quota in rows)
    total, units = split_total(units, table.path)
    stamp, stamp_warnings = _stamp(rows, as_of)
    origin = source.strip() if source else source_of(entry for entry, _ in rows)
    history = _history(entries, wanted, total, campaign)
    counts = Counts(units, total, stamp, origin, metric, phase=chosen, phase_values=history)
    checks = [*percent_warnings(rows, metric, table.path), *sum_warnings(counts, table.path)]
    checks += state_warnings(counts, table.path)
    return replace(counts, warnings=(*table.warnings, *left_out, *warnings, *stamp_warnings, *checks))


def _phase(entries: Iterable[Entry], wanted: _Wanted, campaign: Campaign, asked: str | None) -> str | None:
    """The phase to select: the one asked for, the only one, the whole campaign; else the person must say."""
    held = {entry.phase for entry in entries if wanted.metric in entry.figures and wanted.in_time(entry)}
    known = sorted(phase for phase in held if phase is not None)
    if asked is not None:
        key = phase_key(asked)
        if known and key not in known:
            message = f"has no {wanted.metric} figures of phase '{asked}'"
            raise AssetkitError(message, where=wanted.path, hint=nearest(asked, known))
        return key if known or key == WHOLE else campaign.phase(key).id
    if len(known) < 2 or WHOLE in known:
        return WHOLE if WHOLE in known else known[0] if known else None
    message = f"holds the phases {', '.join(known)}"
    raise AssetkitError(message, where=wanted.path, hint=f"choose one, such as --phase {known[0]}")


def refuse_twice(entries: Iterable[Entry], path: str) -> None:
    """A unit has one row for a moment, phase and metric; two, however spelt or coded, contradict each other."""
    seen: dict[tuple[object, ...], Entry] = {}
    for entry in entries:
        for key in {fold(entry.unit), fold(entry.code or entry.unit)}:
            place = (key, entry.moment, entry.phase, entry.metric)
            other = seen.setdefault(place, entry)
            if other is not entry:
                message = f"'{entry.unit}' stands twice, in rows {other.row} and {entry.row}"
                raise AssetkitError(message, where=path, hint="keep one of them")


def order_of(entry: Entry) -> tuple[dt.datetime, int]:
    """By moment, those without one first, then as in the table."""
    return entry.moment or dt.datetime.min, entry.row


def _select(entries: tuple[Entry, ...], wanted: _Wanted) -> tuple[list[tuple[Entry, int | None]], list[str]]:
    """The latest row of each unit with its quota, in the order of the table; and warnings about what is left out."""
    rows: dict[str, list[Entry]] = {}
    later: dict[str, str] = {}
    for entry in filter(wanted.in_phase, entries):
        if wanted.in_time(entry):
            rows.setdefault(fold(entry.unit), []).append(entry)
        elif wanted.metric in entry.figures:
            later[fold(entry.unit)] = entry.unit
    unseen = [name for key, name in later.items() if key not in rows]
    warnings = [f"'{name}' has figures only after the stamp: left out" for name in unseen]
    selected: list[tuple[Entry, int | None]] = []
    for history in rows.values():
        found = _latest(history, wanted)
        if found is not None:
            selected.append(found)
            note = found[0].note or ""
            warnings += [f"row {found[0].row}: '{found[0].unit}': {note}"] if FLAGGED.search(note) else []
        elif any(entry.metric == "quota" for entry in history):
            warnings.append(f"'{history[0].unit}' has a quota but no {wanted.metric} figure: left out")
    if not selected:
        raise _nothing(entries, wanted)
    return sorted(selected, key=lambda pair: pair[0].row), warnings


def _latest(history: list[Entry], wanted: _Wanted) -> tuple[Entry, int | None] | None:
    """The latest row of one unit's that counts the wanted metric, and the latest quota; None when none counts it."""
    counting = [entry for entry in history if entry.metric in (None, wanted.metric)]
    if not counting:
        return None
    latest = max(counting, key=order_of)
    if wanted.metric not in latest.figures:
        message = f"'{latest.unit}' has no {wanted.metric} figure"
        hint = "0 if nothing is counted yet, or remove the row"
        raise AssetkitError(message, where=f"{wanted.path} row {latest.row}", hint=hint)
    targets = [entry for entry in history if entry.quota is not None]
    if latest.quota is None and targets:
        return latest, max(targets, key=order_of).quota
    return latest, latest.quota


def _nothing(entries: tuple[Entry, ...], wanted: _Wanted) -> AssetkitError:
    """Why no row was selected."""
    metrics = sorted({entry.metric or "" for entry in entries if entry.metric in METRICS})
    if metrics and wanted.metric not in metrics:
        hint = f"set count_metric in the campaign to {' or '.join(metrics)}"
        return AssetkitError(f"has no {wanted.metric} figures", where=wanted.path, hint=hint)
    moments = [entry.moment for entry in entries if entry.moment is not None and wanted.in_phase(entry)]
    until = wanted.until or dt.datetime.max
    if moments and min(moments) > until:
        message = f"has no figures up to {date_short(until)}"
        return AssetkitError(message, where=wanted.path, hint=f"--as-of {min(moments).date().isoformat()} or later")
    return AssetkitError(f"has no {wanted.metric} figures", where=wanted.path, hint="one row per unit, with a count")


def _unit(entry: Entry, quota: int | None, entries: Iterable[Entry], wanted: _Wanted, dated: bool) -> UnitCount:
    """The unit as counted; the other metrics are its latest rows of the same phase."""
    figures = dict(entry.figures)
    if entry.metric is not None:
        key = fold(entry.unit)
        for other in sorted(entries, key=order_of):
            if fold(other.unit) == key and other.metric != wanted.metric and wanted.in_time(other):
                figures.update(other.figures if wanted.in_phase(other) else {})
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
        date=entry.moment if dated else None,
    )


def split_total(rows: tuple[UnitCount, ...], path: str) -> tuple[UnitCount | None, tuple[UnitCount, ...]]:
    """(the overall row, the others with ``is_total`` set on those that others are part of)."""
    above = parents(rows)
    _refuse_circles(above, path)
    parts: dict[str, int] = {}
    for parent in above.values():
        parts[parent.unit] = parts.get(parent.unit, 0) + 1
    roots = [row for row in rows if row.unit not in above]
    named = [row for row in roots if TOTAL.search(row.unit)]
    if len(named) > 1:
        one, other = named[:2]
        message = f"'{one.unit}' and '{other.unit}' both read as the total, rows {one.row} and {other.row}"
        raise AssetkitError(message, where=path, hint="keep one, or say in a parent column what the other belongs to")
    if not named and len(roots) == 1 and roots[0].unit in parts and roots[0].parent is None:
        named = roots
    total = replace(named[0], is_total=True) if named else None
    units = tuple(replace(row, is_total=row.unit in parts) for row in rows if not named or row is not named[0])
    return total, units


def _refuse_circles(above: dict[str, UnitCount], path: str) -> None:
    for name, parent in above.items():
        passed = {name}
        while parent.unit in above:
            if parent.unit in passed:
                hint = "mend the parent column"
                raise AssetkitError(f"'{name}' is part of itself by way of '{parent.unit}'", where=path, hint=hint)
            passed.add(parent.unit)
            parent = above[parent.unit]


def _stamp(rows: Iterable[tuple[Entry, int | None]], as_of: dt.datetime | None) -> tuple[dt.datetime | None, list[str]]:
    """The moment the figures are stamped with, and a warning when some are older than it says."""
    moments = sorted({entry.moment for entry, _ in rows if entry.moment is not None})
    stamp = as_of or (moments[-1] if moments else None)
    if not moments or stamp is None:
        return stamp, []
    first, last = date_short(moments[0]), date_short(moments[-1])
    if moments[0].date() == moments[-1].date() == stamp.date():
        return stamp, []
    span = first if first == last else f"{first} to {last}"
    return stamp, [f"the figures are of {span}, the stamp says {date_short(stamp)}"]


def source_of(entries: Iterable[Entry]) -> str:
    """The sources that the rows name. Keys such as "S32" tell a reader nothing: with them the source is not known."""
    named = dict.fromkeys(entry.source for entry in entries if entry.source)
    return ", ".join(named) if all(printable_source(name) for name in named) else ""


def _history(
    entries: Iterable[Entry], wanted: _Wanted, total: UnitCount | None, campaign: Campaign
) -> tuple[tuple[str, int], ...]:
    """The overall row's final figures of the other phases: those dated on or after the phase's last day."""
    if total is None or wanted.phase is None:
        return ()
    keys = set(name_keys(total.unit, total.code))
    ends = {phase.id: phase.end for phase in campaign.phases if phase.id != wanted.phase}
    values: dict[str, int] = {}
    for entry in sorted(entries, key=order_of):
        mine = fold(entry.unit) in keys and wanted.in_time(entry) and wanted.metric in entry.figures
        if mine and entry.moment and entry.phase in ends and entry.moment.date() >= ends[entry.phase]:
            values[entry.phase] = entry.figures[wanted.metric]
    return tuple(sorted(values.items()))
