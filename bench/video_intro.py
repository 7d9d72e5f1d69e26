"""The intro as it is asked for on the command line: half a minute of five scenes in 1920×1080, on the wall with all cores."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.clock import load_average
from bench.report import Line, Section

ROOT = Path(__file__).parents[1]
MOST_WALL = 12.0  # s on two cores
SECONDS = 30.0


def once() -> tuple[float, float, int]:
    """Seconds on the wall, CPU seconds, and most resident bytes of one run of the command."""
    with TemporaryDirectory(prefix="assetkit-bench-") as folder:
        before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        words = [sys.executable, "-m", "assetkit", "video", "intro", "--size", "wide", "-q", "-o", folder]
        subprocess.run(words, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        wall, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, after.ru_maxrss * 1024


def measure_intro(rounds: int) -> list[Section]:
    """The least of the rounds, with the load of the machine beside it: other work makes it longer."""
    load = load_average()
    runs = [once() for _ in range(rounds)]
    wall, cpu, peak = min(run[0] for run in runs), min(run[1] for run in runs), max(run[2] for run in runs)
    how = (
        f"`assetkit video intro --size wide`: {SECONDS:.0f} s of five scenes, four transitions, 30 frames a second, 1920×1080, from the start of "
        f"Python to the published file that was read back; {os.cpu_count()} cores. Load of the machine before: {load}."
    )
    lines = [
        Line("on the wall", f"{wall:.1f} s", f"at most {MOST_WALL:.0f} s on two cores", wall <= MOST_WALL),
        Line("CPU, all threads", f"{cpu:.1f} s", f"{cpu / (os.cpu_count() or 1):.1f} s for each core"),
        Line("most resident", f"{peak / 1e6:.0f} MB"),
    ]
    return [Section("Half a minute of scenes", how, lines)]
