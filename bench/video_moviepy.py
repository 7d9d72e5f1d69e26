"""The scene as moviepy's users write it: its clips, its composite with ``use_bgclip``, its writer. Same pictures, places and moments."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from assetkit.film.sprites import Sprite
from assetkit.film.timeline import APPEARS, Layer
from bench.video_scene import Plain, number

TRANSPARENT = (0, 0, 0, 0)


def composite(plain: Plain, path: Path, rate: int, seconds: float, crf: int) -> None:
    """Write the film with moviepy."""
    from moviepy import CompositeVideoClip, ImageClip

    clips: list[Any] = [ImageClip(np.array(plain.behind)).with_duration(seconds)]
    for sprite, place in zip(plain.sprites, plain.places, strict=True):
        layer = None if place is None else plain.film.layers[place]
        clips.append(clip_of(plain, sprite, place, layer, seconds))
    whole = CompositeVideoClip(clips, size=plain.behind.size, use_bgclip=True).with_duration(seconds)
    options = {"fps": rate, "codec": "libx264", "preset": "veryfast", "threads": 1, "audio": False, "logger": None}
    whole.write_videofile(str(path), ffmpeg_params=["-crf", str(crf)], **options)


def clip_of(plain: Plain, sprite: Sprite, place: int | None, layer: Layer | None, seconds: float) -> Any:
    """A sprite as a clip that moves and fades in, grows, or counts."""
    from moviepy import ImageClip, vfx

    pixels = np.array(sprite.image)
    if layer is None or layer.enter is None or place is None:
        return ImageClip(pixels, transparent=True).with_duration(seconds).with_position((sprite.left, sprite.top))
    if layer.enter.kind == "count-up":
        return counting(plain, sprite, place, seconds)
    if layer.enter.kind == "draw-bar":
        return growing(plain, sprite, place, seconds)

    def position(moment: float) -> tuple[int, int]:
        frame = round((moment + layer.start) * plain.film.rate)
        state = next((one for one in plain.film.state(frame) if one.layer == place), None)
        return (sprite.left + state.dx, sprite.top + state.dy) if state else (sprite.left, sprite.top)

    clip = ImageClip(pixels, transparent=True).with_start(layer.start).with_duration(seconds - layer.start)
    return clip.with_position(position).with_effects([vfx.CrossFadeIn(APPEARS * layer.enter.seconds)])


def counting(plain: Plain, sprite: Sprite, place: int, seconds: float) -> Any:
    """A number: its signs laid on a clear ground of the size of the last one, with its opacity as a mask."""
    from moviepy import VideoClip

    width, height, left, top = 740, sprite.image.height + 24, sprite.left - 4, sprite.top - 12

    def signs(moment: float) -> Image.Image:
        image = Image.new("RGBA", (width, height), TRANSPARENT)
        state = next((one for one in plain.film.state(round(moment * plain.film.rate)) if one.layer == place), None)
        if state and state.value is not None:
            for sign, x, y in number(plain.counters[place](state.value, state.alpha)):
                image.alpha_composite(sign, (x - left, y - top))
        elif state:
            image.alpha_composite(sprite.image, (sprite.left - left, sprite.top - top))
        return image

    clip = VideoClip(lambda moment: np.array(signs(moment).convert("RGB")), duration=seconds)
    clip.mask = VideoClip(lambda moment: np.array(signs(moment).getchannel("A")) / 255.0, is_mask=True, duration=seconds)
    return clip.with_position((left, top))


def growing(plain: Plain, sprite: Sprite, place: int, seconds: float) -> Any:
    """A bar: as wide as it is by then, on the ground that it grows over."""
    from moviepy import VideoClip

    ground = np.array(plain.behind.crop(sprite.box))
    bar = np.array(sprite.image.convert("RGB"))

    def pixels(moment: float) -> np.ndarray[Any, np.dtype[np.uint8]]:
        state = next((one for one in plain.film.state(round(moment * plain.film.rate)) if one.layer == place), None)
        grown = ground.copy()
        wide = 0 if state is None else bar.shape[1] * state.part // 10_000
        grown[:, :wide] = bar[:, :wide]
        return grown

    return VideoClip(pixels, duration=seconds).with_position((sprite.left, sprite.top))
