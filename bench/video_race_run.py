"""``python -m bench.video_race_run CONTENDER FOLDER``: one contender films the race in a process of its own and tells its cost as JSON.

What is imported and read before a batch of films begins (the world, fonts, the engine, the counts) is not counted, for anybody.
"""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Callable
from pathlib import Path

from assetkit.counts.history import history_of
from assetkit.counts.sample import sample_history
from assetkit.engine.takumi import Takumi
from assetkit.facts import derive
from assetkit.film.encoder import Encoding, Writer
from assetkit.film.planes import Planes
from assetkit.film.race_readings import FINE, Readings, readings_of
from assetkit.film.race_reel import NEEDS, Plan, shoot_race
from assetkit.film.reel import Reel
from assetkit.film.shooting import Take
from assetkit.job import Job
from assetkit.sizes import bare_size
from assetkit.world import World
from bench.clock import peak_resident
from bench.video_run import one_core
from bench.video_scene import raw_frames

Work = Callable[[], object]
WIDTH, HEIGHT, TOP, RATE, SECONDS, CRF = 1920, 1080, 20, 30, 20.0, 20
RAW, NEW, OURS, ALONE, DATA = "race.yuv", "race-new.txt", "race.mp4", "race-encode-only.mp4", "race.json"


def stage(seconds: float = SECONDS) -> tuple[Readings, Callable[[], Reel]]:
    """(the readings of the sample, what makes the race's reel from its job: called once for each film)."""
    world = World()
    engine = Takumi(world.fonts.values())
    _ = world.faces, world.characters
    campaign = world.campaign()
    history = history_of(sample_history(campaign))
    last = history.latest.as_of
    readings = readings_of(history, campaign, "valid")
    plan = Plan(readings, TOP)
    template = next(one for one in world.templates("film") if set(NEEDS) <= set(one.spec.fields))
    size = bare_size(f"{WIDTH}x{HEIGHT}")
    assert size is not None
    fields = {"rest": plan.rest, "bars": str(TOP)}
    job = Job(template.id, size, campaign.id, "race", fields=fields, facts=dict(derive(campaign, history.at(last), last, history)))
    take = Take(job, "youtube", world.presets["youtube"], RATE, seconds)
    return readings, lambda: shoot_race(take, plan, world, engine).reel


def reference(folder: Path, seconds: float = SECONDS) -> Work:
    """The frames into a file, which of them are new, and the figures for others to draw."""
    readings, make = stage(seconds)

    def work() -> None:
        reel = make()
        new = []
        with (folder / RAW).open("wb") as file:
            for number in range(reel.frames):
                new.append(reel.draw(number))
                file.write(reel.planes.buffer.tobytes())
        (folder / NEW).write_text("".join(map(str, map(int, new))), encoding="utf-8")
        figures = {runner.name: [(value or 0) // FINE for value in runner.values] for runner in readings.runners}
        days = [moment.date().isoformat() for moment in readings.moments]
        (folder / DATA).write_text(json.dumps({"days": days, "figures": figures}), encoding="utf-8")

    return work


def encode_only(folder: Path) -> Work:
    """The limit: ready frames through the same encoder; frames that are not new are sent again without a copy, as in ours."""
    frames = raw_frames(folder / RAW, WIDTH, HEIGHT)
    new = (folder / NEW).read_text(encoding="utf-8")

    def work() -> None:
        with Writer(folder / ALONE, Encoding(WIDTH, HEIGHT, RATE, CRF)) as writer:
            for number, frame in enumerate(frames):
                writer.frame(Planes(WIDTH, HEIGHT, frame) if new[number] == "1" or number == 0 else None)

    return work


def ours(folder: Path, seconds: float = SECONDS) -> Work:
    """From the job to the file: the page is filled, fitted and proved, the letters painted, the frames drawn and encoded."""
    _, make = stage(seconds)

    def work() -> None:
        reel = make()
        with Writer(folder / OURS, Encoding(reel.width, reel.height, RATE, CRF)) as writer:
            for number in range(reel.frames):
                new = reel.draw(number)
                writer.frame(reel.planes if new or number == 0 else None)

    return work


CONTENDERS: dict[str, Callable[[Path], Work]] = {"reference": reference, "encode-only": encode_only, "ours": ours}


def main(name: str, folder: Path) -> None:
    """Do the work once and print its CPU seconds and peak bytes."""
    one_core()
    work = CONTENDERS[name](folder)
    before = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
    work()
    own = resource.getrusage(resource.RUSAGE_SELF)
    sys.stdout.write(json.dumps({"cpu": sum(own[:2]) - before, "peak": peak_resident()}))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
