"""``python -m bench.video``: measure how films are made and write docs/performance-video.md; ``--only scene,memory`` prints these tables.

Each contender films in a process of its own; contenders take turns within a round, and the least of the rounds counts.
"""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.asked import asked
from bench.report import Line, Section, machine, report_to
from bench.video_run import ALONE, MOVIEPY, OURS, RAW

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "performance-video.md"
PACKAGES = ("av", "moviepy", "numpy", "pillow", "pytakumi")
MOST_OVER_LIMIT, LEAST_BELOW_MOVIEPY, MOST_WALL, MOST_LOSS = 1.4, 3.3, 1.4, 1.0
MOST_RESIDENT = {"memory-square": 260e6, "memory-wide": 420e6, "memory-minute": 420e6}
FILMS = {"memory-square": "10 s, 1080×1080", "memory-wide": "10 s, 1920×1080", "memory-minute": "60 s, 1920×1080"}
Cost = Mapping[str, float]


def once(contender: str, folder: Path) -> Cost:
    """What one contender's film costs: CPU seconds with children, wall seconds, peak bytes."""
    words = [sys.executable, "-m", "bench.video_run", contender, str(folder)]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{contender}: {done.stderr[-800:]}")
    told: Cost = json.loads(done.stdout)
    return told


def least(contenders: Sequence[str], folder: Path, rounds: int, of: str) -> dict[str, float]:
    """The least cost of each, taking turns."""
    found: dict[str, float] = {}
    for _ in range(rounds):
        for contender in contenders:
            cost = once(contender, folder)[of]
            found[contender] = min(cost, found.get(contender, cost))
    return found


def measure_scene(folder: Path, rounds: int) -> list[Section]:
    """The scene on one core, against the encoder alone and against others."""
    once("reference", folder)
    cpu = least(("encode-only", "ours", "redraw", "moviepy"), folder, rounds, "cpu")
    limit, own = cpu["encode-only"], cpu["ours"]
    near = once("likeness", folder)  # refuses a film that does not show the scene
    loss = near[ALONE] - near[OURS]
    how = (
        "10 s, 30 frames a second, 1080×1080: a gradient and a drawn portrait stand still, six layers slide and fade in, a number counts up, "
        "a bar grows. CPU seconds of the process and its children on one core, x264 veryfast; ours from the job to the file."
    )
    lines = [
        Line("encoding ready frames alone", f"{limit:.2f} s", "the limit"),
        Line("assetkit", f"{own:.2f} s", f"{own / limit:.2f} times the limit (at most {MOST_OVER_LIMIT})", own / limit <= MOST_OVER_LIMIT),
        Line("every frame drawn anew by Pillow, same writer", f"{cpu['redraw']:.2f} s", f"{cpu['redraw'] / own:.1f} times ours"),
        Line(
            f"moviepy {version('moviepy')}, CompositeVideoClip, use_bgclip",
            f"{cpu['moviepy']:.2f} s",
            f"{cpu['moviepy'] / own:.1f} times ours (at least {LEAST_BELOW_MOVIEPY})",
            cpu["moviepy"] / own >= LEAST_BELOW_MOVIEPY,
        ),
        Line(
            "PSNR of luma to the frames, less than encoding alone",
            f"{loss:.2f} dB",
            f"{near[OURS]:.1f} dB, {near[ALONE]:.1f} dB alone (at most {MOST_LOSS} dB less); moviepy {near[MOVIEPY]:.1f} dB",
            loss <= MOST_LOSS,
        ),
    ]
    return [Section("A page's film, one core", how, lines)]


def measure_wall(folder: Path, rounds: int) -> list[Section]:
    """The scene on two cores, on the wall."""
    if not (folder / RAW).is_file():
        once("reference", folder)
    wall = least(("encode-only-2", "ours-2"), folder, rounds, "wall")
    ratio = wall["ours-2"] / wall["encode-only-2"]
    how = "The same film on the wall with two cores: drawn in one thread, encoded in another. A busy machine makes both longer."
    lines = [
        Line("encoding ready frames alone", f"{wall['encode-only-2']:.2f} s"),
        Line("assetkit", f"{wall['ours-2']:.2f} s", f"{ratio:.2f} times (at most {MOST_WALL})", ratio <= MOST_WALL),
    ]
    return [Section("Two cores", how, lines)]


def measure_memory(folder: Path, rounds: int) -> list[Section]:
    """The most that a process has resident which makes a whole film."""
    lines = []
    for name, most in MOST_RESIDENT.items():
        peak = once(name, folder)["peak"]
        lines.append(Line(FILMS[name], f"{peak / 1e6:.0f} MB", f"at most {most / 1e6:.0f} MB", peak <= most))
    return [Section("Memory", "Most resident of a process that sets the page, proves, draws, encodes in two threads, reads back.", lines)]


def elsewhere(module: str, function: str) -> Callable[[Path, int], list[Section]]:
    """A part whose measurements stand in a module of their own."""

    def measure(folder: Path, rounds: int) -> list[Section]:
        found = getattr(importlib.import_module(module), function)(rounds)
        return [found] if isinstance(found, Section) else list(found)

    return measure


PARTS: dict[str, Callable[[Path, int], list[Section]]] = {
    "scene": measure_scene,
    "wall": measure_wall,
    "memory": measure_memory,
    "race": elsewhere("bench.video_race", "measure_race"),
    "intro": elsewhere("bench.video_intro", "measure_intro"),
}


def main(arguments: list[str]) -> None:
    """Run the parts in order; each tells on stderr that it begins."""
    wanted = asked(arguments, "python -m bench.video", __doc__, PARTS, 3)
    sections: list[Section] = []
    with TemporaryDirectory(prefix="assetkit-bench-") as folder:
        for part in wanted.parts:
            sys.stderr.write(f"{part} …\n")
            sections += PARTS[part](Path(folder), wanted.rounds)
    text = "\n".join(section.markdown for section in sections)
    if wanted.printed:
        sys.stdout.write(f"{machine()}\n\n{text}")
    else:
        report_to(PAGE, sections, wanted.rounds, PACKAGES)


if __name__ == "__main__":
    main(sys.argv[1:])
