"""A source that is an address in, the table of the document that is there out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, unquote, urlsplit

from assetkit.counts.sources.documents import Written, stamped
from assetkit.counts.sources.failures import UnreachableError
from assetkit.counts.sources.fetching import Document, Limits, Target, fetch
from assetkit.counts.sources.reading import Answer, Around
from assetkit.counts.sources.secrets import expand, names_in
from assetkit.errors import AssetkitError

if TYPE_CHECKING:
    from assetkit.counts.sources.declaration import SourceSpec

_MEDIA_TYPES = {
    "text/csv": "csv",
    "application/csv": "csv",
    "text/tab-separated-values": "tsv",
    "application/json": "json",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/vnd.oasis.opendocument.spreadsheet": "ods",
}
_KINDS = ("csv", "tsv", "xlsx", "ods", "json")


def read(spec: SourceSpec, around: Around) -> Answer:
    """The document at the address as one table; nothing when it is unchanged."""
    where = f"source '{spec.name}'"
    target = _target(spec, around, where)
    try:
        document = fetch(target, _limits(spec, around.limits or Limits()))
    except UnreachableError as error:
        hint = f"{error.hint}; the proxy of the environment is not used" if _proxies(around.environ) else error.hint
        raise UnreachableError(error.message, where=error.where, hint=hint) from error
    if document is None:
        return Answer(etag=around.etag, last_modified=around.last_modified, unchanged=True)
    kind = spec.format or _kind(document, target.url, where)
    name = PurePosixPath(unquote(urlsplit(target.url).path)).name
    table = stamped(Written(document.content, kind, document.charset, name), spec, around.now, where)
    return Answer((table,), document.etag, document.last_modified)


def _proxies(environ: Mapping[str, str]) -> bool:
    return any(environ.get(name) for name in ("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY"))


def _target(spec: SourceSpec, around: Around, where: str) -> Target:
    assert spec.url is not None
    url = expand(spec.url, where, around.environ, quoted=True)
    headers = {name: expand(value, where, around.environ) for name, value in spec.headers.items()}
    _refuse_unsendable(headers, where)
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise AssetkitError("its address is not one of the web", where=where, hint="https://host/path")
    secret = any(names_in(text) for text in (spec.url, *spec.headers.values()))
    if parts.scheme == "http" and secret and not spec.allow_private:
        raise AssetkitError("a secret would travel unhidden over http", where=where, hint="an address with https://")
    return Target(
        url=url,
        where=where,
        headers=headers,
        allowed_hosts=spec.allowed_hosts,
        allow_private=spec.allow_private,
        authorities=_authorities(spec, around),
        etag=around.etag,
        last_modified=around.last_modified,
    )


def _refuse_unsendable(headers: dict[str, str], where: str) -> None:
    for name, value in headers.items():
        if not re.fullmatch(r"[A-Za-z0-9-]+", name):
            raise AssetkitError(f"'{name}' cannot name a header", where=where, hint="letters, digits and -")
        if not value.isascii():
            raise AssetkitError(f"the header {name} holds letters that cannot be sent", where=where, hint="plain ASCII")


def _authorities(spec: SourceSpec, around: Around) -> str | None:
    if spec.ca_file is None:
        return None
    from assetkit.world import read_text

    return read_text(around.folder / spec.ca_file)


def _limits(spec: SourceSpec, limits: Limits) -> Limits:
    """The limits of the program, with what the source declares."""
    declared: dict[str, float] = {}
    if "timeout" in spec.model_fields_set:
        declared["total"] = spec.timeout
    if "max_megabytes" in spec.model_fields_set:
        declared["max_bytes"] = spec.max_megabytes * 1_000_000
    chosen = replace(limits, **{name: type(getattr(limits, name))(value) for name, value in declared.items()})
    return replace(chosen, retries=spec.retries) if "retries" in spec.model_fields_set else chosen


def _kind(document: Document, url: str, where: str) -> str:
    """What the document is: by its media type, the end of its path, or what the address asks for (output=csv)."""
    known = _MEDIA_TYPES.get(document.media_type)
    if known is None and document.media_type.endswith("+json"):
        known = "json"
    parts = urlsplit(url)
    asked = parse_qs(parts.query)
    words = [PurePosixPath(parts.path).suffix.removeprefix("."), *asked.get("output", ()), *asked.get("format", ())]
    found = known or next((word.casefold() for word in words if word.casefold() in _KINDS), None)
    if found is None and document.media_type != "text/html":
        message = f"cannot tell what it is: it says '{document.media_type or 'nothing'}'"
        raise AssetkitError(message, where=where, hint='format = "csv", "xlsx", "ods" or "json" in the source')
    return found or "csv"  # a web page is refused with its own words
