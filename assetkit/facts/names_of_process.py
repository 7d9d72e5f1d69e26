"""The facts of a process and of its lists, as rows of the table of all facts."""

from __future__ import annotations

from assetkit.facts.fact import facts_of

PROCESS = facts_of(
    "process",
    ("steps", "list", "all steps in their order: the entries below", "Các bước"),
    ("entry_steps", "list", "the steps of entering an initiative, numbered from 1", "Các bước nộp"),
    ("approval_steps", "list", "the steps of its approval, numbered from 1", "Các bước duyệt"),
    ("runs", "list", "steps in a row by one lane, over all steps: the entries below", "Các chặng"),
    ("entry_runs", "list", "the same over the steps of entering", "Các chặng nộp"),
    ("approval_runs", "list", "the same over the steps of approval", "Các chặng duyệt"),
    ("lanes", "list", "who does the steps, in the order of their first: the entries of runs, once each", "Ai làm"),
    ("steps_count", "int", "how many steps there are", "Số bước"),
    ("steps_count_text", "text", "that number: 9 bước", "Số bước"),
    ("entry_count", "int", "how many of them enter the initiative", "Số bước nộp"),
    ("entry_count_text", "text", "that number: 6 bước", "Số bước nộp"),
    ("approval_count", "int", "how many of them approve it", "Số bước duyệt"),
    ("approval_count_text", "text", "that number: 3 bước", "Số bước duyệt"),
)

STEPS = facts_of(
    "steps",
    ("number", "int", "the step's number in its list, from 1", "Bước"),
    ("number_text", "text", "that number: 1", "Bước"),
    ("verb", "text", "what is done: Đăng nhập", "Việc"),
    ("text", "text", "what that means, if the file says so", "Giải thích"),
    ("state", "text", "how the initiative stands afterwards: Đã nộp", "Sau bước này"),
    ("icon", "text", "the name of its drawn sign", "Biểu tượng"),
    ("process", "text", "entry or approval", "Quy trình"),
    ("lane", "text", "the id of who does it", "Ai làm"),
    ("lane_name", "text", "their name: Công đoàn cơ sở", "Ai làm"),
    ("lane_icon", "text", "the name of their drawn sign", "Biểu tượng"),
    ("fill", "colour", "the lane's colour, the brighter the further its run has come", "Màu nền"),
    ("ink", "text", "the colour of the palette that reads best on it: paper or ink", "Màu chữ"),
    ("line", "text", "the colour of the palette that a line has on it: accent where that can be seen", "Màu dây"),
    ("line_ink", "text", "the colour that reads best on that line's: paper or ink", "Màu số"),
    ("first", "bool", "the first of its list", "Bước đầu"),
    ("last", "bool", "the last of its list", "Bước cuối"),
    ("turn", "bool", "the first step of approval, after one of entering", "Sang duyệt"),
    ("row", "text", "its rows in a grid with a row before the first and one after the last: 2/3", "Hàng"),
)

RUNS = facts_of(
    "runs",
    ("lane", "text", "the id of who does these steps", "Ai làm"),
    ("name", "text", "their name", "Ai làm"),
    ("who", "text", "who that is in full, if the file says so", "Là ai"),
    ("icon", "text", "the name of their drawn sign", "Biểu tượng"),
    ("fill", "colour", "their colour: that of their last step", "Màu"),
    ("dim", "colour", "the shade of their first step", "Màu"),
    ("ink", "text", "the colour of the palette that reads best on it: paper or ink", "Màu chữ"),
    ("count", "int", "how many steps", "Số bước"),
    ("turn", "bool", "begins with the first step of approval, after one of entering", "Sang duyệt"),
    ("row", "text", "their rows in the same grid: 1/4", "Hàng"),
)

LISTS_OF_PROCESS = {
    **dict.fromkeys(("steps", "entry_steps", "approval_steps"), "steps"),
    **dict.fromkeys(("runs", "entry_runs", "approval_runs", "lanes"), "runs"),
}
"""Fact that is a list -> the scope of its entries."""
