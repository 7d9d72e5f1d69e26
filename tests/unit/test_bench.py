"""The bench's own way through our pipeline still runs: one page of it, into a folder of the test's own."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from bench import card, job
from bench.rows import banners


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> card.Ours:
    """Our side of the bench, whose photos are written into a folder of the test's own, with one card of each kind."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(card, "OUT", tmp_path_factory.mktemp("bench"))
        patch.setattr(card, "keep_pages", lambda: None)  # other tests of this process measure memory
        found = card.Ours()
        found.__dict__["jobs"] = {shadow: jobs[:1] for shadow, jobs in found.jobs.items()}
    return found


def test_the_card_of_the_comparison_is_painted(ours: card.Ours) -> None:
    for shadow in card.SHADOWS:
        with Image.open(io.BytesIO(ours.png(ours.jobs[shadow][0]))) as picture:
            assert picture.size == (1200, 630)
            assert len(set(picture.convert("RGB").resize((60, 30)).getdata())) > 100  # a photo and a lockup are on it


def test_a_whole_job_is_measured(ours: card.Ours, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(job, "SIZES", ())
    section = job.measure_jobs(ours, 1)
    assert [line.what for line in section.lines] == ["the card, 1200×630"]
    assert float(section.lines[0].figure) > 0
    assert [made.size.id for made in banners(ours.world, 2, ["link"])] == ["link", "link"]
