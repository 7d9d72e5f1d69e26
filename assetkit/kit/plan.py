"""The plan of the weekly kit: the text of ``week.toml`` in, the pieces to make out."""

from __future__ import annotations

import re
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from assetkit.facts.names import FACTS, unknown
from assetkit.schema import load

PLAN_FILE = "week.toml"
NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def _file_name(text: str) -> str:
    if not NAME.fullmatch(text):
        raise ValueError(f"should be of a-z, 0-9 and single '-', such as tong-quan, not '{text}'")
    return text


class Piece(BaseModel):
    """One picture of the kit, in its sizes; ``of`` the whole, of each unit, or of each unit that has just reached its quota."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    name: Annotated[str, AfterValidator(_file_name)]
    template: str
    of: Literal["whole", "units", "reached"] = "whole"
    sizes: tuple[str, ...] = Field(min_length=1)
    needs: tuple[str, ...] = ()
    fields: dict[str, str] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _knows(self) -> Self:
        names = {fact.name for fact in FACTS}
        for need in self.needs:
            if need not in names:
                raise ValueError(unknown(need))
        return self


class Plan(BaseModel):
    """A ``week.toml``."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    pieces: tuple[Piece, ...] = Field(alias="piece", min_length=1)

    @model_validator(mode="after")
    def _named_once(self) -> Self:
        names = [piece.name for piece in self.pieces]
        for twice in sorted({name for name in names if names.count(name) > 1}):
            raise ValueError(f"two pieces are called '{twice}'; their files would overwrite each other")
        return self


def load_plan(text: str, where: str = PLAN_FILE) -> Plan:
    """The plan that a TOML ``text`` gives; AssetkitError on one line for what is wrong in it."""
    return load(Plan, text, where, hint="compare with the shipped templates/_shared/week.toml")
