"""``assetkit video weekly``: the counts of the store or a table in, the week's clip out: how many, who rose, how to take part."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from assetkit.cli.storyboards import Scenes, film_storyboard, scene_options
from assetkit.cli.week_figures import figure_options, week_figures

if TYPE_CHECKING:
    from assetkit.campaign import Campaign
    from assetkit.facts import Facts
    from assetkit.world import World

STORYBOARD = "weekly"


@click.command("weekly")
@figure_options
@scene_options
def command(scenes: Scenes, **given: Any) -> int:
    """The week's clip: the count and how it grew, who rose fastest, the QR code of the portal.

    \b
    assetkit video weekly --size feed,story
    assetkit video weekly --counts counts.csv --music song.mp3
    """

    def tells(world: World, campaign: Campaign) -> tuple[Facts, tuple[str, ...]]:
        figures = week_figures(world, campaign, given)
        return figures.facts, figures.warnings

    return film_storyboard(STORYBOARD, scenes, tells)
