"""Safe area: text and marks that the place would crop or cover, and type too small to read there."""

from __future__ import annotations

import math

from assetkit.artifact import Finding
from assetkit.fit import font_size, spill
from assetkit.page import Run
from assetkit.proof import Subject, check

KEEP = "data-keep"  # marks, lockups and QR codes that have to stay inside as texts do
CIRCLE_MARGIN = 0.1  # of the inscribed circle's radius, domain rule for profile pictures


def _covered(subject: Subject, x: float, y: float, width: float, height: float) -> bool:
    return any(
        x < cx + cw and cx < x + width and y < cy + ch and cy < y + height for cx, cy, cw, ch in subject.size.clear
    )


def _outside_circle(subject: Subject, run: Run) -> bool:
    size = subject.size
    radius = min(size.width, size.height) / 2 * (1 - CIRCLE_MARGIN)
    corners = [(x, y) for x in (run.x, run.x + run.width) for y in (run.y + 0.2 * run.height, run.y + 0.8 * run.height)]
    return any(math.hypot(x - size.width / 2, y - size.height / 2) > radius for x, y in corners)


@check(
    "safe-area", "Places crop, round and cover pictures: what must be read stays inside, and is large enough to read."
)
def safe_area(subject: Subject) -> list[Finding]:
    size, page = subject.size, subject.page
    left, top, right, bottom = size.safe[0], size.safe[1], size.width - size.safe[2], size.height - size.safe[3]
    found = []
    for run in subject.layout.runs:
        text = run.text.strip()[:40]
        over = spill(run, left, top, right, bottom)
        if over > 1.0:
            found.append(Finding("safe-area", "warning", f"“{text}” leaves the safe area by {over:.0f} px"))
        elif _covered(subject, run.x, run.y, run.width, run.height):
            found.append(Finding("safe-area", "warning", f"“{text}” lies where {size.title} covers the picture"))
        elif size.circle and _outside_circle(subject, run):
            found.append(Finding("safe-area", "warning", f"“{text}” leaves the profile circle"))
        if font_size(run) < size.text - 0.6:
            found.append(
                Finding(
                    "safe-area",
                    "error",
                    f"“{text}” is set in {font_size(run):.0f} px, {size.text:g} px is the least here",
                )
            )
    for k, box in subject.layout.boxes.items():
        element = page.elements[k]
        if KEEP not in element.attributes or box.width < 1:
            continue
        over = max(left - box.x, top - box.y, box.x + box.width - right, box.y + box.height - bottom)
        if over > 1.0:
            found.append(Finding("safe-area", "warning", f"{element.name} leaves the safe area by {over:.0f} px"))
        elif _covered(subject, box.x, box.y, box.width, box.height):
            found.append(Finding("safe-area", "warning", f"{element.name} lies where {size.title} covers the picture"))
    return found
