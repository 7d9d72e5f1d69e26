"""A registry in, its contradictions out: one sentence each, naming the units.

Refused are: a code used twice, a name that two units of one day claim, a parent or successor that is not there, circles
of either, a last day before the first, and a merge without a day, or into a unit that does not exist on that day.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from assetkit.typography import date_short
from assetkit.units.model import Unit, key

if TYPE_CHECKING:
    from assetkit.units.registry import Registry

DAY = dt.timedelta(days=1)


def faults(registry: Registry) -> Iterator[str]:
    """Every contradiction; those that rest on relations are only looked for when the single units are sound."""
    alone = [*_codes(registry), *_claims(registry), *_relatives(registry), *_days(registry)]
    yield from alone
    if not alone:
        merges = [*_circles(registry, registry.heirs, "is merged into itself"), *_merges(registry)]
        yield from merges
        if not merges:
            yield from _circles(registry, registry.parents, "is part of itself")
            yield from _circles_by_merges(registry)


def _codes(registry: Registry) -> Iterator[str]:
    seen: dict[str, Unit] = {}
    for unit in registry.units:
        if not key(unit.code):
            yield f"'{unit.short}' has the code '{unit.code}', which has no letter or digit"
        other = seen.setdefault(key(unit.code), unit)
        if other is not unit:
            yield f"'{other.short}' and '{unit.short}' have the same code, '{unit.code}'"


def _claims(registry: Registry) -> Iterator[str]:
    for claimants in registry.by_key.values():
        for place, unit in enumerate(claimants):
            other = next(
                (one for one in claimants[:place] if one.meets(unit) and key(one.code) != key(unit.code)), None
            )
            if other is not None:
                shared = next(name for name in unit.names if key(name) in other.keys)
                yield f"'{shared}' is claimed by {other.label} and {unit.label}"


def _relatives(registry: Registry) -> Iterator[str]:
    for unit in registry.units:
        for name, found, role in (
            (unit.parent, registry.parents, "its parent"),
            (unit.merged_into, registry.heirs, "it is merged into"),
        ):
            if name is not None and unit.code not in found:
                near = ", ".join(registry.candidates(name)) or "nothing near"
                told = f"{role}, '{name}'," if role == "its parent" else f"{role} '{name}', which"
                yield f"{unit.label}: {told} is not one unit of the registry ({near})"


def _days(registry: Registry) -> Iterator[str]:
    for unit in registry.units:
        if unit.valid_from and unit.valid_to and unit.valid_to < unit.valid_from:
            first, last = date_short(unit.valid_from), date_short(unit.valid_to)
            yield f"{unit.label} ends on {last}, before it starts on {first}"
        if unit.merged_into is not None and unit.valid_to is None:
            yield f"{unit.label} is merged into '{unit.merged_into}', but has no last day, valid_to"


def _merges(registry: Registry) -> Iterator[str]:
    for unit in registry.units:
        heir = registry.heirs.get(unit.code)
        if heir is None or unit.valid_to is None:
            continue
        if heir.valid_to is not None and heir.valid_to <= unit.valid_to:
            yield f"{unit.label} ends on {date_short(unit.valid_to)}, and {heir.label}, its successor, no later"
        elif heir.valid_from is not None and heir.valid_from > unit.valid_to + DAY:
            first = date_short(heir.valid_from)
            yield f"{unit.label} ends on {date_short(unit.valid_to)}, its successor {heir.label} starts only on {first}"


def _circles(registry: Registry, above: Mapping[str, Unit], words: str) -> Iterator[str]:
    yield from _turning(registry, lambda unit: above.get(unit.code), words)


def _circles_by_merges(registry: Registry) -> Iterator[str]:
    """Units that a merge makes part of themselves: their parent became a part of theirs."""
    for last in sorted({unit.valid_to for unit in registry.units if unit.merged_into and unit.valid_to}):
        day = last + DAY
        words = f"is part of itself after the merges of {date_short(day)}"
        standing = {unit.code for unit in registry.units if registry.successor(unit, day) is unit}
        found = list(_turning(registry, lambda unit, day=day: parent_on(registry, unit, day), words, standing))  # type: ignore[misc]
        yield from found
        if found:
            return


def parent_on(registry: Registry, unit: Unit, on: dt.date | None) -> Unit | None:
    """What a unit is part of on a day: its parent, or what that had become; never itself."""
    above = registry.parents.get(unit.code)
    seen = {unit.code}
    while above is not None and above.code not in seen:
        seen.add(above.code)
        heir = registry.successor(above, on)
        if heir.code != unit.code:
            return heir
        above = registry.parents.get(above.code)  # merged into its own part: that stands where it stood
    return None


def _turning(
    registry: Registry, above: Callable[[Unit], Unit | None], words: str, among: set[str] | None = None
) -> Iterator[str]:
    """One sentence for each circle, by the first of its units."""
    told: set[str] = set()
    for unit in registry.units:
        passed: dict[str, Unit] = {}
        current: Unit | None = unit if among is None or unit.code in among else None
        while current is not None and current.code not in passed:
            passed[current.code] = current
            current = above(current)
        if current is unit and unit.code not in told:
            told.update(passed)
            way = f" by way of {', '.join(one.label for one in [*passed.values()][1:])}" if len(passed) > 1 else ""
            yield f"{unit.label} {words}{way}"
