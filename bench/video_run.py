"""``python -m bench.video_run CONTENDER FOLDER``: one contender films the scene in a process of its own and tells its cost as JSON.

What is imported and read before a batch of films begins (the world, fonts, the engine) is not counted, for anybody.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

from bench.clock import peak_resident
from bench.video_scene import CRF, RATE, SECONDS, Plain, directed, job_of, raw_frames, stage

SIDE = 1080
RAW, OURS, ALONE, REDRAWN, MOVIEPY = "frames.yuv", "ours.mp4", "encode-only.mp4", "redraw.mp4", "moviepy.mp4"
Work = Callable[[], object]


def one_core() -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def reference(folder: Path, seconds: float = SECONDS) -> Work:
    """The frames, drawn anew each, into a file."""
    world, engine = stage()
    plain = Plain(directed(world, engine, seconds=seconds))

    def work() -> None:
        with (folder / RAW).open("wb") as file:
            for planes in plain.planes():
                file.write(planes.buffer.tobytes())

    return work


def encode_only(folder: Path, threads: int = 1) -> Work:
    """The limit: ready frames through the same encoder."""
    from assetkit.film.encoder import Encoding, Writer
    from assetkit.film.planes import Planes

    frames = raw_frames(folder / RAW, SIDE, SIDE)

    def work() -> None:
        with Writer(folder / ALONE, Encoding(SIDE, SIDE, RATE, CRF, threads=threads)) as writer:
            for frame in frames:
                writer.frame(Planes(SIDE, SIDE, frame))

    return work


def ours(folder: Path, seconds: float = SECONDS) -> Work:
    """From the job to the file: the page is filled, fitted and directed, its sprites painted, its frames drawn and encoded."""
    from assetkit.film.encoder import Encoding, Writer

    world, engine = stage()

    def work() -> None:
        reel = directed(world, engine, seconds=seconds).reel
        with Writer(folder / OURS, Encoding(reel.width, reel.height, RATE, CRF)) as writer:
            for number in range(reel.frames):
                new = reel.draw(number)
                writer.frame(reel.planes if new or number == 0 else None)

    return work


def ours_threads(folder: Path) -> Work:
    """The same as a command does it: drawn in one thread, encoded in another, on two cores."""
    from assetkit.film.encoder import Encoding
    from assetkit.film.making import make_film

    world, engine = stage()

    def work() -> None:
        reel = directed(world, engine).reel
        make_film(reel, folder / "threads.mp4", Encoding(reel.width, reel.height, RATE, CRF, threads=2))

    return work


def redraw(folder: Path, seconds: float = SECONDS) -> Work:
    """Every frame drawn anew in RGB by Pillow, converted as a whole, through the same encoder."""
    from assetkit.film.encoder import Encoding, Writer

    world, engine = stage()

    def work() -> None:
        plain = Plain(directed(world, engine, seconds=seconds))
        with Writer(folder / REDRAWN, Encoding(SIDE, SIDE, RATE, CRF)) as writer:
            for planes in plain.planes():
                writer.frame(planes)

    return work


def moviepy_bgclip(folder: Path, seconds: float = SECONDS) -> Work:
    from bench.video_moviepy import composite

    world, engine = stage()
    plain = Plain(directed(world, engine, seconds=seconds))
    return lambda: composite(plain, folder / MOVIEPY, RATE, seconds, CRF)


def memory(folder: Path, size: str, seconds: float) -> Work:
    """A whole film as a command makes it, read back and published; only its memory counts."""
    from functools import partial

    from assetkit.film.films import Studios, run
    from assetkit.film.shooting import Take, shoot_page

    world, engine = stage()
    take = Take(job_of(world, size), "youtube", world.presets["youtube"], RATE, seconds)

    def work() -> None:
        outcome = run([take], Studios(world, folder, 2, record=False), partial(shoot_page, world=world, engine=engine))
        if outcome.failures:
            raise RuntimeError(outcome.failures[0].message)

    return work


CONTENDERS: dict[str, Callable[[Path], Work]] = {
    "reference": reference,
    "encode-only": encode_only,
    "encode-only-2": lambda folder: encode_only(folder, 2),
    "ours": ours,
    "ours-2": ours_threads,
    "redraw": redraw,
    "moviepy": moviepy_bgclip,
    "memory-square": lambda folder: memory(folder, "square", 10),
    "memory-wide": lambda folder: memory(folder, "wide", 10),
    "memory-minute": lambda folder: memory(folder, "wide", 60),
}
TWO_CORES = ("encode-only-2", "ours-2", "memory-square", "memory-wide", "memory-minute")


def main(name: str, folder: Path) -> None:
    """Do the work once and print its CPU seconds (with children), wall seconds and peak bytes; for ``likeness`` print the films' PSNR."""
    if name == "likeness":
        from bench.video_likeness import likeness

        films = [folder / film for film in (ALONE, OURS, REDRAWN, MOVIEPY)]
        sys.stdout.write(json.dumps(likeness(folder / RAW, films, SIDE)))
        return
    if name not in TWO_CORES:
        one_core()
    work = CONTENDERS[name](folder)
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    before, start = sum(own[:2]) + sum(children[:2]), time.perf_counter()
    work()
    wall = time.perf_counter() - start
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = sum(own[:2]) + sum(children[:2]) - before
    told = {"cpu": cpu, "wall": wall, "peak": peak_resident()}  # the kernel's own word on a child's peak holds its parent's, too
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
