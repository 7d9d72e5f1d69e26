"""The page engine: a page in, boxes and pixels out."""

from __future__ import annotations

from typing import Any, Protocol

from assetkit.page import Page, Raster


class Engine(Protocol):
    """What the rest of assetkit asks of an engine. Implementations are deterministic: the same page gives the same bytes."""

    @property
    def version(self) -> str:
        """Name and version, part of every resume key."""

    def measure(self, page: Page, extra: str = "") -> dict[str, Any]:
        """The engine's own box tree of the page with one ``extra`` stylesheet on top."""

    def paint(self, page: Page, scale: float = 1.0) -> Raster:
        """RGBA pixels of the page; ``scale`` multiplies the page's px."""

    def encode(self, page: Page, image_format: str, quality: int = 90) -> bytes:
        """The page as an encoded ``jpg`` or ``webp`` file (``png``: slower than :mod:`assetkit.png`)."""
