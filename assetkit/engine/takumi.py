"""The Takumi engine: pages in, pixels out, through ``pytakumi``; its panics and refusals become EngineErrors."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Literal, TypeVar

import pytakumi

from assetkit.errors import EngineError
from assetkit.page import Page, Raster

T = TypeVar("T")
ENGINE_VERSION = f"pytakumi {pytakumi.__version__}"
FORMATS: dict[str, Literal["png", "jpeg", "webp"]] = {"png": "png", "jpg": "jpeg", "webp": "webp"}


def _guard(call: Callable[[], T], where: str) -> T:
    """Run ``call``; the engine's refusals, and its PanicException (a BaseException), become an EngineError."""
    try:
        return call()
    except (RuntimeError, ValueError, TypeError, OverflowError) as error:
        if "pixmap size" in str(error):
            message, hint = "a picture on the page is larger than 67 megapixels", "a smaller size, or another template"
            raise EngineError(message, where=where, hint=hint) from error
        raise EngineError(
            f"the engine refused the page: {error}", where=where, hint="assetkit templates check"
        ) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise EngineError(
            f"the engine broke on the page: {error}", where=where, hint="no absurd lengths in the style"
        ) from error


class Takumi:
    """One renderer with the registered fonts. Safe to use from several threads."""

    def __init__(self, fonts: Iterable[bytes], cache_bytes: int = 96_000_000) -> None:
        self._renderer = pytakumi.Renderer(cache_max_bytes=cache_bytes)
        for font in fonts:
            _guard(lambda data=font: self._renderer.register_font(data), "fonts")  # type: ignore[misc]

    @property
    def version(self) -> str:
        return ENGINE_VERSION

    def measure(self, page: Page, extra: str = "") -> dict[str, Any]:
        # Images are left out: every picture has its size from the stylesheet, and measuring is five times faster without them.
        def call() -> dict[str, Any]:
            tree = pytakumi.from_html(page.html)
            sheets = [*page.stylesheets, extra]
            return self._renderer.measure(
                tree, stylesheets=sheets, width=page.size.width, height=page.size.height, lang="vi"
            )

        return _guard(call, page.where)

    def paint(self, page: Page, scale: float = 1.0) -> Raster:
        width, height = round(page.size.width * scale), round(page.size.height * scale)
        return Raster(width, height, self._render(page, width, height, "raw", None, scale))

    def encode(self, page: Page, image_format: str, quality: int = 90) -> bytes:
        lossy = None if image_format == "png" else quality
        return self._render(page, page.size.width, page.size.height, FORMATS[image_format], lossy, 1.0)

    def _render(
        self, page: Page, width: int, height: int, image_format: Any, quality: int | None, scale: float
    ) -> bytes:
        return _guard(
            lambda: self._renderer.render_html(
                page.html,
                stylesheets=list(page.stylesheets),
                images=dict(page.images),
                width=width,
                height=height,
                format=image_format,
                quality=quality,
                device_pixel_ratio=scale,
                lang="vi",
            ),
            page.where,
        )
