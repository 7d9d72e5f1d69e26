"""Films as they are asked for on the command line: the intro on the wall with all cores, and what each kind has resident at most.

``python -m bench.video_intro WORDS…`` runs one command in this process and tells the most that it had resident: the kernel's word on its
children is the most of all of them, and of what started them.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.clock import load_average, peak_resident
from bench.report import Line, Section

ROOT = Path(__file__).parents[1]
MOST_WALL = 12.0  # s on two cores
MOST_RESIDENT = 420e6  # bytes: what is held of a film of 1920×1080
SECONDS = 30.0
INTRO = ("intro", "--size", "wide")
COUNTED = (("weekly", "--size", "wide"), ("race", "--size", "wide"))  # of the store's counts
Cost = Mapping[str, float]


def once(words: Sequence[str]) -> Cost:
    """Seconds on the wall from the start of Python, CPU seconds, and most resident bytes of one film."""
    with TemporaryDirectory(prefix="assetkit-bench-") as folder:
        before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        command = [sys.executable, "-m", "bench.video_intro", "video", *words, "-q", "-o", folder]
        done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
        wall, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"wall": wall, "cpu": cpu, "peak": json.loads(done.stdout.splitlines()[-1])["peak"]}


def measure_intro(rounds: int) -> list[Section]:
    """The least of the rounds, with the load of the machine beside it: other work makes it longer."""
    load = load_average()
    runs = [once(INTRO) for _ in range(rounds)]
    wall, cpu, peak = min(run["wall"] for run in runs), min(run["cpu"] for run in runs), max(run["peak"] for run in runs)
    how = (
        f"`assetkit video intro --size wide`: {SECONDS:.0f} s of five scenes, four transitions, 30 frames a second, 1920×1080, from the start of "
        f"Python to the published file that was read back; {os.cpu_count()} cores. Load of the machine before: {load}. The others in the same "
        "size and in their usual length, with the counts of the sample."
    )
    lines = [
        Line("on the wall", f"{wall:.1f} s", f"at most {MOST_WALL:.0f} s on two cores", wall <= MOST_WALL),
        Line("CPU, all threads", f"{cpu:.1f} s", f"{cpu / (os.cpu_count() or 1):.1f} s for each core"),
        _resident("intro", peak),
        _resident("guide", once(("guide", "--size", "wide"))["peak"]),
    ]
    with TemporaryDirectory(prefix="assetkit-bench-") as folder:
        store = f"{folder}/counts.sqlite"
        words = [sys.executable, "-m", "assetkit", "counts", "sample", "--store", store]
        subprocess.run(words, cwd=ROOT, check=True, capture_output=True)
        lines += [_resident(name, once((name, *rest, "--store", store))["peak"]) for name, *rest in COUNTED]
    return [Section("Half a minute of scenes", how, lines)]


def _resident(name: str, peak: float) -> Line:
    return Line(f"most resident: {name}", f"{peak / 1e6:.0f} MB", f"at most {MOST_RESIDENT / 1e6:.0f} MB", peak <= MOST_RESIDENT)


def main(words: Sequence[str]) -> None:
    """Run the command; its last line on stdout is its peak as JSON."""
    from assetkit.cli import main as assetkit

    code = assetkit(list(words))
    if code:
        raise SystemExit(code)
    sys.stdout.write(json.dumps({"peak": peak_resident()}) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
