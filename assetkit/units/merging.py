"""The rows of one reading in, the rows of the units that theirs have become by a day out; nothing is lost or counted twice.

Every row holds its own part and those of the rows below it. What a merge moves is a row's own part (its figure without the rows
below), and with it each row above that it leaves falls, and each that it comes under rises. So the top rows add up to the same.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeVar

from assetkit.counts.model import UnitCount
from assetkit.errors import AssetkitError
from assetkit.typography import number
from assetkit.units.faults import parent_on

if TYPE_CHECKING:
    from assetkit.units.applying import Placed
    from assetkit.units.model import Unit
    from assetkit.units.registry import Registry

Value = TypeVar("Value")
FIGURES = ("submitted", "reviewing", "valid", "registered", "quota")


@dataclass(frozen=True)
class Order:
    """What is part of what: code -> the nearest present unit above it, and code -> the unit that it is part of at all."""

    nearest: Mapping[str, str]
    parents: Mapping[str, Unit]

    def line(self, code: str) -> tuple[str, ...]:
        """A unit and all present ones above it."""
        found = [code]
        while found[-1] in self.nearest:
            found.append(self.nearest[found[-1]])
        return tuple(found)


@dataclass(frozen=True)
class Days:
    """The day that figures are of, and the later one on whose units they are shown; None is the end of time."""

    counted: dt.date | None
    shown: dt.date | None


def merged(
    registry: Registry, placed: Placed, days: Days, has_total: bool, where: str = ""
) -> tuple[tuple[UnitCount, ...], UnitCount | None]:
    """(rows of the units that there are on the day shown, in the order of the table; the row that all others are parts of).

    When the table has its overall row already (``has_total``), no other one is looked for.
    """
    heirs = {code: registry.successor(unit, days.shown) for code, unit in placed.units.items()}
    units = {heir.code: heir for heir in heirs.values()}
    after = order_of(registry, units, _inherited(placed.above, heirs), days.shown, where)
    rows = placed.rows
    if registry.heirs:
        before = order_of(registry, placed.units, placed.above, days.counted, where)
        if before.nearest != after.nearest or any(code != heir.code for code, heir in heirs.items()):
            rows = _moved(placed, heirs, before, after, where)
    labels = _inherited(placed.labels, heirs)
    roots = [code for code in units if code not in after.nearest]
    alone = len(roots) == 1 < len(units) and roots[0] not in after.parents and roots[0] not in labels
    whole = roots[0] if alone and not has_total else None
    wholes = set(after.nearest.values())
    named = {
        code: _named(rows[code], unit, _parent_name(code, units, after, labels, whole), code in wholes)
        for code, unit in units.items()
    }
    overall = None if whole is None else named.pop(whole)
    return tuple(named.values()), overall


def _inherited(said: Mapping[str, Value], heirs: Mapping[str, Unit]) -> dict[str, Value]:
    """What tables say of units, as said of those that they have become; what is said of the successor itself comes first."""
    passed_on: dict[str, Value] = {}
    for code, value in said.items():
        if heirs[code].code == code:
            passed_on[code] = value
        else:
            passed_on.setdefault(heirs[code].code, value)
    return passed_on


def _parent_name(
    code: str, units: Mapping[str, Unit], order: Order, labels: Mapping[str, str], whole: str | None
) -> str | None:
    """The parent that is printed and compared: the nearest one among the rows (but the overall one), else the unit's own."""
    if order.nearest.get(code, whole) != whole:
        return units[order.nearest[code]].short
    return order.parents[code].short if code in order.parents else labels.get(code)


def order_of(
    registry: Registry, units: Mapping[str, Unit], above: Mapping[str, Unit], on: dt.date | None, where: str
) -> Order:
    """The order of the present units on a day: by the registry, for units without a parent there by the table (``above``)."""
    told = frozenset((code, parent.code) for code, parent in above.items())
    known = (registry.era(on), frozenset(units), told)
    if known not in registry.orders:
        registry.orders[known] = _found_order(registry, units, above, on, where)
    return registry.orders[known]


def _found_order(
    registry: Registry, units: Mapping[str, Unit], above: Mapping[str, Unit], on: dt.date | None, where: str
) -> Order:
    nearest: dict[str, str] = {}
    parents: dict[str, Unit] = {}
    for code, unit in units.items():
        parent = _parent(registry, unit, units, above, on)
        if parent is not None:
            parents[code] = parent
        passed = {code}
        while parent is not None and parent.code not in units:
            passed.add(parent.code)
            parent = _parent(registry, parent, units, above, on)
            if parent is not None and parent.code in passed:
                parent = None
        if parent is not None:
            nearest[code] = parent.code
    _refuse_circle(nearest, units, where)
    return Order(nearest, parents)


