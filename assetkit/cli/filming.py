"""Options and reports that the commands which make films share: Click words in, films and a report out."""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from assetkit.cli.options import Common, Target, watch
from assetkit.cli.reporting import report, show_all
from assetkit.errors import UsageError

if TYPE_CHECKING:
    from assetkit.film.films import Shoots
    from assetkit.film.shooting import Take
    from assetkit.job import Job
    from assetkit.world import World

SUFFIX, STRIP = ".mp4", "-preview.png"
MOST_SECONDS = 600.0  # s of one film: longer ones are programmes, not posts
DURATION = re.compile(r"(\d{1,5})(?:[.,](\d{1,2}))?s?")
SHOWN_AFTER = 0.5  # s after which a progress bar appears


@dataclass(frozen=True)
class Filming:
    """The options that every command takes which makes films."""

    output: Path | None
    as_json: bool
    quiet: bool
    force: bool
    rate: int | None
    seconds: float | None
    place: str | None
    music: Path | None
    silent: bool
    preview: bool

    @property
    def common(self) -> Common:
        """The same for what pictures and films share; where films go is settled by `film_place`."""
        return Common(None, self.as_json, self.quiet, None, None, self.force)


def parse_seconds(text: str | None) -> float | None:
    """``--duration``: s, with a decimal point or comma; UsageError for what is no length of a film. 10.000 is two numbers to two people."""
    if text is None:
        return None
    match = DURATION.fullmatch(text.strip())
    if not match:
        raise UsageError(f"'{text}' is no number of seconds", where="--duration", hint="--duration 12 or 12.5")
    seconds = float(f"{match[1]}.{match[2] or 0}")
    if not 0 < seconds <= MOST_SECONDS:
        raise UsageError(f"a film of {seconds:g} s cannot be made", where="--duration", hint=f"1 to {MOST_SECONDS:g}")
    return seconds


def film_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options of films and hand them over as ``filming``."""
    options = (
        click.option("--duration", metavar="S", help="Seconds (default: as long as its motions, and a while)."),
        click.option("--fps", type=int, metavar="24|25|30|50|60", help="Frames a second (default: the place's)."),
        click.option("--place", metavar="ID", help="facebook, story, youtube or led (default: that of the size)."),
        click.option("--music", type=click.Path(path_type=Path), help="A sound file: cut or repeated, faded, levelled."),
        click.option("--silent-audio", is_flag=True, help="A silent sound track, for places that ask for one."),
        click.option("--preview", is_flag=True, help="Only a picture of the key frames, at once."),
        click.option("-o", "--output", type=click.Path(path_type=Path), help="Folder, or the very file to write (.mp4)."),
        click.option("--json", "as_json", is_flag=True, help="Manifest entries on stdout, nothing else there."),
        click.option("-q", "--quiet", is_flag=True, help="Nothing on stderr but errors."),
        click.option("--force", is_flag=True, help="Make every film again, also those that are still good."),
    )

    @wraps(function)
    def wrapped(
        duration: str | None,
        fps: int | None,
        place: str | None,
        music: Path | None,
        silent_audio: bool,
        preview: bool,
        output: Path | None,
        as_json: bool,
        quiet: bool,
        force: bool,
        **rest: Any,
    ) -> Any:
        if music and silent_audio:
            raise UsageError("music is not silent", where="--silent-audio", hint="one of the two")
        seconds = parse_seconds(duration)
        filming = Filming(output, as_json, quiet, force, fps, seconds, place, music, silent_audio, preview)
        return function(filming=filming, **rest)

    for option in reversed(options):
        wrapped = option(wrapped)
    return wrapped


def film_place(filming: Filming, world: World) -> tuple[Path, str | None]:
    """Where to write: the folder, and for ``-o FILE.mp4`` the file's stem."""
    output = filming.output
    if output is None:
        default = world.settings.output
        return (world.workspace / default if world.workspace else Path(default)), None
    wanted = ".png" if filming.preview else SUFFIX
    if output.suffix.lower() == wanted and not output.is_dir():
        return output.parent, output.stem
    if output.suffix and not output.is_dir() and output.suffix[1:].isalnum():
        hint = f"{wanted}, or a folder without a dot"
        raise UsageError(f"'{output.suffix}' is not what is written here", where=f"-o {output}", hint=hint)
    return output, None


