"""Counts and a registry in, the same counts under the registry's names out: who each row is of, then what has merged.

A row is of the unit that its code, else its name means on its day. Names that are nobody's are refused together, each with its
nearest candidates; so are two rows of one unit, and a code that says another unit than the name.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assetkit.counts.model import METRICS, Counts, UnitCount
from assetkit.errors import AssetkitError
from assetkit.typography import date_short, fold, number
from assetkit.units.merging import Days, merged

if TYPE_CHECKING:
    from assetkit.units.model import Unit
    from assetkit.units.registry import Registry


@dataclass(frozen=True)
class Placed:
    """The rows of one reading by the code of their unit, in the order of the table.

    ``above`` are the parents that the table names of units to which the registry gives none, ``labels`` those that are in no
    registry and only named.
    """

    rows: Mapping[str, UnitCount]
    units: Mapping[str, Unit]
    above: Mapping[str, Unit]
    labels: Mapping[str, str]
    warnings: tuple[str, ...] = ()


def apply(registry: Registry, counts: Counts, where: str = "") -> Counts:
    """The counts with the short names, codes and parents of the registry, merges up to their own day summed.

    ``where`` names the table in errors. The overall row keeps its name; when it has none and all other rows are parts of one
    row, that is the overall one. A unit with nothing counted is absent before its first day. Raises AssetkitError
    for names that are not in the registry, a unit twice, and figures from before a unit's first day.
    """
    day = counts.as_of.date() if counts.as_of else None
    placed = placed_rows(registry, counts, where)
    told = (*placed.warnings, *both_counted(registry, placed, counts.metric, day))
    return with_units(counts, merged(registry, placed, Days(day, day), counts.total is not None, where), registry, told)


def with_units(
    counts: Counts,
    rows: tuple[tuple[UnitCount, ...], UnitCount | None],
    registry: Registry,
    warnings: Iterable[str],
) -> Counts:
    """The counts with other rows, as `merged` gives them; their own overall row keeps its name and gets its code."""
    units, total = rows
    if counts.total is not None:
        found = registry.find(counts.total.unit) if counts.total.code is None else None
        total = replace(counts.total, code=found.code) if found else counts.total
    told = tuple(dict.fromkeys((*counts.warnings, *warnings)))
    return replace(counts, units=units, total=total, warnings=told)


def placed_rows(registry: Registry, counts: Counts, where: str = "") -> Placed:
    """Which unit each row is of."""
    stamp = counts.as_of.date() if counts.as_of else None
    unknown: list[UnitCount] = []
    rows: dict[str, UnitCount] = {}
    units: dict[str, Unit] = {}
    for row in counts.units:
        day = row.date.date() if row.date else stamp
        unit = _unit(registry, row, day, where)
        if unit is None:
            unknown.append(row)
        elif unit.code in rows:
            one, other = rows[unit.code], row
            message = f"'{one.unit}' and '{other.unit}'{_rows(one, other)} are the same unit, {unit.label}"
            raise AssetkitError(message, where=where, hint="keep one of them")
        elif not _early(registry, unit, row, day, where):
            rows[unit.code], units[unit.code] = row, unit
    if unknown:
        raise _unknown(registry, unknown, where)
    return _with_parents(registry, rows, units, stamp)


def _rows(*rows: UnitCount) -> str:
    numbers = sorted(row.row for row in rows if row.row)
    return f" (row{'s' if len(numbers) > 1 else ''} {' and '.join(map(str, numbers))})" if numbers else ""


def _unit(registry: Registry, row: UnitCount, day: dt.date | None, where: str) -> Unit | None:
    """The unit of a row by its code and its name, which may not contradict each other; None when neither is known."""
    by_name = registry.find(row.unit, day)
    by_code = registry.find(row.code, day) if row.code else None
    if by_name is not None and by_code is not None and by_name.code != by_code.code:
        message = f"'{row.unit}'{_rows(row)} has the code '{row.code}', which is that of {by_code.label}"
        raise AssetkitError(message, where=where, hint=f"the code of {by_name.label}, or another name")
    return by_code or by_name


def refuse_unknown(registry: Registry, readings: Iterable[Counts], where: str = "") -> None:
    """One error for all units of several readings that the registry does not know, each where it stands first."""
    unknown: dict[str, UnitCount] = {}
    for counts in readings:
        stamp = counts.as_of.date() if counts.as_of else None
        for row in counts.units:
            if _unit(registry, row, row.date.date() if row.date else stamp, where) is None:
                unknown.setdefault(fold(row.unit), row)
    if unknown:
        raise _unknown(registry, sorted(unknown.values(), key=lambda row: row.row or 0), where)


def _unknown(registry: Registry, rows: Iterable[UnitCount], where: str) -> AssetkitError:
    """One error that lists every row whose name is nobody's, with the nearest names of the registry."""
    told = []
    for row in rows:
        near = ", ".join(f"'{name}'" for name in registry.candidates(row.unit))
        words = [f"row {row.row}"] if row.row else []
        told.append(f"'{row.unit}' ({', '.join([*words, f'near {near}' if near else 'nothing near'])})")
    verb = "unit is" if len(told) == 1 else "units are"
    message = f"{len(told)} {verb} not in {registry.where}: {', '.join(told)}"
    return AssetkitError(message, where=where, hint="write them there as units, or as aliases of the units they are")


