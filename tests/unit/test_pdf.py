from __future__ import annotations

import io
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageCms
from pypdf import PdfReader

from assetkit import pdf
from assetkit.artifact import Encoded
from assetkit.encode import encode
from assetkit.engine.takumi import Takumi
from assetkit.errors import AssetkitError
from assetkit.job import Job
from assetkit.page import Raster
from assetkit.pipeline import render
from assetkit.proof.limits import pixels
from assetkit.sizes import MAX_PIXELS, MAX_SIDE, Size, bare_size, load_sizes
from assetkit.world import World

TITLE = "Bảng xếp hạng đơn vị – 1 triệu sáng kiến"
POPPLER = pytest.mark.skipif(not shutil.which("pdfinfo"), reason="poppler-utils is not installed: pdfinfo reads nothing here")


def a_sheet(text: str = "4x3cm", bleed: int = 0) -> Size:
    """A small printed size, so that tests paint little."""
    size = bare_size(text)
    assert size is not None and size.trim_mm is not None and size.dpi is not None
    width, height = (round((side + 2 * bleed) / 25.4 * size.dpi) for side in size.trim_mm)
    return replace(size, width=width, height=height, bleed_mm=bleed)


def a_raster(size: Size, alpha: int = 255) -> Raster:
    """Every pixel another colour, so that a picture that is turned, shifted or cut is seen."""
    red = Image.linear_gradient("L").resize((size.width, size.height))
    green = red.transpose(Image.Transpose.ROTATE_180)
    blue = Image.radial_gradient("L").resize((size.width, size.height))
    image = Image.merge("RGBA", (red, green, blue, Image.new("L", red.size, alpha)))
    return Raster(size.width, size.height, image.tobytes())


def painted(data: bytes, size: Size) -> Image.Image:
    """The file's page as another reader paints it, at the size's own resolution."""
    document = pypdfium2.PdfDocument(data)
    picture: Image.Image = document[0].render(scale=(size.dpi or 72) / 72).to_pil().convert("RGB")
    document.close()
    return picture


def picture_of(raster: Raster) -> Image.Image:
    return Image.frombytes("RGBA", (raster.width, raster.height), raster.data).convert("RGB")


def test_another_reader_paints_the_same_picture() -> None:
    size = a_sheet("6x9cm", bleed=3)
    raster = a_raster(size)
    shown = painted(pdf.pdf_bytes(raster, size, TITLE), size)
    assert abs(shown.width - size.width) <= 1 and abs(shown.height - size.height) <= 1
    box = (0, 0, min(shown.width, size.width), min(shown.height, size.height))
    difference = ImageChops.difference(shown.crop(box), picture_of(raster).crop(box))
    assert max(high for _, high in difference.getextrema()) <= 4


def test_the_pixels_in_the_file_are_those_of_the_raster(monkeypatch: pytest.MonkeyPatch) -> None:
    size = a_sheet()
    raster = a_raster(size)
    document = pypdfium2.PdfDocument(pdf.pdf_bytes(raster, size, TITLE))
    (image,) = document[0].get_objects()
    inside = image.get_bitmap().to_pil()
    document.close()
    assert ImageChops.difference(inside.convert("RGB"), picture_of(raster)).getbbox() is None


def test_a_picture_too_large_to_send_is_packed_with_little_loss(monkeypatch: pytest.MonkeyPatch) -> None:
    size = a_sheet()
    raster = a_raster(size)
    monkeypatch.setattr(pdf, "MAIL_LIMIT", 1000)
    data = pdf.pdf_bytes(raster, size, TITLE)
    assert b"/DCTDecode" in data
    difference = ImageChops.difference(painted(data, size), picture_of(raster))
    assert max(high for _, high in difference.getextrema()) <= 12


def test_what_is_not_painted_is_white_paper() -> None:
    size = a_sheet()
    shown = painted(pdf.pdf_bytes(a_raster(size, alpha=0), size, TITLE), size)
    assert shown.getextrema() == ((255, 255),) * 3


@pytest.mark.parametrize("bleed", [0, 3])
@given(st.integers(2, 30), st.integers(2, 30))
@settings(max_examples=20, deadline=None)
def test_boxes_are_the_sheet_and_its_bleed(bleed: int, width: int, height: int) -> None:
    size = a_sheet(f"{width}x{height}cm", bleed)
    small = replace(size, width=16, height=16)
    sheet = pdf.read_sheet(pdf.pdf_bytes(a_raster(small), small, TITLE))
    whole = (0, 0, width * 10 + 2 * bleed, height * 10 + 2 * bleed)
    assert sheet.media == pytest.approx(whole, abs=0.001)
    assert sheet.bleed == sheet.media
    trim = (sheet.trim[2] - sheet.trim[0], sheet.trim[3] - sheet.trim[1])
    assert trim == pytest.approx((width * 10, height * 10), abs=0.001)
    assert sheet.trim[:2] == pytest.approx((bleed, bleed), abs=0.001)
    assert (sheet.title, sheet.lang) == (TITLE, "vi")


def test_the_same_picture_gives_the_same_file() -> None:
    size = a_sheet()
    assert pdf.pdf_bytes(a_raster(size), size, TITLE) == pdf.pdf_bytes(a_raster(size), size, TITLE)
    assert pdf.pdf_bytes(a_raster(size), size, TITLE) != pdf.pdf_bytes(a_raster(size), size, "Khác")


