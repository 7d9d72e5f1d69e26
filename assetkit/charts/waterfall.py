"""The change of a week as a fall of steps: from zero, each unit's part where the one before it ends, down to the sum."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assetkit.charts.lettering import CAP, HEAVY, fitted, widest, width
from assetkit.charts.scales import Scale
from assetkit.charts.sheet import Sheet
from assetkit.draw.drawing import Box

CLOSE = 1.5  # em from step to step at least
AIRY = 4.0  # em from step to step at most
NAME_SHARE = 0.42  # of the width, the most that names take
FEWEST, MOST = 2, 14  # steps beside the sum: more of them are a slope, not steps


@dataclass(frozen=True)
class _Step:
    name: str
    delta: int
    text: str
    quiet: bool = False


def draw(chart: Mapping[str, Any], sheet: Sheet) -> None:
    """Draw the largest changes; the rest is one step of its own. The sum stands below."""
    em = sheet.type
    foot = 1.5 * em if chart["unchanged"] else 0.0
    room = min(MOST, max(FEWEST, int((sheet.height - foot) / (CLOSE * em) - 1.2)))
    steps = _steps(chart, room)
    pitch = min(AIRY * em, (sheet.height - foot) / (len(steps) + 1.2))
    size = min(1.6 * em, max(em, 0.42 * pitch))
    total = _Step(chart["name"], chart["delta"], chart["delta_text"])
    wide = min(widest([step.name for step in (*steps, total)], size), NAME_SHARE * sheet.width)
    label = widest([step.text for step in steps], size, HEAVY)
    label = max(label, width(total.text, 1.6 * size, HEAVY))
    edges = _edges(steps)
    low, high = min(0, *edges), max(0, *edges, 1)
    left = wide + 0.8 * size + (label + 0.5 * size if low < 0 else 0.0)
    x = Scale(low, high, left, sheet.width - label - 0.7 * size)
    names = fitted(tuple(step.name for step in steps), wide / size)
    for place, step in enumerate(steps):
        _bar(sheet, x, (edges[place], edges[place + 1]), place * pitch, pitch, step, names[place], size)
    _sum(sheet, x, total, len(steps) * pitch, 1.2 * pitch, size)
    sheet.line([(x(0), 0), (x(0), (len(steps) + 1.1) * pitch)], sheet.tones.quiet, max(1.2, 0.06 * em))
    if chart["unchanged"]:
        sheet.text(0, (len(steps) + 1.2) * pitch + 1.15 * em, chart["unchanged_text"], sheet.tones.quiet)


def _steps(chart: Mapping[str, Any], room: int) -> list[_Step]:
    """What rose, largest first, then the rest in one and what is not listed, then what fell."""
    steps: Sequence[Mapping[str, Any]] = chart["steps"]
    room -= "outside" in chart
    kept = steps if len(steps) <= room else steps[: max(room - 1, 1)]
    found = [_Step(step["name"], step["delta"], step["delta_text"]) for step in kept]
    rest = (
        [_Step(kept[-1]["rest_name"], kept[-1]["rest_delta"], kept[-1]["rest_text"], True)]
        if len(kept) < len(steps)
        else []
    )
    rises = sorted((step for step in found if step.delta > 0), key=lambda step: -step.delta)
    falls = sorted((step for step in found if step.delta <= 0), key=lambda step: -step.delta)
    if "outside" in chart:
        rest.append(_Step(chart["outside"]["name"], chart["outside"]["delta"], chart["outside"]["delta_text"], True))
    return [*rises, *rest, *falls]


def _edges(steps: Sequence[_Step]) -> list[int]:
    """Where each step begins, and where the last one ends."""
    edges = [0]
    for step in steps:
        edges.append(edges[-1] + step.delta)
    return edges


def _bar(
    sheet: Sheet, x: Scale, edge: tuple[int, int], top: float, pitch: float, step: _Step, name: str, size: float
) -> None:
    tones = sheet.tones
    left, right = sorted((x(edge[0]), x(edge[1])))
    right = max(right, left + 0.12 * size)
    thick = 0.58 * pitch
    high = top + (pitch - thick) / 2
    tone = tones.fall if step.delta < 0 else tones.main
    sheet.boxes([Box(left, high, right, high + thick)], tone, 0.5 if step.quiet else 1.0)
    end = x(edge[1])
    sheet.line([(end, high + thick), (end, high + pitch)], tones.quiet, max(1.0, 0.05 * size))
    base = top + pitch / 2 + CAP / 2 * size
    sheet.text(0, base, name, tones.quiet if step.quiet else tones.ink, size)
    if step.delta < 0:
        sheet.text(left - 0.4 * size, base, step.text, tones.ink, size, "right", HEAVY)
    else:
        sheet.text(right + 0.4 * size, base, step.text, tones.ink, size, weight=HEAVY)


def _sum(sheet: Sheet, x: Scale, total: _Step, top: float, pitch: float, size: float) -> None:
    """The sum from zero, lit."""
    tones, large = sheet.tones, 1.6 * size
    left, right = sorted((x(0), x(total.delta)))
    thick = 0.62 * pitch
    high = top + (pitch - thick) / 2
    sheet.boxes(
        [Box(left, high, max(right, left + 0.12 * size), high + thick)], tones.fall if total.delta < 0 else tones.over
    )
    sheet.text(0, top + pitch / 2 + CAP / 2 * size, total.name, tones.ink, size, weight=HEAVY)
    base = top + pitch / 2 + CAP / 2 * large
    if total.delta < 0:
        sheet.text(left - 0.4 * size, base, total.text, tones.ink, large, "right", HEAVY)
    else:
        sheet.text(right + 0.4 * size, base, total.text, tones.lit, large, weight=HEAVY)
