"""Small pictures and sprites for tests of films, and differences between frames."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
from PIL import Image

from assetkit.film.planes import Planes
from assetkit.film.sprites import Sprite

WIDTH, HEIGHT = 96, 64


def noise(width: int, height: int, seed: int) -> Image.Image:
    """A soft picture of no pattern."""
    chance = random.Random(seed)
    small = Image.frombytes("RGB", (4, 3), bytes(chance.randrange(256) for _ in range(36)))
    return small.resize((width, height), Image.Resampling.BILINEAR)


def piece(width: int, height: int, seed: int, opaque: bool = False) -> Image.Image:
    """A picture with a soft edge, or one without any."""
    image = noise(width, height, seed).convert("RGBA")
    if not opaque:
        image.putalpha(Image.radial_gradient("L").resize((width, height)).point(lambda value: max(0, min(255, 380 - 2 * value))))
    return image


def sprite(left: int, top: int, width: int, height: int, seed: int, layer: int | None, opaque: bool = False) -> Sprite:
    return Sprite(piece(width, height, seed, opaque), left, top, layer, (left, top, left + width, top + height))


def planes_of(image: Image.Image) -> Planes:
    planes = Planes(*image.size)
    planes.put(image, (0, 0, *image.size))
    return planes


def furthest(a: Planes, b: Planes) -> int:
    """The largest difference of any Y, U or V."""
    return int(np.abs(a.buffer.astype(np.int16) - b.buffer).max())


def blocks(a: Image.Image, b: Image.Image, side: int = 32) -> tuple[float, float]:
    """Mean absolute difference of two pictures, and that of the worst ``side`` × ``side`` block."""
    far = np.abs(np.asarray(a, np.int16) - np.asarray(b, np.int16)).mean(2)
    down, across = (max(side, length // side * side) for length in far.shape)
    if far.shape[0] < side or far.shape[1] < side:
        return float(far.mean()), float(far.mean())
    tiles = far[:down, :across].reshape(down // side, side, across // side, side).mean((1, 3))
    return float(far.mean()), float(tiles.max())


@contextmanager
def full_disk(most: int) -> Iterator[None]:
    """A disk that takes no file of more than ``most`` bytes."""
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
