"""Counts ready to be looked up in, the facts of one of their units out: its figure, quota, rank, change and own charts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from assetkit.counts.model import Counts, UnitCount
from assetkit.errors import AssetkitError, nearest
from assetkit.facts.block import Block, absent, merge
from assetkit.facts.later import Later, LaterBlock
from assetkit.facts.over_time import chart_facts, unit_time_facts
from assetkit.facts.overall import stamp_facts
from assetkit.facts.ranking import Ranked, Ranking, rank_text
from assetkit.facts.standing import Subject, Timing, standing_facts
from assetkit.facts.states import unit_states
from assetkit.facts.timeline import RankChanges, Timeline, falls
from assetkit.facts.variant import variant
from assetkit.typography import fold, number, percent

if TYPE_CHECKING:
    from assetkit.campaign import Campaign
    from assetkit.facts.charting import Charted

_GAP = ("next_unit", "gap_to_next", "gap_to_next_text")


@dataclass(frozen=True)
class Board:
    """What ``for_unit`` looks up. ``levels`` are the units that are compared, by the name of the unit that they are parts
    of, "" for the top; ``rankings`` and ``changes`` (of rank) are theirs."""

    campaign: Campaign
    counts: Counts
    timing: Timing
    total: int | None = None
    timeline: Timeline | None = None
    rankings: Mapping[str, Ranking] = field(default_factory=dict)
    changes: Mapping[str, Later[RankChanges]] = field(default_factory=dict)

    @cached_property
    def by_key(self) -> Mapping[str, UnitCount]:
        """folded name or code -> unit; a full name comes before another unit's short one."""
        everyone = (*self.counts.units, *([self.counts.total] if self.counts.total else []))
        found = {unit.keys[0]: unit for unit in everyone}
        for unit in everyone:
            for key in unit.keys:
                found.setdefault(key, unit)
        return found

    def level(self, unit: UnitCount) -> str:
        """The key in ``rankings`` of the units that ``unit`` is compared with."""
        above = self.counts.above
        return above[unit.unit].unit if unit.unit in above else ""

    @property
    def warnings(self) -> tuple[str, ...]:
        """Figures that fell."""
        return falls(self.timeline) if self.timeline else ()

    def of(self, name: str) -> tuple[Block, Mapping[str, LaterBlock]]:
        """The facts of the unit of that name or code: those that are known, and those made when they are read.

        AssetkitError names the nearest unit when the counts have none of that name.
        """
        unit = self.by_key.get(fold(name))
        if unit is None:
            spelt = dict.fromkeys(one.unit for one in self.by_key.values())
            raise AssetkitError(f"the counts have no unit '{name}'", where="unit", hint=nearest(name, spelt))
        return unit_facts(unit, self.counts, self)


def unit_facts(unit: UnitCount, counts: Counts, board: Board) -> tuple[Block, Mapping[str, LaterBlock]]:
    """(what is known of one unit, what is made when it is read); what it does not have is missing, not inherited."""
    label = f"'{unit.unit}' (row {unit.row})" if unit.row else f"'{unit.unit}'"
    timing = board.timing if unit.date is None else replace(board.timing, counted=unit.date.date())
    subject = Subject(label, unit.value(counts.metric), unit.quota, states=unit_states(unit))
    timeline, changes = board.timeline, board.changes[board.level(unit)]
    readings = timeline.of(unit) if timeline else None
    later = {
        **unit_time_facts(subject, timing, unit, counts, timeline, changes),
        **chart_facts(charted(counts, board, subject, timing, unit.unit, unit.unit), readings, subject, timing),
    }
    return merge(*_blocks(unit, subject, timing, counts, board)), later


def charted(counts: Counts, board: Board, subject: Subject, timing: Timing, label: str, name: str) -> Charted:
    """What the charts of a subject are made of; ``name`` is that of a unit, "" for the whole."""
    from assetkit.facts.charting import Charted

    history, since = (board.timeline.history, board.timeline.since) if board.timeline else (None, None)
    return Charted(board.campaign, counts, history, label, subject.value, subject.quota, name, timing.due, since)


def _blocks(unit: UnitCount, subject: Subject, timing: Timing, counts: Counts, board: Board) -> Iterator[Block]:
    label, value = subject.label, subject.value
    if unit.date is not None:
        yield stamp_facts(unit.date if unit.date.date() != (counts.as_of or unit.date).date() else counts.as_of)
    yield standing_facts(subject, timing)
    yield absent(("unit_code",), f"needs a code for {label}")
    yield absent(("unit_parent",), f"needs a parent for {label}")
    named = {"unit": unit.unit, "unit_code": unit.code, "unit_parent": unit.parent}
    yield Block({name: text for name, text in named.items() if text} | {"variant": variant(unit.code or unit.unit)})
    if board.total and value is not None:
        share = Fraction(value, board.total)
        yield Block({"share_of_total": float(share), "share_of_total_text": percent(share)})
    else:
        yield absent(("share_of_total", "share_of_total_text"), f"needs a total above 0 and a figure for {label}")
    ranking = board.rankings[board.level(unit)]
    place = ranking.places.get(unit.unit)
    if place is None:
        yield absent(("rank", "rank_text", *_GAP), f"needs a single unit: {label} is the whole")
    else:
        yield _rank_block(ranking, place, label)


def _rank_block(ranking: Ranking, place: int, label: str) -> Block:
    row = ranking.rows[place]
    if row.rank is None:
        return absent(("rank", "rank_text", *_GAP), f"needs a figure and a quota above 0 for {label}")
    ranked = Block({"rank": row.rank, "rank_text": rank_text(row, ranking.ranked)})
    if place == 0:
        return merge(ranked, absent(_GAP, f"needs a unit above {label}, which leads"))
    other = ranking.rows[place - 1]
    gap = gap_to(row, other)
    text = f"còn {number(gap)} sáng kiến để vượt {other.unit.unit}"
    return merge(ranked, Block({"next_unit": other.unit.unit, "gap_to_next": gap, "gap_to_next_text": text}))


def gap_to(row: Ranked, other: Ranked) -> int:
    """Initiatives that ``row`` needs to be ahead of ``other``, by ratio, or by figure when it has no ratio."""
    value = row.value or 0
    if row.ratio is None or other.ratio is None:
        return (other.value or 0) - value + 1
    return int(other.ratio * (row.unit.quota or 0)) + 1 - value
