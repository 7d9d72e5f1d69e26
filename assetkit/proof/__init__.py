"""Proofs: a painted page in, findings out. One file per check; each registers itself with its id and the reason for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from assetkit.artifact import Encoded, Finding
from assetkit.engine import Engine
from assetkit.page import Layout, Page, Raster
from assetkit.sizes import Size

PROOF_SCALE = 0.5  # contrast is judged on a half-size painting: four times cheaper, the same colours


@dataclass
class Subject:
    """What a check may look at. ``behind`` is the page without its text, ``ink`` each text element filled with its own colour."""

    page: Page
    layout: Layout
    encoded: Encoded
    engine: Engine

    @property
    def size(self) -> Size:
        return self.page.size

    @cached_property
    def behind(self) -> Raster:
        hidden = "color:transparent!important;text-shadow:none!important;-webkit-text-fill-color:transparent!important"
        sheet = f'*{{{hidden};-webkit-text-stroke-color:transparent!important}}[src="lit-dots"]{{opacity:0!important}}'
        return self.engine.paint(self.page.with_style(sheet), PROOF_SCALE)

    @cached_property
    def ink(self) -> Raster:
        # The engine takes `background: none` as the image alone.
        nothing = ["background-color", "background-image:none", "border-color", "box-shadow:none", "text-shadow:none"]
        bare = "".join(f"{one if ':' in one else one + ':transparent'}!important;" for one in nothing)
        hidden = "*::before,*::after,img,svg{opacity:0!important}"
        sheet = f"*{{{bare}}}{hidden}[data-t]{{background-color:currentColor!important}}"
        return self.engine.paint(self.page.with_style(sheet), PROOF_SCALE)


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

    return CHECKS


def prove(subject: Subject) -> tuple[Finding, ...]:
    """Every check's findings; a check that sees nothing wrong says ok. A finding of level ``error`` refuses the picture."""
    found: list[Finding] = []
    for one in registered().values():
        found += one.run(subject) or [Finding(one.id, "ok", "")]
    return tuple(found)
