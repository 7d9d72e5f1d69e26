"""PDF for print: the pixels of a printed size in, a one-page file with its media, bleed and trim boxes out.

The page is as large as the trimmed sheet with its bleed, to the hundredth of a point; the picture fills it. Its colours are sRGB and say
so. Nothing in the file tells when or by whom it was made: the same picture gives the same bytes.
"""

from __future__ import annotations

import hashlib
import io
import struct
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assetkit.encode import PRINTED
from assetkit.errors import AssetkitError
from assetkit.page import Raster
from assetkit.sizes import Size

if TYPE_CHECKING:
    from PIL import Image
    from pypdf import PdfWriter

Box = tuple[float, float, float, float]
POINTS = 72 / 25.4  # of a millimetre, ISO 32000-1 8.3.2.3
LARGEST = 14_400  # points a side that every reader opens, ISO 32000-1 annex C; larger pages are given in user units
MAIL_LIMIT = 25_000_000  # bytes: what most mail servers pass on; beyond, the picture is packed with loss
QUALITY = 95  # JPEG, without colour subsampling: small coloured type stays sharp
ROWS = 256  # packed at a time, so that a sheet of 60 megapixels never stands in memory twice
CONDITION = "sRGB IEC61966-2.1"
FIXED_DATE = "D:20220101000000+07'00'"
ICC_DATE = slice(24, 36)  # of the profile's header, ICC.1:2010 7.2.8


@dataclass(frozen=True)
class Sheet:
    """A printed sheet as its file tells it: the boxes in mm from the lower left corner (left, bottom, right, top), and the pixels."""

    media: Box
    bleed: Box
    trim: Box
    width: int
    height: int
    title: str
    lang: str


def _millimetres(size: Size) -> tuple[float, float]:
    """Width and height of the sheet with its bleed."""
    if size.trim_mm is None:
        raise AssetkitError("is for screens: a PDF needs a printed size", where=f"size {size.id}", hint=PRINTED)
    return size.trim_mm[0] + 2 * size.bleed_mm, size.trim_mm[1] + 2 * size.bleed_mm


def _opaque(image: Image.Image) -> Image.Image:
    """The picture as RGB, on white paper where nothing is painted."""
    from PIL import Image as Pillow

    if image.getchannel("A").getextrema() == (255, 255):
        return image.convert("RGB")
    white = Pillow.new("RGBA", image.size, "white")
    white.alpha_composite(image)
    return white.convert("RGB")


def _bands(raster: Raster) -> Iterator[Image.Image]:
    from PIL import Image as Pillow

    image = Pillow.frombuffer("RGBA", (raster.width, raster.height), raster.data, "raw", "RGBA", 0, 1)
    for top in range(0, raster.height, ROWS):
        yield _opaque(image.crop((0, top, raster.width, min(raster.height, top + ROWS))))


def _lossless(raster: Raster) -> bytes:
    """The rows, each less the one above it (the PNG predictor Up), packed."""
    from isal import isal_zlib
    from PIL import Image as Pillow
    from PIL import ImageChops

    from assetkit.png import LEVEL, UP

    packer = isal_zlib.compressobj(LEVEL)
    last = Pillow.new("RGB", (raster.width, 1))
    stride = raster.width * 3
    parts = []
    for band in _bands(raster):
        above = Pillow.new("RGB", band.size)
        above.paste(last, (0, 0))
        above.paste(band, (0, 1))
        rows = ImageChops.subtract_modulo(band, above).tobytes()
        parts += [packer.compress(UP + rows[start : start + stride]) for start in range(0, len(rows), stride)]
        last = band.crop((0, band.height - 1, band.width, band.height))
    return b"".join([*parts, packer.flush()])


def _lossy(raster: Raster) -> bytes:
    from PIL import Image as Pillow

    image = Pillow.frombuffer("RGBA", (raster.width, raster.height), raster.data, "raw", "RGBA", 0, 1)
    buffer = io.BytesIO()
    _opaque(image).save(buffer, "JPEG", quality=QUALITY, subsampling=0)
    return buffer.getvalue()


def _profile() -> bytes:
    """The sRGB profile, without the moment at which it was made."""
    from PIL import ImageCms

    content = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    content[ICC_DATE] = struct.pack(">6H", 2022, 1, 1, 0, 0, 0)
    return bytes(content)


def _stream(data: bytes, **entries: Any) -> Any:
    """A stream whose bytes are already packed as its ``Filter`` says."""
    from pypdf.generic import EncodedStreamObject

    stream = EncodedStreamObject()
    stream._data = data  # pypdf's only way to pass packed bytes through
    stream.update(_entries(**entries))
    return stream


def _entries(**values: Any) -> Any:
    """A dictionary of a PDF: a text that begins with "/" is a name, any other is text."""
    from pypdf.generic import BooleanObject, DictionaryObject, NameObject, NumberObject, PdfObject, TextStringObject

    def written(value: Any) -> Any:
        if isinstance(value, PdfObject):
            return value
        if isinstance(value, bool):
            return BooleanObject(value)
        if isinstance(value, int):
            return NumberObject(value)
        return NameObject(value) if value.startswith("/") else TextStringObject(value)

    return DictionaryObject({NameObject(f"/{name}"): written(value) for name, value in values.items()})


