"""Overflow: text that leaves its box or the canvas, or runs into another text."""

from __future__ import annotations

from itertools import combinations

from assetkit.artifact import Finding
from assetkit.fit import INK_SLACK, font_size, inked_width, overflows, spill
from assetkit.page import Run
from assetkit.proof import Subject, check

Edges = tuple[float, float, float, float]  # left, top, right, bottom, px
TOUCH = 1.5  # px by which boxes of two texts may overlap: rounding


def _ink(run: Run) -> Edges:
    """A line's ink, generously: its box less the air above the capitals and below the descent."""
    size = font_size(run)
    return run.x, run.y + 2.2 * INK_SLACK * size, run.x + inked_width(run), run.y + run.height - INK_SLACK * size


def _overlap(a: Edges, b: Edges) -> bool:
    return min(a[2], b[2]) - max(a[0], b[0]) > TOUCH and min(a[3], b[3]) - max(a[1], b[1]) > TOUCH


@check("overflow", "Text that is cut off or runs into other text is the commonest fault of pictures made by hand.")
def overflow(subject: Subject) -> list[Finding]:
    page, layout = subject.page, subject.layout
    found = []
    for k in {run.element for run in layout.runs if run.element}:
        over = overflows(layout, k)
        if over > 1.0:
            text = " ".join(run.text.strip() for run in layout.runs if run.element == k)
            found.append(
                Finding("overflow", "error", f"{page.elements[k].name}: {over:.0f} px out of its box: “{text[:40]}”")
            )
    for run in layout.runs:
        over = spill(run, 0, 0, page.size.width, page.size.height)
        if over > 0.5:
            found.append(Finding("overflow", "error", f"“{run.text.strip()[:40]}” is cut by the edge, {over:.0f} px"))
    kept = [
        (page.elements[k].name, box) for k, box in layout.boxes.items() if "data-keep" in page.elements[k].attributes
    ]
    for run in layout.runs:
        for name, box in kept:
            if _overlap(_ink(run), (box.x, box.y, box.x + box.width, box.y + box.height)):
                found.append(Finding("overflow", "error", f"“{run.text.strip()[:40]}” runs into {name}"))
    for a, b in combinations(layout.runs, 2):
        if a.element != b.element and _overlap(_ink(a), _ink(b)):
            found.append(
                Finding("overflow", "error", f"“{a.text.strip()[:30]}” and “{b.text.strip()[:30]}” run into each other")
            )
    return found
