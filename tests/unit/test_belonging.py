"""Tables that go back further than the campaign, and tables of the whole."""

from __future__ import annotations

import datetime as dt

import pytest
from figures import EVN, NATIONAL, NOW, POWER_TABLE, ROOT, campaign, table

from assetkit.counts.history import History
from assetkit.counts.history_table import snapshots_from_table
from assetkit.counts.tables import counts_from_table
from assetkit.errors import AssetkitError
from assetkit.facts import derive
from assetkit.table import read_table

NATIONAL_TABLE = read_table(ROOT / "data" / "counts_national.csv")
HEADERS = "Ngày,Đơn vị,Đăng ký,Chỉ tiêu"


def test_the_national_table_is_a_history_of_the_whole() -> None:
    counts = counts_from_table(NATIONAL_TABLE, NATIONAL)
    assert counts.units == () and counts.total is not None and counts.total.submitted == 2_000_000
    assert "rows 2, 4 are from before the campaign's start, 8/1/2022: left out" in counts.warnings
    facts = derive(NATIONAL, counts, NOW)
    assert (facts["total_label"], facts["total_text"]) == ("Toàn chương trình", "2.000.000")
    history = History(snapshots_from_table(NATIONAL_TABLE, NATIONAL))
    assert [count for _, count in history.series("")] == [23, 696_948, 1_000_000, 2_000_000]
    early = counts_from_table(NATIONAL_TABLE, NATIONAL, as_of=dt.datetime(2022, 5, 31))
    assert early.total is not None and early.total.submitted == 696_948


def test_an_earlier_edition_s_figures_are_not_this_one_s() -> None:
    later = campaign("evn-10k-2025")
    for read in (counts_from_table, snapshots_from_table):
        with pytest.raises(AssetkitError, match="has no figures since the campaign started, 1/1/2025"):
            read(POWER_TABLE, later, phase="total")
    mixed = table(HEADERS, ("1/1/2022", "Đơn vị A", 900, None), ("10/5/2022", "Đơn vị A", 3, None))
    counts = counts_from_table(mixed, EVN)
    assert [unit.registered for unit in counts.units] == [3]
    assert counts.warnings == ("row 2 is from before the campaign's start, 14/2/2022: left out",)


def test_a_quota_may_be_older_than_the_campaign() -> None:
    headers = "Ngày,Đơn vị,Chỉ số,Số lượng"
    given = table(headers, ("1/1/2022", "Đơn vị A", "chỉ tiêu", 10), ("10/5/2022", "Đơn vị A", "đăng ký", 3))
    assert [(unit.registered, unit.quota) for unit in counts_from_table(given, EVN).units] == [(3, 10)]


def test_two_programmes_in_one_table_are_refused() -> None:
    given = table("Ngày,Chương trình,Đăng ký", ("10/5/2022", "Một", 3), ("17/5/2022", "Hai", 4))
    with pytest.raises(AssetkitError, match="counts several programmes, 'Một' and 'Hai'"):
        counts_from_table(given, EVN)
    one = table("Ngày,Chương trình,Đăng ký", ("10/5/2022", "Một", 3), ("17/5/2022", "Một", 4))
    total = counts_from_table(one, EVN).total
    assert total is not None and (total.unit, total.registered) == ("Toàn chương trình", 4)
    units = table("Ngày,Đơn vị,Chương trình,Đăng ký", ("10/5/2022", "A", "Một", 3), ("10/5/2022", "B", "Hai", 4))
    assert len(counts_from_table(units, EVN).units) == 2
