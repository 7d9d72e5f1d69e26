"""Start-up: a command line in, the CPU time of the whole process out, with Python's bytecode cached as it is for every user."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.clock import cpu_of_command
from bench.report import Line, Section, milliseconds

TIMES = 7
VERSION, BANNER = 0.15, 0.45  # s of CPU at most


def measure_startup(times: int = TIMES) -> Section:
    """The least of several starts, after one that writes the bytecode."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    script = Path(sys.executable).with_name("assetkit")
    start = [str(script)] if script.is_file() else [sys.executable, "-m", "assetkit"]
    with TemporaryDirectory() as name:
        folder = Path(name)
        commands = {
            "python -c pass": ([sys.executable, "-c", "pass"], None),
            "assetkit --version": ([*start, "--version"], VERSION),
            "assetkit banner -o FILE, 1200×630": ([*start, "banner", "-o", "cold.png"], BANNER),
        }
        least: dict[str, float] = {}
        for turn in range(times + 1):
            for what, (words, _) in commands.items():
                seconds = cpu_of_command(words, environment, folder)
                if turn:
                    least[what] = min(least.get(what, 1e9), seconds)
    lines = []
    for what, (_, most) in commands.items():
        against = f"promised: at most {milliseconds(most)}" if most else "the interpreter alone"
        lines.append(Line(f"`{what}`", milliseconds(least[what]), against, least[what] <= most if most else None))
    how = f"CPU of the whole process, the least of {times} starts, bytecode cached."
    return Section("Start-up", how, lines)