def test_a_hanging_longer_than_a_page_may_be_is_given_in_larger_units() -> None:
    size = replace(a_sheet("2000x60cm"), width=160, height=16)
    data = pdf.pdf_bytes(a_raster(size), size, TITLE)
    assert b"/UserUnit" in data
    assert pdf.read_sheet(data).media == pytest.approx((0, 0, 20_000, 600), abs=0.1)


def test_colours_are_said_to_be_srgb() -> None:
    size = a_sheet()
    root: Any = PdfReader(io.BytesIO(pdf.pdf_bytes(a_raster(size), size, TITLE))).trailer["/Root"]
    (intent,) = root["/OutputIntents"]
    assert intent["/OutputConditionIdentifier"] == "sRGB IEC61966-2.1"
    picture = root["/Pages"]["/Kids"][0]["/Resources"]["/XObject"]["/Picture"]
    assert picture["/ColorSpace"][0] == "/ICCBased"
    profile = ImageCms.ImageCmsProfile(io.BytesIO(intent["/DestOutputProfile"].get_data()))
    assert "sRGB" in ImageCms.getProfileDescription(profile)


@POPPLER
def test_poppler_reads_the_same_boxes_and_title(tmp_path: Path) -> None:
    size = a_sheet("6x9cm", bleed=3)
    (tmp_path / "a.pdf").write_bytes(pdf.pdf_bytes(a_raster(size), size, TITLE))
    said = subprocess.run(["pdfinfo", "-box", str(tmp_path / "a.pdf")], capture_output=True, text=True, check=True)
    lines = {line.split(":")[0]: line.split(":", 1)[1].split() for line in said.stdout.splitlines()}
    assert " ".join(lines["Title"]) == TITLE
    assert [float(number) for number in lines["TrimBox"]] == pytest.approx([8.50, 8.50, 178.58, 263.62], abs=0.01)
    assert lines["MediaBox"] == lines["BleedBox"]
    assert not said.stderr


def test_a_size_of_a_screen_is_refused(world: World) -> None:
    for make in (
        lambda: pdf.pdf_bytes(a_raster(a_sheet()), world.sizes["feed"], TITLE),
        lambda: encode(lambda name, quality: b"", world.sizes["feed"], "pdf"),
    ):
        with pytest.raises(AssetkitError, match=r"feed.*a4"):
            make()


def test_a_file_of_others_is_refused() -> None:
    with pytest.raises(AssetkitError, match="--force"):
        pdf.read_sheet(b"no file at all")


def test_a_printed_banner_is_a_pdf_that_says_its_resolution(world: World, engine: Takumi) -> None:
    size = a_sheet("10x6cm")
    artifact = render(Job("hero", size, "evn-10k-2022", "x"), world, engine)
    assert (artifact.encoded.format, artifact.media_type) == ("pdf", "application/pdf")
    assert "300 dpi" in artifact.encoded.note and "100×60 mm" in artifact.encoded.note
    assert pixels(artifact.encoded) == (size.width, size.height)
    assert pixels(Encoded(render(Job("hero", size, "evn-10k-2022", "x", format="jpg"), world, engine).encoded.data, "jpg"))


def test_printed_sizes_are_pdf_unless_asked(world: World) -> None:
    for size in world.sizes.values():
        assert (size.formats[0] == "pdf") == (size.group == "print") == (size.trim_mm is not None)


@given(st.integers(1, 3000), st.integers(1, 3000))
@settings(max_examples=50, deadline=None)
def test_any_sheet_is_drawn_as_finely_as_the_canvas_allows(width: int, height: int) -> None:
    try:
        size = bare_size(f"{width}x{height}cm")
    except AssetkitError:
        return
    assert size is not None and size.dpi is not None
    assert 10 <= size.dpi <= 300
    assert size.width * size.height <= MAX_PIXELS and max(size.width, size.height) <= MAX_SIDE
    finer = (size.dpi + 1) / size.dpi
    full = size.width * size.height * finer**2 > MAX_PIXELS * 0.99 or max(size.width, size.height) * finer > MAX_SIDE
    assert full or size.dpi in (50, 100, 150, 300)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ("trim_mm=[210,297]", "belong together"),
        ("dpi=300", "belong together"),
        ("bleed_mm=3", "belong together"),
        ("dpi=300\ntrim_mm=[210,297]", r"pixels should be \[2480, 3508\]"),
        ("dpi=0\ntrim_mm=[210,297]", "greater than 0"),
        ("dpi=300\ntrim_mm=[210]", "cannot be read"),
        ("", "a pdf needs"),
    ],
)
def test_a_printed_size_that_contradicts_itself_is_named(change: str, says: str) -> None:
    text = f'[a]\ntitle="A"\ngroup="print"\npixels=[100,100]\nsafe=[1,1,1,1]\nformats=["pdf"]\ntext=11\n{change}'
    with pytest.raises(AssetkitError, match=says):
        load_sizes(text)


def test_the_colour_profile_tells_no_moment_of_making() -> None:
    assert pdf._profile()[pdf.ICC_DATE] == bytes.fromhex("07e600010001000000000000")
