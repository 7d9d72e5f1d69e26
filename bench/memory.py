"""Memory: a long batch in one worker, its resident memory sampled while it works."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from tempfile import TemporaryDirectory

from assetkit.batch import run
from assetkit.world import World
from bench.clock import PROC, resident, tree
from bench.report import Line, Section, megabytes
from bench.rows import banners

ROWS = 60
SIZES = ("link", "square", "feed", "story", "fb-cover", "yt-thumb", "web-300x250", "web-728x90")
MOST = 300_000_000  # bytes
FLAT = 1.1  # the last quarter's most ÷ the second quarter's most
PERIOD = 0.2  # s


class Sampler(threading.Thread):
    """Notes how many pictures are done and what the largest child process has resident."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.done = 0
        self.samples: list[tuple[int, int]] = []
        self.over = threading.Event()

    def run(self) -> None:
        own = os.getpid()
        while not self.over.wait(PERIOD):
            self.samples.append((self.done, max(map(resident, tree(own) - {own}), default=0)))

    def told(self, done: int) -> None:
        self.done = done

    def most(self, start: float, end: float, jobs: int) -> int:
        """The largest sample between two shares of the jobs."""
        return max((size for done, size in self.samples if start * jobs <= done <= end * jobs), default=0)


def measure_memory() -> Section:
    """Peak of the worker, and whether it grows."""
    how = f"One worker does {ROWS} rows × {len(SIZES)} sizes; its resident memory every {PERIOD:g} s."
    if not PROC.is_dir():
        return Section("Memory", how, [Line("worker", "not measured", "needs Linux's /proc")])
    world = World()
    jobs = banners(world, ROWS, SIZES)
    sampler = Sampler()
    sampler.start()
    with TemporaryDirectory() as folder:
        outcome = run(jobs, world, Path(folder), workers=1, force=True, progress=sampler.told)
    sampler.over.set()
    sampler.join()
    if outcome.failures:
        raise RuntimeError(outcome.failures[0].message)
    quarters = [sampler.most(n / 4, (n + 1) / 4, len(jobs)) for n in range(4)]
    peak, growth = max(quarters), quarters[3] / quarters[1]
    return Section(
        "Memory",
        how,
        [
            Line("most resident", megabytes(peak), f"promised: at most {megabytes(MOST)}", peak <= MOST),
            Line(
                "by quarters of the batch",
                ", ".join(map(megabytes, quarters)),
                f"the last is {growth:.2f} times the second (flat: at most {FLAT:g})",
                growth <= FLAT,
            ),
        ],
    )
