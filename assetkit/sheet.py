"""A table to fill in: a template in, the bytes of an XLSX or CSV with its columns and example out."""

from __future__ import annotations

import csv
import io

from assetkit.errors import AssetkitError
from assetkit.template import Template

COUNT_COLUMNS = {"Đơn vị": "Tên đơn vị", "Thực hiện": "120", "Chỉ tiêu": "100"}
PHOTO_COLUMNS = {"Ảnh": "ho-va-ten.jpg"}


def _rows(template: Template) -> list[list[str]]:
    """Header and example row: the Vietnamese labels of the fields, after the columns of counts or photos where those are used."""
    counted = template.spec.needs_counts
    first = {**(PHOTO_COLUMNS if template.kind == "avatar" else {}), **(COUNT_COLUMNS if counted else {})}
    fields = {name: spec for name, spec in template.spec.fields.items() if not (counted and name == "unit")}
    example = template.example.get("fields", {})
    values = {
        spec.label: "" if spec.type == "image" else str(example.get(name, ""))  # the example's picture is not theirs
        for name, spec in fields.items()
    }
    return [[*first, *values], [*first.values(), *values.values()]]


def sheet_bytes(template: Template, suffix: str, where: str) -> bytes:
    """The file's bytes. AssetkitError when ``suffix`` is neither ``.xlsx`` nor ``.csv``."""
    rows = _rows(template)
    if suffix == ".csv":
        text = io.StringIO()
        csv.writer(text).writerows(rows)
        return text.getvalue().encode("utf-8-sig")  # with its mark, or spreadsheet programs misread the Vietnamese
    if suffix != ".xlsx":
        raise AssetkitError(f"'{suffix}' is no table that can be written", where=where, hint=".xlsx or .csv")
    import xlsxwriter

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    # A fixed date: the same template gives the same bytes.
    import datetime

    book.set_properties({"title": template.spec.title, "created": datetime.datetime(2022, 1, 1)})
    sheet, bold, text_format = (
        book.add_worksheet("Dữ liệu"),
        book.add_format({"bold": True}),
        book.add_format({"num_format": "@"}),
    )
    for column, (title, value) in enumerate(zip(*rows, strict=True)):
        sheet.set_column(column, column, max(16, len(title) + 4), None if title in COUNT_COLUMNS else text_format)
        sheet.write_string(0, column, title, bold)
        sheet.write_string(1, column, value)
    sheet.freeze_panes(1, 0)
    book.close()
    return buffer.getvalue()
