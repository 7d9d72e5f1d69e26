"""A page: everything an engine needs to paint one picture, and what it measured of it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from assetkit.sizes import Size

NUMBER_OF_ELEMENT = "data-k"  # the attribute by which the fill step numbers elements, from 1
HOLDS_TEXT = "data-t"  # the attribute of elements that hold text themselves


@dataclass(frozen=True)
class Element:
    """A start tag of the page: its number, the number of its parent (0 = none), tag, attributes, and whether it holds text itself."""

    k: int
    parent: int
    tag: str
    attributes: Mapping[str, str]
    has_text: bool = False

    @property
    def name(self) -> str:
        """How messages call it: ``data-name``, else ``tag.class``."""
        classes = self.attributes.get("class", "").split()
        return self.attributes.get("data-name") or ".".join([self.tag, *classes[:1]])


@dataclass(frozen=True)
class Page:
    """Filled HTML, stylesheets (later ones win), images by name, and the size to paint it in."""

    html: str
    stylesheets: tuple[str, ...]
    images: Mapping[str, bytes]
    size: Size
    elements: Mapping[int, Element] = field(default_factory=dict)
    where: str = ""

    def with_style(self, sheet: str) -> Page:
        """The same page with one more stylesheet on top."""
        return replace(self, stylesheets=(*self.stylesheets, sheet))

    @property
    def digest(self) -> str:
        """Hex digest of all that the pixels depend on, but for fonts and engine."""
        state = hashlib.sha256(f"{self.size.width}x{self.size.height}".encode())
        for part in (self.html, *self.stylesheets):
            state.update(part.encode() + b"\0")
        for name, content in sorted(self.images.items()):
            state.update(name.encode() + b"\0" + content)
        return state.hexdigest()[:32]


@dataclass(frozen=True)
class Run:
    """A line of text as the engine set it, in canvas px: the box of its ascent and descent, and the element that it belongs to."""

    text: str
    x: float
    y: float
    width: float
    height: float
    element: int


@dataclass(frozen=True)
class Box:
    """The border box of a named element, in canvas px (axis-aligned hull when it is turned)."""

    element: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Layout:
    """What the engine measured: boxes by element number, and text runs in document order."""

    boxes: Mapping[int, Box]
    runs: tuple[Run, ...]


@dataclass(frozen=True)
class Raster:
    """Pixels: ``data`` is width × height × 4 bytes, RGBA, straight alpha, sRGB, rows from the top."""

    width: int
    height: int
    data: bytes
