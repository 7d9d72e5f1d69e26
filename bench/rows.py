"""Jobs for the batches: how many rows and which sizes in, that many hero banners with texts of their own out."""

from __future__ import annotations

from collections.abc import Sequence

from assetkit.job import Job
from assetkit.world import World
from bench.card import units

TITLES = (
    "{unit}: {number} sáng kiến",
    "Mỗi người {unit} một sáng kiến",
    "{unit} đạt {number} sáng kiến, bằng {share} kế hoạch",
)


def banners(world: World, rows: int, sizes: Sequence[str]) -> list[Job]:
    """``rows`` × ``sizes`` jobs of the default banner template; no two rows say the same."""
    template = world.templates("banner")[0].id
    found = []
    for row in range(rows):
        unit = units()[row % 8]
        title = TITLES[row % len(TITLES)].format(
            unit=unit["unit"], share=unit["share"], number=int(unit["value"]) + row
        )
        fields = {"title": title, "unit": f"{unit['unit']}, tổ {row + 1}"}
        for size in sizes:
            found.append(Job(template, world.sizes[size], "evn-10k-2022", f"{row:03}-{size}", fields, row=row + 2))
    return found
