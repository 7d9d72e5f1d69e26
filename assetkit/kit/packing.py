"""Packing: files by name in, one ZIP out; with its posts, one for each unit to send on. The same files give the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from assetkit.kit.posts import Post, Published, unit_of
from assetkit.naming import Names
from assetkit.typography import date_short, slug, sort_key

EARLIEST = (1980, 1, 1, 0, 0, 0)  # the first moment that a ZIP can tell
READABLE = 0o644 << 16  # the file's permissions, for systems that have them
UNIX = 3  # the system that made the file, ZIP specification 4.4.2: the same on all of them
WORDS = "loi-dang.txt"


def zip_bytes(files: Mapping[str, bytes]) -> bytes:
    """The files in name order. They are stored, not packed: pictures cannot be made smaller, and packing differs between systems."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, EARLIEST)
            entry.create_system, entry.external_attr = UNIX, READABLE
            archive.writestr(entry, files[name])
    return buffer.getvalue()


def words(posts: Sequence[Post]) -> str:
    """The texts to post beside the pictures, each under its file, place and day, for a person to copy from."""
    parts = [
        f"{PurePosixPath(post.file).name}\n{post.place_title} – {date_short(post.day)}, {post.time:%H:%M}\n\n{post.caption}"
        f"\n\nMô tả ảnh: {post.alt}"
        for post in posts
    ]
    return f"\n\n{'-' * 40}\n\n".join(parts) + "\n"


def unit_packs(
    pictures: Sequence[Published], posts: Sequence[Post], read: Callable[[str], bytes]
) -> Iterator[tuple[str, bytes]]:
    """File name and bytes of one ZIP for each unit, in order of names: its pictures and the words to post with them.

    ``read`` gives the bytes of a picture's file. The words are UTF-8 with its mark and the line ends of Windows, for its plainest editor.
    """
    names = Names()
    for unit in sorted({unit_of(picture) for picture in pictures} - {""}, key=sort_key):
        own = [picture.file for picture in pictures if unit_of(picture) == unit]
        inside = Names()
        files = {_unique(inside, PurePosixPath(file)): read(file) for file in sorted(own)}
        said = [post for post in posts if post.unit == unit]
        if said:
            files[WORDS] = words(said).replace("\n", "\r\n").encode("utf-8-sig")
        yield f"{names.unique(slug(unit))}.zip", zip_bytes(files)


def is_outdated(pack: bytes, read: Callable[[str], bytes]) -> bool:
    """Whether a pack holds a picture that is not the one which ``read`` gives by its name now. An archive without words is none of ours."""
    try:
        with zipfile.ZipFile(io.BytesIO(pack)) as archive:
            names = archive.namelist()
            return WORDS in names and any(archive.read(name) != read(name) for name in names if name != WORDS)
    except zipfile.BadZipFile:
        return False


def _unique(names: Names, path: PurePosixPath) -> str:
    return f"{names.unique(path.stem)}{path.suffix}"
