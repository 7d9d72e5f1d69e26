"""A campaign and a moment in, the facts that need no figures out: target, dates, days left, phases."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

from assetkit.counts.model import WHOLE, Counts
from assetkit.facts.block import Block, absent, merge
from assetkit.facts.plan import phase_targets
from assetkit.typography import date_long, date_short, number

if TYPE_CHECKING:
    from assetkit.campaign import Campaign, Phase


def calendar_facts(campaign: Campaign, counts: Counts | None, today: dt.date, day: dt.date) -> Block:
    """The facts of scope "campaign". ``today`` counts the days left; ``day``, that of the figures, finds the phase."""
    plain: dict[str, object] = {
        "today": today,
        "today_text": date_short(today),
        "start_text": date_short(campaign.start),
        "deadline": campaign.deadline,
        "deadline_text": date_short(campaign.deadline),
        "deadline_long_text": date_long(campaign.deadline),
        "started": campaign.start <= today,
        "ended": today > campaign.deadline,
        "phases_count": len(campaign.phases),
        "phases": _phases(campaign, counts, today, day),
    }
    return merge(
        Block(plain),
        _target("target", campaign.target, f"campaign '{campaign.id}'"),
        _days_left("days_left", today, campaign.deadline),
        _phase(campaign, counts, today, day),
    )


def _target(name: str, target: int | None, owner: str) -> Block:
    if target is None:
        return absent((name, f"{name}_text"), f"needs the target of {owner}, which its file does not give")
    return Block({name: target, f"{name}_text": number(target)})


def _days_left(name: str, today: dt.date, end: dt.date) -> Block:
    days = (end - today).days
    if days < 0:
        return absent((name, f"{name}_text"), f"needs a day up to the last one, {date_short(end)}, which is past")
    return Block({name: days, f"{name}_text": f"còn {number(days)} ngày" if days else "hôm nay là hạn cuối"})


def _phase(campaign: Campaign, counts: Counts | None, today: dt.date, day: dt.date) -> Block:
    """The phase of the figures, or the one that runs on their day."""
    said = counts.phase if counts else None
    phase = next((phase for phase in campaign.phases if phase.id == said), None) or campaign.phase_at(day)
    if phase is None:
        names = ("phase_id", "phase_name", "phase_target", "phase_target_text", "phase_deadline", "phase_deadline_text")
        reason = f"needs a phase of campaign '{campaign.id}' that runs on {date_short(day)}"
        return absent((*names, "phase_days_left", "phase_days_left_text"), reason)
    plain: dict[str, object] = {
        "phase_id": phase.id,
        "phase_name": phase.name,
        "phase_deadline": phase.end,
        "phase_deadline_text": date_short(phase.end),
    }
    owner = f"phase '{phase.id}' of campaign '{campaign.id}'"
    return merge(
        Block(plain), _target("phase_target", phase.target, owner), _days_left("phase_days_left", today, phase.end)
    )


def _phases(campaign: Campaign, counts: Counts | None, today: dt.date, day: dt.date) -> tuple[dict[str, object], ...]:
    """The entries of "phases"; what is not known of one is left out of it."""
    targets = phase_targets(campaign)
    whole = sum(targets.values())
    values = _phase_values(campaign, counts, day)
    total = counts.total.value(counts.metric) if counts and counts.total else None
    counts_whole = counts is not None and counts.phase == WHOLE
    before = 0
    entries: list[dict[str, object]] = []
    for phase in sorted(campaign.phases, key=lambda phase: phase.start):
        entry = _plain_phase(phase, today)
        if targets:
            entry["share"] = float(Fraction(targets[phase.id], whole))
            entry["share_before"] = float(Fraction(before, whole))
            before += targets[phase.id]
        if phase.id in values:
            entry |= {"value": values[phase.id], "value_text": number(values[phase.id])}
            entry |= {"value_share": float(Fraction(values[phase.id], total))} if total and counts_whole else {}
        entries.append(entry)
    return tuple(entries)


def _plain_phase(phase: Phase, today: dt.date) -> dict[str, object]:
    state = "future" if today < phase.start else "current" if today <= phase.end else "past"
    entry: dict[str, object] = {
        "id": phase.id,
        "name": phase.name,
        "start_text": date_short(phase.start),
        "end_text": date_short(phase.end),
        "state": state,
    }
    return entry if phase.target is None else {**entry, "target": phase.target, "target_text": number(phase.target)}


def _phase_values(campaign: Campaign, counts: Counts | None, day: dt.date) -> Mapping[str, int]:
    """The whole's figure in each phase; one that the table does not give is what the others leave of the total."""
    total = counts.total.value(counts.metric) if counts and counts.total else None
    if counts is None or total is None or counts.phase is None:
        return {}
    if counts.phase != WHOLE:
        return {**dict(counts.phase_values), counts.phase: total}
    known = dict(counts.phase_values)
    begun = [phase.id for phase in campaign.phases if phase.start <= day]
    rest = total - sum(known.values())
    unknown = [name for name in begun if name not in known]
    return {**known, unknown[0]: rest} if len(unknown) == 1 and rest >= 0 else known
