"""Pictures that are data: one point is one initiative, or the drawing says how many."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest
from draw_fonts import EVN, NATIONAL, all_points, faces, points
from hypothesis import given, settings
from hypothesis import strategies as st

from assetkit.draw.coverage import cover, spans
from assetkit.draw.drawing import unit_note, unit_per_point
from assetkit.draw.field import Label, grid, number_field, sun_points
from assetkit.draw.ramp import mix, ramp
from assetkit.draw.rays import corona, dot_grid, rays, ring
from assetkit.draw.wires import wires
from assetkit.errors import AssetkitError

LIT = mix(ramp(EVN, "cold")[15], "#ffffff", 0.6)
ACCENT = EVN["accent"]


@settings(max_examples=50, deadline=None)
@given(st.integers(1, 600), st.integers(0, 600), st.sampled_from([(1200, 630), (1080, 1350), (1920, 320), (728, 90)]))
def test_wires_hold_exactly_the_counts(quota: int, done: int, size: tuple[int, int]) -> None:
    drawing = wires(*size, quota, done, EVN)
    assert drawing.unit_per_point == 1
    assert all_points(drawing.svg) == max(quota, done)
    assert points(drawing.svg, LIT) == min(quota, done)
    assert points(drawing.svg, ACCENT) == max(0, done - quota)


@settings(max_examples=40, deadline=None)
@given(st.integers(601, 2_000_000), st.integers(0, 3_000_000))
def test_large_wires_are_scaled_and_never_overstate(quota: int, done: int) -> None:
    drawing = wires(1200, 630, quota, done, EVN)
    unit = drawing.unit_per_point
    assert all_points(drawing.svg) <= 601
    lit = points(drawing.svg, LIT)
    assert (lit * unit <= done) if done < quota else (lit == -(-quota // unit))
    assert (lit == -(-quota // unit)) == (done >= quota)
    assert points(drawing.svg, ACCENT) == max(0, done - quota) // unit
    assert str(unit)[0] in drawing.note


def test_the_pylon_moves_for_a_large_surplus_only() -> None:
    held = wires(1200, 630, 213, 100, EVN).anchors["quota"]
    assert wires(1200, 630, 213, 239, EVN).anchors["quota"] == held
    assert wires(1200, 630, 20, 74, EVN).anchors["quota"][0] < held[0] / 2


def test_points_stay_on_their_side_of_the_canvas() -> None:
    drawing = wires(1200, 630, 20, 74, EVN)
    path = next(node for node in ET.fromstring(drawing.svg).iter() if node.get("stroke") == ACCENT)
    places = [float(part.split()[0]) for part in str(path.get("d")).split("M")[1:]]
    assert drawing.anchors["quota"][0] < min(places)
    assert max(places) < 1200


def test_wires_refuse_what_cannot_be_drawn() -> None:
    for quota, done in ((0, 5), (10, -1)):
        with pytest.raises(AssetkitError, match="a quota of 1 or more"):
            wires(1200, 630, quota, done, EVN)
    with pytest.raises(AssetkitError, match="did you mean 'pylon'"):
        wires(1200, 630, 10, 5, EVN, pilon=3)


@settings(max_examples=50, deadline=None)
@given(st.integers(1, 12_000))
def test_a_grid_has_exactly_its_points(total: int) -> None:
    points_of = grid(1080, 552, total)
    assert sum(points_of.counts) == total
    assert len(set(points_of.counts[:-1])) <= 1
    assert min(points_of.counts) >= 1


def _field(lit: int, total: int = 10_000, **more: object):  # type: ignore[no-untyped-def]
    text = f"{lit:,}".replace(",", ".")
    return number_field(text, 1080, 552, total, lit, EVN, faces(), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("lit", [0, 1, 2_399, 7_431, 9_999, 10_000, 10_244])
def test_a_field_has_the_targets_points_and_lights_the_count(lit: int) -> None:
    drawing = _field(lit)
    cold = ramp(EVN, "cold")
    assert all_points(drawing.svg) == 10_000
    unlit = points(drawing.svg, cold[2]) + points(drawing.svg, mix(cold[9], cold[12], 0.5))
    assert unlit == max(0, 10_000 - lit)


def test_phases_are_bands_of_their_counts() -> None:
    drawing = _field(10_244, phases=[2_399, 7_845], accent_tail=3)
    cold = ramp(EVN, "cold")
    assert points(drawing.svg, cold[5]) <= 2_399
    assert points(drawing.svg, ACCENT) > 500
    assert points(drawing.svg, EVN["paper"]) > 500
    assert drawing.anchors["phase-1"][1] == pytest.approx(552 * (1 - 0.2399), abs=8)


def test_labels_shrink_the_points_around_them_and_lose_none() -> None:
    label = Label("Mỗi chấm sáng là một sáng kiến", 64, 66, 30)
    plain, labelled = _field(10_000), _field(10_000, quiet=[label])
    assert all_points(labelled.svg) == all_points(plain.svg) == 10_000
    assert labelled.svg.count("<path") > plain.svg.count("<path")


def test_a_million_is_scaled() -> None:
    drawing = number_field("628.912", 1080, 552, 1_000_000, 628_912, NATIONAL, faces())
    assert drawing.unit_per_point == 100
    assert drawing.note == "Mỗi chấm là 100 sáng kiến"
    assert all_points(drawing.svg) == 10_000


def test_a_field_refuses_what_cannot_be() -> None:
    with pytest.raises(AssetkitError, match="target of 1"):
        _field(5, total=0)
    with pytest.raises(AssetkitError, match="add up to 30"):
        _field(20, phases=[10, 20])


def test_the_same_numbers_give_the_same_picture() -> None:
    assert _field(7_431).svg == _field(7_431).svg
    assert wires(1200, 630, 213, 160, EVN) == wires(1200, 630, 213, 160, EVN)
    assert corona(EVN, turn=7) == corona(EVN, turn=7)
    assert corona(EVN, turn=7) != corona(EVN, turn=8)


@pytest.mark.parametrize("count", [1, 26, 244, 2_000, 5_000])
def test_a_sun_has_its_points(count: int) -> None:
    drawing = sun_points(count, EVN)
    assert all_points(drawing.svg) == count // drawing.unit_per_point
    assert drawing.unit_per_point == (1 if count <= 2_000 else 5)


@settings(max_examples=40, deadline=None)
@given(st.floats(0, 3))
def test_a_ring_is_whole_only_at_its_end(share: float) -> None:
    drawing = ring(share, EVN, spokes=60, rows=1)
    lit = points(drawing.svg, ramp(EVN, "cold")[15])
    assert (lit == 60) == (share >= 1)
    assert lit == min(60, int(share * 60 + 1e-9))


def test_a_dot_grid_lights_its_share() -> None:
    drawing = dot_grid(20, 5, 92, EVN, accent=12)
    assert points(drawing.svg, ramp(EVN, "cold")[14]) == 80
    assert points(drawing.svg, ACCENT) == 12
    assert all_points(drawing.svg) == 100
    with pytest.raises(AssetkitError, match="cannot be lit"):
        dot_grid(2, 2, 5, EVN)


def test_no_point_of_a_corona_stands_in_the_portrait_or_in_a_quiet_sector() -> None:
    drawing = corona(NATIONAL, quiet=[(0, 90, 0, 500)])
    places = [
        (float(x), float(y))
        for node in ET.fromstring(drawing.svg).iter()
        if "h.1" in str(node.get("d"))
        for x, y in (part.split("h")[0].split() for part in str(node.get("d")).split("M")[1:])
    ]
    assert len(places) > 1_200
    for x, y in places:
        away = ((x - 540) ** 2 + (y - 540) ** 2) ** 0.5
        assert away > 394
        assert away > 499 or not (y < 540 and abs(x - 540) < (540 - y) * 0.99)


def test_rays_cover_the_canvas() -> None:
    drawing = rays(1080, 1350, 846, 506, 24, ["#E2183A", "#C8102E"], "#8E0B20")
    assert drawing.svg.count("Z") == 24
    ET.fromstring(drawing.svg)


@pytest.mark.parametrize(
    ("largest", "unit"), [(1, 1), (600, 1), (601, 2), (1_201, 5), (10_000, 20), (1_000_000, 2_000)]
)
def test_units_are_the_smallest_round_ones(largest: int, unit: int) -> None:
    assert unit_per_point(largest, 600) == unit
    assert unit_note(1) == ""
    assert unit_note(2_000) == "Mỗi chấm là 2.000 sáng kiến"


def test_coverage_of_a_square_with_a_hole() -> None:
    outer = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)]
    hole = [(3.0, 3.0), (3.0, 7.0), (7.0, 7.0), (7.0, 3.0)]
    assert spans([outer, hole], [1.0, 5.0, 12.0]) == [[(0.0, 10.0)], [(0.0, 3.0), (7.0, 10.0)], []]
    assert spans([outer, outer], [5.0]) == [[(0.0, 10.0)]]
    (cells,) = cover([outer, hole], [5.0], [0.5], 1.0, 0.5)
    assert cells == pytest.approx({0: 1, 1: 1, 2: 1, 7: 1, 8: 1, 9: 1})


@settings(max_examples=50, deadline=None)
@given(st.floats(0.5, 40), st.floats(0.5, 40), st.floats(0, 5), st.floats(0, 5))
def test_coverage_measures_area(width: float, height: float, left: float, top: float) -> None:
    box = [(left, top), (left + width, top), (left + width, top + height), (left, top + height)]
    rows = [index + 0.5 for index in range(50)]
    cells = cover([box], rows, [0.5] * 50, 1.0, 0.5)
    area = sum(sum(row.values()) for row in cells)
    assert area == pytest.approx(width * height, abs=0.34 * width + 0.01)
