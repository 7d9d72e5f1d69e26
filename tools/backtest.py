"""The back-test of the projection: made-up campaigns and the shipped tables in, the tables of docs/facts.md out.

``python -m tools.backtest`` prints them, ``--write`` puts them between the marks of docs/facts.md. At every fourth week of a
unit's past the pace, the day and the interval are worked out from the figures up to then, and held against what came. Looks
whose interval ends after the figures do are left out, whatever came: to keep those that came early would flatter it.
"""

from __future__ import annotations

import argparse
import math
import random
import re
import statistics
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from assetkit.counts.history import History, history_of
from assetkit.counts.history_table import snapshots_from_table
from assetkit.counts.sample import sample_history
from assetkit.facts.projection import FARTHEST, project
from assetkit.facts.readings import WEEK, Readings, readings_of
from assetkit.table import read_table
from assetkit.world import World, shipped_root

PAGE = Path(__file__).resolve().parents[1] / "docs" / "facts.md"
BLOCK = re.compile(r"(<!-- backtest:begin -->[^\n]*\n).*?(<!-- backtest:end -->)", re.DOTALL)
CHOSEN_ON, MEASURED_ON = (
    range(1, 5),
    range(101, 105),
)  # seeds: what the constants were chosen on, what the tables are of
CAMPAIGNS = {"evn-10k-2022": 85, "evn-10k-2025": 208}  # weeks that they run
UNITS = 60
ON_TIME = 0.4  # of the weekly reports of a unit that is late with its others
EVERY = 4  # weeks between two looks at a unit
SPANS = ((1, 4), (5, 13), (14, 26), (27, 52), (53, 104))  # weeks that are projected

NO_REAL = "The shipped real tables give no looks at all: no unit in them has three readings below its quota."

Pace = Callable[[Sequence[int], Sequence[int]], float]
"""Days and values in, initiatives a day out."""


@dataclass(frozen=True)
class Case:
    """A look at a unit below its quota: the readings up to then, and the days from then to the quota, None when never seen.

    ``watched`` is how many days it was watched afterwards.
    """

    readings: Readings
    quota: int
    took: int | None
    watched: int


def cases(readings: Readings, quota: int) -> Iterator[Case]:
    """Every fourth look at a unit with three readings or more, while it is below its quota."""
    first = next((place for place, value in enumerate(readings.values) if value >= quota), None)
    for place in range(2, len(readings) if first is None else first, EVERY):
        then = Readings(readings.moments[: place + 1], readings.values[: place + 1], readings.days[: place + 1])
        took = None if first is None else readings.days[first] - readings.days[place]
        yield Case(then, quota, took, readings.days[-1] - readings.days[place])


def of_history(history: History, late: random.Random | None = None) -> list[Case]:
    """The cases of all units and of the whole, with the quotas of the end; ``late`` makes their reports late."""
    counts = history.at(history.latest.as_of)
    assert counts is not None
    rows = [*((unit.unit, unit.quota) for unit in counts.units), ("", counts.total.quota if counts.total else None)]
    found: list[Case] = []
    for name, quota in rows:
        readings = readings_of(history.series(name))
        if quota and readings.values:
            found += cases(repeated(readings, late) if late else readings, quota)
    return found


def made_up(world: World, seeds: Iterable[int], late: bool = False) -> list[Case]:
    """The cases of made-up figures for each campaign and seed; ``late``: of units that often repeat an old figure."""
    found: list[Case] = []
    for seed in seeds:
        for name, weeks in CAMPAIGNS.items():
            history = history_of(sample_history(world.campaign(name), units=UNITS, weeks=weeks, seed=seed))
            found += of_history(history, random.Random(seed) if late else None)
    return found


def repeated(readings: Readings, chance: random.Random) -> Readings:
    """The readings of a unit that sends a new figure in some weeks only, and in the others its last one again."""
    values = [readings.values[0]]
    for value in readings.values[1:]:
        values.append(value if chance.random() < ON_TIME else values[-1])
    return Readings(readings.moments, tuple(values), readings.days)


def shipped(world: World) -> list[Case]:
    """The cases of the shipped tables: each phase of each table that has dates."""
    found: list[Case] = []
    for name, campaign in (("counts_evn.csv", "evn-10k-2022"), ("counts_tkv_2022-05-10.csv", "tld-1m-2022")):
        snapshots = snapshots_from_table(read_table(shipped_root() / "data" / name), world.campaign(campaign))
        for phase in {snapshot.counts.phase for snapshot in snapshots}:
            found += of_history(history_of(one for one in snapshots if one.counts.phase == phase))
    return found


def mean(days: Sequence[int], values: Sequence[int]) -> float:
    """Growth from the first to the last reading."""
    return (values[-1] - values[0]) / (days[-1] - days[0])


def median_slope(days: Sequence[int], values: Sequence[int]) -> float:
    """Theil and Sen's: the median of the slopes between any two readings."""
    pairs = [(one, two) for two in range(len(days)) for one in range(two)]
    return statistics.median((values[two] - values[one]) / (days[two] - days[one]) for one, two in pairs)


