"""The card: one design that every peer can draw, with the texts of the eight units of a published table.

The workspace in bench/workspace/ holds it as a template of ours; what the peers need (texts, the size that our fit settles on, the same
photos, lockup and fonts) is written into bench/out/. Every page has a photo of its own, new in each round, so that no cache helps anybody.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cached_property, partial
from pathlib import Path

from assetkit.encode import encode
from assetkit.engine.takumi import Takumi
from assetkit.fit import Fitted, fit
from assetkit.job import Job
from assetkit.memory import keep_pages
from assetkit.page import Page
from assetkit.pipeline import painted, set_page
from assetkit.world import World

HERE = Path(__file__).parent
OUT = HERE / "out"
COUNTS = HERE.parent / "data" / "counts_tkv_2022-05-10.csv"
WEIGHTS = {600: "SemiBold", 700: "Bold", 800: "ExtraBold", 900: "Black"}
SHADOWS = {True: "soft", False: "none"}


@dataclass(frozen=True)
class Row:
    """A unit's card. ``size``: the title's font size in px, as our fit settles it; ``html``: the filled page with and without the
    shadow, for the browser; ``photo``: the file's path."""

    title: str
    unit: str
    value: str
    share: str
    size: float
    html: Sequence[str]
    photo: str


def units() -> list[dict[str, str]]:
    """The fields of the table's eight units; the sector's own row is left out."""
    with COUNTS.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["quota"]]
    return [
        {
            "title": f"{row['unit']} vượt chỉ tiêu: {row['value']} sáng kiến, bằng {row['published_percent']}% kế hoạch",
            "unit": row["unit"],
            "value": row["value"],
            "share": f"{row['published_percent']}%",
            "picture": photo_name(number),
        }
        for number, row in enumerate(rows)
    ]


class Ours:
    """Our pipeline on the card: fill, lint, glyph check, fit, encode; nothing of a page is kept for the next."""

    name = "assetkit"

    def __init__(self) -> None:
        OUT.mkdir(exist_ok=True)
        keep_pages()  # as a batch's worker does
        fresh_photos(0)
        self.world = World(HERE / "workspace")
        self.engine = Takumi(self.world.fonts.values())

    @cached_property
    def jobs(self) -> dict[bool, list[Job]]:
        """The eight jobs, with and without the shadow."""
        return {shadow: [self._job(fields, shadow) for fields in units()] for shadow in SHADOWS}

    def _job(self, fields: dict[str, str], shadow: bool) -> Job:
        own = {**fields, "shadow": SHADOWS[shadow]}
        return Job("card", self.world.sizes["link"], "evn-10k-2022", f"card-{fields['unit']}", own, folder=str(OUT))

    def set(self, job: Job) -> tuple[Fitted, Page]:
        """The job's fitted page."""
        _, fitted, page, _ = set_page(job, self.world, self.engine)
        return fitted, page

    def png(self, job: Job) -> bytes:
        """The whole way from a job's words to its PNG."""
        _, page = self.set(job)
        return encode(partial(painted, page, self.engine, job.label), job.size, "png").data

    def fit_and_png(self, page: Page, job: Job) -> bytes:
        """The same without filling: what the whole job in a batch is held against."""
        fitted = fit(page, self.engine).page
        return encode(partial(painted, fitted, self.engine, job.label), job.size, job.format).data

    def filled(self, job: Job) -> Page:
        """The job's page before its text is fitted."""
        filled, _, _, _ = set_page(job, self.world, self.engine)
        return filled.page


def photo_name(number: int) -> str:
    """The file name, in bench/out/, of a row's photo."""
    return f"photo-{number}.jpg"


def fresh_photos(turn: int, count: int = 8) -> None:
    """New photos for a round: crops of one real photo, each a few pixels from the other."""
    from PIL import Image

    with Image.open(real_photo()) as photo:
        for number in range(count):
            left, top = (3 * turn + number) % 40, (5 * number + turn) % 30
            photo.crop((left, top, left + 470, top + 560)).save(OUT / photo_name(number), quality=90)


def real_photo() -> Path:
    """A real photo of a person that comes with matplotlib (Grace Hopper, public domain)."""
    from matplotlib import get_data_path

    return Path(get_data_path()) / "sample_data" / "grace_hopper.jpg"


def write_material(ours: Ours) -> Path:
    """Everything that the peers draw from, as files and one JSON, in bench/out/. Returns the JSON's path."""
    fonts = OUT / "fonts"
    fonts.mkdir(exist_ok=True)
    for weight in WEIGHTS.values():
        name = f"BeVietnamPro-{weight}.ttf"
        (fonts / name).write_bytes(ours.world.fonts[name])
    rows = []
    styles: tuple[str, ...] = ()
    for pair in zip(*ours.jobs.values(), strict=True):
        settled = [ours.set(job) for job in pair]
        size = next(iter(settled[0][0].sizes.values()))
        _keep_images(settled[0][1])
        styles = settled[0][1].stylesheets[:-1]
        pages = [f"<style>{page.stylesheets[-1]}</style>{page.html}" for _, page in settled]
        words = {name: pair[0].fields[name] for name in ("title", "unit", "value", "share")}
        photo = str(OUT / pair[0].fields["picture"])
        rows.append(Row(**words, size=size, html=[_named(page) for page in pages], photo=photo))
    material = {
        "width": 1200,
        "height": 630,
        "css": "\n".join(styles),
        "fonts": {str(weight): str(fonts / f"BeVietnamPro-{name}.ttf") for weight, name in WEIGHTS.items()},
        "lockup": str(OUT / "lockup.svg"),
        "rows": [asdict(row) for row in rows],
    }
    path = OUT / "material.json"
    path.write_text(json.dumps(material, ensure_ascii=False, indent=1), encoding="utf-8")
    return path


def _keep_images(page: Page) -> None:
    lockup = next(content for name, content in page.images.items() if name.startswith("lockup"))
    (OUT / "lockup.svg").write_bytes(lockup)


def _named(html: str) -> str:
    """The page with its images' names replaced by the two that the browser's script knows."""
    return re.sub(r'src="(lockup|photo)-[0-9a-f]+"', r'src="\1"', html)
