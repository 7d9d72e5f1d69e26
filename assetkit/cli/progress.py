"""``assetkit progress``: a table of counts in, a progress picture with computed figures out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from assetkit.charts import KINDS
from assetkit.cli.counts import store_option
from assetkit.cli.options import Common, campaign_option, common_options, size_option
from assetkit.cli.table_options import locale_option, max_rows_option, phase_option, sheet_option


@click.command("progress")
@click.argument("template", required=False)
@click.option(
    "--counts",
    "data",
    type=click.Path(path_type=Path, dir_okay=False),
    help="CSV, XLSX or ODS with units, counts and quotas (default: what the store holds).",
)
@click.option("--chart", type=click.Choice(KINDS), help="One chart, large: docs/charts.md shows each.")
@sheet_option
@click.option("--as-of", metavar='"2022-05-10 14:00"', help="When the counts were taken (default: the table's date).")
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
def command(common: Common, chart: str | None, **given: Any) -> int:
    """A progress picture from a table of counts: every figure computed, stamped with its time and source.

    \b
    assetkit progress --counts counts.csv --as-of "2022-05-10 14:00"
    assetkit progress --counts counts.xlsx --size feed,square,story -o outputs/week
    assetkit progress --chart trend --size feed,link
    """
    from assetkit.cli.options import run_and_report
    from assetkit.cli.request import prepare
    from assetkit.orders import progress_jobs

    texts = {"chart": chart} if chart else {}
    request = prepare("progress", given, common, texts, needs=tuple(texts), stored=True)
    jobs, warnings = progress_jobs(request.order, request.world)
    return run_and_report(jobs, request.target, common, warnings)
