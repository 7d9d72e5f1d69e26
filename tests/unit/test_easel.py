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


def jpeg(width: int, height: int, **options: object) -> bytes:
    buffer = io.BytesIO()
    Image.linear_gradient("L").resize((width, height)).convert("RGB").save(buffer, "JPEG", **options)
    return buffer.getvalue()


def photo_of(easel: Easel, data: bytes) -> bytes:
    easel.load = lambda name: data
    return easel.images[easel["photo"]("me.jpg", 400)]


def test_a_photo_that_needs_nothing_is_used_as_it_is(easel: Easel) -> None:
    plain = jpeg(300, 400)
    assert photo_of(easel, plain) == plain


@pytest.mark.parametrize(
    "options", [{"exif": b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0"}, {"icc_profile": b"\0" * 200}]
)
def test_a_photo_that_lies_or_has_colours_of_its_own_is_made_anew(easel: Easel, options: dict[str, bytes]) -> None:
    data = jpeg(300, 200, **options)
    made = photo_of(easel, data)
    assert made != data
    with Image.open(io.BytesIO(made)) as image:
        assert not image.getexif() and "icc_profile" not in image.info


def test_a_photo_that_is_too_large_or_cut_off_is_not_passed_on(easel: Easel) -> None:
    with Image.open(io.BytesIO(photo_of(easel, jpeg(900, 1200)))) as image:
        assert max(image.size) <= 400
    with pytest.raises(AssetkitError, match="cut off"):
        photo_of(easel, jpeg(300, 400)[:-300])
    assert easel["photo"] and photo_of(easel, jpeg(300, 400))
