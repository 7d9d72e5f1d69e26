"""``assetkit video guide``: the steps of a process in, the film that shows them one after another, out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from assetkit.cli.storyboards import Scenes, film_storyboard, scene_options
from assetkit.steps import PROCESSES

if TYPE_CHECKING:
    from assetkit.campaign import Campaign
    from assetkit.facts import Facts
    from assetkit.world import World

STORYBOARD = "guide"


@click.command("guide")
@click.option("--process", type=click.Choice(PROCESSES), help="Only entering, or only approving (default: the whole path).")
@click.option(
    "--steps",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The steps of the process (default: the workspace's steps.toml, else the shipped one).",
)
@scene_options
def command(scenes: Scenes, process: str | None, steps: Path | None) -> int:
    """How an initiative is entered and approved: a scene for each step, on one wire that leads to the lamp.

    \b
    assetkit video guide --process entry --size story
    assetkit video guide --steps steps.toml --music song.mp3 --srt
    """

    def tells(world: World, campaign: Campaign) -> tuple[Facts, tuple[str, ...]]:
        from assetkit.facts import derive
        from assetkit.film.storyboards import with_steps

        return with_steps(derive(campaign, None, world.now()), world.steps(steps), campaign), ()

    return film_storyboard(f"{STORYBOARD}-{process}" if process else STORYBOARD, scenes, tells)
