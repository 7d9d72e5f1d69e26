"""The words of a bench's command line in, which parts to measure and how often, out."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Asked:
    """Which parts are measured, in how many interleaved rounds; ``printed``: some only, which are printed and not written."""

    parts: tuple[str, ...]
    rounds: int
    printed: bool


def asked(arguments: Sequence[str], program: str, about: str | None, parts: Iterable[str], rounds: int) -> Asked:
    """What ``arguments`` ask of ``program``; ends the process for a part that there is not."""
    known = tuple(parts)
    parser = argparse.ArgumentParser(prog=program, description=about)
    parser.add_argument("--only", metavar="PART,…", help=f"of {', '.join(known)}; printed, not written")
    parser.add_argument("--rounds", type=int, default=rounds, help=f"interleaved rounds (default: {rounds})")
    given = parser.parse_args(arguments)
    chosen = tuple(given.only.split(",")) if given.only else known
    unknown = set(chosen) - set(known)
    if unknown:
        parser.error(f"no such part: {', '.join(sorted(unknown))} (try: {', '.join(known)})")
    return Asked(chosen, given.rounds, bool(given.only))
