"""Contrast: each line's colour against the pixels that are really behind it, by WCAG 2.2."""

from __future__ import annotations

from PIL import Image

from assetkit.artifact import Finding
from assetkit.fit import font_size, inked_width
from assetkit.page import Raster, Run
from assetkit.proof import Subject, check

NORMAL, LARGE = 4.5, 3.0  # WCAG 2.2 success criterion 1.4.3
LARGE_TYPE = 1.6  # times the smallest legible type of the place: the counterpart of 24 px on a page
PARTS = 5  # a line is judged in this many parts

Colour = tuple[int, int, int, int]


def luminance(red: float, green: float, blue: float) -> float:
    """Relative luminance of an sRGB colour (0..255 each), WCAG 2.2."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (red / 255, green / 255, blue / 255)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def ratio(a: float, b: float) -> float:
    """Contrast ratio (1..21) of two luminances."""
    return (max(a, b) + 0.05) / (min(a, b) + 0.05)


def _image(raster: Raster) -> Image.Image:
    return Image.frombytes("RGBA", (raster.width, raster.height), raster.data)


def _solid(ink: Image.Image, x: int, y: int) -> Colour:
    """The colour at a place, or beside it where that is more opaque: the edge of a small box is half clear, its text is not."""
    places = ((x, y), (x - 1, y), (x + 1, y), (x, y - 1), (x, y + 1))
    near: list[Colour] = [
        ink.getpixel(place)  # type: ignore[misc]
        for place in places
        if 0 <= place[0] < ink.width and 0 <= place[1] < ink.height
    ]
    return max(near, key=lambda colour: colour[3])


def _worst(run: Run, behind: Image.Image, ink: Image.Image, scale: float) -> float:
    """The least contrast among the line's parts; 21 for a line that lies outside of the canvas."""
    least = 21.0
    width = inked_width(run)
    for part in range(PARTS):
        x0, x1 = (run.x + width * (part + end) / PARTS for end in (0, 1))
        box = [round(v * scale) for v in (x0, run.y + 0.22 * run.height, x1, run.y + 0.82 * run.height)]
        box = [
            max(0, box[0]),
            max(0, box[1]),
            min(behind.width, max(box[2], box[0] + 1)),
            min(behind.height, max(box[3], box[1] + 1)),
        ]
        if box[0] >= box[2] or box[1] >= box[3]:
            continue
        centre = min((box[0] + box[2]) // 2, ink.width - 1), min((box[1] + box[3]) // 2, ink.height - 1)
        colour = _solid(ink, *centre)
        if not colour[3]:
            continue
        patches = (
            behind.crop((box[0], box[1], box[2], box[3])).convert("RGB").resize((2, 2), Image.Resampling.BOX).tobytes()
        )
        alpha = colour[3] / 255
        for start in range(0, len(patches), 3):
            patch = patches[start : start + 3]
            mixed = [c * alpha + p * (1 - alpha) for c, p in zip(colour, patch, strict=False)]
            least = min(least, ratio(luminance(*mixed), luminance(*patch)))
    return least


@check(
    "contrast", "Phones are read in the sun: text needs 4.5 : 1 against what is behind it, large text 3 : 1 (WCAG 2.2)."
)
def contrast(subject: Subject) -> list[Finding]:
    if not subject.layout.runs:
        return []
    behind, ink = _image(subject.behind), _image(subject.ink)
    found = []
    for run in subject.layout.runs:
        needed = LARGE if font_size(run) >= LARGE_TYPE * subject.size.text else NORMAL
        seen = _worst(run, behind, ink, subject.scale)
        if seen < needed:
            found.append(
                Finding("contrast", "warning", f"“{run.text.strip()[:40]}” has {seen:.1f} : 1, needs {needed:g} : 1")
            )
    return found
