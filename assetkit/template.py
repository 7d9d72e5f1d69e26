"""A template: the texts of ``template.toml``, ``page.html`` and ``style.css`` in, one frozen, checked value out."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from assetkit.errors import AssetkitError, nearest
from assetkit.schema import decoded, load, parse_toml

KINDS = ("avatar", "banner", "progress", "infographic", "film")
_CHOICE = re.compile(r"\{([a-z0-9_]+)\}")
NEEDED = ("template.toml", "page.html", "style.css")
FIELD_NAME = re.compile(r"[a-z][a-z0-9_]*")
TAKEN = frozenset(
    {"campaign", "facts", "size", "draw", "row", "template", "label", "loop", "self", "caller", "varargs", "kwargs"}
)


def _field_name(name: str) -> str:
    if not FIELD_NAME.fullmatch(name) or name in TAKEN:
        raise ValueError(f"'{name}' cannot name a field: a-z, 0-9 and _, and none of {', '.join(sorted(TAKEN))}")
    return name


class FieldSpec(BaseModel):
    """A hole that a person fills: its type, Vietnamese label, default, and the values its examples are made of."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    type: Literal["text", "image", "url", "choice"] = "text"
    label: str
    help: str = ""
    default: str | None = None  # a text, or a name such as "campaign.message"
    required: bool = False
    choices: tuple[str, ...] = ()
    max_length: int = Field(default=200, ge=1, le=5000)  # characters

    @model_validator(mode="after")
    def _chooses(self) -> Self:
        if (self.type == "choice") != bool(self.choices):
            raise ValueError("a choice has choices, and nothing else has")
        if self.choices and self.default not in (None, *self.choices):
            raise ValueError(f"the default '{self.default}' is none of the choices")
        return self


class TemplateSpec(BaseModel):
    """What ``template.toml`` says."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    title: str
    description: str
    order: int = 100  # the lowest of its kind is the kind's default
    sizes: tuple[str, ...] = Field(min_length=1)
    needs_counts: bool = False
    needs: tuple[
        str, ...
    ] = ()  # facts without which there is nothing to show; "chart_{chart}" is that of the field's choice
    styles: tuple[str, ...] = ()  # style sheets of templates/_shared/ that come before its own
    fields: dict[Annotated[str, AfterValidator(_field_name)], FieldSpec] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _needs_facts(self) -> Self:
        from assetkit.facts.names import FACTS, unknown

        known = {fact.name for fact in FACTS}
        for need in self.needs:
            chosen = _CHOICE.search(need)
            field = self.fields.get(chosen[1]) if chosen else None
            if chosen and (field is None or field.type != "choice"):
                raise ValueError(f"needs: '{chosen[1]}' is no field with choices")
            for name in [need.replace(chosen[0], choice) for choice in field.choices] if chosen and field else [need]:
                if name not in known:
                    raise ValueError(f"needs: {unknown(name)}")
        return self


class ExampleCounts(BaseModel):
    """The figures that an example shows, and what of them: a shipped table, with dates if change is shown, or the made-up sample."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    file: str | None = None
    sample: bool = False
    as_of: str | None = None
    unit: str | None = None
    phase: str | None = None
    source: str | None = None

    @model_validator(mode="after")
    def _has_figures(self) -> Self:
        if (self.file is None) != self.sample:
            raise ValueError("should name a file, or say sample = true")
        return self


class ExampleSteps(BaseModel):
    """The shipped files of steps that an example shows, and its shortest and longest texts; the usual one where none is named."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    fields: str = "steps.toml"
    shortest: str = "steps.toml"
    longest: str = "steps.toml"


class ExampleSpec(BaseModel):
    """What ``example.toml`` says: field values of the example, and those that differ in its shortest and longest texts."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    campaign: str | None = None
    counts: ExampleCounts | None = None
    steps: ExampleSteps | None = None
    fields: dict[str, str] = Field(default_factory=dict)
    shortest: dict[str, str] = Field(default_factory=dict)
    longest: dict[str, str] = Field(default_factory=dict)


