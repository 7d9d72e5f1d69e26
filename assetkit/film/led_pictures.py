"""One period of a reel in, an animated GIF or WebP that loops for ever out; and how large it will be, before it is made."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator

from PIL import Image

from assetkit.errors import AssetkitError
from assetkit.film.reel import Reel

FORMATS = ("gif", "webp")
TRIED = 10  # frames that the size is judged by
MOST_PIXELS = {"gif": 160_000_000, "webp": 600_000_000}  # of all frames: GIF's are all held until the end
COLOURS = 256
GIF_RATES = {24: 25, 30: 33, 60: 50}  # GIF counts in hundredths of a second, and players slow down what is shorter than two
QUALITY = 82
Told = Callable[[int], None]


def refuse_too_large(reel: Reel, image_format: str) -> None:
    """Raise AssetkitError for a loop of more pixels than such a file can hold."""
    pixels = reel.width * reel.height * reel.frames
    if pixels > MOST_PIXELS[image_format]:
        message = f"{reel.frames} frames of {reel.width}×{reel.height} px are too many for a {image_format.upper()}"
        raise AssetkitError(message, where="--format", hint="mp4, fewer words, --fps 25, or --mode pages")


def estimate(reel: Reel, image_format: str) -> int:
    """About how many bytes the file will have: a few stretches of two frames are encoded, and the rest is taken to be like them."""
    moving = [number for number in range(reel.frames) if reel.draw(number)]  # the others are not stored
    tried = [moving[len(moving) * place // TRIED] for place in range(min(TRIED, len(moving)))]
    palette = _palette(reel)
    alone = both = 0
    for number in tried:
        pair = [_picture(reel, max(0, number - 1)), _picture(reel, number)]
        alone += len(_encoded(iter(pair[1:]), image_format, 25, palette))
        both += len(_encoded(iter(pair), image_format, 25, palette))
    return (alone + max(0, both - alone) * (len(moving) - 1)) // len(tried)


def played(file_format: str, rate: int) -> int:
    """How many frames a second such a file shows of those asked for."""
    return GIF_RATES.get(rate, rate) if file_format == "gif" else rate


def animated(reel: Reel, image_format: str, told: Told = lambda done: None) -> bytes:
    """The file. Frames that are the same as the one before are not stored again."""
    rate = played(image_format, reel.rate)
    frames = _counted((_picture(reel, number) for number in range(reel.frames)), told)
    return _encoded(frames, image_format, rate, _palette(reel) if image_format == "gif" else None)


def _picture(reel: Reel, number: int) -> Image.Image:
    reel.draw(number)
    return reel.planes.image()


def _palette(reel: Reel) -> Image.Image:
    """The colours of a GIF: those of some of its frames, one below another."""
    frames = [_picture(reel, reel.frames * place // TRIED) for place in range(TRIED)]
    whole = Image.new("RGB", (reel.width, reel.height * TRIED))
    for place, frame in enumerate(frames):
        whole.paste(frame, (0, reel.height * place))
    return whole.quantize(COLOURS, Image.Quantize.MEDIANCUT)


def _encoded(frames: Iterator[Image.Image], image_format: str, rate: int, palette: Image.Image | None) -> bytes:
    buffer = io.BytesIO()
    milliseconds = round(1000 / rate)
    if image_format == "webp":
        first = next(frames)
        first.save(buffer, "WEBP", save_all=True, append_images=frames, duration=milliseconds, loop=0, quality=QUALITY, method=2)
    else:
        plain = (frame.quantize(palette=palette, dither=Image.Dither.NONE) for frame in frames)
        next(plain).save(buffer, "GIF", save_all=True, append_images=list(plain), duration=milliseconds, loop=0, optimize=False)
    return buffer.getvalue()


def _counted(frames: Iterator[Image.Image], told: Told) -> Iterator[Image.Image]:
    for number, frame in enumerate(frames, start=1):
        told(number)
        yield frame
