"""What the commands about a week share: their options in, the history of the counts and the facts of its latest moment out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from assetkit.cli.table_options import locale_option, phase_option
from assetkit.errors import UsageError

if TYPE_CHECKING:
    from assetkit.campaign import Campaign
    from assetkit.counts.history import History
    from assetkit.facts import Facts
    from assetkit.world import World


@dataclass(frozen=True)
class WeekFigures:
    """The counts of a campaign up to a moment, their facts, and what to warn of."""

    history: History
    facts: Facts
    warnings: tuple[str, ...]


def figure_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--as-of --counts --locale --store --source --phase``."""
    options = (
        click.option("--as-of", metavar='"2022-05-10 14:00"', help="The figures of that moment (default: the latest counted)."),
        click.option(
            "--counts",
            "counts_file",
            type=click.Path(path_type=Path, dir_okay=False),
            help="A table of several dates, instead of the store.",
        ),
        locale_option,
        click.option("--store", metavar="FILE|URL", help="Where the counts are kept (default: the workspace's)."),
        click.option("--source", metavar="TEXT", help="Where the counts come from, as printed."),
        phase_option,
    )
    for option in reversed(options):
        function = option(function)
    return function


def week_figures(world: World, campaign: Campaign, given: Mapping[str, Any]) -> WeekFigures:
    """The figures of what these options ask for. UsageError for two places of counts, or for an option about a table when there is none."""
    from assetkit.counts.moments import parse_moment
    from assetkit.counts.reading import read_history
    from assetkit.facts import derive

    if given["store"] is not None and given["counts_file"] is not None:
        raise UsageError("there is a table, and the counts are its own", where="--store", hint="--counts or --store")
    if given["locale"] is not None and given["counts_file"] is None:
        raise UsageError("is about a table, and there is none", where="--locale", hint="--counts FILE")
    as_of = parse_moment(given["as_of"], "--as-of") if given["as_of"] else None
    asked = {name: given[name] for name in ("counts_file", "locale", "source", "phase", "store")}
    history, warnings = read_history(world, campaign, as_of=as_of, **asked)
    counts = history.at(as_of or history.latest.as_of)
    assert counts is not None and counts.as_of is not None  # the history holds nothing later, and is not empty
    facts = derive(campaign, counts, counts.as_of, history)
    return WeekFigures(history, facts, tuple(dict.fromkeys((*warnings, *facts.warnings))))