def takes_of(jobs: Sequence[Job], filming: Filming, world: World, made_of: Sequence[str] = (), coded: bool = True) -> list[Take]:
    """A take for each job, for the place asked for or that of its size. AssetkitError for a rate or a length that it does not play, and for
    a size that no film has (when it is ``coded``: a GIF may have any)."""
    from dataclasses import replace

    from assetkit.film.levels import level_of
    from assetkit.film.shooting import take_for

    found = []
    for job in jobs:
        take = take_for(job, world.presets, filming.place, rate=filming.rate, seconds=filming.seconds, made_of=made_of)
        if coded:  # told before anything is painted
            level_of(job.size.width, job.size.height, take.rate)
        found.append(replace(take, music=filming.music, silent=filming.silent))
    return found


def film_and_report(takes: Sequence[Take], shoots: Shoots, target: Target, filming: Filming, warnings: Sequence[str] = ()) -> int:
    """Make the films (or their previews), report on stdout and stderr, and return the exit code."""
    if target.file_name is not None and len(takes) != 1:
        raise UsageError(f"{len(takes)} films cannot go into one file", where=f"-o {filming.output}", hint="a folder")
    for warning in () if filming.quiet else warnings:
        click.echo(f"Warning: {warning}", err=True)
    if filming.music is not None:  # told once, and before any film is made, or taken away because it cannot be made again
        from assetkit.film.music import refuse_no_music

        refuse_no_music(filming.music)
    if filming.preview and filming.as_json:
        raise UsageError("a preview is in no manifest", where="--json", hint="one of the two")
    if filming.preview:
        return _preview(takes, shoots, target)
    from assetkit.film.films import Studios, run

    studios = Studios(target.world, target.folder, os.cpu_count() or 1, target.file_name is None)
    with film_bar([take.job.name for take in takes], filming.quiet) as told:
        outcome = run(takes, studios, shoots, force=filming.force, told=told)
    if studios.record:
        show_all(outcome, target)
    report(outcome, target.folder, filming.common)
    if outcome.failures:
        return 3 if outcome.entries else 1
    return 0


def _preview(takes: Sequence[Take], shoots: Shoots, target: Target) -> int:
    """A picture of each film's key frames."""
    import io

    from assetkit.errors import AssetkitError
    from assetkit.film.preview import strip
    from assetkit.publish import inside, write_file

    font, failed = target.world.fonts["BeVietnamPro-SemiBold.ttf"], 0
    for take in takes:
        name = f"{target.file_name}.png" if target.file_name else f"{take.job.stem}{STRIP}"
        try:
            picture = strip(shoots(take).reel, font)
        except AssetkitError as error:
            click.echo(f"Error: {error}", err=True)
            failed += 1
            continue
        buffer = io.BytesIO()
        picture.save(buffer, "PNG", compress_level=3)
        write_file(inside(target.folder, name), buffer.getvalue())
        click.echo(target.folder / name)
    return 0 if not failed else 3 if failed < len(takes) else 1


@contextmanager
def film_bar(names: Sequence[str], quiet: bool) -> Iterator[Callable[[int, int, int], None]]:
    """A bar on stderr with frames a second and the time left, for each film one; a film that stands still is ended (`watch`)."""
    started, bar, task, shown = time.monotonic(), None, None, -1

    def update(number: int, done: int, of: int) -> None:
        nonlocal bar, task, shown
        beat()
        if quiet or not sys.stderr.isatty() or time.monotonic() - started < SHOWN_AFTER:
            return
        if bar is None:
            bar = _bar()
            bar.start()
        if shown != number:
            shown = number
            if task is not None:
                bar.remove_task(task)
            which = f"{names[number]} ({number + 1}/{len(names)})" if len(names) > 1 else names[number]
            task = bar.add_task(which, total=of, completed=done)
        bar.update(task, completed=done)

    try:
        with watch() as beat:
            yield update
    finally:
        if bar is not None:
            bar.stop()


def _bar() -> Any:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, TextColumn, TimeRemainingColumn
    from rich.text import Text

    class Speed(ProgressColumn):
        """Frames a second."""

        def render(self, task: Any) -> Text:
            return Text(f"{task.speed:.0f} frames/s" if task.speed else "")

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), Speed(), TimeRemainingColumn())
    return Progress(*columns, console=Console(stderr=True), transient=True)
