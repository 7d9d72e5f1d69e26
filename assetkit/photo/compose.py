"""A portrait and a painted frame in, the finished picture and its bytes out: one resize, one paste with mask."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assetkit.errors import AssetkitError, nearest
from assetkit.photo.crop import crop_box
from assetkit.photo.head import Focus, head_focus

if TYPE_CHECKING:
    from PIL import Image

    from assetkit.photo.decode import Portrait

ALMOST_OPAQUE = 250  # painters round: alpha from here on, outside the photo place, is taken as opaque
FORMATS = ("JPEG", "PNG", "WebP")
SUBSAMPLINGS = ("4:4:4", "4:2:0")


@dataclass(frozen=True)
class Frame:
    """A painted frame, split once and used for many photos.

    ``rgb``: mode RGB, the whole frame. ``hole``: left, top, right, bottom in px: the box that the photo fills.
    ``mask``: mode L, as large as the hole: 255 where the photo is seen, 0 where the frame covers it.
    """

    rgb: Image.Image
    mask: Image.Image
    hole: tuple[int, int, int, int]

    @property
    def place(self) -> tuple[int, int]:
        """Width and height of the photo place in px: the target for decode()."""
        return self.hole[2] - self.hole[0], self.hole[3] - self.hole[1]


def split_frame(painted: Image.Image, *, hole: tuple[int, int, int, int] | None = None, where: str = "") -> Frame:
    """Split a painted page (mode RGBA, straight alpha, transparent or partly so where the photo is to be seen).

    ``hole``: the box of the photo place in px; None = the smallest box around everything that is not opaque.
    Raises AssetkitError when nothing is transparent, or something outside the hole is.
    """
    from PIL import ImageChops

    if painted.mode != "RGBA":
        raise AssetkitError(f"the frame has mode {painted.mode}", where=where, hint="paint it with transparency: RGBA")
    opening = ImageChops.invert(painted.getchannel("A"))
    open_box = opening.point([0 if 255 - value >= ALMOST_OPAQUE else 255 for value in range(256)]).getbbox()
    if open_box is None:
        raise AssetkitError("the frame has no transparent place for a photo", where=where, hint="leave one unpainted")
    hole = hole or open_box
    left, top, right, bottom = hole
    if not (0 <= left < right <= painted.width and 0 <= top < bottom <= painted.height):
        size = f"{painted.width}×{painted.height}"
        raise AssetkitError(f"the photo place {hole} is not inside the frame ({size})", where=where, hint="a box in px")
    if open_box[0] < left or open_box[1] < top or open_box[2] > right or open_box[3] > bottom:
        message = f"the frame is transparent in {open_box}, outside its photo place {hole}"
        raise AssetkitError(message, where=where, hint="paint the rest of the frame, or enlarge the photo place")
    return Frame(painted.convert("RGB"), opening.crop(hole), hole)


def compose(photo: Image.Image, frame: Frame) -> Image.Image:
    """Lay a photo (mode RGB, exactly as large as the frame's place) under the frame; gives mode RGB."""
    if photo.mode != "RGB" or photo.size != frame.place:
        found = f"{photo.mode} {photo.width}×{photo.height}"
        wanted = f"RGB {frame.place[0]}×{frame.place[1]}"
        raise AssetkitError(f"the photo is {found}, the place wants {wanted}", hint="crop it to the place first")
    picture = frame.rgb.copy()
    picture.paste(photo, frame.hole, frame.mask)
    return picture


def compose_avatar(
    portrait: Portrait,
    frame: Frame,
    *,
    focus: tuple[float, float] | Focus | None = None,
    zoom: float = 1.0,
) -> Image.Image:
    """Crop a portrait to the frame's photo place and lay it under the frame; gives mode RGB of the frame's size.

    ``focus``: the point to look at, 0..1 of the picture; None = the head, as far as it can be guessed.
    ``zoom``: 1 = the largest crop, 2 = half of its sides.
    """
    from PIL import Image

    image = portrait.image
    if focus is None:
        focus = head_focus(image)
    point, scale = ((focus.x, focus.y), focus.scale) if isinstance(focus, Focus) else (focus, 0.0)
    width, height = frame.place
    box = crop_box(*image.size, aspect=width / height, zoom=zoom, focus=point, scale=scale)
    return compose(image.resize(frame.place, Image.Resampling.BICUBIC, box=box, reducing_gap=3.0), frame)


def encode_avatar(image: Image.Image, format: str = "JPEG", *, quality: int = 90, subsampling: str = "4:4:4") -> bytes:
    """Encode as JPEG, PNG or WebP (``quality`` 1 to 95; PNG has none); without any metadata.

    ``subsampling``: of the colours in a JPEG, 4:4:4 or 4:2:0. The latter saves a quarter of the bytes, but draws a
    dull rim around amber dots and rings on blue, visible at 200 %: the colour error there is about twice as large.
    """
    if format not in FORMATS:
        raise AssetkitError(f"unknown picture format: {format}", hint=nearest(format, FORMATS))
    if not 1 <= quality <= 95:
        raise AssetkitError(f"invalid quality: {quality}", hint="a number from 1 to 95")
    if subsampling not in SUBSAMPLINGS:
        raise AssetkitError(f"unknown subsampling: {subsampling}", hint=nearest(subsampling, SUBSAMPLINGS))
    encoded = io.BytesIO()
    plain = image.convert("RGB") if image.mode != "RGB" else image
    # Pillow copies profile, EXIF and comment from image.info unless told otherwise
    if format == "JPEG":
        plain.save(encoded, "JPEG", quality=quality, subsampling=subsampling, icc_profile=None, exif=b"", comment=b"")
    else:
        plain.save(encoded, format, quality=quality, icc_profile=None, exif=b"")
    return encoded.getvalue()
