"""The one-page report holds every unit, however many there are."""

from __future__ import annotations

import datetime as dt

import pytest

from assetkit.counts.model import Counts, UnitCount
from assetkit.engine.takumi import Takumi
from assetkit.examples import example_jobs
from assetkit.facts import derive
from assetkit.job import Job
from assetkit.pdf import read_sheet
from assetkit.pipeline import render, set_page
from assetkit.proof import Subject, prove
from assetkit.world import World

TEMPLATE = "report"
AS_OF = dt.datetime(2022, 11, 25)


def said(world: World, engine: Takumi, count: int, name: str = "Đơn vị {}", quota: int | None = 100) -> str:
    """What the report of so many units says, when no proof finds fault with it."""
    campaign = world.campaign("evn-10k-2022")
    units = tuple(UnitCount(unit=name.format(n), registered=40 + n, quota=quota) for n in range(1, count + 1))
    counts = Counts(units, as_of=AS_OF, metric=campaign.count_metric)
    facts, missing = derive(campaign, counts, AS_OF).only(world.template(TEMPLATE).fact_names)
    job = Job(TEMPLATE, world.sizes["a4-page"], campaign.id, "x", facts=facts, missing=missing)
    filled, fitted, page, _ = set_page(job, world, engine)
    proofs = prove(Subject(page, fitted.layout, render(job, world, engine).encoded, engine)) if count in (1, 60) else ()
    assert not [proof for proof in proofs if proof.level != "ok"]
    return filled.spoken


@pytest.mark.parametrize("count", [1, 8, 9, 24, 25, 40, 60, 61, 90])
def test_every_unit_stands_in_the_table(world: World, engine: Takumi, count: int) -> None:
    lines = said(world, engine, count).split("\n")
    assert {f"Đơn vị {n}" for n in range(1, count + 1)} <= set(lines)


def test_more_units_than_a_page_holds_are_counted(world: World, engine: Takumi) -> None:
    assert "Và 33 đơn vị khác không có trong bảng này." in said(world, engine, 123)


@pytest.mark.parametrize("count", [6, 20, 50, 80])
def test_names_of_any_length_stay_in_their_column(world: World, engine: Takumi, count: int) -> None:
    for name in ("Công ty Cổ phần Tư vấn Xây dựng và Phát triển Điện lực miền Trung số {}", "TỔNG CÔNG TY PHÁT ĐIỆN VIỆT NAM – MIỀN TRUNG {}"):
        assert "…" in said(world, engine, count, name)


def test_units_without_quotas_are_told_by_their_figures(world: World, engine: Takumi) -> None:
    lines = said(world, engine, 12, quota=None).split("\n")
    assert "52" in lines and "Số lượng" in lines


def test_it_comes_as_one_page_of_paper(world: World, engine: Takumi) -> None:
    job = example_jobs(world.template(TEMPLATE), world, variants=("fields",))[0]
    artifact = render(job, world, engine)
    sheet = read_sheet(artifact.encoded.data)
    assert sheet.trim == pytest.approx((0, 0, 210, 297), abs=0.001)
    assert "dữ liệu mẫu" in artifact.alt
    assert len(artifact.encoded.data) < 3_000_000
