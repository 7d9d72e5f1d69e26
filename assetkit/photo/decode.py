"""The bytes of a photo in, a Portrait out: upright, sRGB, three channels, without metadata, no larger than needed."""

from __future__ import annotations

import io
import math
import struct
import warnings as python_warnings
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, NoReturn

from assetkit.errors import AssetkitError
from assetkit.photo.kinds import ACCEPTED, kind_of

if TYPE_CHECKING:
    from PIL import Image, ImageFile

MAX_BYTES = 80_000_000  # five times the largest phone photo seen (a 200 MP JPEG has about 16 MB at usual quality)
MAX_PIXELS = 50_000_000  # decoded: Pillow keeps 4 bytes per pixel, so 200 MB; a 48 MP phone HEIC just passes
MAX_PROGRESSIVE_PIXELS = 125_000_000  # progressive JPEG keeps all coefficients (3 bytes per pixel) whatever the scale
MAX_ZOOM = 8.0
SOFT_ENLARGEMENT = 1.25  # a photo enlarged by more than this looks soft beside sharp text
_ORIENTATION = 0x0112  # EXIF tag

# only the decoder that fits the bytes ever sees them; no plugin is registered and no other format is tried
_DECODERS: dict[str, tuple[str, str]] = {
    "JPEG": ("PIL.JpegImagePlugin", "JpegImageFile"),
    "PNG": ("PIL.PngImagePlugin", "PngImageFile"),
    "WEBP": ("PIL.WebPImagePlugin", "WebPImageFile"),
    "GIF": ("PIL.GifImagePlugin", "GifImageFile"),
    "TIFF": ("PIL.TiffImagePlugin", "TiffImageFile"),
    "AVIF": ("PIL.AvifImagePlugin", "AvifImageFile"),
    "HEIF": ("pi_heif", "HeifImageFile"),
}

# what Pillow's plugins raise on damaged files
_DAMAGE = (
    OSError,
    RuntimeError,
    SyntaxError,
    ValueError,
    EOFError,
    KeyError,
    IndexError,
    TypeError,
    OverflowError,
    struct.error,
)


JPEG_START, JPEG_END = b"\xff\xd8\xff", b"\xff\xd9"
HEADER = 65_536  # bytes in which a JPEG's camera data would begin


@dataclass(frozen=True)
class Portrait:
    """A photo ready to be cropped.

    ``image``: mode RGB, sRGB, upright, no metadata. ``warnings``: what was doubtful, in the user's words.
    ``source_size``: width and height in px that the file declares, before the picture was shrunk or turned.
    """

    image: Image.Image
    warnings: tuple[str, ...]
    source_size: tuple[int, int]


def decode(data: bytes, *, target: int | tuple[int, int], where: str, zoom: float = 1.0) -> Portrait:
    """Decode a JPEG, PNG, WebP, GIF, TIFF, AVIF or HEIC photo (first frame of a moving one).

    ``target``: side, or width and height, in px of the place that the photo will fill; ``zoom`` (1 to 8): how much
    closer than the largest crop the caller will go. The picture is decoded at the smallest scale that still gives
    this crop ``target`` px. Transparency is laid on white. ``where`` names the file in errors.
    Raises AssetkitError: empty, not a picture, damaged, over 80 MB, over 50 million pixels when decoded.
    Python's warnings are caught while decoding, which is not thread-safe: decode in one thread per process.
    """
    width, height = (target, target) if isinstance(target, int) else target
    if min(width, height) < 1 or not 1.0 <= zoom <= MAX_ZOOM:
        raise AssetkitError(f"invalid target {width}×{height} px at zoom {zoom}", where=where, hint="zoom from 1 to 8")
    if len(data) > MAX_BYTES:
        size = f"{len(data) / 1e6:.1f} MB"
        raise AssetkitError(f"the file has {size}, more than 80 MB", where=where, hint="save it as a JPEG")
    kind = kind_of(data, where=where)
    needed = (math.ceil(width * zoom), math.ceil(height * zoom))
    with python_warnings.catch_warnings(record=True) as noticed:
        python_warnings.simplefilter("always")
        source = _opened(data, kind, where)
        stored = source.size
        image, remarks = _decoded(source, kind, needed, where)
    remarks += [f"the file is slightly damaged: {notice.message}" for notice in noticed]
    remarks += _softness(image.size, needed)
    return Portrait(image, tuple(dict.fromkeys(" ".join(remark.split()) for remark in remarks)), stored)


def ready_size(data: bytes, *, target: int, where: str) -> tuple[int, int] | None:
    """Width and height of a photo that can be used as it is: a whole, upright sRGB JPEG of at most ``target`` px a side.

    None for every other file: :func:`decode` it. Reads the header only.
    """
    if not data.startswith(JPEG_START) or not data.endswith(JPEG_END) or b"Exif" in data[:HEADER] or len(data) > MAX_BYTES:
        return None
    source = _opened(data, "JPEG", where)
    plain = source.mode == "RGB" and not {"icc_profile", "exif", "adobe"} & source.info.keys()
    return source.size if plain and max(source.size) <= target else None


def _opened(data: bytes, kind: str, where: str) -> ImageFile.ImageFile:
    """Read the header only."""
    from PIL.Image import DecompressionBombError

    module, name = _DECODERS[kind]
    try:
        library = import_module(module)
        if kind == "HEIF":  # what is not shown is not parsed
            library.options.THUMBNAILS = library.options.DEPTH_IMAGES = library.options.AUX_IMAGES = False
        decoder: Callable[[io.BytesIO], ImageFile.ImageFile] = getattr(library, name)
        return decoder(io.BytesIO(data))
    except ImportError as error:
        hint = "save the photo as JPEG"
        raise AssetkitError(f"this {kind} picture cannot be read here: {error}", where=where, hint=hint) from error
    except (*_DAMAGE, DecompressionBombError) as error:  # a GIF frame may claim any size
        _refuse_damaged(kind, error, where)


