"""Facts for the tests of the kit: the shipped table of 10/5/2022, with facts over time as if it had been counted the week before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from assetkit.campaign import Campaign
from assetkit.counts.tables import counts_from_table
from assetkit.facts import Facts, derive
from assetkit.kit.wording import Wording, load_wording
from assetkit.table import read_table
from assetkit.world import World, shipped_root

AS_OF = dt.datetime(2022, 5, 10, 14)
OVER_TIME: dict[str, Any] = {
    "since_text": "trong tuần qua",
    "delta": 120,
    "delta_text": "+120",
    "delta_direction": "up",
    "delta_sentence": "tăng 120 sáng kiến so với 3/5/2022",
    "pace_text": "45 sáng kiến mỗi tuần",
    "projected_text": "dự kiến đạt chỉ tiêu ngày 12/9/2023",
    "projected_range_text": "dự kiến từ 2/9/2023 đến 25/9/2023",
    "schedule_text": "sớm 12 ngày so với kế hoạch",
    "streak_text": "6 tuần liên tiếp tăng",
    "milestone_crossed_text": "10.000",
    "milestone_crossed_day_text": "10/5/2022",
    "fastest_riser_unit": "Than Nam Mẫu",
    "fastest_riser_text": "+36",
    "best_climber_unit": "Xây lắp mỏ",
    "best_climber_text": "tăng 5 bậc",
    "first_to_finish_unit": "Chế tạo máy",
    "first_to_finish_text": "về đích ngày 5/5/2022",
    "reached_this_week_text": "thêm 3 đơn vị về đích",
    "rank_direction": "up",
    "rank_change_text": "tăng 2 bậc",
}
MARKS = {"draft_text": "BẢN NHÁP", "correction_text": "Đính chính số liệu ngày 3/5/2022", "sample_text": "dữ liệu mẫu"}


@dataclass(frozen=True)
class Picture:
    """A finished picture as a manifest tells of it."""

    file: str
    template: str
    size: str
    facts: Mapping[str, Any] = field(default_factory=dict)


def wording(world: World) -> Wording:
    return load_wording(world.shared_files["posts.toml"].decode())


def campaign(world: World) -> Campaign:
    return world.campaign("tld-1m-2022")


def figures(world: World) -> Facts:
    """The facts of the table as they are, without other weeks."""
    table = read_table(shipped_root() / "data" / "counts_tkv_2022-05-10.csv")
    counts = counts_from_table(table, campaign(world), as_of=AS_OF, source="https://congdoantkv.vn/tin", phase="1")
    return derive(campaign(world), counts, AS_OF)


def units_pictures(facts: Facts, template: str = "unit-card", sizes: tuple[str, ...] = ("feed", "square")) -> list[Picture]:
    names = [str(unit["name"]) for unit in facts["units"]]  # type: ignore[attr-defined]
    return [Picture(f"{name}-{size}.png", template, size, {"unit": name}) for name in names for size in sizes]
