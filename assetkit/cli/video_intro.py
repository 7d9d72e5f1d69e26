"""``assetkit video intro``: a campaign in, the film that says in half a minute what it is, out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from assetkit.cli.storyboards import Scenes, film_storyboard, scene_options

if TYPE_CHECKING:
    from assetkit.campaign import Campaign
    from assetkit.facts import Facts
    from assetkit.world import World

STORYBOARD = "intro"


@click.command("intro")
@click.option(
    "--steps",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The steps of the process (default: the workspace's steps.toml, else the shipped one).",
)
@scene_options
def command(scenes: Scenes, steps: Path | None) -> int:
    """The programme in half a minute: its message, its target, how to enter, the QR code of its portal.

    \b
    assetkit video intro
    assetkit video intro --size wide,square,feed,story --music song.mp3
    assetkit video intro --duration 20 --srt -o outputs/intro
    """

    def tells(world: World, campaign: Campaign) -> tuple[Facts, tuple[str, ...]]:
        from assetkit.facts import derive
        from assetkit.film.storyboards import with_steps

        return with_steps(derive(campaign, None, world.now()), world.steps(steps), campaign), ()

    return film_storyboard(STORYBOARD, scenes, tells)
