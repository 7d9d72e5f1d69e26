"""Examples: a template's ``example.toml`` in, the jobs of its example, shortest and longest texts out.

They are the golden cases, the gallery and what ``templates check`` renders.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assetkit.job import Job, Photo
from assetkit.sizes import Size, choose_sizes
from assetkit.template import Template
from assetkit.world import World, shipped_root

if TYPE_CHECKING:
    from assetkit.campaign import Campaign
    from assetkit.facts import Facts

VARIANTS = {"fields": "example", "shortest": "shortest", "longest": "longest"}
PORTRAIT = "portrait-neutral.jpg"  # drawn for this project: nobody's face


def _facts(example: Mapping[str, Any], campaign: Campaign, where: str) -> Facts:
    """The facts of the example's table of counts (and unit), else those that need no counts."""
    from assetkit.counts.moments import parse_moment
    from assetkit.counts.tables import counts_from_table
    from assetkit.facts import derive
    from assetkit.table import read_table

    counts = example.get("counts")
    if counts is None:
        # A fixed moment: the same example gives the same picture every day.
        from datetime import datetime, time

        return derive(campaign, None, datetime.combine(campaign.start, time(8)))
    as_of = parse_moment(counts["as_of"], where) if "as_of" in counts else None
    table = read_table(shipped_root() / "data" / counts["file"])
    found = counts_from_table(table, campaign, as_of=as_of, phase=counts.get("phase"), source=counts.get("source"))
    facts = derive(campaign, found, found.as_of or as_of or World.now())
    return facts.for_unit(counts["unit"]) if "unit" in counts else facts


def example_jobs(
    template: Template,
    world: World,
    sizes: Sequence[Size] | None = None,
    variants: Sequence[str] = tuple(VARIANTS),
    campaign: str | None = None,
) -> list[Job]:
    """Jobs for every size (or the given ones) and variant, named ``<template>-<variant>-<size>``."""
    example, where = template.example, f"{template.where}/example.toml"
    speaker = world.campaign(campaign or example.get("campaign"))
    facts = _facts(example, speaker, where)
    photo = Photo(PORTRAIT) if template.kind == "avatar" else None
    folder: Path = shipped_root() / "data"
    return [
        Job(
            template=template.id,
            size=size,
            campaign=speaker.id,
            name=f"{template.id}-{VARIANTS[variant]}-{size.id}",
            fields={**example.get("fields", {}), **example.get(variant, {})},
            facts=dict(facts),
            missing=dict(facts.missing),
            photo=photo,
            folder=str(folder),
            label=f"{template.spec.title} · {VARIANTS[variant]}",
        )
        for variant in variants
        for size in sizes or choose_sizes(["all"], world.sizes, template.spec.sizes)
    ]
