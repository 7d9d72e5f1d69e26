"""Items: an order in, what each of its rows or photos asks to be drawn out, with what the table's reader warns of.

Columns are matched to the template's fields by name, Vietnamese label or known header; counts become facts.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from assetkit.errors import AssetkitError, UsageError
from assetkit.facts import Facts, derive
from assetkit.table import Row, Table, read_table
from assetkit.table.columns import ALIASES, resolve
from assetkit.template import Template
from assetkit.typography import date_short, fold
from assetkit.world import World

if TYPE_CHECKING:
    from assetkit.counts.model import Counts
    from assetkit.orders import Order

ROW_RANGE = re.compile(r"(\d{1,9})(?:-(\d{1,9}))?")


@dataclass(frozen=True)
class Item:
    """What one row, one photo, or the whole command asks to be drawn.

    ``names`` are known to file name patterns; ``folder`` is where its pictures are; ``photo`` is an avatar's. A row that is not
    ``chosen`` only takes its file name, so that one of the same name is called the same whether or not this one is drawn.
    """

    row: int | None
    label: str
    fields: Mapping[str, str]
    facts: Facts
    names: Mapping[str, object] = field(default_factory=dict)
    folder: Path = Path()
    photo: str | None = None
    chosen: bool = True


def chosen_rows(text: str | None, table: Table) -> frozenset[int]:
    """Numbers of the table's rows that ``5-8,12`` names, as the table's own program shows them; all without a text."""
    numbers = [row.number for row in table.rows]
    if text is None:
        return frozenset(numbers)
    ranges = []
    for part in text.split(","):
        match = ROW_RANGE.fullmatch(part.strip())
        if not match:
            raise UsageError(f"'{part}' is not a row or a range of rows", where="--rows", hint="--rows 5-8,12")
        ranges.append((int(match[1]), int(match[2] or match[1])))
    chosen = frozenset(number for number in numbers if any(low <= number <= high for low, high in ranges))
    if not chosen:
        raise UsageError(f"no row of the table is among {text}", where="--rows", hint=f"{numbers[0]}-{numbers[-1]}")
    return chosen


def field_columns(template: Template, headers: Sequence[str]) -> dict[str, str]:
    """Template field → the table's header that fills it: by the field's own name, its label, or a header known to mean it."""
    by_key = {fold(header): header for header in headers}
    found = {}
    for name, spec in template.spec.fields.items():
        for word in (name, spec.label, *ALIASES.get(name, ())):
            if fold(word) in by_key:
                found[name] = by_key[fold(word)]
                break
    return found


def misspelt(template: Template, table: Table, columns: Mapping[str, str], meanings: Mapping[str, str]) -> tuple[str, ...]:
    """A warning for each header that fills nothing and is nearly that of a field which no column fills."""
    wanted = {
        fold(word): word
        for name, spec in template.spec.fields.items()
        if name not in columns
        for word in (name, spec.label, *ALIASES.get(name, ()))
    }
    unused = [header for header in table.headers if meanings[header] not in ALIASES and header not in columns.values()]
    near = {header: get_close_matches(fold(header), wanted, n=1, cutoff=0.8) for header in unused}
    return tuple(
        f"{table.path}: the column '{header}' fills no field (try: did you mean '{wanted[found[0]]}'?)"
        for header, found in near.items()
        if found
    )


def cell_text(value: object) -> str:
    """A cell as the text that a person wrote there: days the Vietnamese way, a number's own digits with a decimal comma.

    Thousands are not grouped: a number in a text may be a year, a code or a telephone's. Figures that count something are facts.
    """
    if value is None:
        return ""
    if isinstance(value, dt.date):
        return date_short(value)
    if isinstance(value, float):  # spreadsheet programs keep 15 digits: what follows is noise
        return format(Decimal(f"{value:.15g}"), "f").replace(".", ",")
    return str(value)


def row_texts(order: Order, row: Row, columns: Mapping[str, str]) -> dict[str, str]:
    """The row's texts of the template's fields, with what was set for every row."""
    texts = {name: cell_text(row.cells.get(header)) for name, header in columns.items()}
    return {**texts, **order.settings}


def table_of(order: Order) -> Table:
    """The table that the order names."""
    assert order.data is not None
    return read_table(order.data, max_rows=order.max_rows, locale=order.locale, sheet=order.sheet)


def read_counts(order: Order, table: Table) -> tuple[Counts, Facts]:
    """The counts of a table and their facts, at the moment asked for or that of the table, else now."""
    from assetkit.counts.moments import parse_moment
    from assetkit.counts.sources.dates import dated
    from assetkit.counts.tables import counts_from_table

    table = dated(table, "dmy" if order.locale == "vi" else None)
    as_of = parse_moment(order.as_of, "--as-of") if order.as_of else None
    counts = counts_from_table(table, order.campaign, as_of=as_of, source=order.source, phase=order.phase)
    return counts, derive(order.campaign, counts, counts.as_of or World.now())


def _unsaid(facts: Facts, path: Path) -> tuple[str, ...]:
    """What a picture cannot be stamped with, because neither the table nor the command says it."""
    wanted = {"as_of": ("when they were counted", '--as-of "2022-05-10 14:00"'), "source_text": ("where they come from", "--source TEXT")}
    lacking = [said for name, said in wanted.items() if name not in facts]
    return tuple(f"{path}: the figures do not say {what}, nor will the picture: {cure}" for what, cure in lacking)


def known_facts(order: Order, world: World) -> tuple[Facts, tuple[str, ...]]:
    """The facts of the order's table, else of the store, with all that is known of change; and what to warn of.

    They hold for the moment asked for, else for that of the latest figures. A table that says no day has no past.
    """
    from assetkit.counts.moments import parse_moment
    from assetkit.counts.reading import read_history

    unsaid: tuple[str, ...] = ()
    if order.data is not None:
        counts, facts = read_counts(order, table_of(order))
        unsaid = _unsaid(facts, order.data)
        if counts.as_of is None:
            return facts, (*counts.warnings, *unsaid)
    as_of = parse_moment(order.as_of, "--as-of") if order.as_of else None
    history, warnings = read_history(
        world,
        order.campaign,
        counts_file=order.data,
        locale=order.locale,
        sheet=order.sheet,
        max_rows=order.max_rows,
        as_of=as_of,
        source=order.source,
        phase=order.phase,
        store=order.store,
    )
    last = history.latest.as_of
    latest = history.at(last)
    facts = derive(order.campaign, latest, as_of or last, history)
    told = (*warnings, *(latest.warnings if latest else ()), *facts.warnings, *unsaid)
    return facts, tuple(dict.fromkeys(told))


def plain_facts(order: Order) -> Facts:
    """The facts that need no counts, now."""
    return derive(order.campaign, None, World.now())


def progress_items(order: Order, world: World) -> tuple[list[Item], tuple[str, ...]]:
    """One item: the whole table, or what the store holds."""
    facts, warnings = known_facts(order, world)
    return [Item(None, "", order.settings, facts, folder=order.data.parent if order.data else Path())], warnings


def infographic_items(order: Order, world: World) -> tuple[list[Item], tuple[str, ...]]:
    """One item: what the template shows of the counts (a table's, else the store's), of one unit, and of the steps of a process."""
    _refuse_unread(order)
    facts, warnings = known_facts(order, world) if order.template.spec.needs_counts else (plain_facts(order), ())
    named = order.unit if order.unit is not None else _named(order)
    facts = facts.for_unit(named) if named is not None else facts
    if shows_steps(order.template):
        from assetkit.facts.process import process_facts

        facts = facts.with_block(process_facts(world.steps(order.steps), order.campaign.palette.model_dump()))
    folder = order.data.parent if order.data else Path()
    return [Item(None, named or "", order.settings, facts, folder=folder)], warnings


def _named(order: Order) -> str | None:
    """The unit that ``--set unit=…`` names: figures never appear under the name of a unit that they are not of."""
    return order.settings.get("unit") or None if order.template.spec.needs_counts else None


def _refuse_unread(order: Order) -> None:
    """Raise UsageError for the first option that says something of what the template does not show."""
    template, shown = order.template, order.template.fact_names
    about = {
        "counts": (template.spec.needs_counts, ("data", "store", "as_of", "source", "phase", "sheet", "locale")),
        "unit": (template.spec.needs_counts or shown is None or "unit" in shown, ("unit",)),
        "steps": (shows_steps(template), ("steps",)),
    }
    for what, (read, names) in about.items():
        for name in names if not read else ():
            if getattr(order, name) is not None:
                where = f"--{'counts' if name == 'data' else name.replace('_', '-')}"
                raise UsageError(f"template '{template.id}' shows no {what}", where=where, hint="assetkit templates list")


def shows_steps(template: Template) -> bool:
    """Whether the template names a fact of a process."""
    from assetkit.facts.names_of_process import PROCESS

    shown = template.fact_names
    return shown is None or any(fact.name in shown for fact in PROCESS)


def banner_items(order: Order) -> tuple[list[Item], tuple[str, ...]]:
    """One item per row of the table; without a table, one."""
    if order.data is None:
        return [Item(None, "", order.settings, plain_facts(order))], ()
    table = table_of(order)
    columns = field_columns(order.template, table.headers)
    meanings = resolve(table.headers, (), str(order.data))
    counted = order.template.spec.needs_counts and _counts(meanings, order.campaign.count_metric)
    if not counted and (order.as_of or order.source or order.phase):
        hint = "a template that shows counts, and a table of units and values"
        raise UsageError("no counts are read here", where="--as-of, --source, --phase", hint=hint)
    if not columns and not counted:
        fields = ", ".join(f"{name} ({spec.label})" for name, spec in order.template.spec.fields.items())
        raise AssetkitError(
            "no column fills a field of the template", where=str(order.data), hint=f"columns named {fields}"
        )
    told = misspelt(order.template, table, columns, meanings)
    if not counted:
        return list(_rows(order, table, columns, meanings, None, plain_facts(order))), (*table.warnings, *told)
    counts, facts = read_counts(order, table)
    warnings = (*counts.warnings, *told, *_unsaid(facts, order.data))
    return list(_rows(order, table, columns, meanings, counts, facts)), warnings


def _counts(meanings: Mapping[str, str], metric: str) -> bool:
    """Whether a table with such headers has figures of units: those of another metric, too, which are then refused."""
    from assetkit.counts.entries import counted_columns

    columns = {name: header for header, name in meanings.items()}
    return "unit" in columns and bool(counted_columns(columns, metric))


def _rows(
    order: Order,
    table: Table,
    columns: Mapping[str, str],
    meanings: Mapping[str, str],
    counts: Counts | None,
    facts: Facts,
) -> Iterator[Item]:
    total = counts.total.unit if counts and counts.total else None
    chosen = chosen_rows(order.rows, table)
    if counts and order.settings.get("unit") and len(chosen) > 1:
        hint = "--rows with the unit's own row, or a column of names"
        raise UsageError("the figures of every row would bear that name", where="--set unit", hint=hint)
    for row in table.rows:
        values, names = row_texts(order, row, columns), row_names(row, meanings)
        unit = next((names[meaning] for meaning in meanings.values() if meaning in ("unit", "name")), "")
        if total and unit == total and (order.rows is None or row.number not in chosen):
            continue  # the sector's own row is no unit: it has no banner of its own unless it is asked for
        own = facts.for_unit(unit) if counts and unit != total and row.number in chosen else facts
        yield Item(
            row=row.number,
            label=unit or values.get("title", ""),
            fields=values,
            facts=own,
            names=names,
            folder=Path(table.path).parent,
            chosen=row.number in chosen,
        )


def row_names(row: Row, meanings: Mapping[str, str]) -> dict[str, str]:
    """A row's cells by header and by what the header means, as text."""
    texts = {header: cell_text(value) for header, value in row.cells.items()}
    return {**texts, **{meaning: texts[header] for header, meaning in meanings.items()}}
