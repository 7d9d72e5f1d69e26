"""A word of the command line and the workspace's settings in, the place of the store out: a path or a URL."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from assetkit.errors import AssetkitError

if TYPE_CHECKING:
    from assetkit.world import World

STORE_FILE = "counts.sqlite"
_VARIABLE = "env:"


def store_place(world: World, given: str | None = None) -> str:
    """Where the counts of ``world`` are kept.

    ``given`` (an option; a path is relative to the current folder) comes first, then ``store`` of assetkit.toml (relative to the
    workspace), then counts.sqlite in the workspace, else in the current folder. "env:NAME" stands for an environment variable,
    so that a password need not be written into a file.
    """
    if given is not None:
        return _resolved(given, "--store", Path())
    folder = world.workspace or Path()
    if world.settings.store:
        return _resolved(world.settings.store, "store in assetkit.toml", folder)
    return str(folder / STORE_FILE)


def _resolved(text: str, where: str, folder: Path) -> str:
    if text.startswith(_VARIABLE):
        name = text.removeprefix(_VARIABLE).strip()
        text = os.environ.get(name, "")
        if not text:
            raise AssetkitError(f"the environment variable '{name}' is not set", where=where, hint=f"export {name}=…")
    if not text.strip():
        raise AssetkitError("is empty", where=where, hint=STORE_FILE)
    return text if "://" in text else str(folder / Path(text).expanduser())
