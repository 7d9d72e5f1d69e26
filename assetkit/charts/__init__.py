"""Charts: a plain dict of figures and texts, a size, colours and a ground in, one SVG out. See docs/charts.md.

A chart arranges; what it prints was computed in `assetkit.facts.charting`. One file per kind, loaded when first drawn.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from assetkit.errors import AssetkitError, nearest

if TYPE_CHECKING:
    from assetkit.charts.sheet import Sheet

KINDS = ("trend", "units", "ranks", "heat", "multiples", "waterfall", "shares", "dots")


def lay_out(
    chart: Mapping[str, Any],
    width_px: float,
    height_px: float,
    palette: Mapping[str, str],
    ground: str = "paper",
    text_px: float = 22,
) -> Sheet:
    """The chart on a sheet of ``width_px`` × ``height_px``, with every label that it took.

    ``ground`` is what it stands on: "paper", "ground" or "deep" of the palette; the sheet itself is transparent.
    ``text_px`` is the smallest size of type. AssetkitError for an unknown kind or ground, a character that the font
    lacks, or a sheet that is too small for its text.
    """
    from assetkit.charts.sheet import Sheet
    from assetkit.charts.tones import tones

    kind = chart.get("kind") if isinstance(chart, Mapping) else None
    if kind not in KINDS:
        raise AssetkitError(f"'{kind}' is not a kind of chart", where="chart", hint=nearest(str(kind), KINDS))
    sheet = Sheet(width_px, height_px, tones(palette, ground), text_px)
    importlib.import_module(f"assetkit.charts.{kind}").draw(chart, sheet)
    return sheet


def draw(
    chart: Mapping[str, Any],
    width_px: float,
    height_px: float,
    palette: Mapping[str, str],
    ground: str = "paper",
    text_px: float = 22,
) -> str:
    """The chart as SVG, its text as outlines: the same figures give the same bytes. Parameters as of :func:`lay_out`."""
    return lay_out(chart, width_px, height_px, palette, ground, text_px).svg()
