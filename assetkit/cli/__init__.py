"""The command line: words in, exit code out. Commands are imported only when they are called."""

from __future__ import annotations

import gc
import importlib
import io
import os
import sys
from collections.abc import Sequence
from itertools import pairwise

import click

from assetkit import __version__
from assetkit.errors import AssetkitError, UsageError

DONE, ERROR, USAGE, SOME_FAILED, INTERRUPTED = 0, 1, 2, 3, 130
COMMANDS = {
    "avatar": "A staff photo in the campaign's frame.",
    "banner": "Banners of any size, one or one per row of a table.",
    "calendar": "What to post when, until the deadline.",
    "campaigns": "Campaign files: list, show.",
    "counts": "Counts over time: pull, import, export, show.",
    "doctor": "Checks that everything needed is here and works.",
    "infographic": "The path of an initiative, or the counts, drawn.",
    "init": "A workspace that works at once.",
    "progress": "A progress picture from a table of counts.",
    "sizes": "The places to post, with pixels, safe areas and limits.",
    "templates": "Templates: list, show, sheet, check, gallery.",
    "video": "The film of any template; races, LED loops, guides.",
    "week": "The weekly kit: overview, league, unit cards, posts, report.",
}
NEVER_EMPTY = frozenset(
    {
        "--as-of",
        "--campaign",
        "--origin",
        "--phase",
        "--rows",
        "--sheet",
        "--since",
        "--size",
        "--source",
        "--units",
        "--until",
    }
)


class Lazy(click.Group):
    """A group that imports a command's module when it is needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"assetkit.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(sorted(COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from assetkit.errors import nearest

            raise click.UsageError(f"No such command '{args[0]}': {nearest(args[0], sorted(COMMANDS))}", ctx)
        return super().resolve_command(ctx, args)


@click.group(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, "-V", "--version", prog_name="assetkit")
def group() -> None:
    """Campaign pictures from templates and live counts, ready to post.

    \b
    assetkit avatar me.jpg --name "Họ và tên" --unit EVNNPT
    assetkit banner --set title="Mỗi người một sáng kiến" --size social
    assetkit progress --counts counts.csv
    """


def speak_utf8() -> None:
    """Vietnamese into pipes and files of any system; names that are no text come out as the bytes they are."""
    for stream, errors in ((sys.stdout, "surrogateescape"), (sys.stderr, "backslashreplace")):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors=errors)


def start_lightly() -> None:
    """Spare a fifth of the start-up: pydantic looks for plugins in the metadata of every installed package, and there are none; and the
    garbage collector looks through objects that all stay."""
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    gc.set_threshold(100_000, 20, 20)


def refuse_empty(words: Sequence[str]) -> None:
    """UsageError for an option that says nothing, as from a variable of a script that is not set: what is meant is not the default."""
    for word, following in pairwise((*words, "-")):
        name, equals, value = word.partition("=")
        if name in NEVER_EMPTY and not (value if equals else following).strip():
            raise UsageError("is empty", where=name, hint="a value, or leave the option out")


def main(arguments: list[str] | None = None) -> int:
    """Run the command line and return its exit code: 0 done, 1 error, 2 usage, 3 some rows failed, 130 interrupted."""
    speak_utf8()
    start_lightly()
    try:
        refuse_empty(sys.argv[1:] if arguments is None else arguments)
        result = group.main(arguments, prog_name="assetkit", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return USAGE if isinstance(error, click.UsageError) else ERROR
    except UsageError as error:
        click.echo(f"Error: {error}", err=True)
        return USAGE
    except AssetkitError as error:
        click.echo(f"Error: {error}", err=True)
        return ERROR
    except OSError as error:  # a path or a disk that no command has a better word for
        click.echo(f"Error: {error.filename or 'files'}: {error.strerror or error} (try: another path)", err=True)
        return ERROR
    except (KeyboardInterrupt, click.Abort):
        click.echo("Interrupted: what was finished is kept, start again to do the rest.", err=True)
        return INTERRUPTED
    return result if isinstance(result, int) else DONE
