"""Encoding: a page in, a file out that meets its place's byte limit, or the reason why it cannot."""

from __future__ import annotations

from collections.abc import Callable

from assetkit.artifact import Encoded
from assetkit.errors import AssetkitError
from assetkit.sizes import Size

BEST_QUALITY = 90
PRINTED = "a4, a3, a2, standee, or e.g. 60x90cm"
LEAST_QUALITY = 50  # below, the dots of the fields smear into blocks
Encoder = Callable[[str, int], bytes]  # format, quality -> file


def megabytes(count: int) -> str:
    """A byte count for people: ``1.4 MB`` or ``320 kB``."""
    return f"{count / 1e6:.1f} MB" if count >= 1e6 else f"{count / 1e3:.0f} kB"


def encode(encoder: Encoder, size: Size, image_format: str | None) -> Encoded:
    """The file in ``image_format``, else in the first of the size's formats that meets its limit.

    JPG and WebP search the highest quality that fits, from 90 down to 50. The note of a PDF tells its sheet and the resolution reached.
    Raises AssetkitError when nothing fits, and for a PDF of a size that is not printed.
    """
    formats = (image_format,) if image_format else size.formats
    notes: list[str] = []
    for name in formats:
        if name == "pdf" and not size.sheet:
            raise AssetkitError("is for screens: a PDF needs a printed size", where=f"size {size.id}", hint=PRINTED)
        limit = size.limits.get(name)
        quality = None if name in ("png", "pdf") else BEST_QUALITY
        data = encoder(name, BEST_QUALITY)
        if limit is not None and len(data) > limit and quality is not None:
            quality, data = _search(encoder, name, limit)
            notes.append(f"quality {quality} to stay within {megabytes(limit)}")
        if limit is None or len(data) <= limit:
            notes += [size.sheet] if name == "pdf" else []
            return Encoded(data, name, quality, "; ".join(notes))
        notes.append(f"{name} has {megabytes(len(data))}, the limit is {megabytes(limit)}")
    hint = "--format jpg" if image_format == "png" else "a calmer picture, or another size"
    raise AssetkitError("; ".join(notes), where=f"size {size.id}", hint=hint)


def _search(encoder: Encoder, name: str, limit: int) -> tuple[int, bytes]:
    """The highest quality whose file fits ``limit``; the lowest one's file when none does."""
    low, high = LEAST_QUALITY, BEST_QUALITY - 1
    best = low, encoder(name, low)
    if len(best[1]) > limit:
        return best
    while low < high:
        middle = (low + high + 1) // 2
        data = encoder(name, middle)
        if len(data) <= limit:
            low, best = middle, (middle, data)
        else:
            high = middle - 1
    return best
