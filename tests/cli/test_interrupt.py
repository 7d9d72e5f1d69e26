"""Real processes: interrupted, killed, and two at once in one folder."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from workspaces import make_workspace

ROWS = 40
WORDS = ["banner", "tiny", "--data", "rows.csv", "--size", "square", "--jobs", "2", "-o", "out", "-q"]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    make_workspace(tmp_path)
    lines = ["Đơn vị,Tiêu đề", *(f"Đơn vị {n},Sáng kiến số {n}" for n in range(ROWS))]
    (tmp_path / "rows.csv").write_text("\n".join(lines), encoding="utf-8")
    return tmp_path


def start(place: Path, **how: bool) -> subprocess.Popen[str]:
    words = [sys.executable, "-m", "assetkit", *WORDS]
    return subprocess.Popen(words, cwd=place, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, **how)


def wait_for_pictures(place: Path, count: int) -> None:
    for _ in range(600):
        if len(list((place / "out").glob("*.png"))) >= count:
            return
        time.sleep(0.05)
    raise AssertionError("no picture in 30 s")


def finish(process: subprocess.Popen[str]) -> str:
    _, errors = process.communicate(timeout=120)
    return errors


def leftovers(place: Path) -> list[Path]:
    return list((place / "out").glob(".assetkit-*.part"))


@pytest.mark.skipif(os.name == "nt", reason="signals to a process group need POSIX")
def test_ctrl_c_ends_soon_with_130_and_leaves_nothing_half_written(place: Path) -> None:
    process = start(place)
    wait_for_pictures(place, 3)
    began = time.monotonic()
    process.send_signal(signal.SIGINT)
    errors = finish(process)
    assert process.returncode == 130
    assert time.monotonic() - began < 3  # a second on a quiet machine
    assert "Interrupted" in errors and "Traceback" not in errors
    assert not leftovers(place)
    assert 3 <= len(list((place / "out").glob("*.png"))) < ROWS


@pytest.mark.skipif(os.name == "nt", reason="signals to a process group need POSIX")
def test_ctrl_c_in_a_terminal_while_the_workers_start_is_one_line(place: Path) -> None:
    process = start(place, start_new_session=True)
    while not (place / "out").exists() and process.poll() is None:
        time.sleep(0.01)
    time.sleep(0.2)  # the workers import by now: a terminal's Ctrl-C reaches them, too
    os.killpg(process.pid, signal.SIGINT)
    errors = finish(process)
    assert "Traceback" not in errors, errors
    assert "Interrupted" in errors


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL needs POSIX")
def test_a_killed_run_started_again_does_only_what_is_missing(place: Path) -> None:
    process = start(place)
    wait_for_pictures(place, 5)
    process.kill()
    finish(process)
    time.sleep(0.5)  # its workers see that their parent is gone
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
        "import time, assetkit.cli.options as options; options.SILENCE = 0.3\n"
        "with options.progress_bar(3, True) as update:\n"
        "    time.sleep(0.2); update(1); time.sleep(0.2); update(2); print('alive', flush=True); time.sleep(20)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=10, check=False)
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
