"""The pictures of docs/charts.md: the sample's figures in, docs/images/chart-KIND.png out. ``--time`` prints what each kind costs instead."""

from __future__ import annotations

import datetime as dt
import io
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PIL import Image

from assetkit.campaign import Campaign
from assetkit.charts import KINDS, draw
from assetkit.counts.history import history_of
from assetkit.counts.sample import sample_history
from assetkit.engine.takumi import Takumi
from assetkit.facts import Facts, derive
from assetkit.page import Page
from assetkit.sizes import Size
from assetkit.world import World

IMAGES = Path(__file__).resolve().parents[1] / "docs" / "images"
WIDTH, HEIGHT, MARGIN, TEXT = 960, 560, 32, 22  # px
DARK = ("units", "heat", "waterfall", "dots")
NATIONAL = ("waterfall", "shares")
UNTIL = dt.datetime(2023, 3, 31)
TIMES = 5


def known(campaign: Campaign, units: int = 24) -> Facts:
    """The facts of the sample in the spring of its last year."""
    past = history_of(sample_history(campaign, units=units)).until(UNTIL)
    return derive(campaign, past.at(past.latest.as_of), past.latest.as_of, past)


def picture(campaign: Campaign, chart: Mapping[str, Any], ground: str, engine: Takumi) -> Image.Image:
    """The chart on its ground, with a margin."""
    palette = campaign.palette.model_dump()
    svg = draw(chart, WIDTH - 2 * MARGIN, HEIGHT - 2 * MARGIN, palette, ground, TEXT)
    box = f"left:{MARGIN}px;top:{MARGIN}px;width:{WIDTH - 2 * MARGIN}px;height:{HEIGHT - 2 * MARGIN}px"
    inner = f'<img src="chart" style="position:absolute;{box}">'
    html = f'<div style="position:relative;width:100%;height:100%;background-color:{palette[ground]}">{inner}</div>'
    size = Size("chart", "", "web", WIDTH, HEIGHT, (0, 0, 0, 0))
    page = Page(html, (), {"chart": svg.encode()}, size)
    return Image.open(io.BytesIO(engine.encode(page, "png"))).convert("RGB")


def make_pictures(world: World) -> None:
    engine = Takumi(world.fonts.values())
    for kind in KINDS:
        campaign = world.campaign("tld-1m-2022" if kind in NATIONAL else "evn-10k-2022")
        chart: Any = known(campaign)[f"chart_{kind}"]
        image = picture(campaign, chart, "ground" if kind in DARK else "paper", engine)
        small = image.quantize(128, dither=Image.Dither.NONE)
        small.save(IMAGES / f"chart-{kind}.png", optimize=True)


def tell_times(world: World) -> None:
    """CPU seconds and bytes of each kind with 60 units × 60 weeks at 952×900, and of a unit card's small trend."""
    campaign = world.campaign("evn-10k-2022")
    facts = known(campaign, units=60)
    palette = campaign.palette.model_dump()
    unit = facts.for_unit("Đơn vị 01")
    cases: list[tuple[str, Any, int, int]] = [(kind, facts[f"chart_{kind}"], 952, 900) for kind in KINDS]
    cases += [(f"{kind} of a unit", unit[f"chart_{kind}"], 480, 200) for kind in ("trend", "dots")]
    for name, chart, width, height in cases:
        svg = draw(chart, width, height, palette, "paper", TEXT)
        started = time.process_time()
        for _ in range(TIMES):
            draw(chart, width, height, palette, "paper", TEXT)
        spent = (time.process_time() - started) / TIMES
        sys.stdout.write(f"{name:16} {1000 * spent:6.1f} ms {len(svg.encode()) / 1000:6.1f} kB\n")


if __name__ == "__main__":
    (tell_times if "--time" in sys.argv else make_pictures)(World())
