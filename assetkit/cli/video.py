"""``assetkit video``: the film of a template's page, or one of the films that have a command of their own."""

from __future__ import annotations

import importlib

import click

SUBCOMMANDS = {
    "guide": "How an initiative is entered and approved, step by step.",
    "intro": "The programme in half a minute.",
    "led": "Seamless loops for LED boards.",
    "race": "The units' bars racing over the weeks.",
    "weekly": "The week's figures, from the counts.",
}
PAGE = "page"  # the command that a template's id stands for


class Films(click.Group):
    """A group that imports a subcommand's module, ``assetkit.cli.video_NAME``, when it is needed; any other word is a template's id."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(SUBCOMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in (*SUBCOMMANDS, PAGE):
            return None
        command: click.Command = importlib.import_module(f"assetkit.cli.video_{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in SUBCOMMANDS:
            return PAGE, self.get_command(ctx, PAGE), args
        return super().resolve_command(ctx, args)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        page = self.get_command(ctx, PAGE)
        assert page is not None
        page.format_options(ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Films with commands of their own"):
            formatter.write_dl(sorted(SUBCOMMANDS.items()))


@click.group("video", cls=Films, context_settings={"ignore_unknown_options": True}, subcommand_metavar="TEMPLATE | COMMAND …")
def command() -> None:
    """The film of a template: its page, entering part by part, and settled as the still.

    \b
    assetkit video hero --size feed,story
    assetkit video overview --counts counts.csv --music song.mp3
    assetkit video figure --data units.xlsx --preview
    assetkit video race --counts counts.csv
    """
