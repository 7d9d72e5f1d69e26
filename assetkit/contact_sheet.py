"""The contact sheet: a folder's entries in, one ``index.html`` out to look all its pictures through, on a screen or a phone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby
from pathlib import Path

from assetkit.encode import megabytes
from assetkit.manifest import Entry, read_journal
from assetkit.publish import write_file

SHEET = "index.html"
STYLE = """
:root{color-scheme:light dark;--paper:#f6f8fc;--ink:#0b1b33;--quiet:#51617d;--line:#d9e0ec;--bad:#c8102e}
@media (prefers-color-scheme:dark){:root{--paper:#0b1220;--ink:#eef3fb;--quiet:#9fb0cc;--line:#22304a;--bad:#ff8095}}
*{box-sizing:border-box}body{margin:0;padding:32px clamp(16px,4vw,64px);background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
h1{margin:0 0 4px;font-size:32px;line-height:1.2}h2{margin:40px 0 12px;font-size:18px}p{margin:0;color:var(--quiet)}
.grid{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,280px),1fr));gap:24px}
figure{margin:0;display:flex;flex-direction:column;gap:8px}a{display:flex;align-items:center;justify-content:center;height:280px;background:var(--line);border-radius:6px;overflow:hidden}
a span{color:var(--ink);text-align:center;padding:16px}
video{width:100%;height:280px;border-radius:6px;background:var(--line)}
img{max-width:100%;max-height:100%;object-fit:contain}figcaption{font-size:13px;color:var(--quiet);overflow-wrap:anywhere}
b{color:var(--ink)}.bad{color:var(--bad)}
details{margin-top:6px}summary{cursor:pointer;padding:8px 0;color:var(--ink)}pre{margin:0 0 8px;padding:12px;border-radius:6px;background:var(--line);
color:var(--ink);font:15px/1.5 system-ui,sans-serif;white-space:pre-wrap;overflow-wrap:anywhere;user-select:all}
"""


@dataclass(frozen=True)
class Said:
    """Words that go with a picture: what they are for, and the text, to be copied as a whole."""

    title: str
    text: str


Words = Mapping[str, Sequence[Said]]
"""By file name."""


def _words(words: Sequence[Said]) -> str:
    return "".join(
        f"<details><summary>{escape(said.title)}</summary><pre>{escape(said.text)}</pre></details>" for said in words
    )


def _figure(entry: Entry, words: Sequence[Said]) -> str:
    bad = "".join(
        f'<br><span class="bad">{escape(f"{p.check}: {p.message}")}</span>' for p in entry.proofs if p.level != "ok"
    )
    facts = f"{entry.width}×{entry.height} · {entry.format} · {megabytes(entry.bytes)}"
    shown = f'<img loading="lazy" src="{escape(entry.file)}" alt="{escape(entry.alt)}">'
    if entry.format == "pdf":  # browsers show it on a page of its own only
        shown = f"<span>PDF<br>{escape(entry.note)}</span>"
    if entry.film:
        said = f'poster="{escape(entry.film.poster)}" src="{escape(entry.file)}" aria-label="{escape(entry.alt)}"'
        shown = f'<video controls preload="none" {said}></video>'
        facts += f" · {entry.film.seconds:g} s, {entry.film.rate} hình/s"
    shown = shown if entry.film else f'<a href="{escape(entry.file)}">{shown}</a>'
    return (
        f"<figure>{shown}<figcaption><b>{escape(entry.size)}</b> · {facts}<br>{escape(entry.file)}{bad}{_words(words)}</figcaption></figure>"
    )


def contact_sheet(
    entries: Sequence[Entry],
    title: str,
    words: Words | None = None,
    note: str = "",
    headings: Mapping[str, str] | None = None,
) -> str:
    """The page's HTML: pictures grouped by template and what they are about; ``words`` open below the pictures that they go with;
    ``headings`` say what the pictures of a template are."""
    said, kinds = words or {}, headings or {}

    def heading(template: str, label: str) -> str:
        return " – ".join(filter(None, (kinds.get(template, ""), label))) or title

    groups = [
        f'<h2>{escape(heading(template, label))}</h2><div class="grid">{"".join(_figure(one, said.get(one.file, ())) for one in group)}</div>'
        for (template, label), group in groupby(entries, key=lambda entry: (entry.template, entry.label))
    ]
    told = f"{len(entries)} tệp{f' · {note}' if note else ''}"
    return (
        f'<!doctype html>\n<html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(title)}</title><style>{STYLE}</style></head>\n"
        f"<body><h1>{escape(title)}</h1><p>{escape(told)}</p>\n" + "\n".join(groups) + "\n</body></html>\n"
    )


def write_contact_sheet(folder: Path, title: str) -> Path:
    """Write ``index.html`` of everything that the folder's manifest names, in name order, and return its path."""
    path = folder / SHEET
    entries = sorted(read_journal(folder).values(), key=lambda entry: (entry.template, entry.label, entry.file))
    write_file(path, contact_sheet(entries, title).encode())
    return path
