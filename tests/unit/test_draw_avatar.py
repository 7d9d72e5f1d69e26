"""Avatar frames: everything that must be read lies in the circle of profile pictures less 10%, and no line meets another."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Callable
from typing import Any

import pytest
from draw_fonts import EVN, NATIONAL, all_points, faces
from hypothesis import given, settings
from hypothesis import strategies as st

from assetkit.draw.avatar import MIDDLE, SAFE, TONES, Frame, Ring, least_type, reach, ring_text, toned, variant
from assetkit.draw.avatar_round import PORTRAIT, RIM, SUN, SUN_RADIUS, avatar_corona, avatar_sunburst
from assetkit.draw.avatar_wire import QUIET, avatar_wire
from assetkit.draw.drawing import Box
from assetkit.draw.ramp import is_warm
from assetkit.engine.takumi import Takumi
from assetkit.errors import AssetkitError
from assetkit.job import Job
from assetkit.page import Page
from assetkit.pipeline import set_page
from assetkit.proof import Subject
from assetkit.proof.contrast import luminance, ratio
from assetkit.sizes import bare_size
from assetkit.world import World

SLOGANS = (
    "Sáng kiến",
    "Tự hào trí tuệ lao động Việt Nam",
    "Mỗi người lao động ngành Điện một sáng kiến, vì tập thể vững mạnh và phát triển",
    "ẰẲẴẶ ẾỀỂỄỆ ỐỒỔỖỘ",
)
PEOPLE = (
    ("", ""),
    ("Lê Na", ""),
    ("", "Công đoàn Viên chức Việt Nam"),
    ("Trần Thị Thu Hương", "Công ty Điện lực Hà Nam"),
    ("Nguyễn Hoàng Phương Thảo Nguyên", "Tổng công ty Truyền tải điện Quốc gia"),
    ("ẤẰỆ Ợ", "ĐIỆN LỰC ỨỶ"),
)
HOLES = {avatar_corona: (MIDDLE, PORTRAIT), avatar_sunburst: (SUN, SUN_RADIUS)}
Draw = Callable[..., Frame]


def frame(draw: Draw, slogan: str, name: str = "", unit: str = "", **more: Any) -> Frame:
    return draw(slogan, palette=EVN, faces=faces(), name=name, unit=unit, **more)


def near(box: Box, centre: tuple[float, float]) -> float:
    """The distance of a box's nearest point from a centre outside of it."""
    dx = max(box.left - centre[0], centre[0] - box.right, 0.0)
    return math.hypot(dx, max(box.top - centre[1], centre[1] - box.bottom, 0.0))


@pytest.mark.parametrize("slogan", SLOGANS)
@pytest.mark.parametrize("draw", HOLES)
def test_every_glyph_lies_in_the_circle_and_no_line_meets_another(draw: Draw, slogan: str) -> None:
    centre, radius = HOLES[draw]
    for name, unit in PEOPLE:
        boxes = frame(draw, slogan, name, unit).boxes
        assert max(reach(box) for line in boxes.values() for box in line) <= SAFE
        others = [box for line, found in boxes.items() if line != "slogan" for box in found]
        assert not any(box.overlaps(other) for box in boxes["slogan"] for other in others)
        for box in boxes["slogan"]:  # boxes of turned letters reach further in than their ink, by an eighth at most
            assert near(box, centre) > radius + RIM - 0.12 * max(box.width, box.height)


@pytest.mark.parametrize("top", [True, False])
@given(text=st.text(st.sampled_from("aăâbcdđeêghiklmnoôơpqrstuưvxyạậẫốộợữỳĐẨỄỘ ,–."), min_size=1, max_size=90))
@settings(max_examples=40, deadline=None)
def test_any_text_fits_or_is_refused(top: bool, text: str) -> None:
    ring = Ring(MIDDLE, 404.7, 484.0)
    paint = {"max_angle": 172, "size_min": 26.0, "fill": "#fff", "light": "#fc0"}
    try:
        arc = ring_text(text, faces(), ring, top=top, weight="Black", size_max=66, **paint)
    except AssetkitError as error:
        assert "too long" in str(error) or "no text" in str(error)
        return
    assert 26 <= arc.size <= 66 and arc.angle <= 172.01
    ink = [float(v) for v in re.findall(r"-?\d+(?:\.\d+)?", arc.svg_fragment.split('" fill')[0])]
    for x, y in zip(ink[::2], ink[1::2], strict=True):
        assert ring.inner - 1.5 <= math.hypot(x - MIDDLE[0], y - MIDDLE[1]) <= SAFE
    assert all(reach(box) <= SAFE for box in arc.boxes)


def test_letters_follow_each_other_round_the_circle() -> None:
    boxes = frame(avatar_corona, SLOGANS[2]).boxes["slogan"]
    turns = [math.atan2((b.left + b.right) / 2 - 540, (b.top + b.bottom) / 2 - 540) for b in boxes]
    assert all(later - earlier > 0.008 for earlier, later in itertools.pairwise(turns))


def test_lit_dots_stay_in_the_circle_and_the_point_between_name_and_unit_is_lit() -> None:
    found = frame(avatar_corona, SLOGANS[1], "Lê Na", "Hà Nam").svg
    lit = re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)" r="([\d.]+)" fill="#FFB020"/>', found)
    discs = {(x, y): float(r) for x, y, r in lit}
    assert len(discs) == 5  # ự ệ ộ ệ and the point
    assert all(math.hypot(float(x) - 540, float(y) - 540) + r <= SAFE + 1 for (x, y), r in discs.items())


