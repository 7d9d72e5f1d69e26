"""Shares of the whole as areas: each part a block as large as its share, its name and percent inside it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from assetkit.charts.lettering import CAP, HEAVY, LINE, TOP, ink, width, wrapped
from assetkit.charts.sheet import Sheet
from assetkit.charts.tones import contrast
from assetkit.draw.drawing import Box
from assetkit.draw.ramp import mix

Row = Mapping[str, Any]
PAD = 0.55  # em from a block's edge to its text
LARGE = 3.0  # em, the percent of the largest blocks
QUIET = 1.7  # em, that of what is left over
MOST = 40  # parts


def draw(chart: Mapping[str, Any], sheet: Sheet) -> None:
    """Draw the largest parts that have room for their names; the others are one part."""
    rows: Sequence[Row] = chart["rows"]
    outside = [dict(chart["outside"], outside=True)] if "outside" in chart else []
    blocks: list[tuple[Row, Box]] = []
    for count in range(min(len(rows), MOST), 0, -1):
        rest = [dict(rows[count - 1]["rest"], folded=True)] if rows[count - 1]["rest_count"] else []
        parts = [*rows[:count], *rest, *outside]
        blocks = _tiled([part for part in parts if part["value"] > 0], Box(0, 0, sheet.width, sheet.height))
        if all(_lines(row, box, sheet) for row, box in blocks):
            break
    for place, (row, box) in enumerate(blocks):
        _block(row, box, sheet, place, len(blocks))


def _tiled(parts: Sequence[Row], box: Box) -> list[tuple[Row, Box]]:
    """A squarified treemap (Bruls, Huizing, van Wijk 2000): parts in their order, blocks as square as can be."""
    found: list[tuple[Row, Box]] = []
    rest = list(parts)
    while rest:
        whole = sum(part["value"] for part in rest)
        short = min(box.width, box.height)
        area = box.width * box.height / whole if whole else 0.0
        taken = 1
        while taken < len(rest) and _worst(rest[: taken + 1], area, short) <= _worst(rest[:taken], area, short):
            taken += 1
        row, rest = rest[:taken], rest[taken:]
        deep = sum(part["value"] for part in row) * area / short
        at = 0.0
        for part in row:
            long = part["value"] * area / deep
            if box.width >= box.height:
                found.append((part, Box(box.left, box.top + at, box.left + deep, box.top + at + long)))
            else:
                found.append((part, Box(box.left + at, box.top, box.left + at + long, box.top + deep)))
            at += long
        if box.width >= box.height:
            box = Box(box.left + deep, box.top, box.right, box.bottom)
        else:
            box = Box(box.left, box.top + deep, box.right, box.bottom)
    return found


def _worst(row: Sequence[Row], area: float, short: float) -> float:
    """How far the longest block of a row is from a square."""
    total = sum(part["value"] for part in row) * area
    sides: list[float] = [short**2 * float(part["value"]) * area / total**2 for part in row]
    return max(max(sides), 1 / min(sides))


def _lines(row: Row, box: Box, sheet: Sheet) -> tuple[tuple[str, ...], float] | None:
    """(the name's lines, the size of the percent) that fit into a block; None when they do not."""
    em = sheet.type
    room = box.width - 2 * PAD * em
    names = wrapped(row["name"], max(room, em) / em)
    if room <= 0 or any(ink(line).width * em > room for line in names):
        return None
    left = box.height - (2 * PAD + TOP - 0.2 + (len(names) - 1) * LINE + 0.5) * em
    wide = width(row["share_text"], 1.0, HEAVY)
    most = QUIET if row.get("folded") or row.get("outside") else LARGE
    large = min(most * em, left / (CAP + 0.12), room / wide, 0.5 * math.sqrt(box.width * box.height) / wide)
    return (names, large) if large >= em else None


def _block(row: Row, box: Box, sheet: Sheet, place: int, count: int) -> None:
    em, tones = sheet.type, sheet.tones
    gap = max(1.0, 0.08 * em)
    quiet = row.get("folded") or row.get("outside")
    first, second, last = tones.parts
    tone = tones.track if quiet else mix(second, last, (place - 1) / max(count - 2, 1)) if place else first
    inner = Box(
        box.left + (gap if box.left > 0 else 0),
        box.top + (gap if box.top > 0 else 0),
        box.right - (gap if box.right < sheet.width - 1 else 0),
        box.bottom - (gap if box.bottom < sheet.height - 1 else 0),
    )
    sheet.boxes([inner], tone)
    found = _lines(row, box, sheet)
    if found is None:
        return
    names, large = found
    letters = max((tones.ink, tones.back, "#ffffff"), key=lambda letter: contrast(letter, tone))
    for index, text in enumerate(names):
        sheet.text(box.left + PAD * em, box.top + (PAD + TOP - 0.2 + index * LINE) * em, text, letters)
    base = box.top + (PAD + TOP - 0.2 + (len(names) - 1) * LINE + 0.42) * em + CAP * large
    sheet.text(box.left + PAD * em - 0.04 * large, base, row["share_text"], letters, large, weight=HEAVY)
