"""The finished pictures of a kit in, everything beside them out: posts, alt texts, packs of the units, the page to review it all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from assetkit.contact_sheet import Said, contact_sheet
from assetkit.kit.packing import is_outdated, unit_packs
from assetkit.kit.posts import Post, Texts, plan_posts, posts_csv, posts_json
from assetkit.kit.week import Kit
from assetkit.kit.wording import Wording
from assetkit.manifest import Entry, amend
from assetkit.publish import write_file
from assetkit.typography import date_short
from assetkit.world import read_file

PACKS = "gui-don-vi"  # the folder of the units' packs
POSTS_CSV, POSTS_JSON, REVIEW = "post.csv", "post.json", "index.html"


def write_posts(texts: Texts, entries: Sequence[Entry], folder: Path) -> tuple[tuple[Post, ...], tuple[Entry, ...]]:
    """Plan the posts, write ``post.csv`` and ``post.json``, and give every picture its alt text in the manifest; (posts, entries)."""
    posts = plan_posts(entries, texts)
    write_file(folder / POSTS_CSV, posts_csv(posts))
    write_file(folder / POSTS_JSON, posts_json(posts))
    alts = {post.file: post.alt for post in posts}
    described = tuple(entry.model_copy(update={"alt": alts.get(entry.file, entry.alt)}) for entry in entries)
    amend(folder, described)
    return posts, described


def write_packs(entries: Sequence[Entry], posts: Sequence[Post], folder: Path) -> tuple[Path, ...]:
    """One ZIP for each unit, with its pictures and the words to post with them."""
    written = []
    for name, data in unit_packs(entries, posts, lambda file: read_file(folder / file)):
        write_file(folder / PACKS / name, data)
        written.append(folder / PACKS / name)
    return tuple(written)


def outdated_packs(names: Iterable[str], folder: Path) -> tuple[str, ...]:
    """Of the packs of these names those whose pictures are no longer the folder's, relative to it: they could be sent."""

    def now(name: str) -> bytes:
        return read_file(folder / name) if (folder / name).is_file() else b""

    return tuple(f"{PACKS}/{name}" for name in names if is_outdated(read_file(folder / PACKS / name), now))


def write_review(kit: Kit, wording: Wording, entries: Sequence[Entry], posts: Iterable[Post], folder: Path) -> Path:
    """``index.html``: every file in the order of the kit, and below each what to post with it, where and when."""
    words: dict[str, list[Said]] = {}
    for post in posts:
        when = f"{post.place_title} – {date_short(post.day)}, {post.time:%H:%M}"
        words.setdefault(post.file, []).append(Said(when, post.caption or "(không kèm lời đăng)"))
    for post_file, said in words.items():
        alt = next(entry.alt for entry in entries if entry.file == post_file)
        said.append(Said("Mô tả ảnh", alt))
    names = ("as_of_text", "source_text", "sample_text", "correction_text")
    stamps = [*kit.stamps.values(), *(str(kit.facts[name]) for name in names if name in kit.facts)]
    note = " · ".join(stamp for stamp in stamps if not any(stamp in other for other in stamps if other != stamp))
    title = f"{kit.facts['week_text']} – {kit.campaign.name}"
    path = folder / REVIEW
    headings = {entry.template: wording.kinds[wording.kind_of(entry.template)].label for entry in entries}
    write_file(path, contact_sheet(entries, title, words, note, headings).encode())
    return path
