"""The sign: one measure, no colliding marks, every dot lit."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from itertools import pairwise

import pytest
from draw_fonts import faces
from hypothesis import given, settings
from hypothesis import strategies as st

from assetkit.draw import lockup as module
from assetkit.draw.glyphs import shape
from assetkit.draw.lockup import _stack, lockup
from assetkit.errors import AssetkitError

WORDS = ["SÁNG KIẾN", "TRIỆU", "MỘT TRIỆU", "10.000", "75.000", "1.000.000", "NGÀN ĐIỀU ƯỚC", "LAO ĐỘNG", "ỨNG DỤNG"]
WHITE, AMBER = "#FFFFFF", "#FFB020"


def _circles(svg: str) -> list[str]:
    return re.findall(r"<circle [^>]*>", svg)


@pytest.mark.parametrize(
    "lines", [["10.000", "SÁNG KIẾN"], ["MỘT TRIỆU", "SÁNG KIẾN"], ["TỰ HÀO TRÍ TUỆ", "LAO ĐỘNG", "VIỆT NAM"]]
)
@pytest.mark.parametrize("small", [False, True])
def test_all_lines_have_one_measure(lines: list[str], small: bool) -> None:
    widths = []
    for line in _stack(lines, faces()["Black"], small):
        boxes = line.boxes()
        assert min(box.left for box in boxes) == pytest.approx(0.0, abs=module.MEASURE * 0.005)
        widths.append(max(box.right for box in boxes) - min(box.left for box in boxes))
    assert max(widths) <= min(widths) * 1.005


@settings(max_examples=50, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=2, max_size=3), st.booleans())
def test_marks_and_lights_never_collide(lines: list[str], small: bool) -> None:
    placed = _stack(lines, faces()["Black"], small)
    for above, below in pairwise(placed):
        for upper in above.boxes():
            assert not any(upper.overlaps(lower, module.AIR * module.MEASURE * 0.95) for lower in below.boxes())
        for light in (light for light in above.lights if light.hangs):
            edge = below.edge(-1e9, 1e9)
            assert min((x - light.dot.x) ** 2 + (y - light.dot.y) ** 2 for x, y in edge) ** 0.5 > light.reach + 8


def test_the_thousands_point_is_free_of_its_digits() -> None:
    for small in (False, True):
        (line,) = _stack(["10.000"], faces()["Black"], small)
        (light,) = line.lights
        gaps = [((x - light.dot.x) ** 2 + (y - light.dot.y) ** 2) ** 0.5 for x, y in line.edge(-1e9, 1e9)]
        assert min(gaps) >= light.dot.radius + 0.03 * line.size


def test_every_dot_is_lit_and_small_has_no_rays() -> None:
    full = lockup(["10.000", "SÁNG KIẾN"], faces(), WHITE, AMBER)
    small = lockup(["10.000", "SÁNG KIẾN"], faces(), WHITE, AMBER, small=True)
    assert len(_circles(full.svg)) == len(_circles(small.svg)) == 1
    assert f'stroke="{AMBER}"' in full.svg
    assert "stroke" not in small.svg
    million = lockup(["1.000.000", "VIỆC TỐT"], faces(), WHITE, AMBER)
    assert len(_circles(million.svg)) == 3


def test_the_middle_ray_ends_at_the_digits_height() -> None:
    (line,) = _stack(["10.000"], faces()["Black"], False)
    top = min(ray.y1 - ray.width / 2 for ray in line.lights[0].rays)
    assert top == pytest.approx(min(box.top for box in line.boxes()), abs=0.02 * line.size)


def test_a_short_numeral_spans_the_lines_beside_it() -> None:
    drawing = lockup(["1", "TRIỆU", "SÁNG KIẾN"], faces(), WHITE, AMBER)
    assert len(_circles(drawing.svg)) == 1
    assert 1.8 < drawing.width / drawing.height < 2.6
    ET.fromstring(drawing.svg)


def test_cropped_to_its_ink() -> None:
    drawing = lockup(["10.000", "SÁNG KIẾN"], faces(), WHITE, AMBER)
    assert drawing.width == pytest.approx(1000, abs=2)
    assert f'width="{drawing.width:.0f}"' in drawing.svg


@pytest.mark.parametrize("note", ["GIAI ĐOẠN 2025–2028", "CÔNG ĐOÀN VIÊN CHỨC VIỆT NAM", "2025"])
def test_a_note_keeps_within_the_measure(note: str) -> None:
    plain = lockup(["10.000", "SÁNG KIẾN"], faces(), WHITE, AMBER)
    noted = lockup(["10.000", "SÁNG KIẾN"], faces(), WHITE, AMBER, note=note)
    assert noted.width == pytest.approx(plain.width, abs=3)
    assert noted.height > plain.height + 30


def test_the_same_words_give_the_same_picture() -> None:
    first = lockup(["10.000", "SÁNG KIẾN"], faces(), WHITE, AMBER)
    shape.cache_clear()
    assert lockup(["10.000", "SÁNG KIẾN"], faces(), WHITE, AMBER) == first


@pytest.mark.parametrize(
    ("lines", "note", "said"),
    [
        ([], None, "one to three lines"),
        (["A", "B", "C", "D"], None, "one to three lines"),
        (["I", "MỘT DÒNG RẤT DÀI KHÔNG THỂ ĐỨNG CẠNH MỘT CHỮ"], None, "too long beside"),
        (["10.000", "SÁNG KIẾN"], "Một chú thích rất dài " * 5, "note"),
        (["10.000", "→ SÁNG KIẾN"], None, "no sign for '→'"),
    ],
)
def test_what_cannot_be_set_is_refused(lines: list[str], note: str | None, said: str) -> None:
    with pytest.raises(AssetkitError, match=said):
        lockup(lines, faces(), WHITE, AMBER, note=note)
