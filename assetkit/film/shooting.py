"""A job of a still picture in, the film of its page out, ready to be written: the same page, proofs and facts as the still has."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assetkit.artifact import Encoded, Finding
from assetkit.engine import Engine
from assetkit.errors import AssetkitError
from assetkit.film.direction import direct
from assetkit.film.presets import Preset, preset_for
from assetkit.film.reel import Reel
from assetkit.film.sprites import Studio
from assetkit.fit import Fitted
from assetkit.job import Job
from assetkit.light import light
from assetkit.page import Page
from assetkit.pipeline import alternative_text, set_page, sound
from assetkit.proof import Subject, prove
from assetkit.world import World

if TYPE_CHECKING:
    from PIL import Image

POSTER_QUALITY = 90


@dataclass(frozen=True)
class Take:
    """One intended film: a job, the place that it is made for, frames per second, and its length in s (None: as long as its motions).

    ``music`` is a file; ``silent`` asks for a silent track. ``made_of`` is whatever else the frames depend on, for the resume key.
    """

    job: Job
    place: str
    preset: Preset
    rate: int
    seconds: float | None = None
    music: Path | None = None
    silent: bool = False
    made_of: tuple[str, ...] = ()


def take_for(
    job: Job,
    presets: Mapping[str, Preset],
    place: str | None = None,
    *,
    rate: int | None = None,
    seconds: float | None = None,
    made_of: Sequence[str] = (),
) -> Take:
    """The take of a job for the place asked for or that of its size. AssetkitError for a rate or a length that it does not play."""
    preset = preset_for(presets, job.size, place)
    name = next(name for name, known in presets.items() if known is preset)
    if seconds is not None:
        preset.refuse_duration(seconds)
    return Take(job, name, preset, preset.rate(rate), seconds, made_of=tuple(made_of))


@dataclass(frozen=True)
class Shot:
    """A film that can be drawn, what it says, the facts that it read, and what the proofs saw of it."""

    reel: Reel
    alt: str
    facts_read: Mapping[str, Any] = field(default_factory=dict)
    findings: Sequence[Finding] = ()
    warnings: Sequence[str] = ()


def studio_for(fitted: Fitted, world: World, campaign: str, engine: Engine) -> Studio:
    """What paints the parts of a fitted page in the colours of a campaign."""
    palette = world.campaign(campaign).palette.model_dump()

    def lit(page: Fitted) -> Page:
        return light(page, world.faces, palette)

    return Studio(fitted, engine, lit)


def shoot_page(take: Take, world: World, engine: Engine) -> Shot:
    """The film of a take's page. AssetkitError for all that is wrong with the still, too."""
    job = take.job
    if job.photo is not None or world.template(job.template).kind == "avatar":
        raise AssetkitError("a photo in a frame is no film", where=f"template '{job.template}'", hint="assetkit avatar")
    filled, fitted, page, easel = set_page(job, world, engine)
    studio = studio_for(fitted, world, job.campaign, engine)
    directed = direct(studio, take.rate, take.seconds, take.preset.seconds[0])
    encoded = Encoded(jpeg(directed.still), "jpg", POSTER_QUALITY)
    findings = sound(prove(Subject(page, fitted.layout, encoded, engine)), page)
    return Shot(directed.reel, alternative_text(filled.spoken), filled.facts_read, findings, tuple(easel.warnings))


def jpeg(image: Image.Image) -> bytes:
    """A picture as a JPEG file."""
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=POSTER_QUALITY, optimize=True)
    return buffer.getvalue()
