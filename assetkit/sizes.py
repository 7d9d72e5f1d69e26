"""Places to post: ``sizes.toml`` text in, frozen sizes out; ``1000x300`` and ``300x100cm`` are understood as well."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from assetkit.artifact import MEDIA_TYPES
from assetkit.errors import AssetkitError, nearest
from assetkit.schema import parse_toml

MAX_PIXELS = 64_000_000  # the engine's canvas limit, measured
MAX_SIDE = 16_383  # px, WebP's; a longer side is more likely a slip of the keyboard than a poster
DRAWABLE = f"16 to {MAX_SIDE} px a side, {MAX_PIXELS // 1_000_000} megapixels at most"
VIEWING_DPI = ((60, 300), (120, 150), (200, 100), (math.inf, 50))  # longest side in cm, dots per inch at the distance one stands
LEAST_DPI = 10  # coarser, dots are seen from across a street
LEGIBLE_MM = 2.5  # smallest type in print, about 7 points
BARE = re.compile(r"(\d{1,6})[x×](\d{1,6})(cm)?", re.IGNORECASE)
SHAPES = (("strip", 3.4), ("wide", 1.25), ("square", 0.9), ("portrait", 0.66), ("tall", 0.38), ("tower", 0.0))
GROUPS = ("avatar", "social", "video", "web", "print", "led")


@dataclass(frozen=True)
class Size:
    """A canvas and what its place asks for.

    ``width``, ``height`` in px; ``safe`` = (left, top, right, bottom) margins in px; ``clear`` = (x, y, width, height) rectangles that the
    place itself covers; ``limits`` = bytes by format; ``text`` = smallest legible type in px; ``dpi``, ``trim_mm``
    (the sheet after it is cut) and ``bleed_mm`` (around it, in the pixels too) only where it is printed.
    """

    id: str
    title: str
    group: str
    width: int
    height: int
    safe: tuple[int, int, int, int]
    formats: tuple[str, ...] = ("png", "jpg", "webp")
    limits: Mapping[str, int] = field(default_factory=dict)
    text: float = 11
    clear: tuple[tuple[int, int, int, int], ...] = ()
    circle: bool = False
    dpi: int | None = None
    bleed_mm: int = 0
    trim_mm: tuple[int, int] | None = None

    @property
    def sheet(self) -> str:
        """What is printed, for people: ``210×297 mm + 3 mm bleed, 300 dpi``; empty for a screen."""
        if self.trim_mm is None:
            return ""
        bleed = f" + {self.bleed_mm} mm bleed" if self.bleed_mm else ""
        return f"{self.trim_mm[0]}×{self.trim_mm[1]} mm{bleed}, {self.dpi} dpi"

    @property
    def safe_width(self) -> int:
        return self.width - self.safe[0] - self.safe[2]

    @property
    def safe_height(self) -> int:
        return self.height - self.safe[1] - self.safe[3]

    @property
    def unit(self) -> float:
        """The layout unit ``--u`` in px: a hundredth of the side of a square as large as the safe area."""
        return math.sqrt(self.safe_width * self.safe_height) / 100

    @property
    def shape(self) -> str:
        """``strip``, ``wide``, ``square``, ``portrait``, ``tall`` or ``tower``, by width ÷ height."""
        ratio = self.width / self.height
        return next(name for name, least in SHAPES if ratio >= least)

    @property
    def small(self) -> bool:
        """Whether details are lost there: the short side of a picture for the web or a feed is below 300 px."""
        return min(self.width, self.height) < 300 and self.group != "led"

    @property
    def classes(self) -> str:
        """Class names for a page's outermost element: shape, group, id, and ``small`` below 300 px of the short side."""
        return " ".join([self.shape, self.group, f"size-{self.id}", *(["small"] if self.small else [])])


def drawable(width: int, height: int) -> bool:
    """Whether the engine can paint, and every format hold, so many px."""
    return 16 <= min(width, height) <= max(width, height) <= MAX_SIDE and width * height <= MAX_PIXELS


def _size(identifier: str, raw: Mapping[str, Any]) -> Size:
    known = {"title", "group", "pixels", "safe", "clear", "formats", "limits", "text", "circle", "dpi", "bleed_mm", "trim_mm"}
    for key in raw:
        if key not in known:
            raise AssetkitError(
                f"unknown key '{key}'", where=f"sizes.toml [{identifier}]", hint=nearest(key, sorted(known))
            )
    if raw["group"] not in GROUPS:
        raise AssetkitError(
            f"unknown group '{raw['group']}'", where=f"sizes.toml [{identifier}]", hint=nearest(raw["group"], GROUPS)
        )
    width, height = raw["pixels"]
    left, top, right, bottom = raw["safe"]
    size = Size(
        id=identifier,
        title=raw["title"],
        group=raw["group"],
        width=width,
        height=height,
        safe=(left, top, right, bottom),
        formats=tuple(raw["formats"]),
        limits=dict(raw.get("limits", {})),
        text=float(raw["text"]),
        clear=tuple((x, y, w, h) for x, y, w, h in raw.get("clear", [])),
        circle=raw.get("circle", False),
        dpi=raw.get("dpi"),
        bleed_mm=raw.get("bleed_mm", 0),
        trim_mm=_pair(raw["trim_mm"]) if "trim_mm" in raw else None,
    )
    wrong = next(_senseless(size), "")
    if wrong:
        raise AssetkitError(wrong, where=f"sizes.toml [{identifier}]", hint="compare with the shipped sizes.toml")
    return size


def _pair(sides: Sequence[int]) -> tuple[int, int]:
    width, height = sides
    return width, height


