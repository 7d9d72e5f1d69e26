"""``assetkit counts sample``: a campaign and a seed in, made-up weeks in the store out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from assetkit.cli.counts import store_option
from assetkit.cli.options import campaign_option
from assetkit.errors import AssetkitError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from assetkit.campaign import Campaign
    from assetkit.counts.history import Snapshot
    from assetkit.counts.store import Store


@click.command("sample")
@click.option("--units", default=60, show_default=True, metavar="N", type=int, help="How many units, 1 to 2000.")
@click.option("--weeks", default=60, show_default=True, metavar="N", type=int, help="How many weeks at most, 1 to 520.")
@click.option("--seed", default=1, show_default=True, metavar="N", type=int, help="The same number, the same figures.")
@click.option("--until", metavar="DATE", help="No week after this day (default: the campaign's deadline).")
@campaign_option
@store_option
@click.option("--json", "as_json", is_flag=True, help="As JSON on stdout.")
@click.option("-q", "--quiet", is_flag=True, help="Nothing on stderr but errors.")
def command(
    units: int,
    weeks: int,
    seed: int,
    until: str | None,
    campaign: str | None,
    store: str | None,
    as_json: bool,
    quiet: bool,
) -> int:
    """Made-up counts into the store, to try everything with: every picture made of them says “dữ liệu mẫu”.

    A count each Friday at 14h00 from the campaign's first one on, of units that are called “Đơn vị 01”, “Đơn vị 02” ….
    They are not put into a store beside real counts, nor real ones beside them.

    \b
    assetkit counts sample --store sample.sqlite
    assetkit counts sample --units 8 --weeks 12 --seed 7 --store small.sqlite
    """
    from assetkit.cli.options import open_world
    from assetkit.counts.moments import parse_moment
    from assetkit.counts.place import store_place
    from assetkit.counts.sample import sample_history

    world = open_world()
    chosen = world.campaign(campaign)
    last = parse_moment(until, "--until").date() if until else None
    snapshots = sample_history(chosen, units, weeks, seed, last)
    name, new = _kept(snapshots, chosen, store_place(world, store))
    source, many = snapshots[-1].counts.source, len(snapshots)
    told = {"campaign": chosen.id, "store": name, "source": source, "units": units, "snapshots": many, "new": new}
    _tell(told, snapshots[0].as_of, snapshots[-1].as_of, as_json)
    if not quiet:
        click.echo(f"{new} new in {name}", err=True)
    return 0


def _kept(snapshots: Sequence[Snapshot], campaign: Campaign, place: str) -> tuple[str, int]:
    """Put them into the store: its name, and how many of them are new there."""
    from assetkit.counts.store import open_store

    with open_store(place) as opened:
        _refuse_other_samples(opened, campaign.id, campaign.count_metric, snapshots)
        added = opened.add(campaign.id, snapshots)
        return opened.name, sum(one.state == "new" for one in added)


def _tell(told: Mapping[str, object], first: dt.datetime, last: dt.datetime, as_json: bool) -> None:
    """What was made, on stdout: a line, or JSON."""
    if as_json:
        days = {"first": first.isoformat(), "last": last.isoformat()}
        click.echo(json.dumps({**told, **days}, ensure_ascii=False, indent=1))
    else:
        weeks = f"{told['snapshots']} weekly counts of {told['units']} units"
        click.echo(f"{weeks}, {first.date()} to {last.date()}: {told['source']}")


def _refuse_other_samples(store: Store, campaign: str, metric: str, snapshots: Sequence[Snapshot]) -> None:
    """Two samples in one store would be one history that means nothing."""
    made = {snapshot.digest for snapshot in snapshots}
    for history in store.histories(campaign, metric=metric).values():
        for held in history.snapshots:
            if held.sample and held.digest not in made:
                message = f"holds other made-up figures of {campaign} ({held.counts.source})"
                raise AssetkitError(message, where=store.name, hint="another store, such as --store sample-2.sqlite")
