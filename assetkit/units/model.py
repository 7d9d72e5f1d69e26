"""The noun Unit: one entry of a registry, and the key by which names are compared."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import lru_cache

from pydantic import BaseModel, ConfigDict

from assetkit.campaign import Day, Text
from assetkit.typography import fold

_APART = re.compile(r"[\s_\-\u2010-\u2015\u2212\u00ad\u200b-\u200d\u2060\ufeff]+")  # spaces, dashes, invisible signs
_TRAILING = re.compile(r"\s*\([^()]*\)\s*$")


@lru_cache(maxsize=16_384)
def key(name: str) -> str:
    """Equal for names that mean the same: case, composition, spaces, dashes and the place of tone marks do not matter."""
    return _APART.sub("", fold(name))


def without_parenthesis(name: str) -> str:
    """ "PTC1 (Truyền tải điện 1)" -> "PTC1"; any other name as it is."""
    return (_TRAILING.sub("", name) or name) if name.rstrip().endswith(")") else name


class Unit(BaseModel):
    """One unit as the union writes it down.

    ``code`` never changes; ``short`` is printed; ``name`` is the full name, when it is another. ``parent`` and ``merged_into`` name
    another unit, by code or by any of its names. ``valid_from`` and ``valid_to`` are its first and last day, both included.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: Text
    short: Text
    name: Text | None = None
    parent: Text | None = None
    aliases: tuple[Text, ...] = ()
    valid_from: Day | None = None
    valid_to: Day | None = None
    merged_into: Text | None = None

    @property
    def names(self) -> Iterator[str]:
        """Everything that it is called: code, short name, full name, aliases."""
        yield from (self.code, self.short, *([self.name] if self.name else []), *self.aliases)

    @property
    def keys(self) -> tuple[str, ...]:
        """Its names as they are compared, each once."""
        return tuple(dict.fromkeys(key(name) for name in self.names))

    @property
    def label(self) -> str:
        """How errors name it: "'Truyền tải điện 1' (PTC1)"."""
        return f"'{self.short}'" if key(self.short) == key(self.code) else f"'{self.short}' ({self.code})"

    def exists_on(self, day: dt.date) -> bool:
        """Whether the day is one of its days."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)

    def meets(self, other: Unit) -> bool:
        """Whether there is a day on which both exist."""
        first = max(self.valid_from or dt.date.min, other.valid_from or dt.date.min)
        return first <= min(self.valid_to or dt.date.max, other.valid_to or dt.date.max)
