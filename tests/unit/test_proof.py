from __future__ import annotations

from dataclasses import replace

import pytest
from pages import page_of

from assetkit.artifact import Encoded, Finding
from assetkit.engine.takumi import Takumi
from assetkit.fit import fit
from assetkit.page import Page
from assetkit.proof import CHECKS, Subject, prove
from assetkit.proof.contrast import luminance, ratio

TEXT = ".t{position:absolute;left:60px;top:60px;font-size:40px;line-height:1.3;color:#fff;white-space:nowrap}.page{background-color:#071A3D}"


def findings(page: Page, engine: Takumi) -> dict[str, list[Finding]]:
    result = fit(page, engine)
    encoded = Encoded(engine.encode(page, "png"), "png")
    found = prove(Subject(result.page, result.layout, encoded, engine))
    return {name: [f for f in found if f.check == name and f.level != "ok"] for name in CHECKS}


def test_a_sound_page_passes_every_check(engine: Takumi) -> None:
    assert not any(findings(page_of('<div class="t">Sáng kiến</div>', TEXT), engine).values())


def test_text_cut_by_the_edge_is_seen(engine: Takumi) -> None:
    found = findings(page_of('<div class="t">Sáng kiến</div>', TEXT + ".t{left:500px}"), engine)
    assert any("edge" in f.message for f in found["overflow"])
    assert found["safe-area"]


def test_text_out_of_its_box_is_seen(engine: Takumi) -> None:
    found = findings(page_of('<div class="t">Sáng kiến của tôi</div>', TEXT + ".t{width:100px}"), engine)
    assert "Sáng kiến của tôi" in found["overflow"][0].message


def test_texts_that_run_into_each_other_are_seen(engine: Takumi) -> None:
    html = '<div class="t">Sáng kiến</div><div class="t u">Điện lực</div>'
    assert any("each other" in f.message for f in findings(page_of(html, TEXT + ".u{top:80px}"), engine)["overflow"])
    assert not findings(page_of(html, TEXT + ".u{top:112px}"), engine)["overflow"]


def test_type_that_is_too_small_to_read_is_seen(engine: Takumi) -> None:
    found = findings(page_of('<div class="t">nhỏ</div>', TEXT + ".t{font-size:8px}"), engine)
    assert "8 px" in found["safe-area"][0].message


def test_a_mark_where_the_place_covers_the_picture_is_seen(engine: Takumi) -> None:
    page = page_of(
        '<img data-keep class="m" src="m">', ".m{position:absolute;left:40px;top:40px;width:50px;height:50px}"
    )
    covered = replace(page, size=replace(page.size, clear=((0, 0, 80, 80),)))
    assert not findings(page, engine)["safe-area"]
    assert findings(covered, engine)["safe-area"]


def test_the_profile_circle_cuts_corners(engine: Takumi) -> None:
    page = page_of('<div class="t">góc</div>', TEXT, size="600x600")
    assert not findings(page, engine)["safe-area"]
    circle = replace(page, size=replace(page.size, circle=True))
    assert "circle" in findings(circle, engine)["safe-area"][0].message


@pytest.mark.parametrize(
    ("ground", "well"), [("#071A3D", True), ("#ffffff", False), ("#dddddd", False), ("#0A4DFF", True)]
)
def test_contrast_is_judged_against_the_pixels_behind(engine: Takumi, ground: str, well: bool) -> None:
    page = page_of(
        '<div class="g"></div><div class="t">Sáng kiến</div>',
        TEXT + f".g{{position:absolute;inset:0;background-color:{ground}}}",
    )
    assert (not findings(page, engine)["contrast"]) is well


def test_contrast_sees_an_inline_word_of_another_colour(engine: Takumi) -> None:
    page = page_of('<div class="t">Sáng <b style="color:#0b2350">kiến</b></div>', TEXT)
    assert findings(page, engine)["contrast"]


def test_contrast_sees_a_picture_behind_one_end_of_a_line(engine: Takumi) -> None:
    css = TEXT + ".g{position:absolute;left:200px;top:0;width:400px;height:400px;background-color:#eeeeee}"
    assert findings(page_of('<div class="g"></div><div class="t">Sáng kiến mới</div>', css), engine)["contrast"]


def test_wcag_examples() -> None:
    assert round(ratio(luminance(255, 255, 255), luminance(0, 0, 0)), 1) == 21.0
    assert round(ratio(luminance(119, 119, 119), luminance(255, 255, 255)), 2) == 4.48


def test_a_file_of_other_pixels_is_seen(engine: Takumi) -> None:
    page = page_of('<div class="t">Sáng kiến</div>', TEXT)
    result = fit(page, engine)
    other = Encoded(engine.encode(page_of("", size="300x200"), "png"), "png")
    found = prove(Subject(result.page, result.layout, other, engine))
    assert any(f.check == "limits" and "300×200" in f.message for f in found)


def test_every_check_says_why_it_exists() -> None:
    assert all(len(check.rationale) > 30 for check in CHECKS.values())


def test_text_that_runs_into_a_mark_is_seen(engine: Takumi) -> None:
    css = TEXT + ".m{position:absolute;left:%dpx;top:60px;width:60px;height:60px}"
    for left, faults in ((200, True), (420, False)):
        found = findings(page_of('<div class="t">Sáng kiến</div><img data-keep class="m" src="m">', css % left), engine)
        assert any("runs into img.m" in f.message for f in found["overflow"]) is faults
