"""Limits: the file's own header against the pixels and bytes that its place takes."""

from __future__ import annotations

import io

from PIL import Image

from assetkit.artifact import Finding
from assetkit.encode import megabytes
from assetkit.proof import Subject, check

FORMATS = {"png": "PNG", "jpg": "JPEG", "webp": "WEBP"}


@check("limits", "Places refuse or recompress files of other pixels, formats or more bytes than they take.")
def limits(subject: Subject) -> list[Finding]:
    size, encoded = subject.size, subject.encoded
    found = []
    with Image.open(io.BytesIO(encoded.data), formats=[FORMATS[encoded.format]]) as image:
        if image.size != (size.width, size.height):
            found.append(
                Finding("limits", "error", f"{image.width}×{image.height} px instead of {size.width}×{size.height}")
            )
    limit = size.limits.get(encoded.format)
    if limit and len(encoded.data) > limit:
        found.append(Finding("limits", "error", f"{megabytes(len(encoded.data))}, {megabytes(limit)} is the most"))
    return found
