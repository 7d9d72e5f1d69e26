"""Real processes: interrupted, killed, and two at once in one folder."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from workspaces import make_workspace

ROWS = 40
MANY_ROWS = 600  # more than are done while a busy machine gets round to Ctrl-C
STANDS_STILL_WHILE_IT_IMPORTS = """
import sys
class Waiting:
    def find_spec(self, name, path, target=None):
        if name == 'pytakumi' and '--multiprocessing-fork' in sys.orig_argv:
            import pathlib, time
            pathlib.Path('importing').touch()
            while not pathlib.Path('go').exists():
                time.sleep(0.01)
sys.meta_path.insert(0, Waiting())
"""
WORDS = ["banner", "tiny", "--data", "rows.csv", "--size", "square", "--jobs", "2", "-o", "out", "-q"]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    make_workspace(tmp_path)
    write_rows(tmp_path, ROWS)
    return tmp_path


def write_rows(place: Path, count: int) -> None:
    lines = ["Đơn vị,Tiêu đề", *(f"Đơn vị {n},Sáng kiến số {n}" for n in range(count))]
    (place / "rows.csv").write_text("\n".join(lines), encoding="utf-8")


def start(place: Path, **how: Any) -> subprocess.Popen[str]:
    words = [sys.executable, "-m", "assetkit", *WORDS]
    return subprocess.Popen(words, cwd=place, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, **how)


def wait_until(happened: Callable[[], bool], process: subprocess.Popen[str]) -> None:
    """Until it happened, however busy the machine is; the process must be running then."""
    for _ in range(12_000):
        if happened():
            return
        assert process.poll() is None, process.communicate()[1]
        time.sleep(0.01)
    raise AssertionError("not in two minutes")


def wait_for_pictures(place: Path, count: int, process: subprocess.Popen[str]) -> None:
    wait_until(lambda: len(list((place / "out").glob("*.png"))) >= count, process)


def finish(process: subprocess.Popen[str]) -> str:
    """What was said on stderr, once the process and all its workers, which share it, are gone."""
    _, errors = process.communicate(timeout=120)
    return errors


def leftovers(place: Path) -> list[Path]:
    return list((place / "out").glob(".assetkit-*.part"))


@pytest.mark.skipif(os.name == "nt", reason="signals to a process group need POSIX")
def test_ctrl_c_ends_soon_with_130_and_leaves_nothing_half_written(place: Path) -> None:
    write_rows(place, MANY_ROWS)
    process = start(place)
    wait_for_pictures(place, 3, process)
    process.send_signal(signal.SIGINT)
    errors = finish(process)
    assert process.returncode == 130
    assert "Interrupted" in errors and "Traceback" not in errors
    assert not leftovers(place)
    assert 3 <= len(list((place / "out").glob("*.png"))) < MANY_ROWS / 2


@pytest.mark.skipif(os.name == "nt", reason="signals to a process group need POSIX")
def test_ctrl_c_in_a_terminal_while_the_workers_start_is_one_line(place: Path) -> None:
    (place / "sitecustomize.py").write_text(STANDS_STILL_WHILE_IT_IMPORTS, encoding="utf-8")
    process = start(place, start_new_session=True, env={**os.environ, "PYTHONPATH": str(place)})
    wait_until((place / "importing").exists, process)
    os.killpg(process.pid, signal.SIGINT)  # a terminal's Ctrl-C reaches the workers, too
    (place / "go").touch()
    errors = finish(process)
    assert process.returncode == 130, errors
    assert "Traceback" not in errors, errors
    assert "Interrupted" in errors


@pytest.mark.skipif(os.name == "nt", reason="a process sends itself Ctrl-C")
@pytest.mark.parametrize("moment", ["enum", "click", "assetkit.cli", "assetkit.cli.banner", "assetkit.world", "pydantic", "jinja2", "pytakumi"])
def test_ctrl_c_while_modules_are_imported_is_one_line(place: Path, moment: str) -> None:
    script = (
        "import os, sys\n"
        "class Interrupting:\n"
        "    def find_spec(self, name, path, target=None):\n"
        f"        if name == {moment!r}: os.kill(os.getpid(), 2)\n"
        "sys.meta_path.insert(0, Interrupting())\n"
        "sys.argv = ['assetkit', 'banner', 'tiny', '-o', 'out']\n"
        "from assetkit.__main__ import run\n"
        "run()"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=place, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 130, done.stderr
    assert done.stderr.strip().startswith("Interrupted") and done.stderr.strip().count("\n") == 0


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL needs POSIX")
def test_a_killed_run_started_again_does_only_what_is_missing(place: Path) -> None:
    process = start(place)
    wait_for_pictures(place, 5, process)
    process.kill()
    finish(process)
    before = {path.name: path.stat().st_mtime_ns for path in (place / "out").glob("*.png")}
    again = start(place)
    finish(again)
    assert again.returncode == 0
    files = json.loads((place / "out" / "manifest.json").read_text(encoding="utf-8"))["files"]
    assert len(files) == ROWS
    assert not leftovers(place)
    kept = sum((place / "out" / name).stat().st_mtime_ns == when for name, when in before.items())
    assert kept >= len(before) - 2  # a file may have been published in the instant before its line was written


def test_work_that_hangs_in_the_program_itself_is_ended() -> None:
    script = (
        "import time, assetkit.cli.options as options; options.SILENCE = 1.0\n"
        "with options.progress_bar(3, True) as update:\n"
        "    time.sleep(0.6); update(1); time.sleep(0.6); update(2); print('alive', flush=True); time.sleep(60)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=50, check=False)
    assert (done.returncode, done.stdout) == (1, "alive\n")
    assert "longer than" in done.stderr


def test_two_runs_at_once_do_not_hurt_each_other(place: Path) -> None:
    runs = [start(place), start(place)]
    for process in runs:
        errors = finish(process)
        assert process.returncode == 0, errors
    files = json.loads((place / "out" / "manifest.json").read_text(encoding="utf-8"))["files"]
    assert len(files) == ROWS
    assert not leftovers(place)
    for entry in files:
        assert (place / "out" / entry["file"]).stat().st_size == entry["bytes"]