def _decoded(
    source: ImageFile.ImageFile, kind: str, needed: tuple[int, int], where: str
) -> tuple[Image.Image, list[str]]:
    remarks: list[str] = []
    stored = source.width * source.height
    if kind == "JPEG":
        lying = _orientation(source, remarks) >= 5
        source.draft("RGB", needed[::-1] if lying else needed)
    _check_pixels(source, stored, where)
    try:
        source.load()
    except (*_DAMAGE, MemoryError) as error:
        _refuse_damaged(kind, error, where)
    # asked again after loading: PNG may carry EXIF after the pixels, and TIFF and HEIF have turned themselves by now
    turn = _orientation(source, remarks)
    profile = source.info.get("icc_profile")
    image = _flat(source, where)
    image = _reduced(image, needed[::-1] if turn >= 5 else needed)
    image = _standard_colours(image, profile, remarks)
    image = _upright(image, turn)
    image = image.copy() if image is source else image  # a plain picture, not one that holds the file
    image.info.clear()
    return image, remarks


def _check_pixels(source: ImageFile.ImageFile, stored: int, where: str) -> None:
    """Refuse by the size that decoding will have; ``stored``: pixels in the file, before draft() shrank a JPEG."""
    width, height = source.size
    if min(width, height) < 1:
        raise AssetkitError(f"the picture has no pixels ({width}×{height})", where=where, hint="send the photo again")
    if width * height > MAX_PIXELS:
        message = f"the picture has {width}×{height} px = {width * height / 1e6:.0f} million, more than 50 million"
        raise AssetkitError(message, where=where, hint="save it smaller, or as a JPEG")
    if source.info.get("progressive") and stored > MAX_PROGRESSIVE_PIXELS:
        message = f"this progressive JPEG has {stored / 1e6:.0f} million pixels, more than 125 million"
        raise AssetkitError(message, where=where, hint="save it smaller, or as a baseline JPEG")


def _orientation(source: ImageFile.ImageFile, remarks: list[str]) -> int:
    """EXIF orientation 1 to 8; 1 when absent or senseless, with a remark when the camera data cannot be read."""
    try:
        value = source.getexif().get(_ORIENTATION, 1)
    except _DAMAGE:
        remarks.append("the camera data (EXIF) is damaged: the photo may lie on its side")
        return 1
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def _upright(image: Image.Image, orientation: int) -> Image.Image:
    from PIL import Image

    turns = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_270,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_90,
    }
    return image.transpose(turns[orientation]) if orientation in turns else image


def _flat(image: Image.Image, where: str) -> Image.Image:
    """Any mode that Pillow decodes -> RGB, L or CMYK with 8 bits, transparency laid on white."""
    from PIL import Image

    if image.mode.startswith("I;16") or image.mode == "I":
        # convert("L") would clip every value over 255: 16 bits are scaled instead
        return image.convert("I").point(lambda value: value * (1 / 257)).convert("L")
    if image.mode in ("F", "LAB", "HSV"):
        raise AssetkitError(f"{image.mode} pixels are not supported", where=where, hint="save the photo as JPEG or PNG")
    if image.has_transparency_data:
        clear = image.convert("RGBA")
        white = Image.new("RGB", clear.size, "white")
        white.paste(clear, mask=clear.getchannel("A"))
        return white
    return image if image.mode in ("RGB", "L", "CMYK") else image.convert("RGB")


def _reduced(image: Image.Image, needed: tuple[int, int]) -> Image.Image:
    """Shrink by a whole factor what draft() could not; twice the need is kept for the final, better filter."""
    factor = min(image.width // needed[0], image.height // needed[1]) // 2
    return image.reduce(factor) if factor >= 2 else image


def _standard_colours(image: Image.Image, profile: bytes | None, remarks: list[str]) -> Image.Image:
    """To sRGB by the embedded profile (perceptual), else by the plain formula of the mode."""
    if not profile:
        if image.mode == "CMYK":
            remarks.append("CMYK picture without a colour profile: its colours are approximate")
        return image if image.mode == "RGB" else image.convert("RGB")
    from PIL import ImageCms

    try:
        embedded = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        spoken = {"RGB": "RGB ", "L": "GRAY", "CMYK": "CMYK"}[image.mode]
        if embedded.profile.xcolor_space != spoken:
            remarks.append(f"the colour profile is for {embedded.profile.xcolor_space.strip()}: it was not used")
        elif not ImageCms.getProfileDescription(embedded).startswith("sRGB"):
            standard = ImageCms.createProfile("sRGB")
            turned = ImageCms.profileToProfile(image, embedded, standard, ImageCms.Intent.PERCEPTUAL, outputMode="RGB")
            if turned is not None:
                return turned
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        remarks.append("the colour profile of the photo is damaged: its colours are taken as sRGB")
    return image if image.mode == "RGB" else image.convert("RGB")


def _softness(size: tuple[int, int], needed: tuple[int, int]) -> list[str]:
    enlargement = max(needed[0] / size[0], needed[1] / size[1])
    if enlargement <= SOFT_ENLARGEMENT:
        return []
    return [f"the photo is small ({size[0]}×{size[1]} px): it is enlarged {enlargement:.1f} times and looks soft"]


def _refuse_damaged(kind: str, error: BaseException, where: str) -> NoReturn:
    message = f"the {kind} picture is damaged or cut off ({error})"
    raise AssetkitError(message, where=where, hint=f"send the original again, as {ACCEPTED}") from error
