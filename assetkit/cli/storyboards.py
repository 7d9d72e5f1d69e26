"""What the commands share that film a storyboard: Click words in, films of every size with their subtitles, and a report, out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from assetkit.cli.filming import Filming, film_and_report, film_options, film_place, takes_of
from assetkit.cli.options import Target, campaign_option, size_option

if TYPE_CHECKING:
    from assetkit.campaign import Campaign
    from assetkit.facts import Facts
    from assetkit.film.shooting import Take
    from assetkit.film.storyboards import Production
    from assetkit.world import World

SUBTITLES = ".vi_VN.srt"  # what Facebook asks the file to be called; players find it beside the film, too


@dataclass(frozen=True)
class Scenes:
    """The options of a command that films a storyboard."""

    filming: Filming
    sizes: str
    campaign: str | None
    storyboard: Path | None
    srt: bool
    burn: bool


def scene_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options of films of scenes and hand them over as ``scenes``."""
    options = (
        campaign_option,
        size_option("wide"),
        click.option(
            "--storyboard",
            type=click.Path(path_type=Path, dir_okay=False),
            help="Another storyboard (default: the workspace's, else the shipped one).",
        ),
        click.option("--srt", is_flag=True, help="Subtitles in a file beside each film."),
        click.option("--burn", is_flag=True, help="Subtitles in the picture."),
        film_options,
    )

    @wraps(function)
    def wrapped(
        filming: Filming, sizes: str, campaign: str | None, storyboard: Path | None, srt: bool, burn: bool, **rest: Any
    ) -> Any:
        return function(scenes=Scenes(filming, sizes, campaign, storyboard, srt, burn), **rest)

    for option in reversed(options):
        wrapped = option(wrapped)
    return wrapped


Tells = Callable[["World", "Campaign"], "tuple[Facts, tuple[str, ...]]"]
"""Gathers the facts that a film shows, and what to warn of."""


def film_storyboard(name: str, scenes: Scenes, tells: Tells) -> int:
    """Film the storyboard of that name, or the one asked for, in every size, and return the exit code."""
    from functools import partial

    from assetkit.cli.options import open_world
    from assetkit.engine.takumi import Takumi
    from assetkit.film.storyboards import SCENES_CACHE, Production, shoot_scenes, sound_storyboard, storyboard_named
    from assetkit.world import read_text

    world = open_world()
    campaign = world.campaign(scenes.campaign)
    own = scenes.storyboard
    board = sound_storyboard(read_text(own), str(own), world) if own else storyboard_named(name, world)
    facts, warnings = tells(world, campaign)
    folder = own.parent if own else world.workspace or Path()
    production = Production(board, campaign, facts, folder, scenes.burn)
    target_folder, stem = film_place(scenes.filming, world)
    takes = _takes(name, production, scenes, stem, world)
    told = (*warnings, *dict.fromkeys(note for take in takes for note in production.cuts(take.rate, take.seconds)[1]))
    subtitles = {take.job.stem: _subtitles(production, take) for take in takes} if scenes.srt else {}
    engine = Takumi(world.fonts.values(), SCENES_CACHE)
    shoots = partial(shoot_scenes, production=production, world=world, engine=engine)
    target = Target(world, target_folder, stem, board.title)
    code = film_and_report(takes, shoots, target, scenes.filming, told)
    if not scenes.filming.preview:
        _write_subtitles(subtitles, target_folder, scenes.filming)
    return code


def _takes(name: str, production: Production, scenes: Scenes, stem: str | None, world: World) -> list[Take]:
    """A take for each size, with all that its scenes are made of."""
    from assetkit.job import Job

    jobs = [
        Job(
            template=production.board.scenes[0].template,
            size=size,
            campaign=production.campaign.id,
            name=stem or f"{production.campaign.id}-{name}-{size.id}",
            label=production.board.title,
        )
        for size in production.sizes([scenes.sizes], world)
    ]
    return [production.take(take, world) for take in takes_of(jobs, scenes.filming, world)]


def _subtitles(production: Production, take: Take) -> str:
    """The film's .srt. AssetkitError, before anything is made, for a caption that nobody could read in its time."""
    from assetkit.film.captions import srt

    return srt(production.cues(take.rate, take.seconds), take.rate)


def _write_subtitles(subtitles: dict[str, str], folder: Path, filming: Filming) -> None:
    """Put each film's subtitles beside it; those of a film that could not be made are left out."""
    from assetkit.film.films import SUFFIX
    from assetkit.publish import inside, write_file

    for stem, text in subtitles.items():
        if inside(folder, f"{stem}{SUFFIX}").is_file():
            write_file(inside(folder, f"{stem}{SUBTITLES}"), text.encode())
            if not filming.as_json:
                click.echo(folder / f"{stem}{SUBTITLES}")
