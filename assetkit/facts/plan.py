"""A campaign and a day in, the share of its target that a linear plan has reached on that day out."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import TYPE_CHECKING

from assetkit.counts.model import WHOLE

if TYPE_CHECKING:
    from assetkit.campaign import Campaign, Phase


def elapsed(start: dt.date, end: dt.date, day: dt.date) -> Fraction:
    """The share of the days from ``start`` to ``end``, both included, that is over at the end of ``day``: 0..1."""
    days = (end - start).days + 1
    done = (day - start).days + 1
    return Fraction(min(max(done, 0), days), days)


def phase_targets(campaign: Campaign) -> dict[str, int]:
    """Each phase's target; when only one is not given, it is what the others leave of the campaign's. Else empty."""
    targets = {phase.id: phase.target for phase in campaign.phases}
    known = {name: target for name, target in targets.items() if target is not None}
    unknown = [name for name in targets if name not in known]
    if len(unknown) == 1 and campaign.target is not None:
        known[unknown[0]] = campaign.target - sum(known.values())
    return known if len(known) == len(targets) else {}


def plan_share(campaign: Campaign, due: str, day: dt.date) -> Fraction:
    """The share, 0..1, of a quota due in phase ``due`` (an id, or "total") that is planned by the end of ``day``.

    Linear within each phase, by the phases' targets; a campaign without known targets is linear as a whole.
    """
    if due != WHOLE:
        phase = campaign.phase(due)
        return elapsed(phase.start, phase.end, day)
    targets = phase_targets(campaign)
    if not targets:
        return elapsed(campaign.start, campaign.deadline, day)
    done = sum((targets[phase.id] * elapsed(phase.start, phase.end, day) for phase in campaign.phases), Fraction(0))
    return done / sum(targets.values())


def due_day(campaign: Campaign, due: str) -> dt.date:
    """The last day for a quota of phase ``due`` (an id, or "total")."""
    return campaign.deadline if due == WHOLE else campaign.phase(due).end


def due_phase(campaign: Campaign, said: str | None, quota: int | None, day: dt.date) -> str | None:
    """Which phase the quotas are for: what the figures say, else what the whole's quota equals; None is unknown."""
    if said is not None:
        return said if said == WHOLE or any(phase.id == said for phase in campaign.phases) else None
    running: Phase | None = campaign.phase_at(day)
    if not campaign.phases or (quota is not None and quota == campaign.target):
        return WHOLE
    return running.id if running and quota is not None and quota == running.target else None
