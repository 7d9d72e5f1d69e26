"""A campaign and its counts in, the facts of the whole and the board on which those of each unit are looked up out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from assetkit.counts.model import Counts, UnitCount
from assetkit.facts.block import Block, merge
from assetkit.facts.board import Board, charted
from assetkit.facts.calendar import calendar_facts
from assetkit.facts.later import Later, LaterBlock
from assetkit.facts.over_time import all_units_facts, chart_facts, time_facts
from assetkit.facts.overall import counts_facts, overall_subject, total_label
from assetkit.facts.plan import due_phase
from assetkit.facts.ranking import rank
from assetkit.facts.standing import Subject, Timing, standing_facts
from assetkit.facts.timeline import RankChanges, Timeline

if TYPE_CHECKING:
    from assetkit.campaign import Campaign
    from assetkit.counts.history import History


def counted_facts(
    campaign: Campaign, counts: Counts, today: dt.date, history: History | None
) -> tuple[Block, Board, Mapping[str, LaterBlock]]:
    """(what is known of the campaign and of the whole, the board, what is made when it is read); see `assetkit.facts.derive`."""
    stamp = (counts.total.date if counts.total else None) or counts.as_of
    counted = stamp.date() if stamp else None
    subject = overall_subject(campaign, counts)
    timing = Timing(campaign, due_phase(campaign, counts.phase, subject.quota, counted or today), counted, today)
    board = _board(campaign, counts, timing, subject, _timeline(counts, history))
    block = merge(
        calendar_facts(campaign, counts, today, counted or today),
        counts_facts(campaign, counts, subject, board.rankings[""]),
        standing_facts(subject, timing),
    )
    return block, board, _later(counts, subject, block, board)


def _timeline(counts: Counts, history: History | None) -> Timeline | None:
    """The history up to the counts; None when there is nothing in it."""
    until = history.until(counts.as_of) if history is not None and counts.as_of is not None else history
    return Timeline(until, counts) if until is not None and until.snapshots else None


def _board(campaign: Campaign, counts: Counts, timing: Timing, subject: Subject, timeline: Timeline | None) -> Board:
    levels: dict[str, list[UnitCount]] = {"": []}
    for unit in counts.units:
        above = counts.above.get(unit.unit)
        levels.setdefault(above.unit if above else "", []).append(unit)
    rankings = {name: rank(units, counts.metric) for name, units in levels.items()}
    changes = {name: Later(partial(_changes, timeline, tuple(units))) for name, units in levels.items()}
    return Board(campaign, counts, timing, subject.value, timeline, rankings, changes)


def _changes(timeline: Timeline | None, units: tuple[UnitCount, ...]) -> RankChanges:
    return timeline.rank_changes(units) if timeline else {}


def _later(counts: Counts, subject: Subject, block: Block, board: Board) -> dict[str, LaterBlock]:
    """The facts of the whole that are made when they are read."""
    timing, timeline = board.timing, board.timeline
    readings = timeline.whole if timeline else None
    entries: Any = block.values["units"]
    return {
        **time_facts(subject, timing, counts, timeline),
        **all_units_facts(timeline, entries, board.changes[""]),
        **chart_facts(charted(counts, board, subject, timing, total_label(counts), ""), readings, subject, timing),
    }