def _early(registry: Registry, unit: Unit, row: UnitCount, day: dt.date | None, where: str) -> bool:
    """Whether a row is of a day on which its unit was not there yet, and says no more than that.

    A figure from before the first day contradicts the registry, except of a unit that others were merged into: so does
    a source that has restated its past.
    """
    if unit.valid_from is None or day is None or day >= unit.valid_from:
        return False
    counted = [value for metric in METRICS if (value := row.value(metric))]
    if not counted:
        return True
    if unit.code not in registry.predecessors:
        first = date_short(unit.valid_from)
        message = f"{unit.label}{_rows(row)} has {number(counted[0])} on {date_short(day)}, and exists from {first}"
        raise AssetkitError(message, where=where, hint=f"mend valid_from in {registry.where}, or the row")
    return False


def _with_parents(
    registry: Registry, rows: Mapping[str, UnitCount], units: Mapping[str, Unit], day: dt.date | None
) -> Placed:
    """What the table's parent column adds to the registry, and warnings where the two say different things."""
    above: dict[str, Unit] = {}
    labels: dict[str, str] = {}
    warnings = []
    for code, row in rows.items():
        if row.parent is None:
            continue
        named = registry.find(row.parent, day)
        if named is None:
            labels[code] = row.parent
        elif code not in registry.parents:
            above.update({code: named} if named.code != code else {})
        elif named.code not in _ancestors(registry, units[code]):
            written = registry.parents[code].short
            warnings.append(
                f"'{row.unit}'{_rows(row)} is given as part of '{row.parent}', the registry says '{written}'"
            )
    return Placed(rows, units, above, labels, tuple(warnings))


def _ancestors(registry: Registry, unit: Unit) -> set[str]:
    """Codes of all that a unit is part of on some day: its parents, what they and it were merged into, and theirs."""
    found: set[str] = set()
    waiting = [registry.parents[unit.code]] if unit.code in registry.parents else []
    waiting += [registry.heirs[unit.code]] if unit.code in registry.heirs else []
    while waiting:
        code = waiting.pop().code
        found.add(code)
        above = [relatives[code] for relatives in (registry.parents, registry.heirs) if code in relatives]
        waiting += [one for one in above if one.code not in found]
    return found - {unit.code}


def both_counted(registry: Registry, placed: Placed, metric: str, day: dt.date | None) -> Iterable[str]:
    """A warning for each unit that is still counted beside the one that it was merged into."""
    for code, unit in placed.units.items():
        heir = registry.successor(unit, day)
        if heir.code != code and heir.code in placed.rows and day is not None and unit.valid_to is not None:
            row = placed.rows[code]
            when, count = date_short(unit.valid_to + dt.timedelta(days=1)), number(row.value(metric) or 0)
            yield f"{unit.label}{_rows(row)} was merged into {heir.label} on {when}, and both are counted: {count} added"
