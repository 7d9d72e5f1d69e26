"""Headers and rows in, a frozen `Table` out: the same for every kind of file."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

ERRORS = ("#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!", "#FIELD!")
"""What spreadsheet programs show, and export as text, in the place of a value."""

Cell = str | int | float | Decimal | dt.date | dt.datetime | None


@dataclass(frozen=True, slots=True)
class Row:
    """One filled row. ``number`` is what the person sees in the file (the header of a tidy file is 1)."""

    number: int
    cells: dict[str, Cell]


@dataclass(frozen=True)
class Table:
    """A table as it was written: headers in NFC, cells stripped of surrounding white space, empty cells None.

    ``sheet`` is "" for text files; ``columns`` are the zero-based columns of the headers; ``locale`` is what the
    person declared for numbers that are written as text ("vi", "en" or None). ``titles`` are what the file itself calls
    the headers, where those were renamed: errors speak of these.
    """

    path: str
    headers: tuple[str, ...]
    rows: tuple[Row, ...]
    warnings: tuple[str, ...] = ()
    sheet: str = ""
    columns: tuple[int, ...] = ()
    locale: str | None = None
    titles: tuple[str, ...] = ()

    def where(self, row: Row, header: str = "") -> str:
        """The place of a row or a cell, for an error: "counts.csv row 7 column 'Chỉ tiêu'", "counts.xlsx Hai!B7"."""
        column = -1
        if header in self.headers:
            index = self.headers.index(header)
            column = self.columns[index] if self.columns else index
            header = self.titles[index] if self.titles else header
        return place(self.path, self.sheet, row.number, column, header)


def place(path: str, sheet: str, row: int, column: int = -1, header: str = "") -> str:
    """Names a row (1-based) or a cell (zero-based column) of a file; the sheet is "" in a text file."""
    if sheet:
        return f"{path} {sheet}!{column_letters(column)}{row}" if column >= 0 else f"{path} {sheet} row {row}"
    if header:
        return f"{path} row {row} column '{header}'"
    return f"{path} row {row} column {column + 1}" if column >= 0 else f"{path} row {row}"


def column_letters(column: int) -> str:
    """The name of a zero-based column: 0 -> "A", 26 -> "AA"."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """The zero-based column of a name in any case: "A" -> 0, "AA" -> 26."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def shown(value: object) -> str:
    """A cell's value as an error quotes it: at most 60 characters."""
    text = str(value)
    return f"'{text}'" if len(text) <= 60 else f"'{text[:59]}…'"
