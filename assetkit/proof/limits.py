"""Limits: the file's own header against the pixels and bytes that its place takes."""

from __future__ import annotations

import io
import struct

from PIL import Image

from assetkit.artifact import Encoded, Finding
from assetkit.encode import megabytes
from assetkit.proof import Subject, check

FORMATS = {"png": "PNG", "jpg": "JPEG", "webp": "WEBP"}
PNG_START = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"  # then width and height, PNG specification 11.2.2


def pixels(encoded: Encoded) -> tuple[int, int]:
    """Width and height that the file's own header tells. A PNG's is read here: Pillow would load five decoders first, for 10 ms."""
    if encoded.data.startswith(PNG_START):
        width, height = struct.unpack_from(">II", encoded.data, len(PNG_START))
        return width, height
    if encoded.format == "pdf":
        from assetkit.pdf import read_sheet

        sheet = read_sheet(encoded.data)
        return sheet.width, sheet.height
    with Image.open(io.BytesIO(encoded.data), formats=[FORMATS[encoded.format]]) as image:
        return image.width, image.height


@check("limits", "Places refuse or recompress files of other pixels, formats or more bytes than they take.")
def limits(subject: Subject) -> list[Finding]:
    size, encoded = subject.size, subject.encoded
    found = []
    width, height = pixels(encoded)
    if (width, height) != (size.width, size.height):
        found.append(Finding("limits", "error", f"{width}×{height} px instead of {size.width}×{size.height}"))
    limit = size.limits.get(encoded.format)
    if limit and len(encoded.data) > limit:
        found.append(Finding("limits", "error", f"{megabytes(len(encoded.data))}, {megabytes(limit)} is the most"))
    return found
