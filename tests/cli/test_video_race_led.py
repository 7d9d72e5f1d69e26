"""``assetkit video race`` and ``assetkit video led`` as people run them, and what they are told when something is wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from PIL import Image

from assetkit.cli import main
from assetkit.film.planes import Planes

WEEKS = """Ngày,Đơn vị,Số đăng ký,Chỉ tiêu
2022-05-06,EVNHANOI,10,100
2022-05-06,EVNNPT,20,90
2022-05-06,EVNCPC,5,40
2022-05-13,EVNHANOI,60,100
2022-05-13,EVNNPT,40,90
2022-05-13,EVNCPC,30,40
2022-05-20,EVNHANOI,110,100
2022-05-20,EVNNPT,70,90
2022-05-20,EVNCPC,41,40
"""
QUICK = ["--duration", "3", "--source", "evn.com.vn", "--phase", "1", "--size", "640x360"]


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder without a workspace, with counts of three weeks."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "weeks.csv").write_text(WEEKS, encoding="utf-8")
    return tmp_path


def made(capsys: pytest.CaptureFixture[str], *words: str) -> list[dict[str, Any]]:
    capsys.readouterr()
    assert main([*words, "--json"]) == 0
    found: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    return found


def refused(capsys: pytest.CaptureFixture[str], *words: str, code: int = 1) -> str:
    capsys.readouterr()
    assert main(["video", *words]) == code
    errors = [line for line in capsys.readouterr().err.splitlines() if line.startswith("Error:")]
    assert len(errors) == 1
    return errors[0]


def nothing_left(folder: Path) -> bool:
    return not any(path.suffix in (".mp4", ".part", ".jpg") for path in folder.rglob("*"))


def test_a_race_is_a_film_of_the_counts(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (entry,) = made(capsys, "video", "race", "--counts", "weeks.csv", *QUICK, "-o", "out")
    film = entry["film"]
    assert (entry["width"], entry["height"], film["frames"], film["rate"], film["seconds"]) == (640, 360, 90, 30, 3.0)
    assert film["codec"].startswith("h264 high")
    assert "dẫn đầu: EVNHANOI 110, EVNNPT 70, EVNCPC 41" in entry["alt"]
    assert entry["facts"]["total_text"] == "221"
    assert entry["fields"]["metric"] == "valid"
    assert {path.name for path in (place / "out").iterdir()} >= {entry["file"], film["poster"], "manifest.json"}
    (again,) = made(capsys, "video", "race", "--counts", "weeks.csv", *QUICK, "-o", "out")
    assert again["sha256"] == entry["sha256"]


def test_the_last_frame_of_a_race_is_its_poster(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (entry,) = made(capsys, "video", "race", "--counts", "weeks.csv", "--metric", "percent", *QUICK, "-o", "out")
    with av.open(str(place / "out" / entry["file"])) as file:
        frames = [frame.to_ndarray(format="yuv420p") for frame in file.decode(video=0)]
    planes = Planes(640, 360)
    planes.buffer[:] = frames[-1].reshape(-1)
    with Image.open(place / "out" / entry["film"]["poster"]) as poster:
        difference = np.abs(np.asarray(planes.image(), np.int16) - np.asarray(poster.convert("RGB"), np.int16))
    assert difference.mean() < 3
    assert "EVNHANOI 110,0%" in entry["alt"]


def test_a_changed_figure_makes_the_race_again(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (before,) = made(capsys, "video", "race", "--counts", "weeks.csv", *QUICK, "-o", "out")
    (place / "weeks.csv").write_text(WEEKS.replace("13,EVNNPT,40", "13,EVNNPT,55"), encoding="utf-8")
    (after,) = made(capsys, "video", "race", "--counts", "weeks.csv", *QUICK, "-o", "out")
    assert before["key"] != after["key"]


def test_a_preview_of_a_race_is_one_picture(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["video", "race", "--counts", "weeks.csv", *QUICK, "--preview", "-o", "out"]) == 0
    (name,) = capsys.readouterr().out.split()
    with Image.open(place / name) as strip:
        assert strip.width <= 1800
    assert [path.suffix for path in (place / "out").iterdir()] == [".png"]


def test_the_store_of_a_sample_races_and_says_that_it_is_one(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["counts", "sample", "--units", "20", "--weeks", "6", "--store", "s.sqlite", "-q"]) == 0
    (entry,) = made(capsys, "video", "race", "--store", "s.sqlite", "--top", "5", "--duration", "4", "--size", "640x360", "-o", "out")
    assert "dữ liệu mẫu" in entry["alt"] or entry["facts"]["sample_text"] == "dữ liệu mẫu"
    assert entry["fields"]["rest"] == "và 15 đơn vị khác"
    assert any("15 are not" in warning for warning in entry["warnings"])


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (["--counts", "weeks.csv", "--top", "1"], "--top: 1 bars are no race"),
        (["--counts", "weeks.csv", "--top", "99"], "2 to 60"),
        (["--counts", "weeks.csv", "--fps", "7"], "7 frames a second"),
        (["--counts", "none.csv"], "none.csv"),
        (["--counts", "weeks.csv", "--set", "titel=x"], "unknown field 'titel'"),
        ([], "there are no counts"),
    ],
)
def test_what_is_no_race_is_told_in_one_line(place: Path, capsys: pytest.CaptureFixture[str], words: list[str], error: str) -> None:
    phase = ["--phase", "1"] if words else []
    assert error in refused(capsys, "race", *words, *phase, "-o", "out")
    assert nothing_left(place)


def test_one_week_is_no_race(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (place / "week.csv").write_text("\n".join(WEEKS.splitlines()[:4]), encoding="utf-8")
    assert "holds one reading, a race needs two at least" in refused(capsys, "race", "--counts", "week.csv", "--phase", "1")
    assert nothing_left(place)


def test_too_short_a_race_is_told(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["counts", "sample", "--units", "9", "--weeks", "50", "--store", "s.sqlite", "-q"]) == 0
    error = refused(capsys, "race", "--store", "s.sqlite", "--duration", "2", "-o", "out")
    assert "readings do not fit into 2 s" in error
    assert nothing_left(place)


def test_a_board_gets_its_loop(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (entry,) = made(capsys, "video", "led", "--text", "Tự hào", "--size", "320x64", "--loops", "2", "--speed", "250", "-o", "out")
    film = entry["film"]
    assert (entry["width"], entry["height"], film["rate"], film["place"]) == (320, 64, 50, "led")
    assert film["frames"] % 2 == 0
    assert film["codec"] == "h264 high 3.0"
    assert {proof["check"]: proof["message"] for proof in entry["proofs"]} == {
        **dict.fromkeys(("contrast", "overflow", "safe-area"), ""),
        "loop": f"frame {film['frames'] // 2} is frame 0",
    }
    assert entry["warnings"] == []
    assert {path.suffix for path in (place / "out").iterdir()} == {".mp4", ".jpg", ".json", ".html"}
    (again,) = made(capsys, "video", "led", "--text", "Tự hào", "--size", "320x64", "--loops", "2", "--speed", "250", "-o", "out")
    assert again["sha256"] == entry["sha256"]


def test_odd_boards_and_odd_speeds_are_said(capsys: pytest.CaptureFixture[str]) -> None:
    (entry,) = made(capsys, "video", "led", "--text", "Tự hào", "--size", "321x65", "--speed", "120", "-o", "out")
    assert (entry["width"], entry["height"]) == (322, 66)
    assert "321×65 padded to 322×66" in entry["note"]
    assert "2.40 px a frame" in entry["warnings"][0]


def test_pages_go_into_the_very_file(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["video", "led", "--mode", "pages", "--size", "led-384x128", "-o", "board.mp4", "-q"]) == 0
    assert capsys.readouterr().out.split() == ["board.mp4"]
    assert {path.name for path in place.iterdir()} == {"weeks.csv", "board.mp4", "board-poster.jpg"}


def test_a_gif_tells_its_size_beforehand(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["video", "led", "--text", "Ý", "--text", "Tự hào", "--mode", "pages", "--size", "led-320x64", "-o", "board.gif"]
    assert main(words) == 0
    assert "board.gif will have about" in capsys.readouterr().err
    with Image.open(place / "board.gif") as image:
        assert (image.format, image.size) == ("GIF", (320, 64))


def test_a_place_with_a_limit_refuses_a_larger_picture(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    error = refused(capsys, "led", "--format", "webp", "--size", "web-320x50", "-o", "out")
    assert "50 KB is the most there" in error
    assert nothing_left(place)


@pytest.mark.parametrize(
    ("words", "error", "code"),
    [
        (["--fps", "7"], "7 frames a second", 1),
        (["--text", "none.txt"], "none.txt", 1),
        (["--text", ""], "there are no words", 1),
        (["--size", "feed"], "not composed for this size", 1),
        (["--size", "40x4000"], "no board", 2),
        (["--mode", "pages", "--speed", "90"], "pages stand still", 2),
        (["--speed", "-4"], "cannot be read", 1),
        (["--format", "gif", "--loops", "3"], "repeats by itself", 2),
        (["-o", "x.avi"], "'.avi' is not what is written here", 2),
        (["--loops", "1000"], "1000 times", 1),
        (["--text", "Chữ 🦄"], "no font has the character", 1),
    ],
)
def test_what_is_no_loop_is_told_in_one_line(
    place: Path, capsys: pytest.CaptureFixture[str], words: list[str], error: str, code: int
) -> None:
    assert error in refused(capsys, "led", *words, code=code)
    assert nothing_left(place)
