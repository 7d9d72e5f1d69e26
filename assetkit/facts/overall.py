"""Counts and the ranking of their units in, the facts of scope "counts" out: total, stamp, source, list, leaders."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from assetkit.counts.model import WHOLE, Counts
from assetkit.facts.block import Block, absent, merge
from assetkit.facts.names import names
from assetkit.facts.ranking import Ranking, longest_of, ratio_end, unit_entries
from assetkit.facts.standing import Subject
from assetkit.facts.states import whole_states
from assetkit.facts.words import METRIC_WORDS, in_words, named
from assetkit.typography import date_short, moment, number, percent

if TYPE_CHECKING:
    from assetkit.campaign import Campaign

WORDS_UP_TO = 10  # units in a sentence: small numbers in words, larger ones in digits
_WHOLE_NAME = re.compile(r"\btoàn (?:ngành|tập đoàn|hệ thống)\b", re.IGNORECASE)
_SUM_NAME = re.compile(r"\b(?:tổng|cộng|total)\b", re.IGNORECASE)
_UNITS_FACTS = tuple(name for name in names("counts") if name.startswith("units"))
_LEADERS = ("best_ratio_unit", "best_ratio_text", "most_initiatives_unit", "most_text")


def overall_subject(campaign: Campaign, counts: Counts) -> Subject:
    """The whole: the total row, else the sum of the units, with the sum of their quotas when all have one."""
    if counts.total is not None:
        total = counts.total
        label = f"the total '{total.unit}' (row {total.row})" if total.row else f"the total '{total.unit}'"
        quota = total.quota
        if quota is None and not counts.partial:
            quota = _sum([unit.quota for unit in counts.top])
        return Subject(label, total.value(counts.metric), quota, campaign.milestones, whole_states(counts))
    lacking = [unit for unit in counts.top if unit.quota is None]
    label = f"'{lacking[0].unit}' (row {lacking[0].row}), or for a total row" if lacking else "the whole"
    quota = _sum([unit.quota for unit in counts.top])
    return Subject(label, counts.summed, quota, campaign.milestones, whole_states(counts))


def _sum(numbers: Sequence[int | None]) -> int | None:
    known = [value for value in numbers if value is not None]
    return sum(known) if known and len(known) == len(numbers) else None


def counts_facts(campaign: Campaign, counts: Counts, subject: Subject, ranking: Ranking) -> Block:
    """The facts of scope "counts"."""
    word = METRIC_WORDS[counts.metric]
    plain: dict[str, object] = {"metric": counts.metric, "metric_word": word, "metric_text": f"Số {word}"}
    return merge(
        Block(plain),
        _figures_phase(campaign, counts),
        _total(counts, subject),
        stamp_facts(counts.as_of),
        _source(counts.source),
        _list(counts, subject, ranking),
        _leaders(ranking),
    )


def _figures_phase(campaign: Campaign, counts: Counts) -> Block:
    if counts.phase is None:
        return absent(("figures_phase_text",), "needs the phase that the figures are of")
    phases = {phase.id: phase.name for phase in campaign.phases}
    text = "Cả chương trình" if counts.phase == WHOLE else phases.get(counts.phase, f"Giai đoạn {counts.phase}")
    return Block({"figures_phase_text": text})


def total_label(counts: Counts) -> str:
    """What the whole is called: "Toàn ngành", "Toàn Tập đoàn", the name of the unit that is the whole, "Tổng cộng"."""
    name = counts.total.unit if counts.total else ""
    match = _WHOLE_NAME.search(name)
    if match:
        return f"{match[0][:1].upper()}{match[0][1:]}"
    return name if name and not _SUM_NAME.search(name) else "Tổng cộng"


def _total(counts: Counts, subject: Subject) -> Block:
    if subject.value is None:
        return absent(("total", "total_text", "total_label"), f"needs a figure for {subject.label}")
    return Block({"total": subject.value, "total_text": number(subject.value), "total_label": total_label(counts)})


def stamp_facts(as_of: dt.datetime | None) -> Block:
    """The moment of the figures, and the texts that say it."""
    if as_of is None:
        reason = "needs the moment that the figures were counted: a date column, or --as-of"
        return absent(("as_of", "as_of_text", "as_of_day_text"), reason)
    return Block({"as_of": as_of, "as_of_text": f"Tính đến {moment(as_of)}", "as_of_day_text": date_short(as_of)})


def _source(source: str) -> Block:
    if not source:
        return absent(("source", "source_text"), "needs the source of the figures: an address or a name, --source")
    parts = [_host(part.strip()) for part in re.split(r"[,;]\s+", source) if part.strip()]
    return Block({"source": source, "source_text": f"Nguồn: {', '.join(dict.fromkeys(parts))}"})


def _host(part: str) -> str:
    """The host of an address without "www."; any other text as it is."""
    host = urlsplit(part).hostname if re.match(r"https?://", part, re.IGNORECASE) else None
    return re.sub(r"^www\.", "", host) if host else part


def _list(counts: Counts, subject: Subject, ranking: Ranking) -> Block:
    """What is said of the list of units: how many, how many have reached their quota, whether it is the whole."""
    rows = ranking.rows
    facts: dict[str, object] = {"units": unit_entries(ranking, subject.value), "partial": counts.partial}
    facts |= {"units_count": len(rows), "units_count_text": number(len(rows)), "units_count_words": in_words(len(rows))}
    if not rows:
        reason = "needs rows for single units"
        rest = [name for name in _UNITS_FACTS if name not in facts]
        axis = ("all_reached", "all_over", "ranked_by", "ranked_by_text", "longest", "longest_text", "quota_line_share")
        return merge(absent((*rest, *axis, "partial_text"), reason), Block(facts))
    by = "tỷ lệ thực hiện" if ranking.by == "ratio" else "số sáng kiến"
    facts |= {"ranked_by": ranking.by, "ranked_by_text": by}
    facts |= {"longest": longest_of(ranking), "longest_text": number(longest_of(ranking))}
    return merge(Block(facts), _summed(counts), _reached(ranking), _quota_line(ranking), _partial(counts, subject))


def _summed(counts: Counts) -> Block:
    if counts.summed is None:
        return absent(("units_total", "units_total_text"), "needs a figure for every unit")
    return Block({"units_total": counts.summed, "units_total_text": number(counts.summed)})


def _reached(ranking: Ranking) -> Block:
    facts = [name for name in _UNITS_FACTS if name.startswith(("units_reached", "units_over"))]
    lacking = [row.unit for row in ranking.rows if row.unit.quota is None or row.value is None]
    if lacking:
        reason = f"needs a figure and a quota for '{lacking[0].unit}' (row {lacking[0].row})"
        return absent((*facts, "all_reached", "all_over"), reason)
    count = len(ranking.rows)
    reached = sum((row.value or 0) >= (row.unit.quota or 0) for row in ranking.rows)
    over = sum((row.value or 0) > (row.unit.quota or 0) for row in ranking.rows)
    return Block(
        {
            "units_reached": reached,
            "units_reached_text": number(reached),
            "units_reached_words": in_words(reached),
            "units_reached_of_text": f"{number(reached)}/{number(count)}",
            "all_reached": reached == count,
            "units_over": over,
            "all_over": over == count,
        }
    )


def _quota_line(ranking: Ranking) -> Block:
    if all(row.ratio is None for row in ranking.rows):
        return absent(("quota_line_share",), "needs a unit with a figure and a quota above 0")
    return Block({"quota_line_share": float(1 / ratio_end(ranking))})


def _partial(counts: Counts, subject: Subject) -> Block:
    if not counts.partial or subject.value is None:
        reason = "needs units that do not add up to the total: these do, or there is no total row"
        return absent(("partial_text",), reason)
    whole = f"{total_label(counts)}: {number(subject.value)}."
    if counts.summed is not None and counts.summed > subject.value:
        return Block({"partial_text": f"{whole} Các đơn vị trong bảng cộng lại: {number(counts.summed)}."})
    count = len(counts.top)
    shown = in_words(count) if count <= WORDS_UP_TO else number(count)
    return Block({"partial_text": f"{whole} Bảng chỉ gồm {shown} đơn vị."})


def _leaders(ranking: Ranking) -> Block:
    """The highest ratio and the largest figure; up to three units that share it are named."""
    known = [row for row in ranking.rows if row.value is not None]
    blocks = [absent(_LEADERS, "needs rows for single units")]
    if known:
        most = max(row.value or 0 for row in known)
        leaders = named([row.unit.unit for row in known if row.value == most])
        blocks.append(Block({"most_initiatives_unit": leaders, "most_text": number(most)}))
        blocks.append(absent(_LEADERS[:2], "needs a unit with a quota"))
    ratios = [row.ratio for row in known if row.ratio is not None]
    if ratios:
        best = max(ratios)
        leaders = named([row.unit.unit for row in known if row.ratio == best])
        blocks.append(Block({"best_ratio_unit": leaders, "best_ratio_text": percent(best)}))
    return merge(*blocks)
