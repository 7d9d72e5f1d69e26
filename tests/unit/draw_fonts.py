"""The package's fonts as faces, and the palettes that the drawing tests share."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

from assetkit.draw.glyphs import Face, face

WEIGHTS = ("Black", "ExtraBold", "Bold", "SemiBold", "Medium", "Regular")
EVN = {
    "ground": "#071A3D", "deep": "#040F26", "support": "#0A4DFF", "light": "#00A8FF",
    "accent": "#FFB020", "hot": "#FF5A1F", "paper": "#F6F8FC", "ink": "#0B1B33",
}
NATIONAL = {
    "ground": "#C8102E", "deep": "#8E0B20", "support": "#8E0B20", "light": "#E2183A",
    "accent": "#FFCF33", "hot": "#FF8A1F", "paper": "#FFF7E3", "ink": "#2A0A0F",
}
POINT = re.compile(r'h\.?1(?=[Mm"])')


@lru_cache(maxsize=1)
def faces() -> dict[str, Face]:
    folder = files("fontpkg_be_vietnam_pro") / "files"
    return {weight: face((folder / f"BeVietnamPro-{weight}.ttf").read_bytes()) for weight in WEIGHTS}


def points(svg: str, stroke: str) -> int:
    """How many points of one colour a drawing holds: counted on its paths, not by the code under test."""
    paths = re.findall(r"<path [^>]*>", svg)
    return sum(len(POINT.findall(path)) for path in paths if f'stroke="{stroke}"' in path and "h" in path)


def all_points(svg: str) -> int:
    return len(POINT.findall(svg))
