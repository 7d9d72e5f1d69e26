"""A music file in, its samples out: recognised by its content, read from the local disk only, by the one reader that it needs.

FFmpeg is given an open file and the name of a reader, never a path: it opens nothing else, so that no playlist, address or reference to
another file is ever followed, whatever a file holds.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import av
import numpy as np

from assetkit.errors import AssetkitError
from assetkit.film.encoder import SOUND_RATE

if TYPE_CHECKING:
    from numpy.typing import NDArray

KINDS = "MP3, WAV, FLAC, Ogg, M4A, AAC or AIFF"
MOST_BYTES = 600_000_000  # an hour of WAV
SHORTEST = 1.0  # s
LOUDEST = 16.0  # of full scale (+24 dB): louder floating-point samples are not sound
HEAD = 512  # bytes that tell what a file is
ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:/")  # of two letters at least: C:/ is a drive
PLAYLISTS = (b"#EXT", b"[playlist]", b"<?xml", b"<asx", b"<smil", b"ffconcat", b"RIFX")
MAGIC: tuple[tuple[int, bytes, str], ...] = (
    (0, b"ID3", "mp3"),
    (0, b"fLaC", "flac"),
    (0, b"OggS", "ogg"),
    (8, b"WAVE", "wav"),
    (8, b"AIFF", "aiff"),
    (8, b"AIFC", "aiff"),
    (4, b"ftyp", "mov"),
)
"""Where in a file which bytes stand, and FFmpeg's reader for it."""


def reader_of(head: bytes, where: str) -> str:
    """FFmpeg's name for what a file that begins with ``head`` is. AssetkitError for a playlist, a text, or what is no music."""
    start = head.lstrip(b"\xef\xbb\xbf\t\r\n ")
    if start[:10].lower().startswith(tuple(mark.lower() for mark in PLAYLISTS)):
        raise AssetkitError("is a playlist, not music", where=where, hint="name one of the files in it")
    for at, mark, name in MAGIC:
        if head[at : at + len(mark)] == mark:
            return name
    if len(head) > 2 and head[0] == 0xFF:  # frames without a header: the layer tells MPEG audio from AAC
        if head[1] & 0xF6 == 0xF0:
            return "aac"
        if head[1] & 0xE0 == 0xE0 and head[1] & 0x06:
            return "mp3"
    if not head:
        raise AssetkitError("is empty", where=where, hint=KINDS)
    what = "text, not music" if b"\0" not in head and _is_text(head) else "not music of a kind that is known"
    raise AssetkitError(f"is {what}", where=where, hint=KINDS)


def _is_text(head: bytes) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)  # the last letter may be cut
    except UnicodeDecodeError:
        return False
    return True


def read_music(path: Path, seconds: float) -> NDArray[np.float32]:
    """At most ``seconds`` s of a file's sound from its beginning: samples × 2, −1..1, at 48 kHz.

    AssetkitError, one line, for an address, what is no regular file or no music, a file that is damaged, holds no sound, or less than
    a second of it.
    """
    where = str(path)
    if ADDRESS.match(where):
        whole = where.replace(":/", "://", 1)  # a path has lost one of the two
        raise AssetkitError("is an address", where=whole, hint="download it, and name the file")
    try:
        if path.exists() and not path.is_file():  # a pipe would be waited for
            raise AssetkitError("is a folder or a device", where=where, hint="name a file")
        with path.open("rb") as file:
            return _read(file, seconds, where)
    except FileNotFoundError as error:
        raise AssetkitError("there is no such file", where=where, hint="check the path") from error
    except av.error.FFmpegError as error:
        raise AssetkitError(f"is damaged: {error.strerror}", where=where, hint="save it again as MP3 or WAV") from error
    except OSError as error:
        raise AssetkitError(f"cannot be read: {error.strerror}", where=where, hint="check its permissions") from error


def refuse_no_music(path: Path) -> None:
    """Raise AssetkitError for what `read_music` refuses in a file's first second: before anything is made of it."""
    read_music(path, SHORTEST)


def _read(file: BinaryIO, seconds: float, where: str) -> NDArray[np.float32]:
    if file.seek(0, 2) > MOST_BYTES:
        raise AssetkitError(f"is larger than {MOST_BYTES // 1_000_000} MB", where=where, hint="a shorter piece")
    file.seek(0)
    name = reader_of(file.read(HEAD), where)
    file.seek(0)
    most = round(seconds * SOUND_RATE)
    blocks, count = [], 0
    with av.open(file, "r", format=name, options={"protocol_whitelist": "", "format_whitelist": name}) as container:
        if not container.streams.audio:
            raise AssetkitError("holds no sound", where=where, hint=KINDS)
        for block in _blocks(container):
            blocks.append(block)
            count += len(block)
            if count >= most:
                break
    if count < SHORTEST * SOUND_RATE:
        raise AssetkitError(f"holds {count / SOUND_RATE:.1f} s of sound", where=where, hint="a second at least")
    samples = np.concatenate(blocks)[:most]
    if not np.isfinite(samples).all() or np.abs(samples).max() > LOUDEST:
        raise AssetkitError("holds samples that are no sound", where=where, hint="save it again as MP3 or WAV")
    return samples


def _blocks(container: Any) -> Iterator[NDArray[np.float32]]:
    """The container's first sound track, decoded, stereo, at 48 kHz, block by block."""
    resampler = av.AudioResampler(format="flt", layout="stereo", rate=SOUND_RATE)
    for frame in container.decode(container.streams.audio[0]):
        yield from (_samples(part) for part in resampler.resample(frame))
    yield from (_samples(part) for part in resampler.resample(None))


def _samples(frame: av.AudioFrame) -> NDArray[np.float32]:
    """A frame's samples × 2."""
    return np.asarray(frame.to_ndarray(), np.float32).reshape(-1, 2)
