"""A storyboard, facts and a length in, the cuts of one film out: every scene with its texts, its frames, and what is said meanwhile."""

from __future__ import annotations

import re
from collections import ChainMap
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

from assetkit.errors import AssetkitError, nearest
from assetkit.film.captions import reading_seconds
from assetkit.film.scenes import HOLD, NONE, Scene, Storyboard
from assetkit.film.transitions import Transition

HOLE = re.compile(r"\{([a-z_]\w*(?:\.[a-z_]\w*)?)(\??)\}")
MOST_CUTS = 120
OF_CAMPAIGN = "campaign."
Why = Callable[[str], str]
"""Why a fact is not known, as what to try."""


@dataclass(frozen=True)
class Cut:
    """A scene as it is filmed: ``frames`` long, the first of them mixed with the end of the one before as ``transition`` says."""

    template: str
    frames: int
    transition: Transition
    fields: Mapping[str, str] = field(default_factory=dict)
    caption: str = ""
    where: str = ""


def cuts_of(
    board: Storyboard, facts: Mapping[str, Any], names: Mapping[str, Any], why: Why, rate: int, seconds: float | None = None
) -> tuple[tuple[Cut, ...], tuple[str, ...]]:
    """The film's cuts, and a note on each scene that is left out because a fact that it needs is not known.

    ``names`` are what texts may say of the campaign; ``seconds`` is the length of the whole, to which all scenes are stretched.
    AssetkitError for a name that is not known, and for a length that leaves a scene no time.
    """
    known = ChainMap({f"{OF_CAMPAIGN}{name}": value for name, value in names.items()}, _mutable(facts))
    found: list[tuple[Scene, ChainMap[str, Any]]] = []
    notes = []
    for scene in board.scenes:
        lacking = next((name for name in (*scene.needs, *([scene.each] if scene.each else [])) if name not in facts), None)
        if lacking:
            notes.append(f"scene '{scene.template}' is left out: {why(lacking)}")
            continue
        found += [(scene, known.new_child(dict(entry))) for entry in (facts[scene.each] if scene.each else ({},))]
    if not 0 < len(found) <= MOST_CUTS:
        message = f"shows {len(found)} scenes" if found else f"has nothing to show: {'; '.join(notes)}"
        raise AssetkitError(message, where=board.where, hint=f"1 to {MOST_CUTS} scenes")
    told = [_told(scene, own, index == 0, why, rate) for index, (scene, own) in enumerate(found)]
    lengths = _lengths(told, rate, seconds, board.where)
    return tuple(_cut(scene, frames) for scene, frames in zip(told, lengths, strict=True)), tuple(notes)


def _mutable(facts: Mapping[str, Any]) -> Any:
    """A ChainMap asks for mappings that can be changed, and changes none but its first."""
    return facts


def _told(scene: Scene, known: Mapping[str, Any], first: bool, why: Why, rate: int) -> Scene:
    """The scene with its texts. One of a list lasts as long as its own caption takes to read: lists hold short and long texts."""
    caption = poured(scene.caption, known, scene.where, why)
    transition = NONE if first else scene.transition
    least = transition.seconds + reading_seconds(caption, scene.where, rate) if scene.each else 0.0
    fields = {name: poured(text, known, scene.where, why) for name, text in scene.fields.items()}
    return replace(scene, seconds=max(scene.seconds, least), transition=transition, caption=caption, fields=fields)


def _cut(scene: Scene, frames: int) -> Cut:
    return Cut(scene.template, frames, scene.transition, scene.fields, scene.caption, scene.where)


def _lengths(scenes: Sequence[Scene], rate: int, seconds: float | None, where: str) -> Iterator[int]:
    """How many frames each scene has, so that all of them have as many as the whole: what is rounded off one goes to the next."""
    whole = sum(scene.seconds for scene in scenes)
    stretch = 1.0 if seconds is None else seconds / whole
    short = max((scene.transition.seconds + HOLD) / scene.seconds for scene in scenes)
    if stretch < short:
        hint = f"--duration {whole * short + 0.05:.1f} or more"
        raise AssetkitError(f"{seconds:g} s are too short for its {len(scenes)} scenes", where=where, hint=hint)
    ends = [sum(scene.seconds for scene in scenes[: index + 1]) * stretch for index in range(len(scenes))]
    marks = [0, *(round(end * rate) for end in ends)]
    return (after - before for before, after in pairwise(marks))


def poured(text: str, known: Mapping[str, Any], where: str, why: Why) -> str:
    """The text with its names in braces replaced; ``{name?}`` of one that is not known is nothing. AssetkitError for another."""

    def value(match: re.Match[str]) -> str:
        if match[1] in known:
            return str(known[match[1]])
        if match[2]:
            return ""
        names = [name for name in known if name.startswith(OF_CAMPAIGN)]
        hint = nearest(match[1], names) if match[1].startswith(OF_CAMPAIGN) else why(match[1])
        raise AssetkitError(f"{match[0]} is not known", where=where, hint=hint)

    return " ".join(HOLE.sub(value, text).split())
