"""The table of all facts: the only names that a template may use, each declared once. It drives docs/facts.md.

Scopes: "campaign" needs no figures; "counts" are the figures as a whole; "standing" are those of the subject, which is
the whole or, in ``Facts.for_unit``, the unit; "unit" exist in ``for_unit`` only. "time" (of the subject), "movement" (of
all units) and "charts" need figures of several days. "units", "phases" and "weeks" are the entries of the lists of
these names.
"""

from __future__ import annotations

from assetkit.errors import nearest
from assetkit.facts.fact import Fact, facts_of
from assetkit.facts.names_of_process import LISTS_OF_PROCESS, PROCESS, RUNS, STEPS
from assetkit.facts.names_over_time import CHARTS, MOVED_UNIT, MOVED_UNITS, MOVEMENT, TIME, WEEKS

CAMPAIGN = facts_of(
    "campaign",
    ("today", "date", "the day of the moment that the facts are derived for", "Hôm nay"),
    ("today_text", "text", "that day: 10/5/2022", "Hôm nay"),
    ("target", "int", "the campaign's target", "Mục tiêu"),
    ("target_text", "text", "the target: 10.000", "Mục tiêu"),
    ("start_text", "text", "the first day of the campaign: 14/2/2022", "Bắt đầu"),
    ("deadline", "date", "the last day of the campaign", "Hạn cuối"),
    ("deadline_text", "text", "that day: 30/9/2023", "Hạn cuối"),
    ("deadline_long_text", "text", "that day: ngày 30 tháng 9 năm 2023", "Hạn cuối"),
    ("started", "bool", "the first day is today or past", "Đã bắt đầu"),
    ("ended", "bool", "the last day is past", "Đã kết thúc"),
    ("days_left", "int", "days from today to the last day, 0 on it; absent afterwards", "Số ngày còn lại"),
    ("days_left_text", "text", "“còn 78 ngày”, “hôm nay là hạn cuối”", "Thời gian còn lại"),
    ("phase_id", "text", "the phase of the figures, else the one of their day, else of today", "Giai đoạn"),
    ("phase_name", "text", "its name: Giai đoạn 1", "Giai đoạn"),
    ("phase_target", "int", "its target", "Mục tiêu giai đoạn"),
    ("phase_target_text", "text", "its target: 3.000", "Mục tiêu giai đoạn"),
    ("phase_deadline", "date", "its last day", "Hạn của giai đoạn"),
    ("phase_deadline_text", "text", "that day: 31/5/2022", "Hạn của giai đoạn"),
    ("phase_days_left", "int", "days from today to its last day; absent afterwards", "Số ngày còn lại"),
    ("phase_days_left_text", "text", "“còn 21 ngày”", "Thời gian còn lại"),
    ("phases_count", "int", "how many phases the campaign has", "Số giai đoạn"),
    ("phases", "list", "the phases in order of time, with the entries below", "Các giai đoạn"),
)

