"""A unit's code or name in, what sets its picture apart out: the same for as long as it is called so."""

from __future__ import annotations

import hashlib

from assetkit.typography import fold


def variant(name: str) -> dict[str, float | int]:
    """What sets a unit's picture apart, fixed by its code or name: ``turn`` 0..1, ``rays`` 9..23, ``tone`` 0..4."""
    digest = hashlib.blake2b(fold(name).encode(), digest_size=8).digest()
    return {"turn": int.from_bytes(digest[:4], "big") / 2**32, "rays": 9 + digest[4] % 15, "tone": digest[5] % 5}
