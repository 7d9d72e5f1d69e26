"""Reference frames: films of templates while they move, 320 px wide. What is compared are frames as drawn, never encoded files."""

from __future__ import annotations

import pytest
from PIL import Image
from test_goldens import WIDTH, compare

from assetkit.engine.takumi import Takumi
from assetkit.examples import example_jobs
from assetkit.film.direction import direct
from assetkit.film.shooting import studio_for
from assetkit.pipeline import set_page
from assetkit.world import World

CASES = [
    ("hero", "link", (20,)),  # no word about motion in its page
    ("figure", "link", (24, 45)),  # a number that counts, wires that are uncovered
    ("table", "feed", (45,)),  # rows one after another, bars that grow
    ("unit-card", "link", (40,)),  # a ring that closes
]


@pytest.mark.parametrize(("template", "size", "frames"), CASES, ids=[f"{template}-{size}" for template, size, _ in CASES])
def test_the_frames_look_as_they_did(template: str, size: str, frames: tuple[int, ...], world: World, engine: Takumi) -> None:
    job = example_jobs(world.template(template), world, [world.sizes[size]], ["fields"])[0]
    _, fitted, _, _ = set_page(job, world, engine)
    made = direct(studio_for(fitted, world, job.campaign, engine), 30)
    for frame in range(made.film.frames):
        made.canvas.draw(made.film.state(frame))
        if frame in frames:
            picture = made.canvas.image
            smaller = picture.resize((WIDTH, round(picture.height * WIDTH / picture.width)), Image.Resampling.LANCZOS)
            compare(f"film-{template}-{size}-{frame}.png", smaller)
