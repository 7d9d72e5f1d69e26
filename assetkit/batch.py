"""Batch: jobs in, published files and their manifest out. Rows that fail fail alone; a killed run, started again, does only what is missing.

Several jobs run in worker processes with a time limit each; a worker that hangs or dies takes only its own job with it.
"""

from __future__ import annotations

import hashlib
import os
import signal
import sys
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assetkit import __version__
from assetkit.engine import Engine
from assetkit.engine.takumi import ENGINE_VERSION, Takumi
from assetkit.errors import AssetkitError
from assetkit.job import Job
from assetkit.manifest import (
    Entry,
    append_journal,
    close_journal,
    differences,
    entry_of,
    read_journal,
    still_good,
    withdraw,
)
from assetkit.memory import keep_pages
from assetkit.pipeline import render
from assetkit.publish import inside, make_folder, sweep, write_file
from assetkit.world import World

if TYPE_CHECKING:
    from concurrent.futures import Future

TIME_LIMIT = 60.0  # s for one job: a hundred times what a large one takes
IN_PROCESS = 3  # up to so many jobs are done here: starting workers would cost more


@dataclass(frozen=True)
class Failure:
    """A job that could not be done, and why."""

    job: Job
    message: str


@dataclass(frozen=True)
class Outcome:
    """What a batch came to: entries in the jobs' order, failures, and how many files were still good from before."""

    entries: tuple[Entry, ...]
    failures: tuple[Failure, ...]
    reused: int


def made_with(world: World, engine_version: str) -> dict[str, str]:
    """The versions that a picture depends on, for manifests and resume keys."""
    return {"assetkit": __version__, "engine": engine_version, "fonts": world.fonts_digest}


def job_key(job: Job, world: World, engine_version: str, *more: str) -> str:
    """The resume key: template, shared files, campaign, size, fields, inputs, fonts, engine and assetkit versions, and ``more``."""
    template, campaign = world.template(job.template), world.campaign(job.campaign)
    marks = [hashlib.sha256(mark.data).hexdigest() for mark in world.marks(job.campaign)]
    return job.key(template.digest, campaign.model_dump_json(), *marks, *made_with(world, engine_version).values(), *more)


def do(job: Job, world: World, engine: Engine, folder: Path, record: bool = True) -> Entry:
    """Render one job, publish its file and, with ``record``, write its line into the folder's journal."""
    artifact = render(job, world, engine)
    file = job.name if job.name != job.stem else f"{job.name}.{artifact.encoded.format}"
    write_file(inside(folder, file), artifact.encoded.data)
    entry = entry_of(job, artifact, file, job_key(job, world, engine.version), made_with(world, engine.version))
    if record:
        append_journal(folder, entry)
    return entry


_worker: dict[str, Any] = {}


def _start_worker(workspace: Path | None, folder: Path) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides when to stop
    keep_pages()
    world = World(workspace)
    _worker.update(world=world, engine=Takumi(world.fonts.values()), folder=folder)


def _work(job: Job) -> Entry | str:
    try:
        return do(job, _worker["world"], _worker["engine"], _worker["folder"])
    except AssetkitError as error:
        return str(error)


@dataclass
class Ledger:
    """What a run has settled so far, beside what its folder held before."""

    folder: Path
    published: Mapping[str, Entry]
    told: Callable[[int], None] = lambda done: None
    entries: dict[str, Entry] = field(default_factory=dict)
    failures: list[Failure] = field(default_factory=list)
    reused: int = 0

    def keep(self, job: Job, entry: Entry) -> None:
        """A file that is still good stands; its figures may have been read again since."""
        self.entries[job.name] = self._amended(entry, readings=job.readings)
        self.reused += 1

    def settle(self, job: Job, result: Entry | str) -> None:
        """A new file, which tells what changed since the one before; or the reason why there is none."""
        if isinstance(result, str):
            self.failures.append(Failure(job, result))
        else:
            before = self.published.get(job.stem)
            changes = differences(before.facts, result.facts) if before else {}
            self.entries[job.name] = self._amended(result, changes=changes) if changes else result
        self.told(len(self.entries) + len(self.failures))

    def _amended(self, entry: Entry, **changes: Any) -> Entry:
        """The entry with other values, which the folder's journal keeps, too."""
        if all(getattr(entry, name) == value for name, value in changes.items()):
            return entry
        amended = entry.model_copy(update=changes)
        append_journal(self.folder, amended)
        return amended

    def stale(self) -> tuple[str, ...]:
        """The older files of jobs that failed now."""
        stems = (failure.job.stem for failure in self.failures)
        return tuple(self.published[stem].file for stem in stems if stem in self.published)


@contextmanager
def at_work(folder: Path) -> Iterator[None]:
    """The output folder while files are made in it: made when there is none, swept, and gone again when nothing came into it."""
    new = [path for path in (folder, *folder.parents) if not path.exists()]
    make_folder(folder)
    sweep(folder)
    try:
        yield
    finally:
        for path in new:
            with suppress(OSError):  # there is something in it
                path.rmdir()


