"""An order of avatars in, an item for each photo out: from photo files, folders of them, or a table of people."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from assetkit.errors import AssetkitError
from assetkit.facts import Facts
from assetkit.items import Item, chosen_rows, field_columns, plain_facts, row_names, row_texts, table_of
from assetkit.job import PICTURE_SUFFIXES
from assetkit.table import Table
from assetkit.table.columns import resolve

if TYPE_CHECKING:
    from assetkit.orders import Order

PHOTO_SUFFIXES = (*PICTURE_SUFFIXES, ".heic", ".heif", ".avif", ".gif", ".tif", ".tiff")


def avatar_items(order: Order) -> tuple[list[Item], tuple[str, ...]]:
    """One item per photo, from photo files or from a table with photo, name and unit."""
    if order.data is None:
        return list(_photos(order, plain_facts(order))), ()
    table = table_of(order)
    return list(_people(order, table, plain_facts(order))), table.warnings


def _photos(order: Order, facts: Facts) -> Iterator[Item]:
    own = _of_unit(facts, order.settings.get("unit", ""))
    for photo in order.photos:
        inside = [photo]
        if photo.is_dir():
            inside = sorted(path for path in photo.iterdir() if path.suffix.lower() in PHOTO_SUFFIXES)
        if not inside:
            raise AssetkitError("holds no photo", where=str(photo), hint="a folder with .jpg, .png, .heic …")
        for path in inside:
            real = Path(os.path.realpath(path))  # a link on the command line may lead anywhere, one below a table's folder may not
            yield Item(None, path.stem, order.settings, own, folder=real.parent, photo=real.name)


def _of_unit(facts: Facts, unit: str) -> Facts:
    """With a unit's own turn of the frame, so that pages of different units never look the same."""
    return facts.for_unit(unit) if unit else facts


def _people(order: Order, table: Table, facts: Facts) -> Iterator[Item]:
    columns = field_columns(order.template, table.headers)
    meanings = resolve(table.headers, ("photo",), table.path)
    chosen = chosen_rows(order.rows, table)
    for row in table.rows:
        names = row_names(row, meanings)
        photo, fields = names["photo"], row_texts(order, row, columns)
        yield Item(
            row=row.number,
            label=names.get("name", "") or Path(photo).stem,
            fields=fields,
            facts=_of_unit(facts, fields.get("unit", "")),
            names=names,
            folder=order.photo_folder or Path(table.path).parent,
            photo=photo,
            chosen=row.number in chosen,
        )
