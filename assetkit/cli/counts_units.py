"""``assetkit counts units``: the registry and counts in, its units out, and the names that it does not know."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assetkit.cli.counts import store_option
from assetkit.cli.options import campaign_option
from assetkit.errors import AssetkitError

if TYPE_CHECKING:
    from assetkit.counts.model import Counts
    from assetkit.units.model import Unit
    from assetkit.units.registry import Registry
    from assetkit.world import World

HEADERS = ("code", "short name", "part of", "days", "merged into", "also called")


@click.command("units")
@click.option(
    "--from",
    "files",
    multiple=True,
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Look at the units of this table of counts (again for another one) instead of the store's.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write a registry to start from: the units of now, and those it does not know.",
)
@campaign_option
@store_option
@click.option("--json", "as_json", is_flag=True, help="As JSON on stdout.")
@click.option("-q", "--quiet", is_flag=True, help="Nothing on stderr but errors.")
def command(
    files: tuple[Path, ...],
    output: Path | None,
    campaign: str | None,
    store: str | None,
    as_json: bool,
    quiet: bool,
) -> int:
    """The registry of units, and which names in the store or in a table it does not know, with their nearest ones.

    \b
    assetkit counts units
    assetkit counts units --from counts.csv
    assetkit counts units --from counts.csv -o units.toml
    """
    from assetkit.cli.options import open_world
    from assetkit.units.gathering import unknown_units

    world = open_world()
    readings = _of_files(files) if files else _of_store(world, campaign, store)
    registry = world.registry
    if output is not None:
        return _write(output, registry, readings, quiet)
    unknown = unknown_units(registry, readings) if registry else {name: [] for name in _names(readings)}
    if as_json:
        click.echo(json.dumps(_told(registry, unknown), ensure_ascii=False, indent=1))
        return 0
    for line in _table(registry) if registry else ():
        click.echo(line)
    for name, near in unknown.items():
        click.echo(f"not in the registry: '{name}'{_candidates(near) if registry else ''}")
    if not quiet:
        click.echo(_summary(registry, readings, unknown), err=True)
    return 0


def _of_files(files: Iterable[Path]) -> list[Counts]:
    from assetkit.table import read_table
    from assetkit.units.gathering import named_in

    return [named_in(read_table(file, max_rows=200_000)) for file in files]


def _of_store(world: World, campaign: str | None, store: str | None) -> list[Counts]:
    """The current readings of the campaign, without made-up ones; none without a store."""
    from assetkit.counts.place import store_place
    from assetkit.counts.store import NoStoreError, open_store

    chosen = world.campaign(campaign)
    try:
        with open_store(store_place(world, store), create=False) as opened:
            histories = opened.histories(chosen.id, metric=chosen.count_metric).values()
    except NoStoreError:
        if store is not None:
            raise
        return []
    return [snapshot.counts for history in histories for snapshot in history.snapshots if not snapshot.sample]


def _names(readings: Iterable[Counts]) -> Iterator[str]:
    return (row.unit for counts in readings for row in counts.units)


def _write(output: Path, registry: Registry | None, readings: Sequence[Counts], quiet: bool) -> int:
    """A registry that knows every unit of the readings, as a new file."""
    from assetkit.publish import write_file
    from assetkit.units.gathering import only, unknown_units
    from assetkit.units.registry import Registry
    from assetkit.units.writing import units_of, units_toml

    if output.exists():
        raise AssetkitError("is there already", where=str(output), hint="-o with another name; compare the two")
    if output.suffix.casefold() != ".toml":
        raise AssetkitError("is not a .toml file", where=f"-o {output}", hint="units.toml")
    known = registry.units if registry else ()
    unknown = unknown_units(registry, readings) if registry else _names(readings)
    names = list(dict.fromkeys(unknown))
    added = units_of(only(counts, names) for counts in readings)
    if not known and not added:
        raise AssetkitError(
            "there are no units to begin with", where="counts units", hint="--from FILE, a table of counts"
        )
    units = Registry((*known, *added), str(output)).units
    write_file(output, units_toml(units).encode())
    click.echo(output)
    if not quiet:
        click.echo(f"{len(added)} units from counts, {len(known)} that were known: look through their names", err=True)
    return 0


def _told(registry: Registry | None, unknown: Mapping[str, Sequence[str]]) -> dict[str, object]:
    return {
        "registry": registry.where if registry else None,
        "units": [unit.model_dump(mode="json") for unit in registry.units] if registry else [],
        "unknown": [{"name": name, "candidates": list(near)} for name, near in unknown.items()],
    }


def _candidates(near: Sequence[str]) -> str:
    listed = ", ".join(f"'{name}'" for name in near)
    return f", near {listed}" if near else ", nothing near"


def _summary(registry: Registry | None, readings: Sequence[Counts], unknown: Mapping[str, object]) -> str:
    if registry is None:
        return "no registry of units here: 'assetkit counts units --from FILE -o units.toml' begins one"
    units = f"{len(registry.units)} units in {registry.where}"
    if not readings:
        return f"{units}; no counts to compare with"
    return f"{units}; {len(unknown)} names in the counts are not there" if unknown else f"{units}; it knows every name"


def _table(registry: Registry) -> Iterator[str]:
    """The units as columns, each as wide as its longest cell."""
    rows = [HEADERS, *(_row(registry, unit) for unit in registry.units)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADERS))]
    for row in rows:
        yield "  ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)).rstrip()


def _row(registry: Registry, unit: Unit) -> tuple[str, ...]:
    from assetkit.typography import date_short

    first, last = (date_short(day) if day else "" for day in (unit.valid_from, unit.valid_to))
    days = f"{first}–{last}" if first or last else ""
    parent, heir = registry.parents.get(unit.code), registry.heirs.get(unit.code)
    names = "; ".join([*([unit.name] if unit.name else []), *unit.aliases])
    return (unit.code, unit.short, parent.code if parent else "", days, heir.code if heir else "", names)
