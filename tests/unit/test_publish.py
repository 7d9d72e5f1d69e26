from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from assetkit.errors import AssetkitError
from assetkit.publish import inside, sweep, write_file


def test_a_file_is_written_whole_and_nothing_else_is_left(tmp_path: Path) -> None:
    target = tmp_path / "deep" / "a.png"
    write_file(target, b"one")
    write_file(target, b"two")
    assert target.read_bytes() == b"two"
    assert [path.name for path in target.parent.iterdir()] == ["a.png"]


def test_a_disk_that_is_full_is_one_line_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(AssetkitError, match="No space left on device"):
        write_file(tmp_path / "a.png", b"x")
    assert not list(tmp_path.iterdir())


def test_a_folder_that_cannot_be_made_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(AssetkitError, match="is a file"):
        write_file(tmp_path / "file" / "a.png", b"x")


@pytest.mark.parametrize("name", ["../x.png", "/etc/x.png", "a/../../x.png"])
def test_a_name_never_leaves_the_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(AssetkitError, match="leaves the output folder"):
        inside(tmp_path, name)


def test_leftovers_of_dead_processes_are_swept_and_those_of_living_ones_kept(tmp_path: Path) -> None:
    finished = subprocess.Popen([sys.executable, "-c", ""])
    finished.wait()
    dead = tmp_path / f".assetkit-{finished.pid}-a.png.part"
    alive = tmp_path / f".assetkit-{os.getpid()}-b.png.part"
    for path in (dead, alive):
        path.write_bytes(b"half")
    sweep(tmp_path)
    assert not dead.exists()
    assert alive.exists()
