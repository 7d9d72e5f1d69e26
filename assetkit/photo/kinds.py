"""The first bytes of a file in, the kind of picture out: names are never trusted, the bytes are."""

from __future__ import annotations

from assetkit.errors import AssetkitError

# brands of the ISO base media "ftyp" box: ISO/IEC 23008-12 (HEIF) and the AV1 Image File Format
_HEIF_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1"})
_AVIF_BRANDS = frozenset({b"avif", b"avis"})

_PICTURES: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"GIF87a", "GIF"),
    (b"GIF89a", "GIF"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
)

# what people send instead of a photo: (first bytes in lower case, what it is, what to do)
_STRANGERS: tuple[tuple[bytes, str, str], ...] = (
    (b"%pdf", "a PDF document", "export its page as JPEG or PNG"),
    (b"pk\x03\x04", "a ZIP archive or an Office document", "take the photo out and send it alone"),
    (b"rar!", "a RAR archive", "take the photo out and send it alone"),
    (b"<svg", "an SVG drawing", "save it as PNG"),
    (b"<?xml", "an XML or SVG file", "save the picture as PNG"),
    (b"<!doctype", "a web page", "open the link in a browser and save the picture itself"),
    (b"<html", "a web page", "open the link in a browser and save the picture itself"),
    (b"bm", "a BMP picture", "save it as PNG"),
    (b"8bps", "a Photoshop file", "save it as JPEG or PNG"),
    (b"%!ps", "a PostScript file", "save it as JPEG or PNG"),
)

ACCEPTED = "JPEG, PNG, WebP, GIF, TIFF, AVIF or HEIC"


def kind_of(data: bytes, *, where: str) -> str:
    """Name the format of ``data`` in Pillow's words: JPEG, PNG, WEBP, GIF, TIFF, AVIF or HEIF.

    Raises AssetkitError, naming what the file is instead, when it is none of them or empty.
    """
    if not data:
        raise AssetkitError("the file is empty", where=where, hint="send the photo again")
    for magic, kind in _PICTURES:
        if data.startswith(magic):
            return kind
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WEBP"
    if data[4:8] == b"ftyp":
        return _kind_of_media(data, where)
    start = data[:64].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    for magic, what, hint in _STRANGERS:
        if start.startswith(magic):
            raise AssetkitError(f"this is {what}, not a photo", where=where, hint=hint)
    raise AssetkitError("this is not a picture that can be read", where=where, hint=f"a {ACCEPTED} file")


def _kind_of_media(data: bytes, where: str) -> str:
    """HEIF and AVIF share a container with MP4; the brands of its first box tell them apart."""
    length = min(int.from_bytes(data[:4], "big"), 256)
    brands = [data[8:12], *(data[at : at + 4] for at in range(16, length - 3, 4))]
    if _AVIF_BRANDS & set(brands):
        return "AVIF"
    if _HEIF_BRANDS & set(brands):
        _check_items(data, where)
        return "HEIF"
    raise AssetkitError("this is a video, not a photo", where=where, hint="send a still picture of it")


def _check_items(data: bytes, where: str) -> None:
    """Refuse HEIF items whose type or name is not text: pi_heif 1.4 ends the whole process on them (found by fuzzing).

    An item is an "infe" box (ISO/IEC 14496-12, 8.11.6): size, name, version and flags, number, protection, type, names.
    """
    at = data.find(b"infe")
    while at >= 4:
        end = at - 4 + int.from_bytes(data[at - 4 : at], "big")
        text = at + (14 if data[at + 4 : at + 5] == b"\x03" else 12)
        # a find inside pixel data has a senseless length: such a box is not looked at
        if text + 4 <= end <= min(len(data), at + 4096):
            try:
                data[text:end].decode()
            except UnicodeDecodeError as error:
                hint = "send the original again, or save it as a JPEG"
                raise AssetkitError("the HEIF picture is damaged (its table)", where=where, hint=hint) from error
        at = data.find(b"infe", at + 4)