COUNTS = facts_of(
    "counts",
    ("metric", "text", "what is counted: valid, submitted, reviewing or registered", "Chỉ số"),
    ("metric_text", "text", "“Số hợp lệ”, “Số đã nộp”, “Số đang xem xét” or “Số đăng ký”", "Chỉ số"),
    ("metric_word", "text", "“hợp lệ”, “đã nộp”, “đang xem xét” or “đăng ký”", "Chỉ số"),
    ("figures_phase_text", "text", "the phase that the figures are of, or “Cả chương trình”", "Giai đoạn của số liệu"),
    ("total", "int", "the figure of the whole: the total row's, else the sum of the units", "Tổng số"),
    ("total_text", "text", "that figure: 10.244", "Tổng số"),
    ("total_label", "text", "what the whole is called: Toàn ngành, Tổng cộng", "Tên của tổng"),
    ("as_of", "moment", "when the figures were counted, wall time in Vietnam", "Thời điểm"),
    ("as_of_text", "text", "“Tính đến 14h00 ngày 10/5/2022”", "Thời điểm"),
    ("as_of_day_text", "text", "only the day: 10/5/2022", "Ngày"),
    ("source", "text", "where the figures come from, as given", "Nguồn"),
    ("source_text", "text", "“Nguồn: congdoantkv.vn”: the host of an address, or the text given", "Nguồn"),
    ("units_total", "int", "what the units listed add up to", "Cộng các đơn vị"),
    ("units_total_text", "text", "that sum: 1.017", "Cộng các đơn vị"),
    ("partial", "bool", "the units listed do not add up to the total", "Bảng chưa đủ"),
    ("partial_text", "text", "“Toàn ngành: 2.769. Bảng chỉ gồm tám đơn vị.”; absent if complete", "Phạm vi của bảng"),
    ("units", "list", "the units by ratio (without quotas by figure), highest first: the entries below", "Các đơn vị"),
    ("units_count", "int", "how many units are listed", "Số đơn vị"),
    ("units_count_text", "text", "that number: 8", "Số đơn vị"),
    ("units_count_words", "text", "that number in words: tám", "Số đơn vị"),
    ("units_reached", "int", "how many units have reached their quota", "Số đơn vị đạt chỉ tiêu"),
    ("units_reached_text", "text", "that number: 8", "Số đơn vị đạt chỉ tiêu"),
    ("units_reached_words", "text", "that number in words: tám", "Số đơn vị đạt chỉ tiêu"),
    ("units_reached_of_text", "text", "of how many: 8/8", "Số đơn vị đạt chỉ tiêu"),
    ("units_over", "int", "how many units have passed their quota", "Số đơn vị vượt chỉ tiêu"),
    ("all_over", "bool", "every unit listed has passed its quota", "Tất cả vượt chỉ tiêu"),
    ("all_reached", "bool", "every unit listed has reached its quota", "Tất cả đạt chỉ tiêu"),
    ("ranked_by", "text", "ratio, or value when no unit has a quota", "Xếp hạng theo"),
    ("ranked_by_text", "text", "“tỷ lệ thực hiện” or “số sáng kiến”", "Xếp hạng theo"),
    (
        "best_ratio_unit",
        "text",
        "the unit with the highest ratio; up to three are named, more are counted: 4 đơn vị",
        "Tỷ lệ cao nhất",
    ),
    ("best_ratio_text", "text", "its percent: 275,0%", "Tỷ lệ cao nhất"),
    ("most_initiatives_unit", "text", "the unit with the largest figure; several as above", "Nhiều nhất"),
    ("most_text", "text", "its figure: 198", "Nhiều nhất"),
    ("longest", "int", "the largest figure or quota of a unit: the end of one axis for all", "Trục số lượng"),
    ("longest_text", "text", "that number: 198", "Trục số lượng"),
    ("quota_line_share", "share", "where 100% stands on the axis of ratio_share", "Vạch chỉ tiêu"),
)

STANDING = facts_of(
    "standing",
    ("value", "int", "the figure of the subject", "Thực hiện"),
    ("value_text", "text", "that figure: 141", "Thực hiện"),
    ("quota", "int", "its quota: the row's; of a whole without a total row the sum of the units' quotas", "Chỉ tiêu"),
    ("quota_text", "text", "the quota: 96", "Chỉ tiêu"),
    ("value_quota_text", "text", "both: 141/96", "Thực hiện/chỉ tiêu"),
    ("ratio", "share", "figure ÷ quota, 1 is the quota; absent for a quota of 0", "Tỷ lệ"),
    ("percent_text", "text", "the ratio: 146,9%", "Tỷ lệ"),
    ("capped_ratio", "share", "the ratio, 1 at most", "Tỷ lệ"),
    ("reached", "bool", "the quota is reached", "Đạt chỉ tiêu"),
    ("remaining", "int", "how many are missing to the quota, 0 when it is reached", "Còn lại"),
    ("remaining_text", "text", "that number: 33", "Còn lại"),
    ("over", "int", "how many are beyond the quota, 0 below it", "Vượt"),
    ("over_text", "text", "that number: 26", "Vượt"),
    ("over_signed_text", "text", "with its sign: +26; absent below the quota", "Vượt"),
    ("over_percent_text", "text", "beyond the quota in percent of it: 12,2%; absent below", "Vượt"),
    ("over_or_remaining_text", "text", "“vượt 26”, “còn 33” or “đạt đủ chỉ tiêu”", "Vượt/còn"),
    ("plan_today", "int", "a linear plan by phases at the end of the day of the figures", "Theo kế hoạch"),
    ("plan_today_text", "text", "that number: 2.103", "Theo kế hoạch"),
    ("plan_share", "share", "that number ÷ quota", "Theo kế hoạch"),
    ("ahead_of_plan", "int", "figure − plan_today, below 0 when behind", "So với kế hoạch"),
    ("ahead_text", "text", "“sớm hơn kế hoạch 12 sáng kiến”, “chậm hơn…”, “đúng kế hoạch”", "So với kế hoạch"),
    ("pace_needed_per_week", "int", "initiatives a week, rounded up, to be in time; 0 when reached", "Nhịp cần có"),
    ("pace_needed_per_week_text", "text", "“12 sáng kiến mỗi tuần”; absent when reached", "Nhịp cần có"),
    ("days_early", "int", "days from the figures, which reach the quota, to the day it is due", "Sớm"),
    ("days_late", "int", "days since the quota was due, which the figures do not reach", "Muộn"),
    ("finish_text", "text", "“về đích sớm 78 ngày”, “về đích đúng hạn”, “đã về đích”, “quá hạn 12 ngày”", "Về đích"),
    ("submitted", "int", "how many were submitted, whatever became of them; absent if not counted", "Đã nộp"),
    ("submitted_text", "text", "that number: 120", "Đã nộp"),
    (
        "reviewing",
        "int",
        "how many of them are under review, which are not valid ones; absent if not counted",
        "Đang xem xét",
    ),
    ("reviewing_text", "text", "that number: 30", "Đang xem xét"),
    (
        "states_text",
        "text",
        "“đã nộp 120 · đang xem xét 30 · hợp lệ 90”: what is counted of each state, of two at least",
        "Theo trạng thái",
    ),
    ("milestone_reached", "int", "the largest one reached: of the campaign's, else round numbers and quota", "Cột mốc"),
    ("milestone_reached_text", "text", "that number: 10.000", "Cột mốc"),
    ("milestone_next", "int", "the smallest milestone that is not reached", "Cột mốc tiếp theo"),
    ("milestone_next_text", "text", "that number: 20.000", "Cột mốc tiếp theo"),
    ("milestone_remaining", "int", "how many are missing to it", "Còn đến cột mốc"),
    ("milestone_remaining_text", "text", "that number: 9.756", "Còn đến cột mốc"),
)

