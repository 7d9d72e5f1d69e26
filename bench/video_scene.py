"""The scene that all contenders film: the page of the workspace's template ``scene``, its film, and its frames drawn the plain way."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from PIL import Image

from assetkit.engine.takumi import Takumi
from assetkit.facts import derive
from assetkit.film.direction import Directed, direct
from assetkit.film.looks import Looks
from assetkit.film.planes import Planes
from assetkit.film.shooting import studio_for
from assetkit.film.sprites import Sprite
from assetkit.film.timeline import WHOLE, LayerState
from assetkit.job import Job
from assetkit.pipeline import set_page
from assetkit.world import World

WORKSPACE = Path(__file__).parent / "workspace"
TEMPLATE, RATE, SECONDS = "scene", 30, 10.0
CRF = 20


def stage() -> tuple[World, Takumi]:
    """The world and an engine, which a batch of films shares."""
    world = World(WORKSPACE)
    engine = Takumi(world.fonts.values())
    _ = world.faces, world.characters
    return world, engine


def job_of(world: World, size: str = "square") -> Job:
    campaign = world.campaign()
    facts = derive(campaign, None, World.now())
    return Job(TEMPLATE, world.sizes[size], campaign.id, TEMPLATE, facts=dict(facts))


def directed(world: World, engine: Takumi, size: str = "square", seconds: float = SECONDS) -> Directed:
    """The film of the scene's page."""
    job = job_of(world, size)
    _, fitted, _, _ = set_page(job, world, engine)
    return direct(studio_for(fitted, world, job.campaign, engine), RATE, seconds)


class Plain:
    """The film's frames in RGB, each drawn anew: what the quick way has to equal, and what others lay together."""

    def __init__(self, made: Directed) -> None:
        canvas = made.canvas
        self.film = made.film
        self.behind = made.behind
        self.sprites: tuple[Sprite, ...] = canvas.sprites
        self.places, self.counters = canvas.places, canvas.counters

    def seen(self, frame: int) -> Iterator[tuple[Image.Image, int, int]]:
        """The pictures of a frame with their places, RGBA, in painting order."""
        states = {state.layer: state for state in self.film.state(frame)}
        for sprite, place in zip(self.sprites, self.places, strict=True):
            if place is None:
                yield sprite.image, sprite.left, sprite.top
            elif place in states:
                yield from self._pictures(sprite, states[place])

    def _pictures(self, sprite: Sprite, state: LayerState) -> Iterator[tuple[Image.Image, int, int]]:
        if state.value is not None:
            yield from number(self.counters[state.layer](state.value, state.alpha))
            return
        image = sprite.image
        if state.part < WHOLE:
            image = image.crop((0, 0, image.width * state.part // WHOLE, image.height))
        yield faint(image, state.alpha), sprite.left + state.dx, sprite.top + state.dy

    def image(self, frame: int) -> Image.Image:
        whole = self.behind.copy()
        for image, left, top in self.seen(frame):
            whole.paste(image, (left, top), image)
        return whole

    def planes(self) -> Iterator[Planes]:
        """Every frame, converted as a whole."""
        for frame in range(self.film.frames):
            image = self.image(frame)
            planes = Planes(*image.size)
            planes.put(image, (0, 0, *image.size))
            yield planes


def number(looks: Looks) -> Iterator[tuple[Image.Image, int, int]]:
    for look in looks:
        yield faint(look.picture.image, look.alpha), look.left, look.top


def faint(image: Image.Image, alpha: int) -> Image.Image:
    """``alpha`` of 255 of a picture's opacity."""
    if alpha >= 255:
        return image
    fainter = image.copy()
    fainter.putalpha(image.getchannel("A").point([(value * alpha + 127) // 255 for value in range(256)]))
    return fainter


def raw_frames(path: Path, width: int, height: int) -> np.ndarray[tuple[int, int], np.dtype[np.uint8]]:
    """Frames that were written to a file one after another, as planes."""
    return np.memmap(path, np.uint8, "r").reshape(-1, width * height * 3 // 2)
