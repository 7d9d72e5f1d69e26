"""A storyboard, a campaign and its facts in, films of every size out: each scene is a page, filled, fitted and proved as any picture is."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from assetkit.artifact import Encoded, Finding
from assetkit.campaign import Campaign
from assetkit.engine import Engine
from assetkit.errors import AssetkitError, nearest
from assetkit.facts import Facts
from assetkit.facts.process import process_facts
from assetkit.fill import campaign_names, field_values
from assetkit.film.burning import CaptionedReel, above_subtitles
from assetkit.film.captions import Cue, cues_of
from assetkit.film.cutting import Cut, cuts_of
from assetkit.film.direction import direct
from assetkit.film.joining import JoinedReel
from assetkit.film.reel import Reel
from assetkit.film.scenes import FOLDER, Storyboard, load_storyboard
from assetkit.film.shooting import POSTER_QUALITY, Shot, Take, jpeg, studio_for
from assetkit.film.sprites import Studio
from assetkit.fit import Fitted
from assetkit.job import Job
from assetkit.memory import give_back
from assetkit.page import Page
from assetkit.pipeline import alternative_text, set_page, sound
from assetkit.proof import Subject, prove
from assetkit.schema import decoded
from assetkit.sizes import Size, choose_sizes
from assetkit.steps import Steps
from assetkit.template import refuse_unknown_fields
from assetkit.world import World

SUFFIX = ".toml"
SUBTITLE_FONT = "BeVietnamPro-SemiBold.ttf"
WEEKLY = "weekly"
SCENES_CACHE = 4_000_000  # bytes of pictures that an engine keeps for scenes: each has its own, and is painted once


def storyboard_named(name: str, world: World) -> Storyboard:
    """The storyboard ``templates/_shared/storyboards/NAME.toml``, the workspace's own if it has one. AssetkitError when there is none, or for
    a template or a field in it that there is not."""
    files = {Path(file).stem: file for file in world.shared_files if Path(file).parent.name == FOLDER and file.endswith(SUFFIX)}
    if name not in files:
        raise AssetkitError("there is no such storyboard", where=f"storyboard '{name}'", hint=nearest(name, sorted(files)))
    return sound_storyboard(decoded(world.shared_files[files[name]], files[name]), f"_shared/{files[name]}", world)


def weekly_storyboard(world: World) -> Storyboard:
    """The week's clip: its count, who rose, how to take part. It wants the facts of counts, and tells of change where they know of it."""
    return storyboard_named(WEEKLY, world)


def sound_storyboard(text: str, where: str, world: World) -> Storyboard:
    """The storyboard of a text, all of whose templates and fields are known."""
    board = load_storyboard(text, where)
    for scene in board.scenes:
        try:
            template = world.template(scene.template)
            refuse_unknown_fields(template, scene.fields)
        except AssetkitError as error:
            raise AssetkitError(f"{error.where}: {error.message}", where=scene.where, hint=error.hint) from error
        if template.kind == "avatar":
            message = f"template '{template.id}' is a frame for a photo, no scene"
            raise AssetkitError(message, where=scene.where, hint="assetkit templates list")
    return board


