"""The arrows in order: a job and the world in, an artifact out, and nothing else.

fill → lint → fit → light → encode → prove; for avatars the frame is painted once and the photo pasted into its place.
"""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING

from assetkit.artifact import Artifact, Finding
from assetkit.campaign import Campaign
from assetkit.easel import Easel
from assetkit.encode import encode
from assetkit.engine import Engine
from assetkit.errors import AssetkitError
from assetkit.fill import Filled, field_values, fill
from assetkit.fit import Fitted, fit
from assetkit.job import Job
from assetkit.light import light
from assetkit.page import Page
from assetkit.png import png_bytes
from assetkit.proof import Subject, prove
from assetkit.template import Template
from assetkit.world import World

if TYPE_CHECKING:
    from assetkit.engine.lint import Finding as LintFinding

ALT_LENGTH = 200  # characters that read well as alternative text
_sound: set[str] = set()  # digests of templates without findings


def refuse_unknown_css(template: Template) -> None:
    """Raise AssetkitError when the template's style uses what the engine ignores or gets wrong."""
    if not template.linted and template.digest not in _sound:
        from assetkit.engine.lint import refuse

        refuse(lint(template))
        _sound.add(template.digest)


def lint(template: Template) -> tuple[LintFinding, ...]:
    """The linter's findings in a template's style, page and drawn art."""
    from assetkit.engine.lint import lint_css, lint_html

    drawn = {name: content.decode("utf-8", "replace") for name, content in template.art.items() if name.endswith(".svg")}
    pages = {"page.html": template.html, **{f"art/{name}": text for name, text in sorted(drawn.items())}}
    return (
        *(finding for name, text in template.styles.items() for finding in lint_css(text, f"_shared/{name}")),
        *lint_css(template.css, f"{template.where}/style.css"),
        *(finding for name, text in pages.items() for finding in lint_html(text, f"{template.where}/{name}")),
    )


def refuse_missing_glyphs(text: str, world: World, where: str) -> None:
    """Raise AssetkitError naming the first character that no registered font can draw."""
    for character in sorted(set(text + text.upper())):
        if ord(character) not in world.characters and not character.isspace():
            context = next((line for line in text.split("\n") if character in line), text)
            raise AssetkitError(
                f"no font has the character “{character}” (U+{ord(character):04X}), in “{context[:40]}”",
                where=where,
                hint="another wording, a drawn icon, or a font in fonts/ that has it",
            )


def alternative_text(text: str) -> str:
    """What the picture says, once each, in reading order, as alt text."""
    lines = list(dict.fromkeys(line.strip() for line in text.split("\n") if line.strip()))
    joined = "; ".join(lines)
    return joined if len(joined) <= ALT_LENGTH else joined[: ALT_LENGTH - 1].rsplit(" ", 1)[0] + "…"


def set_page(job: Job, world: World, engine: Engine) -> tuple[Filled, Fitted, Page, Easel]:
    """Fill, check and fit the job's page: everything up to the pixels."""
    template, campaign = world.template(job.template), world.campaign(job.campaign)
    refuse_unknown_css(template)
    load = functools.partial(world.image_below, Path(job.folder))
    easel = Easel(campaign, world.faces, template.art, load, world.marks(job.campaign))
    values = field_values(template, campaign, job.fields)
    filled = fill(template, job.size, campaign, job.facts, values, easel, lambda name: why_missing(job, name))
    refuse_missing_glyphs(filled.text, world, filled.page.where)
    fitted = fit(filled.page, engine)
    return filled, fitted, _lit(fitted, world, campaign), easel


def sound(findings: tuple[Finding, ...], page: Page) -> tuple[Finding, ...]:
    """The findings, when none of them is an error; else AssetkitError with the first, and how many more there are."""
    errors = [finding for finding in findings if finding.level == "error"]
    if errors:
        more = f", and {len(errors) - 1} more" if len(errors) > 1 else ""
        raise AssetkitError(f"{errors[0].check}: {errors[0].message}{more}", where=page.where, hint="a shorter text, or another size")
    return findings


def why_missing(job: Job, name: str) -> str:
    """What a fact that the page wants needs, or the nearest fact to a name that is none."""
    from assetkit.facts.names import unknown

    return f"it {job.missing[name]}" if name in job.missing else unknown(name)


def _lit(fitted: Fitted, world: World, campaign: Campaign) -> Page:
    return light(fitted, world.faces, campaign.palette.model_dump())


def painted(page: Page, engine: Engine, title: str, image_format: str, quality: int) -> bytes:
    """The page as a file of that format; ``title`` is what a PDF calls itself."""
    if image_format == "pdf":
        from assetkit.pdf import pdf_bytes

        return pdf_bytes(engine.paint(page), page.size, title)
    return png_bytes(engine.paint(page)) if image_format == "png" else engine.encode(page, image_format, quality)


def sheet_title(job: Job, world: World) -> str:
    """What a printed sheet is called: what it is of, or its template's title, and the campaign."""
    return f"{job.label or world.template(job.template).spec.title} – {world.campaign(job.campaign).name}"


def render(job: Job, world: World, engine: Engine) -> Artifact:
    """The artifact of one job. Raises AssetkitError, with what and where, for anything that is not as it should be."""
    if job.photo is not None:
        from assetkit.avatar import render_avatar

        return render_avatar(job, world, engine)
    filled, fitted, page, easel = set_page(job, world, engine)
    encoded = encode(functools.partial(painted, page, engine, sheet_title(job, world)), job.size, job.format)
    findings = sound(prove(Subject(page, fitted.layout, encoded, engine)), page)
    return Artifact(
        encoded=encoded,
        width=job.size.width,
        height=job.size.height,
        alt=alternative_text(filled.spoken),
        facts_read=filled.facts_read,
        findings=findings,
        warnings=tuple(easel.warnings),
    )
