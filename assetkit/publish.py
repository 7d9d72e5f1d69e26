"""Publishing: bytes in, files out, whole or not at all, never outside of the output folder."""

from __future__ import annotations

import functools
import hashlib
import os
import re
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from assetkit.errors import AssetkitError

LONGEST_WRITE = 120.0  # s after which a half-written file is nobody's any more
LOCK = ".assetkit-lock"
TEMPORARY = re.compile(r"\.assetkit-(\d+)-.*\.part")


def make_folder(folder: Path) -> None:
    """Make the folder and its parents; AssetkitError when that is not possible, or nothing can be written there."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise AssetkitError(
            "is a file" if folder.is_file() else f"cannot be made: {error.strerror}",
            where=str(folder),
            hint="another folder with -o",
        ) from error
    if not os.access(folder, os.W_OK | os.X_OK):  # said before a batch is drawn, not after
        raise AssetkitError("may not be written to", where=str(folder), hint="another folder with -o")


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Wait until no other run holds the folder, and hold it; a run that is killed lets go of it."""
    if sys.platform == "win32":
        import msvcrt

        handle = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT)  # a folder cannot be locked there

        def lock() -> None:
            for _ in range(2_000):  # LK_LOCK would sleep a second between two tries
                try:
                    msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
                    return
                except OSError:
                    time.sleep(0.005)
    else:
        import fcntl

        handle = os.open(folder, os.O_RDONLY)
        lock = functools.partial(fcntl.flock, handle, fcntl.LOCK_EX)
    try:
        with suppress(OSError):  # some network drives have no locks: then two runs at once take their chance
            lock()
        yield
    finally:
        os.close(handle)


def unwritable(path: Path, error: OSError) -> AssetkitError:
    """What to tell of a file that cannot be written."""
    return AssetkitError(
        f"cannot be written: {error.strerror}", where=str(path), hint="another folder with -o, or make room"
    )


def write_file(path: Path, data: bytes) -> None:
    """Write ``data`` to ``path`` through a temporary file beside it: a reader sees the old file or the new one, never half of it.

    Raises AssetkitError for a folder that cannot be written or a disk that is full; nothing is left behind then.
    """
    with whole_file(path) as temporary:
        temporary.write_bytes(data)


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """A temporary file beside ``path`` that somebody else writes; it takes the place of ``path`` when the block ends well, else it goes.

    Raises AssetkitError for a folder that cannot be written or a disk that is full.
    """
    temporary = path.parent / f".assetkit-{os.getpid()}-{path.name[:40]}.part"  # 255 bytes are a name's most
    make_folder(path.parent)
    try:
        yield temporary
        with temporary.open("rb+") as file:
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as error:
        raise unwritable(path, error) from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def file_digest(path: Path) -> str:
    """SHA-256 of a file's bytes, read piece by piece; empty when there is no such file."""
    if not path.is_file():
        return ""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def inside(folder: Path, name: str) -> Path:
    """``folder / name``; AssetkitError when that would leave the folder."""
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.resolve()):
        raise AssetkitError("leaves the output folder", where=f"file '{name}'", hint="a plain file name")
    return folder / name


def _abandoned(path: Path) -> bool:
    """Whether the process that the temporary file is named after is gone, so that nobody will finish it."""
    match = TEMPORARY.fullmatch(path.name)
    if not match:
        return False
    try:
        if os.name == "nt":  # there, signal 0 is Ctrl-C: judge by age instead
            return time.time() - path.stat().st_mtime > LONGEST_WRITE
        os.kill(int(match[1]), 0)
    except (ProcessLookupError, FileNotFoundError):
        return True
    except PermissionError:  # it lives, but is somebody else's
        return False
    return False


def sweep(folder: Path) -> None:
    """Remove temporary files that processes which no longer live left in ``folder``."""
    for path in folder.glob(".assetkit-*.part"):
        if _abandoned(path):
            with suppress(OSError):  # another run was quicker, or the file is somebody else's
                path.unlink()
