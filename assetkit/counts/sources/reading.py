"""The nouns of asking a source: what is around it in, its answer out."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assetkit.counts.sources.fetching import Limits
    from assetkit.table import Table


@dataclass(frozen=True)
class Around:
    """What a source may know: the workspace's folder, the wall time in Viet Nam, the environment, and for the web its limits and
    what the last answer said of itself."""

    folder: Path
    now: dt.datetime
    environ: Mapping[str, str] = field(default_factory=lambda: os.environ)
    limits: Limits | None = None
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True)
class Stamped:
    """A table and, when the source says it beside the rows, the moment of its figures."""

    table: Table
    moment: dt.datetime | None = None


@dataclass(frozen=True)
class Answer:
    """What a source holds. ``unchanged``: the same as when ``etag`` or ``last_modified`` were said; there are no tables then."""

    tables: tuple[Stamped, ...] = ()
    etag: str | None = None
    last_modified: str | None = None
    unchanged: bool = False
