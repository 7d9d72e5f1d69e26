"""Orders: what a person asked for on the command line in, jobs out, with what the table's reader warns of.

Each item of an order (a row, a photo, or the command itself) becomes one job per size; file names become unique slugs; the files that
an item names are digested, so that a changed photo is seen.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from assetkit.campaign import Campaign
from assetkit.errors import AssetkitError
from assetkit.job import Job, Photo
from assetkit.naming import Names, file_name
from assetkit.sizes import Size, choose_sizes
from assetkit.template import Template, refuse_unknown_fields
from assetkit.world import World

if TYPE_CHECKING:
    from assetkit.items import Item

Jobs = tuple[list[Job], tuple[str, ...]]


@dataclass(frozen=True)
class Order:
    """The words of one command. ``file_name`` is the very file of ``-o FILE``; ``pattern`` names files of a batch."""

    template: Template
    campaign: Campaign
    sizes: tuple[str, ...]
    settings: Mapping[str, str] = field(default_factory=dict)
    data: Path | None = None
    sheet: str | None = None
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
    store: str | None = None
    unit: str | None = None
    steps: Path | None = None
    zoom: float = 1.0
    focus: tuple[float, float] | None = None


def banner_jobs(order: Order, world: World) -> Jobs:
    """One job per row and size; without a table, one per size."""
    from assetkit.items import banner_items

    return _jobs(order, world, "{label}-{template}-{size}", *banner_items(order))


def progress_jobs(order: Order, world: World) -> Jobs:
    """One job per size."""
    from assetkit.items import progress_items

    return _jobs(order, world, "{label}-{template}-{size}", *progress_items(order, world))


def infographic_jobs(order: Order, world: World) -> Jobs:
    """One job per size."""
    from assetkit.items import infographic_items

    return _jobs(order, world, "{label}-{template}-{size}", *infographic_items(order, world))


def avatar_jobs(order: Order, world: World) -> Jobs:
    """One job per photo and size, from photo files or from a table with photo, name and unit."""
    from assetkit.sitters import avatar_items

    return _jobs(order, world, "avatar-{label}", *avatar_items(order))


def _jobs(order: Order, world: World, pattern: str, items: Iterable[Item], warnings: tuple[str, ...]) -> Jobs:
    refuse_unknown_fields(order.template, order.settings)
    sizes = choose_sizes(order.sizes, world.sizes, order.template.spec.sizes)
    if len(sizes) > 1 and "{size}" not in pattern:
        pattern += "-{size}"
    return list(_each(order, world, order.pattern or pattern, sizes, items)), warnings


def _each(order: Order, world: World, pattern: str, sizes: Sequence[Size], items: Iterable[Item]) -> Iterator[Job]:
    names = Names()
    for item in items:
        known = {**dict.fromkeys(order.template.spec.fields, ""), **item.fields, **item.names, "row": item.row or 0}
        known |= {"label": item.label or order.campaign.id, "template": order.template.id}
        inputs = _inputs(order, world, item) if item.chosen else {}
        if item.chosen:
            refuse_unmet(order.template, item, world)
        facts, missing = item.facts.only(order.template.fact_names) if item.chosen else ({}, {})
        for size in sizes:
            name = order.file_name or names.unique(file_name(pattern, {**known, "size": size.id}))
            if item.chosen:
                yield Job(
                    template=order.template.id,
                    size=size,
                    campaign=order.campaign.id,
                    name=name,
                    fields=dict(item.fields),
                    facts=facts,
                    missing=missing,
                    photo=None if item.photo is None else Photo(item.photo, order.zoom, order.focus),
                    folder=str(item.folder),
                    format=order.image_format,
                    row=item.row,
                    label=item.label,
                    inputs=inputs,
                )


def refuse_unmet(template: Template, item: Item, world: World) -> None:
    """Raise AssetkitError when a fact is not known that the template cannot do without, naming another choice or template that can."""
    facts = item.facts
    lacking = [name for name in template.needs(item.fields) if name not in facts and name in facts.missing]
    if not lacking:
        return
    others = [
        f"--set {name}={choice}"
        for name, spec in template.spec.fields.items()
        for choice in spec.choices
        if template.needs({**item.fields, name: choice}) != template.needs(item.fields)
        and all(need in facts for need in template.needs({**item.fields, name: choice}))
    ]
    others += [
        f"assetkit {other.kind} {other.id}"
        for other in world.templates(template.kind)
        if other.spec.needs_counts and all(name in facts for name in other.needs({}))
    ]
    message = f"cannot be made of these figures: it {facts.missing[lacking[0]]}"
    raise AssetkitError(
        message, where=f"template '{template.id}'", hint=" or ".join(others[:2]) or "assetkit templates list"
    )


def _inputs(order: Order, world: World, item: Item) -> dict[str, str]:
    """Digest of each picture that an item names."""
    fields = order.template.spec.fields
    files = {name: item.fields.get(name, "") for name, spec in fields.items() if spec.type == "image"}
    files |= {"photo": item.photo} if item.photo else {}
    return {name: _digest(world, item.folder, file) for name, file in files.items() if file}


def _digest(world: World, folder: Path, file: str) -> str:
    """Digest of a file's bytes, or its absence: the job itself says what is wrong with it."""
    try:
        return hashlib.sha256(world.image_below(folder, file)).hexdigest()
    except AssetkitError:
        return "absent"
