"""A new workspace works at once, and nothing that is there is touched."""

from __future__ import annotations

from pathlib import Path

import pytest

from assetkit.cli import main
from assetkit.counts.store import open_store
from assetkit.world import World, find_workspace

FILES = {
    "assetkit.toml",
    "brand/README.md",
    "campaigns/thi-dua-2026.toml",
    "counts/example.csv",
    "fonts/README.md",
    "steps.toml",
    "templates/README.md",
    "units.toml",
}


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    assert main(["init", "Thi đua 2026"]) == 0
    monkeypatch.chdir(tmp_path / "Thi đua 2026")
    return tmp_path / "Thi đua 2026"


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_a_workspace_has_a_campaign_that_is_called_as_its_folder(place: Path) -> None:
    assert files(place) == FILES
    world = World(find_workspace(place / "brand"))
    assert world.workspace == place
    assert world.campaign().id == "thi-dua-2026"
    assert world.registry is not None


def test_it_says_what_to_do_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["init", "a b"]) == 0
    captured = capsys.readouterr()
    assert "cd 'a b'" in captured.err
    assert "assetkit counts pull" in captured.err
    assert captured.out.splitlines()[0].endswith("assetkit.toml")
    assert main(["init", "c", "--quiet"]) == 0
    assert not capsys.readouterr().err


def test_everything_that_it_says_works(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for words in (
        ["counts", "pull"],
        ["counts", "show"],
        ["progress", "--counts", "counts/example.csv", "--size", "square"],
        ["banner", "--size", "link"],
        ["counts", "import", "counts/example.csv", "--origin", "example", "--store", "other.sqlite"],
    ):
        assert main(words) == 0, words
    assert "5 units" in capsys.readouterr().out
    with open_store(str(place / "counts.sqlite")) as store:
        readings = store.readings("thi-dua-2026")
    assert len(readings) == 4
    assert all(snapshot.sample for _, snapshot in readings)


def test_the_example_says_that_it_is_one(place: Path) -> None:
    text = (place / "counts" / "example.csv").read_text(encoding="utf-8-sig")
    assert all(row.endswith("dữ liệu mẫu") for row in text.splitlines()[1:])
    assert "ITS FIGURES ARE INVENTED" in (place / "assetkit.toml").read_text(encoding="utf-8")


def test_it_begins_with_any_campaign(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, world: World) -> None:
    for like in world.campaign_files:
        folder = tmp_path / f"as-{like}"
        assert main(["init", str(folder), "--like", like, "-q"]) == 0
        made, model = World(folder).campaign(), world.campaign(like)
        assert made.model_copy(update={"id": like}) == model
        monkeypatch.chdir(folder)
        assert main(["counts", "pull", "-q"]) == 0
        monkeypatch.chdir(tmp_path)


def test_a_campaign_that_is_not_known_makes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", str(tmp_path / "x"), "--like", "evn-10k-2023"]) == 1
    assert "did you mean" in capsys.readouterr().err
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize("name", sorted(FILES))
def test_nothing_is_overwritten(tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "thi-dua-2026"
    (folder / name).parent.mkdir(parents=True)
    (folder / name).write_text("mine", encoding="utf-8")
    assert main(["init", str(folder)]) == 1
    assert f"{name} is there already; nothing was changed" in capsys.readouterr().err
    assert files(folder) == {name}
    assert (folder / name).read_text(encoding="utf-8") == "mine"


def test_other_files_of_a_folder_may_stay(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    assert main(["init", str(tmp_path), "-q"]) == 0
    assert (tmp_path / "notes.txt").read_text(encoding="utf-8") == "mine"


def test_a_file_is_no_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x").write_text("mine", encoding="utf-8")
    assert main(["init", str(tmp_path / "x")]) == 1
    assert "is a file" in capsys.readouterr().err


def test_marks_may_lie_in_brand(place: Path) -> None:
    (place / "brand" / "emblem.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"/>', encoding="utf-8"
    )
    path = place / "campaigns" / "thi-dua-2026.toml"
    path.write_text(
        path.read_text(encoding="utf-8") + '\n[[mark]]\nfile = "brand/emblem.svg"\nalt = "Biểu trưng"\n',
        encoding="utf-8",
    )
    assert len(World(place).marks("thi-dua-2026")) == 1
