"""``assetkit video TEMPLATE``: a template and values, a table or counts in, the film of its page in every size asked for, out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from assetkit.cli.filming import Filming, film_options
from assetkit.cli.options import campaign_option, size_option
from assetkit.cli.table_options import locale_option, max_rows_option, phase_option, rows_option, sheet_option

ROWS, COUNTS = ("banner",), ("progress", "infographic", "film")  # kinds of templates that a table fills row by row, and those that show it as a whole


@click.command("page")
@click.argument("template")
@campaign_option
@size_option("feed")
@click.option("--data", "rows_data", type=click.Path(path_type=Path, dir_okay=False), help="A table: one film per row and size.")
@click.option("--counts", type=click.Path(path_type=Path, dir_okay=False), help="A table of counts (default: what the store holds).")
@click.option("--unit", metavar="CODE", help="One unit's own: its name or code.")
@click.option("--steps", type=click.Path(path_type=Path, dir_okay=False), help="The steps of the process.")
@sheet_option
@rows_option
@locale_option
@max_rows_option(10_000)
@click.option("--as-of", metavar='"2022-05-10 14:00"', help="When the counts were taken (default: the table's date).")
@click.option("--source", metavar="TEXT", help="Where the counts come from, as printed.")
@phase_option
@click.option("--set", "settings", multiple=True, metavar="FIELD=VALUE", help="A field of the template; see 'templates show'.")
@click.option("--filename", "pattern", metavar="PATTERN", help="Such as {unit}-{size}.")
@film_options
def command(filming: Filming, template: str, rows_data: Path | None, counts: Path | None, **given: Any) -> int:
    """The film of a template's page, settled as the still.

    \b
    assetkit video hero --set title="Mỗi người một sáng kiến" --size feed,story
    """
    from dataclasses import replace
    from functools import partial

    from assetkit.cli.filming import film_and_report, film_place, takes_of
    from assetkit.cli.options import open_world
    from assetkit.cli.request import prepare
    from assetkit.engine.takumi import Takumi
    from assetkit.film.shooting import shoot_page

    kind = open_world().template(template).kind
    data = _table(kind, template, rows_data, counts, given)
    request = prepare(kind, {**given, "template": template, "data": data}, filming.common, stored=kind in COUNTS)
    folder, name = film_place(filming, request.world)
    order = replace(request.order, file_name=name)
    target = replace(request.target, folder=folder, file_name=name)
    jobs, warnings = _jobs(kind)(order, request.world)
    takes = takes_of(jobs, filming, request.world)
    engine = Takumi(request.world.fonts.values())
    return film_and_report(takes, partial(shoot_page, world=request.world, engine=engine), target, filming, warnings)


def _table(kind: str, template: str, rows: Path | None, counts: Path | None, given: dict[str, Any]) -> Path | None:
    """The table that fills a template of that kind; UsageError for options that do not go with it."""
    from assetkit.errors import UsageError

    where = f"template '{template}'"
    if kind == "avatar":
        raise UsageError("a photo in a frame is no film", where=where, hint="assetkit avatar")
    if rows and kind not in ROWS:
        raise UsageError("shows a whole table, not a row of it", where=f"--data, {where}", hint="--counts FILE")
    if counts and kind not in COUNTS:
        raise UsageError("is filled row by row", where=f"--counts, {where}", hint="--data FILE")
    for option in ("unit", "steps"):
        if given.get(option) is not None and kind not in ("infographic", "film"):
            raise UsageError("is about an infographic", where=f"--{option}", hint="assetkit templates list")
    return rows or counts


def _jobs(kind: str) -> Any:
    from assetkit.orders import banner_jobs, infographic_jobs, progress_jobs

    return {"progress": progress_jobs, "infographic": infographic_jobs, "film": infographic_jobs}.get(kind, banner_jobs)
