"""Orders: what a person asked for on the command line in, jobs out.

A table's rows become jobs here: columns are matched to the template's fields by name, Vietnamese label or known header; counts become
facts; file names become unique slugs; the files that a row names are digested, so that a changed photo is seen.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assetkit.campaign import Campaign
from assetkit.errors import AssetkitError, UsageError
from assetkit.job import PICTURE_SUFFIXES, Job, Photo
from assetkit.naming import Names, file_name
from assetkit.sizes import Size, choose_sizes
from assetkit.template import Template
from assetkit.typography import fold
from assetkit.world import World

if TYPE_CHECKING:
    from assetkit.counts.model import Counts
    from assetkit.facts import Facts
    from assetkit.table import Row, Table

ROW_RANGE = re.compile(r"(\d+)(?:-(\d+))?")


@dataclass(frozen=True)
class Order:
    """The words of one command. ``file_name`` is the very file of ``-o FILE``; ``pattern`` names files of a batch."""

    template: Template
    campaign: Campaign
    sizes: tuple[str, ...]
    settings: Mapping[str, str] = field(default_factory=dict)
    data: Path | None = None
    rows: str | None = None
    locale: str | None = None
    max_rows: int = 10_000
    as_of: str | None = None
    source: str | None = None
    phase: str | None = None
    pattern: str | None = None
    image_format: str | None = None
    file_name: str | None = None
    photos: tuple[Path, ...] = ()
    photo_folder: Path | None = None
    zoom: float = 1.0
    focus: tuple[float, float] | None = None


@dataclass(frozen=True)
class Item:
    """What one row (or the whole command, without a table) asks to be drawn."""

    row: int | None
    label: str
    fields: Mapping[str, str]
    facts: Facts
    names: Mapping[str, object]
    photo: str = ""
    folder: Path = Path()


def chosen_rows(text: str | None, table: Table) -> tuple[Row, ...]:
    """The table's rows that ``5-8,12`` names (numbers as the table's own program shows them); all without a text."""
    if text is None:
        return table.rows
    wanted: set[int] = set()
    for part in text.split(","):
        match = ROW_RANGE.fullmatch(part.strip())
        if not match:
            raise UsageError(f"'{part}' is not a row or a range of rows", where="--rows", hint="--rows 5-8,12")
        wanted.update(range(int(match[1]), int(match[2] or match[1]) + 1))
    rows = tuple(row for row in table.rows if row.number in wanted)
    if not rows:
        numbers = [row.number for row in table.rows]
        raise UsageError(f"no row of the table is among {text}", where="--rows", hint=f"{numbers[0]}-{numbers[-1]}")
    return rows


def field_columns(template: Template, headers: Sequence[str]) -> dict[str, str]:
    """Template field → the table's header that fills it: by the field's own name, its label, or a header known to mean it."""
    from assetkit.table.columns import ALIASES

    by_key = {fold(header): header for header in headers}
    found = {}
    for name, spec in template.spec.fields.items():
        for word in (name, spec.label, *ALIASES.get(name, ())):
            if fold(word) in by_key:
                found[name] = by_key[fold(word)]
                break
    return found


def cell_text(value: object) -> str:
    """A cell as text, as a person would write it: dates and numbers the Vietnamese way."""
    import datetime

    from assetkit.typography import date_short, number

    if value is None:
        return ""
    if isinstance(value, datetime.date):
        return date_short(value)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return number(value, 0 if float(value).is_integer() else 2)
    return str(value)


def read_counts(order: Order, table: Table) -> tuple[Counts, Facts]:
    """The counts of a table and their facts, at the moment asked for or that of the table, else now."""
    from assetkit.counts.moments import parse_moment
    from assetkit.counts.tables import counts_from_table
    from assetkit.facts import derive

    as_of = parse_moment(order.as_of, "--as-of") if order.as_of else None
    counts = counts_from_table(table, order.campaign, as_of=as_of, source=order.source, phase=order.phase)
    return counts, derive(order.campaign, counts, counts.as_of or World.now())


def banner_items(order: Order, world: World) -> Iterator[Item]:
    """One item per row of the table; without a table, one."""
    from assetkit.facts import derive

    if order.data is None:
        yield Item(None, "", order.settings, derive(order.campaign, None, World.now()), {})
        return
    from assetkit.table import read_table
    from assetkit.table.columns import resolve

    table = read_table(order.data, max_rows=order.max_rows, locale=order.locale)
    columns = field_columns(order.template, table.headers)
    meanings = resolve(table.headers, ())
    unit_header = next((header for header, name in meanings.items() if name in ("unit", "name")), None)
    counted = order.template.spec.needs_counts and {"unit", "value"} <= set(meanings.values())
    counts, facts = read_counts(order, table) if counted else (None, derive(order.campaign, None, World.now()))
    if not columns and not counted:
        fields = ", ".join(f"{name} ({spec.label})" for name, spec in order.template.spec.fields.items())
        raise AssetkitError(
            "no column fills a field of the template", where=str(order.data), hint=f"columns named {fields}"
        )
    total = counts.total.unit if counts and counts.total else None
    for row in chosen_rows(order.rows, table):
        values = {name: cell_text(row.cells.get(header)) for name, header in columns.items()}
        unit = cell_text(row.cells.get(unit_header)) if unit_header else ""
        if total and unit == total and order.rows is None:
            continue  # the sector's own row is no unit: it has no banner of its own unless it is asked for
        names = {header: cell_text(value) for header, value in row.cells.items()}
        names |= {meaning: names[header] for header, meaning in meanings.items()}
        own = facts.for_unit(unit) if counts and unit != total else facts
        yield Item(row.number, unit or values.get("title", ""), {**values, **order.settings}, own, names)


def banner_jobs(order: Order, world: World) -> list[Job]:
    """Items × sizes as jobs with unique names."""
    sizes = choose_sizes(order.sizes, world.sizes, order.template.spec.sizes)
    return list(_jobs(order, world, sizes, banner_items(order, world)))


def progress_jobs(order: Order, world: World) -> tuple[list[Job], tuple[str, ...]]:
    """One job per size, and what the table's reader warns of."""
    from assetkit.table import read_table

    assert order.data is not None
    counts, facts = read_counts(order, read_table(order.data, max_rows=order.max_rows, locale=order.locale))
    sizes = choose_sizes(order.sizes, world.sizes, order.template.spec.sizes)
    item = Item(None, "", order.settings, facts, {})
    return list(_jobs(order, world, sizes, [item])), counts.warnings


