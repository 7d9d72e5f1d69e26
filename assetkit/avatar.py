"""Avatars: a job with a photo in, the person in the campaign's frame out.

The frame is a page whose place for the photo (``data-photo``) stays transparent. It is painted once per template, size and text, and
then only pasted over the cropped photo.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from assetkit.artifact import Artifact, Encoded, Finding
from assetkit.encode import encode
from assetkit.engine import Engine
from assetkit.errors import AssetkitError
from assetkit.job import Job
from assetkit.page import Box, Page, Raster
from assetkit.photo import Frame, compose_avatar, decode, encode_avatar, split_frame
from assetkit.pipeline import alternative_text, set_page, sheet_title, sound
from assetkit.png import png_bytes
from assetkit.proof import Subject, prove
from assetkit.world import World

PLACE = "data-photo"  # the attribute of the element that the photo fills
FORMATS = {"jpg": "JPEG", "png": "PNG", "webp": "WebP"}
MEMORY = 4  # frames kept: each is 4 bytes a pixel


@dataclass(frozen=True)
class Framed:
    """A painted frame, its proofs, and what its text says."""

    frame: Frame
    findings: tuple[Finding, ...]
    text: str
    facts_read: dict[str, object]


_frames: dict[str, Framed] = {}


def photo_place(page: Page, boxes: dict[int, Box]) -> Box:
    """The box that the photo fills. AssetkitError when the template marks none, or several."""
    places = [k for k, element in page.elements.items() if PLACE in element.attributes and k in boxes]
    if len(places) != 1:
        raise AssetkitError(
            f"{len(places)} elements are marked {PLACE}",
            where=page.where,
            hint=f"mark exactly one: <div {PLACE}></div>",
        )
    return boxes[places[0]]


def _framed(job: Job, world: World, engine: Engine) -> Framed:
    key = repr((job.template, job.size.id, job.campaign, sorted(job.fields.items()), repr(job.facts.get("variant"))))
    if key not in _frames:
        filled, fitted, page, _ = set_page(job, world, engine)
        place = photo_place(page, dict(fitted.layout.boxes))
        raster = engine.paint(page)
        painted = Image.frombytes("RGBA", (raster.width, raster.height), raster.data)
        subject = Subject(page, fitted.layout, Encoded(png_bytes(raster), "png"), engine)
        while len(_frames) >= MEMORY:
            _frames.pop(next(iter(_frames)))
        box = (round(place.x), round(place.y), round(place.x + place.width), round(place.y + place.height))
        frame = split_frame(painted, hole=box, where=page.where)
        _frames[key] = Framed(frame, sound(prove(subject), page), filled.spoken, dict(filled.facts_read))
    return _frames[key]


def _file(job: Job, world: World, image: Image.Image, image_format: str, quality: int) -> bytes:
    """The avatar as a file of that format."""
    if image_format == "pdf":
        from assetkit.pdf import pdf_bytes

        raster = Raster(image.width, image.height, image.convert("RGBA").tobytes())
        return pdf_bytes(raster, job.size, sheet_title(job, world))
    return encode_avatar(image, FORMATS[image_format], quality=quality)


def render_avatar(job: Job, world: World, engine: Engine) -> Artifact:
    """The artifact of a job with a photo. Raises AssetkitError for a photo that cannot be used."""
    assert job.photo is not None
    framed = _framed(job, world, engine)
    name = Path(job.photo.file).name
    data = world.image_below(Path(job.folder), job.photo.file)
    portrait = decode(data, target=framed.frame.place, where=name, zoom=job.photo.zoom)
    image = compose_avatar(portrait, framed.frame, focus=job.photo.focus, zoom=job.photo.zoom)
    encoded = encode(functools.partial(_file, job, world, image), job.size, job.format)
    return Artifact(
        encoded=encoded,
        width=job.size.width,
        height=job.size.height,
        alt=alternative_text(f"Ảnh đại diện\n{framed.text}"),
        facts_read=framed.facts_read,
        findings=framed.findings,
        warnings=tuple(f"{name}: {warning}" for warning in portrait.warnings),
    )
