"""A lockup and the owner's marks in, one sign out: the marks as supplied, at the lockup's height, with their clear space between."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass

from assetkit.draw.drawing import Drawing, number, picture


@dataclass(frozen=True)
class SuppliedMark:
    """A mark as the owner supplied it: its bytes and media type, its own width and height (any unit), and the clear space around it as
    a share of its height."""

    data: bytes
    media_type: str
    width: float
    height: float
    clear_space: float


def beside(sign: Drawing, marks: Sequence[SuppliedMark]) -> Drawing:
    """The marks in a row, then the lockup. Nothing of a mark is changed: neither colour nor proportion nor crop."""
    parts, x = [], 0.0
    for mark in marks:
        width = sign.height * mark.width / mark.height
        data = base64.b64encode(mark.data).decode()
        box = f'x="{number(x, 2)}" y="0" width="{number(width, 2)}" height="{number(sign.height, 2)}"'
        parts.append(f'<image {box} preserveAspectRatio="xMidYMid meet" href="data:{mark.media_type};base64,{data}"/>')
        x += width + max(mark.clear_space, 0.25) * sign.height
    inner = base64.b64encode(sign.svg.encode()).decode()
    box = f'x="{number(x, 2)}" y="0" width="{number(sign.width, 2)}" height="{number(sign.height, 2)}"'
    parts.append(f'<image {box} href="data:image/svg+xml;base64,{inner}"/>')
    return Drawing(picture(x + sign.width, sign.height, *parts), x + sign.width, sign.height)
