"""One ``[[source]]`` table of ``assetkit.toml`` in, a checked `SourceSpec` out: where counts live and how they are written there."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from assetkit.counts.sources.durations import parse_duration
from assetkit.counts.sources.secrets import refuse_literal_header, refuse_literal_secret

_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_HOST = re.compile(r"(?:\*\.)?[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?")
_ONLY = {
    "url": ("headers", "allowed_hosts", "allow_private", "ca_file", "retries", "max_megabytes"),
    "sql": ("query",),
}
"""Keys that mean something for one kind of place only."""


def _text(text: str) -> str:
    if not text.strip():
        raise ValueError("is empty")
    return text.strip()


def _name(text: str) -> str:
    if not _NAME.fullmatch(text):
        raise ValueError(f"should be of a-z, 0-9 and single '-', such as national-portal, not '{text}'")
    return text


def _web(text: str) -> str:
    if re.search(r"\s", text):
        raise ValueError("holds a space; write it as %20")
    refuse_literal_secret(text)
    if text.startswith("env:"):
        return text
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https"):
        raise ValueError(f"should begin with https:// or http://, not '{parts.scheme}:'")
    if "@" in parts.netloc:
        raise ValueError('holds a user; write it into a header: Authorization = "Basic ${NAME}"')
    if not parts.hostname:
        raise ValueError("names no host, such as https://sangkien.example.vn/counts.csv")
    return text


def _host(text: str) -> str:
    if not _HOST.fullmatch(text):
        raise ValueError(f"should be a host such as docs.google.com or *.googleusercontent.com, not '{text}'")
    return text.lower()


def _as_written(value: object) -> object:
    """A date of TOML as its text: the moment is read where the figures are."""
    if isinstance(value, dt.datetime):
        return value.isoformat(timespec="minutes")
    return value.isoformat() if isinstance(value, dt.date) else value


Text = Annotated[str, AfterValidator(_text)]
Duration = Annotated[dt.timedelta, BeforeValidator(parse_duration)]


class Columns(BaseModel):
    """What the source calls each column: a header, or for JSON a path inside a row."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    unit: Text | None = None
    code: Text | None = None
    parent: Text | None = None
    value: Text | None = None
    valid: Text | None = None
    submitted: Text | None = None
    reviewing: Text | None = None
    registered: Text | None = None
    quota: Text | None = None
    published_percent: Text | None = None
    date: Text | None = None
    as_of: Text | None = None
    phase: Text | None = None
    metric: Text | None = None
    note: Text | None = None
    source: Text | None = None

    @model_validator(mode="after")
    def _once(self) -> Self:
        if self.value and self.valid:
            raise ValueError("'value' and 'valid' both name the figures; keep one and say what it counts with metric")
        return self

    @property
    def named(self) -> dict[str, str]:
        """Our name -> the source's, for those that are declared."""
        return {name: value for name, value in self if value is not None}


class SourceSpec(BaseModel):
    """A place where counts live: exactly one of ``file``, ``url`` and ``sql``, and how the figures are written there."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    name: Annotated[Text, AfterValidator(_name)]
    file: Text | None = None  # a path or a glob, relative to the workspace
    url: Annotated[Text, AfterValidator(_web)] | None = None
    sql: Annotated[Text, AfterValidator(refuse_literal_secret)] | None = None  # a SQLAlchemy URL
    query: Text | None = None
    format: Literal["csv", "tsv", "xlsx", "ods", "json"] | None = None
    sheet: Text | None = None
    rows: Text | None = None  # a jmespath that leads to the list of rows
    columns: Columns = Field(default_factory=lambda: Columns())
    metric: Literal["valid", "submitted", "reviewing", "registered"] | None = None
    phase: Text | None = None
    locale: Literal["vi", "en"] | None = None
    dates: Literal["dmy", "mdy", "ymd"] | None = None
    as_of: Annotated[Text, BeforeValidator(_as_written)] | None = None
    source: Text | None = None  # as printed on pictures
    sample: bool = False  # invented figures: every picture says so
    headers: dict[str, Text] = Field(default_factory=dict)
    allowed_hosts: tuple[Annotated[str, AfterValidator(_host)], ...] = ()
    allow_private: bool = False
    ca_file: Text | None = None
    timeout: float = Field(default=60, ge=1, le=600)  # s for the whole pull of this source
    retries: int = Field(default=3, ge=0, le=5)
    max_megabytes: float = Field(default=20, gt=0, le=100)  # decoded
    max_rows: int = Field(default=200_000, ge=1, le=1_000_000)
    max_age: Duration | None = None

    @property
    def kind(self) -> str:
        """The kind of place: "file", "url" or "sql"."""
        return next(kind for kind in ("file", "url", "sql") if getattr(self, kind) is not None)

    @model_validator(mode="after")
    def _agrees(self) -> Self:
        kinds = [kind for kind in ("file", "url", "sql") if getattr(self, kind) is not None]
        if len(kinds) != 1:
            raise ValueError(f"should have exactly one of file, url and sql; it has {' and '.join(kinds) or 'none'}")
        for kind, keys in _ONLY.items():
            for key in keys if kind != kinds[0] else ():
                if key in self.model_fields_set:
                    raise ValueError(f"'{key}' is about a source with '{kind}', this one has '{kinds[0]}'")
        if self.sql is not None and self.query is None:
            raise ValueError('has no query; query = "SELECT unit, valid, as_of FROM …"')
        if self.sql is not None and (self.format or self.sheet or self.rows):
            raise ValueError("format, sheet and rows are about documents; a query gives rows itself")
        if self.rows and self.format not in (None, "json"):
            raise ValueError(f"'rows' is about JSON, the format is {self.format}")
        if self.metric not in (None, "valid") and self.columns.value and getattr(self.columns, self.metric or ""):
            raise ValueError(f"the columns 'value' and '{self.metric}' both name the {self.metric} figures; keep one")
        for name, value in self.headers.items():
            refuse_literal_header(name, value)
        return self
