"""The picture at the head of the READMEs: a few shipped examples in, docs/images/pieces.jpg out."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image

from assetkit.engine.takumi import Takumi
from assetkit.examples import example_jobs
from assetkit.pipeline import render
from assetkit.world import World

ROOT = Path(__file__).resolve().parents[1]
WIDTH, HEIGHT = 1600, 1022  # px
GROUND = "#E7ECF5"
# template, size, campaign (None = the example's), and the box: left, top, width, height in px
PIECES = (
    ("hero", "fb-cover", None, (24, 24, 1000, 439)),
    ("table", "feed", None, (1048, 24, 528, 660)),
    ("corona", "profile", None, (24, 487, 320, 320)),
    ("sunburst", "profile", "tld-1m-2022", (368, 487, 320, 320)),
    ("call", "square", None, (712, 487, 312, 312)),
    ("figure", "led-1920x320", None, (24, 831, 1000, 167)),
    ("call", "web-970x250", None, (1048, 708, 528, 136)),
    ("hero", "web-728x90", "tld-1m-2022", (1048, 868, 528, 65)),
    ("call", "web-970x90", None, (1048, 949, 528, 49)),
)


def main() -> None:
    world = World()
    engine = Takumi(world.fonts.values())
    sheet = Image.new("RGB", (WIDTH, HEIGHT), GROUND)
    for name, size, campaign, (left, top, width, height) in PIECES:
        job = example_jobs(world.template(name), world, [world.sizes[size]], ["fields"], campaign)[0]
        with Image.open(io.BytesIO(render(job, world, engine).encoded.data)) as piece:
            sheet.paste(piece.convert("RGB").resize((width, height), Image.Resampling.LANCZOS), (left, top))
    sheet.save(ROOT / "docs" / "images" / "pieces.jpg", quality=86, subsampling=0)


if __name__ == "__main__":
    main()
