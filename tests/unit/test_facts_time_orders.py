"""Facts over time on their way to jobs: from a table with dates, from the sample, and only those that a page names."""

from __future__ import annotations

from pathlib import Path

from workspaces import HTML, make_workspace

from assetkit.examples import example_jobs
from assetkit.orders import Order, progress_jobs
from assetkit.world import World

PAGE = HTML.replace("</div>", "{{ facts.delta_sentence if 'delta_sentence' in facts }}{{ facts.sample_text }}</div>", 1)
TABLE = """Ngày,Đơn vị,Hợp lệ,Chỉ tiêu
2022-05-02,Than Hà Lầm,120,200
2022-05-02,Than Nam Mẫu,90,100
2022-05-09,Than Hà Lầm,150,200
2022-05-09,Than Nam Mẫu,88,100
"""


def test_an_example_of_the_sample_knows_change_and_says_what_it_is(tmp_path: Path) -> None:
    example = 'campaign = "evn-10k-2022"\n[counts]\nsample = true\nas_of = "2022-05-13"\nunit = "DV01"\n'
    world = World(make_workspace(tmp_path, html=PAGE, example=example))
    job = example_jobs(world.template("tiny"), world, variants=["fields"])[0]
    assert set(job.facts) == {"delta_sentence", "sample_text"}
    assert job.facts["sample_text"] == "dữ liệu mẫu"
    assert str(job.facts["delta_sentence"]).endswith("so với 6/5/2022")
    assert not job.missing


def ordered(tmp_path: Path, text: str) -> tuple[dict[str, object], dict[str, str], tuple[str, ...]]:
    """(facts, missing, warnings) of the one job of a progress picture of a table."""
    data = tmp_path / "weeks.csv"
    data.write_text(text, encoding="utf-8")
    world = World(make_workspace(tmp_path / "w", html=PAGE))
    campaign = world.campaign("evn-10k-2022").model_copy(update={"count_metric": "valid"})
    order = Order(world.template("tiny"), campaign, ("link",), data=data)
    jobs, warnings = progress_jobs(order, world)
    return dict(jobs[0].facts), dict(jobs[0].missing), warnings


def test_a_table_with_dates_is_its_own_past(tmp_path: Path) -> None:
    facts, missing, warnings = ordered(tmp_path, TABLE)
    assert facts == {"delta_sentence": "tăng 28 sáng kiến so với 2/5/2022"}
    assert missing == {"sample_text": "needs figures that are made up"}
    assert "'Than Nam Mẫu' fell from 90 on 2/5/2022 to 88" in warnings


def test_a_table_without_dates_is_drawn_and_has_no_past(tmp_path: Path) -> None:
    facts, missing, _ = ordered(tmp_path, "Đơn vị,Hợp lệ,Chỉ tiêu\nThan Hà Lầm,120,200\n")
    assert facts == {}
    assert "figures of several days" in missing["delta_sentence"]
