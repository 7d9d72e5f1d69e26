"""A campaign, its counts and a moment in, Facts out: every name that a template may use.

All arithmetic is in this folder. A fact that is not known is not in the mapping: a template tests for it, and
``why_missing`` says what to supply.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from assetkit.counts.model import Counts, UnitCount
from assetkit.errors import AssetkitError, nearest
from assetkit.facts.block import Block, absent, merge
from assetkit.facts.calendar import calendar_facts
from assetkit.facts.names import LISTS, names, unknown
from assetkit.facts.overall import counts_facts, overall_subject, stamp_facts
from assetkit.facts.plan import due_phase
from assetkit.facts.ranking import Ranked, Ranking, rank, rank_text
from assetkit.facts.standing import Subject, Timing, standing_facts
from assetkit.typography import fold, number, percent

if TYPE_CHECKING:
    from assetkit.campaign import Campaign

NO_COUNTS = "needs figures: a table of counts"
NO_UNIT = "is known for a unit only: name one"
_GAP = ("next_unit", "gap_to_next", "gap_to_next_text")


@dataclass(frozen=True)
class _Board:
    """What ``for_unit`` looks up. ``rankings`` are by the name of the unit whose parts they compare, "" for the top."""

    counts: Counts | None
    timing: Timing
    total: int | None
    rankings: Mapping[str, Ranking] = field(default_factory=dict)

    @cached_property
    def by_key(self) -> Mapping[str, UnitCount]:
        """folded name or code -> unit; a full name comes before another unit's short one."""
        everyone = (*self.counts.units, *([self.counts.total] if self.counts.total else [])) if self.counts else ()
        found = {fold(unit.unit): unit for unit in everyone}
        for unit in everyone:
            for key in unit.keys:
                found.setdefault(key, unit)
        return found

    def level(self, unit: UnitCount) -> str:
        """The key in ``rankings`` of the units that ``unit`` is compared with."""
        above = self.counts.above if self.counts else {}
        return above[unit.unit].unit if unit.unit in above else ""


class Facts(Mapping[str, object]):
    """A frozen mapping of fact name -> plain value. Names that are missing here are explained by ``why_missing``."""

    __slots__ = ("_block", "_board")

    def __init__(self, block: Block, board: _Board) -> None:
        self._block = block
        self._board = board

    def __getitem__(self, name: str) -> object:
        return self._block.values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._block.values)

    def __len__(self) -> int:
        return len(self._block.values)

    @property
    def missing(self) -> Mapping[str, str]:
        """The names of the facts that are not known, with the rest of the sentence "fact NAME …"."""
        return self._block.missing

    def why_missing(self, name: str) -> str:
        """One line that says what a missing fact needs: "fact quota needs a quota for 'X' (row 5)"."""
        if name in self._block.missing:
            return f"fact {name} {self._block.missing[name]}"
        scope, _, entry = name.partition(".")
        if scope in LISTS and entry in names(scope):
            return f"fact {name} is left out of the entries in which it is not known: test for it"
        return f"fact {name} is known" if name in self._block.values else unknown(name)

    def for_unit(self, name: str) -> Facts:
        """These facts with those of one unit: its own figure, quota and rank in the place of the whole's.

        ``name`` is the unit's name or code, in any case and tone-mark position. Without counts any name is accepted
        and only ``unit`` and ``variant`` are known. Raises AssetkitError for a unit that is not among the counts.
        """
        board = self._board
        if board.counts is None:
            known = Block({"unit": name, "variant": variant(name)}, {"unit_code": NO_COUNTS, "unit_parent": NO_COUNTS})
            others = absent([fact for fact in names("unit") if fact not in known.values], NO_COUNTS)
            return Facts(merge(self._block, others, known), board)
        unit = board.by_key.get(fold(name))
        if unit is None:
            spelt = [unit.unit for unit in board.by_key.values()]
            message = f"the counts have no unit '{name}'"
            raise AssetkitError(message, where="unit", hint=nearest(name, dict.fromkeys(spelt)))
        return Facts(merge(self._block, *_unit_blocks(unit, board.counts, board)), board)


def derive(campaign: Campaign, counts: Counts | None, moment: dt.datetime) -> Facts:
    """Everything that follows from the campaign, the counts (None: not given) and the moment, a wall time in Vietnam.

    Days left are counted from ``moment``; the plan, the phase and "days early" hold for the day of the figures.
    """
    today = moment.date()
    stamp = (counts.total.date if counts.total else None) or counts.as_of if counts else None
    counted = stamp.date() if stamp else None
    calendar = calendar_facts(campaign, counts, today, counted or today)
    if counts is None:
        timing = Timing(campaign, None, None, today)
        return Facts(
            merge(calendar, absent(names("counts", "standing"), NO_COUNTS), absent(names("unit"), NO_UNIT)),
            _Board(None, timing, None),
        )
    subject = overall_subject(campaign, counts)
    timing = Timing(campaign, due_phase(campaign, counts.phase, subject.quota, counted or today), counted, today)
    board = _board(counts, timing, subject)
    block = merge(
        calendar,
        counts_facts(campaign, counts, subject, board.rankings[""]),
        standing_facts(subject, timing),
        absent(names("unit"), NO_UNIT),
    )
    return Facts(block, board)


def _board(counts: Counts, timing: Timing, subject: Subject) -> _Board:
    levels: dict[str, list[UnitCount]] = {"": []}
    for unit in counts.units:
        above = counts.above.get(unit.unit)
        levels.setdefault(above.unit if above else "", []).append(unit)
    rankings = {name: rank(units, counts.metric) for name, units in levels.items()}
    return _Board(counts, timing, subject.value, rankings)


def _unit_blocks(unit: UnitCount, counts: Counts, board: _Board) -> Iterator[Block]:
    """The facts of one unit; those of the whole that it does not have are missing, not inherited."""
    label = f"'{unit.unit}' (row {unit.row})" if unit.row else f"'{unit.unit}'"
    value = unit.value(counts.metric)
    timing = board.timing
    if unit.date is not None:
        timing = replace(timing, counted=unit.date.date())
        yield stamp_facts(unit.date if unit.date.date() != (counts.as_of or unit.date).date() else counts.as_of)
    yield standing_facts(Subject(label, value, unit.quota), timing)
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


def variant(name: str) -> dict[str, float | int]:
    """What sets a unit's picture apart, fixed by its code or name: ``turn`` 0..1, ``rays`` 9..23, ``tone`` 0..4."""
    digest = hashlib.blake2b(fold(name).encode(), digest_size=8).digest()
    return {"turn": int.from_bytes(digest[:4], "big") / 2**32, "rays": 9 + digest[4] % 15, "tone": digest[5] % 5}
