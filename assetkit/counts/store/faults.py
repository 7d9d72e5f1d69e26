"""What a database's driver says in, one line for a person out: which store, what is wrong, what to try."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, IntegrityError

from assetkit.counts.store.address import Address
from assetkit.errors import AssetkitError

LOCKED = (
    "is locked: another program is writing to it",
    "wait for it to end, or close it, and start again; nothing was lost",
)
DAMAGED = "a copy of the file, or a new store: --store other.sqlite"
KNOWN: tuple[tuple[str, str, str], ...] = (
    (r"database (?:table )?is locked|lock timeout|could not obtain lock", *LOCKED),
    (r"file is not a database", "is not a counts store but another kind of file", DAMAGED),
    (r"malformed|database disk image", "is damaged", DAMAGED),
    (
        r"database or disk is full|No space left",
        "the disk is full",
        "free some space and start again; nothing was lost",
    ),
    (r"readonly database|read-only", "cannot be written", "the permissions of the file and its folder"),
    (r"unable to open database file", "cannot be opened", "the permissions of the file and its folder"),
    (r"disk I/O error", "cannot be read or written: the disk reports an error", "another disk, or a copy of the file"),
    (
        r"password authentication failed|no password supplied",
        "the server refuses the password or user",
        "both in the URL",
    ),
    (r"database \"[^\"]*\" does not exist", "the server has no such database", "createdb, or another name in the URL"),
    (r"role \"[^\"]*\" does not exist", "the server has no such user", "createuser, or another name in the URL"),
    (r"permission denied", "the user may not do this there", "GRANT ALL ON SCHEMA public TO the user of the URL"),
    (
        r"[Cc]onnection refused|could not translate host|could not connect|timeout expired|timed out|No such file"
        r"|Name or service not known|failed to resolve|Network is unreachable|server closed the connection|shutting down",
        "the server does not answer",
        "whether it runs, and host and port in the URL",
    ),
)
"""(what the driver's message holds, what is said, what to try); the first that fits is said."""


@contextmanager
def told(address: Address) -> Iterator[None]:
    """Errors of the database inside are raised as AssetkitError, in plain words and without the password."""
    try:
        yield
    except IntegrityError:  # two writers met: the one who writes knows what to do
        raise
    except DBAPIError as error:
        raise _plain(str(error.orig), address) from None
    except ImportError as error:
        if not re.search(r"psycopg|pq wrapper|libpq", str(error)):
            raise
        message = "PostgreSQL needs the package psycopg"
        raise AssetkitError(message, where=address.name, hint="pip install 'assetkit[postgres]'") from None


def _plain(message: str, address: Address) -> AssetkitError:
    for pattern, said, hint in KNOWN:
        if re.search(pattern, message):
            return AssetkitError(said, where=address.name, hint=hint)
    first = next(iter(message.splitlines()), "") or "the database gives no reason"
    password = address.url.password
    hidden = first.replace(str(password), "…") if password else first
    return AssetkitError(f"the database says: {hidden}", where=address.name, hint="another store: --store other.sqlite")
