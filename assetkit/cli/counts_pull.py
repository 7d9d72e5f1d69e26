"""``assetkit counts pull``: the sources of assetkit.toml in, snapshots in the store out, with what became of each source."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from assetkit.cli.counts import store_option
from assetkit.cli.options import campaign_option
from assetkit.errors import AssetkitError, UsageError

if TYPE_CHECKING:
    from assetkit.counts.pulling import Pulled


@click.command("pull")
@click.option("--source", "sources", multiple=True, metavar="NAME", help="Only this source (again for another one).")
@click.option(
    "--max-age", metavar="36h", help="How old the last figures of a source that is offline may be: 90m, 36h, 2d, 1w."
)
@campaign_option
@store_option
@click.option("--json", "as_json", is_flag=True, help="As JSON on stdout.")
@click.option("-q", "--quiet", is_flag=True, help="Nothing on stderr but errors, and that a source is offline.")
def command(
    sources: tuple[str, ...], max_age: str | None, campaign: str | None, store: str | None, as_json: bool, quiet: bool
) -> int:
    """The counts from where they live, as assetkit.toml declares it, into the store.

    Everything is asked first and stored at once. A source that cannot be reached leaves its last figures in use, with
    a warning that says how old they are; with --max-age, older ones are an error. When some sources fail, the others
    are stored and the exit code is 3.

    \b
    assetkit counts pull
    assetkit counts pull --source portal --max-age 36h
    """
    from assetkit.cli.options import open_world
    from assetkit.counts.place import store_place
    from assetkit.counts.pulling import Puller

    world = open_world()
    age = _max_age(max_age)
    if not world.settings.sources:
        where = str(world.workspace / "assetkit.toml") if world.workspace else "no workspace here"
        raise AssetkitError("there is no source to pull from", where=where, hint="a [[source]] table, or assetkit init")
    specs = [world.settings.source(name) for name in dict.fromkeys(sources)] or world.settings.sources
    place = store_place(world, store)

    from assetkit.counts.comparing import after_adding
    from assetkit.counts.store import open_store

    with open_store(place) as opened:
        puller = Puller(world, world.campaign(campaign), opened, world.now(), age)
        outcomes = puller.pull(specs)
        warnings = after_adding(opened, puller.campaign.id, [one for outcome in outcomes for one in outcome.added])
    _report(outcomes, warnings, as_json, quiet)
    failed = sum(outcome.state == "failed" for outcome in outcomes)
    return 0 if not failed else 1 if failed == len(outcomes) else 3


def _max_age(text: str | None) -> dt.timedelta | None:
    from assetkit.counts.sources.durations import parse_duration

    try:
        return parse_duration(text) if text is not None else None
    except ValueError as error:
        raise UsageError(str(error), where="--max-age", hint="--max-age 36h") from error


def _report(outcomes: Sequence[Pulled], warnings: Sequence[str], as_json: bool, quiet: bool) -> None:
    """A line per source on stdout, or JSON; failures, offline sources and warnings on stderr."""
    if as_json:
        click.echo(json.dumps([_json(outcome) for outcome in outcomes], ensure_ascii=False, indent=1))
    else:
        for outcome in outcomes:
            click.echo(_line(outcome))
    for outcome in outcomes:
        if outcome.state == "failed":
            name = f"source '{outcome.source}'"
            click.echo(f"Error: {'' if name in outcome.message else f'{name}: '}{outcome.message}", err=True)
        elif outcome.state == "offline":
            click.echo(f"WARNING: OFFLINE: {outcome.message}", err=True)
    told = [text for outcome in outcomes for text in outcome.warnings]
    for text in () if quiet else dict.fromkeys((*told, *warnings)):
        click.echo(f"Warning: {text}", err=True)


def _line(outcome: Pulled) -> str:
    from assetkit.typography import moment

    units = {len(one.snapshot.counts.units) for one in outcome.added}
    readings = len(outcome.added)
    what = f", {readings} readings" if readings > 1 else f", {max(units)} units" if units else ""
    stamp = f" {moment(outcome.as_of)}" if outcome.as_of else ""
    return f"{outcome.source:<16} {outcome.state:<10}{stamp}{what}"


def _json(outcome: Pulled) -> dict[str, object]:
    readings = [
        {
            "state": one.state,
            "snapshot": one.snapshot.id,
            "corrects": one.snapshot.corrects,
            "as_of": one.snapshot.as_of.isoformat(),
            "metric": one.snapshot.counts.metric,
            "phase": one.snapshot.counts.phase,
            "units": len(one.snapshot.counts.units),
        }
        for one in outcome.added
    ]
    return {
        "source": outcome.source,
        "state": outcome.state,
        "as_of": outcome.as_of.isoformat() if outcome.as_of else None,
        "age_hours": round(outcome.age.total_seconds() / 3600, 2) if outcome.age else None,
        "message": outcome.message,
        "warnings": list(outcome.warnings),
        "readings": readings,
    }
