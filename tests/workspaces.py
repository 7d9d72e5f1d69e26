"""Workspaces for tests: a folder with a small banner template of its own, so that tests do not hang on the shipped art."""

from __future__ import annotations

from pathlib import Path

TOML = """
title = "Nhỏ"
description = "Một dòng chữ."
order = 1
sizes = ["link", "square", "web-300x250"]
[fields.title]
label = "Tiêu đề"
default = "campaign.message"
required = true
[fields.picture]
label = "Ảnh"
type = "image"
"""
HTML = """
<div class="page tiny {{ size.classes }}">
  <div class="say" data-fit="5 12" data-lit="Black">{{ title }}</div>
  {% if picture %}<img class="picture" src="{{ draw.photo(picture, 200) }}">{% endif %}
</div>
"""
CSS = """
.tiny{background-color:var(--ground);color:#ffffff}
.say{position:absolute;left:var(--safe-left);top:var(--safe-top);right:var(--safe-right)}
.say{bottom:calc(var(--safe-bottom) + 40%);font-weight:900;line-height:1.3}
.strip .say{bottom:var(--safe-bottom)}
.picture{position:absolute;right:0px;bottom:0px;width:25%;height:25%;object-fit:cover}
"""


def make_workspace(folder: Path, *, html: str = HTML, css: str = CSS, toml: str = TOML, example: str = "") -> Path:
    """A workspace whose template ``tiny`` can be changed piece by piece."""
    template = folder / "templates" / "banner" / "tiny"
    template.mkdir(parents=True)
    (folder / "assetkit.toml").write_text('campaign = "evn-10k-2022"\n', encoding="utf-8")
    for name, text in {"template.toml": toml, "page.html": html, "style.css": css, "example.toml": example}.items():
        (template / name).write_text(text, encoding="utf-8")
    return folder
