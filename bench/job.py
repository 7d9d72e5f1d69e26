"""The whole job: what a batch does with a page, held against fitting and encoding it alone."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from assetkit.batch import do
from assetkit.job import Job
from bench.card import Ours
from bench.clock import cpu_of
from bench.report import Line, Section, milliseconds
from bench.rows import banners

MOST = 1.8  # times fit + encode
SIZES = ("link", "feed", "story")


def measure_jobs(ours: Ours, rounds: int) -> Section:
    """One line per page: the card, and the default banner in three sizes."""
    groups: dict[str, Sequence[Job]] = {"the card, 1200×630": ours.jobs[True]}
    for size in SIZES:
        jobs = banners(ours.world, 8, [size])
        groups[f"{jobs[0].template} banner, {jobs[0].size.width}×{jobs[0].size.height}"] = jobs
    how = (
        "`batch.do` (fill, fit, encode, proof, publish) ÷ (fit + encode) of the same filled pages, CPU per picture; "
        f"the least of the rounds over eight pages. Promised: at most {MOST:g}."
    )
    with TemporaryDirectory() as folder:
        lines = [_line(name, jobs, ours, Path(folder), rounds) for name, jobs in groups.items()]
    return Section("A whole job", how, lines)


def _line(name: str, jobs: Sequence[Job], ours: Ours, folder: Path, rounds: int) -> Line:
    pages = [ours.filled(job) for job in jobs]

    def whole() -> None:
        for job in jobs:
            do(job, ours.world, ours.engine, folder)

    def bare() -> None:
        for page, job in zip(pages, jobs, strict=True):
            ours.fit_and_png(page, job)

    whole()
    bare()
    times = [(cpu_of(whole), cpu_of(bare)) for _ in range(rounds)]
    least = [min(column) / len(jobs) for column in zip(*times, strict=True)]
    ratio = least[0] / least[1]
    return Line(name, f"{ratio:.2f}", f"{milliseconds(least[0])} ÷ {milliseconds(least[1])}", ratio <= MOST)
