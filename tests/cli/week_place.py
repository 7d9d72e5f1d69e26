"""A workspace for tests of ``assetkit week``: a plan and small templates of its own, and counts of two weeks."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from assetkit.cli import main

PLAN = """
[[piece]]
name = "tong-quan"
template = "overview"
of = "whole"
sizes = ["square"]
[[piece]]
name = "bien-dong"
template = "movers"
of = "whole"
sizes = ["square"]
needs = ["fastest_riser_unit"]
[[piece]]
name = "ve-dich"
template = "milestone"
of = "reached"
sizes = ["square"]
[[piece]]
name = "don-vi"
template = "unit-card"
of = "units"
sizes = ["square"]
"""
TEMPLATE = {
    "template.toml": 'title = "Nhỏ"\ndescription = "Số liệu."\nsizes = ["square"]\nneeds_counts = true\n',
    "page.html": """
<div class="page small">
  <div class="say" data-fit="4 8">{% if 'unit' in facts %}{{ facts.unit }}: {% endif %}{{ facts.value_text }}</div>
  <div class="note">{{ facts.as_of_text }}{% if 'draft_text' in facts %}, {{ facts.draft_text }}{% endif %}
    {%- if 'correction_text' in facts %}, {{ facts.correction_text }}{% endif %}</div>
</div>""",
    "style.css": """
.small{background-color:var(--ground);color:#ffffff}
.say{position:absolute;left:80px;top:80px;width:900px;height:300px;font-weight:700;line-height:1.3}
.note{position:absolute;left:80px;top:500px;width:900px;height:300px;font-size:30px;line-height:1.4}
""",
    "example.toml": "",
}
HEADERS = "Ngày,Đơn vị,Đăng ký,Chỉ tiêu"
FIRST = ("2023-03-03,Đơn vị A,40,100", "2023-03-03,Đơn vị B,55,60", "2023-03-03,Đơn vị C,9,50")
SECOND = ("2023-03-10,Đơn vị A,52,100", "2023-03-10,Đơn vị B,61,60", "2023-03-10,Đơn vị C,9,50")


def make_place(folder: Path) -> Path:
    """The workspace, with no counts yet."""
    (folder / "assetkit.toml").write_text('campaign = "evn-10k-2022"\n', encoding="utf-8")
    for template in ("overview", "movers", "milestone", "unit-card"):  # in the place of the shipped ones
        write_template(folder / "templates" / "infographic" / template, TEMPLATE)
    shared = folder / "templates" / "_shared"
    shared.mkdir()
    (shared / "week.toml").write_text(PLAN, encoding="utf-8")
    return folder


def write_template(folder: Path, files: dict[str, str]) -> None:
    folder.mkdir(parents=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")


def counted(*rows: str, name: str = "counts.csv") -> None:
    Path(name).write_text("\n".join((HEADERS, *rows)) + "\n", encoding="utf-8")
    assert main(["counts", "import", name, "--origin", "table", "--source", "congdoandlvn.org.vn", "--quiet"]) == 0


def week(*words: str) -> int:
    return main(["week", *words])


def entries(folder: str) -> dict[str, dict[str, Any]]:
    raw = json.loads(Path("outputs", folder, "manifest.json").read_text(encoding="utf-8"))
    return {entry["file"]: entry for entry in raw["files"]}
