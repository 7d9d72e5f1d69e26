"""The text of a ``campaigns/<id>.toml`` in, a frozen Campaign out: who speaks, until when, how many, in which colours.

Names, dates, phases and targets are data, never code. What is not known is left out, and is then absent, not guessed.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from assetkit.errors import AssetkitError, nearest
from assetkit.schema import load, parse_day

MOST = 1_000_000_000  # initiatives; a larger figure is a slip of the keyboard: the country has 100 million people
LONGEST = 300  # characters of one text
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_HASHTAG = re.compile(r"#\w+")
_WORDS = {"nghìn": "ngàn", "ngàn": "nghìn"}


def _spoken(text: str) -> str:
    """A text that can be set on one picture: not blank, one line, nothing invisible that breaks a layout."""
    if not text.strip():
        raise ValueError("is empty")
    if any(unicodedata.category(sign) == "Cc" for sign in text):
        raise ValueError("holds a line break or a control character; one line of text is asked for")
    return text.strip()


def _identifier(text: str) -> str:
    if not _ID.fullmatch(text):
        raise ValueError(f"should be of a-z, 0-9 and single '-', such as evn-10k-2022, not '{text}'")
    return text


def _colour(text: str) -> str:
    if not _COLOUR.fullmatch(text):
        raise ValueError(f"should be a colour written #RRGGBB, such as #071A3D, not '{text}'")
    return text.upper()


def _hashtag(text: str) -> str:
    if not text.startswith("#"):
        raise ValueError(f"should begin with '#', not '{text}'")
    if not _HASHTAG.fullmatch(text) or text[1:].isdigit():
        raise ValueError(f"should be '#' and letters or digits without spaces, not '{text}'")
    return text


def web_address(text: str) -> str:
    """An address that a reader can open; ValueError says what is wrong with it."""
    if re.search(r"\s", text):
        raise ValueError(f"should be an address without spaces, not '{text}'")
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
    except ValueError as error:
        raise ValueError(f"is not an address: {error}") from error
    if parts.scheme not in ("http", "https") or not host:
        raise ValueError(f"should be an address that begins with https:// or http://, not '{text}'")
    if "." not in host or parts.username is not None:
        raise ValueError(f"should be a public address such as https://sangkien.example.vn, not '{text}'")
    return text


def _file(text: str) -> str:
    if text.startswith(("/", "~")) or re.match(r"[A-Za-z]:", text) or "\\" in text or ".." in text.split("/"):
        raise ValueError(f"should be a path inside the folder of the campaign, with '/', not '{text}'")
    return text


Text = Annotated[str, Field(max_length=LONGEST), AfterValidator(_spoken)]
Colour = Annotated[str, AfterValidator(_colour)]
Day = Annotated[dt.date, BeforeValidator(parse_day)]
Whole = Annotated[int, Field(strict=True, gt=0, le=MOST)]
Metric = Literal["valid", "submitted", "reviewing", "registered"]


class _Written(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=False, defer_build=True)


class Phase(_Written):
    """A part of the campaign: first and last day (both included) and, when known, how many initiatives by its end."""

    id: Text
    name: Text
    start: Day
    end: Day
    target: Whole | None = None

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.end < self.start:
            raise ValueError(f"ends on {self.end}, before it starts on {self.start}")
        return self


class Lockup(_Written):
    """The programme's sign: one to three lines of type and, when wanted, a smaller descriptor line."""

    lines: tuple[Text, ...] = Field(min_length=1, max_length=3)
    note: Text | None = None


class Palette(_Written):
    """The campaign's colours, #RRGGBB in sRGB: grounds, the lit accents, and paper with its ink."""

    ground: Colour
    deep: Colour
    support: Colour
    light: Colour
    accent: Colour
    hot: Colour
    paper: Colour
    ink: Colour


class Mark(_Written):
    """An emblem or logo file of the owner, placed as it is. ``clear_space`` is a share of the mark's height, 0..2."""

    file: Annotated[Text, AfterValidator(_file)]
    alt: Text
    clear_space: float = Field(default=0.25, ge=0, le=2)


