"""``assetkit week``: the counts of the store in, the whole weekly kit out: pictures, films if asked for, posts, report."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from assetkit.cli.options import Common, campaign_option, common_options
from assetkit.cli.week_figures import figure_options
from assetkit.errors import UsageError

if TYPE_CHECKING:
    from assetkit.batch import Outcome
    from assetkit.cli.week_films import FilmShelf
    from assetkit.job import Job
    from assetkit.kit.posts import Texts
    from assetkit.kit.week import Kit
    from assetkit.kit.wording import Wording
    from assetkit.world import World


@click.command("week")
@figure_options
@click.option("--units", default="all", show_default=True, metavar="CODE,…", help="Which units get cards of their own.")
@click.option("--video", is_flag=True, help="Make the films, too: the week's clip and the race (minutes, not seconds).")
@click.option("--draft", is_flag=True, help="Stamp every picture and film BẢN NHÁP.")
@click.option("--zip", "packed", type=click.Choice(["unit"]), help="Pack each unit's files and words, to send on.")
@campaign_option
@common_options
def command(common: Common, **given: Any) -> int:
    """The weekly kit from the counts of the store: overview, league table, movers, a card for each unit, milestones, report, posts.

    It holds for the latest figures, whatever the day is. A second run makes again only what has changed. Films take much longer than
    pictures: they are made with --video, and stand in the kit until their figures change.

    \b
    assetkit week
    assetkit week --video
    assetkit week --units EVNNPT,EVNCPC --draft
    assetkit week --as-of 2022-05-10 --zip unit -o outputs/2022-W19
    """
    from assetkit.cli.options import open_world
    from assetkit.cli.week_films import FilmShelf
    from assetkit.kit.posts import Texts, refuse_bad_texts
    from assetkit.kit.week import kit_jobs, refuse_unknown_films

    _refuse_what_is_no_kit(common)
    world = open_world()
    kit, warnings = _kit(world, given)
    wording = _wording(world)
    folder = common.output or _default_folder(kit, world)
    jobs, notes = kit_jobs(kit, world)
    refuse_unknown_films(kit.plan, world)
    shelf = FilmShelf(kit, world, folder, given["video"])
    texts = Texts(wording, kit.facts, kit.campaign, kit.stamps)
    refuse_bad_texts([*map(_as_picture, jobs), *map(_as_picture, shelf.jobs)], texts)
    for text in () if common.quiet else warnings:
        click.echo(f"Warning: {text}", err=True)
    for text in () if common.quiet else (*notes, *shelf.notes):
        click.echo(f"Note: {text}", err=True)
    _withdraw([*_others(kit, jobs, world, folder), *shelf.others], folder)
    outcome = _make(jobs, shelf, world, folder, common)
    return _finish(kit, texts, outcome, folder, common, packed=given["packed"] == "unit")


def _refuse_what_is_no_kit(common: Common) -> None:
    output = common.output
    if output is not None and not output.is_dir() and (output.exists() or output.suffix[1:].isalpha() or output.suffix == ".mp4"):
        is_file = "is a file, and " if output.exists() else ""
        raise UsageError(f"{is_file}the kit is many files", where=f"-o {output}", hint="a folder, such as -o outputs/2022-W19")
    if common.image_format is not None:
        hint = "leave it out: pictures have the format of their size, assetkit sizes"
        raise UsageError("a kit has pictures and sheets for print", where=f"--format {common.image_format}", hint=hint)


def _kit(world: World, given: dict[str, Any]) -> tuple[Kit, tuple[str, ...]]:
    """The week's figures, and what to warn of."""
    from assetkit.cli.week_figures import week_figures
    from assetkit.kit.plan import PLAN_FILE, load_plan
    from assetkit.kit.week import Kit, chosen_units
    from assetkit.schema import decoded

    campaign = world.campaign(given["campaign"])
    figures = week_figures(world, campaign, given)
    where = f"_shared/{PLAN_FILE}"
    plan = load_plan(decoded(world.shared_files[PLAN_FILE], where), where)
    units = chosen_units(figures.facts, given["units"])
    return Kit(campaign, plan, figures.facts, figures.history, units, given["draft"]), figures.warnings


