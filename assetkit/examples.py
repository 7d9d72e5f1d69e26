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
from assetkit.world import STEPS_FILE, World, read_text, shipped_root

if TYPE_CHECKING:
    from datetime import datetime

    from assetkit.campaign import Campaign
    from assetkit.counts.history import History
    from assetkit.facts import Facts

VARIANTS = {"fields": "example", "shortest": "shortest", "longest": "longest"}
PORTRAIT = "portrait-neutral.jpg"  # drawn for this project: nobody's face


def _facts(example: Mapping[str, Any], campaign: Campaign, where: str) -> Facts:
    """The facts of the example's figures (and unit), with what is known of their past; else those that need no counts."""
    from assetkit.counts.moments import parse_moment
    from assetkit.facts import derive

    counts = example.get("counts")
    if counts is None:
        # A fixed moment: the same example gives the same picture every day.
        from datetime import datetime, time

        return derive(campaign, None, datetime.combine(campaign.start, time(8)))
    as_of = parse_moment(counts["as_of"], where) if "as_of" in counts else None
    history = _history(counts, campaign, as_of)
    last = history.latest.as_of
    facts = derive(campaign, history.at(last), as_of or last, history)
    return facts.for_unit(counts["unit"]) if "unit" in counts else facts


def _history(counts: Mapping[str, Any], campaign: Campaign, as_of: datetime | None) -> History:
    """What the example's table says up to ``as_of``; or the sample, cut there."""
    from assetkit.counts.history import history_of
    from assetkit.counts.reading import read_history

    if counts.get("sample"):
        from assetkit.counts.sample import sample_history

        history = history_of(sample_history(campaign))
        return history.until(as_of) if as_of else history
    file = shipped_root() / "data" / counts["file"]
    phase, source = counts.get("phase"), counts.get("source")
    nobody = World(None)  # a user's registry knows nothing of the units of a shipped table
    return read_history(nobody, campaign, counts_file=file, as_of=as_of, phase=phase, source=source)[0]


def _with_steps(facts: Facts, template: Template, campaign: Campaign, variant: str) -> Facts:
    """The facts, with those of a shipped file of steps where the template shows steps."""
    from assetkit.items import shows_steps

    if not shows_steps(template):
        return facts
    from assetkit.facts.process import process_facts
    from assetkit.steps import load_steps

    name = template.example.get("steps", {}).get(variant, STEPS_FILE)
    steps = load_steps(read_text(shipped_root() / "data" / name), name)
    return facts.with_block(process_facts(steps, campaign.palette.model_dump()))


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
    shown = {variant: _with_steps(facts, template, speaker, variant).only(template.fact_names) for variant in variants}
    photo = Photo(PORTRAIT) if template.kind == "avatar" else None
    folder: Path = shipped_root() / "data"
    return [
        Job(
            template=template.id,
            size=size,
            campaign=speaker.id,
            name=f"{template.id}-{VARIANTS[variant]}-{size.id}",
            fields={**example.get("fields", {}), **example.get(variant, {})},
            facts=shown[variant][0],
            missing=shown[variant][1],
            photo=photo,
            folder=str(folder),
            label=f"{template.spec.title} · {VARIANTS[variant]}",
        )
        for variant in variants
        for size in sizes or choose_sizes(["all"], world.sizes, template.spec.sizes)
    ]