def _picture(raster: Raster, profile: Any) -> Any:
    """The picture as an image of the file: without loss, or as JPEG when that would be too much to send."""
    from pypdf.generic import ArrayObject, NameObject

    data, how = _lossless(raster), {"Filter": "/FlateDecode"}
    if len(data) > MAIL_LIMIT:
        data, how = _lossy(raster), {"Filter": "/DCTDecode"}
    else:
        how["DecodeParms"] = _entries(Predictor=15, Colors=3, BitsPerComponent=8, Columns=raster.width)
    colours = ArrayObject([NameObject("/ICCBased"), profile])
    kind = {"Type": "/XObject", "Subtype": "/Image", "ColorSpace": colours, "BitsPerComponent": 8}
    return _stream(data, Width=raster.width, Height=raster.height, **kind, **how)


def _boxes(size: Size, scale: float) -> dict[str, Box]:
    """Media, bleed and trim boxes in user units of ``scale`` points."""
    width, height = _millimetres(size)
    edge = size.bleed_mm
    whole = (0.0, 0.0, width, height)
    boxes = {"MediaBox": whole, "BleedBox": whole, "TrimBox": (edge, edge, width - edge, height - edge)}
    return {
        name: (left * POINTS / scale, bottom * POINTS / scale, right * POINTS / scale, top * POINTS / scale)
        for name, (left, bottom, right, top) in boxes.items()
    }


def pdf_bytes(raster: Raster, size: Size, title: str) -> bytes:
    """The raster as a one-page PDF of a printed size. AssetkitError for a size that is not printed.

    Packed without loss, or from 25 MB as JPEG of quality 95. Colours are sRGB, with their profile as the file's output intent.
    """
    from pypdf import PdfWriter
    from pypdf.generic import ArrayObject, ByteStringObject

    scale = max(1.0, *(side * POINTS / LARGEST for side in _millimetres(size)))
    writer = PdfWriter()
    writer.pdf_header = "%PDF-1.7"
    profile = writer._add_object(_stream(zlib.compress(_profile()), N=3, Filter="/FlateDecode"))
    picture = _picture(raster, profile)
    identity = ByteStringObject(hashlib.sha256(picture._data + title.encode()).digest()[:16])
    writer._ID = ArrayObject([identity, identity])
    _lay_out(writer, _boxes(size, scale), scale, writer._add_object(picture))
    writer.add_metadata({"/Title": title, "/Producer": "assetkit", "/CreationDate": FIXED_DATE, "/ModDate": FIXED_DATE})
    intent = _entries(
        Type="/OutputIntent", S="/GTS_PDFA1", OutputConditionIdentifier=CONDITION, Info=CONDITION, DestOutputProfile=profile
    )
    shown = _entries(DisplayDocTitle=True)
    writer.root_object.update(_entries(Lang="vi", OutputIntents=ArrayObject([intent]), ViewerPreferences=shown))
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def _lay_out(writer: PdfWriter, boxes: Mapping[str, Box], scale: float, picture: Any) -> None:
    """The one page: its boxes, and the picture over all of it."""
    from pypdf.generic import ArrayObject, FloatObject

    _, _, width, height = boxes["MediaBox"]
    page = writer.add_blank_page(width, height)
    content = zlib.compress(f"q {width:.3f} 0 0 {height:.3f} 0 0 cm /Picture Do Q".encode())
    page.update(
        _entries(
            **{name: ArrayObject([FloatObject(f"{number:.3f}") for number in box]) for name, box in boxes.items()},
            **({"UserUnit": FloatObject(f"{scale:.6f}")} if scale > 1 else {}),
            Resources=_entries(XObject=_entries(Picture=picture)),
            Contents=writer._add_object(_stream(content, Filter="/FlateDecode")),
        )
    )


def read_sheet(data: bytes) -> Sheet:
    """What a file of :func:`pdf_bytes` tells of itself, read back. AssetkitError for any other file."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(io.BytesIO(data))
        (page,) = reader.pages
        content: Any = page
        root: Any = reader.trailer["/Root"]
        unit = float(page.get("/UserUnit", 1)) / POINTS
        media, bleed, trim = (_box(page, name, unit) for name in ("/MediaBox", "/BleedBox", "/TrimBox"))
        (picture,) = content["/Resources"]["/XObject"].values()
        image = picture.get_object()
        title = reader.metadata.title if reader.metadata else ""
        return Sheet(media, bleed, trim, int(image["/Width"]), int(image["/Height"]), title or "", str(root.get("/Lang", "")))
    except (PyPdfError, KeyError, ValueError, TypeError) as error:
        raise AssetkitError(f"is not a sheet of ours: {error}", where="PDF", hint="make it again with --force") from error


def _box(page: Any, name: str, unit: float) -> Box:
    left, bottom, right, top = (float(number) * unit for number in page[name])
    return left, bottom, right, top
