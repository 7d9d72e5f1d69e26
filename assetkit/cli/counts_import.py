"""``assetkit counts import``: tables in, snapshots in the store out, with what became of each."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from assetkit.cli.counts import store_option
from assetkit.cli.options import campaign_option
from assetkit.cli.table_options import locale_option, max_rows_option, phase_option, sheet_option
from assetkit.errors import UsageError

if TYPE_CHECKING:
    from assetkit.campaign import Campaign
    from assetkit.counts.history import Snapshot
    from assetkit.counts.store import Added, Store
    from assetkit.table import Table
    from assetkit.world import World

SAYS_ITSELF = ("campaign", "as_of", "source", "phase", "origin", "dates")


@click.command("import")
@click.argument("files", nargs=-1, required=True, metavar="FILE…", type=click.Path(path_type=Path))
@click.option("--as-of", metavar='"2022-05-10 14:00"', help="When the counts were taken (default: the table's dates).")
@click.option("--source", metavar="TEXT", help="Where the counts come from, as printed on pictures.")
@phase_option
@click.option(
    "--origin", metavar="NAME", help="What these figures correct when it had others (default: the file's name)."
)
@locale_option
@click.option(
    "--dates",
    type=click.Choice(["dmy", "mdy", "ymd"]),
    help="The order in dates such as 10/5/2022 (default: dmy with --locale vi, else such dates are refused).",
)
@sheet_option
@max_rows_option(200_000)
@campaign_option
@store_option
@click.option("--json", "as_json", is_flag=True, help="As JSON on stdout.")
@click.option("-q", "--quiet", is_flag=True, help="Nothing on stderr but errors.")
def command(files: tuple[Path, ...], store: str | None, as_json: bool, quiet: bool, **given: Any) -> int:
    """Tables of counts (CSV, XLSX, ODS) into the store: all of them, or on any error none.

    A table with dates gives one snapshot per date. What is there already changes nothing; other figures of the
    same origin and moment are a correction, beside which the old ones are kept.

    \b
    assetkit counts import counts.csv --as-of "2022-05-10 14:00" --source congdoandienluc.vn
    assetkit counts import 2022-W18.xlsx 2022-W19.xlsx --campaign evn-10k-2022
    """
    from assetkit.cli.options import open_world
    from assetkit.counts.comparing import after_adding
    from assetkit.counts.place import store_place

    world = open_world()
    place = store_place(world, store)
    tables = [_read(world, file, given) for file in files]

    from assetkit.counts.store import open_store

    warnings = [warning for table in tables for warning in table.warnings]
    readings = [reading for table in tables for reading in table.readings]
    with open_store(place) as opened:
        warnings += _lost_columns(tables, opened)
        added = opened.add_all(readings)
        for campaign in dict.fromkeys(campaign for campaign, _ in readings):
            own = [one for one, (of, _) in zip(added, readings, strict=True) if of == campaign]
            warnings += after_adding(opened, campaign, own)
        name = opened.name
    for warning in () if quiet else dict.fromkeys(warnings):
        click.echo(f"Warning: {warning}", err=True)
    _report([campaign for campaign, _ in readings], added, name, as_json, quiet)
    return 0


@dataclass(frozen=True)
class _Imported:
    """A file's table and the readings that it holds, of campaigns by id; ``plain`` unless it is an export."""

    table: Table
    readings: list[tuple[str, Snapshot]]
    warnings: list[str]
    plain: bool