def printed_pixels(trim_mm: tuple[int, int], bleed_mm: int, dpi: int) -> tuple[int, int]:
    """Width and height in px of a sheet with its bleed."""
    width, height = (round((side + 2 * bleed_mm) / 25.4 * dpi) for side in trim_mm)
    return width, height


def _misprinted(size: Size) -> Iterator[str]:
    """What makes a printed size one that would not come out as large as it says."""
    if (size.trim_mm is None) != (size.dpi is None) or (size.bleed_mm and size.trim_mm is None):
        yield "trim_mm and dpi belong together"
    elif size.trim_mm is None or size.dpi is None:
        if "pdf" in size.formats:
            yield "a pdf needs trim_mm and dpi"
    elif min(*size.trim_mm, size.dpi) <= 0 or size.bleed_mm < 0:
        yield "trim_mm and dpi are greater than 0"
    else:
        width, height = printed_pixels(size.trim_mm, size.bleed_mm, size.dpi)
        if max(abs(width - size.width), abs(height - size.height)) > 1:
            yield f"pixels should be [{width}, {height}]: trim and bleed at {size.dpi} dpi"


def _senseless(size: Size) -> Iterator[str]:
    """What makes a size one that cannot be drawn or encoded."""
    yield from _misprinted(size)
    if not all(isinstance(number, int) for number in (size.width, size.height, *size.safe)):
        yield "pixels and safe are whole numbers"
    elif not drawable(size.width, size.height):
        yield f"{size.width}×{size.height} px cannot be drawn: {DRAWABLE}"
    elif min(size.safe) < 0 or size.safe_width < 1 or size.safe_height < 1:
        yield "the margins leave no safe area"
    if not size.formats or not {*size.formats, *size.limits} <= MEDIA_TYPES.keys():
        yield f"formats and limits are of {', '.join(MEDIA_TYPES)}"
    if not size.text > 0 or not all(limit > 0 for limit in size.limits.values()):
        yield "text and limits are greater than 0"


def load_sizes(text: str, where: str = "sizes.toml") -> dict[str, Size]:
    """The catalogue of a ``sizes.toml``, by id, in the file's order."""
    raw = parse_toml(text, where)
    try:
        return {identifier: _size(identifier, table) for identifier, table in raw.items()}
    except (KeyError, TypeError, ValueError) as error:
        raise AssetkitError(
            f"cannot be read: {error}", where=where, hint="compare with a table of the shipped sizes.toml"
        ) from error


def viewing_dpi(width_cm: int, height_cm: int) -> int:
    """Dots per inch of a printed sheet: what the eye needs at its distance, or less when the canvas would not hold it."""
    longest = max(width_cm, height_cm)
    wanted = next(dpi for most, dpi in VIEWING_DPI if longest <= most)
    inches = width_cm / 2.54, height_cm / 2.54
    return int(min(wanted, MAX_SIDE / max(inches), math.sqrt(MAX_PIXELS / (inches[0] * inches[1]))))


def bare_size(text: str) -> Size | None:
    """A size written as pixels (``1000x300``) or centimetres (``300x100cm``); None when ``text`` is neither."""
    match = BARE.fullmatch(text.strip())
    if not match:
        return None
    width, height = int(match[1]), int(match[2])
    trim = (width * 10, height * 10) if match[3] and width and height else None
    dpi = viewing_dpi(width, height) if trim else None
    if trim and dpi:
        width, height = printed_pixels(trim, 0, dpi)
    if not drawable(width, height) or (match[3] and (dpi or 0) < LEAST_DPI):
        raise AssetkitError("cannot be drawn", where=f"size {text}", hint=f"{DRAWABLE}, {LEAST_DPI} dpi at least")
    short = min(width, height)
    margin = max(3, round(short * 0.05))
    return Size(
        id=text.strip().lower().replace("×", "x"),
        title=f"{match[1]}×{match[2]} {'cm' if dpi else 'px'}",
        group="print" if dpi else "social",
        width=width,
        height=height,
        safe=(margin, margin, margin, margin),
        formats=("pdf", "png", "jpg") if dpi else ("png", "jpg", "webp"),
        text=max(11.0, round(short * 0.02), round(LEGIBLE_MM / 25.4 * (dpi or 0), 1)),
        dpi=dpi,
        trim_mm=trim,
    )


def choose_sizes(words: Iterable[str], catalogue: Mapping[str, Size], offered: Iterable[str]) -> tuple[Size, ...]:
    """The sizes that ``words`` name: ids, groups (``social``, ``web``, ``led`` …), ``all`` that are ``offered``, or bare sizes; each once.

    Raises AssetkitError for an unknown word (with the nearest), or for an id that is not offered.
    """
    offer = [name for name in offered if name in catalogue]
    chosen: dict[str, Size] = {}
    for word in (part.strip() for text in words for part in text.split(",")):
        if word in catalogue and word not in offer and not BARE.fullmatch(word):
            raise AssetkitError(
                "the template is not composed for this size", where=f"size {word}", hint=f"one of: {', '.join(offer)}"
            )
        if word in offer:
            found = [catalogue[word]]
        elif word == "all":
            found = [catalogue[name] for name in offer]
        elif word in GROUPS:
            found = [catalogue[name] for name in offer if catalogue[name].group == word]
        else:
            bare = bare_size(word)
            if bare is None:
                raise AssetkitError(
                    "unknown size",
                    where=f"size {word!r}",
                    hint=nearest(word, [*catalogue, *GROUPS, "all"]) + " or e.g. 1000x300",
                )
            found = [bare]
        if not found:
            raise AssetkitError(
                "the template has no size of this group", where=f"size {word}", hint=f"one of: {', '.join(offer)}"
            )
        chosen.update({size.id: size for size in found})
    return tuple(chosen.values())
