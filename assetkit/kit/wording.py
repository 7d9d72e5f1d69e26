"""Wording: the text of ``posts.toml`` in, the places to post, the kinds of picture and what is said of them out.

The words are a union's to edit: a line is a text with ``{{ facts.NAME }}`` and ``{{ campaign.NAME }}`` in it, filled in the templates'
sandbox. A list in the place of a line holds alternatives; the first one is said whose facts are all known.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from assetkit.errors import AssetkitError, nearest
from assetkit.facts.names import FACTS, unknown
from assetkit.schema import load

WORDING_FILE = "posts.toml"
DRAFT = "draft_text"  # not a fact of the figures: it is there when drafts are asked for
FACT = re.compile(r"\bfacts\.([a-z_]+)")
HEADLINES = ("lead", "title", "picture")
DAYS = 7  # that one week's posts are spread over


def _alternatives(value: object) -> object:
    return (value,) if isinstance(value, str) else value


def _clock(value: object) -> object:
    if isinstance(value, str) and re.fullmatch(r"\d{2}:\d{2}", value):
        return dt.time.fromisoformat(value)
    raise ValueError(f'should be a time such as "08:00", not {value!r}')


Line = Annotated[tuple[str, ...], BeforeValidator(_alternatives), Field(min_length=1)]
Clock = Annotated[dt.time, BeforeValidator(_clock)]


def _distinct(times: tuple[dt.time, ...]) -> tuple[dt.time, ...]:
    if len(set(times)) != len(times):
        raise ValueError("names a time twice")
    return times


class _Written(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Parts(_Written):
    """Lines by what they are for; a kind's own take the place of the common ones."""

    mark: tuple[Line, ...] | None = None
    body: tuple[Line, ...] | None = None
    more: tuple[Line, ...] | None = None
    ask: tuple[Line, ...] | None = None
    stamp: tuple[Line, ...] | None = None
    day: tuple[Line, ...] | None = None
    tags: tuple[Line, ...] | None = None


class Place(_Written):
    """Where posts go: ``limit`` characters, the headline within the ``first`` ones; ``says`` which parts in which order, of which the
    ``spare`` ones give up lines when it is too long; ``sizes`` of the pictures that go there and ``times`` of the day to post at, the best
    first."""

    title: str
    says: tuple[str, ...] = ()
    limit: int = Field(default=0, ge=0)
    first: int | None = Field(default=None, ge=1)
    spare: tuple[str, ...] = ()
    one_line: bool = False
    sizes: tuple[str, ...] = ()
    times: Annotated[tuple[Clock, ...], AfterValidator(_distinct)] = ()

    @property
    def headline(self) -> str:
        """Which of a kind's headlines is said here; empty where nothing is."""
        return next((part for part in self.says if part in HEADLINES), "")

    @model_validator(mode="after")
    def _agrees(self) -> Self:
        known = (*Parts.model_fields, *HEADLINES)
        for part in (*self.says, *self.spare):
            if part not in known:
                raise ValueError(f"there is no part '{part}': {nearest(part, known)}")
        if self.says and (sum(part in HEADLINES for part in self.says) != 1 or not self.limit):
            raise ValueError(f"a place that says something has a limit and one of {', '.join(HEADLINES)}")
        if self.sizes and not self.times:
            raise ValueError("a place that takes pictures needs times to post them at")
        return self


class Kind(Parts):
    """A kind of picture: what is said of it, in several wordings of the headlines; ``days`` after the figures to post it on (first and
    last; one when it is not spread). The kind with ``others`` takes all other templates."""

    label: str
    templates: tuple[str, ...] = ()
    others: bool = False
    days: tuple[int, int] = (1, 1)
    lead: tuple[Line, ...] = Field(min_length=1)
    title: tuple[Line, ...] = Field(min_length=1)
    picture: tuple[Line, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _in_the_week(self) -> Self:
        if not 0 <= self.days[0] <= self.days[1] <= DAYS:
            raise ValueError(f"days should be two numbers from 0 to {DAYS}, such as [2, 6]")
        return self


class Wording(_Written):
    """A ``posts.toml``: places, kinds, and the lines that all kinds share."""

    common: Parts
    places: dict[str, Place] = Field(alias="place", min_length=1)
    kinds: dict[str, Kind] = Field(alias="kind", min_length=1)

    @model_validator(mode="after")
    def _one_takes_the_others(self) -> Self:
        others = [name for name, kind in self.kinds.items() if kind.others]
        if len(others) != 1:
            raise ValueError("exactly one kind should say others = true: it takes the templates that none names")
        return self

    def kind_of(self, template: str) -> str:
        """The kind of picture that a template draws."""
        fallback = next(name for name, kind in self.kinds.items() if kind.others)
        return next((name for name, kind in self.kinds.items() if template in kind.templates), fallback)

    def place(self, name: str) -> Place:
        """A place by its id; AssetkitError names the nearest."""
        if name not in self.places:
            raise AssetkitError("unknown place", where=f"place '{name}'", hint=nearest(name, list(self.places)))
        return self.places[name]

    def lines(self, kind: str, part: str) -> tuple[Line, ...]:
        """The lines of a part: the kind's, else the common ones."""
        own: tuple[Line, ...] | None = getattr(self.kinds[kind], part)
        return own if own is not None else getattr(self.common, part, None) or ()

    def texts(self) -> Iterator[tuple[str, str]]:
        """Every text with the place in the file where it stands."""
        for owner, parts in (("common", self.common), *((f"kind.{name}", kind) for name, kind in self.kinds.items())):
            for part in (*Parts.model_fields, *HEADLINES):
                for number, line in enumerate(getattr(parts, part, None) or (), start=1):
                    yield from ((f"{owner}.{part} #{number}", text) for text in line)


def load_wording(text: str, where: str = WORDING_FILE) -> Wording:
    """The wording that a TOML ``text`` gives. AssetkitError for what is not TOML, an unknown entry, or a line that names no fact."""
    wording = load(Wording, text, where, hint="compare with the shipped templates/_shared/posts.toml")
    known = {fact.name for fact in FACTS} | {DRAFT}
    from assetkit.sandbox import refuse_mistakes

    for place, line in wording.texts():
        refuse_mistakes(line, f"{where}: {place}")  # now, not in the week in which it is said
        for name in FACT.findall(line):
            if name not in known:
                raise AssetkitError(f"{place}: facts.{name} is not known", where=where, hint=unknown(name))
    return wording