def _read(world: World, file: Path, given: dict[str, Any]) -> _Imported:
    """What a file holds, checked before anything is stored."""
    from assetkit.counts.exporting import exported_table, is_export, readings_of
    from assetkit.counts.history import refuse_future
    from assetkit.counts.sources.dates import dated
    from assetkit.table import read_table
    from assetkit.world import read_file

    exported = exported_table(read_file(file), str(file)) if file.suffix.lower() == ".csv" else None
    table = exported or read_table(file, max_rows=given["max_rows"], locale=given["locale"], sheet=given["sheet"])
    if is_export(table):
        for option in SAYS_ITSELF:
            if given[option] is not None:
                message = f"{file.name} is an export, which says that itself"
                raise UsageError(message, where=f"--{option.replace('_', '-')}", hint="leave the option out")
        readings = list(readings_of(table))
        for _, snapshot in readings:
            refuse_future(snapshot, world.now(), table.path)
        return _Imported(table, readings, [], plain=False)
    order = given["dates"] or ("dmy" if given["locale"] == "vi" else None)
    table = dated(table, order, "--dates dmy (day first), mdy or ymd")
    campaign = world.campaign(given["campaign"])
    snapshots = _snapshots(table, campaign, given, world.now())
    if world.registry is not None:
        world.registry.refuse_unknown((snapshot.counts for snapshot in snapshots), str(file))
    warnings = [text for snapshot in snapshots for text in (*snapshot.counts.warnings, *_known(world, snapshot, file))]
    told = [text if str(file) in text else f"{file} {text}" for text in warnings]
    return _Imported(table, [(campaign.id, snapshot) for snapshot in snapshots], told, plain=True)


def _snapshots(table: Table, campaign: Campaign, given: dict[str, Any], now: dt.datetime) -> list[Snapshot]:
    from assetkit.counts.history import refuse_future
    from assetkit.counts.history_table import snapshots_from_table
    from assetkit.counts.moments import parse_moment

    as_of = parse_moment(given["as_of"], "--as-of") if given["as_of"] else None
    named = {name: given[name] for name in ("source", "phase")}
    found = snapshots_from_table(table, campaign, as_of=as_of, origin=given["origin"] or "", **named)
    for snapshot in found:
        refuse_future(snapshot, now, table.path)
    return [replace(snapshot, fetched_at=now) for snapshot in found]


def _known(world: World, snapshot: Snapshot, file: Path) -> tuple[str, ...]:
    """What the registry warns of. A unit that it does not know is refused now: it would keep every later reading from being used."""
    return world.registry.apply(snapshot.counts, str(file)).warnings if world.registry is not None else ()


def _lost_columns(tables: Sequence[_Imported], store: Store) -> list[str]:
    from assetkit.counts.renamed import lost_columns

    warnings: list[str] = []
    for one in (table for table in tables if table.plain):
        campaign, first = one.readings[0]
        histories = store.histories(campaign, metric=first.counts.metric)
        before = [snapshot for history in histories.values() for snapshot in history.snapshots]
        warnings += lost_columns(one.table, [snapshot for _, snapshot in one.readings], before)
    return warnings


def _report(campaigns: Sequence[str], added: Sequence[Added], name: str, as_json: bool, quiet: bool) -> None:
    """One line per reading on stdout, or JSON; on stderr how many of each kind."""
    if as_json:
        found = [_json(campaign, one) for campaign, one in zip(campaigns, added, strict=True)]
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        for one in added:
            click.echo(_line(one))
    if not quiet:
        states = [one.state for one in added]
        told = ", ".join(f"{states.count(state)} {state}" for state in ("new", "correction", "same") if state in states)
        click.echo(f"{told} in {name}", err=True)


def _line(one: Added) -> str:
    from assetkit.typography import moment

    snapshot = one.snapshot
    counts = snapshot.counts
    phase = f", phase {counts.phase}" if counts.phase else ""
    listed = f"{len(counts.units)} unit{'' if len(counts.units) == 1 else 's'}"
    units = f"{listed} and the whole" if counts.units and counts.total else "the whole" if counts.total else listed
    corrects = f", corrects {snapshot.corrects}" if one.state == "correction" else ""
    return f"{one.state:<10} {moment(snapshot.as_of):<18} {units}{phase}, {snapshot.origin}: snapshot {snapshot.id}{corrects}"


def _json(campaign: str, one: Added) -> dict[str, object]:
    snapshot = one.snapshot
    return {
        "state": one.state,
        "snapshot": snapshot.id,
        "corrects": snapshot.corrects,
        "campaign": campaign,
        "metric": snapshot.counts.metric,
        "phase": snapshot.counts.phase,
        "as_of": snapshot.as_of.isoformat(),
        "origin": snapshot.origin,
        "source": snapshot.counts.source,
        "units": len(snapshot.counts.units),
        "digest": snapshot.digest,
    }
