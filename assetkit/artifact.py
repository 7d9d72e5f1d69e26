"""An artifact: encoded bytes and all that is known of them, ready to publish."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

MEDIA_TYPES = {"png": "image/png", "jpg": "image/jpeg", "webp": "image/webp", "pdf": "application/pdf"}


@dataclass(frozen=True)
class Finding:
    """What a proof saw: the check's id, how bad it is, what and where."""

    check: str
    level: Literal["error", "warning", "ok"]
    message: str


@dataclass(frozen=True)
class Encoded:
    """An encoded picture; ``quality`` is None for lossless; ``note`` says what was done to meet a limit."""

    data: bytes
    format: str
    quality: int | None = None
    note: str = ""


@dataclass(frozen=True)
class Artifact:
    """A picture ready to publish, with its alt text (≤ 200 characters), the facts it read, proofs and warnings."""

    encoded: Encoded
    width: int
    height: int
    alt: str
    facts_read: Mapping[str, Any]
    findings: tuple[Finding, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def digest(self) -> str:
        """SHA-256 of the file's bytes."""
        return hashlib.sha256(self.encoded.data).hexdigest()

    @property
    def media_type(self) -> str:
        return MEDIA_TYPES[self.encoded.format]
