"""Publishing: bytes in, files out, whole or not at all, never outside of the output folder."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path

from assetkit.errors import AssetkitError

TEMPORARY = re.compile(r"\.assetkit-(\d+)-.*\.part")


def make_folder(folder: Path) -> None:
    """Make the folder and its parents; AssetkitError when that is not possible."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise AssetkitError(
            f"cannot be made: {error.strerror}", where=str(folder), hint="another folder with -o"
        ) from error


def write_file(path: Path, data: bytes) -> None:
    """Write ``data`` to ``path`` through a temporary file beside it: a reader sees the old file or the new one, never half of it.

    Raises AssetkitError for a folder that cannot be written or a disk that is full; nothing is left behind then.
    """
    temporary = path.parent / f".assetkit-{os.getpid()}-{path.name[:80]}.part"
    make_folder(path.parent)
    try:
        with temporary.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise AssetkitError(
            f"cannot be written: {error.strerror}", where=str(path), hint="another folder with -o, or make room"
        ) from error
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def inside(folder: Path, name: str) -> Path:
    """``folder / name``; AssetkitError when that would leave the folder."""
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.resolve()):
        raise AssetkitError("leaves the output folder", where=f"file '{name}'", hint="a plain file name")
    return folder / name


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:  # it lives, but is somebody else's
        return True
    return True


def sweep(folder: Path, ours: Iterable[int] = ()) -> None:
    """Remove temporary files that processes which no longer live (or the given ones) left in ``folder``."""
    for path in folder.glob(".assetkit-*.part"):
        match = TEMPORARY.fullmatch(path.name)
        if match and (int(match[1]) in set(ours) or not _alive(int(match[1]))):
            path.unlink(missing_ok=True)
