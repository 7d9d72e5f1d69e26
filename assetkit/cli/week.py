"""``assetkit week``: the counts of the store in, the whole weekly kit out: pictures, posts, report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from assetkit.cli.options import Common, campaign_option, common_options
from assetkit.errors import UsageError
from assetkit.job import FILE_SUFFIXES

if TYPE_CHECKING:
    from assetkit.job import Job
    from assetkit.kit.week import Kit
    from assetkit.world import World


@click.command("week")
@click.option("--as-of", metavar='"2022-05-10 14:00"', help="The figures of that moment (default: the latest counted).")
@click.option("--units", default="all", show_default=True, metavar="CODE,…", help="Which units get cards of their own.")
@click.option("--draft", is_flag=True, help="Stamp every picture BẢN NHÁP.")
@click.option("--zip", "packed", type=click.Choice(["unit"]), help="Pack each unit's files and words, to send on.")
@click.option(
    "--counts",
    "counts_file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="A table of several dates, instead of the store.",
)
@click.option("--locale", type=click.Choice(["vi", "en"]), help="How the table writes numbers: vi 1.234,5; en 1,234.5.")
@click.option("--store", metavar="FILE|URL", help="Where the counts are kept (default: the workspace's).")
@click.option("--source", metavar="TEXT", help="Where the counts come from, as printed.")
@click.option("--phase", metavar="ID", help="The campaign's phase that the counts belong to.")
@campaign_option
@common_options
def command(common: Common, **given: Any) -> int:
    """The weekly kit from the counts of the store: overview, league table, movers, a card for each unit, milestones, report, posts.

    It holds for the latest figures, whatever the day is. A second run makes again only what has changed.

    \b
    assetkit week
    assetkit week --units EVNNPT,EVNCPC --draft
    assetkit week --as-of 2022-05-10 --zip unit -o outputs/2022-W19
    """
    from dataclasses import replace

    from assetkit.batch import outdated
    from assetkit.cli.options import open_world
    from assetkit.kit.week import kit_jobs, unit_names
    from assetkit.manifest import withdraw

    if given["store"] is not None and given["counts_file"] is not None:
        raise UsageError("there is a table, and the counts are its own", where="--store", hint="--counts or --store")
    if common.output is not None and common.output.suffix.lower() in FILE_SUFFIXES:
        raise UsageError(
            "the kit is many files", where=f"-o {common.output}", hint="a folder, such as -o outputs/2022-W19"
        )
    world = open_world()
    kit, warnings = _kit(world, given)
    folder = common.output or _default_folder(kit, world)
    jobs, notes = kit_jobs(kit, world)
    for text in () if common.quiet else (*warnings, *kit.facts.warnings):
        click.echo(f"Warning: {text}", err=True)
    for text in () if common.quiet else notes:
        click.echo(f"Note: {text}", err=True)
    everyone, _ = kit_jobs(replace(kit, units=unit_names(kit.facts)), world)
    made = {job.stem for job in jobs}
    others = [file for file in outdated(everyone, world, folder) if file.rsplit(".", 1)[0] not in made]
    for file in withdraw(folder, others):
        click.echo(f"Withdrawn: {file}: its figures are no longer those of the week", err=True)
    return _make(kit, jobs, world, folder, common, packed=given["packed"] == "unit")


def _kit(world: World, given: Mapping[str, Any]) -> tuple[Kit, tuple[str, ...]]:
    """The week's figures, and what the reader of the counts warns of."""
    from assetkit.counts.moments import parse_moment
    from assetkit.counts.reading import read_history
    from assetkit.facts import derive
    from assetkit.kit.plan import PLAN_FILE, load_plan
    from assetkit.kit.week import Kit, chosen_units
    from assetkit.schema import decoded

    campaign = world.campaign(given["campaign"])
    as_of = parse_moment(given["as_of"], "--as-of") if given["as_of"] else None
    asked = {name: given[name] for name in ("counts_file", "locale", "source", "phase", "store")}
    history, warnings = read_history(world, campaign, as_of=as_of, **asked)
    counts = history.at(as_of or history.latest.as_of)
    assert counts is not None and counts.as_of is not None  # the history holds nothing later, and is not empty
    facts = derive(campaign, counts, counts.as_of, history)
    where = f"_shared/{PLAN_FILE}"
    plan = load_plan(decoded(world.shared_files[PLAN_FILE], where), where)
    return Kit(campaign, plan, facts, history, chosen_units(facts, given["units"]), given["draft"]), warnings


def _default_folder(kit: Kit, world: World) -> Path:
    return (world.workspace or Path()) / world.settings.output / kit.week


def _make(kit: Kit, jobs: Sequence[Job], world: World, folder: Path, common: Common, packed: bool) -> int:
    """Make the pictures and what goes with them, report, and return the exit code."""
    from dataclasses import replace

    from assetkit.batch import run
    from assetkit.cli.options import progress_bar, report
    from assetkit.kit.finishing import write_packs, write_posts, write_review
    from assetkit.kit.wording import WORDING_FILE, load_wording
    from assetkit.schema import decoded

    where = f"_shared/{WORDING_FILE}"
    wording = load_wording(decoded(world.shared_files[WORDING_FILE], where), where)
    with progress_bar(len(jobs), common.quiet) as progress:
        outcome = run(jobs, world, folder, workers=common.jobs, force=common.force, progress=progress)
    posts, entries = write_posts(kit, wording, outcome.entries, folder)
    review = write_review(kit, wording, entries, posts, folder)
    packs = write_packs(entries, posts, folder) if packed else ()
    report(replace(outcome, entries=entries), folder, common)
    if not common.quiet:
        packed_text = f", {len(packs)} packs for units" if packs else ""
        click.echo(f"{len(posts)} posts in post.csv{packed_text}. Look at {review}", err=True)
    if outcome.failures:
        return 3 if outcome.entries else 1
    return 0