@pytest.mark.parametrize("draw", HOLES)
def test_what_cannot_be_set_is_refused(draw: Draw) -> None:
    with pytest.raises(AssetkitError, match="too long"):
        frame(draw, "sáng kiến " * 14)
    with pytest.raises(AssetkitError, match="too long"):
        frame(draw, SLOGANS[0], "Nguyễn Hoàng Phương Thảo Nguyên " * 3, "Tổng công ty Truyền tải điện Quốc gia")
    with pytest.raises(AssetkitError, match="no text"):
        frame(draw, "  ")
    with pytest.raises(AssetkitError, match="square"):
        frame(draw, SLOGANS[0], width=1080, height=1350)
    with pytest.raises(AssetkitError, match="too long"):
        frame(draw, SLOGANS[1], width=120, height=120, text=11)


@pytest.mark.parametrize(
    "values",
    [{}, {"turn": 2, "rays": 9, "tone": 0}, {"turn": 0, "rays": 1, "tone": 0}, {"turn": 0, "rays": "x", "tone": 0}],
)
def test_a_variant_that_cannot_be_drawn_is_refused(values: dict[str, object]) -> None:
    with pytest.raises(AssetkitError, match=r"variant|drawn"):
        variant(values)


def test_units_differ_and_each_is_always_the_same() -> None:
    looks = [
        {"turn": turn, "rays": rays, "tone": tone} for turn in (0.1, 0.6) for rays in (9, 18) for tone in range(TONES)
    ]
    for draw in HOLES:
        drawn = [frame(draw, SLOGANS[0], variant_of=look).svg for look in looks]
        assert len(set(drawn)) == len(looks)
        assert drawn[0] == frame(draw, SLOGANS[0], variant_of=looks[0]).svg
    wires = {avatar_wire(palette=EVN, variant_of=look).svg for look in looks}
    assert len(wires) == len(looks)


@pytest.mark.parametrize("palette", [EVN, NATIONAL])
@pytest.mark.parametrize("tone", range(TONES))
def test_text_reads_in_every_tone(palette: dict[str, str], tone: int) -> None:
    def light(colour: str) -> float:
        return luminance(*(int(colour[i : i + 2], 16) for i in (1, 3, 5)))

    tones = toned(palette, tone)
    around = tones["light" if is_warm(palette) else "support"]
    assert ratio(light(palette["paper"]), light(around)) >= 4.5
    assert ratio(light(palette["paper"]), light(tones["ground"])) >= 4.5
    assert ratio(light(tones["deep"]), light(tones["accent"])) >= 4.5


def test_least_type_follows_the_canvas() -> None:
    assert least_type(1080, 1080, 26) == 26
    assert least_type(540, 540, 26) == 52
    assert least_type(2048, 2048, 41) == 26


def test_the_wire_hangs_above_the_texts_and_mirrors() -> None:
    found = avatar_wire(palette=EVN, variant_of={"turn": 0.2, "rays": 18, "tone": 0}).svg
    places = [float(y) for y in re.findall(r"[ML]-?[\d.]+ ([\d.]+)", found[found.index('d="') : found.index("fill=")])]
    assert max(places) < QUIET.top - 20
    assert all_points(found) > 300
    with pytest.raises(AssetkitError, match="square"):
        avatar_wire(palette=EVN, width=300, height=100)


@pytest.fixture(scope="module")
def shop() -> tuple[World, Takumi]:
    world = World()
    return world, Takumi(world.fonts.values())


def page_of(shop: tuple[World, Takumi], template: str, side: int, fields: dict[str, str]) -> tuple[Page, Subject]:
    world, engine = shop
    size = bare_size(f"{side}x{side}")
    assert size is not None
    job = Job(template, size, "evn-10k-2022", "x", fields=fields, facts={}, folder=".")
    _, fitted, page, _ = set_page(job, world, engine)
    return page, Subject(page, fitted.layout, None, engine)  # type: ignore[arg-type]


@pytest.mark.parametrize("template", ["corona", "sunburst", "wire"])
def test_the_photo_shows_through_its_place_and_nowhere_else(shop: tuple[World, Takumi], template: str) -> None:
    side = 720
    page, subject = page_of(shop, template, side, {"name": "Lê Na", "unit": "Công ty Điện lực Hà Nam"})
    raster = shop[1].paint(page)
    photo = next(k for k, element in page.elements.items() if "data-photo" in element.attributes)
    box = subject.layout.boxes[photo]

    def alpha(x: float, y: float) -> int:
        return raster.data[4 * (int(y) * side + int(x)) + 3]

    middle = box.x + box.width / 2
    assert alpha(middle, box.y + box.height * 0.4) == 0
    assert alpha(middle, box.y + 0.05 * box.height) == 0
    assert alpha(0, side - 1) == alpha(side - 1, side - 1) == 255
    inside = (box.x - 1, box.y - 1, box.x + box.width + 1, box.y + box.height + 1)
    for y, x in itertools.product(range(0, side, 5), range(0, side, 5)):
        if not (inside[0] <= x <= inside[2] and inside[1] <= y <= inside[3]):
            assert alpha(x, y) == 255


@pytest.mark.parametrize(("template", "hole"), [("corona", (MIDDLE, PORTRAIT)), ("sunburst", (SUN, SUN_RADIUS))])
def test_the_page_s_place_is_the_drawing_s_hole(
    shop: tuple[World, Takumi], template: str, hole: tuple[tuple[float, float], float]
) -> None:
    page, subject = page_of(shop, template, 1080, {})
    photo = next(k for k, element in page.elements.items() if "data-photo" in element.attributes)
    box, ((x, y), radius) = subject.layout.boxes[photo], hole
    assert (box.x, box.y, box.width, box.height) == pytest.approx(
        (x - radius, y - radius, 2 * radius, 2 * radius), abs=1.01
    )
