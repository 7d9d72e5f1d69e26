"""Options and reports that the rendering commands share: Click words in, a batch run and its report out."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from assetkit.errors import AssetkitError, UsageError
from assetkit.job import FILE_SUFFIXES

if TYPE_CHECKING:
    from assetkit.job import Job
    from assetkit.template import Template
    from assetkit.world import World

SHOWN_AFTER = 1.0  # s after which a progress bar appears
AS_JSON = "Manifest entries on stdout, nothing else there; failures as lines of JSON on stderr."
SILENCE = 150.0  # s without a finished picture: more than two whole limits of the workers'


@dataclass(frozen=True)
class Common:
    """The options that every rendering command takes."""

    output: Path | None
    as_json: bool
    quiet: bool
    jobs: int | None
    image_format: str | None
    force: bool


def common_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``-o --json --quiet --jobs --format --force`` and hand them over as ``common``."""
    options = (
        click.option(
            "-o",
            "--output",
            type=click.Path(path_type=Path),
            help="Folder, or the very file to write (.png, .jpg, .webp, .pdf).",
        ),
        click.option("--json", "as_json", is_flag=True, help=AS_JSON),
        click.option("-q", "--quiet", is_flag=True, help="Nothing on stderr but errors."),
        click.option("--jobs", type=click.IntRange(1, 256), metavar="N", help="Worker processes (default: the cores)."),
        click.option(
            "--format",
            "image_format",
            type=click.Choice(["png", "jpg", "webp", "pdf"]),
            help="Instead of the size's own format.",
        ),
        click.option("--force", is_flag=True, help="Make every file again, also those that are still good."),
    )

    @wraps(function)
    def wrapped(
        output: Path | None,
        as_json: bool,
        quiet: bool,
        jobs: int | None,
        image_format: str | None,
        force: bool,
        **rest: Any,
    ) -> Any:
        return function(common=Common(output, as_json, quiet, jobs, image_format, force), **rest)

    for option in reversed(options):
        wrapped = option(wrapped)
    return wrapped


def campaign_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--campaign``."""
    return click.option("--campaign", metavar="ID", help="See 'assetkit campaigns list' (default: the workspace's).")(
        function
    )


def size_option(default: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Add ``--size`` with its default."""
    text = "Ids, groups (social, web, led), all, or bare: 1000x300, 300x100cm."
    return click.option("--size", "sizes", default=default, show_default=True, metavar="ID,ID…", help=text)


def open_world() -> World:
    """The world as seen from the current folder."""
    from assetkit.world import World, find_workspace

    return World(find_workspace(Path.cwd()))


def pick_template(world: World, kind: str, identifier: str | None, needs: Collection[str] = ()) -> Template:
    """The template of that id, which must be of the kind; without an id the kind's first one that has the fields ``needs``."""
    from assetkit.errors import nearest
    from assetkit.template import first_with

    if identifier is None:
        return first_with(world.templates(kind), kind, needs)
    template = world.template(identifier)
    if template.kind != kind:
        names = [other.id for other in world.templates(kind)]
        raise AssetkitError(
            f"is a template for '{template.kind}', not for '{kind}'", where=f"template '{identifier}'", hint=nearest(identifier, names)
        )
    return template


def parse_settings(pairs: Sequence[str]) -> dict[str, str]:
    """``FIELD=VALUE`` words as a mapping."""
    found: dict[str, str] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals or not name:
            raise UsageError(
                f"'{pair}' is not FIELD=VALUE", where="--set", hint='--set title="Mỗi người một sáng kiến"'
            )
        found[name] = value
    return found


def place(common: Common, world: World) -> tuple[Path, str | None, str | None]:
    """Where to write: the folder, and for ``-o FILE`` the file's stem and format."""
    output = common.output
    if output is None:
        default = world.settings.output
        return (world.workspace / default if world.workspace else Path(default)), None, common.image_format
    if output.suffix.lower() in FILE_SUFFIXES and not output.is_dir():
        image_format = output.suffix.lower()[1:].replace("jpeg", "jpg")
        if common.image_format not in (None, image_format):
            raise UsageError(f"{output.name} is not a .{common.image_format}", where="-o", hint="leave --format out")
        return output.parent, output.name, image_format
    if output.suffix and not output.is_dir() and output.suffix[1:].isalpha():
        raise UsageError(
            f"'{output.suffix}' is no picture format",
            where=f"-o {output}",
            hint=".png, .jpg, .webp, .pdf, or a folder without a dot",
        )
    return output, None, common.image_format


@contextmanager
def watch() -> Iterator[Callable[[], None]]:
    """Ends the program when for ``SILENCE`` s nobody called what is handed out: a picture that hangs is not waited for for ever.

    Workers have a limit of their own for each picture; this one is for what is painted in the program's own process.
    """
    timers: list[threading.Timer] = []

    def stop() -> None:
        click.echo(f"\nError: a picture took longer than {SILENCE:.0f} s (try: a simpler drawing or template)", err=True)
        os._exit(1)  # what hangs is in native code and hears nothing else

    def beat() -> None:
        for timer in timers:
            timer.cancel()
        timers[:] = [threading.Timer(SILENCE, stop)]
        timers[0].daemon = True
        timers[0].start()

    beat()
    try:
        yield beat
    finally:
        timers[0].cancel()


@contextmanager
def progress_bar(total: int, quiet: bool) -> Iterator[Callable[[int], None]]:
    """A bar on stderr that appears when the work takes longer than a second; work that stands still is ended (:func:`watch`)."""
    started, bar, task = time.monotonic(), None, None

    def update(done: int) -> None:
        nonlocal bar, task
        beat()
        if quiet or not sys.stderr.isatty():
            return
        if bar is None and time.monotonic() - started > SHOWN_AFTER and done < total:
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

            columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
            bar = Progress(*columns, console=Console(stderr=True), transient=True)
            bar.start()
            task = bar.add_task("pictures", total=total)
        if bar is not None and task is not None:
            bar.update(task, completed=done)

    try:
        with watch() as beat:
            yield update
    finally:
        if bar is not None:
            bar.stop()


@dataclass(frozen=True)
class Target:
    """Where pictures come from and go to. ``file_name`` is the very file of ``-o FILE``; ``title`` heads the contact sheet."""

    world: World
    folder: Path
    file_name: str | None
    title: str


def run_and_report(jobs: Sequence[Job], target: Target, common: Common, warnings: Sequence[str] = ()) -> int:
    """Run the jobs, report on stdout and stderr, and return the exit code. ``warnings`` are what the table's reader saw."""
    from assetkit.batch import run
    from assetkit.cli.reporting import report, show_all

    folder, record = target.folder, target.file_name is None
    if not record and len(jobs) != 1:
        raise UsageError(f"{len(jobs)} pictures cannot go into one file", where=f"-o {common.output}", hint="a folder")
    for warning in () if common.quiet else warnings:
        click.echo(f"Warning: {warning}", err=True)
    with progress_bar(len(jobs), common.quiet) as progress:
        outcome = run(
            jobs, target.world, folder, workers=common.jobs, force=common.force, progress=progress, record=record
        )
    if record:
        show_all(outcome, target)
    report(outcome, folder, common)
    if outcome.failures:
        return 3 if outcome.entries else 1
    return 0
