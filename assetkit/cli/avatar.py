"""``assetkit avatar``: photos in, the same people in the campaign's frame out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from assetkit.cli.options import Common, campaign_option, common_options, size_option
from assetkit.cli.table_options import max_rows_option, sheet_option


def _focus(context: click.Context, parameter: click.Parameter, value: str | None) -> tuple[float, float] | None:
    if value is None:
        return None
    try:
        x, y = (float(part) for part in value.split(","))
    except ValueError:
        raise click.BadParameter("two numbers from 0 to 1, such as 0.5,0.3", context, parameter) from None
    if not (0 <= x <= 1 and 0 <= y <= 1):
        raise click.BadParameter("each number lies between 0 (left, top) and 1 (right, bottom)", context, parameter)
    return x, y


@click.command("avatar")
@click.argument("photos", nargs=-1, type=click.Path(path_type=Path))
@click.option("--template", metavar="ID", help="The frame; see 'assetkit templates list'.")
@click.option("--name", help="The person's name, on the frame.")
@click.option("--unit", help="The unit, on the frame; each unit's frame differs a little.")
@click.option(
    "--zoom", default=1.0, show_default=True, type=click.FloatRange(1, 8), help="Larger shows less of the photo."
)
@click.option(
    "--focus", callback=_focus, metavar="X,Y", help="Where the head is, in 0..1 of the photo (default: found)."
)
@click.option(
    "--data", type=click.Path(path_type=Path, dir_okay=False), help="CSV, XLSX or ODS with photo, name, unit."
)
@sheet_option
@click.option(
    "--photos",
    "photo_folder",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="Folder of the table's photos.",
)
@click.option("--rows", metavar="5-8,12", help="Only these rows of the table.")
@max_rows_option(10_000)
@click.option("--set", "settings", multiple=True, metavar="FIELD=VALUE", help="Another field of the template.")
@click.option("--filename", "pattern", metavar="PATTERN", help="Such as {unit}-{name}.")
@campaign_option
@size_option("profile")
@common_options
def command(common: Common, **given: Any) -> int:
    """A staff photo in the campaign's frame.

    \b
    assetkit avatar me.jpg --name "Họ và tên" --unit EVNNPT
    assetkit avatar photos/*.heic -o outputs/avatars
    assetkit avatar --data people.xlsx --photos photos -o outputs/avatars
    """
    from assetkit.cli.options import run_and_report
    from assetkit.cli.request import prepare
    from assetkit.orders import avatar_jobs

    if bool(given["photos"]) == bool(given["data"]):
        raise click.UsageError("Give photos, or a table with --data.")
    texts = {field: given[field] for field in ("name", "unit") if given[field]}
    request = prepare("avatar", given, common, texts)
    jobs, warnings = avatar_jobs(request.order, request.world)
    return run_and_report(jobs, request.target, common, warnings)
