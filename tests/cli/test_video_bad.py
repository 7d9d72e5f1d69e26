"""What ``assetkit video`` is given by mistake: one line that says what, where and what to try, and nothing that was not there before."""

from __future__ import annotations

import os
from pathlib import Path

import av
import numpy as np
import pytest
from workspaces import make_workspace

from assetkit.cli import main

HTML = '<div class="page tiny {{ size.classes }}"><div class="say" data-in="fade 0.4s" data-fit="5 12">{{ title }}</div></div>'
CSS = """
.tiny{background-color:var(--ground);color:#ffffff}
.say{position:absolute;left:var(--safe-left);top:var(--safe-top);right:var(--safe-right);bottom:40%;font-weight:900;line-height:1.3}
"""
SMALL = ("--size", "web-300x250", "--duration", "1", "-q", "-o", "out")
SCENE = '[[scene]]\ntemplate = "film-end"\nseconds = 2\n'


@pytest.fixture(autouse=True)
def space(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace with a small template and files of every wrong kind."""
    make_workspace(tmp_path, html=HTML, css=CSS)
    monkeypatch.chdir(tmp_path)
    files = {
        "list.m3u8": "#EXTM3U\n#EXTINF:1,\nhttp://example.vn/a.ts\n",
        "list.wav": "ffconcat version 1.0\nfile '/etc/passwd'\n",
        "list.pls": "[playlist]\nFile1=/etc/passwd\n",
        "words.mp3": "Đây là lời, không phải nhạc.\n",
        "slogans.md": "# Khẩu hiệu\n",
        "units.csv": "Đơn vị,Giá trị\nA,1\n",
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "torn.wav").write_bytes(b"RIFF\xff\xff\xff\x7fWAVEfmt \x10\0\0\0" + os.urandom(4000))
    (tmp_path / "torn.m4a").write_bytes(b"\0\0\0\x18ftypM4A \0\0\0\0" + os.urandom(4000))
    (tmp_path / "folder.mp3").mkdir()
    os.mkfifo(tmp_path / "pipe.mp3")
    return tmp_path


def sound(path: Path, seconds: float, rate: int = 8000) -> None:
    """A soft tone; long ones are small, since the same packet is repeated."""
    with av.open(str(path), "w") as file:
        stream = file.add_stream("pcm_s16le", rate=rate, layout="mono")
        times = np.arange(rate) / rate
        tone = (8000 * np.sin(2 * np.pi * 220 * times) * (0.5 + 0.5 * np.sin(2 * np.pi * 3 * times))).astype(np.int16)
        for second in range(round(seconds)):
            frame = av.AudioFrame.from_ndarray(tone[None], format="s16", layout="mono")
            frame.sample_rate, frame.pts = rate, second * rate
            file.mux(stream.encode(frame))


def refused(capsys: pytest.CaptureFixture[str], *words: str, codes: tuple[int, ...] = (1, 2)) -> str:
    """The one line that the command ends with; nothing is new in the folder, and nothing went to stdout."""
    before = sorted(Path().rglob("*"))
    capsys.readouterr()
    assert main(["video", *words]) in codes
    told = capsys.readouterr()
    assert told.out == ""
    (line,) = [line for line in told.err.splitlines() if line.startswith("Error: ")]
    assert "Traceback" not in told.err
    assert [path for path in sorted(Path().rglob("*")) if path not in before and path.name not in ("out", "manifest.json")] == []
    return line


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("list.m3u8", "list.m3u8: is a playlist"),
        ("list.wav", "list.wav: is a playlist"),
        ("list.pls", "list.pls: is a playlist"),
        ("words.mp3", "words.mp3: is text, not music"),
        ("torn.wav", "torn.wav: "),
        ("torn.m4a", "torn.m4a: is damaged"),
        ("folder.mp3", "folder.mp3: is a folder"),
        ("pipe.mp3", "pipe.mp3: is a folder or a device"),
        ("/dev/zero", "/dev/zero: is a folder or a device"),
        ("https://example.vn/song.mp3", "https://example.vn/song.mp3: is an address (try: download it, and name the file)"),
        ("none/song.mp3", "none/song.mp3: there is no such file"),
        ("units.csv/song.mp3", "units.csv/song.mp3: "),
    ],
)
def test_what_is_no_music_is_told_once_however_many_films_are_asked_for(
    name: str, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    several = ("--size", "web-300x250,square,link", "--duration", "1", "-q", "-o", "out")
    line = refused(capsys, "tiny", *several, "--music", name, codes=(1,))
    assert message in line
    assert "(try: " in line


def test_a_wrong_file_of_music_takes_no_film_away(space: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["video", "tiny", *SMALL]) == 0
    before = {path.name: path.read_bytes() for path in (space / "out").iterdir()}
    assert "is text" in refused(capsys, "tiny", *SMALL, "--music", "words.mp3")
    assert {path.name: path.read_bytes() for path in (space / "out").iterdir()} == before


def test_three_hours_of_music_are_read_no_further_than_the_film(space: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sound(space / "long.wav", 3 * 3600)
    assert (space / "long.wav").stat().st_size > 150_000_000
    assert main(["video", "tiny", *SMALL, "--music", "long.wav"]) == 0
    assert capsys.readouterr().err == ""


def test_a_film_that_cannot_be_made_again_is_not_shown_any_more(space: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["video", "tiny", *SMALL]) == 0
    assert "tiny" in (space / "out" / "index.html").read_text(encoding="utf-8")
    assert "title" in refused(capsys, "tiny", *SMALL, "--set", "title=" + "rất dài " * 30)
    assert [path.name for path in (space / "out").iterdir() if path.suffix in (".mp4", ".jpg", ".html")] == []


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--size", "1x1"), "size 1x1: cannot be drawn (try: 16 to 16383 px a side"),
        (("--size", "9999x9999"), "size 9999x9999: cannot be drawn"),
        (("--size", "0x5"), "size 0x5: cannot be drawn"),
        (("--size", "8000x8000"), "--size 8000x8000: 8000×8000 px at 30 frames a second is more than H.264 allows (try: a smaller size"),
        (("--size", ""), "--size"),
        (("--duration", "0"), "a film of 0 s cannot be made (try: 1 to 600)"),
        (("--duration", "nan"), "'nan' is no number of seconds"),
        (("--duration", "1e3"), "'1e3' is no number of seconds"),
        (("--fps", "0"), "does not play 0 frames a second (try: 30, 25, 24)"),
        (("--place", ""), "--place"),
        (("-o", "units.csv/films"), "units.csv/films: cannot be made: Not a directory (try: another folder with -o)"),
        (("-o", "units.csv"), "'.csv' is not what is written here"),
        (("--data", "none.csv"), "none.csv: there is no such file"),
    ],
)
def test_words_that_no_film_can_be_made_of(words: tuple[str, ...], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    given = dict(zip(SMALL[::2], SMALL[1::2], strict=False))
    base = [word for name in ("--size", "--duration") if name not in words for word in (name, given[name])]
    assert message in refused(capsys, "tiny", *base, "-q", *words)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('title = "x"\n' + SCENE + SCENE + 'transition = "crossfad 1s"\n', "#2: transition: unknown transition 'crossfad' (try: did you mean 'cro"),
        ('title = "x"\n' + SCENE + 'fields = { titel = "x" }\n', "scene #1: film/film-end: unknown field 'titel' (try: did you mean 'title'?)"),
        ('title = "x"\n' + SCENE + 'colour = "red"\n', "scene #1.colour: is not a known key"),
        ('title = "x"\n' + SCENE + SCENE + "at = 1\n", "scene #2: begins 1 s too early (try: at = 2, or leave it out)"),
        ('title = "x"\n' + SCENE + SCENE + "at = 3.5\n", "scene #2: a gap of 1.5 s before it"),
        ('title = "x"\nscene = []\n', "scene: is empty"),
        ("", "title: is missing"),
        ('title = "x"\n' + 200 * SCENE, "scene: has 200 entries; 60 at most"),
        ('title = "x"\n' + SCENE + 'caption = "{campaign.nam}"\n', "{campaign.nam} is not known (try: did you mean 'campaign.name'?)"),
        ('title = "x"\n' + SCENE.replace("2", "nan"), "seconds should be 1 to 60, not nan"),
        ('title = "x"\n' + SCENE.replace("film-end", "corona"), "is a frame for a photo, no scene"),
    ],
)
def test_a_storyboard_that_is_none(space: Path, text: str, message: str, capsys: pytest.CaptureFixture[str]) -> None:
    (space / "board.toml").write_text(text, encoding="utf-8")
    line = refused(capsys, "intro", "--storyboard", "board.toml", "--size", "480x270", "-q", "-o", "out", codes=(1,))
    assert line.startswith("Error: board.toml: ")
    assert message in line


@pytest.mark.parametrize("name", ["pipe.mp3", "/dev/zero", "folder.mp3", "none.toml"])
def test_a_storyboard_is_a_file(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert name in refused(capsys, "intro", "--storyboard", name, "--size", "480x270", "-o", "out")


def weeks(units: int, count: int) -> str:
    rows = (f"2022-05-{6 + 7 * week:02d},Đơn vị {unit},{10 * week + unit},100" for week in range(count) for unit in range(units))
    return "Ngày,Đơn vị,Số đăng ký,Chỉ tiêu\n" + "\n".join(rows) + "\n"


@pytest.mark.parametrize(
    ("units", "count", "words", "message"),
    [
        (5, 1, (), "holds one reading, a race needs two at least"),
        (1, 3, (), "a race needs 2 at least"),
        (5, 3, ("--top", "61"), "--top: 61 bars are no race (try: 2 to 60)"),
        (5, 3, ("--top", "1"), "--top: 1 bars are no race"),
        (0, 0, (), "no rows below"),
    ],
)
def test_counts_that_are_no_race(
    space: Path, units: int, count: int, words: tuple[str, ...], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (space / "weeks.csv").write_text(weeks(units, count), encoding="utf-8")
    asked = ("race", "--counts", "weeks.csv", "--phase", "1", "--source", "evn.vn", "--size", "640x360", "-q", "-o", "out")
    assert message in refused(capsys, *asked, *words)


def test_five_hundred_units_race_and_the_others_are_told(space: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (space / "weeks.csv").write_text(weeks(500, 3), encoding="utf-8")
    asked = ["race", "--counts", "weeks.csv", "--phase", "1", "--source", "evn.vn", "--size", "640x360", "--top", "12", "--duration", "2"]
    assert main(["video", *asked, "-o", "out"]) == 0
    assert "488 are not" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--text", ""), "--text: there are no words"),
        (("--text", "sáng kiến " * 1000), "has 9999 letters (try: 400 at most"),
        (("--text", "Ý" * 10_000), "has 10000 letters"),
        (("--text", "Tiến lên 🎉"), "no font has the character “🎉”"),
        (("--text", "slogans.md"), "--text slogans.md: is a file, but none of slogans (try: a .txt with a slogan on each line"),
        (("--text", "folder.txt"), "folder.txt: there is no such file"),
        (("--size", "1x1"), "size 1x1: cannot be drawn"),
        (("--size", "9999x9999"), "size 9999x9999: cannot be drawn"),
        (("--size", "4000x16"), "4000×16 px is no board"),
        (("--size", "16000x300"), "--size 16000x300: 16000×300 px at 50 frames a second is more than H.264 allows"),
        (("-o", "units.csv/loops"), "units.csv/loops: cannot be made"),
        (("--speed", "nan"), "cannot be read"),
        (("--fps", "24"), "does not play 24 frames a second (try: 50, 25, 30, 60)"),
    ],
)
def test_words_that_no_loop_can_be_made_of(words: tuple[str, ...], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    rest = () if "-o" in words else ("-o", "out")
    assert message in refused(capsys, "led", "-q", *rest, *words)
    assert not Path("out").exists()  # a new folder that nothing came into goes again
