"""``assetkit infographic``: the steps of a process, or the counts of the store or a table, in; an infographic in every size asked for, out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from assetkit.cli.counts import store_option
from assetkit.cli.options import Common, campaign_option, common_options, size_option
from assetkit.cli.table_options import locale_option, max_rows_option, phase_option, sheet_option


@click.command("infographic")
@click.argument("template", required=False)
@click.option(
    "--steps",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The steps of the process (default: the workspace's steps.toml, else the shipped one).",
)
@click.option(
    "--counts",
    "data",
    type=click.Path(path_type=Path, dir_okay=False),
    help="CSV, XLSX or ODS with units, counts and quotas (default: what the store holds).",
)
@click.option("--unit", metavar="CODE", help="One unit's own: its name or code.")
@sheet_option
@click.option("--as-of", metavar='"2022-05-10 14:00"', help="The figures of that moment (default: the latest counted).")
@click.option("--source", metavar="TEXT", help="Where the counts come from, as printed on the picture.")
@phase_option
@locale_option
@max_rows_option(10_000)
@click.option(
    "--set", "settings", multiple=True, metavar="FIELD=VALUE", help="A field of the template; see 'templates show'."
)
@store_option
@campaign_option
@size_option("feed")
@common_options
def command(common: Common, **given: Any) -> int:
    """Infographics: how an initiative is entered and approved, or the counts of the week.

    The steps come from a file that the union edits; counts come from the store, or from a table.

    \b
    assetkit infographic
    assetkit infographic process --steps steps.toml --size feed,square,story,a3
    assetkit infographic unit-card --unit EVNNPT
    """
    from assetkit.cli.options import run_and_report
    from assetkit.cli.request import prepare
    from assetkit.orders import infographic_jobs

    request = prepare("infographic", given, common, stored=True)
    jobs, warnings = infographic_jobs(request.order, request.world)
    return run_and_report(jobs, request.target, common, warnings)
