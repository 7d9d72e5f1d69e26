"""The registry of units and the sample, as a person uses them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from workspaces import make_workspace

from assetkit.cli import main
from assetkit.counts.store import open_store
from assetkit.world import World

ROOT = Path(__file__).parents[2]
POWER = str(ROOT / "data" / "counts_evn.csv")


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    make_workspace(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def units(*words: str) -> int:
    return main(["counts", "units", *words])


def test_a_registry_begins_with_a_table(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert units() == 0
    assert (
        "no registry of units here: 'assetkit counts units --from FILE -o units.toml' begins one"
        in capsys.readouterr().err
    )
    assert units("--from", POWER) == 0
    assert "not in the registry: 'PTC4 (Truyền tải điện 4)'\n" in capsys.readouterr().out
    assert units("--from", POWER, "-o", "units.toml") == 0
    assert capsys.readouterr().out == "units.toml\n"
    found = World(place).registry
    assert found is not None and found.parents["PTC4"].code == "EVNNPT" and found.parents["EVNNPT"].code == "EVN"
    assert units("--from", POWER) == 0
    captured = capsys.readouterr()
    assert captured.err == f"11 units in {place / 'units.toml'}; it knows every name\n"
    assert captured.out.splitlines()[0].split("  ")[0] == "code"
    assert any(
        line.split() == ["PTC4", "PTC4", "EVNNPT", "Truyền", "tải", "điện", "4"] for line in captured.out.splitlines()
    )


def test_unknown_names_of_a_table_and_of_the_store(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["counts", "import", POWER, "-q"]) == 0
    (place / "units.toml").write_text('[[unit]]\ncode = "EVN"\nshort = "EVN"\n', encoding="utf-8")
    capsys.readouterr()
    assert units() == 0
    captured = capsys.readouterr()
    assert "not in the registry: 'EVNCPC', near 'EVN'" in captured.out
    assert "9 names in the counts are not there" in captured.err
    (place / "t.csv").write_text("Đơn vị,Thực hiện\nEVNN,1\nevn,2\nBưu chính,3\n", encoding="utf-8")
    assert units("--from", "t.csv", "--json", "-q") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["unknown"] == [{"name": "EVNN", "candidates": ["EVN"]}, {"name": "Bưu chính", "candidates": []}]
    assert [unit["code"] for unit in told["units"]] == ["EVN"] and told["registry"].endswith("units.toml")
    assert units("--from", "t.csv", "-o", "more.toml", "-q") == 0
    assert (place / "more.toml").read_text(encoding="utf-8").count("[[unit]]") == 3


def test_an_unknown_unit_is_not_imported(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (place / "units.toml").write_text('[[unit]]\ncode = "DVA"\nshort = "Đơn vị A"\n', encoding="utf-8")
    (place / "t.csv").write_text("Đơn vị,Đăng ký\nĐơn vị A,1\nĐơn vị Á,2\n", encoding="utf-8")
    assert main(["counts", "import", "t.csv", "--as-of", "2022-05-10"]) == 1
    assert "1 unit is not in" in (told := capsys.readouterr().err) and "'Đơn vị Á' (row 3, near 'Đơn vị A')" in told
    assert main(["counts", "show"]) == 1


def test_all_unknown_units_of_all_days_are_listed_at_once(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (place / "units.toml").write_text('[[unit]]\ncode = "DVA"\nshort = "Đơn vị A"\n', encoding="utf-8")
    rows = "2022-05-10,Đơn vị A,1\n2022-05-10,Hòa Bình,2\n2022-05-17,Hoà Bình,3\n2022-05-17,Sơn La,4\n"
    (place / "t.csv").write_text(f"Ngày,Đơn vị,Đăng ký\n{rows}", encoding="utf-8")
    assert main(["counts", "import", "t.csv"]) == 1
    told = capsys.readouterr().err
    assert "2 units are not in" in told and "'Hòa Bình' (row 3" in told and "'Sơn La' (row 5" in told


def test_merges_are_followed_from_the_store(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (place / "units.toml").write_text(
        '[[unit]]\ncode = "A"\nshort = "Đơn vị A"\nvalid_to = 2022-06-30\nmerged_into = "B"\n'
        '[[unit]]\ncode = "B"\nshort = "Đơn vị B"\n[[unit]]\ncode = "C"\nshort = "Đơn vị C"\n',
        encoding="utf-8",
    )
    weeks = "Ngày,Đơn vị,Đăng ký\n2022-06-24,A,30\n2022-06-24,B,50\n2022-06-24,C,1\n2022-07-01,B,85\n2022-07-01,C,1\n"
    (place / "t.csv").write_text(weeks, encoding="utf-8")
    assert main(["counts", "import", "t.csv", "-q"]) == 0
    capsys.readouterr()
    assert main(["counts", "show", "--unit", "b", "--json"]) == 0
    assert [line["value"] for line in json.loads(capsys.readouterr().out)] == [80, 85]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--from", "none.csv"], "there is no such file"),
        (["--from", "bare.csv"], "no column names the units"),
        (["--from", POWER, "-o", "there.toml"], "there.toml: is there already"),
        (["--from", POWER, "-o", "units.csv"], "is not a .toml file"),
        (["-o", "units.toml"], "there are no units to begin with"),
        (["--store", "none.sqlite"], "none.sqlite"),
    ],
)
def test_what_cannot_be_done_is_said(
    place: Path, capsys: pytest.CaptureFixture[str], words: list[str], message: str
) -> None:
    (place / "there.toml").write_text("", encoding="utf-8")
    (place / "bare.csv").write_text("Ngày,Số\n1/5/2022,3\n", encoding="utf-8")
    assert units(*words) == 1
    assert message in capsys.readouterr().err


def test_a_sample_fills_a_store_once(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["counts", "sample", "--units", "8", "--weeks", "12", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["units"], told["source"], told["campaign"]) == (8, "dữ liệu mẫu, bộ 1", "evn-10k-2022")
    assert told["snapshots"] == told["new"] == 11
    assert main(["counts", "sample", "--units", "8", "--weeks", "12"]) == 0
    captured = capsys.readouterr()
    assert captured.out == "11 weekly counts of 8 units, 2022-02-18 to 2022-05-06: dữ liệu mẫu, bộ 1\n"
    assert captured.err.startswith("0 new in ")
    with open_store(str(place / "counts.sqlite")) as store:
        assert all(one.sample for _, one in store.readings()) and len(store.readings()) == 11
    # the units are invented: a registry does not stand in their way
    (place / "units.toml").write_text('[[unit]]\ncode = "EVN"\nshort = "EVN"\n', encoding="utf-8")
    assert main(["counts", "show", "--unit", "DV01"]) == 0


def test_a_sample_is_not_put_beside_other_figures(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["counts", "sample", "--units", "8", "--weeks", "2", "-q"]) == 0
    assert main(["counts", "sample", "--units", "8", "--weeks", "2", "--seed", "2"]) == 1
    assert "holds other made-up figures of evn-10k-2022 (dữ liệu mẫu, bộ 1)" in capsys.readouterr().err
    assert main(["counts", "import", POWER]) == 1
    assert "real ones are not put beside them" in capsys.readouterr().err
    assert main(["counts", "import", POWER, "--store", "real.sqlite", "-q"]) == 0
    assert main(["counts", "sample", "--store", "real.sqlite"]) == 1
    assert "holds real figures of evn-10k-2022; made-up ones" in capsys.readouterr().err
    assert main(["counts", "sample", "--weeks", "0", "--store", "x.sqlite"]) == 1
    assert not (place / "x.sqlite").exists()