def run(
    jobs: Sequence[Job],
    world: World,
    folder: Path,
    *,
    workers: int | None = None,
    force: bool = False,
    record: bool = True,
    progress: Callable[[int], None] = lambda done: None,
) -> Outcome:
    """Do every job that is missing or changed. ``progress`` is told how many jobs are settled.

    ``record`` keeps the folder's manifest and resumes from it; without, every job is done and only its file is written.
    """
    with at_work(folder):
        return _run(jobs, world, folder, workers, force, record, progress)


def _run(
    jobs: Sequence[Job],
    world: World,
    folder: Path,
    workers: int | None,
    force: bool,
    record: bool,
    progress: Callable[[int], None],
) -> Outcome:
    held = read_journal(folder).values() if record else ()
    published = {entry.file.rsplit(".", 1)[0]: entry for entry in held if entry.film is None}
    ledger, todo = Ledger(folder, published, progress), []
    for job in jobs:
        entry = published.get(job.stem)
        if entry and not force and still_good(entry, folder, job_key(job, world, ENGINE_VERSION), job.facts):
            ledger.keep(job, entry)
        else:
            todo.append(job)
    progress(ledger.reused)
    if len(todo) <= IN_PROCESS:
        _run_here(todo, world, folder, record, ledger.settle)
    else:
        _run_workers(todo, world, folder, min(workers or os.cpu_count() or 1, len(todo)), ledger.settle)
    if record:
        withdraw(folder, ledger.stale())
        close_journal(folder)
    order = {job.name: index for index, job in enumerate(jobs)}
    failures = sorted(ledger.failures, key=lambda failure: order[failure.job.name])
    ordered = tuple(ledger.entries[job.name] for job in jobs if job.name in ledger.entries)
    return Outcome(ordered, tuple(failures), ledger.reused)


def outdated(jobs: Sequence[Job], world: World, folder: Path, besides: Collection[str] = ()) -> tuple[str, ...]:
    """The pictures of ``folder``'s manifest that are of none of these jobs, or are no longer what their job would make.

    ``besides`` are the names of those that nobody asks about, without the suffix of a format.
    """
    wanted = {job.stem: job for job in jobs}

    def good(entry: Entry, stem: str) -> bool:
        job = wanted.get(stem)
        return job is not None and still_good(entry, folder, job_key(job, world, ENGINE_VERSION), job.facts)

    held = ((file, file.rsplit(".", 1)[0], entry) for file, entry in read_journal(folder).items() if entry.film is None)
    return tuple(file for file, stem, entry in held if stem not in besides and not good(entry, stem))


def _run_here(
    jobs: Sequence[Job], world: World, folder: Path, record: bool, settle: Callable[[Job, Entry | str], None]
) -> None:
    if not jobs:
        return
    engine = Takumi(world.fonts.values())
    for job in jobs:
        try:
            settle(job, do(job, world, engine, folder, record))
        except AssetkitError as error:
            settle(job, str(error))


@contextmanager
def _ctrl_c_held() -> Iterator[None]:
    """Processes that are started meanwhile never see Ctrl-C, not even before they run a line of ours; the parent sees it afterwards."""
    if sys.platform == "win32":
        yield
        return
    from multiprocessing import resource_tracker

    resource_tracker.ensure_running()  # it would let Ctrl-C through again when it is started on the way
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _reason(error: BaseException) -> str:
    """Why a job's worker has no result: a limit, its death, or a fault of ours, which must not take the other jobs with it."""
    from pebble import ProcessExpired

    if isinstance(error, TimeoutError):
        return f"took longer than {TIME_LIMIT:.0f} s and was stopped"
    if isinstance(error, ProcessExpired):
        return f"its worker process died (exit code {error.exitcode})"
    return f"a fault of assetkit itself, please report it: {type(error).__name__}: {error}"


def _run_workers(
    jobs: Sequence[Job], world: World, folder: Path, count: int, settle: Callable[[Job, Entry | str], None]
) -> None:
    import multiprocessing
    from concurrent.futures import FIRST_COMPLETED, wait

    from pebble import ProcessPool

    spawning: Any = multiprocessing.get_context("spawn")  # typeshed's contexts of Windows do not fit their own base
    pool = ProcessPool(
        max_workers=count,
        initializer=_start_worker,
        initargs=(world.workspace, folder),
        context=spawning,
    )
    try:
        with _ctrl_c_held():
            assert pool.active  # its workers are started here
        pending: dict[Future[Entry | str], Job] = {
            pool.schedule(_work, args=[job], timeout=TIME_LIMIT): job for job in jobs
        }
        while pending:
            finished, _ = wait(pending, timeout=0.2, return_when=FIRST_COMPLETED)
            for future in finished:
                error = future.exception()
                settle(pending.pop(future), future.result() if error is None else _reason(error))
        pool.close()
    except BaseException:
        pool.stop()
        raise
    finally:
        pool.join()
        sweep(folder)
