"""Figures of several days in, the facts about time out, each block made when one of its names is first read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from assetkit.counts.history import History
from assetkit.counts.model import Counts, UnitCount
from assetkit.facts.block import Block, absent, merge
from assetkit.facts.change import CHANGE, change_facts
from assetkit.facts.later import Later, LaterBlock, later
from assetkit.facts.movement import LISTED, Entries, movement_facts
from assetkit.facts.names import names
from assetkit.facts.projection import PROJECTION, projection_facts, projection_of
from assetkit.facts.readings import Readings, week_text
from assetkit.facts.schedule import SCHEDULE, schedule_facts
from assetkit.facts.standing import Subject, Timing
from assetkit.facts.timeline import RANKS, RankChanges, Timeline, rank_facts
from assetkit.typography import date_short

if TYPE_CHECKING:
    from assetkit.facts.charting import Charted

NO_HISTORY = "needs figures of several days: a table with dates, or assetkit counts import"
ISSUE = ("week_text", "sample", "sample_text", "draft_text", "correction_text")
OWN_CHARTS = ("chart_trend", "chart_dots")  # of a unit, its own; the others compare all units


def time_facts(subject: Subject, timing: Timing, counts: Counts, timeline: Timeline | None) -> Mapping[str, LaterBlock]:
    """The facts of scope "time" about the whole."""
    readings = timeline.whole if timeline else None
    return {**_of_subject(subject, timing, readings), **later(ISSUE, partial(_issue, counts, timeline, None))}


def unit_time_facts(
    subject: Subject,
    timing: Timing,
    unit: UnitCount,
    counts: Counts,
    timeline: Timeline | None,
    changes: Later[RankChanges],
) -> Mapping[str, LaterBlock]:
    """The facts of scope "time" about a unit, and its change of rank; ``changes`` are those of the units it is compared with."""
    readings = timeline.of(unit) if timeline else None
    return {
        **_of_subject(subject, timing, readings),
        **later(ISSUE, partial(_issue, counts, timeline, unit)),
        **later(RANKS, partial(_ranks, subject, unit, timeline, changes)),
    }


def all_units_facts(
    timeline: Timeline | None, entries: Entries, changes: Later[RankChanges]
) -> Mapping[str, LaterBlock]:
    """The facts of scope "movement", and "units" with the movements in its entries."""
    if timeline is None:
        return later(names("movement"), partial(absent, names("movement"), NO_HISTORY))
    return later(LISTED, partial(_movement, timeline, entries, changes))


def _movement(timeline: Timeline, entries: Entries, changes: Later[RankChanges]) -> Block:
    return movement_facts(timeline, entries, changes.value)


def chart_facts(
    source: Charted, readings: Readings | None, subject: Subject, timing: Timing
) -> Mapping[str, LaterBlock]:
    """The facts of scope "charts"; of a unit only those that are its own."""
    wanted = OWN_CHARTS if source.name else names("charts")
    make = partial(_chart, source=source, readings=readings, subject=subject, timing=timing)
    return {name: block for wished in wanted for name, block in later((wished,), partial(make, wished)).items()}


def _chart(name: str, source: Charted, readings: Readings | None, subject: Subject, timing: Timing) -> Block:
    from assetkit.facts.charting import Projection, chart

    found = projection_of(subject, readings, timing) if readings else ""
    projection = None if isinstance(found, str) else Projection(found.day, found.earliest, found.latest)
    return chart(name.removeprefix("chart_"), replace(source, projection=projection))


def _of_subject(subject: Subject, timing: Timing, readings: Readings | None) -> dict[str, LaterBlock]:
    found = later(SCHEDULE, partial(schedule_facts, subject, timing))
    if readings is None:
        rest = (*CHANGE, *PROJECTION)
        return {**found, **later(rest, partial(absent, rest, NO_HISTORY))}
    changed = later(CHANGE, partial(change_facts, subject, readings))
    return {**found, **changed, **later(PROJECTION, partial(projection_facts, subject, readings, timing))}


def _ranks(subject: Subject, unit: UnitCount, timeline: Timeline | None, changes: Later[RankChanges]) -> Block:
    if timeline is None:
        return absent(RANKS, NO_HISTORY)
    if unit.unit not in changes.value:
        return absent(RANKS, f"needs a rank of {subject.label} in earlier figures, by the same rule")
    return Block(rank_facts(*changes.value[unit.unit]))


def _issue(counts: Counts, timeline: Timeline | None, unit: UnitCount | None) -> Block:
    """What is said of the figures themselves: their week, whether they are made up, whether they correct others."""
    stamp = (unit.date if unit else None) or counts.as_of
    sample = timeline is not None and timeline.history.sample
    missing = {
        "week_text": "needs the moment that the figures were counted",
        "sample_text": "needs figures that are made up",
        "draft_text": "is set for drafts only",
    }
    blocks = [Block({"sample": sample}, missing)]
    if stamp is not None:
        blocks.append(Block({"week_text": week_text(stamp)}))
    if sample:
        blocks.append(Block({"sample_text": "dữ liệu mẫu"}))
    reason = "needs figures that correct others of the same day" if timeline else NO_HISTORY
    blocks.append(absent(("correction_text",), reason))
    if timeline is not None and is_corrected(timeline.history, unit):
        blocks.append(
            Block({"correction_text": f"Đính chính số liệu ngày {date_short(timeline.history.latest.as_of)}"})
        )
    return merge(*blocks)


def is_corrected(history: History, unit: UnitCount | None) -> bool:
    """Whether the latest figures correct others of their moment; for a unit, whether its own were others."""
    moment = history.latest.as_of
    if not any(snapshot.corrects is not None for snapshot in history.snapshots if snapshot.as_of == moment):
        moments = {snapshot.as_of for snapshot in history.superseded}
        if moment not in moments:
            return False
    replaced = [snapshot.counts for snapshot in history.superseded if snapshot.as_of == moment]
    if unit is None or not replaced:
        return True
    keys = set(unit.keys)
    rows = [row for counts in replaced for row in (*counts.units, *([counts.total] if counts.total else []))]
    mine = [row for row in rows if keys & set(row.keys)]
    metric = history.latest.counts.metric
    return not mine or any((row.value(metric), row.quota) != (unit.value(metric), unit.quota) for row in mine)
