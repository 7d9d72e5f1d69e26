"""Readings to be added and those already held in, a refusal out when made-up figures would stand beside real ones.

A history is one or the other: a chart that draws both would pass invented weeks off as counted ones.
"""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from assetkit.counts.store.chains import Reading
from assetkit.counts.store.schema import SNAPSHOTS
from assetkit.errors import AssetkitError


def refuse_mixture(connection: sa.Connection, readings: Sequence[Reading], name: str) -> None:
    """AssetkitError when a campaign would have both, in the store called ``name`` or among the readings themselves."""
    columns = SNAPSHOTS.c
    campaigns = {campaign for campaign, _ in readings}
    wanted = sa.select(columns.campaign, columns.sample).distinct().where(columns.campaign.in_(campaigns))
    kinds: dict[str, set[bool]] = {}
    for campaign, sample in connection.execute(wanted):
        kinds.setdefault(campaign, set()).add(bool(sample))
    for campaign, snapshot in readings:
        held = kinds.setdefault(campaign, {snapshot.sample})
        if held == {snapshot.sample}:
            continue
        if snapshot.sample:
            message = f"holds real figures of {campaign}; made-up ones are not put beside them"
            raise AssetkitError(message, where=name, hint="another store, such as --store sample.sqlite")
        message = f"holds made-up figures of {campaign} (dữ liệu mẫu); real ones are not put beside them"
        raise AssetkitError(message, where=name, hint="another --store, or remove the one with the sample")
