"""``assetkit video race``: the counts of many weeks in, a film of bars that race for the first place out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from assetkit.cli.counts import store_option
from assetkit.cli.filming import Filming, film_options
from assetkit.cli.options import campaign_option, size_option
from assetkit.cli.table_options import locale_option, max_rows_option, phase_option, sheet_option

TOP = 12


@click.command("race")
@click.option(
    "--counts",
    "data",
    type=click.Path(path_type=Path, dir_okay=False),
    help="A table with dates (default: what the store holds).",
)
@click.option(
    "--metric",
    type=click.Choice(["valid", "percent"]),
    default="valid",
    show_default=True,
    help="How many the campaign counts, or the share of the quota.",
)
@click.option("--top", default=TOP, show_default=True, metavar="N", type=int, help="Bars in view at once, 2 to 60.")
@click.option("--template", metavar="ID", help="The frame of the race.")
@sheet_option
@click.option("--as-of", metavar='"2022-05-10 14:00"', help="Nothing later is shown.")
@click.option("--source", metavar="TEXT", help="Where the counts come from, as printed.")
@phase_option
@locale_option
@max_rows_option(100_000)
@click.option("--set", "settings", multiple=True, metavar="FIELD=VALUE", help="A field of the frame; see 'templates show'.")
@store_option
@campaign_option
@size_option("wide")
@film_options
def command(filming: Filming, metric: str, top: int, **given: Any) -> int:
    """The units' bars racing over the weeks: figures, quotas, the total and the date as they were counted.

    \b
    assetkit video race --counts counts.csv
    assetkit video race --metric percent --top 20 --size wide,square,feed,story
    assetkit video race --preview
    """
    from dataclasses import replace
    from functools import partial

    from assetkit.cli.filming import film_and_report, film_place, takes_of
    from assetkit.cli.request import prepare
    from assetkit.engine.takumi import Takumi
    from assetkit.film.race_reel import NEEDS, shoot_race
    from assetkit.orders import progress_jobs

    request = prepare("film", given, filming.common, {"metric": metric}, needs=NEEDS, stored=True)
    world = request.world
    plan, warnings = _plan(given, metric, top, request.order.campaign, world)
    folder, name = film_place(filming, world)
    order = replace(request.order, file_name=name, settings={"rest": plan.rest, "bars": str(top), **request.order.settings})
    jobs, told = progress_jobs(order, world)
    takes = takes_of(jobs, filming, world, made_of=(plan.digest,))
    target = replace(request.target, folder=folder, file_name=name)
    shoots = partial(shoot_race, plan=plan, world=world, engine=Takumi(world.fonts.values()))
    return film_and_report(takes, shoots, target, filming, tuple(dict.fromkeys((*warnings, *told))))


def _plan(given: dict[str, Any], metric: str, top: int, campaign: Any, world: Any) -> tuple[Any, tuple[str, ...]]:
    """What is raced, and what the reader of the counts warns of."""
    from assetkit.counts.moments import parse_moment
    from assetkit.counts.reading import read_history
    from assetkit.film.race_readings import readings_of
    from assetkit.film.race_reel import Plan

    as_of = parse_moment(given["as_of"], "--as-of") if given["as_of"] else None
    asked = {name: given[name] for name in ("locale", "sheet", "max_rows", "source", "phase", "store")}
    history, warnings = read_history(world, campaign, counts_file=given["data"], as_of=as_of, **asked)
    where = str(given["data"] or "store")
    return Plan(readings_of(history, campaign, metric, where), top), warnings
