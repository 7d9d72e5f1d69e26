"""``assetkit progress``: a table of counts in, a progress picture with computed figures out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from assetkit.cli.options import Common, campaign_option, common_options, size_option


@click.command("progress")
@click.argument("template", required=False)
@click.option(
    "--counts",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="CSV, XLSX or ODS with units, counts and quotas.",
)
@click.option("--as-of", metavar='"2022-05-10 14:00"', help="When the counts were taken (default: the table's date).")
@click.option("--source", metavar="TEXT", help="Where the counts come from, as printed on the picture.")
@click.option("--phase", metavar="ID", help="The campaign's phase that the counts belong to.")
@click.option("--locale", type=click.Choice(["vi", "en"]), help="How the table writes numbers: vi 1.234,5; en 1,234.5.")
@click.option("--max-rows", default=10_000, show_default=True, help="A longer table is refused.")
@click.option(
    "--set", "settings", multiple=True, metavar="FIELD=VALUE", help="A field of the template; see 'templates show'."
)
@campaign_option
@size_option("feed")
@common_options
def command(common: Common, **given: Any) -> int:
    """A progress picture from a table of counts: every figure computed, stamped with its time and source.

    \b
    assetkit progress --counts counts.csv --as-of "2022-05-10 14:00"
    assetkit progress --counts counts.xlsx --size feed,square,story -o outputs/week
    """
    from assetkit.cli.options import open_world, parse_settings, pick_template, place, run_and_report
    from assetkit.orders import Order, progress_jobs

    world = open_world()
    template = pick_template(world, "progress", given["template"])
    folder, name, image_format = place(common, world)
    order = Order(
        template=template,
        campaign=world.campaign(given["campaign"]),
        sizes=(given["sizes"],),
        settings=parse_settings(given["settings"]),
        data=given["counts"],
        locale=given["locale"],
        max_rows=given["max_rows"],
        as_of=given["as_of"],
        source=given["source"],
        phase=given["phase"],
        image_format=image_format,
        file_name=name,
    )
    jobs, warnings = progress_jobs(order, world)
    if not common.quiet:
        for warning in warnings:
            click.echo(f"Warning: {warning}", err=True)
    return run_and_report(jobs, world, common, folder, name, template.spec.title)