def _jobs(order: Order, world: World, sizes: Sequence[Size], items: Iterable[Item]) -> Iterator[Job]:
    names = Names()
    folder = order.data.parent if order.data else Path()
    for item in items:
        files = {
            name: item.fields[name]
            for name, spec in order.template.spec.fields.items()
            if spec.type == "image" and item.fields.get(name)
        }
        inputs = {name: _digest(world, folder, file) for name, file in files.items()}
        for size in sizes:
            if order.file_name:
                name = order.file_name
            else:
                known = {
                    **item.fields,
                    **item.names,
                    "row": item.row or 0,
                    "size": size.id,
                    "template": order.template.id,
                }
                pattern = order.pattern or "{label}-{template}-{size}"
                name = names.unique(file_name(pattern, {"label": item.label or order.campaign.id, **known}))
            yield Job(
                template=order.template.id,
                size=size,
                campaign=order.campaign.id,
                name=name,
                fields=dict(item.fields),
                facts=dict(item.facts),
                missing=dict(item.facts.missing),
                folder=str(folder),
                format=order.image_format,
                row=item.row,
                label=item.label,
                inputs=inputs,
            )


def _digest(world: World, folder: Path, file: str) -> str:
    """Digest of a file's bytes, or its absence: the job itself says what is wrong with it."""
    try:
        return hashlib.sha256(world.image_below(folder, file)).hexdigest()
    except AssetkitError:
        return "absent"


def avatar_jobs(order: Order, world: World) -> list[Job]:
    """One job per photo and size, from photo files or from a table with photo, name and unit."""
    from assetkit.facts import derive

    sizes = choose_sizes(order.sizes, world.sizes, order.template.spec.sizes)
    facts = derive(order.campaign, None, World.now())
    items = list(_avatar_rows(order, facts) if order.data else _avatar_files(order, facts))
    names, jobs = Names(), []
    for item in items:
        for size in sizes:
            stem = item.label if len(sizes) == 1 else f"{item.label}-{size.id}"
            known = {**item.fields, **item.names, "row": item.row or 0, "size": size.id, "template": order.template.id}
            pattern = (
                file_name(order.pattern, {"label": item.label, **known})
                if order.pattern
                else file_name("avatar-{stem}", {"stem": stem})
            )
            jobs.append(
                Job(
                    template=order.template.id,
                    size=size,
                    campaign=order.campaign.id,
                    name=order.file_name or names.unique(pattern),
                    fields=dict(item.fields),
                    facts={**item.facts, **_variant(item.fields)},
                    missing=dict(item.facts.missing),
                    photo=Photo(item.photo, order.zoom, order.focus),
                    folder=str(item.folder),
                    format=order.image_format,
                    row=item.row,
                    label=item.label,
                    inputs={"photo": _digest(world, item.folder, item.photo)},
                )
            )
    return jobs


def _variant(fields: Mapping[str, str]) -> dict[str, Any]:
    """The unit's own turn of the frame, so that pages of different units never look the same."""
    from assetkit.facts import variant

    return {"variant": variant(fields["unit"])} if fields.get("unit") else {}


def _avatar_fields(order: Order, values: Mapping[str, str]) -> dict[str, str]:
    return {
        name: value
        for name, value in {**values, **order.settings}.items()
        if name in order.template.spec.fields and value
    }


def _avatar_files(order: Order, facts: Facts) -> Iterator[Item]:
    for photo in order.photos:
        if photo.is_dir():
            inside = sorted(
                path
                for path in photo.iterdir()
                if path.suffix.lower() in (*PICTURE_SUFFIXES, ".heic", ".heif", ".avif", ".gif", ".tif", ".tiff")
            )
            if not inside:
                raise AssetkitError("holds no photo", where=str(photo), hint="a folder with .jpg, .png, .heic …")
        else:
            inside = [photo]
        for path in inside:
            real = path.resolve()  # a link on the command line may lead anywhere, one below a table's folder may not
            yield Item(None, path.stem, _avatar_fields(order, {}), facts, {}, real.name, real.parent)


def _avatar_rows(order: Order, facts: Facts) -> Iterator[Item]:
    from assetkit.table import read_table
    from assetkit.table.columns import resolve

    assert order.data is not None
    table = read_table(order.data, max_rows=order.max_rows, locale=order.locale)
    headers = {meaning: header for header, meaning in resolve(table.headers, ("photo",)).items()}
    folder = order.photo_folder or order.data.parent
    for row in chosen_rows(order.rows, table):
        values = {meaning: cell_text(row.cells.get(header)) for meaning, header in headers.items()}
        label = values.get("name") or Path(values["photo"]).stem
        yield Item(row.number, label, _avatar_fields(order, values), facts, values, values["photo"], folder)
