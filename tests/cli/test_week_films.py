"""The films of ``assetkit week``: small ones of a second, of a workspace's own storyboard and frame, from the real store."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from week_place import FIRST, SECOND, counted, entries, make_place, week, write_template

FILMS = """
[[film]]
name = "video-tuan"
film = "weekly"
sizes = ["web-300x250"]
[[film]]
name = "duong-dua"
film = "race"
sizes = ["web-300x250"]
seconds = 1
top = 3
"""
PLAN = """
[[piece]]
name = "tong-quan"
template = "overview"
sizes = ["square"]
"""
STYLE = """
.small{background-color:var(--ground);color:#ffffff}
.say{position:absolute;left:20px;top:12px;width:260px;height:60px;font-weight:700;line-height:1.3}
.bars{position:absolute;left:20px;top:70px;width:260px;height:140px}
.note{position:absolute;left:20px;top:214px;width:260px;height:30px;font-size:12px;line-height:1.2}
"""
SPEC = 'title = "Nhỏ"\ndescription = "Số liệu."\nsizes = ["web-300x250"]\nneeds_counts = true\norder = 1\n'
NOTE = """<div class="note">{{ facts.as_of_text }}{% if 'draft_text' in facts %}, {{ facts.draft_text }}{% endif %}
  {%- if 'correction_text' in facts %}, {{ facts.correction_text }}{% endif %}</div></div>"""
CLIP = {
    "template.toml": SPEC,
    "page.html": f'<div class="page small"><div class="say" data-fit="4 12">{{{{ facts.total_text }}}}</div>{NOTE}',
    "style.css": STYLE,
    "example.toml": "",
}
RACE = {
    "template.toml": SPEC + "".join(f'[fields.{name}]\nlabel = "{name}"\nmax_length = 60\n' for name in ("bars", "metric", "rest")),
    "page.html": '<div class="page small"><div class="say" data-fit="4 12">{{ facts.total_text }}</div>'
    f'<div class="bars" data-race="bars" data-bar="light" data-beyond="accent" data-ink="paper" data-quiet="light" data-lead="accent"'
    f' data-tick="ink"></div>{NOTE}',
    "style.css": STYLE,
    "example.toml": "",
}
STORYBOARD = """
title = "Tuần"
[[scene]]
template = "film-count"
seconds = 1
needs = ["delta"]
caption = "{total_text}"
"""
CLIP_FILE, RACE_FILE = "video-tuan-web-300x250.mp4", "duong-dua-web-300x250.mp4"
TAKEN = """
[place.reel]
title = "Reel"
limit = 300
says = ["mark", "lead", "stamp"]
sizes = ["web-300x250"]
times = ["12:00"]
"""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace with a plan of one picture and two films, and a place that takes films of this size."""
    from assetkit.world import shipped_root

    monkeypatch.chdir(tmp_path)
    make_place(tmp_path)
    shared = tmp_path / "templates" / "_shared"
    (shared / "week.toml").write_text(PLAN + FILMS, encoding="utf-8")
    (shared / "storyboards").mkdir()
    (shared / "storyboards" / "weekly.toml").write_text(STORYBOARD, encoding="utf-8")
    posts = (shipped_root() / "templates" / "_shared" / "posts.toml").read_text(encoding="utf-8")
    (shared / "posts.toml").write_text(posts + TAKEN, encoding="utf-8")
    write_template(tmp_path / "templates" / "film" / "film-count", CLIP)
    write_template(tmp_path / "templates" / "film" / "race", RACE)
    return tmp_path


def test_films_are_part_of_the_kit_when_they_are_asked_for(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    counted(*FIRST, *SECOND)
    capsys.readouterr()
    assert week() == 0
    assert "video-tuan, duong-dua are not made" in capsys.readouterr().err
    assert set(entries("2023-W10")) == {"tong-quan-square.png"}
    assert week("--video") == 0
    told = capsys.readouterr()
    assert "not made" not in told.err and RACE_FILE in told.out
    files = entries("2023-W10")
    assert set(files) == {"tong-quan-square.png", CLIP_FILE, RACE_FILE}
    moments = {name: [reading["as_of"][:10] for reading in files[name]["readings"]] for name in (CLIP_FILE, RACE_FILE)}
    assert moments == {CLIP_FILE: ["2023-03-03", "2023-03-10"], RACE_FILE: ["2023-03-03", "2023-03-10"]}
    folder = Path("outputs/2023-W10")
    posts = {post["file"]: post for post in json.loads((folder / "post.json").read_text(encoding="utf-8"))["posts"]}
    assert posts[CLIP_FILE]["kind"] == "clip" and posts[RACE_FILE]["kind"] == "race"
    assert all(posts[name]["alt"] == files[name]["alt"] and "10/3/2023" in posts[name]["caption"] for name in (CLIP_FILE, RACE_FILE))
    page = (folder / "index.html").read_text(encoding="utf-8")
    for name in (CLIP_FILE, RACE_FILE):
        poster = files[name]["film"]["poster"]
        assert (folder / poster).is_file() and f'poster="{poster}" src="{name}"' in page


def test_films_that_are_still_true_stay_and_others_are_withdrawn(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    counted(*FIRST, *SECOND)
    assert week("--video", "--quiet") == 0
    before = {path: path.read_bytes() for path in Path("outputs").rglob("*") if path.is_file()}
    for words in ((), ("--video",)):
        capsys.readouterr()
        assert week(*words) == 0
        assert "3 still good from before" in capsys.readouterr().err
        assert before == {path: path.read_bytes() for path in Path("outputs").rglob("*") if path.is_file()}
    counted(*SECOND[:1], "2023-03-10,Đơn vị B,58,60", *SECOND[2:])
    assert week() == 0
    error = capsys.readouterr().err
    assert f"Withdrawn: {CLIP_FILE}" in error and f"Withdrawn: {RACE_FILE}" in error
    assert set(entries("2023-W10")) == {"tong-quan-square.png"}
    assert not [path.name for path in Path("outputs/2023-W10").iterdir() if path.suffix in (".mp4", ".jpg")]
    assert "mp4" not in Path("outputs/2023-W10/index.html").read_text(encoding="utf-8")


def test_a_film_tells_a_draft_a_correction_and_what_changed(place: Path) -> None:
    counted(*FIRST, *SECOND)
    assert week("--video", "--draft", "--quiet") == 0
    for name in (CLIP_FILE, RACE_FILE):
        assert entries("2023-W10")[name]["facts"]["draft_text"] == "BẢN NHÁP"
    counted(*SECOND[:1], "2023-03-10,Đơn vị B,58,60", *SECOND[2:])
    assert week("--video", "--quiet") == 0
    for name in (CLIP_FILE, RACE_FILE):
        entry = entries("2023-W10")[name]
        assert entry["changes"]["total_text"] == ["122", "119"] and entry["facts"].get("draft_text") is None
        assert entry["facts"]["correction_text"].startswith("Đính chính")


def test_the_first_week_has_no_films_and_says_why(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    counted(*FIRST)
    capsys.readouterr()
    assert week("--video") == 0
    error = capsys.readouterr().err
    assert "video-tuan is left out: fact delta" in error and "duong-dua is left out: the history holds one reading" in error
    assert set(entries("2023-W09")) == {"tong-quan-square.png"}


def test_a_film_that_fails_fails_alone(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = place / "templates" / "film" / "film-count" / "page.html"
    page.write_text(CLIP["page.html"].replace("4 12", "90 90"), encoding="utf-8")  # % of the shorter side: no room
    counted(*FIRST, *SECOND)
    capsys.readouterr()
    assert week("--video") == 3
    assert [line for line in capsys.readouterr().err.splitlines() if line.startswith("Error:")]
    assert set(entries("2023-W10")) == {"tong-quan-square.png", RACE_FILE}


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('film = "wekly"', "weekly"),
        ('sizes = ["square"]', "square"),
        ('sizes = ["skuare"]', "square"),
        ("top = 1", "greater than or equal to 2"),
        ('metric = "valid"\nfilm = "weekly"', "metric is for film"),
        ('fields = { bars = "3" }', "use metric and top"),
        ('fields = { titel = "x" }', "titel"),
        ("seconds = 0", "seconds"),
        ('name = "tong-quan"', "two pieces are called"),
        ('needs = ["detla"]', "delta"),
    ],
)
def test_a_mistake_in_a_film_is_told_with_the_nearest(
    place: Path, capsys: pytest.CaptureFixture[str], line: str, told: str
) -> None:
    film = {"name": 'name = "mot"', "film": 'film = "race"', "sizes": 'sizes = ["web-300x250"]'}
    for entry in line.splitlines():
        film[entry.split(" ")[0]] = entry
    plan = place / "templates" / "_shared" / "week.toml"
    plan.write_text(PLAN + "[[film]]\n" + "\n".join(film.values()), encoding="utf-8")
    counted(*FIRST, *SECOND)
    capsys.readouterr()
    assert week("--video") == 1
    error = capsys.readouterr().err
    assert told in error and error.count("\n") == 1
    assert not Path("outputs").exists()


def test_a_plan_without_films_says_so(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (place / "templates" / "_shared" / "week.toml").write_text(PLAN, encoding="utf-8")
    counted(*FIRST, *SECOND)
    capsys.readouterr()
    assert week("--video") == 2
    assert "the plan has no films" in capsys.readouterr().err
    assert week() == 0
    assert "not made" not in capsys.readouterr().err
