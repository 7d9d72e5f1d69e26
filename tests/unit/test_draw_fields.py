"""Prepared fields and their colours: exact counts, every name filled, small files."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from draw_fonts import EVN, NATIONAL, all_points

from assetkit.draw.drawing import count_points
from assetkit.draw.ramp import STEPS, channels, mix, ramp, tint
from assetkit.errors import AssetkitError

ART = sorted((Path(__file__).parents[2] / "templates" / "_shared" / "art").glob("*-*00.svg"))
COUNTED = re.compile(r"(?:bulb|sun|dawn)-(\d+)")


@pytest.mark.parametrize("path", ART, ids=lambda path: path.stem)
def test_a_field_has_exactly_its_points(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    match = COUNTED.fullmatch(path.stem)
    assert match
    assert all_points(text) == count_points(text) == int(match[1])
    assert path.stat().st_size < 200_000


@pytest.mark.parametrize("palette", [EVN, NATIONAL], ids=["evn", "national"])
@pytest.mark.parametrize("path", ART, ids=lambda path: path.stem)
def test_every_colour_name_is_filled(path: Path, palette: dict[str, str]) -> None:
    svg = tint(path.read_text(encoding="utf-8"), palette)
    assert "{" not in svg
    assert "}" not in svg
    colours = {node.get("stroke") for node in ET.fromstring(svg).iter() if node.get("stroke")} - {"none"}
    assert len(colours) > 8
    for colour in colours:
        channels(str(colour))


def test_there_are_all_the_fields() -> None:
    assert {path.stem for path in ART} >= {
        "bulb-10000", "bulb-1600", "bulb-400", "sun-10000", "sun-1600", "sun-400", "dawn-10000", "dawn-1600",
    }


def _light(colour: str) -> float:
    red, green, blue = channels(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("palette", [EVN, NATIONAL], ids=["evn", "national"])
@pytest.mark.parametrize("name", ["cold", "warm"])
def test_ramps_grow_brighter(palette: dict[str, str], name: str) -> None:
    steps = ramp(palette, name)
    assert len(steps) == STEPS
    lights = [_light(step) for step in steps]
    assert lights == sorted(lights)
    assert lights[-1] > 190


def test_mix_meets_both_ends() -> None:
    assert mix("#102030", "#ffffff", 0) == "#102030"
    assert mix("#102030", "#ffffff", 1) == "#ffffff"


def test_unknown_names_are_refused() -> None:
    with pytest.raises(AssetkitError, match="unknown colour"):
        tint('<path fill="{acent}"/>', EVN)
    with pytest.raises(AssetkitError, match="no ramp"):
        ramp(EVN, "tepid")
    with pytest.raises(AssetkitError, match="no colour 'support'"):
        ramp({"ground": "#000000"}, "cold")
    with pytest.raises(AssetkitError, match="not a colour"):
        mix("red", "#ffffff", 0.5)