def _parent(
    registry: Registry, unit: Unit, units: Mapping[str, Unit], above: Mapping[str, Unit], on: dt.date | None
) -> Unit | None:
    """What a unit is part of. A unit that was merged but is still counted under its old name stands where it stood."""
    written = registry.parents.get(unit.code) or above.get(unit.code)
    if written is None or written.code in units or registry.successor(unit, on) is not unit:
        return written
    if unit.code in registry.parents:
        return parent_on(registry, unit, on)
    heir = registry.successor(written, on)
    return None if heir.code == unit.code else heir


def _refuse_circle(nearest: Mapping[str, str], units: Mapping[str, Unit], where: str) -> None:
    """A registry has no circles; one that a table's parent column closes is refused."""
    sound: set[str] = set()
    for code in nearest:
        passed = [code]
        while passed[-1] in nearest and passed[-1] not in sound:
            passed.append(nearest[passed[-1]])
            if passed[-1] in passed[:-1]:
                names = " and ".join(units[one].label for one in dict.fromkeys(passed))
                raise AssetkitError(f"{names} are part of each other", where=where, hint="mend the parent column")
        sound.update(passed)


@dataclass
class _Change:
    """What the merges do to one row: whose own parts it gains and loses, and which units have become this one."""

    gained: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    members: list[str] = field(default_factory=list)


def _moved(placed: Placed, heirs: Mapping[str, Unit], before: Order, after: Order, where: str) -> dict[str, UnitCount]:
    """Code of each unit that is there afterwards -> its row."""
    changes = {heir.code: _Change() for heir in heirs.values()}
    for code, heir in heirs.items():
        old, new = before.line(code), after.line(heir.code)
        if heir.code == code or heir.code not in old:  # merged into a unit that it was part of, it brings nothing new
            changes[heir.code].members.append(code)
        for other in new:
            if other not in old:
                changes[other].gained.append(code)
        for other in old:
            if other not in new and other in changes:
                changes[other].lost.append(code)
    own = _own_parts(placed.rows, before)
    return {
        code: _changed(code, change, placed, own, where)
        if change.gained or change.lost or code not in placed.rows
        else placed.rows[code]
        for code, change in changes.items()
    }


def _own_parts(rows: Mapping[str, UnitCount], before: Order) -> dict[str, dict[str, int]]:
    """Code -> figure -> what the row has without the rows below it; figures that are not known are left out."""
    own = {
        code: {name: value for name in FIGURES if (value := getattr(row, name)) is not None}
        for code, row in rows.items()
    }
    for code, row in rows.items():
        above = own[before.nearest[code]] if code in before.nearest else {}
        for name in above:
            above[name] -= getattr(row, name) or 0
    return own


def _changed(code: str, change: _Change, placed: Placed, own: Mapping[str, Mapping[str, int]], where: str) -> UnitCount:
    """The row of a unit after the merges. It knows a figure only when every unit that has become this one knows it."""
    members = [placed.rows[member] for member in change.members]
    first = placed.rows[code] if code in placed.rows else members[0]
    figures: dict[str, int | None] = {}
    for name in FIGURES:
        if any(getattr(row, name) is None for row in members):
            figures[name] = None
            continue
        kept = getattr(placed.rows[code], name) if code in placed.rows else 0
        value = kept + _sum(change.gained, own, name) - _sum(change.lost, own, name)
        if value < 0:
            message = f"'{first.unit}' would have {number(value)} once its parts are where they belong: they exceed it"
            raise AssetkitError(message, where=where, hint="mend the figure of the whole or of its parts")
        figures[name] = value
    moments = [row.date for row in members]
    known = [moment for moment in moments if moment is not None]
    dated = max(known) if known and len(known) == len(moments) else None
    return replace(first, **figures, published_percent=None, date=dated)  # type: ignore[arg-type]


def _sum(codes: Iterable[str], own: Mapping[str, Mapping[str, int]], name: str) -> int:
    return sum(own[code].get(name, 0) for code in codes)


def _named(row: UnitCount, unit: Unit, parent: str | None, is_total: bool) -> UnitCount:
    """The row under the registry's name and code."""
    if row.unit == unit.short and row.code == unit.code and row.parent == parent and row.is_total == is_total:
        return row
    return UnitCount(  # a tenth of a large history's time is dataclasses.replace
        unit.short,
        unit.code,
        parent,
        row.submitted,
        row.reviewing,
        row.valid,
        row.registered,
        row.quota,
        row.published_percent,
        row.row,
        row.note,
        is_total,
        row.date,
    )
