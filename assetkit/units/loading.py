"""The text of a ``units.toml``, or a table of units in, a Registry out.

A table has a row per unit; its headers may be Vietnamese or English (:data:`HEADERS`), aliases are separated by ";", dates are
written "1/7/2022" or "2022-07-01".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assetkit.errors import AssetkitError
from assetkit.schema import complaint, load
from assetkit.units.model import Unit
from assetkit.units.registry import Registry

if TYPE_CHECKING:
    from assetkit.table import Row, Table

HEADERS: dict[str, tuple[str, ...]] = {
    "code": ("code", "mã", "mã đơn vị", "ký hiệu", "unit code"),
    "short": (
        "short",
        "short name",
        "tên ngắn",
        "tên tắt",
        "tên gọi tắt",
        "tên viết tắt",
        "unit",
        "đơn vị",
        "tên đơn vị",
    ),
    "name": ("name", "full name", "tên đầy đủ", "tên đầy đủ của đơn vị"),
    "parent": ("parent", "đơn vị cấp trên", "cấp trên", "công đoàn cấp trên", "trực thuộc", "thuộc", "đơn vị chủ quản"),
    "aliases": ("aliases", "alias", "other names", "tên khác", "tên gọi khác"),
    "valid_from": ("valid from", "from", "hiệu lực từ", "từ ngày", "có từ", "ngày thành lập"),
    "valid_to": ("valid to", "to", "hiệu lực đến", "đến ngày", "ngày cuối", "ngày giải thể"),
    "merged_into": ("merged into", "merged", "sáp nhập vào", "hợp nhất vào", "nhập vào"),
}
"""What the columns of a table of units may be called, by the program's name of each."""
HINT = '[[unit]] with code = "…" and short = "…"; see docs/units.md'


class _Written(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    units: tuple[Unit, ...] = Field(alias="unit", min_length=1)


def registry_from_toml(text: str, where: str) -> Registry:
    """The registry that a TOML text writes down. AssetkitError names every wrong entry, or the units that contradict each other."""
    return Registry(load(_Written, text, where, hint=HINT).units, where)


def registry_from_table(table: Table) -> Registry:
    """The registry that a table writes down; a unit without a short name is called by its code, one without a code by its name."""
    from assetkit.table.columns import resolve

    columns = {name: header for header, name in resolve(table.headers, where=table.path, aliases=HEADERS).items()}
    if not columns.keys() & {"code", "short"}:
        hint = "columns headed 'Mã' and 'Tên ngắn'"
        raise AssetkitError("no column names the units", where=table.path, hint=hint)
    if not table.rows:
        raise AssetkitError("has no units", where=table.path, hint="one row per unit below the headers")
    return Registry(tuple(_unit(table, row, columns) for row in table.rows), table.path)


def _unit(table: Table, row: Row, columns: dict[str, str]) -> Unit:
    """The unit of one row."""
    from assetkit.counts.moments import moment_of

    texts = {
        name: " ".join(str(cell).split())
        for name in ("code", "short", "name", "parent", "aliases", "merged_into")
        if (cell := row.cells.get(columns.get(name, ""))) is not None
    }
    given: dict[str, object] = {**texts, "aliases": tuple(_parts(texts.get("aliases", "")))}
    given["short"] = texts.get("short") or texts.get("code") or texts.get("name") or ""
    given["code"] = texts.get("code") or given["short"]
    for name in ("valid_from", "valid_to"):
        header = columns.get(name, "")
        moment = moment_of(row.cells.get(header), table.where(row, header))
        given[name] = moment.date() if moment else None
    try:
        return Unit.model_validate(given)
    except ValidationError as error:
        raise complaint(error, Unit, table.where(row)) from error


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]
