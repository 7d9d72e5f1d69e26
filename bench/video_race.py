"""The race against its encoder and against bar_chart_race: ``measure_race(rounds)`` for `bench.video`; alone, ``python -m bench.video_race``."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench.report import Line, Section
from bench.video_race_run import ALONE, DATA, HEIGHT, OURS, RATE, SECONDS, TOP, WIDTH

ROOT = Path(__file__).parents[1]
PEER_FOLDER = Path(__file__).parent / "out" / "bar_chart_race"
PEER = ("bar_chart_race==0.1.0", "pandas<3", "setuptools<81")
MOST_OVER_LIMIT, LEAST_BELOW_PEER = 1.2, 5.0
PEER_ROUNDS = 2  # it takes a minute of a core each time
HOW = (
    f"The sample's 60 units over 57 weeks, the best {TOP} in view: {SECONDS:.0f} s of {WIDTH}×{HEIGHT} at {RATE} frames a second. CPU seconds on one "
    "core, x264 veryfast at crf 20; ours from the job to the file: page, proofs, letters, frames. bar_chart_race draws the same figures in as many "
    "frames, in an environment of its own, with the same effort and quality of x264."
)
Cost = Mapping[str, Any]


def told(words: Sequence[str]) -> Cost:
    """What a process tells of itself as JSON; RuntimeError with its last words when it fails."""
    done = subprocess.run([*words], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{words[-2]}: {done.stderr[-800:]}")
    cost: Cost = json.loads(done.stdout)
    return cost


def once(contender: str, folder: Path) -> Cost:
    """What one contender's film costs."""
    return told([sys.executable, "-m", "bench.video_race_run", contender, str(folder)])


def refuse_other_frames(folder: Path) -> None:
    """Raise RuntimeError unless both films are the same: equal frames through one encoder are equal bytes."""
    if (folder / OURS).read_bytes() != (folder / ALONE).read_bytes():
        raise RuntimeError("the encoder alone was fed other frames than the race shows")


def peer_python() -> Path | None:
    """The Python of the peer's own environment, which is made when it is missing; None when it cannot be installed."""
    python = PEER_FOLDER / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not python.is_file():
        venv.create(PEER_FOLDER, with_pip=True)
    ready = subprocess.run([str(python), "-c", "import bar_chart_race"], capture_output=True, check=False)
    if ready.returncode == 0:
        return python
    words = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *PEER]
    installed = subprocess.run(words, capture_output=True, check=False)
    return python if installed.returncode == 0 else None


def peer_cost(folder: Path, frames: int) -> Cost | None:
    """What bar_chart_race's film costs; None when it is not installed."""
    python = peer_python()
    if python is None:
        return None
    import imageio_ffmpeg  # type: ignore[import-untyped]

    words = [str(folder / DATA), imageio_ffmpeg.get_ffmpeg_exe(), str(folder / "peer.mp4"), str(frames)]
    pinned = ["taskset", "-c", str(min(os.sched_getaffinity(0)))] if hasattr(os, "sched_getaffinity") else []
    return told([*pinned, str(python), str(Path(__file__).parent / "video_race_peer.py"), *words])


def measure_race(rounds: int) -> list[Section]:
    """The section of the race; contenders take turns, the least of the rounds counts."""
    frames = round(SECONDS * RATE)
    peers: list[Cost] = []
    with TemporaryDirectory() as name:
        folder = Path(name)
        once("reference", folder)
        costs: dict[str, list[Cost]] = {"encode-only": [], "ours": []}
        for number in range(rounds):
            for contender, found in costs.items():
                found.append(once(contender, folder))
            peer = peer_cost(folder, frames) if number < PEER_ROUNDS else None
            peers += [peer] if peer else []
        refuse_other_frames(folder)
    limit, own = (min(cost["cpu"] for cost in costs[name]) for name in ("encode-only", "ours"))
    peak = max(cost["peak"] for cost in costs["ours"])
    lines = [
        Line("encoding ready frames alone", f"{limit:.2f} s, {frames / limit:.0f} frames/s", "the limit"),
        Line("assetkit", f"{own:.2f} s", f"{own / limit:.2f} times the limit (at most {MOST_OVER_LIMIT})", own / limit <= MOST_OVER_LIMIT),
        _peer_line(peers, own / frames),
        Line("resident at most", f"{peak / 1e6:.0f} MB"),
    ]
    return [Section("Race of 20 bars, one core", HOW, lines)]


def _peer_line(peers: Sequence[Cost], own: float) -> Line:
    """bar_chart_race by the frame, for it makes a few more; ``own`` is ours, in s."""
    if not peers:
        return Line("bar_chart_race 0.1.0", "not measured", "it cannot be installed here")
    best = min(peers, key=lambda cost: float(cost["cpu"]))
    times = best["cpu"] / best["frames"] / own
    name = f"bar_chart_race 0.1.0, matplotlib {best['matplotlib']}, pandas {best['pandas']}"
    against = f"{times:.1f} times ours by the frame (at least {LEAST_BELOW_PEER:g})"
    return Line(name, f"{best['cpu']:.1f} s for {best['frames']} frames", against, times >= LEAST_BELOW_PEER)


if __name__ == "__main__":
    sys.stdout.write("\n".join(section.markdown for section in measure_race(3)))
