"""Facts: 500 units × 200 weeks of figures, from the snapshots to the facts that the pictures of a week name."""

from __future__ import annotations

import datetime as dt
import gc
import random
import statistics
from functools import partial

from assetkit.campaign import Campaign
from assetkit.counts.history import History, Snapshot
from assetkit.counts.model import Counts, UnitCount
from assetkit.facts import Facts, derive
from assetkit.world import World
from bench.clock import cpu_of
from bench.report import Line, Section, milliseconds

UNITS, WEEKS = 500, 200
MOST = 0.3  # s of CPU
OVERVIEW = (
    "units",
    "movers",
    "weeks",
    "delta_sentence",
    "streak_text",
    "projected_text",
    "schedule_text",
    "best_climber_unit",
)
CARD = ("rank_text", "rank_change_text", "delta_text", "streak_text", "projected_text", "schedule_text", "percent_text")


def snapshots(seed: int = 1) -> tuple[Snapshot, ...]:
    """Weekly figures of units that grow at random, with a total row."""
    chance = random.Random(seed)
    values = [0] * UNITS
    found = []
    for week in range(WEEKS):
        values = [value + chance.randint(0, 3) for value in values]
        rows = tuple(
            UnitCount(f"Đơn vị {place}", code=f"D{place:03}", registered=value, quota=300 + place)
            for place, value in enumerate(values)
        )
        total = UnitCount("Toàn Tập đoàn", registered=sum(values), quota=200_000, is_total=True)
        as_of = dt.datetime(2022, 2, 14, 14) + dt.timedelta(weeks=week)
        found.append(Snapshot(Counts(rows, total, as_of, "evn.com.vn", "registered", phase="total")))
    return tuple(found)


def overview(campaign: Campaign, made: tuple[Snapshot, ...]) -> None:
    """The facts that an overview of the week names, from a history that nobody has looked into."""
    _facts(campaign, made).only(OVERVIEW)


def cards(campaign: Campaign, made: tuple[Snapshot, ...]) -> None:
    """The same, and those that the card of each unit names."""
    facts = _facts(campaign, made)
    facts.only(OVERVIEW)
    for place in range(UNITS):
        facts.for_unit(f"D{place:03}").only(CARD)


def _facts(campaign: Campaign, made: tuple[Snapshot, ...]) -> Facts:
    history = History(made)
    return derive(campaign, history.at(made[-1].as_of), made[-1].as_of, history)


def measure_facts(rounds: int) -> Section:
    """CPU of both, the median of the rounds."""
    campaign, made = World().campaign("evn-10k-2022"), snapshots()
    times: dict[str, list[float]] = {"overview": [], "cards": []}
    for _ in range(rounds):
        gc.collect()
        times["overview"].append(cpu_of(partial(overview, campaign, made)))
        gc.collect()
        times["cards"].append(cpu_of(partial(cards, campaign, made)))
    whole, everyone = map(statistics.median, times.values())
    how = (
        f"From {WEEKS} snapshots of {UNITS} units to the facts that a week's pictures name; CPU in one process, median."
    )
    lines = [
        Line("the facts of the whole", milliseconds(whole), f"promised: at most {milliseconds(MOST)}", whole <= MOST),
        Line(f"and those of each of the {UNITS} units", milliseconds(everyone)),
    ]
    return Section("Facts over time", how, lines)
