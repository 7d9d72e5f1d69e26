"""The programme's sign as files: a campaign in, its lockup in every version that a designer needs out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assetkit.campaign import Campaign
from assetkit.draw.drawing import Drawing
from assetkit.draw.glyphs import Face
from assetkit.draw.lockup import lockup
from assetkit.engine import Engine
from assetkit.page import Page
from assetkit.png import png_bytes
from assetkit.sizes import Size

PNG_WIDTH = 1600  # px of the drawn files


@dataclass(frozen=True)
class Version:
    """A version of the sign: palette names (or colours) of its letters and its lit dot, and whether it is the small one."""

    ink: str
    light: str
    small: bool = False


VERSIONS: Mapping[str, Version] = {
    "reverse": Version("#FFFFFF", "accent"),
    "colour": Version("colour", "glow"),
    "ink": Version("ink", "ink"),
    "white": Version("#FFFFFF", "#FFFFFF"),
    "small-reverse": Version("#FFFFFF", "accent", small=True),
    "small-colour": Version("colour", "glow", small=True),
}


def _colour(campaign: Campaign, name: str) -> str:
    """On light paper the letters take the support colour, the dot the hot one: the accents are too pale there."""
    palette = campaign.palette
    named = {"colour": palette.support, "glow": palette.hot}
    return name if name.startswith("#") else named.get(name) or str(getattr(palette, name))


def signs(campaign: Campaign, faces: Mapping[str, Face]) -> dict[str, Drawing]:
    """Every version of the campaign's lockup, cropped to its ink, on no ground."""
    sign = campaign.lockup
    return {
        name: lockup(
            sign.lines,
            faces,
            _colour(campaign, v.ink),
            _colour(campaign, v.light),
            small=v.small,
            note=None if v.small else sign.note,
        )
        for name, v in VERSIONS.items()
    }


def sign_png(drawing: Drawing, engine: Engine) -> bytes:
    """The sign as a transparent PNG, 1600 px wide."""
    height = round(PNG_WIDTH * drawing.height / drawing.width)
    size = Size("sign", "sign", "print", PNG_WIDTH, height, (0, 0, 0, 0))
    style = f"width:{PNG_WIDTH}px;height:{height}px"
    page = Page(
        f'<div style="{style}"><img src="sign" style="{style}"></div>',
        (),
        {"sign": drawing.svg.encode()},
        size,
        where="sign",
    )
    return png_bytes(engine.paint(page))
