"""A source that is a query in, the table of its rows out: read only, rolled back, with a limit of rows and of time.

Any database that SQLAlchemy has a driver for; SQLite files and PostgreSQL are opened so that they themselves refuse to write.
"""

from __future__ import annotations

import datetime as dt
import re
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError

from assetkit.counts.sources.documents import finished, moment_beside
from assetkit.counts.sources.failures import UnreachableError
from assetkit.counts.sources.mapping import mapped
from assetkit.counts.sources.reading import Answer, Around, Stamped
from assetkit.counts.sources.secrets import expand
from assetkit.errors import AssetkitError
from assetkit.table import Cell, Table
from assetkit.table.grid import build_table
from assetkit.typography import nfc

if TYPE_CHECKING:
    from assetkit.counts.sources.declaration import SourceSpec

CONNECT = 10  # s
_QUOTED = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|`[^`]*`|--[^\n]*|/\*.*?\*/", re.DOTALL)
_READS = re.compile(r"\s*\(*\s*(?:select|with|values|table)\b", re.IGNORECASE)
_WRITES = re.compile(
    r"\b(?:insert|update|delete|merge|drop|alter|create|truncate|grant|revoke|copy|call|attach|pragma|into)\b",
    re.IGNORECASE,
)
_REFUSED = re.compile(
    r"authentication|access denied|does not exist|unknown database|login failed|no pg_hba", re.IGNORECASE
)


def read(spec: SourceSpec, around: Around) -> Answer:
    """The rows of the query as one table, dates and numbers as the database has them."""
    where = f"source '{spec.name}'"
    assert spec.sql is not None and spec.query is not None
    _refuse_writing(spec.query, where)
    url = _address(expand(spec.sql, where, around.environ, quoted=True), around.folder, where)
    names, rows = _rows(url, spec, where)
    cells = (
        (number, [_cell(value, where, name) for name, value in zip(names, row, strict=True)])
        for number, row in enumerate(rows, start=2)
    )
    header: list[Cell] = [nfc(name) for name in names]
    table = build_table([(1, header), *cells], where, max_rows=spec.max_rows, locale=spec.locale)
    moment = moment_beside(spec, around.now, where)
    return Answer((Stamped(finished(_counted_from_one(mapped(table, spec)), spec), moment),))


def _counted_from_one(table: Table) -> Table:
    """Rows of a query have no header row above them."""
    from dataclasses import replace

    return replace(table, rows=tuple(replace(row, number=row.number - 1) for row in table.rows))


def _refuse_writing(query: str, where: str) -> None:
    """A query is one statement that reads. The database refuses the rest itself; this says it before it is asked."""
    bare = _QUOTED.sub(" ", query)
    if ";" in bare.rstrip().rstrip(";"):
        raise AssetkitError("the query holds more than one statement", where=where, hint="one SELECT")
    writes = _WRITES.search(bare)
    if not _READS.match(bare) or writes:
        said = f"'{writes[0].upper()}'" if writes else "no SELECT"
        raise AssetkitError(f"the query does more than read: {said}", where=where, hint="a SELECT, or WITH … SELECT")


def _address(text: str, folder: Path, where: str) -> URL:
    """The URL with an SQLite file below the workspace, opened for reading only."""
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):  # what they say may hold the password
        hint = "postgresql+psycopg://user:${NAME}@host/database, or sqlite:///counts.sqlite"
        raise AssetkitError("its database address cannot be read", where=where, hint=hint) from None
    if url.drivername in ("postgres", "postgresql"):
        url = url.set(drivername="postgresql+psycopg")
    if url.get_backend_name() != "sqlite":
        return url
    path = folder / (url.database or "")
    if not url.database or not path.is_file():
        raise AssetkitError(
            f"there is no file {url.database or ''}".strip(), where=where, hint="sqlite:///counts.sqlite"
        )
    return URL.create("sqlite", database=path.resolve().as_uri(), query={"mode": "ro", "uri": "true"})


def _rows(url: URL, spec: SourceSpec, where: str) -> tuple[list[str], Sequence[Sequence[Any]]]:
    """(names of the columns, at most ``max_rows`` + 1 rows)."""
    engine = _engine(url, spec, where)
    try:
        connection = engine.connect()
    except DBAPIError as problem:
        raise _not_connected(problem, where) from problem
    except ModuleNotFoundError as problem:
        raise _no_driver(url, where) from problem
    try:
        with connection, _stopped_after(connection, spec.timeout):
            if url.get_backend_name() == "postgresql":
                connection = connection.execution_options(postgresql_readonly=True)
            _guard(connection, url, spec)
            asked = {
                "no_parameters": True,
                "stream_results": True,
            }  # "%" is no place of a value; rows come as they are read
            result = connection.exec_driver_sql(_without_end(spec.query or ""), execution_options=asked)
            names, rows = list(result.keys()), result.fetchmany(spec.max_rows + 1)
            result.close()
            connection.rollback()
            return names, rows
    except SQLAlchemyError as problem:
        raise AssetkitError(
            f"the query fails: {_reason(problem)}", where=where, hint="try it in the database"
        ) from problem
    finally:
        engine.dispose()


def _not_connected(problem: DBAPIError, where: str) -> AssetkitError:
    """Nobody there, or somebody who refuses: a wrong password is no matter of waiting."""
    reason = _reason(problem)
    refused = _REFUSED.search(reason)
    if refused:
        return AssetkitError(f"the database refuses: {reason}", where=where, hint="check user, password and name")
    return UnreachableError(f"the database cannot be reached: {reason}", where=where, hint="check the network")


def _engine(url: URL, spec: SourceSpec, where: str) -> sa.Engine:
    timeouts = {"postgresql": "connect_timeout", "mysql": "connect_timeout", "mariadb": "connect_timeout"}
    name = timeouts.get(url.get_backend_name())
    try:
        return sa.create_engine(url, poolclass=sa.NullPool, connect_args={name: CONNECT} if name else {})
    except (ModuleNotFoundError, NoSuchModuleError) as problem:
        raise _no_driver(url, where) from problem


def _no_driver(url: URL, where: str) -> AssetkitError:
    known = {"postgresql": "pip install 'assetkit[postgres]'"}
    hint = known.get(url.get_backend_name(), "install its driver for SQLAlchemy")
    return AssetkitError(f"there is no driver for {url.drivername}", where=where, hint=hint)


def _guard(connection: sa.Connection, url: URL, spec: SourceSpec) -> None:
    """What the database itself is told, so that nothing can be written and nothing takes for ever."""
    kind, milliseconds = url.get_backend_name(), int(spec.timeout * 1000)
    if kind == "postgresql":
        connection.exec_driver_sql(f"SET LOCAL statement_timeout = {milliseconds}")
    elif kind == "sqlite":
        connection.exec_driver_sql("PRAGMA query_only = ON")
    elif kind in ("mysql", "mariadb"):
        connection.exec_driver_sql("SET SESSION TRANSACTION READ ONLY")


@contextmanager
def _stopped_after(connection: sa.Connection, seconds: float) -> Iterator[None]:
    """Interrupts an SQLite query that runs longer; servers have a limit of their own."""
    interrupt = getattr(connection.connection.dbapi_connection, "interrupt", None)
    if interrupt is None:
        yield
        return
    timer = threading.Timer(seconds, interrupt)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _without_end(query: str) -> str:
    return query.strip().rstrip(";")


def _reason(problem: SQLAlchemyError) -> str:
    """The driver's own words, first line: without the statement and its address."""
    told = str(getattr(problem, "orig", None) or problem).strip()
    return (told.splitlines() or ["no reason given"])[0][:200]


def _cell(value: object, where: str, name: str) -> Cell:
    """A value of the database as a cell; NFC, "" is None; moments with a zone keep it."""
    if isinstance(value, str):
        return nfc(value).strip() or None
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if value is None or isinstance(value, int | float | Decimal | dt.date):
        return value
    if isinstance(value, bytes | bytearray | memoryview | list | dict | tuple):
        raise AssetkitError(
            f"the column '{name}' holds no single values", where=where, hint="leave it out of the query"
        )
    return str(value)
