"""``assetkit counts``: the figures of the units, from where they are counted into the store and out of it again."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any

import click

SUBCOMMANDS = {
    "export": "Every reading of the store as one table.",
    "import": "Tables of counts into the store.",
    "pull": "The counts from the sources of assetkit.toml into the store.",
    "sample": "Made-up counts to try everything with.",
    "show": "What the store holds, over time.",
    "units": "The registry of units, and names that it does not know.",
}


class Lazy(click.Group):
    """A group that imports a subcommand's module, ``assetkit.cli.counts_NAME``, when it is needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(SUBCOMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in SUBCOMMANDS:
            return None
        command: click.Command = importlib.import_module(f"assetkit.cli.counts_{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(sorted(SUBCOMMANDS.items()))


def store_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--store``."""
    text = "A file, postgresql://…, or env:NAME (default: counts.sqlite of the workspace)."
    return click.option("--store", metavar="PATH|URL", help=text)(function)


@click.group("counts", cls=Lazy)
def command() -> None:
    """Counts over time: kept in a store, corrected but never lost.

    \b
    assetkit counts import counts.csv --as-of "2022-05-10 14:00"
    assetkit counts show --unit EVNNPT
    assetkit counts export -o counts-all.csv
    """
