"""Charts: labels never meet and never leave the sheet, nothing is set below the size asked for, the same figures give the same bytes."""

from __future__ import annotations

import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from chart_figures import CAMPAIGNS, LONG, drawn, unit_names
from figures import EVN, NATIONAL

from assetkit.charts import KINDS, draw, lay_out
from assetkit.charts.lettering import fitted, ink, wrapped
from assetkit.charts.sheet import Sheet
from assetkit.charts.tones import GROUNDS, contrast, tones
from assetkit.draw.drawing import Box
from assetkit.errors import AssetkitError

PALETTE = EVN.palette.model_dump()
SHEETS = ((952, 900, 22), (900, 420, 24), (472, 300, 22), (760, 1180, 24))


def laid(
    kind: str, width: float, height: float, text: float, ground: str = "paper", campaign: str = "evn", **more: Any
) -> Sheet:
    speaker = CAMPAIGNS[campaign]
    return lay_out(drawn(kind, campaign=speaker, **more), width, height, speaker.palette.model_dump(), ground, text)


def meetings(sheet: Sheet) -> list[tuple[str, str]]:
    return [(a.text, b.text) for a, b in combinations(sheet.labels, 2) if a.box.overlaps(b.box)]


def outside(sheet: Sheet) -> list[str]:
    held = Box(-0.5, -0.5, sheet.width + 0.5, sheet.height + 0.5)
    return [
        label.text
        for label in sheet.labels
        if label.box.left < held.left
        or label.box.top < held.top
        or label.box.right > held.right
        or label.box.bottom > held.bottom
    ]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("units", "long"), [(3, False), (3, True), (8, False), (60, False), (60, True)])
def test_no_two_labels_meet_and_none_leaves_the_sheet(kind: str, units: int, long: bool) -> None:
    for width, height, text in SHEETS:
        sheet = laid(kind, width, height, text, units=units, weeks=45, long=long)
        assert sheet.labels, f"{kind} says nothing at {width}×{height}"
        assert not meetings(sheet), f"{width}×{height}: {meetings(sheet)[:3]}"
        assert not outside(sheet), f"{width}×{height}: {outside(sheet)[:3]}"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("weeks", [2, 5, 60])
@pytest.mark.parametrize("speed", [0.2, 2.4])
def test_labels_keep_apart_whatever_the_figures(kind: str, weeks: int, speed: float) -> None:
    for width, height, text in SHEETS[:3]:
        sheet = laid(kind, width, height, text, "ground", "national", units=12, weeks=weeks, speed=speed)
        assert not meetings(sheet)
        assert not outside(sheet)


@pytest.mark.parametrize("kind", KINDS)
def test_every_number_of_units_has_a_picture(kind: str) -> None:
    for units in (1, 2, 27, 500):
        sheet = laid(kind, 952, 900, 22, units=units, weeks=12)
        assert not meetings(sheet)
        assert not outside(sheet)


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_set_below_the_size_asked_for(kind: str) -> None:
    svg = draw(drawn(kind, units=30), 952, 900, PALETTE, text_px=26)
    scales = [float(found) for found in re.findall(r"scale\((\S+) -", svg)]
    assert scales
    assert min(scales) * 100 >= 26 - 0.01


def test_a_sheet_refuses_smaller_type() -> None:
    sheet = Sheet(300, 200, tones(PALETTE, "paper"), 20)
    with pytest.raises(AssetkitError, match="is set at 19 px"):
        sheet.text(0, 50, "sáng kiến", "#000000", 19)


@pytest.mark.parametrize("kind", KINDS)
def test_the_picture_of_sixty_units_is_small_and_sound(kind: str) -> None:
    svg = draw(drawn(kind, units=60, weeks=60), 952, 1000, PALETTE, "ground", 22)
    assert len(svg.encode()) < 200_000
    tags = {element.tag.rpartition("}")[2] for element in ET.fromstring(svg).iter()}
    assert tags <= {
        "svg",
        "g",
        "path",
        "use",
        "defs",
        "style",
    }  # outlines only: no fonts, clips, filters or images to go wrong
    assert "NaN" not in svg
    assert "nan" not in svg


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_figures_give_the_same_bytes(kind: str) -> None:
    chart = drawn(kind, units=20)
    assert draw(chart, 700, 500, PALETTE) == draw(chart, 700, 500, PALETTE)


