"""Campaigns, counts and facts for the tests of counts and facts."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

from assetkit.campaign import Campaign, load_campaign
from assetkit.counts.model import Counts, UnitCount
from assetkit.facts import Facts, derive
from assetkit.table import Row, Table, read_table

Cell = str | int | float | Decimal | dt.date | dt.datetime | None
ROOT = Path(__file__).parents[2]
NOW = dt.datetime(2022, 5, 10, 15)


def campaign(name: str, *changes: tuple[str, str]) -> Campaign:
    text = (ROOT / "campaigns" / f"{name}.toml").read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return load_campaign(text, name)


EVN, NATIONAL = campaign("evn-10k-2022"), campaign("tld-1m-2022")
COAL_TABLE = read_table(ROOT / "data" / "counts_tkv_2022-05-10.csv")
POWER_TABLE = read_table(ROOT / "data" / "counts_evn.csv")


def table(headers: str, *rows: tuple[Cell, ...]) -> Table:
    names = tuple(headers.split(","))
    numbered = enumerate(rows, start=2)
    return Table("t.csv", names, tuple(Row(n, dict(zip(names, row, strict=True))) for n, row in numbered))


def unit(name: str, value: int | None, quota: int | None = None, **more: Any) -> UnitCount:
    return UnitCount(name, registered=value, quota=quota, **more)


def counted(*units: UnitCount, total: UnitCount | None = None, phase: str | None = None, **more: Any) -> Facts:
    as_of = more.pop("as_of", dt.datetime(2022, 5, 10))
    return derive(EVN, Counts(units, total, as_of, "evn.com.vn", "registered", phase=phase), more.pop("now", NOW))


def entries(facts: Facts) -> list[dict[str, Any]]:
    return list(facts["units"])  # type: ignore[call-overload]
