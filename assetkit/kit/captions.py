"""Captions: a wording, the facts of a picture and its campaign in, the text to post beside it out.

A line is said when every fact that it names is known and something is left of it; so what is not known leaves no hole. A line that repeats
the headline is left out. Which wording of a headline is said turns from week to week, and from unit to unit.
"""

from __future__ import annotations

import datetime as dt
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assetkit.campaign import Campaign
from assetkit.errors import AssetkitError
from assetkit.fill import Record, campaign_names
from assetkit.kit.wording import FACT, Line, Place, Wording
from assetkit.sandbox import pour
from assetkit.typography import apply_rules, fold

MARK_JOINT = " · "


@dataclass(frozen=True)
class Speaker:
    """Who says what of whom: the wording, the campaign, and the facts of the whole or of one unit."""

    wording: Wording
    campaign: Campaign
    facts: Mapping[str, Any]

    def line(self, line: Line, where: str) -> str:
        """The first alternative whose facts are known and that says something; empty when there is none."""
        return next(self.alternatives(line, where), "")

    def alternatives(self, line: Line, where: str) -> Iterator[str]:
        """Every alternative that can be said, in order."""
        from assetkit.facts.names import unknown

        names = {"campaign": campaign_names(self.campaign), "facts": Record(self.facts, "facts", unknown)}
        for text in line:
            tested = [name for name in FACT.findall(text) if f"'{name}' in facts" not in text]
            if all(name in self.facts for name in tested):
                plain = f"{{% autoescape false %}}{text}{{% endautoescape %}}"  # a caption is no web page
                said = apply_rules(pour(plain, {}, names, where))
                if said:
                    yield said[0].upper() + said[1:]

    def part(self, kind: str, part: str) -> list[str]:
        """The lines of one part that can be said."""
        lines = self.wording.lines(kind, part)
        found = [self.line(line, f"posts.toml kind.{kind}.{part} #{index}") for index, line in enumerate(lines, start=1)]
        return [text for text in found if text]


def turn_of(facts: Mapping[str, Any]) -> int:
    """Which wording's turn it is: it changes from week to week (Monday to Sunday) of the figures, and from unit to unit."""
    day = facts.get("as_of") or facts["today"]
    day = day.date() if isinstance(day, dt.datetime) else day
    unit = str(facts.get("unit_code") or facts.get("unit") or "")
    week: int = (day.toordinal() - 1) // 7
    return week + zlib.crc32(fold(unit).encode())


def caption(wording: Wording, kind: str, place: str, facts: Mapping[str, Any], campaign: Campaign) -> str:
    """What to post beside a picture of that kind in that place; empty for a place that says nothing.

    Lines of the place's spare parts are left out, the last first, until the text is short enough. Raises AssetkitError, naming place and
    length, when even its shortest wording is too long, and for a kind of which nothing can be said.
    """
    chosen = wording.place(place)
    if not chosen.says:
        return ""
    speaker = Speaker(wording, campaign, facts)
    said = {part: speaker.part(kind, part) for part in chosen.says if part != chosen.headline}
    tries = []
    for headline in _headlines(speaker, kind, chosen):
        text = _fitted(chosen, {**said, chosen.headline: [headline]})
        if not (faults := _faults(chosen, text, headline)):
            return text
        tries.append((len(text), faults))
    unit = facts.get("unit")
    where = f"caption of '{kind}'{f' of {unit}' if unit else ''} for {chosen.title}"
    if not tries:
        hint = f"a line in posts.toml kind.{kind}.{chosen.headline} that needs less"
        raise AssetkitError("no headline can be said: facts are missing", where=where, hint=hint)
    raise AssetkitError(min(tries)[1], where=where, hint="shorter lines in posts.toml, or a shorter name of the unit")


def _headlines(speaker: Speaker, kind: str, place: Place) -> Iterator[str]:
    """Every headline that can be said, those of the wording whose turn it is first."""
    wordings: Sequence[Line] = getattr(speaker.wording.kinds[kind], place.headline)
    turn = turn_of(speaker.facts)
    for step in range(len(wordings)):
        index = (turn + step) % len(wordings)
        yield from speaker.alternatives(wordings[index], f"posts.toml kind.{kind}.{place.headline} #{index + 1}")


def _fitted(place: Place, said: Mapping[str, Sequence[str]]) -> str:
    """The parts in order, without lines that repeat the headline, and without as many spare ones as it takes."""
    (headline,) = said[place.headline]
    heard = fold(headline)
    left = {
        part: [line for line in lines if part == place.headline or fold(line.rstrip(".")) not in heard]
        for part, lines in said.items()
    }
    while len(text := _joined(place, left)) > place.limit:
        part = next((name for name in place.spare if left.get(name)), None)
        if part is None:
            break
        left[part].pop()
    return text


def _joined(place: Place, said: Mapping[str, Sequence[str]]) -> str:
    """One text: what the figures are not (a draft, a sample) stands first, in the headline's own paragraph."""
    mark = MARK_JOINT.join(said.get("mark", ()))
    rest = [said[part] for part in place.says if part != "mark" and said.get(part)]
    if place.one_line:
        text = " ".join(line for lines in rest for line in lines)
        return f"{mark}: {text}" if mark else text
    paragraphs = "\n\n".join("\n".join(lines) for lines in rest)
    return f"{mark}\n{paragraphs}" if mark else paragraphs


def _faults(place: Place, text: str, headline: str) -> str:
    """What is too long about the text; empty when nothing is."""
    if len(text) > place.limit:
        return f"{len(text)} characters, {place.limit} is the most"
    end = text.find(headline) + len(headline)
    if place.first is not None and end > place.first:
        return f"its headline ends after {end} characters, only {place.first} are shown at first"
    return ""
