"""Selected figures in, warnings out: published percents that are wrong, parts that exceed their whole, states that exceed what was submitted.

Warnings are returned, for the person who publishes; the figures are used as counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from assetkit.counts.entries import Entry
from assetkit.counts.model import Counts, parents
from assetkit.typography import number, percent


def percent_warnings(rows: Iterable[tuple[Entry, int | None]], metric: str, path: str) -> Iterator[str]:
    """Published percents that differ, at their own precision, from the figures beside them."""
    for entry, quota in rows:
        if entry.percent is None or not quota:
            continue
        exact = Fraction(entry.figures[metric], quota)
        stored_as_ratio = entry.ratio and _rounds_to(exact, entry.percent)
        if not _rounds_to(exact * 100, entry.percent) and not stored_as_ratio:
            printed = number(entry.percent, _decimals(entry.percent))
            computed = percent(exact, _decimals(entry.percent) + 1)
            figures = f"{number(entry.figures[metric])}/{number(quota)}"
            yield f"{path} row {entry.row}: '{entry.unit}' is printed as {printed}%, but {figures} is {computed}"


def _decimals(printed: Decimal) -> int:
    exponent = printed.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _rounds_to(exact: Fraction, printed: Decimal) -> bool:
    step = Decimal(1).scaleb(-_decimals(printed))
    close = (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(step, ROUND_HALF_UP)
    return close == printed


def sum_warnings(counts: Counts, path: str) -> Iterator[str]:
    """Parts that add up to more than their whole: not a partial list, but figures that contradict each other."""
    above = parents(counts.units)
    wholes = [(counts.total, counts.summed)] if counts.total else []
    for unit in counts.units:
        if unit.is_total:
            parts = [part.value(counts.metric) or 0 for part in counts.units if above.get(part.unit) == unit]
            wholes.append((unit, sum(parts)))
    for whole, parts_sum in wholes:
        value = whole.value(counts.metric)
        if value is not None and parts_sum is not None and parts_sum > value:
            shown = f"{number(parts_sum)}, more than the {number(value)} of '{whole.unit}'"
            yield f"{path} row {whole.row}: its parts add up to {shown}"


def state_warnings(counts: Counts, path: str) -> Iterator[str]:
    """More initiatives valid or under review than were submitted: one of the columns is not what its header says."""
    for unit in (*counts.units, *([counts.total] if counts.total else [])):
        if unit.submitted is None:
            continue
        judged = (unit.valid or 0) + (unit.reviewing or 0)
        if judged > unit.submitted:
            what = "valid or under review" if unit.reviewing else "valid"
            shown = f"{number(judged)} initiatives {what}, but only {number(unit.submitted)} submitted"
            yield f"{path} row {unit.row}: '{unit.unit}' has {shown}"
