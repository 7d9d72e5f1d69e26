"""Icons: all drawable, all of one stroke, an unknown name names the nearest."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest

from assetkit.draw.icons import GRID, ICONS, icon
from assetkit.errors import AssetkitError

WANTED = (
    "arrow-up arrow-down arrow-right tick star clock calendar qr-corner user worker search phone globe bulb flag trophy "
    "building certificate form hall login pencil people send stamp"
)


def test_all_wanted_icons_exist() -> None:
    assert set(WANTED.split()) == set(ICONS)


@pytest.mark.parametrize("name", ICONS)
def test_an_icon_is_one_stroked_path_inside_its_grid(name: str) -> None:
    root = ET.fromstring(icon(name, "#FFB020", 3.5))
    (path,) = list(root)
    assert (path.get("fill"), path.get("stroke"), path.get("stroke-width")) == ("none", "#FFB020", "3.5")
    values = [float(value) for value in re.findall(r"\d+\.?\d*", ICONS[name])]
    assert max(values) <= GRID - 2


def test_an_unknown_icon_names_the_nearest() -> None:
    with pytest.raises(AssetkitError, match="did you mean 'trophy'"):
        icon("trophies", "#FFB020")
    with pytest.raises(AssetkitError, match="not a colour"):
        icon("tick", "amber")
