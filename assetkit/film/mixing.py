"""Two frames in, the frame between them out: crossfade, push and wipe, on planes, without any conversion."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from assetkit.errors import AssetkitError, nearest
from assetkit.film.planes import Planes

WHOLE = 256  # parts that a share is counted in: 8 bits, so that a product fits 16
Mix = Callable[[Planes, Planes, Planes, int], None]


def crossfade(before: Planes, after: Planes, out: Planes, share: int) -> None:
    """``share`` of 256 of the frame ``after`` over the one ``before``."""
    mixed = before.buffer.astype(np.uint16)
    mixed *= WHOLE - share
    mixed += after.buffer.astype(np.uint16) * np.uint16(share)
    mixed += WHOLE // 2
    mixed >>= 8
    out.buffer[:] = mixed


def push(before: Planes, after: Planes, out: Planes, share: int) -> None:
    """The frame ``after`` comes in from the right and pushes the other one out."""
    edge = even_part(before.width, WHOLE - share)
    for old, new, to, scale in zip(before, after, out, (1, 2, 2), strict=True):
        cut = edge // scale
        to[:, :cut] = old[:, to.shape[1] - cut :]
        to[:, cut:] = new[:, : to.shape[1] - cut]


def wipe(before: Planes, after: Planes, out: Planes, share: int) -> None:
    """The frame ``after`` is uncovered from the left."""
    edge = even_part(before.width, share)
    for old, new, to, scale in zip(before, after, out, (1, 2, 2), strict=True):
        cut = edge // scale
        to[:, :cut] = new[:, :cut]
        to[:, cut:] = old[:, cut:]


def even_part(length: int, share: int) -> int:
    """``share`` of 256 of a length, as an even number of px."""
    return length * share // WHOLE & ~1


MIXES: dict[str, Mix] = {"crossfade": crossfade, "push": push, "wipe": wipe}


def mix_named(name: str, where: str) -> Mix:
    """The transition of that name; AssetkitError names the nearest."""
    if name not in MIXES:
        raise AssetkitError(f"unknown transition '{name}'", where=where, hint=nearest(name, ["cut", *MIXES]))
    return MIXES[name]
