"""``assetkit calendar``: a campaign in, what to post when until its deadline out."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assetkit.cli.options import campaign_option

if TYPE_CHECKING:
    from assetkit.kit.post_calendar import PostCalendar

SUFFIXES = (".ics", ".csv")


@click.command("calendar")
@campaign_option
@click.option("--from", "first", metavar="DATE", help="The first day, such as 2022-06-01 (default: today, or the campaign's start).")
@click.option("--until", "last", metavar="DATE", help="The last day (default: the campaign's deadline).")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="The .ics or .csv file to write (default: a list)."
)
@click.option("--json", "as_json", is_flag=True, help="As JSON on stdout.")
@click.option("-q", "--quiet", is_flag=True, help="Nothing on stderr but errors.")
def command(
    campaign: str | None, first: str | None, last: str | None, output: Path | None, as_json: bool, quiet: bool
) -> int:
    """What to post when, until the deadline: results, guides, slogans, countdowns, one thing a day.

    \b
    assetkit calendar --from 2022-06-01 --until 2022-08-31
    assetkit calendar --campaign evn-10k-2025 -o calendar.ics
    """
    from assetkit.cli.options import open_world
    from assetkit.errors import UsageError
    from assetkit.kit.calendar_rules import CALENDAR_FILE, load_rules
    from assetkit.kit.post_calendar import plan_calendar
    from assetkit.schema import decoded

    if output is not None and output.suffix.lower() not in SUFFIXES:
        raise UsageError(f"'{output.suffix}' is no calendar", where=f"-o {output}", hint="a name that ends in .ics or .csv")
    world = open_world()
    found = world.campaign(campaign)
    begin, end = _day(first, "--from") or max(found.start, world.now().date()), _day(last, "--until") or found.deadline
    if first and last and end < begin:
        raise UsageError(f"is before --from {begin}", where=f"--until {end}", hint="exchange the two")
    rules = load_rules(decoded(world.shared_files[CALENDAR_FILE], CALENDAR_FILE))
    calendar = plan_calendar(rules, found, begin, end)
    _write(calendar, output, begin, as_json)
    if not quiet:
        for sentence in calendar.left_out:
            click.echo(f"Note: {sentence}", err=True)
        count = len(calendar.appointments)
        click.echo(f"{count} posts from {begin} to {min(end, found.deadline)}", err=True)
    return 0


def _day(text: str | None, option: str) -> dt.date | None:
    """The day that an option gives; UsageError says how to write it."""
    from assetkit.errors import UsageError
    from assetkit.schema import parse_day

    if text is None:
        return None
    try:
        return parse_day(text)
    except ValueError as error:
        raise UsageError(str(error), where=option, hint=f"{option} 2022-06-01") from error


def _write(calendar: PostCalendar, output: Path | None, stamped: dt.date, as_json: bool) -> None:
    """The file, or on stdout a list or JSON."""
    from assetkit.kit.ics import calendar_ics
    from assetkit.kit.post_calendar import calendar_csv
    from assetkit.publish import write_file

    if output is not None:
        ics = output.suffix.lower() == ".ics"
        write_file(output, calendar_ics(calendar, stamped) if ics else calendar_csv(calendar.appointments))
    if as_json:
        found = [{**vars(one), "day": one.day.isoformat(), "time": f"{one.time:%H:%M}"} for one in calendar.appointments]
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
    elif output is not None:
        click.echo(output)
    else:
        for one in calendar.appointments:
            click.echo(f"{one.day} {one.time:%H:%M}  {one.label:<18}  {one.title}")
