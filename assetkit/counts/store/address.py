"""A path or a URL that a person wrote in, the address of a database out, with the name it is called by in messages.

A password is never part of that name, nor of an error.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from assetkit.errors import AssetkitError

POSTGRES = ("postgres", "postgresql", "postgresql+psycopg")
HINT = "a path such as counts.sqlite, or postgresql://user:password@host/database"


@dataclass(frozen=True)
class Address:
    """Where a store is. ``name`` is what messages call it: the path, or the URL without password and options."""

    url: URL
    name: str

    @property
    def file(self) -> Path | None:
        """The file of an SQLite store; None for a server's."""
        return Path(self.url.database or "") if self.url.get_backend_name() == "sqlite" else None


def parse_address(text: str) -> Address:
    """The address of ``text``; AssetkitError for a kind of database that is not known, or a URL that cannot be read."""
    if not text.strip():
        raise AssetkitError("is empty", where="store", hint=HINT)
    if not re.match(r"(?:[a-z][a-z0-9+]*://|postgres\w*:|sqlite:)", text, re.IGNORECASE):
        return Address(URL.create("sqlite", database=text), text)
    kind = text.partition(":")[0].lower()
    if kind not in (*POSTGRES, "sqlite"):
        raise AssetkitError(f"'{kind}' is no kind of store", where="store", hint=HINT)
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):  # what they say may hold the password
        raise _unreadable(kind) from None
    if kind == "sqlite":
        if not url.database or url.host:
            raise AssetkitError(
                "names no file", where=f"store {text}", hint="sqlite:///counts.sqlite, or just the path"
            )
        return Address(URL.create("sqlite", database=url.database), url.database)
    if re.search(r"[@:/]", f"{url.host if '[' not in text else ''}{url.database}{url.username}"):
        raise _unreadable(kind)  # a sign of the password was taken for the end of it: naming the rest would show it
    return Address(url.set(drivername="postgresql+psycopg"), _name(url))


def _unreadable(kind: str) -> AssetkitError:
    hint = "write signs such as @ : / in the password as %40 %3A %2F"
    return AssetkitError("the URL cannot be read", where=f"store {kind}://…", hint=hint)


def _name(url: URL) -> str:
    user = f"{url.username}@" if url.username else ""
    port = f":{url.port}" if url.port else ""
    return f"postgresql://{user}{url.host or ''}{port}/{url.database or ''}"
