"""Checking templates: a template in, what is wrong with it out. Lints, renders its examples in every size, and compares the sizes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from PIL import Image, ImageChops

from assetkit.engine import Engine
from assetkit.engine.nodes import layout, name_nodes
from assetkit.errors import AssetkitError
from assetkit.examples import example_jobs
from assetkit.job import Job
from assetkit.page import Box, Layout, Page
from assetkit.pipeline import lint, render, set_page
from assetkit.proof import without_text
from assetkit.template import Template
from assetkit.world import World

SAME = 0.02  # of the canvas: boxes closer than that are at the same place
HALF = 0.5  # scale of a painting that shows whether there is text
VISIBLE = 48  # of 255: a difference that is ink, not rounding
NEAR = 4  # px around a line that its ink may reach
FEWEST = 3  # boxes that a comparison of two sizes needs

Place = tuple[float, float, float, float]


@dataclass(frozen=True)
class Fault:
    """What is wrong with a template, and in which of its pictures ("" = in its files)."""

    picture: str
    message: str


def _places(boxes: Mapping[int, Box], width: float, height: float) -> dict[int, Place]:
    """Boxes that are something: not hidden, not the whole canvas."""
    seen = {k: (b.x, b.y, b.width, b.height) for k, b in boxes.items() if b.width > 1 and b.height > 1}
    return {k: p for k, p in seen.items() if not (p[2] > 0.98 * width and p[3] > 0.98 * height)}


def _scaled(places: Mapping[int, Place], width: float, height: float) -> dict[int, Place]:
    return {k: (x / width, y / height, w / width, h / height) for k, (x, y, w, h) in places.items()}


def _from_hull(places: Mapping[int, Place]) -> dict[int, Place]:
    """Places relative to the hull of all, in units of its longer side: equal when one is a scaled, moved copy of the other."""
    left, top = min(p[0] for p in places.values()), min(p[1] for p in places.values())
    side = max(max(p[0] + p[2] for p in places.values()) - left, max(p[1] + p[3] for p in places.values()) - top)
    return {k: ((x - left) / side, (y - top) / side, w / side, h / side) for k, (x, y, w, h) in places.items()}


def _alike(a: Mapping[int, Place], b: Mapping[int, Place]) -> bool:
    return all(abs(p - q) < SAME for k in a for p, q in zip(a[k], b[k], strict=True))


def copies(pages: Sequence[tuple[Page, Mapping[int, Box]]]) -> list[Fault]:
    """Pairs of sizes of different shape whose boxes are stretched or scaled copies of each other."""
    faults = []
    for (page_a, boxes_a), (page_b, boxes_b) in combinations(pages, 2):
        a, b = page_a.size, page_b.size
        if a.shape == b.shape:
            continue
        places_a, places_b = _places(boxes_a, a.width, a.height), _places(boxes_b, b.width, b.height)
        if places_a.keys() != places_b.keys() or len(places_a) < FEWEST:
            continue
        stretched = _alike(_scaled(places_a, a.width, a.height), _scaled(places_b, b.width, b.height))
        if stretched or _alike(_from_hull(places_a), _from_hull(places_b)):
            word = "stretched" if stretched else "scaled"
            faults.append(Fault(f"{a.id}, {b.id}", f"{b.shape} is a {word} copy of {a.shape}: compose each shape"))
    return faults


def grows(page: Page, engine: Engine) -> list[str]:
    """Names of ``data-fit`` elements whose box changes with their font size: they can never be seen to overflow."""
    names = name_nodes(page, engine)
    elements = [element for element in page.elements.values() if "data-fit" in element.attributes]
    small, large = (
        layout(page, engine, names, "".join(f'[data-k="{e.k}"]{{font-size:{px}px!important}}' for e in elements))
        for px in (8, 60)
    )
    return [
        element.name
        for element in elements
        if element.k in small.boxes
        and (
            abs(small.boxes[element.k].height - large.boxes[element.k].height) > 2
            or abs(small.boxes[element.k].width - large.boxes[element.k].width) > 2
        )
    ]


def painted_elsewhere(page: Page, page_layout: Layout, engine: Engine) -> str:
    """Where text is painted that was not measured ("" for nowhere): there, every proof would be blind."""
    rasters = (engine.paint(page, HALF), engine.paint(page.with_style(without_text()), HALF))
    pictures = [Image.frombytes("RGBA", (r.width, r.height), r.data).convert("RGB") for r in rasters]
    ink = ImageChops.difference(*pictures).convert("L").point(lambda value: 255 if value > VISIBLE else 0)
    for run in page_layout.runs:
        box = (run.x - NEAR, run.y - NEAR, run.x + run.width + NEAR, run.y + run.height + NEAR)
        left, top, right, bottom = (round(side * HALF) for side in box)
        ink.paste(0, (left, top, right, bottom))
    found = ink.getbbox()
    return f"{found[0] / HALF:.0f}, {found[1] / HALF:.0f}" if found else ""


def refuse_unknown_motions(page: Page) -> None:
    """Raise AssetkitError for words about motion that its film would not understand."""
    from assetkit.film.layers import named
    from assetkit.film.parts import Tree
    from assetkit.film.timeline import scheduled

    found = named(Tree(page.elements), page.where)
    scheduled([start for _, start in found.values()], [layer for layer, _ in found.values()], page.where)


def check_template(
    template: Template, world: World, engine: Engine, progress: Callable[[str], None] = lambda name: None
) -> list[Fault]:
    """Everything that is wrong with a template: lint, every size × example, shortest, longest, in its campaign; boxes that grow; copies."""
    faults = [Fault("", f"{finding.where}: {finding.message} (try: {finding.cure})") for finding in lint(template)]
    pages: list[tuple[Page, Mapping[int, Box]]] = []
    for job in example_jobs(template, world):
        progress(job.name)
        try:
            if job.label.endswith("example"):
                _, fitted, page, _ = set_page(replace(job, photo=None), world, engine)
                pages.append((page, fitted.layout.boxes))
                refuse_unknown_motions(fitted.page)
                elsewhere = painted_elsewhere(fitted.page, fitted.layout, engine)
                faults += (
                    [Fault(job.name, f"text is painted at {elsewhere} that was not measured")] if elsewhere else []
                )
                faults += [
                    Fault(job.name, f"{name} grows with its text: give it a box of its own")
                    for name in grows(page, engine)
                ]
            faults += _proofs(job, world, engine)
        except AssetkitError as error:
            faults.append(Fault(job.name, str(error)))
    return faults + copies(pages)


def _proofs(job: Job, world: World, engine: Engine) -> list[Fault]:
    artifact = render(job, world, engine)
    return [
        Fault(job.name, f"{finding.check}: {finding.message}") for finding in artifact.findings if finding.level != "ok"
    ]
