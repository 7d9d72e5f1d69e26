"""A table as it was read in, its rows as entries out: which unit, which figures, of which metric, phase and moment.

Two shapes are understood. Wide: a row per unit, figures in columns of their own ("đã nộp", "hợp lệ", "chỉ tiêu"); a
plain value column holds the campaign's metric. Long: a "metric" column says what each row counts, "quota" for a target.
A table with a column of scopes and none of units is of the whole: each of its rows counts everyone.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from assetkit.counts.model import METRICS, MOST, WHOLE
from assetkit.counts.moments import is_plain, moment_of
from assetkit.errors import AssetkitError
from assetkit.typography import fold

if TYPE_CHECKING:
    from assetkit.table import Row, Table

_METRIC_NAMES = {
    "valid": ("valid", "hợp lệ", "số hợp lệ"),
    "submitted": ("submitted", "đã nộp", "số đã nộp", "đã cập nhật", "số đã cập nhật"),
    "reviewing": (
        *("reviewing", "under review", "đang xem xét", "số đang xem xét", "đang được xem xét"),
        *("đang xét duyệt", "số đang xét duyệt", "đang xét", "chờ duyệt", "chờ xét duyệt"),
    ),
    "registered": ("registered", "đăng ký", "số đăng ký", "số sáng kiến đăng ký"),
    "quota": ("quota", "target", "chỉ tiêu", "chỉ tiêu giao"),
}
METRIC_BY_KEY = {fold(name): metric for metric, names in _METRIC_NAMES.items() for name in names}
EVERYONE = "Toàn chương trình"
"""The unit of a row that counts the whole programme, as it is printed."""
_SAYS_VALID = fold("hợp lệ")
_WHOLE_KEYS = {fold(name) for name in (WHOLE, "", "cả chương trình", "toàn chương trình", "cả giai đoạn", "tổng")}
_KEY = re.compile(r"[A-Z]{1,3}\d{1,4}")  # "S32": a key into a list of sources, which tells a reader nothing


@dataclass(frozen=True, slots=True)
class Entry:
    """One row. ``figures`` maps "valid", "submitted", "reviewing", "registered" to counts; ``metric`` is set in long tables only.

    ``scope`` is the programme of a row in a table of the whole.
    """

    row: int
    unit: str
    code: str | None
    parent: str | None
    phase: str | None
    moment: dt.datetime | None
    metric: str | None
    figures: Mapping[str, int]
    quota: int | None
    percent: Decimal | None
    ratio: bool
    note: str | None
    source: str | None
    scope: str | None = None


def phase_key(value: object) -> str:
    """The id that a phase cell means: "Giai đoạn 1" and 1 are "1"; empty, "total" and "cả chương trình" the whole."""
    text = "" if value is None else str(value).strip()
    text = re.sub(r"^(?:giai đoạn|gđ|phase)\s*", "", text, flags=re.IGNORECASE)
    return WHOLE if fold(text) in _WHOLE_KEYS else text


def read_entries(table: Table, metric: str) -> tuple[Entry, ...]:
    """Every row of ``table``; a plain value column counts ``metric``. AssetkitError names the row and column."""
    from assetkit.counts.exporting import is_export
    from assetkit.table.columns import resolve

    if is_export(table):
        hint = f"assetkit counts import {table.path}, then the store's counts"
        raise AssetkitError("is a store's counts as they were exported, not a table of one", where=table.path, hint=hint)
    columns = {name: header for header, name in resolve(table.headers, where=table.path).items()}
    if not columns.keys() & {"unit", "code", "scope"}:
        raise AssetkitError("no column names the units", where=table.path, hint="a column headed 'Đơn vị'")
    counted = counted_columns(columns, metric)
    if not counted:
        hint = "a column headed 'Thực hiện', 'Hợp lệ', 'Đã nộp' or 'Đăng ký'"
        raise AssetkitError("no column counts initiatives", where=table.path, hint=hint)
    if "metric" not in columns and metric not in counted:
        message = f"the table counts {' and '.join(counted)} initiatives, the campaign {metric} ones"
        hint = f'a column of {metric} ones, or count_metric = "{next(iter(counted))}" in the campaign'
        raise AssetkitError(message, where=table.path, hint=hint)
    reader = _Reader(table, columns, counted)
    entries = tuple(entry for entry in map(reader.entry, table.rows) if entry is not None)
    if not entries:
        raise AssetkitError("has no rows with figures", where=table.path, hint="one row per unit below the headers")
    return entries


def counted_columns(columns: Mapping[str, str], metric: str) -> dict[str, str]:
    """metric -> the header of its column. A value column counts what its header says, else the campaign's metric."""
    counted = {METRIC_BY_KEY[fold(header)]: header for header in columns.values() if fold(header) in METRIC_BY_KEY}
    counted |= {name: columns[name] for name in ("submitted", "reviewing") if name in columns}
    value = columns.get("value")
    if value is not None and value not in counted.values():
        named = "valid" if _SAYS_VALID in fold(value) or (metric in counted and metric != "valid") else metric
        counted.setdefault(named, value)
    return {name: header for name, header in counted.items() if name in METRICS}


