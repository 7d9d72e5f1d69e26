"""A finished film's file in, what it really holds out, and every difference to what was asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import av

from assetkit.errors import AssetkitError
from assetkit.film.encoder import BT709, LIMITED, SOUND_RATE, Encoding

SLACK = 0.05  # s that a sound track may be longer or shorter than its picture: AAC comes in blocks of 21 ms


@dataclass(frozen=True)
class Film:
    """What a file says of itself. ``level`` is ten times the H.264 level; ``gop`` the most frames between two key frames."""

    width: int
    height: int
    codec: str
    profile: str
    level: int
    pixel_format: str
    colours: tuple[int, int, int, int]
    rate: float
    frames: int
    seconds: float
    gop: int
    index_first: bool
    sound: str
    sound_seconds: float
    bytes: int


def read_back(path: Path) -> Film:
    """Read a film's headers and packets; its pictures are not decoded."""
    with av.open(str(path)) as file:
        video = file.streams.video[0]
        context: Any = video.codec_context
        keys, frames = [], 0
        for packet in file.demux(video):
            if packet.size:
                keys += [frames] if packet.is_keyframe else []
                frames += 1
        sound = next(iter(file.streams.audio), None)
        time = float(video.duration * video.time_base) if video.duration and video.time_base else 0.0
        return Film(
            width=context.width,
            height=context.height,
            codec=context.name,
            profile=context.profile or "",
            level=context.level,
            pixel_format=context.pix_fmt,
            colours=(context.color_primaries, context.color_trc, context.colorspace, context.color_range),
            rate=float(video.average_rate or 0),
            frames=frames,
            seconds=time,
            gop=max((after - before for before, after in zip(keys, [*keys[1:], frames], strict=True)), default=0),
            index_first=_index_first(path),
            sound=_sound(sound.codec_context) if sound else "",
            sound_seconds=float(sound.duration * sound.time_base) if sound and sound.duration and sound.time_base else 0.0,
            bytes=path.stat().st_size,
        )


def _sound(context: Any) -> str:
    """A sound track as people say it: aac LC, 48000 Hz, stereo."""
    return f"{' '.join(filter(None, (context.name, context.profile)))}, {context.sample_rate} Hz, {context.layout.name}"


def _index_first(path: Path) -> bool:
    """Whether the index (moov) stands before the data (mdat), so that a player can begin before it has everything."""
    with path.open("rb") as file:
        position, end = 0, path.stat().st_size
        while position + 8 <= end:
            file.seek(position)
            head = file.read(16)
            size, kind = int.from_bytes(head[:4], "big"), head[4:8]
            if kind in (b"moov", b"mdat"):
                return kind == b"moov"
            position += int.from_bytes(head[8:16], "big") if size == 1 else max(size, 8)
    return False


def differences(film: Film, encoding: Encoding, frames: int, most_bytes: int) -> Iterator[str]:
    """What the file holds that was not asked for, in words."""
    wanted: dict[str, tuple[object, object]] = {
        "codec": (film.codec, "h264"),
        "profile": (film.profile.lower(), "high"),
        "level": (film.level, round(10 * float(encoding.level))),
        "size": ((film.width, film.height), (encoding.width, encoding.height)),
        "pixel format": (film.pixel_format, "yuv420p"),
        "colours": (film.colours, (BT709, BT709, BT709, LIMITED)),
        "frames per second": (round(film.rate, 3), float(encoding.rate)),
        "frames": (film.frames, frames),
        "index": ("first" if film.index_first else "last", "first"),
        "sound": (film.sound, f"aac LC, {SOUND_RATE} Hz, stereo" if encoding.sound else ""),
    }
    yield from (f"{name} is {found or 'none'}, not {asked or 'none'}" for name, (found, asked) in wanted.items() if found != asked)
    if film.gop > max(1, round(encoding.gop * encoding.rate)):
        yield f"{film.gop} frames between key frames, {encoding.gop:g} s is the most"
    if abs(film.seconds - frames / encoding.rate) > 1 / encoding.rate:
        yield f"{film.seconds:.2f} s long, not {frames / encoding.rate:.2f}"
    if encoding.sound and abs(film.sound_seconds - frames / encoding.rate) > SLACK:
        yield f"its sound lasts {film.sound_seconds:.2f} s, its picture {frames / encoding.rate:.2f}"
    if film.bytes > most_bytes:
        yield f"{film.bytes / 1e6:.1f} MB, {most_bytes / 1e6:.0f} MB is the most"


def refuse_differences(path: Path, encoding: Encoding, frames: int, most_bytes: int, where: str = "") -> Film:
    """The film as read back; AssetkitError when it is not what was asked for. ``where`` is what messages call it."""
    try:
        film = read_back(path)
    except av.error.FFmpegError as error:
        hint = "make room, or another folder with -o"
        raise AssetkitError(f"is not whole: {error.strerror}", where=where or path.name, hint=hint) from error
    found = list(differences(film, encoding, frames, most_bytes))
    if found:
        raise AssetkitError(f"the film is not what its place plays: {'; '.join(found)}", where=where or path.name, hint="another --size or --fps")
    return film
