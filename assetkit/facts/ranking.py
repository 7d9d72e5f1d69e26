"""Units of one level in, the same units in order out, with ranks, and the entries of the fact "units"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from assetkit.counts.model import UnitCount
from assetkit.facts.standing import count_text, quota_facts
from assetkit.typography import sort_key


@dataclass(frozen=True, slots=True)
class Ranked:
    """A unit with its figure and ratio. ``rank`` is shared by equal ones, None for a unit that cannot be ranked."""

    unit: UnitCount
    value: int | None
    ratio: Fraction | None
    rank: int | None = None
    tied: bool = False


@dataclass(frozen=True)
class Ranking:
    """Units in order; ``by`` is "ratio" or "value"; ``ranked`` is how many have a rank."""

    rows: tuple[Ranked, ...]
    by: str
    ranked: int

    @cached_property
    def places(self) -> dict[str, int]:
        """unit name -> position, from 0."""
        return {row.unit.unit: place for place, row in enumerate(self.rows)}


def rank(units: Iterable[UnitCount], metric: str) -> Ranking:
    """The units by ratio, the highest first; equal ones in the order of the alphabet; those without a ratio last.

    When no unit has a quota above 0, by figure instead.
    """
    rows = sorted((_measure(unit, metric) for unit in units), key=lambda row: sort_key(row.unit.unit))
    by = "ratio" if any(row.ratio is not None for row in rows) else "value"
    scores = [(row.ratio if by == "ratio" else row.value, row) for row in rows]
    ranked = [(score, row) for score, row in scores if score is not None]
    ranked.sort(key=lambda pair: pair[0], reverse=True)  # stable: equal ones stay in the order of the alphabet
    often = Counter(score for score, _ in ranked)
    first: dict[Fraction | int, int] = {}
    for place, (score, _) in enumerate(ranked, start=1):
        first.setdefault(score, place)
    final = [replace(row, rank=first[score], tied=often[score] > 1) for score, row in ranked]
    return Ranking((*final, *(row for score, row in scores if score is None)), by, len(final))


def _measure(unit: UnitCount, metric: str) -> Ranked:
    value = unit.value(metric)
    return Ranked(unit, value, Fraction(value, unit.quota) if value is not None and unit.quota else None)


def rank_text(row: Ranked, of: int) -> str:
    """ "thứ 1/8"; of equal ones "đồng thứ 1/8"."""
    return f"{'đồng ' if row.tied else ''}thứ {row.rank}/{of}"


def unit_entries(ranking: Ranking, total: int | None) -> tuple[dict[str, object], ...]:
    """The entries of the fact "units"; what is not known of a unit is left out of its entry."""
    longest = longest_of(ranking)
    end = ratio_end(ranking)
    count = len(ranking.rows)
    return tuple(
        {**_entry(row, place, ranking.ranked, longest, end, total), **following(count - place)}
        for place, row in enumerate(ranking.rows, start=1)
    )


def following(count: int) -> dict[str, object]:
    """How many entries come after this one, for a list that is cut off here."""
    return {"following": count, "following_text": f"và {count_text(count)} đơn vị khác"} if count else {"following": 0}


def longest_of(ranking: Ranking) -> int:
    """The largest figure or quota of the units, 0 without units: the end of one axis for all."""
    return max((max(row.value or 0, row.unit.quota or 0) for row in ranking.rows), default=0)


def ratio_end(ranking: Ranking) -> Fraction:
    """The ratio at the end of one axis for all: the highest, but at least 1, so that nobody seems to be at the quota who is not."""
    return max((Fraction(1), *(row.ratio for row in ranking.rows if row.ratio is not None)))


def _entry(row: Ranked, place: int, ranked: int, longest: int, end: Fraction, total: int | None) -> dict[str, object]:
    unit, value = row.unit, row.value
    entry: dict[str, object] = {"name": unit.unit, "place": place}
    if unit.code:
        entry["code"] = unit.code
    if row.rank is not None:
        entry |= {"rank": row.rank, "rank_text": rank_text(row, ranked)}
    if value is None:
        return entry if unit.quota is None else {**entry, "quota": unit.quota, "quota_text": count_text(unit.quota)}
    entry |= {"value": value, "value_text": count_text(value), "share_of_longest": _share(value, longest)}
    if total:
        entry["share_of_total"] = _share(value, total)
    if unit.quota is not None:
        entry |= quota_facts(value, unit.quota)
        entry["quota_share_of_longest"] = _share(unit.quota, longest)
        entry["within_share_of_longest"] = _share(min(value, unit.quota), longest)
        entry["over_share_of_longest"] = _share(max(0, value - unit.quota), longest)
    if row.ratio is not None:
        entry["ratio_share"] = float(row.ratio / end)
    return entry


def _share(part: int, whole: int) -> float:
    """part ÷ whole; nothing of nothing is 0."""
    return part / whole if whole else 0.0
