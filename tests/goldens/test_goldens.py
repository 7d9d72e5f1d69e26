"""Reference pictures: every template's example in telling sizes, 320 px wide, small enough to look at in a review.

A missing or rewritten reference fails the run, so that rewriting never looks like passing. ``make goldens`` rewrites all and draws
before | difference | after into outputs/goldens/.
"""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

from assetkit.engine.takumi import Takumi
from assetkit.examples import example_jobs
from assetkit.pipeline import render
from assetkit.world import World

FOLDER = Path(__file__).parent / "pictures"
DRAWN = Path(__file__).parents[2] / "outputs" / "goldens"
WIDTH = 320  # px
MEAN, WORST = 1.0, 14.0  # of 255: mean difference of the picture, and of its worst sixteenth
SIZES = ("link", "feed", "story", "web-728x90", "led-384x128", "profile")
CASES = [
    (template.id, size)
    for template in World().templates()
    for size in SIZES
    if size in template.spec.sizes
]


def thumbnail(data: bytes) -> Image.Image:
    with Image.open(io.BytesIO(data)) as image:
        picture = image.convert("RGB")
    if picture.width > WIDTH:
        picture = picture.resize((WIDTH, round(picture.height * WIDTH / picture.width)), Image.Resampling.LANCZOS)
    return picture


def differences(a: Image.Image, b: Image.Image) -> tuple[float, float]:
    """Mean absolute difference of the whole, and of the worst of 4 × 4 parts."""
    difference = ImageChops.difference(a, b).convert("L")
    parts = [
        ImageStat.Stat(difference.crop((x * a.width // 4, y * a.height // 4, (x + 1) * a.width // 4, (y + 1) * a.height // 4))).mean[0]
        for x in range(4)
        for y in range(4)
        if a.height >= 4
    ]
    return ImageStat.Stat(difference).mean[0], max(parts)


def draw(name: str, before: Image.Image | None, after: Image.Image) -> None:
    DRAWN.mkdir(parents=True, exist_ok=True)
    old = before if before and before.size == after.size else Image.new("RGB", after.size, "#888888")
    strip = Image.new("RGB", (after.width * 3, after.height))
    for index, picture in enumerate((old, ImageChops.difference(old, after).point(lambda v: min(255, 4 * v)), after)):
        strip.paste(picture, (index * after.width, 0))
    strip.save(DRAWN / name)


def compare(name: str, after: Image.Image) -> None:
    """Fail when a picture is not its reference; with REWRITE_GOLDENS it becomes the reference, and fails, too."""
    path = FOLDER / name
    before = Image.open(path).convert("RGB") if path.is_file() else None
    if before and before.size == after.size:
        mean, worst = differences(before, after)
        if mean <= MEAN and worst <= WORST:
            return
    draw(path.name, before, after)
    if os.environ.get("REWRITE_GOLDENS"):
        FOLDER.mkdir(exist_ok=True)
        after.save(path, optimize=True)
        pytest.fail(f"rewritten: look at outputs/goldens/{path.name}")
    pytest.fail(f"differs from its reference: look at outputs/goldens/{path.name}, then make goldens")


@pytest.mark.parametrize(("template", "size"), CASES, ids=[f"{template}-{size}" for template, size in CASES])
def test_the_example_looks_as_it_did(template: str, size: str, world: World, engine: Takumi) -> None:
    job = example_jobs(world.template(template), world, [world.sizes[size]], ["fields"])[0]
    artifact = render(job, world, engine)
    assert [finding.message for finding in artifact.findings if finding.level != "ok"] == []
    compare(f"{template}-{size}.png", thumbnail(artifact.encoded.data))
