"""Light that is data: bands and strings hold the counts, a path starts at nothing and ends at the last figure."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import Any

import pytest
from draw_fonts import EVN, NATIONAL, all_points, points
from hypothesis import given, settings
from hypothesis import strategies as st

from assetkit.draw.lights import light_band, light_path, light_string
from assetkit.errors import AssetkitError

ACCENT = EVN["accent"]
TREND: dict[str, Any] = {
    "kind": "trend",
    "points": [["2022-02-18T14:00", 12], ["2022-05-10T14:00", 400], ["2022-09-30T14:00", 700]],
    "plan": [["2022-02-14", 0], ["2022-05-31", 300], ["2023-09-30", 1000]],
    "quota": 1000,
    "projection": {"day": "2022-11-20", "earliest": "2022-11-01", "latest": "2022-12-20"},
}


@settings(max_examples=50, deadline=None)
@given(st.integers(1, 3_000), st.integers(0, 4_000), st.integers(0, 500))
def test_a_band_holds_exactly_the_counts(total: int, lit: int, fresh: int) -> None:
    drawing = light_band(1000, 90, total, lit, EVN, fresh=fresh)
    assert drawing.unit_per_point == 1
    assert all_points(drawing.svg) == max(total, lit)
    assert points(drawing.svg, ACCENT) == (lit - total if lit > total else min(lit, fresh))


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 2_000_000), st.integers(0, 3_000_000), st.sampled_from([400, 2_400, 12_000]))
def test_a_scaled_band_never_overstates(total: int, lit: int, most: int) -> None:
    drawing = light_band(1000, 90, total, lit, EVN, most=most)
    unit = drawing.unit_per_point
    assert all_points(drawing.svg) <= most + 1
    assert points(drawing.svg, ACCENT) * unit <= max(0, lit - total)
    assert (str(unit)[0] in drawing.note) == (unit > 1)


@settings(max_examples=50, deadline=None)
@given(st.integers(1, 5_000), st.integers(0, 6_000), st.integers(0, 5_000))
def test_a_bands_places_follow_the_counts(total: int, lit: int, plan: int) -> None:
    anchors = light_band(1000, 90, total, lit, EVN, plan=min(plan, total)).anchors
    assert 0 <= anchors["front"][0] <= 1000
    assert (anchors["front"][0] >= anchors["quota"][0]) == (lit >= total)
    assert anchors["plan"][0] <= anchors["quota"][0] + 1e-9


def test_a_bands_surplus_is_the_accent_in_either_palette() -> None:
    for palette in (EVN, NATIONAL):
        assert points(light_band(1000, 60, 96, 141, palette).svg, palette["accent"]) == 45


@settings(max_examples=50, deadline=None)
@given(st.integers(1, 5_000), st.floats(0, 1))
def test_strings_of_one_scale_compare(longest: int, share: float) -> None:
    lit = int(longest * share)
    drawing = light_string(950, 24, longest, lit, EVN)
    unit = drawing.unit_per_point
    assert all_points(drawing.svg) == 2 * (lit // unit)  # each with its glow
    assert unit == light_string(950, 24, longest, longest, EVN).unit_per_point


def test_counts_that_cannot_be_drawn_are_refused() -> None:
    for total, lit in ((0, 5), (10, -1)):
        with pytest.raises(AssetkitError, match="a quota of 1 or more"):
            light_band(1000, 90, total, lit, EVN)
    with pytest.raises(AssetkitError, match="cannot have 6 points"):
        light_string(950, 24, 5, 6, EVN)
    with pytest.raises(AssetkitError, match="one figure or more"):
        light_path(1000, 500, {"points": []}, EVN, box=(0, 100, 1000, 400))


def test_a_path_stands_where_its_figures_say() -> None:
    drawing = light_path(1000, 1000, TREND, EVN, box=(0, 200, 1000, 800))
    assert drawing.note == "Từ 14/2/2022"
    end, goal, plan, ahead = (drawing.anchors[name] for name in ("end", "goal", "plan", "ahead"))
    assert goal[1] == 200  # the quota is the highest thing in sight: it takes the box's top
    assert end[1] == pytest.approx(800 - 0.7 * 600)
    assert plan[0] == end[0]
    assert plan[1] > end[1]  # ahead of the plan: its mark lies below
    assert ahead[0] > end[0]
    assert drawing.anchors["start"] == (pytest.approx(13, abs=2), 800)


def test_a_quota_far_above_is_out_of_sight() -> None:
    early = {**TREND, "points": TREND["points"][:2], "quota": 10_000}
    drawing = light_path(1000, 1000, early, EVN, box=(0, 200, 1000, 800))
    assert "goal" not in drawing.anchors
    assert "ahead" not in drawing.anchors


def test_a_single_figure_is_a_light_without_a_path() -> None:
    for palette in (EVN, NATIONAL):
        drawing = light_path(1000, 1000, {**TREND, "points": TREND["points"][-1:]}, palette, box=(0, 200, 1000, 800))
        ET.fromstring(drawing.svg)
        assert "plan" in drawing.anchors


def test_the_same_figures_give_the_same_bytes() -> None:
    assert light_path(900, 700, TREND, EVN, box=(0, 100, 900, 600)).svg == light_path(900, 700, TREND, EVN, box=(0, 100, 900, 600)).svg
