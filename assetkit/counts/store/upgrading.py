"""A database in, the same with the store's tables at the newest version out. Alembic is imported only when there is work."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa

from assetkit.counts.store.address import Address
from assetkit.counts.store.connecting import reading, writing
from assetkit.counts.store.schema import HEAD, KNOWN, METADATA, VERSIONS
from assetkit.errors import AssetkitError

EMPTY_HINT = "assetkit counts import FILE"


class NoStoreError(AssetkitError):
    """There is no store at the place, or nothing in it."""


def ensure_newest(engine: sa.Engine, address: Address, create: bool) -> None:
    """Makes or upgrades the tables where needed; a store that is not there is an error unless ``create``."""
    file = address.file
    if file is not None:
        _check_file(file, address.name, create)
    with reading(engine, address) as connection:
        version = _version(connection, address)
    if version == HEAD:
        return
    if version is None and not create:
        raise NoStoreError("holds no counts", where=address.name, hint=EMPTY_HINT)
    with writing(engine, address) as connection:
        if _version(connection, address) != HEAD:  # another program may have been faster
            upgrade(connection)


def _check_file(file: Path, name: str, create: bool) -> None:
    if file.is_dir():
        raise AssetkitError("is a folder", where=name, hint=f"--store {file / 'counts.sqlite'}")
    if not file.parent.is_dir():
        raise AssetkitError("there is no such folder", where=str(file.parent), hint="make it, or another --store")
    if not create and not file.is_file():
        raise NoStoreError("there is no store", where=name, hint=EMPTY_HINT)


def _version(connection: sa.Connection, address: Address) -> str | None:
    """The version of the store's tables; None when there are none. AssetkitError for what is not, or a newer, store."""
    names = set(sa.inspect(connection).get_table_names())
    if VERSIONS in names:
        found = connection.execute(sa.text(f"SELECT version_num FROM {VERSIONS}")).scalars().all()
        version = found[0] if found else None
        if version is not None and version > HEAD:
            hint = "pip install --upgrade assetkit"
            raise AssetkitError("was written by a newer assetkit", where=address.name, hint=hint)
        if version is not None and version not in KNOWN:
            message = f"says to be of version '{version}', which no assetkit writes"
            raise AssetkitError(message, where=address.name, hint="--store another.sqlite")
        return version
    others = names if address.file is not None else names & set(METADATA.tables)
    if others:
        message = f"is a database of another program: it holds {', '.join(sorted(others)[:3])}"
        raise AssetkitError(message, where=address.name, hint="--store another.sqlite")
    return None


def upgrade(connection: sa.Connection) -> None:
    """Runs the migrations that are missing, inside the transaction of ``connection``."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
