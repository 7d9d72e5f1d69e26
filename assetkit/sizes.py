"""Places to post: ``sizes.toml`` text in, frozen sizes out; ``1000x300`` and ``300x100cm`` are understood as well."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from assetkit.artifact import MEDIA_TYPES
from assetkit.errors import AssetkitError, nearest
from assetkit.schema import parse_toml

MAX_PIXELS = 64_000_000  # the engine's canvas limit, measured
MAX_SIDE = 16_383  # px, WebP's; a longer side is more likely a slip of the keyboard than a poster
DRAWABLE = f"16 to {MAX_SIDE} px a side, {MAX_PIXELS // 1_000_000} megapixels at most"
LARGE_FORMAT_DPI = 50  # viewing resolution of hanging banners, dots per inch
BARE = re.compile(r"(\d{1,6})[x×](\d{1,6})(cm)?", re.IGNORECASE)
SHAPES = (("strip", 3.4), ("wide", 1.25), ("square", 0.9), ("portrait", 0.66), ("tall", 0.38), ("tower", 0.0))
GROUPS = ("avatar", "social", "video", "web", "print", "led")


@dataclass(frozen=True)
class Size:
    """A canvas and what its place asks for.

    ``width``, ``height`` in px; ``safe`` = (left, top, right, bottom) margins in px; ``clear`` = (x, y, width, height) rectangles that the
    place itself covers; ``limits`` = bytes by format; ``text`` = smallest legible type in px; ``dpi`` only where it is printed.
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
    known = {"title", "group", "pixels", "safe", "clear", "formats", "limits", "text", "circle", "dpi", "bleed_mm"}
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
    )
    wrong = next(_senseless(size), "")
    if wrong:
        raise AssetkitError(wrong, where=f"sizes.toml [{identifier}]", hint="compare with the shipped sizes.toml")
    return size


def _senseless(size: Size) -> Iterator[str]:
    """What makes a size one that cannot be drawn or encoded."""
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


def bare_size(text: str) -> Size | None:
    """A size written as pixels (``1000x300``) or centimetres (``300x100cm``); None when ``text`` is neither."""
    match = BARE.fullmatch(text.strip())
    if not match:
        return None
    dpi = LARGE_FORMAT_DPI if match[3] else None
    width, height = (round(int(side) / 2.54 * dpi) if dpi else int(side) for side in match.groups()[:2])
    if not drawable(width, height):
        raise AssetkitError(f"{width}×{height} px cannot be drawn", where=f"size {text}", hint=DRAWABLE)
    short = min(width, height)
    margin = max(3, round(short * 0.05))
    return Size(
        id=text.strip().lower().replace("×", "x"),
        title=f"{match[1]}×{match[2]} {'cm' if dpi else 'px'}",
        group="print" if dpi else "social",
        width=width,
        height=height,
        safe=(margin, margin, margin, margin),
        text=max(11.0, round(short * 0.02)),
        dpi=dpi,
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
