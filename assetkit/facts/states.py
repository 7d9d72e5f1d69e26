"""The figures of a subject by state in, the facts that set them beside each other out: submitted, under review, valid.

An initiative is registered, then submitted, then under review, then valid. Each state is told as it was counted: none is worked out of the
others, and none is added to another.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from assetkit.counts.model import METRICS, Counts, UnitCount
from assetkit.facts.block import Block, absent, merge
from assetkit.facts.words import METRIC_WORDS
from assetkit.typography import number

SHOWN = ("submitted", "reviewing")
ORDER = ("registered", "submitted", "reviewing", "valid")
"""The states as an initiative goes through them."""
NAMES = (*(name for state in SHOWN for name in (state, f"{state}_text")), "states_text")


def unit_states(unit: UnitCount) -> dict[str, int]:
    """metric -> the unit's count, for those that are known."""
    return _known(unit.value)


def whole_states(counts: Counts) -> dict[str, int]:
    """metric -> the count of the whole: the total row's, else what the units add up to, if they are the whole and all have one."""

    def value(metric: str) -> int | None:
        said = counts.total.value(metric) if counts.total else None
        if said is not None or counts.partial:
            return said
        values = [unit.value(metric) for unit in counts.top]
        known = [one for one in values if one is not None]
        return sum(known) if known and len(known) == len(values) else None

    return _known(value)


def _known(value: Callable[[str], int | None]) -> dict[str, int]:
    found = {metric: value(metric) for metric in METRICS}
    return {metric: count for metric, count in found.items() if count is not None}


def states_facts(states: Mapping[str, int]) -> Block:
    """The facts about the states of a subject: metric -> count, for those that are known of it."""
    blocks = []
    for state in SHOWN:
        names = (state, f"{state}_text")
        if state in states:
            blocks.append(Block({state: states[state], names[1]: number(states[state])}))
        else:
            title = METRIC_WORDS[state].capitalize()
            blocks.append(
                absent(names, f"needs figures of it: a column '{title}', filled in for all that it is said of")
            )
    told = [f"{METRIC_WORDS[state]} {number(states[state])}" for state in ORDER if state in states]
    if len(told) < 2:
        return merge(
            *blocks,
            absent(("states_text",), "needs figures of more than one state, such as columns 'Đã nộp' and 'Hợp lệ'"),
        )
    return merge(*blocks, Block({"states_text": " · ".join(told)}))