UNIT = facts_of(
    "unit",
    ("unit", "text", "the unit's name, as its row has it", "Đơn vị"),
    ("unit_code", "text", "its code", "Mã đơn vị"),
    ("unit_parent", "text", "what it is part of", "Đơn vị cấp trên"),
    ("rank", "int", "its rank among the units at its level; equal ones share it: 1, 1, 3", "Thứ hạng"),
    ("rank_text", "text", "“thứ 1/8”, of equal ones “đồng thứ 1/8”", "Thứ hạng"),
    ("next_unit", "text", "the unit one place above", "Đơn vị xếp trên"),
    ("gap_to_next", "int", "initiatives that it needs to pass that one", "Còn đến đơn vị xếp trên"),
    ("gap_to_next_text", "text", "“còn 5 sáng kiến để vượt Than Nam Mẫu”", "Còn đến đơn vị xếp trên"),
    ("share_of_total", "share", "its figure ÷ the total", "Tỷ trọng"),
    ("share_of_total_text", "text", "that share: 7,1%", "Tỷ trọng"),
    ("variant", "dict", "turn (0..1), rays (9..23) and tone (0..4), fixed by its code or name", "Biến thể"),
)

UNITS = facts_of(
    "units",
    ("name", "text", "the unit's name", "Đơn vị"),
    ("code", "text", "its code", "Mã"),
    ("place", "int", "its position in the list, from 1", "Thứ tự"),
    ("following", "int", "how many units come after it in the list", "Số đơn vị còn lại"),
    ("following_text", "text", "that, for a list cut off here: và 34 đơn vị khác", "Các đơn vị khác"),
    ("value", "int", "its figure", "Thực hiện"),
    ("value_text", "text", "that figure", "Thực hiện"),
    ("quota", "int", "its quota", "Chỉ tiêu"),
    ("quota_text", "text", "the quota", "Chỉ tiêu"),
    ("value_quota_text", "text", "both: 141/96", "Thực hiện/chỉ tiêu"),
    ("ratio", "share", "figure ÷ quota", "Tỷ lệ"),
    ("percent_text", "text", "the ratio: 146,9%", "Tỷ lệ"),
    ("capped_ratio", "share", "the ratio, 1 at most", "Tỷ lệ"),
    (
        "ratio_share",
        "share",
        "the ratio ÷ the highest one, which is at least 1: the length of its bar beside quota_line_share",
        "Tỷ lệ",
    ),
    ("reached", "bool", "the quota is reached", "Đạt chỉ tiêu"),
    ("remaining", "int", "missing to the quota", "Còn lại"),
    ("remaining_text", "text", "that number", "Còn lại"),
    ("over", "int", "beyond the quota", "Vượt"),
    ("over_text", "text", "that number", "Vượt"),
    ("over_signed_text", "text", "with its sign: +45; absent below the quota", "Vượt"),
    ("over_percent_text", "text", "beyond the quota in percent of it; absent below", "Vượt"),
    ("over_or_remaining_text", "text", "“vượt 45” or “còn 33”", "Vượt/còn"),
    ("rank", "int", "its rank, shared by equal ones; absent when it has no ratio but others do", "Thứ hạng"),
    ("rank_text", "text", "“thứ 1/8”", "Thứ hạng"),
    ("share_of_longest", "share", "figure ÷ longest: the length of its bar", "Độ dài"),
    ("quota_share_of_longest", "share", "quota ÷ longest: where its tick stands", "Vạch chỉ tiêu"),
    ("within_share_of_longest", "share", "the part of the bar up to the quota", "Phần trong chỉ tiêu"),
    ("over_share_of_longest", "share", "the part of the bar beyond the quota", "Phần vượt"),
    ("share_of_total", "share", "figure ÷ total", "Tỷ trọng"),
)

