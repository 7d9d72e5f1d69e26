"""Snapshots in, rows of the store's tables out, and back. Texts are kept NFC, on one line, without invisible controls."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Any

from assetkit.counts.history import Snapshot, digest_of
from assetkit.counts.model import Counts, UnitCount
from assetkit.errors import AssetkitError
from assetkit.typography import nfc

MOST = 2**63 - 1  # what the databases hold
UNIT_COLUMNS = (
    *("unit", "code", "parent", "submitted", "reviewing", "valid", "registered", "quota"),
    *("published_percent", "row", "note", "is_total", "date"),
)
"""The columns of a figure that are the fields of a UnitCount, in its order."""


@lru_cache(maxsize=8192)
def clean(text: str) -> str:
    """A text as the store keeps it. Kept, since every reading names the same units."""
    if text.isascii() and text.isprintable() and text == text.strip() and "  " not in text:
        return text
    plain = "".join(" " if unicodedata.category(sign) in ("Cc", "Cs") else sign for sign in text)
    return " ".join(nfc(plain).split())


def cleaned(snapshot: Snapshot) -> Snapshot:
    """The snapshot as it is read back after it was stored, but for its id. AssetkitError for what cannot be stored."""
    counts = snapshot.counts
    snapshot.as_of  # noqa: B018  a snapshot without a moment has no place in a history
    if counts.total is None and not counts.units:
        raise AssetkitError("holds no figures", where=snapshot.origin or "snapshot", hint="one row per unit")
    tidy = replace(
        counts,
        units=tuple(map(_clean_unit, counts.units)),
        total=_clean_unit(counts.total) if counts.total else None,
        source=clean(counts.source),
        phase=clean(counts.phase or "") or None,
        phase_values=tuple(sorted(counts.phase_values)),
        warnings=(),
    )
    return replace(
        snapshot, counts=tidy, origin=clean(snapshot.origin), digest=digest_of(tidy, snapshot.sample), corrects=None
    )


def _clean_unit(unit: UnitCount) -> UnitCount:
    name = clean(unit.unit)
    if not name:
        raise AssetkitError("a unit has no name", where=f"row {unit.row}", hint="name every unit")
    for figure in (unit.submitted, unit.reviewing, unit.valid, unit.registered, unit.quota):
        if figure is not None and not 0 <= figure <= MOST:
            raise AssetkitError(f"'{figure}' is not a count", where=f"'{name}'", hint="0 or more initiatives")
    code, parent, note = (clean(text or "") or None for text in (unit.code, unit.parent, unit.note))
    if (name, code, parent, note) == (unit.unit, unit.code, unit.parent, unit.note):
        return unit
    return replace(unit, unit=name, code=code, parent=parent, note=note)


def snapshot_row(campaign: str, snapshot: Snapshot, revision: int, corrects: int | None) -> dict[str, object]:
    """The row of a cleaned snapshot."""
    counts = snapshot.counts
    return {
        "campaign": campaign,
        "metric": counts.metric,
        "phase": counts.phase or "",
        "origin": snapshot.origin,
        "as_of": snapshot.as_of,
        "revision": revision,
        "corrects": corrects,
        "fetched_at": snapshot.fetched_at,
        "source": counts.source,
        "digest": snapshot.digest,
        "sample": snapshot.sample,
        "phase_values": json.dumps(counts.phase_values),
    }


def figure_rows(identifier: int, counts: Counts) -> Iterator[dict[str, object]]:
    """The rows of a snapshot's figures; the overall one is the last."""
    everyone = (*counts.units, *([counts.total] if counts.total else []))
    for position, unit in enumerate(everyone):
        row = {name: getattr(unit, name) for name in UNIT_COLUMNS}
        percent = unit.published_percent
        whole = unit is counts.total
        yield {
            **row,
            "published_percent": None if percent is None else str(percent),
            "snapshot": identifier,
            "position": position,
            "whole": whole,
        }


def snapshots_of(heads: Iterable[Any], figures: Iterable[Sequence[Any]]) -> Iterator[Snapshot]:
    """Snapshots from their rows. ``figures`` are (snapshot, whole, *UNIT_COLUMNS), those of one snapshot together."""
    units: dict[int, tuple[list[UnitCount], UnitCount | None]] = {}
    for identifier, rows in groupby(figures, key=itemgetter(0)):
        listed: list[UnitCount] = []
        total = None
        for row in rows:
            if row[1]:
                total = _unit(row)
            else:
                listed.append(_unit(row))
        units[identifier] = listed, total
    for head in heads:
        if head.id not in units:
            raise ValueError(f"snapshot {head.id} has no figures")
        listed, total = units[head.id]
        counts = Counts(
            units=tuple(listed),
            total=total,
            as_of=head.as_of,
            source=head.source,
            metric=head.metric,
            phase=head.phase or None,
            phase_values=tuple((phase, value) for phase, value in json.loads(head.phase_values)),
        )
        yield Snapshot(counts, head.id, head.origin, head.fetched_at, head.digest, bool(head.sample), head.corrects)


def _unit(row: Sequence[Any]) -> UnitCount:
    unit, code, parent, submitted, reviewing, valid, registered, quota, percent, number, note, is_total, date = row[2:]
    figures = submitted, reviewing, valid, registered, quota
    if type(unit) is not str:
        raise ValueError(f"{unit!r} is not a name")
    for figure in figures:  # SQLite keeps a text where a number belongs, if another program puts it there
        if figure is not None and (type(figure) is not int or figure < 0):
            raise ValueError(f"'{figure}' is not a count")
    exact = None if percent is None else Decimal(percent)
    return UnitCount(unit, code, parent, *figures, exact, number, note, bool(is_total), date)
