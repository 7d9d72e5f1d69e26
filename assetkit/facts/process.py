"""The steps of a process and the campaign's palette in, the facts of scope "process" out: numbered, coloured, ready to be laid out.

Colour is who does a step, brightness is how far the initiative has come: in a run of steps by one lane the ground rises from a dim shade
to the lane's own colour.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from assetkit.draw.ramp import channels, mix
from assetkit.facts.block import Block
from assetkit.facts.names_of_process import PROCESS
from assetkit.steps import Lane, Step, Steps
from assetkit.typography import number

NEEDS_STEPS = "needs the steps of a process, which infographics have"
LEGIBLE = 4.5  # contrast of text and its ground (WCAG 2.2, AA)
VISIBLE = 1.5  # contrast above which a thick line of one colour is seen on another
DIM = {  # role of a lane's colour -> (role that dims it, how much at the first step of a run); chosen by eye, so that no shade is muddy
    "ground": ("ink", 0.4),
    "deep": ("ink", 0.4),
    "ink": ("ground", 0.3),
    "support": ("ink", 0.46),
    "light": ("support", 0.55),
    "hot": ("support", 0.26),
    "accent": ("hot", 0.3),
    "paper": ("light", 0.2),
}


@dataclass(frozen=True)
class Shade:
    """A ground and what is seen on it: the text's and a line's role in the palette, and the text's role on such a line."""

    fill: str
    ink: str
    line: str
    line_ink: str


def process_facts(steps: Steps, palette: Mapping[str, str]) -> Block:
    """The facts of all steps, of entering and of approval; those of a process that has no step are missing."""
    values: dict[str, object] = {}
    for prefix, chosen in (("", steps.steps), ("entry_", steps.of("entry")), ("approval_", steps.of("approval"))):
        if not chosen:
            continue
        runs = tuple(_runs(chosen, steps, palette))
        values[f"{prefix}steps"] = tuple(_entries(chosen, steps, palette))
        values[f"{prefix}runs"] = runs
        count = "steps_count" if not prefix else f"{prefix}count"
        values |= {count: len(chosen), f"{count}_text": f"{number(len(chosen))} bước"}
        if not prefix:
            values["lanes"] = tuple({run["lane"]: run for run in reversed(runs)}.values())[::-1]
    absent = [fact.name for fact in PROCESS if fact.name not in values]
    return Block(
        values, {name: f'needs a step with process = "{name.split("_")[0]}" in the file of steps' for name in absent}
    )


def _groups(chosen: Sequence[Step]) -> Iterator[tuple[int, list[Step]]]:
    """Runs of steps by one lane: how many steps come before, and the steps."""
    before = 0
    for _, group in groupby(chosen, key=lambda step: (step.lane, step.process)):
        found = list(group)
        yield before, found
        before += len(found)


def _rows(first: int, count: int, total: int) -> str:
    """Lines of a grid whose rows are: what bleeds above, one for each step, what bleeds below."""
    start = 1 if first == 0 else first + 2
    end = total + 3 if first + count == total else first + count + 2
    return f"{start}/{end}"


def _entries(chosen: Sequence[Step], steps: Steps, palette: Mapping[str, str]) -> Iterator[dict[str, object]]:
    total = len(chosen)
    for before, group in _groups(chosen):
        lane = steps.lane(group[0].lane)
        for place, step in enumerate(group):
            index = before + place
            look = shade(lane, palette, place, len(group))
            entry: dict[str, object] = {
                "number": index + 1,
                "number_text": number(index + 1),
                "verb": step.verb,
                "state": step.state,
                "icon": step.icon,
                "process": step.process,
                "lane": lane.id,
                "lane_name": lane.name,
                "lane_icon": lane.icon,
                "first": index == 0,
                "last": index == total - 1,
                "turn": index > 0 and chosen[index - 1].process != step.process,
                "row": _rows(index, 1, total),
            }
            entry |= {"fill": look.fill, "ink": look.ink, "line": look.line, "line_ink": look.line_ink}
            yield entry | ({"text": step.text} if step.text else {})


def _runs(chosen: Sequence[Step], steps: Steps, palette: Mapping[str, str]) -> Iterator[dict[str, object]]:
    for before, group in _groups(chosen):
        lane = steps.lane(group[0].lane)
        entry: dict[str, object] = {
            "lane": lane.id,
            "name": lane.name,
            "icon": lane.icon,
            "fill": shade(lane, palette, 0, 1).fill,
            "dim": shade(lane, palette, 0, len(group)).fill,
            "ink": shade(lane, palette, 0, 1).ink,
            "count": len(group),
            "turn": before > 0 and chosen[before - 1].process != group[0].process,
            "row": _rows(before, len(group), len(chosen)),
        }
        yield entry | ({"who": lane.who} if lane.who else {})


def shade(lane: Lane, palette: Mapping[str, str], place: int, count: int) -> Shade:
    """The look of step ``place`` (from 0) of a run of ``count``: the last one has the lane's own colour."""
    dimmer, amount = DIM[lane.colour]
    share = amount * (1 - place / (count - 1)) if count > 1 else 0.0
    fill = legible(mix(palette[lane.colour], palette[dimmer], share), palette)
    ink = readable(fill, palette)
    line = "accent" if contrast(palette["accent"], fill) >= VISIBLE else ink
    return Shade(fill, ink, line, readable(palette[line], palette))


def legible(fill: str, palette: Mapping[str, str]) -> str:
    """The colour, or the nearest darker one on which text can be read: between light and dark there is a gap."""
    tones = (mix(fill, palette["ink"], step / 25) for step in range(26))
    return next((tone for tone in tones if contrast(palette[readable(tone, palette)], tone) >= LEGIBLE), palette["ink"])


def readable(fill: str, palette: Mapping[str, str]) -> str:
    """Which of paper and ink reads better on a colour."""
    return max(("paper", "ink"), key=lambda role: contrast(palette[role], fill))


def contrast(one: str, other: str) -> float:
    """Contrast ratio 1..21 of two colours ``#rrggbb`` (WCAG 2.2)."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    """Relative luminance 0..1 of a colour in sRGB (WCAG 2.2)."""
    shares = [value / 255 for value in channels(colour)]
    red, green, blue = (share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
