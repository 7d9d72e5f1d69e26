"""Proofs: a painted page in, findings out. One file per check; each registers itself with its id and the reason for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

from assetkit.artifact import Encoded, Finding
from assetkit.engine import Engine
from assetkit.page import Layout, Page, Raster
from assetkit.sizes import Size

LARGE = 600  # px of the short side from which a quarter-size painting still shows what is behind a line


def without_text() -> str:
    """The stylesheet that hides all text and lit dots, and nothing else."""
    hidden = (
        "color:transparent",
        "text-shadow:none",
        "-webkit-text-fill-color:transparent",
        "-webkit-text-stroke-color:transparent",
    )
    return f'*{{{"".join(f"{one}!important;" for one in hidden)}}}.lit-dots{{opacity:0!important}}'


def text_as_boxes() -> str:
    """The stylesheet that shows nothing but the boxes of texts, each filled with its text's colour."""
    # The engine takes `background: none` as the image alone.
    bare = (
        "background-color:transparent",
        "background-image:none",
        "border-color:transparent",
        "box-shadow:none",
        "text-shadow:none",
    )
    hidden = "*::before,*::after,img,svg{opacity:0!important}"
    return f"*{{{''.join(f'{one}!important;' for one in bare)}}}{hidden}[data-t]{{background-color:currentColor!important}}"


@dataclass
class Subject:
    """What a check may look at. ``behind`` is the page without its text, ``ink`` each text element filled with its own colour, both at
    ``scale``: contrast needs colours, not details, and a smaller painting is many times cheaper."""

    page: Page
    layout: Layout
    encoded: Encoded
    engine: Engine

    @property
    def size(self) -> Size:
        return self.page.size

    @property
    def scale(self) -> float:
        return 0.25 if min(self.size.width, self.size.height) >= LARGE else 0.5

    @cached_property
    def behind(self) -> Raster:
        return self.engine.paint(self.page.with_style(without_text()), self.scale)

    @cached_property
    def ink(self) -> Raster:
        return self.engine.paint(replace(self.page, images={}).with_style(text_as_boxes()), self.scale)


Check = Callable[[Subject], list[Finding]]


@dataclass(frozen=True)
class Registered:
    """A check with the reason for which it exists (docs/checks.md is made of these)."""

    id: str
    rationale: str
    run: Check


CHECKS: dict[str, Registered] = {}


def check(identifier: str, rationale: str) -> Callable[[Check], Check]:
    """Register a check under ``identifier``."""

    def register(function: Check) -> Check:
        CHECKS[identifier] = Registered(identifier, rationale, function)
        return function

    return register


def registered() -> dict[str, Registered]:
    """Every check by id, in the order in which they run."""
    from assetkit.proof import contrast, limits, overflow, safe_area  # noqa: F401  (they register themselves)

    return {name: CHECKS[name] for name in sorted(CHECKS)}  # whichever file was imported first


def prove(subject: Subject) -> tuple[Finding, ...]:
    """Every check's findings; a check that sees nothing wrong says ok. A finding of level ``error`` refuses the picture."""
    found: list[Finding] = []
    for one in registered().values():
        found += one.run(subject) or [Finding(one.id, "ok", "")]
    return tuple(found)
