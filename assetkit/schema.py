"""TOML text and a pydantic model in, a checked frozen value out, or one line that says which entry is wrong and why.

Entries are named by their path, list members counted from one: ``phase #2.end``.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
import tomllib
import typing
from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from assetkit.errors import AssetkitError, nearest
from assetkit.typography import nfc

Model = TypeVar("Model", bound=BaseModel)

SHOWN = 4  # complaints on one line; more are counted
_DAY = re.compile(
    r"(?<![\w.])(?:(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})|(?P<d2>\d{1,2})/(?P<m2>\d{1,2})/(?P<y2>\d{4}))(?!\d)"
)
_LINE = re.compile(r"\s*\(at line (\d+), column \d+\)|\s*\(at end of document\)")


def impossible_day(year: int, month: int, day: int) -> str:
    """Why a date does not exist: "February 2023 has 28 days"; empty when it does exist."""
    if not 1 <= year <= 9999:
        return f"there is no year {year}"
    if not 1 <= month <= 12:
        return f"there is no month {month}"
    last = calendar.monthrange(year, month)[1]
    if not 1 <= day <= last:
        return f"{calendar.month_name[month]} {year} has {last} days"
    return ""


def parse_day(value: object) -> dt.date:
    """A date as TOML gives it, or its text "2022-02-14"; ValueError says what is wrong and how to write it."""
    if isinstance(value, dt.datetime):
        raise ValueError(f"should be a date without a time, such as {value.date().isoformat()}")
    if isinstance(value, dt.date):
        return value
    match = _DAY.fullmatch(value.strip()) if isinstance(value, str) else None
    if not match:
        raise ValueError(f"should be a date such as 2022-02-14, not {_shown(value)}")
    year, month, day = _parts(match)
    reason = impossible_day(year, month, day)
    if reason:
        raise ValueError(f"'{match[0]}' is not a date: {reason}")
    return dt.date(year, month, day)


def decoded(content: bytes, where: str) -> str:
    """The text of a file that a person wrote; AssetkitError when it is not UTF-8."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise AssetkitError(f"is not UTF-8: {error.reason}", where=where, hint="save it as UTF-8") from error


def parse_toml(text: str, where: str) -> dict[str, Any]:
    """The tables of a TOML text, in NFC. AssetkitError names the line, and why a date in it is impossible."""
    text = nfc(text.removeprefix("\ufeff"))
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = _LINE.search(str(error))
        reason = _LINE.sub("", str(error))
        if not (found and found[1]):
            hint = "close the last bracket or quote"
            raise AssetkitError(f"ends too early: {reason}", where=where, hint=hint) from error
        lines = text.splitlines()
        line = lines[int(found[1]) - 1] if int(found[1]) <= len(lines) else ""
        message, hint = _explained(line, reason)
        raise AssetkitError(f"line {found[1]}: {message}", where=where, hint=hint) from error


def load(model: type[Model], text: str, where: str, *, hint: str = "") -> Model:
    """The TOML ``text`` as a ``model``. AssetkitError "where: path: message" names every wrong entry on one line."""
    raw = parse_toml(text, where)
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        raise complaint(error, model, where, hint=hint) from error


def complaint(error: ValidationError, model: type[BaseModel], where: str, *, hint: str = "") -> AssetkitError:
    """Pydantic's complaints as one AssetkitError; hints at the nearest key of the first unknown one, else ``hint``."""
    details = error.errors(include_url=False)
    wrong = [detail["loc"] for detail in details]  # a list seems too short when what is in it is wrong
    details = [
        detail
        for detail in details
        if detail["type"] != "too_short"
        or all(loc == detail["loc"] or loc[: len(detail["loc"])] != detail["loc"] for loc in wrong)
    ]
    details.sort(key=lambda detail: detail["type"] != "extra_forbidden")  # an unknown key is often why one is missing
    parts = [_sentence(detail) for detail in details[:SHOWN]]
    if len(details) > SHOWN:
        parts.append(f"and {len(details) - SHOWN} more")
    return AssetkitError("; ".join(parts), where=where, hint=_hint(details[0], model) or hint)