def test_other_processes_draw_the_same_bytes() -> None:
    script = (
        "import hashlib, sys; sys.path.insert(0, 'tests/unit'); from chart_figures import drawn; from figures import EVN;"
        "from assetkit.charts import KINDS, draw;"
        "print([hashlib.sha256(draw(drawn(k), 700, 500, EVN.palette.model_dump()).encode()).hexdigest()[:12] for k in KINDS],"
        "'matplotlib.pyplot' in sys.modules)"
    )
    root = Path(__file__).parents[2]
    told = set()
    for seed in ("1", "2"):
        environment = {
            "PYTHONHASHSEED": seed,
            "PATH": "/usr/bin:/bin",
            "HOME": str(Path.home()),
            "LC_ALL": "tr_TR.UTF-8" if seed == "2" else "C",
        }
        done = subprocess.run(
            [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=root, env=environment
        )
        told.add(done.stdout)
    assert len(told) == 1
    assert "False" in told.pop()


@pytest.mark.parametrize("kind", KINDS)
def test_the_page_engine_paints_what_is_drawn(kind: str) -> None:
    import pytakumi
    from PIL import Image, ImageChops

    sheet = laid(kind, 600, 420, 22, units=6)
    page = '<div style="width:100%;height:100%;background-color:#F6F8FC"><img src="c" style="width:600px;height:420px"></div>'
    data = pytakumi.Renderer().render_html(
        page, images={"c": sheet.svg().encode()}, width=600, height=420, format="raw"
    )
    picture = Image.frombytes("RGBA", (600, 420), data).convert("RGB")
    ink_of = ImageChops.difference(picture, Image.new("RGB", picture.size, "#F6F8FC")).convert("L")
    for label in sheet.labels:
        left, top, right, bottom = label.box
        box = ink_of.crop((int(left), int(top), int(right) + 1, int(bottom) + 1))
        assert box.getextrema()[1] > 60, f"“{label.text}” is not to be seen"


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("campaign", [EVN, NATIONAL], ids=lambda campaign: campaign.id)
def test_tones_are_legible_on_their_ground(ground: str, campaign: Any) -> None:
    found = tones(campaign.palette.model_dump(), ground)
    assert contrast(found.ink, found.back) >= 4.5
    assert contrast(found.quiet, found.back) >= 4.5
    assert contrast(found.lit, found.back) >= 3.0
    assert contrast(found.main, found.back) >= 3.0


def test_bars_begin_at_zero_and_pass_the_tick_only_beyond_the_quota(monkeypatch: pytest.MonkeyPatch) -> None:
    boxes: list[tuple[str, Box]] = []
    monkeypatch.setattr(Sheet, "boxes", lambda self, some, tone, alpha=1.0: boxes.extend((tone, box) for box in some))
    chart = drawn("units", units=6, weeks=80, speed=1.6)
    sheet = lay_out(chart, 952, 600, PALETTE, "paper", 22)
    bars = [box for tone, box in boxes if tone == sheet.tones.main]
    beyond = [box for tone, box in boxes if tone == sheet.tones.over]
    rows = chart["rows"]
    assert len(bars) == len(rows)
    assert len({bar.left for bar in bars}) == 1
    assert len(beyond) == sum(row.get("over", 0) > 0 for row in rows) > 0
    scale = bars[0].width / min(rows[0]["value"], rows[0]["quota"])
    for bar, row in zip(bars, rows, strict=True):
        assert bar.width == pytest.approx(
            max(min(row["value"], row.get("quota", row["value"])) * scale, bar.width * (row["value"] == 0)), abs=2
        )


def test_what_is_folded_is_said() -> None:
    for kind in ("units", "ranks", "heat", "multiples"):
        sheet = laid(kind, 700, 420, 22, units=60)
        assert [label.text for label in sheet.labels if "đơn vị khác" in label.text or label.text == "khác"], kind


@pytest.mark.parametrize("room", [560, 700, 820, 952])
def test_figure_and_quota_stand_in_every_panel_or_in_none(room: int) -> None:
    sheet = laid("multiples", room, 520, 22, units=24)
    shares = sum("%" in label.text for label in sheet.labels)
    assert sum("/" in label.text for label in sheet.labels) in (0, shares)


def test_names_that_are_cut_stay_different() -> None:
    names = tuple(unit_names(60, long=True))
    cut = fitted(names, 9.0)
    assert len(set(cut)) == len(names)
    assert all(ink(name).width <= 9.01 for name in cut)
    assert wrapped(LONG, 60.0) == (LONG,)
    assert " ".join(wrapped(LONG, 6.0)) == LONG


def test_what_cannot_be_drawn_is_said() -> None:
    chart = drawn("units", units=3)
    with pytest.raises(AssetkitError, match=r"not a kind of chart.*did you mean 'trend'"):
        draw({"kind": "trends"}, 300, 200, PALETTE)
    with pytest.raises(AssetkitError, match="cannot stand on 'papers'"):
        draw(chart, 300, 200, PALETTE, "papers")
    with pytest.raises(AssetkitError, match="cannot be drawn"):
        draw(chart, 3, 200, PALETTE)
    chart["rows"][0]["name"] = "Đơn vị 雷"
    with pytest.raises(AssetkitError, match="no font has the character “雷”"):
        draw(chart, 900, 200, PALETTE)