def _wording(world: World) -> Wording:
    from assetkit.kit.wording import WORDING_FILE, load_wording
    from assetkit.schema import decoded

    where = f"_shared/{WORDING_FILE}"
    return load_wording(decoded(world.shared_files[WORDING_FILE], where), where)


def _default_folder(kit: Kit, world: World) -> Path:
    return (world.workspace or Path()) / world.settings.output / kit.week


def _as_picture(job: Job) -> Any:
    """A picture that is to be made, as its words see it."""
    from assetkit.kit.posts import Intended

    return Intended(job.name, job.template, job.size.id, job.facts)


def _others(kit: Kit, jobs: Sequence[Job], world: World, folder: Path) -> tuple[str, ...]:
    """The pictures of the folder that are no longer true, and are not made again now."""
    from dataclasses import replace

    from assetkit.batch import outdated
    from assetkit.kit.week import kit_jobs, unit_names

    everyone = unit_names(kit.facts)
    all_jobs = jobs if kit.units == everyone else kit_jobs(replace(kit, units=everyone), world)[0]
    return outdated(all_jobs, world, folder, besides={job.stem for job in jobs})


def _withdraw(files: Iterable[str], folder: Path, why: str = "its figures are no longer those of the week") -> None:
    from assetkit.manifest import withdraw

    for file in withdraw(folder, files):
        click.echo(f"Withdrawn: {file}: {why}", err=True)


def _withdraw_packs(folder: Path) -> None:
    """The packs whose pictures are no longer the folder's go, and when none is left their folder."""
    from assetkit.kit.finishing import PACKS, outdated_packs

    packs = folder / PACKS
    if not packs.is_dir():
        return
    gone = outdated_packs(sorted(path.name for path in packs.glob("*.zip")), folder)
    _withdraw(gone, folder, "its pictures are no longer those of the week")
    if not any(packs.iterdir()):
        packs.rmdir()


def _make(jobs: Sequence[Job], shelf: FilmShelf, world: World, folder: Path, common: Common) -> Outcome:
    """The pictures, then the films, in one outcome."""
    from assetkit.batch import Outcome, run
    from assetkit.cli.options import progress_bar

    with progress_bar(len(jobs), common.quiet) as progress:
        pictures = run(jobs, world, folder, workers=common.jobs, force=common.force, progress=progress)
    films = shelf.fill(common)
    entries, failures = (*pictures.entries, *films.entries), (*pictures.failures, *films.failures)
    return Outcome(entries, failures, pictures.reused + films.reused)


def _finish(kit: Kit, texts: Texts, outcome: Outcome, folder: Path, common: Common, packed: bool) -> int:
    """Write what goes with the files, report, and return the exit code."""
    from dataclasses import replace

    from assetkit.cli.reporting import report
    from assetkit.kit.finishing import POSTS_CSV, POSTS_JSON, REVIEW, write_packs, write_posts, write_review

    if not outcome.entries:
        _withdraw((POSTS_CSV, POSTS_JSON, REVIEW), folder, "none of the pictures that it speaks of could be made")
        _withdraw_packs(folder)
        report(outcome, folder, common)
        return 1
    posts, entries = write_posts(texts, outcome.entries, folder)
    review = write_review(kit, texts.wording, entries, posts, folder)
    packs = write_packs(entries, posts, folder) if packed else ()
    _withdraw_packs(folder)
    report(replace(outcome, entries=entries), folder, common)
    if not common.quiet:
        packed_text = f", {len(packs)} packs for units" if packs else ""
        click.echo(f"{len(posts)} posts in post.csv{packed_text}. Look at {review}", err=True)
    return 3 if outcome.failures else 0
