"""A portrait with its head marked by hand in, variants out: tall, wide, tight, loose, off-centre, mirrored."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image, ImageFilter, ImageOps, ImageStat

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Marked:
    """``head``: left, top, right, bottom in px: top of hair or hat to chin, ear to ear."""

    name: str
    image: Image.Image
    head: Box


def _cut(source: Marked, name: str, box: Box) -> Marked:
    left, top, right, bottom = (round(value) for value in box)
    x0, y0, x1, y1 = source.head
    head = (max(x0, left) - left, max(y0, top) - top, min(x1, right) - left, min(y1, bottom) - top)
    return Marked(f"{source.name} {name}", source.image.crop((left, top, right, bottom)), head)


def _windows(source: Marked) -> Iterator[Marked]:
    """Cut-outs of the common shapes in which the whole head stays: head central, to the left, right, high, low."""
    width, height = source.image.size
    x0, y0, x1, y1 = source.head
    for name, aspect in (("3:4", 3 / 4), ("2:3", 2 / 3), ("3:2", 3 / 2), ("16:9", 16 / 9)):
        for size_name, share in (("loose", 1.0), ("tight", 0.7)):
            box_width = min(width, height * aspect) * share
            box_height = box_width / aspect
            if box_width < (x1 - x0) * 1.1 or box_height < (y1 - y0) * 1.1:
                continue
            for place, x, y in (("centre", 0.5, 0.4), ("left", 0.3, 0.4), ("right", 0.7, 0.4), ("low", 0.5, 0.6)):
                left = min(max((x0 + x1) / 2 - x * box_width, 0), width - box_width)
                top = min(max((y0 + y1) / 2 - y * box_height, 0), height - box_height)
                if left <= x0 and top <= y0 and x1 <= left + box_width and y1 <= top + box_height:
                    box = (left, top, left + box_width, top + box_height)
                    yield _cut(source, f"{name} {size_name} {place}", box)


def _ground(image: Image.Image, size: tuple[int, int], kind: str) -> Image.Image:
    if kind == "blurred":
        return ImageOps.fit(image, size).filter(ImageFilter.GaussianBlur(size[1] / 12))
    # the colour of the upper corners, as of a wall that goes on
    side, part = image.width // 10, image.height // 3
    corners = (image.crop((0, 0, side, part)), image.crop((image.width - side, 0, image.width, part)))
    means = [ImageStat.Stat(corner).mean for corner in corners]
    return Image.new("RGB", size, tuple(round(sum(pair) / 2) for pair in zip(*means, strict=True)))


def _extended(source: Marked) -> Iterator[Marked]:
    """The picture set into a larger one: beside the middle of a wide one, low in a tall one."""
    width, height = source.image.size
    x0, y0, x1, y1 = source.head
    for kind in ("plain", "blurred"):
        for name, aspect, share, places in (
            ("3:2", 3 / 2, 1.0, ("left", "right")),
            ("16:9", 16 / 9, 1.0, ("left", "right")),
            ("16:9 small", 16 / 9, 0.7, ("left", "right")),
            ("2:3", 2 / 3, 1.0, ("low",)),
            ("3:4 small", 3 / 4, 0.7, ("left", "right")),
        ):
            ground_height = max(height / share, width / share / aspect)
            size = (round(ground_height * aspect), round(ground_height))
            for place in places:
                left = {"left": 0, "right": size[0] - width, "low": (size[0] - width) // 2}[place]
                top = size[1] - height
                picture = _ground(source.image, size, kind)
                picture.paste(source.image, (left, top))
                yield Marked(
                    f"{source.name} {kind} {name} {place}", picture, (x0 + left, y0 + top, x1 + left, y1 + top)
                )


def variants(source: Marked) -> Iterator[Marked]:
    """The picture itself, its cut-outs and its extensions, each also mirrored."""
    for made in (source, *_windows(source), *_extended(source)):
        yield made
        x0, y0, x1, y1 = made.head
        width = made.image.width
        yield Marked(f"{made.name} mirrored", ImageOps.mirror(made.image), (width - x1, y0, width - x0, y1))


def inside(shape: list[tuple[float, float]], crop: Box) -> bool:
    """Whether all points lie in the circle inscribed in a square crop."""
    left, top, right, bottom = crop
    middle, centre = (left + right) / 2, (top + bottom) / 2
    return all(math.dist(point, (middle, centre)) <= (right - left) / 2 + 1e-6 for point in shape)


def corners(head: Box) -> list[tuple[float, float]]:
    x0, y0, x1, y1 = head
    return [(x0, y0), (x1, y0), (x0, y1), (x1, y1)]


def oval(head: Box) -> list[tuple[float, float]]:
    """The oval inscribed in the head box: the corners of the box are background."""
    x0, y0, x1, y1 = head
    steps = [math.tau * step / 48 for step in range(48)]
    return [
        ((x0 + x1) / 2 + (x1 - x0) / 2 * math.cos(angle), (y0 + y1) / 2 + (y1 - y0) / 2 * math.sin(angle))
        for angle in steps
    ]


def can_fit(shape: list[tuple[float, float]], width: int, height: int) -> bool:
    """Whether any place of the largest square would hold the shape: else no focus could."""
    side = min(width, height)
    room = max(width, height) - side
    for step in range(101):
        shift = room * step / 100
        left, top = (shift, 0.0) if width > height else (0.0, shift)
        if inside(shape, (left, top, left + side, top + side)):
            return True
    return False
