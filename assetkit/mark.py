"""A mark: the bytes of an owner's file in, the mark as supplied with its own proportions out."""

from __future__ import annotations

import io
import re

from assetkit.draw.beside import SuppliedMark
from assetkit.errors import AssetkitError

SIGNATURES = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}
VIEW_BOX = re.compile(
    rb"""<svg[^>]*?\bviewBox\s*=\s*["']\s*[-\d.eE]+[\s,]+[-\d.eE]+[\s,]+(\d+(?:\.\d+)?)[\s,]+(\d+(?:\.\d+)?)""", re.DOTALL
)
SIDES = re.compile(
    rb"""<svg[^>]*?\bwidth\s*=\s*["'](\d+(?:\.\d+)?)(?:px)?["'][^>]*?\bheight\s*=\s*["'](\d+(?:\.\d+)?)(?:px)?["']""", re.DOTALL
)


def supplied_mark(data: bytes, clear_space: float, where: str) -> SuppliedMark:
    """The mark of an SVG, PNG or JPEG file. AssetkitError for any other file, or an SVG without a viewBox or width and height."""
    for signature, media_type in SIGNATURES.items():
        if data.startswith(signature):
            width, height = _pixels(data, where)
            return SuppliedMark(data, media_type, width, height, clear_space)
    found = VIEW_BOX.search(data) or SIDES.search(data)
    if b"<svg" not in data[:4096]:
        raise AssetkitError(
            "is neither SVG, PNG nor JPEG", where=f"mark '{where}'", hint="ask its owner for one of them"
        )
    if not found or not float(found[1]) or not float(found[2]):
        raise AssetkitError("its SVG has no viewBox", where=f"mark '{where}'", hint='add viewBox="0 0 width height"')
    return SuppliedMark(data, "image/svg+xml", float(found[1]), float(found[2]), clear_space)


def _pixels(data: bytes, where: str) -> tuple[int, int]:
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(data), formats=["PNG", "JPEG"]) as image:
            width, height = image.size
            return width, height
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError) as error:
        raise AssetkitError(
            f"is damaged: {error}", where=f"mark '{where}'", hint="the file as its owner supplied it"
        ) from error
