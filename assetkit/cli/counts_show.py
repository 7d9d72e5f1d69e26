"""``assetkit counts show``: the store in, a line per reading out: when, how many, how many more than before."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from assetkit.cli.counts import store_option
from assetkit.cli.options import campaign_option

if TYPE_CHECKING:
    from assetkit.campaign import Campaign
    from assetkit.counts.history import History
    from assetkit.counts.listing import Line

HEADERS = ("as of", "count", "change", "quota", "units", "snapshot", "origin")


@click.command("show")
@click.option("--unit", metavar="NAME|CODE", help="The figures of one unit (default: of the whole).")
@click.option("--since", metavar="DATE", help="Only readings of this day and later.")
@click.option("--phase", metavar="ID", help="The phase, when the store holds several.")
@campaign_option
@store_option
@click.option("--json", "as_json", is_flag=True, help="As JSON on stdout.")
@click.option("-q", "--quiet", is_flag=True, help="Nothing on stderr but errors.")
def command(
    unit: str | None,
    since: str | None,
    phase: str | None,
    campaign: str | None,
    store: str | None,
    as_json: bool,
    quiet: bool,
) -> int:
    """The readings of a campaign, oldest first: the count, and the change since the reading before.

    \b
    assetkit counts show
    assetkit counts show --unit EVNNPT --since 2022-05-01
    """
    from assetkit.cli.options import open_world
    from assetkit.counts.listing import listed
    from assetkit.counts.moments import parse_moment
    from assetkit.counts.reading import read_history

    world = open_world()
    chosen = world.campaign(campaign)
    start = parse_moment(since, "--since") if since else None
    history, warnings = read_history(world, chosen, phase=phase, store=store)
    lines = [line for line in listed(history, unit) if start is None or line.as_of >= start]
    for warning in () if quiet else warnings:
        click.echo(f"Warning: {warning}", err=True)
    if as_json:
        click.echo(json.dumps([asdict(line) for line in lines], ensure_ascii=False, indent=1, default=str))
        return 0
    for text in _table(chosen, history, unit, lines):
        click.echo(text)
    return 0


def _table(campaign: Campaign, history: History, unit: str | None, lines: Sequence[Line]) -> Iterator[str]:
    """The lines as columns: numbers to the right, texts to the left."""
    from assetkit.typography import moment, number, signed

    latest = history.latest.counts
    phase = f", phase {latest.phase}" if latest.phase else ""
    yield f"{campaign.name}: {unit or 'the whole'}, {latest.metric} initiatives{phase}"
    rows: list[tuple[str, ...]] = [HEADERS]
    for line in lines:
        figures = [line.value, line.change, line.quota]
        shown = ["" if figure is None else number(figure) for figure in figures]
        shown[1] = "" if line.change is None else signed(line.change)
        marks = (
            f", superseded by {line.superseded_by}" if line.superseded_by else "",
            f", corrects {line.corrects}" if line.corrects else "",
            ", dữ liệu mẫu" if line.sample else "",
        )
        text = line.origin + "".join(marks)
        rows.append((moment(line.as_of), *shown, str(line.units), str(line.snapshot), text))
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADERS))]
    for row in rows:
        inner = (f"{cell:>{width}}" for cell, width in zip(row[1:-1], widths[1:-1], strict=True))
        yield "  ".join((f"{row[0]:<{widths[0]}}", *inner, row[-1])).rstrip()
