"""The part of the table of facts that needs counts of several days: change, rank, streaks, milestones, projection, charts."""

from __future__ import annotations

from assetkit.facts.fact import facts_of

TIME = facts_of(
    "time",
    ("week_text", "text", "the ISO week of the figures: Tuần 19/2022", "Tuần"),
    ("previous_as_of", "moment", "when the figures were counted that the change is measured from", "Kỳ trước"),
    ("previous_as_of_text", "text", "“so với 3/5/2022”", "Kỳ trước"),
    ("weekly", "bool", "that is 4 to 10 days back, so that the change is one week's", "Kỳ trước là tuần trước"),
    ("since_text", "text", "“trong tuần qua”; when not weekly “từ 12/4/2022”", "Khoảng thời gian"),
    ("delta", "int", "figure − figure then, below 0 when it fell", "Thay đổi"),
    ("delta_text", "text", "“+120”, “−3”, “0”", "Thay đổi"),
    ("delta_direction", "text", "up, down or same", "Thay đổi"),
    ("delta_sentence", "text", "“tăng 120 sáng kiến so với 3/5/2022”, “giảm…”, “không đổi so với…”", "Thay đổi"),
    ("pace_per_week", "float", "recent pace in initiatives a week, by the method above", "Nhịp hiện tại"),
    ("pace_text", "text", "“45 sáng kiến mỗi tuần”; absent when the figure does not grow", "Nhịp hiện tại"),
    ("projected_day", "date", "when the quota is reached at that pace; absent when reached or not honest", "Dự kiến"),
    ("projected_text", "text", "“dự kiến đạt chỉ tiêu ngày 12/9/2023”", "Dự kiến"),
    ("projected_range_text", "text", "“dự kiến từ 2/9/2023 đến 25/9/2023”: the interval", "Dự kiến"),
    ("projected_in_time", "bool", "projected_day is not after the day the quota is due", "Dự kiến kịp hạn"),
    ("projected_schedule_text", "text", "“dự kiến sớm 12 ngày so với hạn”, “trễ…”, “dự kiến đúng hạn”", "Dự kiến"),
    ("schedule_days", "int", "days until the plan is where the figure is, below 0 when late", "So với kế hoạch"),
    ("schedule_text", "text", "“sớm 12 ngày so với kế hoạch”, “trễ 5 ngày…”, “đúng kế hoạch”", "So với kế hoạch"),
    ("streak_weeks", "int", "weeks in a row, up to the figures, in each of which the figure grew", "Chuỗi tuần tăng"),
    ("streak_text", "text", "“6 tuần liên tiếp tăng”; absent below 2", "Chuỗi tuần tăng"),
    ("milestones_crossed", "list", "the milestones reached since previous_as_of, never before: numbers", "Cột mốc mới"),
    ("milestone_crossed", "int", "the largest of them; absent when there is none", "Cột mốc mới"),
    ("milestone_crossed_text", "text", "that number: 10.000", "Cột mốc mới"),
    ("milestone_crossed_day_text", "text", "the day of the first figures that reach it: 10/5/2022", "Cột mốc mới"),
    ("reached_on", "date", "since when the figures are at today's quota, known to the week", "Ngày đạt chỉ tiêu"),
    ("reached_on_text", "text", "“đạt chỉ tiêu từ 12/5/2022”", "Ngày đạt chỉ tiêu"),
    ("sample", "bool", "the figures are made up by `assetkit counts sample`", "Dữ liệu mẫu"),
    ("sample_text", "text", "“dữ liệu mẫu”; absent for real figures", "Dữ liệu mẫu"),
    ("draft_text", "text", "“BẢN NHÁP”; absent unless the pictures are drafts", "Bản nháp"),
    ("correction_text", "text", "“Đính chính số liệu ngày 3/5/2022”; absent when nothing was corrected", "Đính chính"),
)

