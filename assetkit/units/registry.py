"""The noun Registry: units in, what a name means, what a unit is part of, and what it has become by a day out."""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from assetkit.errors import AssetkitError
from assetkit.typography import slug
from assetkit.units.model import Unit, key, without_parenthesis

if TYPE_CHECKING:
    from assetkit.counts.history import History
    from assetkit.counts.model import Counts
    from assetkit.units.merging import Order

SHOWN = 6  # faults on one line; more are counted
NEAR = 0.6  # share of letters that a candidate has in common with the name looked for


@dataclass(frozen=True)
class Registry:
    """Every unit that figures may be of. Refused, each fault naming its units: see :mod:`assetkit.units.faults`."""

    units: tuple[Unit, ...]
    where: str = "the registry of units"

    def __post_init__(self) -> None:
        from assetkit.units.faults import faults

        found = list(faults(self))
        if found:
            more = [f"and {len(found) - SHOWN} more"] if len(found) > SHOWN else []
            raise AssetkitError("; ".join([*found[:SHOWN], *more]), where=self.where, hint="mend these units")

    @cached_property
    def by_key(self) -> Mapping[str, tuple[Unit, ...]]:
        """Name as it is compared -> the units that claim it: one, or several that never exist on the same day."""
        found: dict[str, tuple[Unit, ...]] = {}
        for unit in self.units:
            for name in unit.keys:
                found[name] = (*found.get(name, ()), unit)
        return found

    @cached_property
    def by_code(self) -> Mapping[str, Unit]:
        """Code as it is written -> its unit."""
        return {unit.code: unit for unit in self.units}

    @cached_property
    def orders(self) -> dict[object, Order]:
        """What `merging.order_of` has found: most weeks count the same units."""
        return {}

    def era(self, on: dt.date | None) -> int:
        """How many units are gone by a day: days of one era are the same to every unit."""
        ends = [unit.valid_to for unit in self.units if unit.code in self.heirs]
        return len(ends) if on is None else sum(last is not None and last < on for last in ends)

    def find(self, text: str, on: dt.date | None = None) -> Unit | None:
        """The unit of that code, alias, short or full name; of several through the years the one that exists ``on`` the day.

        A trailing parenthesis may be left out: "PTC1 (Truyền tải điện 1)" is found by "PTC1". None when it is nobody's
        name, or when the day does not tell whose.
        """
        found = self._claimant(text, on)
        return found or self._claimant(without_parenthesis(text), on)

    def _claimant(self, text: str, on: dt.date | None) -> Unit | None:
        claimants = self.by_key.get(key(text), ())
        if len(claimants) > 1 and on is not None:
            claimants = tuple(unit for unit in claimants if unit.exists_on(on))
        return claimants[0] if len(claimants) == 1 else None

    def candidates(self, text: str, most: int = 3) -> list[str]:
        """Short names of the units that are called most nearly so, the nearest first; empty when none is near."""
        words = (slug(text), slug(without_parenthesis(text)))
        scored: dict[str, float] = {}
        for word in dict.fromkeys(words):
            for near in difflib.get_close_matches(word, self._spelt, n=3 * most, cutoff=NEAR):
                ratio = difflib.SequenceMatcher(None, near, word).ratio()
                for short in self._spelt[near]:
                    scored[short] = max(ratio, scored.get(short, 0))
        return sorted(scored, key=lambda short: -scored[short])[:most]

    @cached_property
    def _spelt(self) -> Mapping[str, tuple[str, ...]]:
        """Each name in plain letters -> the short names of the units called so."""
        found: dict[str, dict[str, None]] = {}
        for unit in self.units:
            for name in unit.names:
                found.setdefault(slug(name), {})[unit.short] = None
        return {name: tuple(shorts) for name, shorts in found.items()}

    @cached_property
    def parents(self) -> Mapping[str, Unit]:
        """Code -> the unit that it is part of, by the registry as it is written: merges are not followed."""
        return self._named("parent")

    @cached_property
    def heirs(self) -> Mapping[str, Unit]:
        """Code -> the unit that it was merged into."""
        return self._named("merged_into")

    def _named(self, attribute: str) -> dict[str, Unit]:
        found: dict[str, Unit] = {}
        for unit in self.units:
            name = getattr(unit, attribute)
            after = (
                unit.valid_to + dt.timedelta(days=1)
                if unit.valid_to and attribute == "merged_into"
                else unit.valid_from
            )
            other = (self.find(name, after) or self.find(name)) if name else None
            if other is not None:
                found[unit.code] = other
        return found

    def successor(self, unit: Unit, on: dt.date | None) -> Unit:
        """What the unit has become by a day (None: by the end of time): itself, or what it was merged into by then."""
        while unit.code in self.heirs and unit.valid_to is not None and (on is None or on > unit.valid_to):
            unit = self.heirs[unit.code]
        return unit

    @cached_property
    def predecessors(self) -> Mapping[str, tuple[Unit, ...]]:
        """Code -> the units that were merged into it."""
        found: dict[str, tuple[Unit, ...]] = {}
        for unit in self.units:
            if unit.code in self.heirs:
                heir = self.heirs[unit.code].code
                found[heir] = (*found.get(heir, ()), unit)
        return found

    def unknown(self, names: Iterable[str]) -> dict[str, list[str]]:
        """Those of the names that are nobody's on any day, each with its nearest candidates."""
        return {
            name: self.candidates(name)
            for name in dict.fromkeys(names)
            if not self.by_key.get(key(name)) and not self.by_key.get(key(without_parenthesis(name)))
        }

    def apply(self, counts: Counts, where: str = "") -> Counts:
        """The same figures under the registry's names, codes and parents, with what was merged by then summed.

        See :func:`assetkit.units.applying.apply`.
        """
        from assetkit.units.applying import apply

        return apply(self, counts, where)

    def refuse_unknown(self, readings: Iterable[Counts], where: str = "") -> None:
        """Raises one AssetkitError for all units of the readings that are not here."""
        from assetkit.units.applying import refuse_unknown

        refuse_unknown(self, readings, where)

    def follow(self, history: History) -> History:
        """The history as the units are at its end: a successor's earlier figures include its predecessors'.

        See :func:`assetkit.units.following.follow`.
        """
        from assetkit.units.following import follow

        return follow(self, history)
