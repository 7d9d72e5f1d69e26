"""A timeline and the entries of the units in, the facts of scope "movement" out: who rose, climbed, finished; the weeks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from assetkit.counts.model import UnitCount
from assetkit.facts.block import Block, absent, merge
from assetkit.facts.change import delta_facts
from assetkit.facts.names import names
from assetkit.facts.ranking import following
from assetkit.facts.readings import NONE, Readings, known_to_the_week, reached_at, week_text, weeks_back
from assetkit.facts.standing import count_text
from assetkit.facts.timeline import RankChanges, Timeline, movements
from assetkit.facts.words import named
from assetkit.typography import date_short, signed

RISER = ("fastest_riser_unit", "fastest_riser_text")
CLIMBER = ("best_climber_unit", "best_climber_text")
FIRST = ("first_to_finish_unit", "first_to_finish_text")
REACHED = ("reached_this_week", "reached_this_week_count", "reached_this_week_text")
LISTED = ("units", *names("movement"))
"""The facts that :func:`movement_facts` gives."""

Entries = Sequence[Mapping[str, Any]]


def movement_facts(timeline: Timeline, entries: Entries, changes: RankChanges) -> Block:
    """The facts named in ``LISTED``. ``entries`` are those of the fact "units"; with their movements, they are that fact.
    ``changes`` are the changes of rank of the units.
    """
    shown = {str(entry["name"]) for entry in entries}
    units = [unit for unit in timeline.counts.units if unit.unit in shown]
    moved = movements(timeline, units, changes)
    full = tuple({**entry, **moved[str(entry["name"])]} for entry in entries)
    weeks = weeks_of(timeline.whole)
    since = timeline.since
    if since is None:
        reason = "needs figures from 4 days or more before the latest"
        rest = absent((*RISER, *CLIMBER, *REACHED, "movers"), reason)
    else:
        rest = merge(_riser(full), _climber(full), _reached(timeline, units), Block({"movers": _movers(full)}))
    return merge(rest, _first(timeline, units), Block({"units": full, "weeks": weeks}))


def _movers(entries: Entries) -> tuple[Mapping[str, Any], ...]:
    """By delta, the highest first; equal ones in the order of "units"; those without one last."""
    known = [entry for entry in entries if "delta" in entry]
    known.sort(key=lambda entry: -int(entry["delta"]))
    ordered = [*known, *(entry for entry in entries if "delta" not in entry)]
    count = len(ordered)
    return tuple({**entry, "place": place, **following(count - place)} for place, entry in enumerate(ordered, start=1))


def _riser(entries: Entries) -> Block:
    most = max((int(entry["delta"]) for entry in entries if "delta" in entry), default=0)
    if most <= 0:
        return absent(RISER, "needs a unit whose figure rose")
    units = [str(entry["name"]) for entry in entries if entry.get("delta") == most]
    return Block({RISER[0]: named(units), RISER[1]: signed(most)})


def _climber(entries: Entries) -> Block:
    most = max((int(entry["rank_change"]) for entry in entries if "rank_change" in entry), default=0)
    if most <= 0:
        return absent(CLIMBER, "needs a unit that rose by a rank")
    units = [str(entry["name"]) for entry in entries if entry.get("rank_change") == most]
    return Block({CLIMBER[0]: named(units), CLIMBER[1]: f"tăng {count_text(most)} bậc"})


def _reached(timeline: Timeline, units: Sequence[UnitCount]) -> Block:
    """Units that are at today's quota now and were below it at the earlier moment."""
    found = []
    for unit in units:
        value, delta = unit.value(timeline.counts.metric), timeline.delta(unit)
        if unit.quota and value is not None and delta is not None and value - delta < unit.quota <= value:
            found.append(unit.unit)
    known = Block({REACHED[0]: tuple(found), REACHED[1]: len(found)})
    if not found:
        return merge(known, absent(REACHED[2:], "needs a unit that reached its quota since then"))
    return merge(known, Block({REACHED[2]: f"thêm {count_text(len(found))} đơn vị về đích"}))


def _first(timeline: Timeline, units: Sequence[UnitCount]) -> Block:
    """The units whose quota was reached in the earliest figures, when no other can have been before them."""
    finished: list[tuple[int, int, str]] = []  # ordinals of the days between which it was reached, name
    for unit in units:
        readings = timeline.units[unit.unit]
        place = reached_at(readings, unit.quota) if unit.quota else NONE
        if place != NONE:
            finished.append((readings.days[place - 1] if place else 0, readings.days[place], unit.unit))
    if not finished:
        return absent(FIRST, "needs a unit that has reached its quota")
    day = min(upper for _, upper, _ in finished)
    first = [(lower, name) for lower, upper, name in finished if upper == day]
    latest = max(lower for lower, _ in first)
    if not latest or any(lower < latest for lower, upper, _ in finished if upper > day):
        return absent(FIRST, "needs figures from before any unit reached its quota: some have no such")
    readings = timeline.units[first[0][1]]
    place = readings.days.index(day)
    known = Block({FIRST[0]: named([name for _, name in first])})
    if not known_to_the_week(readings, place):
        return merge(
            known, absent(FIRST[1:], "needs the day to be known to the week: figures of at most 10 days before")
        )
    return merge(known, Block({FIRST[1]: f"về đích ngày {date_short(readings.day(place))}"}))


def weeks_of(readings: Readings) -> tuple[dict[str, object], ...]:
    """The entries of "weeks": the last reading of each ISO week that has one, the oldest first."""
    back = weeks_back(readings.days)
    last = {readings.day(place).isocalendar()[:2]: place for place in range(len(readings))}
    entries: list[dict[str, object]] = []
    for place in last.values():
        day, total = readings.day(place), readings.values[place]
        entry: dict[str, object] = {"week_text": week_text(day), "day_text": date_short(day)}
        entry |= {"total": total, "total_text": count_text(total)}
        if back[place] != NONE:
            change = delta_facts(total - readings.values[back[place]])
            entry |= {"delta": change["delta"], "delta_text": change["delta_text"]}
        entries.append(entry)
    return tuple(entries)
