"""A job: one intended file. Frozen and picklable, so that any worker can do it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from assetkit.sizes import Size

PICTURE_SUFFIXES = (".png", ".jpg", ".jpeg", ".webp")
FILE_SUFFIXES = (*PICTURE_SUFFIXES, ".pdf")


@dataclass(frozen=True)
class Photo:
    """A person's photo for an avatar: file name below the job's folder, zoom (1 = as framed), focus (x, y in 0..1) or None."""

    file: str
    zoom: float = 1.0
    focus: tuple[float, float] | None = None


@dataclass(frozen=True)
class Reading:
    """A snapshot of counts that a picture's figures come from: its number in the store, where and when it was read, the moment that it
    holds for, and the digest of its figures."""

    id: int
    origin: str
    as_of: str
    fetched_at: str | None
    digest: str


@dataclass(frozen=True)
class Job:
    """Template × size × facts × fields: one file. ``name`` is its file name without suffix, relative to the output folder;
    ``missing`` says of each fact that is not known what it needs; ``readings`` are the snapshots that the facts come from."""

    template: str
    size: Size
    campaign: str
    name: str
    fields: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, Any] = field(default_factory=dict)
    missing: Mapping[str, str] = field(default_factory=dict)
    photo: Photo | None = None
    folder: str = "."
    format: str | None = None
    row: int | None = None
    label: str = ""
    inputs: Mapping[str, str] = field(default_factory=dict)
    readings: tuple[Reading, ...] = ()

    @property
    def stem(self) -> str:
        """The file name without the suffix of a format."""
        return self.name.rsplit(".", 1)[0] if self.name.lower().endswith(FILE_SUFFIXES) else self.name

    def key(self, *parts: str) -> str:
        """What the file is made from, but for the facts that the page turns out to read: hex digest with ``parts`` (versions, digests)."""
        state = {
            "size": repr(self.size),
            "fields": dict(self.fields),
            "photo": repr(self.photo),
            "format": self.format,
            "campaign": self.campaign,
            "inputs": dict(self.inputs),
            "parts": parts,
        }
        return hashlib.sha256(json.dumps(state, sort_keys=True).encode()).hexdigest()[:32]
