"""The plan of the weekly kit: the text of ``week.toml`` in, the pieces and films to make out."""

from __future__ import annotations

import re
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from assetkit.facts.names import FACTS, unknown
from assetkit.schema import load

PLAN_FILE = "week.toml"
RACE = "race"
MOST_SECONDS = 600.0  # s of one film
NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def _file_name(text: str) -> str:
    if not NAME.fullmatch(text):
        raise ValueError(f"should be of a-z, 0-9 and single '-', such as tong-quan, not '{text}'")
    return text


class _Planned(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    name: Annotated[str, AfterValidator(_file_name)]
    sizes: tuple[str, ...] = Field(min_length=1)
    needs: tuple[str, ...] = ()
    fields: dict[str, str] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _knows(self) -> Self:
        names = {fact.name for fact in FACTS}
        for need in self.needs:
            if need not in names:
                raise ValueError(unknown(need))
        for size in self.sizes:
            if self.sizes.count(size) > 1:
                raise ValueError(f"names the size '{size}' twice")
        return self


class Piece(_Planned):
    """One picture of the kit, in its sizes; ``of`` the whole, of each unit, or of each unit that has just reached its quota."""

    template: str
    of: Literal["whole", "units", "reached"] = "whole"

    @property
    def where(self) -> str:
        """Where it stands, for messages."""
        return f"{PLAN_FILE} piece '{self.name}'"


class FilmPiece(_Planned):
    """One film of the kit, in its sizes: the race of the units, or the ``film`` of a storyboard of that name; ``seconds`` long, else as long
    as it needs. A race has a ``metric``, ``top`` bars in view at once, and ``fields`` of its frame; a storyboard says these things itself."""

    film: str
    seconds: float | None = Field(default=None, gt=0, le=MOST_SECONDS)
    metric: Literal["valid", "percent"] | None = None
    top: int | None = Field(default=None, ge=2, le=60)

    @property
    def where(self) -> str:
        """Where it stands, for messages."""
        return f"{PLAN_FILE} film '{self.name}'"

    @model_validator(mode="after")
    def _is_of_a_race(self) -> Self:
        given = {"metric": self.metric, "top": self.top, "fields": self.fields or None}
        for entry in (name for name, value in given.items() if value is not None and self.film != RACE):
            raise ValueError(f"{entry} is for film = \"{RACE}\"; the storyboard '{self.film}' says what it shows")
        for name in ("metric", "bars", "rest"):
            if name in self.fields:
                raise ValueError(f"fields.{name} is filled by the race itself: use metric and top")
        return self


class Plan(BaseModel):
    """A ``week.toml``."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    pieces: tuple[Piece, ...] = Field(alias="piece", min_length=1)
    films: tuple[FilmPiece, ...] = Field(default=(), alias="film")

    @model_validator(mode="after")
    def _named_once(self) -> Self:
        names = [piece.name for piece in (*self.pieces, *self.films)]
        for twice in sorted({name for name in names if names.count(name) > 1}):
            raise ValueError(f"two pieces are called '{twice}'; their files would overwrite each other")
        return self


def load_plan(text: str, where: str = PLAN_FILE) -> Plan:
    """The plan that a TOML ``text`` gives; AssetkitError on one line for what is wrong in it."""
    return load(Plan, text, where, hint="compare with the shipped templates/_shared/week.toml")
