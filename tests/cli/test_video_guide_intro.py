"""``assetkit video intro``, ``guide`` and ``weekly`` as a communications officer runs them: short storyboards, the real templates."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import av
import pytest
from PIL import Image, ImageStat

from assetkit.cli import main
from assetkit.film.burning import subtitle
from assetkit.film.captions import Cue
from assetkit.sizes import bare_size
from assetkit.world import World

SHORT = """
title = "Ngắn"
transition = "push 0.4s"
[[scene]]
template = "film-title"
seconds = 2.4
caption = "Mở đầu"
[[scene]]
template = "film-end"
seconds = 2
transition = "wipe 0.4s"
"""
STEPS = """
title = "Bước"
[[scene]]
template = "film-step"
seconds = 3.6
each = "approval_steps"
fields = { number = "{number_text}", process = "approval" }
caption = "Bước {number_text}: {verb}. {text?}"
"""
SMALL = "480x270"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace in which the storyboards are short."""
    boards = tmp_path / "templates" / "_shared" / "storyboards"
    boards.mkdir(parents=True)
    (boards / "intro.toml").write_text(SHORT, encoding="utf-8")
    (boards / "guide-approval.toml").write_text(STEPS, encoding="utf-8")
    (tmp_path / "assetkit.toml").write_text('output = "out"\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def entries(capsys: pytest.CaptureFixture[str]) -> Any:
    return json.loads(capsys.readouterr().out)


def error_of(capsys: pytest.CaptureFixture[str]) -> str:
    lines = [line for line in capsys.readouterr().err.splitlines() if line.startswith("Error")]
    assert len(lines) == 1
    return lines[0]


def pictures(path: Path, *frames: int) -> list[Image.Image]:
    with av.open(str(path)) as container:
        found = {number: frame.to_image() for number, frame in enumerate(container.decode(video=0)) if number in frames}
    return [found[number] for number in frames]


def mean(image: Image.Image) -> tuple[float, ...]:
    return tuple(ImageStat.Stat(image).mean)


def test_the_intro_of_a_workspace_is_its_own_storyboard(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["video", "intro", "--size", SMALL, "--srt", "--json"]) == 0
    (entry,) = entries(capsys)
    assert entry["film"]["frames"] == 132
    assert entry["film"]["codec"].startswith("h264 high")
    assert all(proof["level"] == "ok" for proof in entry["proofs"])
    film = here / "out" / entry["file"]
    assert film.stem == f"evn-10k-2022-intro-{SMALL}"
    first, last = pictures(film, 60, 131)
    assert mean(first)[2] > 1.5 * mean(first)[0]  # the night
    assert mean(last)[0] > 2 * mean(last)[2]  # the light
    subtitles = (here / "out" / f"{film.stem}.vi_VN.srt").read_text(encoding="utf-8")
    assert subtitles == "1\n00:00:00,000 --> 00:00:02,333\nMở đầu\n"


def test_a_film_that_is_still_good_is_not_made_again_and_one_with_other_words_is(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    board = here / "templates" / "_shared" / "storyboards" / "intro.toml"
    assert main(["video", "intro", "--size", SMALL]) == 0
    made = (here / "out" / f"evn-10k-2022-intro-{SMALL}.mp4").stat().st_mtime_ns
    assert main(["video", "intro", "--size", SMALL]) == 0
    assert "1 still good from before" in capsys.readouterr().err
    assert (here / "out" / f"evn-10k-2022-intro-{SMALL}.mp4").stat().st_mtime_ns == made
    board.write_text(SHORT.replace('"film-end"', '"film-end"\nfields = { title = "Khác" }'), encoding="utf-8")
    assert main(["video", "intro", "--size", SMALL]) == 0
    assert (here / "out" / f"evn-10k-2022-intro-{SMALL}.mp4").stat().st_mtime_ns != made


def test_a_guide_has_a_scene_for_each_step(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    steps = here / "steps.toml"
    steps.write_text((Path(__file__).parents[2] / "data" / "steps.toml").read_text(encoding="utf-8"), encoding="utf-8")
    assert main(["video", "guide", "--process", "approval", "--size", SMALL, "--srt", "--json"]) == 0
    (entry,) = entries(capsys)
    assert entry["film"]["seconds"] >= 3 * 3.6
    text = (here / "out" / entry["file"]).with_suffix(".vi_VN.srt").read_text(encoding="utf-8")
    assert [line for line in text.splitlines() if line.startswith("Bước")] != []
    assert "Bước 3" in text
    steps.write_text("[[step]]\n", encoding="utf-8")
    assert main(["video", "guide", "--process", "approval", "--size", SMALL]) == 1
    assert "steps.toml" in error_of(capsys)


def test_a_preview_is_a_picture_and_no_film(here: Path) -> None:
    assert main(["video", "intro", "--size", "square", "--preview"]) == 0
    (picture,) = (here / "out").iterdir()
    with Image.open(picture) as image:
        assert image.format == "PNG"


def test_subtitles_can_be_in_the_picture(here: Path, world: World) -> None:
    assert main(["video", "intro", "--size", SMALL, "--burn"]) == 0
    during, after = pictures(here / "out" / f"evn-10k-2022-intro-{SMALL}.mp4", 50, 131)
    size = bare_size(SMALL)
    assert size is not None
    box = subtitle(Cue(("Mở đầu",), 0, 9), size, world.fonts["BeVietnamPro-SemiBold.ttf"]).box
    assert box[3] <= size.height - size.safe[3]
    shown = during.crop(box).convert("L")
    assert shown.getextrema()[1] > 220
    assert sum(shown.histogram()[:60]) > 0.5 * shown.width * shown.height
    assert min(mean(after.crop(box).convert("L"))) > 120


def test_the_weekly_clip_shows_the_counts(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = Path(__file__).parents[2] / "data" / "counts_evn.csv"
    asked = ["video", "weekly", "--counts", str(table), "--phase", "total", "--source", "evn.com.vn", "--size", "square", "--preview"]
    assert main(asked) == 0
    assert main(["video", "weekly", "--size", "square"]) == 1
    assert "there are no counts" in error_of(capsys)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--duration", "1.2"], "too short for its 2 scenes"),
        (["--duration", "10.000"], "'10.000' is no number of seconds"),
        (["--fps", "7"], "does not play 7 frames a second"),
        (["--size", "link"], "not composed for this size"),
        (["--music", "none.mp3"], "there is no such file"),
        (["--music", "list.m3u"], "is a playlist"),
        (["--music", "https://example.com/a.mp3"], "is an address"),
        (["--storyboard", "none.toml"], "there is no such file"),
        (["--storyboard", "gap.toml"], "gap.toml: scene #2: a gap of 1 s before it"),
        (["--storyboard", "unknown.toml"], "did you mean 'film-end'?"),
        (["--storyboard", "quick.toml", "--srt"], "cannot be read in"),
        (["--campaign", "evn"], "unknown campaign"),
    ],
)
def test_what_cannot_be_filmed_is_told_on_one_line_and_leaves_nothing(
    words: list[str], told: str, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "list.m3u").write_text("#EXTM3U\na.mp3\n", encoding="utf-8")
    (here / "gap.toml").write_text(SHORT.replace("seconds = 2\n", "seconds = 2\nat = 3.4\n"), encoding="utf-8")
    (here / "unknown.toml").write_text(SHORT.replace("film-end", "film-endd"), encoding="utf-8")
    (here / "quick.toml").write_text(SHORT.replace("Mở đầu", "Mỗi người lao động một sáng kiến vì tập thể"), encoding="utf-8")
    assert main(["video", "intro", "--size", SMALL, "-o", "out", *words]) in (1, 2)
    assert told in error_of(capsys)
    left = [path.name for path in (here / "out").rglob("*")] if (here / "out").is_dir() else []
    assert [name for name in left if name != "manifest.json"] == []


def test_an_odd_size_is_padded_and_said_so(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["video", "intro", "--size", "481x271", "--json"]) == 0
    (entry,) = entries(capsys)
    assert (entry["width"], entry["height"]) == (482, 272)
    assert "padded" in entry["note"]
