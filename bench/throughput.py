"""Throughput: the same batch with one worker and with two, on the wall."""

from __future__ import annotations

from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from assetkit.batch import run
from assetkit.world import World
from bench.clock import load_average, wall_of
from bench.report import Line, Section
from bench.rows import banners

ROWS, SIZES = 80, ("link", "square", "story")
LEAST = 1.7  # times as fast with two workers


def measure_throughput(rounds: int) -> Section:
    """Median wall time of ``rounds`` interleaved runs each."""
    world = World()
    jobs = banners(world, ROWS, SIZES)
    load = load_average()
    seconds: dict[int, list[float]] = {1: [], 2: []}
    with TemporaryDirectory() as folder:

        def once(workers: int) -> None:
            outcome = run(jobs, world, Path(folder), workers=workers, force=True)
            if outcome.failures:
                raise RuntimeError(outcome.failures[0].message)

        for _ in range(rounds):
            for workers, found in seconds.items():
                found.append(wall_of(lambda workers=workers: once(workers)))  # type: ignore[misc]
    one, two = (median(found) for found in seconds.values())
    how = (
        f"{len(jobs)} banners ({ROWS} rows × {', '.join(SIZES)}) through `batch.run`, starting the workers included: wall time, "
        f"median of {rounds} interleaved runs. Load average before the runs: {load} (other work on the machine spoils this figure)."
    )
    ratio = one / two
    speed = f"{one:.1f} s, {two:.1f} s: {len(jobs) / one:.1f}, {len(jobs) / two:.1f} pictures a second"
    return Section(
        "Two workers",
        how,
        [Line("1 worker ÷ 2 workers", f"{ratio:.2f}", f"{speed} (promised: {LEAST:g})", ratio >= LEAST)],
    )
