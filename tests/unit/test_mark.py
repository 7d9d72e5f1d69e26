from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from assetkit.draw.beside import beside
from assetkit.draw.drawing import Drawing, picture
from assetkit.easel import Easel
from assetkit.engine.takumi import Takumi
from assetkit.errors import AssetkitError
from assetkit.mark import supplied_mark
from assetkit.page import Page
from assetkit.sizes import bare_size
from assetkit.world import World, shipped_root


def png(width: int, height: int, colour: str) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(buffer, "PNG")
    return buffer.getvalue()


SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><path fill="#00aa00" d="M0 0h40v20h-40z"/></svg>'


def test_marks_stand_before_the_sign_in_their_own_colours_and_proportions(engine: Takumi) -> None:
    sign = Drawing(picture(300, 100, '<path fill="#ff0000" d="M0 0h300v100h-300z"/>'), 300, 100)
    marks = [supplied_mark(png(50, 50, "#0000ff"), 0.5, "a"), supplied_mark(SVG, 0.25, "b")]
    whole = beside(sign, marks)
    assert (whole.width, whole.height) == (100 + 50 + 200 + 25 + 300, 100)
    size = bare_size("675x100")
    assert size is not None
    style = "width:675px;height:100px"
    raster = engine.paint(
        Page(f'<div style="{style}"><img src="s" style="{style}"></div>', (), {"s": whole.svg.encode()}, size)
    )
    painted = Image.frombytes("RGBA", (675, 100), raster.data)
    seen = {x: painted.getpixel((x, 50)) for x in (50, 125, 250, 362, 500)}
    assert seen == {
        50: (0, 0, 255, 255),
        125: (0, 0, 0, 0),
        250: (0, 170, 0, 255),
        362: (0, 0, 0, 0),
        500: (255, 0, 0, 255),
    }


def test_a_campaign_s_marks_come_from_its_own_folder_and_stand_beside_its_lockup(tmp_path: Path) -> None:
    text = (
        (shipped_root() / "campaigns" / "evn-10k-2022.toml")
        .read_text(encoding="utf-8")
        .replace('id = "evn-10k-2022"', 'id = "mine"')
    )
    (tmp_path / "campaigns").mkdir()
    (tmp_path / "campaigns" / "mine.toml").write_text(
        text + '\n[[mark]]\nfile = "union.svg"\nalt = "Công đoàn"\n', encoding="utf-8"
    )
    world = World(tmp_path)
    with pytest.raises(AssetkitError, match=r"union\.svg"):
        world.marks("mine")
    (tmp_path / "campaigns" / "union.svg").write_bytes(SVG)
    easel = Easel(world.campaign("mine"), world.faces, {}, lambda name: b"", world.marks("mine"))
    assert easel["lockup"]() != easel["lockup"](marks=False)
    assert easel["lockup"](small=True) == easel["lockup"](small=True, marks=False)
    assert easel.images[easel["mark"](0)] == SVG


@pytest.mark.parametrize(
    ("data", "says"),
    [(b"GIF89a", "neither SVG"), (b"<svg xmlns='x'/>", "no viewBox"), (b"\x89PNG\r\n\x1a\n", "damaged")],
)
def test_a_mark_that_cannot_be_placed_is_refused(data: bytes, says: str) -> None:
    with pytest.raises(AssetkitError, match=says):
        supplied_mark(data, 0.25, "m")
