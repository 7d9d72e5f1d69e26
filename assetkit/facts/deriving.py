"""A campaign, its counts and a moment in, Facts out: every name that a template may use.

All arithmetic is in this folder. A fact that is not known is not in the mapping: a template tests for it, and
``why_missing`` says what to supply.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from assetkit.facts.block import Block, absent, merge
from assetkit.facts.calendar import calendar_facts
from assetkit.facts.names import LISTS, names, unknown
from assetkit.facts.variant import variant

if TYPE_CHECKING:
    from assetkit.campaign import Campaign
    from assetkit.counts.history import History
    from assetkit.counts.model import Counts
    from assetkit.facts.board import Board
    from assetkit.facts.later import LaterBlock

NONE_LATER: Mapping[str, LaterBlock] = MappingProxyType({})
NO_COUNTS = "needs figures: a table of counts"
NO_UNIT = "is known for a unit only: name one"
NO_STEPS = "needs the steps of a process: an infographic has them"


class Facts(Mapping[str, object]):
    """A frozen mapping of fact name -> plain value. Names that are missing here are explained by ``why_missing``.

    What takes time is made when it is first read: ``only`` hands over some facts and makes no others.
    """

    __slots__ = ("_block", "_board", "_later")

    def __init__(self, block: Block, board: Board | None = None, later: Mapping[str, LaterBlock] = NONE_LATER) -> None:
        self._block = block
        self._board = board
        self._later = later

    def _holding(self, name: object) -> Block:
        """The block that knows or misses ``name``."""
        found = self._later.get(str(name))
        return found.block if found else self._block

    def __getitem__(self, name: str) -> object:
        return self._holding(name).values[name]

    def __contains__(self, name: object) -> bool:
        return name in self._holding(name).values

    def __iter__(self) -> Iterator[str]:
        return (name for name in dict.fromkeys((*self._block.values, *self._later)) if name in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __reduce__(self) -> tuple[object, ...]:
        """What travels to another process is made before."""
        return Facts, (Block(dict(self), self.missing), self._board)

    @property
    def missing(self) -> Mapping[str, str]:
        """The names of the facts that are not known, with the rest of the sentence "fact NAME …"."""
        return {name: self._holding(name).missing[name] for name in self._all if name not in self}

    @property
    def _all(self) -> Mapping[str, None]:
        return dict.fromkeys((*self._block.values, *self._block.missing, *self._later))

    def only(self, wanted: Iterable[str] | None) -> tuple[dict[str, object], dict[str, str]]:
        """(the facts named in ``wanted`` that are known, why the others are not); None wants all of them."""
        if wanted is None:
            return dict(self), dict(self.missing)
        held = {name: self._holding(name) for name in sorted(set(wanted) & self._all.keys())}
        known = {name: block.values[name] for name, block in held.items() if name in block.values}
        return known, {name: block.missing[name] for name, block in held.items() if name not in block.values}

    @property
    def warnings(self) -> tuple[str, ...]:
        """What a person should look at before publishing: figures that fell."""
        return self._board.warnings if self._board else ()

    def why_missing(self, name: str) -> str:
        """One line that says what a missing fact needs: "fact quota needs a quota for 'X' (row 5)"."""
        missing = self._holding(name).missing
        if name in missing:
            return f"fact {name} {missing[name]}"
        scope, _, entry = name.partition(".")
        if scope in LISTS and entry in names(LISTS[scope]):
            return f"fact {name} is left out of the entries in which it is not known: test for it"
        return f"fact {name} is known" if name in self else unknown(name)

    def for_unit(self, name: str) -> Facts:
        """These facts with those of one unit: its own figure, quota and rank in the place of the whole's.

        ``name`` is the unit's name or code, in any case and tone-mark position. Without counts any name is accepted
        and only ``unit`` and ``variant`` are known. Raises AssetkitError for a unit that is not among the counts.
        """
        if self._board is None:
            known = Block({"unit": name, "variant": variant(name)}, {"unit_code": NO_COUNTS, "unit_parent": NO_COUNTS})
            others = absent([fact for fact in names("unit") if fact not in known.values], NO_COUNTS)
            return Facts(merge(self._block, others, known), None, self._later)
        block, later = self._board.of(name)
        return Facts(merge(self._block, block), self._board, {**self._later, **later})

    def with_block(self, block: Block) -> Facts:
        """These facts and those of a block, which take the place of any of the same name."""
        rest = {
            name: later for name, later in self._later.items() if name not in block.values and name not in block.missing
        }
        return Facts(merge(self._block, block), self._board, rest)


def derive(campaign: Campaign, counts: Counts | None, moment: dt.datetime, history: History | None = None) -> Facts:
    """Everything that follows from the campaign, the counts (None: not given) and the moment, a wall time in Vietnam.

    Days left are counted from ``moment``; the plan, the phase and "days early" hold for the day of the figures.
    ``history`` holds the counts and those before them, of the same metric and phase: ``counts`` are those that its
    ``at`` gives for a moment, and nothing later than them is looked at. Without it, nothing is known of change.
    """
    today = moment.date()
    outside = absent(names("process"), NO_STEPS)
    if counts is None:
        known = calendar_facts(campaign, None, today, today)
        empty = absent(names("counts", "standing", "time", "movement", "charts"), NO_COUNTS)
        return Facts(merge(known, empty, outside, absent(names("unit"), NO_UNIT)))
    from assetkit.facts.counted import counted_facts  # loads much, which a picture without figures does without

    block, board, later = counted_facts(campaign, counts, today, history)
    return Facts(merge(block, outside, absent(names("unit"), NO_UNIT)), board, later)
