"""``assetkit video weekly``: the counts of the store or a table in, the week's clip out: how many, who rose, how to take part."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from assetkit.cli.storyboards import Scenes, film_storyboard, scene_options

if TYPE_CHECKING:
    from assetkit.campaign import Campaign
    from assetkit.facts import Facts
    from assetkit.world import World

STORYBOARD = "weekly"


@click.command("weekly")
@click.option("--as-of", metavar='"2022-05-10 14:00"', help="The figures of that moment (default: the latest counted).")
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
@scene_options
def command(scenes: Scenes, as_of: str | None, **given: Any) -> int:
    """The week's clip: the count and how it grew, who rose fastest, the QR code of the portal.

    \b
    assetkit video weekly --size feed,story
    assetkit video weekly --counts counts.csv --music song.mp3
    """

    def tells(world: World, campaign: Campaign) -> tuple[Facts, tuple[str, ...]]:
        from assetkit.counts.moments import parse_moment
        from assetkit.counts.reading import read_history
        from assetkit.facts import derive

        moment = parse_moment(as_of, "--as-of") if as_of else None
        history, warnings = read_history(world, campaign, as_of=moment, **given)
        counts = history.at(moment or history.latest.as_of)
        assert counts is not None and counts.as_of is not None  # the history holds nothing later, and is not empty
        facts = derive(campaign, counts, counts.as_of, history)
        return facts, (*warnings, *facts.warnings)

    return film_storyboard(STORYBOARD, scenes, tells)
