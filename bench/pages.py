"""Page to PNG: every peer on the card, with and without its shadow."""

from __future__ import annotations

from pathlib import Path
from statistics import mean

from bench.card import OUT, Ours, fresh_photos, write_material
from bench.peers import Peer, all_peers
from bench.report import Line, Section, milliseconds

LARGER = 1.15  # times resvg's bytes that ours may have
WORDS = {True: "with the shadow", False: "without the shadow"}


def measure_pages(ours: Ours, rounds: int) -> list[Section]:
    """One table per variant: CPU per picture (least of the rounds' means over eight pages) and mean bytes."""
    material = write_material(ours)
    peers, absent = all_peers(ours, material)
    try:
        least, sizes = _rounds(peers, rounds)
    finally:
        for peer in peers:
            peer.close()
    return [_section(shadow, peers, least, sizes, absent) for shadow in WORDS]


Key = tuple[str, bool]


def _rounds(peers: list[Peer], rounds: int) -> tuple[dict[Key, float], dict[Key, float]]:
    least: dict[Key, float] = {}
    sizes: dict[Key, float] = {}
    for turn in range(rounds + 1):  # the first round warms up and keeps a picture of each
        for shadow in WORDS:
            fresh_photos(2 * turn + shadow)
            for peer in peers:
                seconds, counts = peer.draw(shadow, _picture(peer, shadow) if not turn else None)
                key = peer.name, shadow
                sizes[key] = mean(counts)
                if turn:
                    least[key] = min(least.get(key, 1e9), seconds / len(counts))
    return least, sizes


def _picture(peer: Peer, shadow: bool) -> Path:
    return OUT / f"card-{peer.name.split()[0].lower()}-{'shadow' if shadow else 'plain'}.png"


def _section(
    shadow: bool, peers: list[Peer], least: dict[Key, float], sizes: dict[Key, float], absent: dict[str, str]
) -> Section:
    ours, own = least[peers[0].name, shadow], sizes[peers[0].name, shadow]
    lines = []
    for peer in peers:
        seconds, size = least[peer.name, shadow], sizes[peer.name, shadow]
        against = "" if peer is peers[0] else f"{seconds / ours:.1f} times ours"
        lines.append(Line(peer.name, f"{milliseconds(seconds)}, {size / 1e3:.0f} kB", against))
        if "resvg" in peer.name:
            bytes_line = f"{own / size:.2f} times resvg's (promised: at most {LARGER:g})"
            lines.append(Line("bytes of our PNG", f"{own / 1e3:.0f} kB", bytes_line, own <= LARGER * size))
    lines += [Line(name, "not measured", reason) for name, reason in absent.items()]
    how = "CPU per picture 1200×630, from the row's words to the PNG; the least of the rounds, each the mean of eight pages."
    return Section(f"A page {WORDS[shadow]}", how, lines)
