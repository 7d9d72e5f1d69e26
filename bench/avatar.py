"""Avatars: a photo of 12 megapixels in, 1080×1080 in the campaign's frame out, held against the usual Pillow lines.

``python -m bench.avatar PHOTO`` does ours once in a process of its own and prints that process's peak memory in bytes.
"""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

from assetkit.engine.takumi import Takumi
from assetkit.job import Job, Photo
from assetkit.pipeline import render, set_page
from assetkit.world import World
from bench.card import OUT, real_photo
from bench.clock import PROC, cpu_of, peak_resident
from bench.report import Line, Section, megabytes, milliseconds

PIXELS = (3000, 4000)
FASTER = 2.2  # times
MOST = 120_000_000  # bytes
ORIENTATION, TURNED = 0x0112, 6  # EXIF: stored lying, as phones do


class Avatar:
    """One avatar's job, ours and the usual way."""

    def __init__(self, photo: Path) -> None:
        self.photo = photo
        self.world = World()
        self.engine = Takumi(self.world.fonts.values())
        template = self.world.templates("avatar")[0]
        fields = dict(template.example.get("fields", {}))
        self.job = Job(
            template.id,
            self.world.sizes["profile"],
            "evn-10k-2022",
            "avatar",
            fields,
            photo=Photo(str(photo)),
            format="jpg",
        )

    def ours(self) -> bytes:
        """The real pipeline; its frame is painted once and kept."""
        return render(self.job, self.world, self.engine).encoded.data

    def frame(self) -> bytes:
        """The painted frame as a PNG, for the usual way."""
        _, _, page, _ = set_page(self.job, self.world, self.engine)
        return self.engine.encode(page, "png")


def usual(photo: Path, frame: object) -> bytes:
    """What Pillow's documentation leads to. ``frame``: an RGBA picture."""
    from PIL import Image, ImageOps

    assert isinstance(frame, Image.Image)
    upright = ImageOps.exif_transpose(Image.open(photo))
    face = ImageOps.fit(upright.convert("RGBA"), frame.size, Image.Resampling.LANCZOS)
    buffer = io.BytesIO()
    Image.alpha_composite(face, frame).convert("RGB").save(buffer, "JPEG", quality=90)
    return buffer.getvalue()


def make_photo(turned: bool) -> Path:
    """A real photo enlarged to 12 megapixels, with a sensor's noise; ``turned``: stored lying, with the EXIF entry that says so."""
    import numpy as np
    from PIL import Image

    with Image.open(real_photo()) as small:
        large = np.asarray(small.convert("RGB").resize(PIXELS, Image.Resampling.LANCZOS), dtype=np.int16)
    noise = np.random.default_rng(7).normal(0, 6, large.shape)
    image = Image.fromarray((large + noise).clip(0, 255).astype(np.uint8))
    exif = Image.Exif()
    if turned:
        image = image.transpose(Image.Transpose.ROTATE_90)
        exif[ORIENTATION] = TURNED
    path = OUT / f"photo-12mp-{'lying' if turned else 'upright'}.jpg"
    image.save(path, quality=92, exif=exif)
    return path


def measure_avatars(rounds: int) -> Section:
    """CPU of both ways, upright and turned photos, and our peak memory."""
    from PIL import Image

    OUT.mkdir(exist_ok=True)
    lines = []
    for turned in (False, True):
        path = make_photo(turned)
        avatar = Avatar(path)
        frame = Image.open(io.BytesIO(avatar.frame())).convert("RGBA")
        (OUT / f"avatar-assetkit-{turned}.jpg").write_bytes(avatar.ours())
        (OUT / f"avatar-pillow-{turned}.jpg").write_bytes(usual(path, frame))
        times = [(cpu_of(avatar.ours), cpu_of(lambda p=path, f=frame: usual(p, f))) for _ in range(rounds)]  # type: ignore[misc]
        ours, theirs = (min(column) for column in zip(*times, strict=True))
        what = "photo stored lying, with EXIF" if turned else "photo stored upright"
        ratio = theirs / ours
        against = f"Pillow {milliseconds(theirs)}: {ratio:.1f} times ours (promised: {FASTER:g})"
        lines.append(Line(what, milliseconds(ours), against, ratio >= FASTER))
        if turned and PROC.is_dir():
            peak = int(subprocess.check_output([sys.executable, "-m", "bench.avatar", str(path)], text=True))
            lines.append(
                Line(
                    "peak memory of the process", megabytes(peak), f"promised: at most {megabytes(MOST)}", peak <= MOST
                )
            )
    how = "A 12-megapixel JPEG to 1080×1080 JPEG in a frame that is painted already; CPU per picture, the least of the rounds."
    return Section("An avatar", how, lines)


if __name__ == "__main__":
    Avatar(Path(sys.argv[1])).ours()
    print(peak_resident())