class Campaign(_Written):
    """Who speaks. ``target`` counts initiatives of ``count_metric`` by ``deadline`` (last day, included)."""

    id: Annotated[Text, AfterValidator(_identifier)]
    name: Text
    long_name: Text
    organiser: Text
    organiser_short: Text
    motif: Literal["bulb", "sun"]
    word: Literal["nghìn", "ngàn", ""] = ""
    target: Whole | None = None
    count_metric: Metric = "valid"
    start: Day
    deadline: Day
    phases: tuple[Phase, ...] = Field(default=(), alias="phase")
    messages: tuple[Text, ...] = Field(min_length=1)
    hashtag: Annotated[Text, AfterValidator(_hashtag)] | None = None
    portal: Annotated[Text, AfterValidator(web_address)] | None = None
    lockup: Lockup
    milestones: tuple[Whole, ...] = ()
    sources: tuple[Text, ...] = ()
    palette: Palette
    marks: tuple[Mark, ...] = Field(default=(), alias="mark")

    @model_validator(mode="after")
    def _agrees(self) -> Self:
        """Dates, phases, targets and wording that contradict each other are refused."""
        problems = [*self._date_problems(), *self._target_problems(), *self._word_problems()]
        if problems:
            raise ValueError("; ".join(problems))
        return self

    def _date_problems(self) -> Iterator[str]:
        if self.deadline < self.start:
            yield f"deadline: {self.deadline} is before the start, {self.start}"
            return
        for phase in self.phases:
            if phase.start < self.start or phase.end > self.deadline:
                yield (
                    f"phase '{phase.id}': {phase.start} to {phase.end} is not within the campaign, "
                    f"{self.start} to {self.deadline}"
                )
        for one, other in pairwise(sorted(self.phases, key=lambda phase: (phase.start, phase.end))):
            if other.start <= one.end:
                yield f"phase '{other.id}': starts on {other.start}, when phase '{one.id}' runs until {one.end}"
        identifiers = [phase.id for phase in self.phases]
        for twice in sorted({name for name in identifiers if identifiers.count(name) > 1}):
            yield f"phase '{twice}': its id is used twice"

    def _target_problems(self) -> Iterator[str]:
        targets = [phase.target for phase in self.phases]
        known = sum(target for target in targets if target is not None)
        if self.target is not None and targets:
            if None not in targets and known != self.target:
                yield f"phase: the targets add up to {known}, the target is {self.target}"
            elif None in targets and known >= self.target:
                yield f"phase: the known targets add up to {known}, which leaves nothing of the target {self.target}"
        if any(later <= earlier for earlier, later in pairwise(self.milestones)):
            yield "milestones: should rise from each to the next"

    def _word_problems(self) -> Iterator[str]:
        """One of nghìn/ngàn per campaign, in every text that goes onto pictures."""
        other = _WORDS.get(self.word)
        lines = [self.name, self.long_name, *self.messages, *self.lockup.lines, self.lockup.note or ""]
        for text in lines if other else ():
            if re.search(rf"\b{other}\b", text, re.IGNORECASE):
                yield f"word: the campaign says '{self.word}', but '{text}' says '{other}'"

    def phase(self, identifier: str) -> Phase:
        """The phase with this id; AssetkitError names the nearest."""
        for phase in self.phases:
            if phase.id == identifier:
                return phase
        hint = nearest(identifier, [phase.id for phase in self.phases])
        raise AssetkitError(f"has no phase '{identifier}'", where=f"campaign {self.id}", hint=hint)

    def phase_at(self, day: dt.date) -> Phase | None:
        """The phase that runs on a day; None between, before and after them."""
        return next((phase for phase in self.phases if phase.start <= day <= phase.end), None)


def load_campaign(text: str, where: str) -> Campaign:
    """The campaign that a TOML ``text`` describes; ``where`` names the file in errors.

    Raises AssetkitError, one line, for what is not TOML, an impossible date, an unknown, missing or ill-formed entry,
    and for dates, phases and targets that contradict each other.
    """
    return load(Campaign, text, where, hint="compare with a shipped file in campaigns/")
