"""Chunks of a body as they were sent in, chunks as they were meant out: gzip and deflate undone, never more than a limit."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

from assetkit.errors import AssetkitError

ACCEPTED = "gzip"
_WINDOWS = {"gzip": 31, "x-gzip": 31, "deflate": 15}  # zlib's wbits
_STEP = 65_536  # bytes that are unpacked at a time: a small chunk may hold a thousand times its size


def plain(chunks: Iterable[bytes], encoding: str, most: int, where: str) -> bytes:
    """The whole body, of at most ``most`` bytes when unpacked. ``encoding`` is the Content-Encoding, "" for none.

    Raises AssetkitError when it is larger, is packed in a way that was not asked for, or ends too early.
    """
    body = bytearray()
    for chunk in _unpacked(chunks, encoding.strip().lower(), where):
        body += chunk
        if len(body) > most:
            raise too_large(most, where)
    return bytes(body)


def too_large(most: int, where: str) -> AssetkitError:
    hint = "max_megabytes in the source, or a smaller export"
    return AssetkitError(f"sends more than {most / 1_000_000:g} MB", where=where, hint=hint)


def _unpacked(chunks: Iterable[bytes], encoding: str, where: str) -> Iterator[bytes]:
    if encoding in ("", "identity"):
        yield from chunks
        return
    if encoding not in _WINDOWS:
        hint = "a server that sends gzip or plain bodies"
        raise AssetkitError(f"sends a body packed as '{encoding[:40]}'", where=where, hint=hint)
    unpacker = zlib.decompressobj(_WINDOWS[encoding])
    try:
        for chunk in chunks:
            rest, full = chunk, True
            while (rest or full) and not unpacker.eof:  # what was unpacked may be held back when the input is used up
                piece = unpacker.decompress(rest, _STEP)
                yield piece
                rest, full = unpacker.unconsumed_tail, len(piece) == _STEP
            if unpacker.eof:
                return  # what follows belongs to no body
    except zlib.error as problem:
        raise AssetkitError(f"sends a damaged {encoding} body", where=where, hint="try again") from problem
    raise AssetkitError(f"sends a {encoding} body that ends too early", where=where, hint="try again")
