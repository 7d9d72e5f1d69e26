from __future__ import annotations

import io
from collections.abc import Callable

import pytest
import zxingcpp
from PIL import Image

from assetkit.easel import Easel
from assetkit.engine.takumi import Takumi
from assetkit.errors import AssetkitError
from assetkit.page import Page
from assetkit.sizes import bare_size
from assetkit.world import World


@pytest.fixture
def easel(world: World) -> Easel:
    art = {"a.svg": b'<svg xmlns="http://www.w3.org/2000/svg"><path fill="{accent}" d="M0 0h9v9z"/></svg>', "b.png": b"png"}

    def load(name: str) -> bytes:
        raise AssetkitError("there is no such file", where=name)

    return Easel(world.campaign("evn-10k-2022"), world.faces, art, load)


def paint(image: bytes, side: int, engine: Takumi) -> Image.Image:
    size = bare_size(f"{side}x{side}")
    assert size is not None
    html = f'<div style="width:{side}px;height:{side}px"><img src="i" style="width:{side}px;height:{side}px"></div>'
    with Image.open(io.BytesIO(engine.encode(Page(html, (), {"i": image}, size), "png"))) as picture:
        return picture.convert("RGB")


@pytest.mark.parametrize("text", ["https://sangkien.congdoanvietnam.org", "https://example.vn/?a=" + "đ" * 60])
@pytest.mark.parametrize("side", [96, 240])
def test_a_qr_code_reads_back_as_what_it_says(easel: Easel, engine: Takumi, text: str, side: int) -> None:
    name = easel["qr"](text)
    found = zxingcpp.read_barcodes(paint(easel.images[name], side * (2 if "=" in text else 1), engine))
    assert [code.text for code in found] == [text]


def test_a_qr_code_has_its_quiet_zone(easel: Easel, engine: Takumi) -> None:
    name = easel["qr"]("https://example.vn")
    picture = paint(easel.images[name], 296, engine)
    edge = picture.crop((0, 0, 296, 28)).getcolors()
    assert edge == [(296 * 28, (255, 255, 255))]


def test_the_portal_is_what_a_qr_code_says_by_itself(easel: Easel, engine: Takumi) -> None:
    (code,) = zxingcpp.read_barcodes(paint(easel.images[easel["qr"]()], 240, engine))
    assert code.text == easel.campaign.portal


def test_a_campaign_without_a_portal_has_no_qr_code_to_draw(world: World) -> None:
    campaign = world.campaign("evn-10k-2022").model_copy(update={"portal": None})
    with pytest.raises(AssetkitError, match="portal"):
        Easel(campaign, world.faces, {}, lambda name: b"")["qr"]()


def test_art_takes_the_colours_of_the_campaign(easel: Easel) -> None:
    content = easel.images[easel["art"]("a.svg")].decode()
    assert easel.campaign.palette.accent in content
    assert "{" not in content


def test_the_same_drawing_has_the_same_name_and_another_colour_another(easel: Easel) -> None:
    assert easel["icon"]("tick", "accent") == easel["icon"]("tick", "accent")
    assert easel["icon"]("tick", "accent") != easel["icon"]("tick", "hot")


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda e: e["lokup"], "did you mean 'lockup'"),
        (lambda e: e["art"]("c.svg"), "missing"),
        (lambda e: e["icon"]("tik"), "did you mean 'tick'"),
        (lambda e: e["icon"]("tick", "acent"), "did you mean 'accent'"),
        (lambda e: e["mark"](0), "not supplied"),
        (lambda e: e["photo"]("nobody.jpg"), "no such file"),
        (lambda e: e["wires"](100, 100, 5, 3, nonsense=1), "wires"),
    ],
)
def test_what_cannot_be_drawn_says_what_to_try(easel: Easel, call: Callable[[Easel], str], says: str) -> None:
    with pytest.raises(AssetkitError, match=says):
        call(easel)