PHASES = facts_of(
    "phases",
    ("id", "text", "the phase's id", "Mã"),
    ("name", "text", "its name: Giai đoạn 1", "Giai đoạn"),
    ("start_text", "text", "its first day: 1/6/2022", "Từ"),
    ("end_text", "text", "its last day: 30/9/2023", "Đến"),
    ("target", "int", "its target", "Mục tiêu"),
    ("target_text", "text", "its target: 7.000", "Mục tiêu"),
    ("share", "share", "its target ÷ the campaign's", "Phần"),
    ("share_before", "share", "the shares of the phases before it: where its band begins", "Bắt đầu của phần"),
    ("state", "text", "past, current or future, by today", "Trạng thái"),
    ("value", "int", "the whole's figure in this phase, if the table has it or it follows", "Thực hiện"),
    ("value_text", "text", "that figure: 7.845", "Thực hiện"),
    ("value_share", "share", "that figure ÷ total", "Tỷ trọng"),
)

FACTS: tuple[Fact, ...] = (
    *(*CAMPAIGN, *COUNTS, *STANDING, *UNIT, *MOVED_UNIT, *TIME, *MOVEMENT, *CHARTS),
    *(*UNITS, *MOVED_UNITS, *PHASES, *WEEKS),
    *(*PROCESS, *STEPS, *RUNS),
)
"""Every fact. Those of the scopes of ``LISTS`` are read as entries: ``facts.units[0].name``."""

LISTS = {"units": "units", "movers": "units", "phases": "phases", "weeks": "weeks", **LISTS_OF_PROCESS}
"""Fact that is a list -> the scope of its entries."""
_TITLES = {
    "campaign": "The campaign and the day",
    "counts": "The figures as a whole",
    "standing": "The subject: the whole or, for a unit's asset, the unit",
    "unit": "Only for a unit",
    "time": "Over time, of the subject",
    "movement": "Over time, of all units",
    "charts": "Charts",
    "units": "Entries of `units` and `movers`",
    "phases": "Entries of `phases`",
    "weeks": "Entries of `weeks`",
    "process": "The process: only for an infographic",
    "steps": "Entries of `steps`, `entry_steps` and `approval_steps`",
    "runs": "Entries of `runs`, `entry_runs`, `approval_runs` and `lanes`",
}


def names(*scopes: str) -> tuple[str, ...]:
    """The names of the facts of these scopes, in the order of the table."""
    return tuple(fact.name for fact in FACTS if fact.scope in scopes)


def unknown(name: str) -> str:
    """What to say of a name that is no fact."""
    scopes = set(LISTS.values())
    entries = [f"{fact.scope}.{fact.name}" for fact in FACTS if fact.scope in scopes]
    known = [*(fact.name for fact in FACTS if fact.scope not in scopes), *entries]
    return f"there is no fact '{name}': {nearest(name, known)}"


def facts_table() -> str:
    """The facts as Markdown, one table per scope: what docs/facts.md holds between its markers."""
    parts: list[str] = []
    for scope, title in _TITLES.items():
        rows = [f"| `{f.name}` | {f.type} | {f.meaning} | {f.label} |" for f in FACTS if f.scope == scope]
        parts.append("\n".join([f"### {title}", "", "| name | type | meaning | label |", "|---|---|---|---|", *rows]))
    return "\n\n".join(parts) + "\n"
