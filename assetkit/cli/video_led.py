"""``assetkit video led``: slogans in, a loop for an LED board out that nobody sees begin or end."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from assetkit.cli.options import campaign_option

if TYPE_CHECKING:
    from assetkit.cli.filming import Filming

PLACE = "led"


@click.command("led")
@click.option(
    "--text",
    "texts",
    multiple=True,
    metavar="FILE|TEXT",
    help="A slogan, a .txt with one on each line, or a table; again for more (default: the campaign's messages).",
)
@click.option("--column", metavar="NAME", help="The column of the table that holds the slogans.")
@click.option("--size", "sizes", default="led-1920x320", show_default=True, metavar="ID,ID…", help="Boards: ids, led, web, or bare: 1920x320.")
@click.option("--mode", type=click.Choice(["marquee", "pages"]), default="marquee", show_default=True, help="Running words, or page by page.")
@click.option("--speed", type=float, metavar="PX/S", help="Of running words (default: as they read well).")
@click.option("--loops", type=click.IntRange(1, 1000), default=1, show_default=True, metavar="N", help="Periods in the file, copied.")
@click.option("--fps", type=int, metavar="25|30|50|60", help="Frames a second (default: 50; 25 for a GIF or WebP).")
@click.option(
    "--format", "film_format", type=click.Choice(["mp4", "gif", "webp"]), default="mp4", show_default=True, help="What the board's player takes."
)
@click.option("--preview", is_flag=True, help="Only a picture of the key frames, at once.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Folder, or the very file to write (.mp4, .gif, .webp).")
@click.option("--json", "as_json", is_flag=True, help="Manifest entries on stdout, nothing else there.")
@click.option("-q", "--quiet", is_flag=True, help="Nothing on stderr but errors.")
@click.option("--force", is_flag=True, help="Make every file again, also those that are still good.")
@campaign_option
def command(texts: tuple[str, ...], column: str | None, film_format: str, **given: Any) -> int:
    """Seamless loops for LED boards: running words, or pages, at the board's exact pixels; frame N is frame 0.

    \b
    assetkit video led
    assetkit video led --text slogans.txt --size led-1920x320 --speed 200
    assetkit video led --text "Mỗi người một sáng kiến" --size 384x128 --mode pages --loops 10
    """
    from assetkit.cli.filming import Filming
    from assetkit.cli.options import open_world
    from assetkit.cli.slogans import slogans_of
    from assetkit.engine.takumi import Takumi
    from assetkit.film.led_films import FILM, Loop

    world = open_world()
    campaign = world.campaign(given["campaign"])
    slogans = slogans_of(texts, column, campaign.messages)
    film_format = _format(given["output"], film_format)
    loop = Loop(slogans, given["mode"], _template(world, given["mode"]), given["speed"], given["loops"], film_format)
    _refuse_senseless(loop, given)
    rate = given["fps"] or (None if film_format == FILM else 25)
    filming = Filming(given["output"], given["as_json"], given["quiet"], given["force"], rate, None, PLACE, None, False, given["preview"])
    return _make(world, campaign, loop, given["sizes"], filming, Takumi(world.fonts.values()))


def _format(output: Path | None, asked: str) -> str:
    """The format of the very file to write, when one is named."""
    suffix = output.suffix.lower()[1:] if output else ""
    return suffix if suffix in ("gif", "webp") and asked == "mp4" else asked


def _refuse_senseless(loop: Any, given: dict[str, Any]) -> None:
    from assetkit.errors import UsageError
    from assetkit.film.led_films import FILM, MODES

    if loop.speed is not None and loop.mode != MODES[0]:
        raise UsageError("pages stand still", where="--speed", hint="--mode marquee")
    if loop.loops > 1 and loop.format != FILM:
        raise UsageError(f"a {loop.format.upper()} repeats by itself for ever", where="--loops", hint="leave it out")


def _template(world: Any, mode: str) -> Any:
    """What draws the pieces of a strip, or the pages."""
    from assetkit.cli.options import pick_template
    from assetkit.film import led_slides, led_strip
    from assetkit.film.led_films import MODES

    if mode == MODES[0]:
        return pick_template(world, "film", None, needs=led_strip.NEEDS)
    return pick_template(world, "banner", None, needs=led_slides.NEEDS)


def _make(world: Any, campaign: Any, loop: Any, sizes: str, filming: Filming, engine: Any) -> int:
    """Make the loops (or their previews), report, and return the exit code."""
    from functools import partial

    from assetkit.cli.filming import film_and_report, film_bar, takes_of
    from assetkit.cli.options import Target
    from assetkit.cli.reporting import report, show_all
    from assetkit.errors import UsageError
    from assetkit.film.films import Studios
    from assetkit.film.led_board import board_sizes
    from assetkit.film.led_films import FILM, run_loops, shoot_loop

    folder, name = _place(filming, world, loop.format)
    boards = board_sizes([sizes], world.sizes)
    if name is not None and len(boards) > 1:
        raise UsageError(f"{len(boards)} loops cannot go into one file", where=f"-o {filming.output}", hint="a folder")
    takes = takes_of(_jobs(loop, campaign, boards, name, world), filming, world, coded=loop.format == FILM)
    target = Target(world, folder, name, loop.template.spec.title)
    if filming.preview:
        return film_and_report(takes, partial(shoot_loop, loop=loop, world=world, engine=engine), target, filming)
    studios = Studios(world, folder, os.cpu_count() or 1, name is None)

    def say(text: str) -> None:
        if not filming.quiet:
            click.echo(f"Note: {text}", err=True)

    with film_bar([take.job.name for take in takes], filming.quiet) as told:
        outcome = run_loops(takes, loop, studios, engine, force=filming.force, say=say, told=told)
    if studios.record:
        show_all(outcome, target)
    report(outcome, folder, filming.common)
    return 0 if not outcome.failures else 3 if outcome.entries else 1


def _jobs(loop: Any, campaign: Any, boards: Any, name: str | None, world: Any) -> list[Any]:
    """A job for each board, its file named after campaign and board."""
    from assetkit.facts import derive
    from assetkit.job import Job

    facts = dict(derive(campaign, None, world.now()))
    stems = {board.id: f"{campaign.id}-{board.id if board.id.startswith(PLACE) else f'{PLACE}-{board.id}'}" for board in boards}
    return [Job(loop.template.id, board, campaign.id, name or stems[board.id], facts=facts) for board in boards]


def _place(filming: Filming, world: Any, film_format: str) -> tuple[Path, str | None]:
    """Where to write: the folder, and for ``-o FILE`` the file's stem."""
    from assetkit.cli.filming import film_place
    from assetkit.errors import UsageError

    output = filming.output
    if output is None or filming.preview or output.is_dir() or not output.suffix:
        return film_place(filming, world)
    if output.suffix.lower() != f".{film_format}":
        raise UsageError(f"'{output.suffix}' is not what is written here", where=f"-o {output}", hint=f".{film_format}, or a folder")
    return output.parent, output.stem