MOVEMENT = facts_of(
    "movement",
    ("fastest_riser_unit", "text", "the unit with the largest delta; four or more as “4 đơn vị”", "Tăng nhanh nhất"),
    ("fastest_riser_text", "text", "its delta: +36", "Tăng nhanh nhất"),
    ("best_climber_unit", "text", "the unit that rose by most ranks; several as above", "Thăng hạng nhiều nhất"),
    ("best_climber_text", "text", "“tăng 5 bậc”", "Thăng hạng nhiều nhất"),
    ("first_to_finish_unit", "text", "the unit that reached its quota first; several as above", "Về đích đầu tiên"),
    ("first_to_finish_text", "text", "“về đích ngày 5/5/2022”; absent when the day is not known", "Về đích đầu tiên"),
    ("reached_this_week", "list", "names of the units that reached their quota since previous_as_of", "Mới về đích"),
    ("reached_this_week_count", "int", "how many they are", "Mới về đích"),
    ("reached_this_week_text", "text", "“thêm 3 đơn vị về đích”; absent for none", "Mới về đích"),
    ("movers", "list", "the units by delta, highest first, those without one last: entries as of `units`", "Biến động"),
    ("weeks", "list", "the weeks that have figures, the oldest first: the entries below", "Các tuần"),
)

MOVED_UNIT = facts_of(
    "unit",
    ("rank_previous", "int", "its rank at previous_as_of, among the units counted then and now", "Hạng trước"),
    ("rank_change", "int", "ranks gained among those since then, below 0 when lost", "Thay đổi hạng"),
    ("rank_change_text", "text", "“tăng 2 bậc”, “giảm 1 bậc”, “giữ nguyên”", "Thay đổi hạng"),
    ("rank_direction", "text", "up, down or same", "Thay đổi hạng"),
)

MOVED_UNITS = facts_of(
    "units",
    ("delta", "int", "figure − figure at previous_as_of; absent when either was not counted then", "Thay đổi"),
    ("delta_text", "text", "“+12”, “−3”, “0”", "Thay đổi"),
    ("delta_direction", "text", "up, down or same", "Thay đổi"),
    ("rank_previous", "int", "its rank then", "Hạng kỳ trước"),
    ("rank_change", "int", "ranks gained", "Thay đổi hạng"),
    ("rank_change_text", "text", "“tăng 2 bậc”, “giảm 1 bậc”, “giữ nguyên”", "Thay đổi hạng"),
    ("rank_direction", "text", "up, down or same", "Thay đổi hạng"),
    ("streak_weeks", "int", "weeks in a row in each of which it grew", "Chuỗi tuần tăng"),
    ("reached_on_text", "text", "“đạt chỉ tiêu từ 12/5/2022”", "Ngày đạt chỉ tiêu"),
)

WEEKS = facts_of(
    "weeks",
    ("week_text", "text", "the ISO week: Tuần 19/2022", "Tuần"),
    ("day_text", "text", "the day of its last figures: 10/5/2022", "Ngày"),
    ("total", "int", "the figure of the whole", "Tổng số"),
    ("total_text", "text", "that figure: 10.244", "Tổng số"),
    ("delta", "int", "total − total of the week before; absent after a missing week", "Thay đổi"),
    ("delta_text", "text", "“+120”, “−3”, “0”", "Thay đổi"),
)

CHARTS = facts_of(
    "charts",
    ("chart_trend", "dict", "for `draw.chart`: the figure over time, plan, projection; of a unit its own", "Diễn biến"),
    ("chart_units", "dict", "for `draw.chart`: units against quota", "Đơn vị so với chỉ tiêu"),
    ("chart_ranks", "dict", "for `draw.chart`: ranks over the weeks", "Thay đổi thứ hạng"),
    ("chart_heat", "dict", "for `draw.chart`: units × weeks", "Đơn vị theo tuần"),
    ("chart_multiples", "dict", "for `draw.chart`: one small trend per unit", "Diễn biến từng đơn vị"),
    ("chart_waterfall", "dict", "for `draw.chart`: who made the change since previous_as_of", "Đóng góp trong kỳ"),
    ("chart_shares", "dict", "for `draw.chart`: shares of the total by parent", "Tỷ trọng"),
    ("chart_dots", "dict", "for `draw.chart`: a grid of points whose lit share is the progress", "Tiến độ"),
)
