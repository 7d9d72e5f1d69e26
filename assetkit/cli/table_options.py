"""How a command reads a table: the options that all say the same of it, each to be put above a command."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

Adds = Callable[[Callable[..., Any]], Callable[..., Any]]

sheet_option = click.option("--sheet", metavar="NAME", help="The sheet of a spreadsheet (default: the first filled one).")
rows_option = click.option("--rows", metavar="5-8,12", help="Only these rows of the table, as its program numbers them.")
locale_option = click.option(
    "--locale", type=click.Choice(["vi", "en"]), help="How the table writes numbers: vi 1.234,5; en 1,234.5."
)
phase_option = click.option("--phase", metavar="ID", help="The campaign's phase that the counts belong to.")


def max_rows_option(most: int) -> Adds:
    """``--max-rows`` with its default."""
    return click.option(
        "--max-rows", default=most, show_default=True, type=click.IntRange(1), help="A longer table is refused."
    )
