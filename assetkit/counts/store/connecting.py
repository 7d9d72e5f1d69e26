"""An address in, an engine out whose transactions behave the same in both databases: one snapshot, all or nothing.

SQLite keeps its rollback journal (WAL does not work on the network folders of an office): while a writer works, readers
read what was there before; a writer that is killed leaves a journal, which the next program to open the file rolls back.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.pool import NullPool

from assetkit.counts.store.address import Address
from assetkit.counts.store.faults import told

WRITES = "assetkit_writes"
GATE = 0x61737365746B  # "assetk": the key of the lock by which PostgreSQL lets one writer in after another


def make_engine(address: Address, wait: float) -> sa.Engine:
    """An engine that connects when it is asked to. ``wait``: seconds before a locked store is given up."""
    with told(address):
        if address.file is not None:
            engine = sa.create_engine(address.url, poolclass=NullPool, connect_args={"timeout": wait})
            event.listen(engine, "connect", _prepare)
            event.listen(engine, "begin", _begin)
            return engine
        options = f"-c lock_timeout={int(wait * 1000)} -c timezone=Asia/Ho_Chi_Minh"
        given: dict[str, Any] = {"connect_timeout": max(2, int(wait)), "options": options}
        return sa.create_engine(address.url, poolclass=NullPool, connect_args=given)


def _prepare(connection: sqlite3.Connection, record: object) -> None:
    connection.isolation_level = None  # we begin transactions ourselves: sqlite3 would not for reads and DDL
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA cache_spill = OFF")  # a large import would lock readers out before its commit


def _begin(connection: sa.Connection) -> None:
    writes = connection.get_execution_options().get(WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def reading(engine: sa.Engine, address: Address) -> Iterator[sa.Connection]:
    """A connection that sees one state of the store, whatever others write meanwhile."""
    with told(address):
        shared = engine if address.file is not None else engine.execution_options(isolation_level="REPEATABLE READ")
        with shared.connect() as connection:
            yield connection


@contextmanager
def writing(engine: sa.Engine, address: Address) -> Iterator[sa.Connection]:
    """A connection that writes alone; what it wrote is there when the block ends well, and else nothing of it."""
    with told(address), engine.execution_options(**{WRITES: True}).begin() as connection:
        if address.file is None:
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(GATE)))
        yield connection
