"""Overflow: text that leaves its box or the canvas, or runs into another text."""

from __future__ import annotations

from itertools import combinations

from assetkit.artifact import Finding
from assetkit.fit import INK_SLACK, SPACE, font_size, overflows, spill
from assetkit.page import Run
from assetkit.proof import Subject, check

TOUCH = 1.5  # px by which boxes of two texts may overlap: rounding


def _ink(run: Run) -> tuple[float, float, float, float]:
    """A line's ink, generously: its box less the air above the capitals and below the descent."""
    size = font_size(run)
    trailing = SPACE * size if run.text.endswith(" ") else 0
    return run.x, run.y + 2.2 * INK_SLACK * size, run.x + run.width - trailing, run.y + run.height - INK_SLACK * size


def _collide(a: Run, b: Run) -> bool:
    left, top, right, bottom = (max if i < 2 else min for i in range(4))
    x0, y0, x1, y1 = (pick(m, n) for pick, m, n in zip((left, top, right, bottom), _ink(a), _ink(b), strict=True))
    return x1 - x0 > TOUCH and y1 - y0 > TOUCH


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
    for a, b in combinations(layout.runs, 2):
        if a.element != b.element and _collide(a, b):
            found.append(
                Finding("overflow", "error", f"“{a.text.strip()[:30]}” and “{b.text.strip()[:30]}” run into each other")
            )
    return found