@dataclass(frozen=True)
class _Reader:
    """How the cells of one table are read: name -> header of its columns, and metric -> header of those that count."""

    table: Table
    columns: Mapping[str, str]
    counted: Mapping[str, str]

    def entry(self, row: Row) -> Entry | None:
        """The row as an entry; None for an empty row."""
        scope = None if self.columns.keys() & {"unit", "code"} else self.text(row, "scope")
        unit = EVERYONE if scope else self.text(row, "unit") or self.text(row, "code")
        if unit is None:
            counting = (*self.counted.values(), self.columns.get("quota", ""))
            if any(row.cells.get(header) is not None for header in counting):
                hint = "name the unit, or remove the row"
                raise AssetkitError("figures without a unit", where=self.at(row), hint=hint)
            return None
        metric = self.long_metric(row)
        percent, is_ratio = self.percent(row)
        return Entry(
            row=row.number,
            unit=unit,
            code=self.text(row, "code"),
            parent=self.text(row, "parent"),
            phase=phase_key(self.cell(row, "phase")) if "phase" in self.columns else None,
            moment=self.moment(row),
            metric=metric,
            figures=self.figures(row, metric),
            quota=self.quota(row, metric),
            percent=percent,
            ratio=is_ratio,
            note=self.text(row, "note"),
            source=self.text(row, "source"),
            scope=scope,
        )

    def at(self, row: Row, name: str = "") -> str:
        return self.table.where(row, self.columns.get(name, ""))

    def cell(self, row: Row, name: str) -> object:
        return row.cells.get(self.columns[name]) if name in self.columns else None

    def text(self, row: Row, name: str) -> str | None:
        value = self.cell(row, name)
        text = "" if value is None else " ".join(str(value).split())
        return text or None

    def moment(self, row: Row) -> dt.datetime | None:
        for name in ("as_of", "date"):
            cell = self.cell(row, name)
            if cell is None:
                continue
            found = cell if is_plain(cell) else moment_of(cell, self.at(row, name))
            if found is not None:
                return found
        return None

    def long_metric(self, row: Row) -> str | None:
        """What the row of a long table counts; a name that is not one of ours is kept, and then not selected."""
        if "metric" not in self.columns:
            return None
        named = self.text(row, "metric")
        if named is None:
            raise AssetkitError("does not say what it counts", where=self.at(row, "metric"), hint=", ".join(METRICS))
        return METRIC_BY_KEY.get(fold(named), named)

    def figures(self, row: Row, metric: str | None) -> dict[str, int]:
        """The counts of the row by metric; empty cells are left out."""
        columns = self.counted
        if metric is not None:  # a long table: the row says what its one figure counts
            columns = {metric: self.plain()} if metric in METRICS else {}
        counts = {name: self.count(row, header) for name, header in columns.items()}
        return {name: count for name, count in counts.items() if count is not None}

    def plain(self) -> str:
        return self.columns.get("value") or next(iter(self.counted.values()))

    def quota(self, row: Row, metric: str | None) -> int | None:
        quota = self.count(row, self.columns["quota"]) if "quota" in self.columns else None
        return self.count(row, self.plain()) if quota is None and metric == "quota" else quota

    def count(self, row: Row, header: str) -> int | None:
        """A whole number of initiatives, zero or more; None for an empty cell."""
        number = self.number(row, header)
        if number is None:
            return None
        if number == int(number) and 0 <= number <= MOST:
            return int(number)
        where = self.table.where(row, header)
        if number < 0:
            raise AssetkitError(f"'{number}' is less than nothing", where=where, hint="0 or more")
        if number > MOST:
            raise AssetkitError(
                f"'{number}' is more initiatives than there can be", where=where, hint="mend the number"
            )
        raise AssetkitError(f"'{number}' is not a whole number", where=where, hint="initiatives are counted whole")

    def number(self, row: Row, header: str) -> int | Decimal | None:
        """The number in a cell, exactly as written, without a percent sign after it; None for an empty cell."""
        from assetkit.table.numerals import parse_number

        value = row.cells.get(header)
        if isinstance(value, str) and header == self.columns.get("published_percent"):
            value = value.removesuffix("%").strip()
        if value is None or value == "":
            return None
        try:
            return parse_number(value, self.table.locale)
        except AssetkitError as error:  # where it stands is worked out only for who needs to know
            raise AssetkitError(error.message, where=self.table.where(row, header), hint=error.hint) from error

    def percent(self, row: Row) -> tuple[Decimal | None, bool]:
        """(what the source printed, whether the cell may hold the ratio itself: spreadsheets store "92%" as 0.92)."""
        header = self.columns.get("published_percent")
        number = None if header is None else self.number(row, header)
        is_stored = isinstance(self.cell(row, "published_percent"), int | float)
        return (None if number is None else Decimal(number)), is_stored


def printable_source(source: str) -> bool:
    """Whether a reader learns from it where figures come from: an address or a name, not a key such as "S32"."""
    return not _KEY.fullmatch(source)
