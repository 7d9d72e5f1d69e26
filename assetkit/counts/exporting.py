"""Every reading of a store in, one table out, and back: a copy that a person can open, and another store can import."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Iterable, Iterator
from decimal import Decimal, InvalidOperation
from itertools import groupby
from typing import TYPE_CHECKING

from assetkit.counts.history import Snapshot
from assetkit.counts.model import METRICS, Counts, UnitCount
from assetkit.counts.moments import moment_of
from assetkit.errors import AssetkitError

if TYPE_CHECKING:
    from assetkit.table import Row, Table

YES = "yes"
AGAIN = "export it again: assetkit counts export"
OF_READING = (
    *("snapshot", "corrects", "campaign", "metric", "phase", "as_of", "fetched_at"),
    *("origin", "source", "sample", "phase_values"),
)
"""The columns that are the same in every row of a reading."""
OF_UNIT = (
    *("whole", "unit", "code", "parent", "submitted", "reviewing", "valid", "registered", "quota"),
    *("published_percent", "date", "is_total", "row", "note"),
)
MARKS = frozenset({"snapshot", "campaign", "origin", "fetched_at", "whole"})
"""Columns that only an export has, all of them."""


def export_text(readings: Iterable[tuple[str, Snapshot]]) -> str:
    """CSV with one row per unit of each reading, superseded ones too, in the order in which they were added."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow((*OF_READING, *OF_UNIT))
    for campaign, snapshot in readings:
        counts = snapshot.counts
        head = (
            *(snapshot.id, snapshot.corrects, campaign, counts.metric, counts.phase, _written(counts.as_of)),
            *(_written(snapshot.fetched_at), snapshot.origin, counts.source, YES if snapshot.sample else None),
            json.dumps(counts.phase_values, ensure_ascii=False) if counts.phase_values else None,
        )
        for unit in counts.units:
            writer.writerow((*head, None, *_cells(unit)))
        if counts.total is not None:
            writer.writerow((*head, YES, *_cells(counts.total)))
    return text.getvalue()


def _cells(unit: UnitCount) -> tuple[object, ...]:
    return (
        *(unit.unit, unit.code, unit.parent, unit.submitted, unit.reviewing, unit.valid, unit.registered, unit.quota),
        *(unit.published_percent, _written(unit.date), YES if unit.is_total else None, unit.row, unit.note),
    )


def _written(moment: dt.datetime | None) -> str | None:
    return None if moment is None else moment.isoformat(" ")


def exported_table(data: bytes, path: str) -> Table | None:
    """The table in the bytes of a CSV file exactly as `export_text` heads it, cell by cell as written; None for any other file.

    The reader for people's tables would refuse a note such as "#N/A", which is somebody's broken cell there and a text here.
    """
    from assetkit.table import Row, Table

    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    headers = (*OF_READING, *OF_UNIT)
    if text.partition("\n")[0].rstrip("\r") != ",".join(headers):
        return None
    rows: list[Row] = []
    try:
        for number, record in enumerate(csv.reader(io.StringIO(text, newline=""), strict=True), start=1):
            if len(record) not in (0, len(headers)):
                message = f"has {len(record)} cells of {len(headers)}"
                raise AssetkitError(message, where=f"{path} row {number}", hint=AGAIN)
            if number > 1 and record:
                rows.append(Row(number, {name: cell or None for name, cell in zip(headers, record, strict=True)}))
    except csv.Error as error:
        message = f"cannot be split into cells after row {len(rows) + 1}: {error}"
        raise AssetkitError(message, where=path, hint=AGAIN) from error
    return Table(path, headers, tuple(rows))


def is_export(table: Table) -> bool:
    """Whether the table is one that `export_text` wrote, possibly saved again by a spreadsheet program."""
    return set(table.headers) >= MARKS


def readings_of(table: Table) -> tuple[tuple[str, Snapshot], ...]:
    """(campaign, snapshot) of an exported table, in the order in which they were added; AssetkitError names the row."""
    missing = [name for name in (*OF_READING, *OF_UNIT) if name not in table.headers]
    if missing:
        message = f"is an export without its column '{missing[0]}'"
        raise AssetkitError(message, where=table.path, hint=AGAIN)
    rows = sorted((_Line(table, row) for row in table.rows), key=lambda line: (line.whole("snapshot"), line.row.number))
    groups = groupby(rows, key=lambda line: line.whole("snapshot"))
    return tuple(_reading(identifier, list(lines)) for identifier, lines in groups)