@dataclass(frozen=True)
class Template:
    """A template ready to fill.

    ``art`` maps file names to bytes; ``styles`` are the shared style sheets that come before ``css``, by name; ``digest`` covers
    everything its pixels depend on; ``linted`` tells that its style is known to be
    sound (that of the shipped ones is, by the project's tests) and need not be read again.
    """

    id: str
    kind: str
    spec: TemplateSpec
    html: str
    css: str
    art: Mapping[str, bytes]
    shared: Mapping[str, str] = field(default_factory=dict)
    styles: Mapping[str, str] = field(default_factory=dict)
    example: Mapping[str, Any] = field(default_factory=dict)
    where: str = ""
    linted: bool = False

    @property
    def digest(self) -> str:
        """Hex digest of the page, style, art, shared files and fields."""
        state = hashlib.sha256()
        for part in (
            self.html,
            self.css,
            self.spec.model_dump_json(),
            *(f"{k}\0{v}" for k, v in sorted(self.shared.items())),
        ):
            state.update(part.encode())
            state.update(b"\0")
        for name, content in sorted(self.art.items()):
            state.update(name.encode() + b"\0" + content)
        return state.hexdigest()[:16]

    def needs(self, fields: Mapping[str, str]) -> tuple[str, ...]:
        """The facts without which it has nothing to show when its fields are filled so."""
        chosen = {name: fields.get(name) or spec.default or "" for name, spec in self.spec.fields.items()}
        return tuple(_CHOICE.sub(lambda match: chosen[match[1]], need) for need in self.spec.needs)

    @cached_property
    def fact_names(self) -> frozenset[str] | None:
        """The facts that the page and the shared files it uses name, all that a job must carry; None for all of them."""
        from assetkit.mentions import fact_names

        return fact_names(self.html, self.shared)


def refuse_unknown_fields(template: Template, names: Iterable[str]) -> None:
    """Raise AssetkitError for the first name that is no field of the template, with the nearest that is."""
    fields = template.spec.fields
    for name in names:
        if name not in fields:
            raise AssetkitError(f"unknown field '{name}'", where=template.where, hint=nearest(name, list(fields)))


def load_template(
    identifier: str, kind: str, files: Mapping[str, bytes], shared: Mapping[str, bytes], where: str
) -> Template:
    """The template made of a folder's ``files`` (relative name → bytes) and the ``shared`` ones.

    Raises AssetkitError when a file is missing, is not UTF-8, or says what the format does not know.
    """
    if kind not in KINDS:
        raise AssetkitError(f"unknown kind '{kind}'", where=where, hint=nearest(kind, KINDS))
    for name in NEEDED:
        if name not in files:
            raise AssetkitError(f"{name} is missing", where=where, hint="copy it from a shipped template of the kind")
    texts = {name: decoded(files[name], f"{where}/{name}") for name in (*NEEDED, "example.toml") if name in files}
    macros = {
        name: decoded(content, f"_shared/{name}")
        for name, content in shared.items()
        if name.endswith((".html", ".css"))
    }
    spec = load(TemplateSpec, texts["template.toml"], f"{where}/template.toml", hint="see docs/templates.md")
    art = {
        name.removeprefix("art/"): content for name, content in {**shared, **files}.items() if name.startswith("art/")
    }
    for name in spec.styles:
        if name not in macros:
            sheets = [sheet for sheet in macros if sheet.endswith(".css")]
            raise AssetkitError(
                f"style sheet '{name}' is missing", where=f"{where}/template.toml", hint=nearest(name, sheets)
            )
    example, place = texts.get("example.toml", ""), f"{where}/example.toml"
    load(ExampleSpec, example, place, hint="see docs/templates.md")
    return Template(
        id=identifier,
        kind=kind,
        spec=spec,
        html=texts["page.html"],
        css=texts["style.css"],
        art=art,
        shared=macros,
        styles={name: macros[name] for name in spec.styles},
        example=parse_toml(example, place),
        where=where,
    )


def first_with(templates: Iterable[Template], kind: str, fields: Collection[str]) -> Template:
    """The first of a kind's templates that has all of these fields; AssetkitError when none has."""
    found = next((template for template in templates if set(fields) <= set(template.spec.fields)), None)
    if found is None:
        lacking = f" with the fields {', '.join(fields)}" if fields else ""
        raise AssetkitError(f"there is no template of kind '{kind}'{lacking}", where="templates", hint="assetkit doctor")
    return found
