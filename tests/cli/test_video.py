"""``assetkit video TEMPLATE`` as a person calls it: what it writes, what it says, and what it refuses in one line."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PIL import Image
from workspaces import make_workspace

from assetkit.cli import main

HTML = """
<div class="page tiny {{ size.classes }}">
  <div class="say" data-in="slide-left 0.4s" data-fit="5 12">{{ title }}</div>
</div>
"""
CSS = """
.tiny{background-color:var(--ground);color:#ffffff}
.say{position:absolute;left:var(--safe-left);top:var(--safe-top);right:var(--safe-right);bottom:40%;font-weight:900;line-height:1.3}
"""
SMALL = ("--size", "web-300x250", "--duration", "1")


@pytest.fixture
def space(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    make_workspace(tmp_path, html=HTML, css=CSS)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def said(capsys: pytest.CaptureFixture[str], code: int, *words: str) -> tuple[str, str]:
    assert main(["video", *words]) == code
    told = capsys.readouterr()
    return told.out, told.err


def test_a_template_becomes_a_film(space: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, err = said(capsys, 0, "tiny", *SMALL, "-o", "out")
    assert out.split() == ["out/evn-10k-2022-tiny-web-300x250.mp4"]
    assert "1 file in out" in err
    assert (space / "out" / "evn-10k-2022-tiny-web-300x250-poster.jpg").is_file()
    assert "<video controls" in (space / "out" / "index.html").read_text(encoding="utf-8")
    _, err = said(capsys, 0, "tiny", *SMALL, "-o", "out")
    assert "1 still good from before" in err


def test_options_may_stand_before_the_template(space: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, _ = said(capsys, 0, *SMALL, "-q", "--fps", "25", "-o", "film.mp4", "tiny")
    assert out.split() == ["film.mp4"]
    assert not (space / "manifest.json").exists()


def test_manifest_entries_on_stdout(space: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, _ = said(capsys, 0, "tiny", *SMALL, "--json", "--silent-audio", "--place", "led", "-o", "out")
    entry = json.loads(out)[0]
    assert entry["film"] | {"codec": ""} == {
        "place": "led",
        "rate": 50,
        "frames": 50,
        "seconds": 1.0,
        "codec": "",
        "sound": "aac 48000 Hz",
        "poster": "evn-10k-2022-tiny-web-300x250-poster.jpg",
    }


def test_rows_that_fail_fail_alone(space: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = ["Đơn vị,Tiêu đề", "A,Sáng kiến", f"B,{'rất dài ' * 30}"]
    (space / "rows.csv").write_text("\n".join(rows), encoding="utf-8")
    out, err = said(capsys, 3, "tiny", *SMALL, "--data", "rows.csv", "-o", "out")
    assert len(out.split()) == 1
    assert "Error: row 3, web-300x250: " in err
    assert len(list((space / "out").glob("*.mp4"))) == 1


def test_a_preview_takes_a_moment_and_makes_no_film(space: Path, capsys: pytest.CaptureFixture[str]) -> None:
    started = time.perf_counter()
    out, _ = said(capsys, 0, "tiny", "--size", "square", "--preview", "-o", "out")
    assert time.perf_counter() - started < 5  # half a second on a quiet machine
    path = space / out.strip()
    assert path.name == "evn-10k-2022-tiny-square-preview.png"
    with Image.open(path) as picture:
        assert picture.width > 700  # three pictures: the last ones are the same, and shown once
    assert [one.name for one in (space / "out").iterdir()] == [path.name]


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (("--duration", "0"), 2, "a film of 0 s cannot be made"),
        (("--duration", "10.000"), 2, "'10.000' is no number of seconds"),
        (("--duration", "10000"), 2, "a film of 10000 s cannot be made"),
        (("--duration", "0.1"), 1, "plays no film of 0.1 s"),
        (("--fps", "7"), 1, "does not play 7 frames a second"),
        (("--place", "facebok"), 1, "did you mean 'facebook'?"),
        (("--place", "story", "--duration", "100"), 1, "plays no film of 100 s"),
        (("--counts", "x.csv"), 2, "is filled row by row"),
        (("--unit", "EVNNPT"), 2, "is about an infographic"),
        (("-o", "film.mov"), 2, "'.mov' is not what is written here"),
        (("--size", "square,link", "-o", "film.mp4"), 2, "2 films cannot go into one file"),
        (("--music", "song.mp3", "--silent-audio"), 2, "music is not silent"),
        (("--music", "none.mp3"), 1, "none.mp3"),
        (("--music", "assetkit.toml"), 1, "assetkit.toml"),
        (("--music", "https://example.vn/song.mp3"), 1, "song.mp3"),
        (("--set", "titel=x"), 1, "did you mean 'title'?"),
    ],
)
def test_what_cannot_be_meant_is_one_line(
    words: tuple[str, ...], code: int, message: str, space: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    base = () if "--size" in words else ("--size", "web-300x250")
    before = sorted(space.rglob("*"))
    out, err = said(capsys, code, "tiny", *base, *words, "-q")
    assert out == ""
    assert message in err
    assert len([line for line in err.split("\n") if line.startswith("Error: ")]) == 1
    left = [path for path in space.rglob("*") if path not in before and path.name not in ("manifest.json", "outputs")]
    assert left == []


def test_unknown_words_in_a_page_are_told(space: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = space / "templates" / "banner" / "tiny" / "page.html"
    page.write_text(HTML.replace("slide-left", "slid-left"), encoding="utf-8")
    _, err = said(capsys, 1, "tiny", *SMALL)
    assert "tiny web-300x250 div.say data-in: unknown motion 'slid-left' (try: did you mean 'slide-left'?)" in err


def test_a_photo_in_a_frame_is_no_film(capsys: pytest.CaptureFixture[str]) -> None:
    _, err = said(capsys, 2, "corona")
    assert "assetkit avatar" in err


def test_ctrl_c_leaves_nothing(space: Path) -> None:
    words = [sys.executable, "-m", "assetkit", "video", "tiny", "--size", "square", "--duration", "120", "-o", "out"]
    process = subprocess.Popen(words, stderr=subprocess.PIPE, text=True)
    for _ in range(600):
        if list((space / "out").glob("*.part")) if (space / "out").is_dir() else ():
            break
        time.sleep(0.05)
    time.sleep(0.3)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "Traceback" not in err
    assert not (space / "out").exists()  # it was not there before