METHODS: Mapping[str, tuple[Pace, int]] = {
    "the last week": (mean, 1),
    **{f"mean of {weeks} weeks": (mean, weeks) for weeks in (2, 4, 6, 8, 12, 26)},
    "mean since the start": (mean, 10_000),
    **{f"median slope of {weeks} weeks": (median_slope, weeks) for weeks in (4, 8, 12)},
}


def compared(*sets: Sequence[Case]) -> str:
    """Each way to work out the pace, by how far the days it projects are from those that came, in each set of cases."""
    lines = [
        "| pace | as counted: typical | worst tenth | late reports: typical | worst tenth |",
        "|---|---|---|---|---|",
    ]
    for name, (pace, weeks) in METHODS.items():
        cells = []
        for found in sets:
            errors = sorted(abs(error) for case in found if (error := _error(case, pace, weeks)) is not None)
            cells += [f"× {math.exp(errors[int(len(errors) * share)]):.2f}" for share in (0.5, 0.9)]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _error(case: Case, pace: Pace, weeks: int) -> float | None:
    """Logarithm of the days projected ÷ the days that it took, or that it was watched for in vain; None without a projection."""
    days, values = case.readings.days, case.readings.values
    first = next(place for place, day in enumerate(days) if days[-1] - day <= weeks * WEEK)
    found = pace(days[first:], values[first:]) if first < len(days) - 1 else 0.0
    ahead = (case.quota - values[-1]) / found if found > 0 else math.inf
    return math.log(ahead / (case.took or case.watched)) if 2 * ahead <= min(case.watched, 2 * FARTHEST) else None


def measured(found: Sequence[Case]) -> str:
    """The projection as it is printed: how far off, and how often the interval holds what came, by how far ahead it looks."""
    lines = [
        "| weeks projected | looks | typical error | interval holds | reached before it | reached after it |",
        "|---|---|---|---|---|---|",
    ]
    for low, high in (*SPANS, (SPANS[0][0], SPANS[-1][1])):
        rows = [
            (case, ahead)
            for case in found
            if (ahead := _ahead(case)) is not None and low <= -(-ahead[0] // WEEK) <= high
        ]
        lines.append(f"| {'all' if (low, high) not in SPANS else f'{low} to {high}'} | {_line(rows)} |")
    return "\n".join(lines)


def _ahead(case: Case) -> tuple[int, int, int] | None:
    """(days to the day, to the earliest, to the latest); None when nothing is projected, or beyond the figures."""
    found = project(case.readings, case.quota)
    if isinstance(found, str):
        return None
    last = case.readings.day(-1)
    ahead = (found.day - last).days, (found.earliest - last).days, (found.latest - last).days
    return ahead if ahead[2] <= case.watched else None


def _line(rows: Sequence[tuple[Case, tuple[int, int, int]]]) -> str:
    """A quota that was never seen to be reached was reached after the interval."""
    if not rows:
        return "0 | | | | "
    errors = sorted(abs(ahead[0] - (case.took or case.watched)) for case, ahead in rows)
    early = sum(case.took is not None and case.took < ahead[1] for case, ahead in rows) / len(rows)
    late = sum(case.took is None or case.took > ahead[2] for case, ahead in rows) / len(rows)
    return f"{len(rows)} | {errors[len(errors) // 2]} days | {1 - early - late:.0%} | {early:.0%} | {late:.0%}"


def report(world: World) -> str:
    """Both tables, and what they are of."""
    of = f"made-up figures (`assetkit counts sample`) of {UNITS} units for each of {' and '.join(CAMPAIGNS)}, seeds {{}} to {{}}"
    first, second = (of.format(seeds[0], seeds[-1]) for seeds in (CHOSEN_ON, MEASURED_ON))
    test, late, real = made_up(world, MEASURED_ON), made_up(world, MEASURED_ON, late=True), shipped(world)
    shown = f"On the shipped real tables:\n\n{measured(real)}" if real else NO_REAL
    parts = [
        f"The choice of the pace, on {first}; × 1.5 is two weeks taken for three:",
        compared(made_up(world, CHOSEN_ON), made_up(world, CHOSEN_ON, late=True)),
        f"What is printed, on {second}, which were not used to choose anything:",
        measured(test),
        f"The same, when a unit sends a new figure in {ON_TIME:.0%} of the weeks only and its last one again in the others:",
        measured(late),
        shown,
    ]
    return "\n\n".join(parts)


def main(arguments: Sequence[str]) -> None:
    """Print the report, or write it into docs/facts.md."""
    parser = argparse.ArgumentParser(prog="python -m tools.backtest", description=__doc__)
    parser.add_argument("--write", action="store_true", help="put the tables into docs/facts.md")
    given = parser.parse_args(arguments)
    text = report(World())
    if given.write:
        page = PAGE.read_text(encoding="utf-8")
        PAGE.write_text(BLOCK.sub(lambda match: f"{match[1]}\n{text}\n\n{match[2]}", page), encoding="utf-8")
    else:
        sys.stdout.write(f"{text}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
