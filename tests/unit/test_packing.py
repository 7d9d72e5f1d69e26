from __future__ import annotations

import io
import zipfile

from hypothesis import given, settings
from hypothesis import strategies as st
from kit_figures import Picture, campaign, figures, units_pictures, wording

from assetkit.kit.packing import is_outdated, unit_packs, zip_bytes
from assetkit.kit.posts import Texts, plan_posts
from assetkit.world import World

WORLD = World()
FACTS = figures(WORLD)
PICTURES = [*units_pictures(FACTS), Picture("overview-feed.png", "overview", "feed")]
POSTS = plan_posts(PICTURES, Texts(wording(WORLD), FACTS, campaign(WORLD)))


def read(name: str) -> bytes:
    return f"picture {name}".encode()


def opened(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


@given(st.dictionaries(st.text("abcdefgh.-", min_size=1, max_size=12), st.binary(max_size=200), max_size=6))
@settings(max_examples=50, deadline=None)
def test_what_is_packed_comes_out_again(files: dict[str, bytes]) -> None:
    packed = zip_bytes(files)
    assert opened(packed) == files
    assert zip_bytes(dict(reversed(files.items()))) == packed


def test_every_unit_gets_its_own_pictures_and_words() -> None:
    packs = dict(unit_packs(PICTURES, POSTS, read))
    assert len(packs) == 8
    inside = opened(packs["than-ha-lam.zip"])
    assert set(inside) == {"Than Hà Lầm-feed.png", "Than Hà Lầm-square.png", "loi-dang.txt"}
    assert inside["Than Hà Lầm-feed.png"] == read("Than Hà Lầm-feed.png")


def test_the_words_open_in_the_plainest_editor() -> None:
    text = opened(dict(unit_packs(PICTURES, POSTS, read))["than-ha-lam.zip"])["loi-dang.txt"]
    assert text.startswith(b"\xef\xbb\xbf")
    assert b"\n" not in text.replace(b"\r\n", b"")
    said = text.decode("utf-8-sig").replace("\r\n", "\n")
    for post in POSTS:
        assert (post.caption in said and post.alt in said) == (post.unit == "Than Hà Lầm") or not post.unit


def test_the_same_files_give_the_same_packs() -> None:
    assert list(unit_packs(PICTURES, POSTS, read)) == list(unit_packs(list(reversed(PICTURES)), POSTS, read))


def test_units_of_the_same_spelling_get_packs_of_their_own() -> None:
    twins = [Picture(f"{index}.png", "unit-card", "feed", {"unit": unit}) for index, unit in enumerate(("Đơn vị A", "Đơn vị Á"))]
    names = [name for name, _ in unit_packs(twins, (), read)]
    assert names == ["don-vi-a.zip", "don-vi-a-2.zip"]


def test_pictures_of_one_name_in_two_folders_are_both_packed() -> None:
    twins = [Picture(f"{folder}/card.png", "unit-card", "feed", {"unit": "Đơn vị A"}) for folder in ("a", "b")]
    ((_, data),) = unit_packs(twins, (), read)
    assert set(opened(data)) == {"card.png", "card-2.png"}


def test_a_pack_is_outdated_when_its_pictures_are_not_those_of_the_folder() -> None:
    (pack, *_) = dict(unit_packs(PICTURES, POSTS, read)).values()
    assert not is_outdated(pack, read)
    assert is_outdated(pack, lambda name: b"another picture")
    for foreign in (b"no archive", zip_bytes({"holiday.jpg": b"ours not"})):
        assert not is_outdated(foreign, lambda name: b"")