def _reading(identifier: int, lines: list[_Line]) -> tuple[str, Snapshot]:
    first = lines[0]
    for line in lines:
        line.agrees(first)
    wholes = [line.unit() for line in lines if line.yes("whole")]
    if len(wholes) > 1:
        hint = "keep one of them, or export it again"
        raise AssetkitError(f"snapshot {identifier} has two overall rows", where=first.at("whole"), hint=hint)
    counts = Counts(
        units=tuple(line.unit() for line in lines if not line.yes("whole")),
        total=wholes[0] if wholes else None,
        as_of=first.moment("as_of"),
        source=first.text("source") or "",
        metric=first.metric(),
        phase=first.text("phase"),
        phase_values=tuple(first.phase_values()),
    )
    snapshot = Snapshot(
        counts,
        id=identifier,
        origin=first.text("origin") or "",
        fetched_at=first.moment("fetched_at"),
        sample=first.yes("sample"),
        corrects=first.number("corrects"),
    )
    return first.needed("campaign"), snapshot


class _Line:
    """One row of an exported table."""

    def __init__(self, table: Table, row: Row) -> None:
        self.table, self.row = table, row

    def at(self, name: str) -> str:
        return self.table.where(self.row, name)

    def text(self, name: str) -> str | None:
        value = self.row.cells.get(name)
        return None if value is None else str(value)

    def needed(self, name: str) -> str:
        value = self.text(name)
        if value is None:
            raise AssetkitError("is empty", where=self.at(name), hint=AGAIN)
        return value

    def yes(self, name: str) -> bool:
        return self.text(name) is not None

    def number(self, name: str) -> int | None:
        from assetkit.table.numerals import parse_number

        value = self.row.cells.get(name)
        if value is None:
            return None
        found = parse_number(value, None, self.at(name))
        if found != int(found) or found < 0:
            raise AssetkitError(f"'{value}' is not a count", where=self.at(name), hint="0 or more, whole")
        return int(found)

    def whole(self, name: str) -> int:
        found = self.number(name)
        if found is None:
            raise AssetkitError("is empty", where=self.at(name), hint=AGAIN)
        return found

    def moment(self, name: str) -> dt.datetime | None:
        """To the microsecond, as the store keeps it."""
        value = self.row.cells.get(name)
        if isinstance(value, str):
            try:
                found = dt.datetime.fromisoformat(value)
            except ValueError:
                return moment_of(value, self.at(name))
            return found if found.tzinfo is None else moment_of(found, self.at(name))
        return moment_of(value, self.at(name))

    def metric(self) -> str:
        value = self.needed("metric")
        if value not in METRICS:
            raise AssetkitError(f"'{value}' is no metric", where=self.at("metric"), hint=", ".join(METRICS))
        return value

    def phase_values(self) -> Iterator[tuple[str, int]]:
        try:
            for phase, value in json.loads(self.text("phase_values") or "[]"):
                yield str(phase), int(value)
        except (ValueError, TypeError) as error:
            raise AssetkitError("cannot be read", where=self.at("phase_values"), hint=AGAIN) from error

    def agrees(self, first: _Line) -> None:
        """Refuses a row that says something else of its reading than the first one does."""
        for name in OF_READING:
            if self.row.cells.get(name) != first.row.cells.get(name):
                message = (
                    f"'{self.text(name)}' is not what row {first.row.number} says of snapshot {self.text('snapshot')}"
                )
                raise AssetkitError(message, where=self.at(name), hint=AGAIN)

    def unit(self) -> UnitCount:
        printed = self.text("published_percent")
        try:
            percent = None if printed is None else Decimal(printed)
        except InvalidOperation as error:
            raise AssetkitError(
                f"'{printed}' is not a number", where=self.at("published_percent"), hint="146.9"
            ) from error
        return UnitCount(
            unit=self.needed("unit"),
            code=self.text("code"),
            parent=self.text("parent"),
            submitted=self.number("submitted"),
            reviewing=self.number("reviewing"),
            valid=self.number("valid"),
            registered=self.number("registered"),
            quota=self.number("quota"),
            published_percent=percent,
            row=self.number("row") or 0,
            note=self.text("note"),
            is_total=self.yes("is_total"),
            date=self.moment("date"),
        )
