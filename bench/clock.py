"""Clocks: work in, CPU seconds out (user + system), of this process, of a child, or of a tree of processes."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

PROC = Path("/proc")
TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


def cpu_of(work: Callable[[], object]) -> float:
    """CPU seconds that ``work`` takes in this process, all its threads."""
    start = time.process_time()
    work()
    return time.process_time() - start


def wall_of(work: Callable[[], object]) -> float:
    """Seconds on the wall that ``work`` takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def cpu_of_command(words: Sequence[str], environment: Mapping[str, str], folder: Path) -> float:
    """CPU seconds of a command and of the children it waited for. Raises CalledProcessError with its messages when it fails."""
    import resource

    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [*words], env=dict(environment), cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise subprocess.CalledProcessError(done.returncode, list(words), stderr=done.stderr)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def tree(root: int) -> set[int]:
    """The process numbers of ``root`` and everything below it. Linux only."""
    parents: dict[int, int] = {}
    for entry in PROC.iterdir():
        if entry.name.isdigit():
            fields = _stat(int(entry.name))
            if fields:
                parents[int(entry.name)] = int(fields[1])
    found = {root}
    while True:
        more = {child for child, parent in parents.items() if parent in found} - found
        if not more:
            return found
        found |= more


def cpu_of_tree(root: int) -> float:
    """CPU seconds so far of a process tree, those of its ended children included. Linux only."""
    seconds = 0.0
    for process in tree(root):
        fields = _stat(process)
        if fields:
            seconds += sum(int(field) for field in fields[11:15]) / TICKS
    return seconds


def resident(process: int) -> int:
    """Resident bytes of a process; 0 when it is gone. Linux only."""
    try:
        return int((PROC / str(process) / "statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


def peak_resident() -> int:
    """The most bytes that this process has had resident since it was started. Linux only."""
    lines = (PROC / "self" / "status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM"))


def load_average() -> str:
    """The machine's load average of the last minute, to be read beside every wall time."""
    return f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"


def _stat(process: int) -> list[str]:
    """The fields of /proc/PID/stat after the command's name: state, parent, …; empty when it is gone."""
    try:
        return (PROC / str(process) / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []
