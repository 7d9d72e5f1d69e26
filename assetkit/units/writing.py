"""Units in, the text of a ``units.toml`` out; and counts in, the units that they name, to start a registry from."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from assetkit.counts.model import Counts
from assetkit.units.model import Unit, key, without_parenthesis

if TYPE_CHECKING:
    from assetkit.counts.model import UnitCount

HEAD = """# The units of the union: what each is called, what it is part of, since when, and into which it was merged.
# code never changes; short is printed; aliases are other names in the tables. A unit that is merged has a last day and a successor:
#   valid_to = 2022-06-30
#   merged_into = "CODE"
"""


def units_toml(units: Iterable[Unit]) -> str:
    """The text of the file, an entry per unit in the order given."""
    return "\n".join([HEAD, *("\n".join(_entry(unit)) + "\n" for unit in units)])


def _entry(unit: Unit) -> Iterator[str]:
    yield "[[unit]]"
    yield f"code = {_text(unit.code)}"
    yield f"short = {_text(unit.short)}"
    for name, text in (("name", unit.name), ("parent", unit.parent)):
        if text is not None:
            yield f"{name} = {_text(text)}"
    if unit.aliases:
        yield f"aliases = [{', '.join(map(_text, unit.aliases))}]"
    for name, day in (("valid_from", unit.valid_from), ("valid_to", unit.valid_to)):
        if day is not None:
            yield f"{name} = {day.isoformat()}"
    if unit.merged_into is not None:
        yield f"merged_into = {_text(unit.merged_into)}"


def _text(text: str) -> str:
    """A basic TOML string, which is escaped as JSON escapes."""
    return json.dumps(text, ensure_ascii=False)


def units_of(readings: Iterable[Counts]) -> tuple[Unit, ...]:
    """The units that readings name, as a start: the code of the table, else the name without its parenthesis.

    Of a name with a parenthesis, "PTC1 (Truyền tải điện 1)", the first part is the short one and the second an alias. The row of
    the whole is among them only when a unit is part of it. Spellings that mean the same are one unit, called as the latest says.
    """
    rows: dict[str, UnitCount] = {}
    wholes: dict[str, UnitCount] = {}
    for counts in readings:
        for row in counts.units:
            rows[key(row.code or without_parenthesis(row.unit))] = row
        if counts.total is not None:
            wholes[key(without_parenthesis(counts.total.unit))] = counts.total
    named = {key(row.parent) for row in rows.values() if row.parent}
    for name, whole in wholes.items():
        if name in named and name not in rows:
            rows = {name: replace(whole, unit=without_parenthesis(whole.unit)), **rows}
    known = {
        key(name) for row in rows.values() for name in (row.unit, without_parenthesis(row.unit), row.code or row.unit)
    }
    return tuple(_started(row, known) for row in rows.values())


def _started(row: UnitCount, known: set[str]) -> Unit:
    short = without_parenthesis(row.unit)
    code = row.code or short
    inside = row.unit[len(short) :].strip().strip("()").strip()
    aliases = (inside,) if inside and key(inside) not in known else ()
    parent = row.parent if row.parent and key(row.parent) in known and key(row.parent) != key(short) else None
    return Unit(code=code, short=short, parent=parent, aliases=aliases)
