"""Charts on a page: the drawing tool, the command's option, and the template that composes one."""

from __future__ import annotations

from pathlib import Path

import pytest
from chart_figures import drawn
from figures import EVN, ROOT

from assetkit.charts import KINDS
from assetkit.cli import main
from assetkit.easel import Easel, Picture
from assetkit.errors import AssetkitError

COAL = str(ROOT / "data" / "counts_tkv_2022-05-10.csv")


def easel() -> Easel:
    return Easel(EVN, {}, {}, lambda name: b"")


def test_the_tool_keeps_the_picture_and_knows_what_it_shows() -> None:
    own = easel()
    name = own["chart"](drawn("trend"), 600, 300, ground="ground")
    assert isinstance(name, Picture)
    assert (name.width, name.height) == (600, 300)
    assert name.alt.startswith("Biểu đồ đường: ")
    assert own.images[name].startswith(b"<svg")
    assert own["chart"](drawn("trend"), 600, 300, ground="ground") == name


def test_the_tool_refuses_what_is_no_chart() -> None:
    with pytest.raises(AssetkitError, match="is not a kind of chart"):
        easel()["chart"]("trend", 600, 300)


@pytest.mark.parametrize("kind", ["units", "shares"])
def test_progress_draws_one_chart(kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = [
        "--campaign",
        "tld-1m-2022",
        "--as-of",
        "2022-05-10 14:00",
        "--size",
        "link",
        "-o",
        str(tmp_path / "chart.png"),
    ]
    assert main(["progress", "--counts", COAL, "--chart", kind, *words]) == 0
    assert (tmp_path / "chart.png").stat().st_size > 10_000


def test_a_chart_that_needs_more_says_what(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--campaign", "tld-1m-2022", "--as-of", "2022-05-10", "-o", str(tmp_path / "chart.png")]
    assert main(["progress", "--counts", COAL, "--chart", "ranks", *words]) == 1
    assert "needs figures of another week" in capsys.readouterr().err


def test_an_unknown_kind_is_a_slip_of_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["progress", "--counts", COAL, "--chart", "pie"]) == 2
    told = capsys.readouterr().err
    assert all(kind in told for kind in KINDS)


def test_a_template_without_charts_takes_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["progress", "table", "--counts", COAL, "--chart", "units", "-o", str(tmp_path)]) == 1
    assert "unknown field 'chart'" in capsys.readouterr().err
