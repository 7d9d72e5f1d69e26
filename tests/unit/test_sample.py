"""Made-up counts: always the same, of every kind of unit that real ones have, and never beside real ones."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from pathlib import Path

import pytest
from figures import EVN, NATIONAL, campaign
from hypothesis import given, settings
from hypothesis import strategies as st
from readings import snapshot

from assetkit.campaign import Campaign
from assetkit.counts.history import History, digest_of
from assetkit.counts.sample import sample_history
from assetkit.counts.store import open_store
from assetkit.errors import AssetkitError
from assetkit.facts import derive

YEAR = sample_history(EVN)
HISTORY = History(YEAR)


def series(code: str) -> list[int]:
    return [count for _, count in HISTORY.series(code)]


def test_the_same_seed_gives_the_same_figures() -> None:
    assert sample_history(EVN) == YEAR
    first = [(one.unit, one.registered, one.quota) for one in YEAR[-1].counts.units[:3]]
    assert first == [("Đơn vị 01", 251, 437), ("Đơn vị 02", 64, 136), ("Đơn vị 03", 54, 148)]
    assert sample_history(EVN, seed=2)[-1].digest != YEAR[-1].digest


def test_every_snapshot_says_that_it_is_made_up() -> None:
    assert all(one.sample and one.counts.source == "dữ liệu mẫu, bộ 1" for one in YEAR)
    assert all(one.digest == digest_of(one.counts, sample=True) for one in YEAR)
    assert derive(EVN, HISTORY.at(HISTORY.latest.as_of), HISTORY.latest.as_of, HISTORY)["sample_text"] == "dữ liệu mẫu"


def test_fridays_at_two_from_the_start_on() -> None:
    assert YEAR[0].as_of == dt.datetime(2022, 2, 18, 14)
    assert all(one.as_of.weekday() == 4 and one.as_of.time() == dt.time(14) for one in YEAR)
    assert YEAR[-1].as_of == YEAR[0].as_of + dt.timedelta(weeks=59)
    assert sample_history(EVN, until=dt.date(2022, 5, 10))[-1].as_of == dt.datetime(2022, 5, 6, 14)
    assert sample_history(EVN, weeks=520)[-1].as_of.date() <= EVN.deadline


def test_some_weeks_are_not_counted_but_never_two_in_a_row() -> None:
    gaps = [(later.as_of - earlier.as_of).days for earlier, later in pairwise(YEAR)]
    assert gaps.count(14) == 3 and set(gaps) == {7, 14}


def test_there_is_a_unit_of_every_kind() -> None:
    last = YEAR[-1].counts
    assert [one.code for one in last.units] == [f"DV{number:02}" for number in range(1, 61)]
    assert last.units[0].unit == "Đơn vị 01" and last.units[0].parent == "Nhóm 1"
    assert sum(one.quota is None for one in last.units) == 1
    falls = [code for code in codes() if any(later < earlier for earlier, later in pairwise(series(code)))]
    late = [code for code in codes() if len(series(code)) < len(YEAR)]
    assert (len(falls), len(late)) == (1, 1)
    ratios = [(one.registered or 0) / one.quota for one in last.units if one.quota]
    assert 3 <= sum(ratio >= 1 for ratio in ratios) <= 30 and min(ratios) < 0.5


def codes() -> list[str]:
    return [one.code or "" for one in YEAR[-1].counts.units]


@settings(max_examples=30, deadline=None)
@given(st.sampled_from([EVN, NATIONAL]), st.integers(1, 90), st.integers(1, 90), st.integers(0, 2**40))
def test_the_whole_is_the_sum(of: Campaign, units: int, weeks: int, seed: int) -> None:
    for one in sample_history(of, units, weeks, seed):
        total = one.counts.total
        assert total is not None and total.value(one.counts.metric) == one.counts.summed
        assert total.quota == sum(row.quota or 0 for row in one.counts.units) or len(one.counts.units) < units
        assert total.quota == of.target
        assert len({row.unit for row in one.counts.units}) == len(one.counts.units)


def test_where_valid_ones_count_more_are_submitted() -> None:
    valid = campaign("evn-10k-2022", ('count_metric = "registered"', 'count_metric = "valid"'))
    for one in sample_history(valid, 10, 20)[-1].counts.units:
        assert one.submitted is not None and one.valid is not None and one.submitted > one.valid
        assert one.reviewing is not None and one.valid + one.reviewing <= one.submitted


@pytest.mark.parametrize(
    "given", [{"units": 0}, {"units": 2001}, {"weeks": 0}, {"weeks": 521}, {"until": dt.date(2022, 2, 17)}]
)
def test_what_cannot_be_made_up_is_refused(given: dict[str, object]) -> None:
    with pytest.raises(AssetkitError):
        sample_history(EVN, **given)  # type: ignore[arg-type]


def test_made_up_and_real_figures_are_not_mixed(tmp_path: Path) -> None:
    real = snapshot({"A": 1})
    with open_store(str(tmp_path / "real.sqlite")) as store:
        store.add("evn", [real])
        with pytest.raises(
            AssetkitError, match=r"real\.sqlite: holds real figures of evn; made-up ones are not put beside"
        ):
            store.add("evn", YEAR)
        store.add("other", YEAR[:2])
    with open_store(str(tmp_path / "made.sqlite")) as store:
        store.add("evn", YEAR)
        with pytest.raises(AssetkitError, match=r"holds made-up figures of evn \(dữ liệu mẫu\); real ones are not put"):
            store.add("evn", [real])
        with pytest.raises(AssetkitError):
            store.add("third", [real, YEAR[0]])
        assert {campaign for campaign, _ in store.readings()} == {"evn"}
