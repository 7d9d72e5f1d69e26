"""The noun Fact: a name that a template may use, with what it means; rows of a table in, Facts of one scope out."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fact:
    """A name with its type, its meaning in English and its Vietnamese label; ``scope`` says when it exists."""

    name: str
    type: str
    meaning: str
    label: str
    scope: str


def facts_of(scope: str, *rows: tuple[str, str, str, str]) -> tuple[Fact, ...]:
    """One Fact for each row (name, type, meaning, label)."""
    return tuple(Fact(name, kind, meaning, label, scope) for name, kind, meaning, label in rows)
