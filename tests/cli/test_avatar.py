"""``assetkit avatar`` as a person runs it: photos and tables in, framed people and one-line errors out."""

from __future__ import annotations

import io
import json
import os
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

from assetkit.cli import main
from assetkit.world import shipped_root

PORTRAIT = shipped_root() / "data" / "portrait-neutral.jpg"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "me.jpg").write_bytes(PORTRAIT.read_bytes())
    return tmp_path


def run(*words: str) -> int:
    return main(["avatar", *words])


def pixels(path: Path) -> Image.Image:
    with Image.open(path) as image:
        return image.convert("RGB")


def giant_png() -> bytes:
    """A PNG whose header promises 400 megapixels."""
    header = struct.pack(">IIBBBBB", 20_000, 20_000, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + header
    data = b"IDAT" + zlib.compress(b"")
    start = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk))
    return start + struct.pack(">I", len(data) - 4) + data + struct.pack(">I", zlib.crc32(data))


def test_a_photo_comes_out_square_in_the_frame_without_metadata(place: Path) -> None:
    assert run("me.jpg", "-o", "a.jpg") == 0
    with Image.open("a.jpg") as image:
        assert (image.format, image.size) == ("JPEG", (1080, 1080))
        assert not image.getexif() and "icc_profile" not in image.info


def test_two_photos_share_the_frame_and_differ_only_inside_it(place: Path) -> None:
    Image.new("RGB", (900, 1200), "#777777").save("grey.png")
    assert run("me.jpg", "grey.png", "--format", "png", "-o", "out") == 0
    a, b = (pixels(place / "out" / f"avatar-{name}.png") for name in ("me", "grey"))
    difference = ImageChops.difference(a, b)
    assert difference.getbbox() is not None
    corner = difference.crop((0, 0, 100, 100))
    assert corner.getbbox() is None


def test_units_have_frames_of_their_own(place: Path) -> None:
    for unit in ("EVNNPT", "EVNHANOI"):
        assert run("me.jpg", "--unit", unit, "-o", f"{unit}.png") == 0
    again = place / "again.png"
    assert run("me.jpg", "--unit", "EVNNPT", "-o", "again.png") == 0
    assert again.read_bytes() == (place / "EVNNPT.png").read_bytes()
    whole = [pixels(place / f"{unit}.png") for unit in ("EVNNPT", "EVNHANOI")]
    assert max(ImageStat.Stat(ImageChops.difference(*whole)).mean) > 2


def test_name_and_unit_are_on_the_frame_and_zoom_changes_the_photo_only(place: Path) -> None:
    for name, words in {"plain": (), "named": ("--name", "Trần Thị Ước"), "near": ("--zoom", "2")}.items():
        assert run("me.jpg", *words, "-o", f"{name}.png") == 0
    plain, named, near = (pixels(place / f"{name}.png") for name in ("plain", "named", "near"))
    assert ImageChops.difference(plain, named).getbbox() is not None
    assert ImageChops.difference(plain, near).crop((0, 0, 1080, 90)).getbbox() is None


