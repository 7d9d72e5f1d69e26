"""The text of a workspace's ``assetkit.toml`` in, its `Settings` out."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from assetkit.counts.sources.declaration import Duration, SourceSpec, Text
from assetkit.counts.sources.secrets import refuse_literal_secret
from assetkit.errors import AssetkitError, nearest
from assetkit.schema import load


def _store(text: str) -> str:
    """A path, or an address without a secret: only ``env:NAME`` is known for the store."""
    try:
        refuse_literal_secret(text)
    except ValueError as error:
        raise ValueError("holds a secret; keep the whole address in a variable and write env:NAME") from error
    if "${" in text:
        raise ValueError("holds ${…}; keep the whole address in a variable and write env:NAME")
    return text


class Settings(BaseModel):
    """What a workspace sets: the campaign, where pictures and counts go, and where counts come from.

    Paths are relative to the workspace. ``store`` is a path, a SQLAlchemy URL or ``env:NAME``; ``units`` is the registry of units,
    ``steps`` the file of the process; figures older than ``max_age`` are not used when their source cannot be reached.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    campaign: Text | None = None
    output: Text = "outputs"
    store: Annotated[Text, AfterValidator(_store)] | None = None
    units: Text | None = None
    steps: Text | None = None
    max_age: Duration | None = None
    sources: tuple[SourceSpec, ...] = Field(default=(), alias="source")

    @model_validator(mode="after")
    def _told_apart(self) -> Self:
        names = [source.name for source in self.sources]
        for twice in sorted({name for name in names if names.count(name) > 1}):
            raise ValueError(f"two sources are named '{twice}'; each has a name of its own")
        return self

    def source(self, name: str) -> SourceSpec:
        """The source of that name; AssetkitError names the nearest."""
        for source in self.sources:
            if source.name == name:
                return source
        hint = nearest(name, [source.name for source in self.sources])
        raise AssetkitError("there is no such source in assetkit.toml", where=f"source '{name}'", hint=hint)


def load_settings(text: str, where: str) -> Settings:
    """The settings that a TOML ``text`` holds; AssetkitError on one line for a wrong or an unknown entry."""
    return load(Settings, text, where)