def _parts(match: re.Match[str]) -> tuple[int, int, int]:
    return tuple(int(match[name] or match[f"{name}2"]) for name in ("y", "m", "d"))  # type: ignore[return-value]


def _explained(line: str, reason: str) -> tuple[str, str]:
    """(message, hint) for a line that is not TOML."""
    match = _DAY.search(re.sub(r'"[^"]*"|#.*', "", line))  # a date inside a text or a comment is not the culprit
    if match:
        year, month, day = _parts(match)
        impossible = impossible_day(year, month, day)
        if impossible:
            return f"'{match[0]}' is not a date: {impossible}", "mend the date"
        written = dt.date(year, month, day).isoformat()
        if match[0] != written:
            return f"'{match[0]}' is not how TOML writes a date", f"{written}, without quotes"
    return f"is not TOML: {reason[:1].lower()}{reason[1:]}", "texts stand in double quotes, one entry a line"


def _sentence(detail: Mapping[str, Any]) -> str:
    """One complaint as "path: message"; a complaint about the whole names its path itself."""
    place = ""
    for part in detail["loc"]:
        place += f" #{part + 1}" if isinstance(part, int) else f"{'.' if place else ''}{part}"
    return f"{place}: {_message(detail)}" if place else _message(detail)


def _message(detail: Mapping[str, Any]) -> str:
    kind, given = str(detail["type"]), detail.get("input")
    if kind == "extra_forbidden":
        return "is not a known key"
    if kind == "missing":
        return "is missing"
    if kind == "value_error":
        return str(detail["ctx"]["error"])
    if kind == "string_type":
        return f"should be a text in quotes, not {_shown(given)}"
    if kind.startswith("int_"):
        return f"should be a whole number without quotes or points, not {_shown(given)}"
    if kind == "too_short":
        return f"is empty; at least {detail['ctx']['min_length']} is asked for"
    if kind == "too_long":
        return f"has {detail['ctx']['actual_length']} entries; {detail['ctx']['max_length']} at most"
    if kind == "tuple_type":
        return f"should be a list in [ ], not {_shown(given)}"
    if kind in ("model_type", "model_attributes_type", "dict_type"):
        return f"should be a table of its own in [ ], not {_shown(given)}"
    message = str(detail["msg"]).replace("Input should", "should").replace("at most", "not more than")
    return f"{message[:1].lower()}{message[1:]}, not {_shown(given)}"


def _shown(value: object) -> str:
    """A value as a person recognises it, cut to one short line."""
    text = f"'{value}'" if isinstance(value, str) else str(value).lower() if isinstance(value, bool) else str(value)
    return text if len(text) <= 60 else f"{text[:59]}…"


def _hint(detail: Mapping[str, Any], model: type[BaseModel]) -> str:
    kind, place = str(detail["type"]), detail["loc"]
    if kind == "extra_forbidden":
        found = _model_at(model, place[:-1])
        return nearest(str(place[-1]), _keys(found)) if found else ""
    if kind == "literal_error" and isinstance(detail.get("input"), str):
        known = re.findall(r"'([^']*)'", str(detail["ctx"]["expected"]))
        return nearest(str(detail["input"]), [name for name in known if name])
    return ""


def _keys(model: type[BaseModel]) -> list[str]:
    return [field.alias or name for name, field in model.model_fields.items()]


def _model_at(model: type[BaseModel], place: tuple[int | str, ...]) -> type[BaseModel] | None:
    """The model that stands at a path of keys and list positions."""
    found: type[BaseModel] | None = model
    for part in place:
        if isinstance(part, int) or found is None:
            continue
        fields = {field.alias or name: field.annotation for name, field in found.model_fields.items()}
        found = next(_models_in(fields.get(part)), None)
    return found


def _models_in(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in typing.get_args(annotation):
        yield from _models_in(inner)
