"""``assetkit infographic`` as a person runs it: steps or counts in, pictures and an exit code out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PIL import Image
from workspaces import make_workspace

from assetkit.cli import main
from assetkit.world import shipped_root

DATA = shipped_root() / "data"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace to work in."""
    make_workspace(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def entries(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(capsys.readouterr().out)
    return found


def test_the_path_of_an_initiative_needs_nothing_but_the_command(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["infographic", "--json"]) == 0
    (entry,) = entries(capsys)
    assert (entry["template"], entry["size"]) == ("process-entry", "feed")
    with Image.open(place / "outputs" / str(entry["file"])) as image:
        assert image.size == (1080, 1350)
    assert "Nộp sáng kiến" in str(entry["alt"])


def test_the_union_s_own_steps_are_drawn_and_a_change_is_seen(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (DATA / "steps.toml").read_text(encoding="utf-8")
    (place / "steps.toml").write_text(text.replace('"Kiểm tra"', '"Thẩm định"'), encoding="utf-8")
    words = ["infographic", "process-approval", "--size", "link,square", "-o", "out", "--json"]
    assert main(words) == 0
    first = entries(capsys)
    assert all("Thẩm định" in json.dumps(entry["facts"], ensure_ascii=False) for entry in first)
    assert main(words) == 0
    assert "2 still good from before" in capsys.readouterr().err
    (place / "steps.toml").write_text(text, encoding="utf-8")
    assert main(words) == 0
    captured = capsys.readouterr()
    assert "still good" not in captured.err
    assert all("Thẩm định" not in json.dumps(entry["facts"], ensure_ascii=False) for entry in json.loads(captured.out))


def test_another_file_of_steps_is_named_on_the_command_line(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["infographic", "process", "--steps", str(DATA / "steps_shortest.toml"), "--json", "--size", "link"]) == 0
    (entry,) = entries(capsys)
    assert "3 bước" in str(entry["alt"])


def test_a_unit_s_name_stands_on_its_own_guide(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["infographic", "--unit", "Đơn vị A", "--size", "feed,link,yt-banner", "--json"]) == 0
    found = entries(capsys)
    assert len(found) == 3
    assert all("Đơn vị A" in str(entry["alt"]) for entry in found)


def test_a_template_with_counts_reads_a_table_and_shows_one_unit(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["infographic", "unit-card", "--counts", str(DATA / "counts_tkv_2022-05-10.csv"), "--campaign", "tld-1m-2022"]
    assert main([*words, "--as-of", "2022-05-10 14:00", "--unit", "Than Hà Lầm", "--size", "square", "--json"]) == 0
    (entry,) = entries(capsys)
    assert "Than Hà Lầm" in str(entry["alt"])


def test_figures_never_stand_under_the_name_of_a_unit_that_they_are_not_of(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["infographic", "unit-card", "--counts", str(DATA / "counts_tkv_2022-05-10.csv"), "--campaign", "tld-1m-2022"]
    words += ["--as-of", "2022-05-10 14:00", "--size", "square", "--json"]
    assert main([*words, "--set", "unit=EVNNPT"]) == 1
    assert "the counts have no unit 'EVNNPT'" in capsys.readouterr().err
    assert main([*words, "--unit", "Than Hà Lầm"]) == 0
    (by_option,) = entries(capsys)
    assert main([*words, "--set", "unit=Than Hà Lầm"]) == 0
    (by_field,) = entries(capsys)
    assert by_field["alt"] == by_option["alt"]
    assert "141" in str(by_option["alt"])
    assert main([*words, "--unit", "Than Hà Lầm", "--set", "unit=Công ty than Hà Lầm"]) == 0
    (renamed,) = entries(capsys)
    assert "141" in str(renamed["alt"])
    assert "Công ty than Hà Lầm" in str(renamed["alt"])


def test_without_a_table_and_a_store_it_says_what_to_do(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["infographic", "overview"]) == 1
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert "assetkit counts import FILE, or --counts FILE" in error


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (["process", "--steps", "none.toml"], 1, "no such file"),
        (["--counts", "x.csv"], 2, "shows no counts"),
        (["--as-of", "2022-05-10"], 2, "--as-of"),
        (["overview", "--steps", "steps.toml"], 2, "shows no steps"),
        (["process-entyr"], 1, "did you mean 'process-entry'?"),
        (["hero"], 1, "is a template for 'banner'"),
        (["--set", "titel=x"], 1, "did you mean 'title'?"),
        (["--size", "storry"], 1, "did you mean 'story'?"),
    ],
)
def test_what_cannot_be_meant_is_one_line(
    place: Path, capsys: pytest.CaptureFixture[str], words: list[str], code: int, says: str
) -> None:
    (place / "x.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    assert main(["infographic", *words]) == code
    error = capsys.readouterr().err
    assert says in error
    assert error.count("Error") == 1


def test_a_template_without_its_process_says_what_the_file_needs(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (DATA / "steps.toml").read_text(encoding="utf-8").replace('process = "approval"', 'process = "entry"')
    (place / "steps.toml").write_text(text, encoding="utf-8")
    assert main(["infographic", "process-entry", "--size", "link"]) == 0
    capsys.readouterr()
    assert main(["infographic", "process-approval", "--size", "link"]) == 1
    assert 'needs a step with process = "approval" in the file of steps' in capsys.readouterr().err


def test_a_broken_file_of_steps_hinders_only_what_shows_steps(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (place / "steps.toml").write_text("[[lane]]\n", encoding="utf-8")
    assert main(["banner", "tiny", "--size", "link"]) == 0
    capsys.readouterr()
    assert main(["infographic"]) == 1
    assert "steps.toml: " in capsys.readouterr().err


@pytest.mark.parametrize("size", ["feed", "link", "fb-cover"])
def test_the_code_on_the_picture_leads_to_the_portal(place: Path, size: str) -> None:
    import zxingcpp

    assert main(["infographic", "process", "--size", size, "-o", "out.png", "-q"]) == 0
    with Image.open("out.png") as image:
        (code,) = zxingcpp.read_barcodes(image.convert("L"))
    assert code.text == "https://sangkien.congdoanvietnam.org"