def test_colleagues_from_a_table(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (place / "photos").mkdir()
    for name in ("an.jpg", "binh.jpg"):
        (place / "photos" / name).write_bytes(PORTRAIT.read_bytes())
    outside = dict.fromkeys(("../me.jpg", str(place / "me.jpg")), "leaves")
    bad = {"none.jpg": "no such file", "": "no file is named", **outside, "x" * 300: "xxx", ".": "folder"}
    good = ["Ảnh,Họ và tên,Đơn vị", "an.jpg,Nguyễn Văn An,EVNNPT", "binh.jpg,Lê Thị Bình,EVNHANOI"]
    rows = [*good, *(f"{name},Người {number},X" for number, name in enumerate(bad))]
    (place / "people.csv").write_text("\n".join(rows), encoding="utf-8")
    assert run("--data", "people.csv", "--photos", "photos", "-o", "out", "--json") == 3
    captured = capsys.readouterr()
    assert [entry["label"] for entry in json.loads(captured.out)] == ["Nguyễn Văn An", "Lê Thị Bình"]
    failed = [json.loads(line) for line in captured.err.splitlines() if line.startswith("{")]
    assert [each["row"] for each in failed] == list(range(4, 10))
    assert all(says in each["error"] for says, each in zip(bad.values(), failed, strict=True)), failed


def test_a_field_that_the_frame_has_not_is_refused(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("me.jpg", "--set", "nickname=An", "-o", "out") == 1
    assert "unknown field 'nickname'" in capsys.readouterr().err


@pytest.mark.skipif(os.name == "nt", reason="names are always text there")
def test_a_photo_whose_name_is_no_text(place: Path) -> None:
    name = os.fsdecode(b"m\xffe.jpg")
    Image.new("RGB", (300, 300)).save(name, "JPEG")
    words = [sys.executable, "-m", "assetkit", "avatar", name, "-o", "out", "--json"]
    done = subprocess.run(words, capture_output=True, check=False, env={**os.environ, "PYTHONIOENCODING": "ascii"})
    assert done.returncode == 0, done.stderr
    (entry,) = json.loads(done.stdout.decode("utf-8"))
    assert (entry["file"], entry["label"]) == ("avatar-m-e.jpg", "m?e")
    assert entry["warnings"]


def test_a_missing_photo_among_others_fails_alone(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("me.jpg", "missing.jpg", "-o", "out") == 3
    assert "did you mean 'me.jpg'" in capsys.readouterr().err
    assert (place / "out" / "avatar-me.jpg").is_file()


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")
def test_a_photo_on_the_command_line_may_be_a_link(place: Path) -> None:
    (place / "loop.jpg").symlink_to(place / "loop.jpg")
    assert run("loop.jpg", "-o", "a.jpg") == 1
    (place / "elsewhere").mkdir()
    (place / "me.jpg").rename(place / "elsewhere" / "me.jpg")
    (place / "link.jpg").symlink_to(place / "elsewhere" / "me.jpg")
    assert run("link.jpg", "-o", "a.jpg") == 0


def bad_files() -> dict[str, tuple[bytes, str]]:
    whole = PORTRAIT.read_bytes()
    bitmap = io.BytesIO()
    Image.new("RGB", (50, 50)).save(bitmap, "BMP")
    return {
        "corrupt.jpg": (whole[:200] + b"\x00" * 5000, "corrupt.jpg"),
        "truncated.jpg": (whole[: len(whole) // 2], "truncated.jpg"),
        "giant.png": (giant_png(), "more than 50 million"),
        "text.jpg": (b"I am a text, not a picture.", "text.jpg"),
        "empty.png": (b"", "empty"),
        "bitmap.bmp": (bitmap.getvalue(), "bitmap.bmp"),
        "page.svg": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "page.svg"),
    }


@pytest.mark.parametrize("name", list(bad_files()))
def test_a_photo_that_cannot_be_used_is_one_line_and_no_file(place: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    content, says = bad_files()[name]
    (place / name).write_bytes(content)
    assert run(name, "-o", "out") == 1
    errors = [line for line in capsys.readouterr().err.split("\n") if line.startswith("Error")]
    assert len(errors) == 1 and says in errors[0]
    assert not list((place / "out").glob("*.jpg"))


def test_a_jpeg_that_is_named_png_is_read_for_what_it_is(place: Path) -> None:
    (place / "me.png").write_bytes(PORTRAIT.read_bytes())
    assert run("me.png", "-o", "a.jpg") == 0


def test_a_name_that_does_not_fit_is_refused(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("me.jpg", "--name", "Tôn Nữ Thị Ngọc Phương Quỳnh Trâm Anh " * 4, "-o", "a.jpg") == 1
    assert capsys.readouterr().err.count("Error") == 1
