"""``python -m bench``: measure everything and write docs/performance.md; ``--only pages,startup`` prints these tables and writes nothing."""

from __future__ import annotations

import sys
from collections.abc import Callable

from bench.asked import asked
from bench.report import Section, report, write

PARTS = ("pages", "job", "throughput", "avatar", "facts", "startup", "memory")


def main(arguments: list[str]) -> None:
    """Run the parts in order; each tells on stderr that it begins."""
    wanted = asked(arguments, "python -m bench", __doc__, PARTS, 9)
    sections: list[Section] = []
    for part in wanted.parts:
        sys.stderr.write(f"{part} …\n")
        sections += _measured(part, wanted.rounds)
    text = report(sections, wanted.rounds)
    if wanted.printed:
        sys.stdout.write(text)
    else:
        write(text)


def _measured(part: str, rounds: int) -> list[Section]:
    parts: dict[str, Callable[[int], list[Section]]] = {
        "pages": _pages,
        "job": _job,
        "throughput": _throughput,
        "avatar": _avatar,
        "facts": _facts,
        "startup": _startup,
        "memory": _memory,
    }
    return parts[part](rounds)


def _pages(rounds: int) -> list[Section]:
    from bench.card import Ours
    from bench.pages import measure_pages

    return measure_pages(Ours(), rounds)


def _job(rounds: int) -> list[Section]:
    from bench.card import Ours
    from bench.job import measure_jobs

    return [measure_jobs(Ours(), rounds)]


def _throughput(rounds: int) -> list[Section]:
    from bench.throughput import measure_throughput

    return [measure_throughput(min(rounds, 5))]


def _avatar(rounds: int) -> list[Section]:
    from bench.avatar import measure_avatars

    return [measure_avatars(rounds)]


def _facts(rounds: int) -> list[Section]:
    from bench.facts_time import measure_facts

    return [measure_facts(rounds)]


def _startup(rounds: int) -> list[Section]:
    from bench.startup import TIMES, measure_startup

    return [measure_startup(min(rounds, TIMES))]


def _memory(rounds: int) -> list[Section]:
    from bench.memory import measure_memory

    return [measure_memory()]


if __name__ == "__main__":
    main(sys.argv[1:])
