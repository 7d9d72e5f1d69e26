"""``assetkit banner``: a template and values, or a table of them, in; banners in every size asked for, out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from assetkit.cli.options import Common, campaign_option, common_options, size_option
from assetkit.cli.table_options import locale_option, max_rows_option, phase_option, rows_option, sheet_option


@click.command("banner")
@click.argument("template", required=False)
@campaign_option
@size_option("link")
@click.option(
    "--data", type=click.Path(path_type=Path, dir_okay=False), help="CSV, XLSX or ODS: one banner per row and size."
)
@sheet_option
@rows_option
@locale_option
@max_rows_option(10_000)
@click.option("--source", metavar="TEXT", help="Where the counts of the table come from, as printed.")
@phase_option
@click.option("--as-of", metavar='"2022-05-10 14:00"', help="When the counts of the table were taken.")
@click.option(
    "--set",
    "settings",
    multiple=True,
    metavar="FIELD=VALUE",
    help="A field of the template, for every row; see 'templates show'.",
)
@click.option(
    "--filename",
    "pattern",
    metavar="PATTERN",
    help="Such as {unit}-{size}; names are fields, columns, row, size, template.",
)
@common_options
def command(common: Common, **given: Any) -> int:
    """Banners of any size, one or one per row of a table.

    \b
    assetkit banner
    assetkit banner --set title="Mỗi người một sáng kiến" --size social,web
    assetkit banner figure --data units.xlsx --size all -o outputs/units
    assetkit banner --size 1000x300 -o banner.png
    """
    from assetkit.cli.options import run_and_report
    from assetkit.cli.request import prepare
    from assetkit.orders import banner_jobs

    request = prepare("banner", given, common)
    jobs, warnings = banner_jobs(request.order, request.world)
    return run_and_report(jobs, request.target, common, warnings)
