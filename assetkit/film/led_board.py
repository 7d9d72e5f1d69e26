"""A word for a size in, the LED board out; texts and a template in, its pages set at the board's height."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from PIL import Image

from assetkit.artifact import Encoded, Finding
from assetkit.engine import Engine
from assetkit.errors import UsageError
from assetkit.fit import Fitted
from assetkit.job import Job
from assetkit.page import Page
from assetkit.pipeline import set_page, sound
from assetkit.proof import Subject, registered
from assetkit.sizes import Size, choose_sizes
from assetkit.template import Template
from assetkit.world import World

LED, WEB = "led", "web"
PROOFS = ("contrast", "overflow", "safe-area")  # limits is about a picture's file: a loop's is read back
LEAST_TYPE = 1 / 3  # of the board's height
LEAST_WIDE = 1 / 8  # of its width: the least on a board that is squarer, whose lines are short before they are high
SMALL_TYPE = 0.6  # of the least type of pages: the least of all else, a fifth of the height of a strip
LEAST_HEIGHT = 32  # px
FLATTEST, TALLEST = 60, 3  # times that a board is wider than high (beyond, H.264 has no level for it), or higher than wide (beyond, it holds no word)


@dataclass(frozen=True)
class Board:
    """What draws pages for one board: the job that the film is made from, the world, the engine."""

    job: Job
    world: World
    engine: Engine

    @property
    def size(self) -> Size:
        return self.job.size

    def page(self, template: Template, fields: Mapping[str, str], size: Size | None = None) -> tuple[Fitted, Page, str]:
        """(the fitted page, the page to be painted, what it says) of a template with these texts, for the board or another size."""
        job = replace(self.job, template=template.id, size=size or self.size, fields=dict(fields))
        filled, fitted, page, _ = set_page(job, self.world, self.engine)
        return fitted, page, filled.spoken

    def paint(self, page: Page) -> Image.Image:
        """RGB."""
        raster = self.engine.paint(page)
        return Image.frombuffer("RGBA", (raster.width, raster.height), raster.data, "raw", "RGBA", 0, 1).convert("RGB")

    def proofs(self, fitted: Fitted, page: Page) -> tuple[Finding, ...]:
        """What the proofs see on a fitted page. AssetkitError where a still would be refused, too."""
        subject = Subject(page, fitted.layout, Encoded(b"", "jpg", None), self.engine)
        checks = registered()
        return sound(tuple(found for name in PROOFS for found in checks[name].run(subject) or [Finding(name, "ok", "")]), page)


def gathered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Many pages' findings, each once; all is well with a check only where it is on every page."""
    found = tuple(dict.fromkeys(findings))
    wrong = {one.check for one in found if one.level != "ok"}
    return tuple(one for one in found if one.level != "ok" or one.check not in wrong)


def least_type(size: Size) -> float:
    """The smallest type that may stand on a board, in px."""
    return min(LEAST_TYPE * size.height, LEAST_WIDE * size.width)


def board_sizes(words: Iterable[str], catalogue: Mapping[str, Size]) -> tuple[Size, ...]:
    """The boards that ``words`` name: ids, the groups ``led`` and ``web``, or bare pixels such as 1920x320. UsageError for any other."""
    offered = [name for name, size in catalogue.items() if size.group in (LED, WEB)]
    return tuple(_board(size) for size in choose_sizes(words, catalogue, offered))


def _board(size: Size) -> Size:
    """A bare size as a board: its words a third of it high, its margins those of the shipped boards."""
    if size.height < LEAST_HEIGHT or size.width > FLATTEST * size.height or size.height > TALLEST * size.width:
        hint = f"{LEAST_HEIGHT} px high at least, {FLATTEST} times as wide as high or {TALLEST} times as high as wide at most"
        raise UsageError(f"{size.width}×{size.height} px is no board", where="--size", hint=hint)
    if size.group in (LED, WEB):
        return size
    if size.trim_mm is not None:
        raise UsageError("a board has pixels, not centimetres", where=f"--size {size.id}", hint="1920x320")
    margin = max(3, round(size.height * 0.05))
    return replace(size, group=LED, safe=(margin, margin, margin, margin), text=round(SMALL_TYPE * least_type(size)))
