"""Every example that a help text shows is a command that can be meant, and those that need no input of one's own do what they say."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from assetkit.cli import group, main

ROOT = Path(__file__).parents[2]
COUNTS = ROOT / "data" / "counts_tkv_2022-05-10.csv"
READ = ("counts.csv", "units.xlsx", "people.xlsx", "counts.xlsx", "steps.toml", "song.mp3", "slogans.txt", "2022-W18.xlsx", "2022-W19.xlsx")
LONG = ("check", "gallery", "video", "week")  # films, and every template: tests of their own
OWN = ("me.jpg", "photos", "my-templates", "EVNNPT", "pull", "all", *READ)  # what only the person has


def commands(parent: click.Context) -> Iterator[tuple[str, click.Command]]:
    """Every command below, with its words."""
    assert isinstance(parent.command, click.Group)
    for name in parent.command.list_commands(parent):
        command = parent.command.get_command(parent, name)
        assert command is not None
        context = click.Context(command, parent, info_name=name)
        yield context.command_path, command
        if isinstance(command, click.Group):
            yield from commands(context)


def lines(command: click.Command) -> list[str]:
    return [line.strip() for line in (command.help or "").splitlines() if line.strip().startswith("assetkit ")]


COMMANDS = dict(commands(click.Context(group, info_name="assetkit")))
EXAMPLES = list(dict.fromkeys([*lines(group), *(line for command in COMMANDS.values() for line in lines(command))]))
RUN = [line for line in EXAMPLES if not any(word in line for word in OWN) and not set(LONG) & set(line.split())]


@pytest.mark.parametrize("path", COMMANDS)
def test_every_command_shows_an_example_of_itself(path: str) -> None:
    shown = lines(COMMANDS[path])
    assert any(line.split()[: len(path.split())] == path.split() for line in shown)


@pytest.mark.parametrize("line", EXAMPLES)
def test_an_example_is_words_that_the_command_takes(
    line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("me.jpg", *READ):
        Path(name).touch()
    Path("photos").mkdir()
    (Path("photos") / "a.heic").touch()
    understood: list[str] = []
    monkeypatch.setattr(click.Command, "invoke", lambda self, context: understood.append(context.command_path))
    words = shlex.split(line.replace("photos/*.heic", "photos/a.heic"))[1:]
    assert main(words) == 0, capsys.readouterr().err
    assert words[0] in understood[-1].split()


def test_the_examples_that_need_nothing_run_as_printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """In one folder, in the order of the help texts, as a person tries them; workspaces last."""
    monkeypatch.chdir(tmp_path)
    assert len(RUN) > 20
    assert main(["counts", "import", str(COUNTS), "--campaign", "evn-10k-2022", "--as-of", "2022-05-10 14:00"]) == 0
    for line in sorted(RUN, key=lambda line: "init" in line.split()):  # a new workspace has another campaign
        capsys.readouterr()
        assert main(shlex.split(line)[1:]) == 0, f"{line}\n{capsys.readouterr().err}"
