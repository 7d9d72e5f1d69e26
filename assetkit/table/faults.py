"""What the readers of XLSX and ODS have in common: the sheet as the raw file shows it, before its cells are read."""

from __future__ import annotations

from dataclasses import dataclass

MAX_CELLS = 10_000_000
"""Largest rectangle of filled cells (rows × columns); the reader takes memory for all of it."""


@dataclass(frozen=True)
class Fault:
    """A cell that has no value to read: ``address`` such as "B7", ``message`` what is wrong with it."""

    address: str
    message: str
    hint: str


@dataclass(frozen=True)
class Outline:
    """A sheet before reading: its name, whether anything is in it, its extent, merged ranges and faulty cells.

    ``merged`` are (top row, left column, bottom row, right column), zero-based; ``rows`` × ``columns`` reach to the
    last filled cell.
    """

    name: str
    visible: bool
    rows: int
    columns: int
    merged: tuple[tuple[int, int, int, int], ...] = ()
    faults: tuple[Fault, ...] = ()

    @property
    def filled(self) -> bool:
        return self.rows > 0


def formula_error(address: str, text: str) -> Fault:
    return Fault(address, f"the formula gives {text or 'an error'}", "correct the formula, or type the value")


def missing_value(address: str, formula: str) -> Fault:
    formula = formula if len(formula) <= 60 else f"{formula[:59]}…"
    hint = "open the file in a spreadsheet program, let it calculate, and save it"
    return Fault(address, f"the formula '{formula}' has no stored value", hint)
