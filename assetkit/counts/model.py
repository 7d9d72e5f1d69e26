"""The noun Counts: units, their figures as counted, the moment they hold for and where they come from.

Figures only; every sum, ratio and rank that goes onto a picture is computed in `assetkit.facts`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache
from operator import attrgetter

from assetkit.typography import fold

METRICS = ("valid", "submitted", "reviewing", "registered")
MOST = 1_000_000_000
"""Initiatives; a larger figure is a slip of the keyboard: the country has 100 million people."""
_FIGURE = {metric: attrgetter(metric) for metric in METRICS}
WHOLE = "total"
"""The name of the phase that is the whole campaign."""


@dataclass(frozen=True, slots=True)
class UnitCount:
    """One unit's figures, in initiatives; None is "not known". ``row`` is the row of the file as a person sees it.

    ``submitted`` are all that were entered, whatever became of them; ``reviewing`` are those of them that are under review, and
    ``valid`` those that were found valid: an initiative under review is not a valid one. ``registered`` are those announced.

    ``published_percent`` is what the source printed, at its printed precision, and is never computed with.
    ``is_total``: other rows of the table are parts of this one, so it is never summed with them. ``date`` is the
    moment of its own figures, None when the stamp of the counts is that of every unit.
    """

    unit: str
    code: str | None = None
    parent: str | None = None
    submitted: int | None = None
    reviewing: int | None = None
    valid: int | None = None
    registered: int | None = None
    quota: int | None = None
    published_percent: Decimal | None = None
    row: int = 0
    note: str | None = None
    is_total: bool = False
    date: dt.datetime | None = None

    def value(self, metric: str) -> int | None:
        """The count of one metric: "valid", "submitted", "reviewing" or "registered"."""
        count: int | None = _FIGURE[metric](self)
        return count

    @property
    def keys(self) -> tuple[str, ...]:
        """What the unit may be called, folded: its name, its name without a trailing parenthesis, its code."""
        return name_keys(self.unit, self.code)


@lru_cache(maxsize=4096)
def name_keys(unit: str, code: str | None = None) -> tuple[str, ...]:
    """The folded names by which a unit is found: "PTC1 (Truyền tải điện 1)" also as "PTC1"."""
    names = dict.fromkeys([unit, re.sub(r"\s*\([^()]*\)\s*$", "", unit), code or ""])
    return tuple(dict.fromkeys(fold(name) for name in names if name.strip()))


@dataclass(frozen=True)
class Counts:
    """Figures of one metric at one moment.

    ``units`` holds every row but the overall one, which is ``total``. ``as_of`` is wall time in Asia/Ho_Chi_Minh,
    without a zone; midnight means that only the day is known. ``phase`` is the phase whose figures and quotas these
    are, "total" for the whole campaign, None when it is not said. ``phase_values`` are the overall figures of other
    phases that the same table holds, as (phase, count).
    """

    units: tuple[UnitCount, ...]
    total: UnitCount | None = None
    as_of: dt.datetime | None = None
    source: str = ""
    metric: str = "valid"
    warnings: tuple[str, ...] = ()
    phase: str | None = None
    phase_values: tuple[tuple[str, int], ...] = ()

    @cached_property
    def above(self) -> Mapping[str, UnitCount]:
        """unit name -> the unit that it is part of, for those that are part of another one of ``units``."""
        return parents(self.units)

    @cached_property
    def top(self) -> tuple[UnitCount, ...]:
        """The units that are not part of another unit: those that are compared and summed."""
        return tuple(unit for unit in self.units if unit.unit not in self.above)

    @cached_property
    def summed(self) -> int | None:
        """What the top units add up to; None without units, or when one has no count."""
        values = [unit.value(self.metric) for unit in self.top]
        known = [value for value in values if value is not None]
        return sum(known) if values and len(known) == len(values) else None

    @property
    def partial(self) -> bool:
        """Whether the units listed do not add up to the total: the list is not the whole."""
        if self.total is None or not self.units:
            return False
        return self.summed != self.total.value(self.metric)


def parents(units: Iterable[UnitCount]) -> dict[str, UnitCount]:
    """unit name -> the unit among ``units`` that it is part of; units whose parent is not among them are left out."""
    rows = list(units)
    if not any(unit.parent for unit in rows):
        return {}
    known: dict[str, UnitCount] = {}
    for unit in rows:
        for key in unit.keys:
            known.setdefault(key, unit)
    found = {unit.unit: known.get(name_keys(unit.parent)[0]) for unit in rows if unit.parent and unit.parent.strip()}
    return {name: parent for name, parent in found.items() if parent is not None and parent.unit != name}