@dataclass(frozen=True)
class Production:
    """What is filmed: a storyboard, for a campaign, with its facts. ``folder`` is where pictures that fields name are; ``burnt`` asks for
    subtitles in the picture."""

    board: Storyboard
    campaign: Campaign
    facts: Facts
    folder: Path = Path()
    burnt: bool = False

    def sizes(self, words: Sequence[str], world: World) -> tuple[Size, ...]:
        """The sizes that the words name, of those that are offered."""
        return choose_sizes(words, world.sizes, self.offered(world))

    def offered(self, world: World) -> list[str]:
        """The ids of the sizes for which every template of the storyboard is composed."""
        offers = [world.template(name).spec.sizes for name in self.board.templates]
        return [size for size in offers[0] if all(size in offer for offer in offers)]

    def cuts(self, rate: int, seconds: float | None = None) -> tuple[tuple[Cut, ...], tuple[str, ...]]:
        """The film's cuts, and what is left out."""
        return cuts_of(self.board, self.facts, campaign_names(self.campaign), self.facts.why_missing, rate, seconds)

    def cues(self, rate: int, seconds: float | None = None) -> tuple[Cue, ...]:
        """What is said meanwhile, as subtitles."""
        return cues_of(self.cuts(rate, seconds)[0], rate)

    def job(self, cut: Cut, size: Size, name: str, world: World) -> Job:
        """The still of a scene. AssetkitError for a text that its template does not take."""
        template = world.template(cut.template)
        facts, missing = self.facts.only(template.fact_names)
        try:
            field_values(template, self.campaign, cut.fields)
        except AssetkitError as error:
            raise AssetkitError(f"{error.where}: {error.message}", where=cut.where, hint=error.hint) from error
        images = [text for field, text in cut.fields.items() if template.spec.fields[field].type == "image" and text]
        inputs = {file: hashlib.sha256(world.image_below(self.folder, file)).hexdigest() for file in images}
        return Job(
            template=template.id,
            size=above_subtitles(size) if self.burnt else size,
            campaign=self.campaign.id,
            name=name,
            fields=dict(cut.fields),
            facts=facts,
            missing=missing,
            folder=str(self.folder),
            inputs=inputs,
        )

    def take(self, take: Take, world: World) -> Take:
        """The take of a film whose ``job`` has a size and a name: with all that its scenes are made of."""
        cuts, _ = self.cuts(take.rate, take.seconds)
        jobs = [self.job(cut, take.job.size, take.job.name, world) for cut in cuts]
        facts = {name: value for job in jobs for name, value in job.facts.items()}
        made_of = [f"{cut!r} {job.key(world.template(job.template).digest)}" for cut, job in zip(cuts, jobs, strict=True)]
        job = replace(jobs[0], size=take.job.size, facts=facts, readings=take.job.readings, label=take.job.label)
        preset = take.preset.model_copy(update={"x264": take.preset.scenes or take.preset.x264})
        return replace(take, job=job, preset=preset, made_of=(*take.made_of, *made_of, f"burnt {self.burnt}"))


def with_steps(facts: Facts, steps: Steps, campaign: Campaign) -> Facts:
    """The facts and those of a process."""
    return facts.with_block(process_facts(steps, campaign.palette.model_dump()))


@dataclass(frozen=True)
class _Set:
    """A scene's page, fitted: what is left is to paint it."""

    cut: Cut
    fitted: Fitted
    page: Page


def shoot_scenes(take: Take, production: Production, world: World, engine: Engine) -> Shot:
    """The film of a take's scenes. Every page is filled and fitted before the first frame; scenes are painted when their time comes.

    The proofs' findings of a scene are known when it has been painted. With ``burnt`` the production's subtitles are in the picture.
    """
    cuts, _ = production.cuts(take.rate, take.seconds)
    sets, facts_read, spoken, warnings = [], dict[str, Any](), [], list[str]()
    for cut in cuts:
        job = production.job(cut, take.job.size, take.job.name, world)
        filled, fitted, page, easel = set_page(job, world, engine)
        sets.append(_Set(cut, fitted, page))
        facts_read.update(filled.facts_read)
        spoken.append(filled.spoken)
        warnings += easel.warnings
    findings: list[Finding] = []
    opens = partial(_opened, sets, take.rate, partial(studio_for, world=world, campaign=job.campaign, engine=engine), findings)
    size = take.job.size
    reel: Reel = JoinedReel(cuts, size.width + size.width % 2, size.height + size.height % 2, take.rate, opens)
    if production.burnt:
        reel = CaptionedReel(reel, cues_of(cuts, take.rate), size, world.fonts[SUBTITLE_FONT])
    return Shot(reel, alternative_text("\n".join(spoken)), facts_read, findings, warnings)


def _opened(sets: Sequence[_Set], rate: int, stages: Callable[[Fitted], Studio], findings: list[Finding], index: int) -> Reel:
    """The reel of a scene, painted and proved."""
    scene = sets[index]
    try:
        studio = stages(scene.fitted)
        directed = direct(studio, rate, scene.cut.frames / rate)
        _ = directed.film.settled  # refuses a scene that ends before all has entered
        encoded = Encoded(jpeg(directed.still), "jpg", POSTER_QUALITY)
        found = sound(prove(Subject(scene.page, scene.fitted.layout, encoded, studio.engine)), scene.page)
    except AssetkitError as error:
        raise AssetkitError(f"{error.where}: {error.message}", where=scene.cut.where, hint=error.hint) from error
    findings += [finding for finding in found if finding not in findings]
    reel = directed.reel
    del directed
    give_back()  # what painting took, before the next scene is painted
    return reel
