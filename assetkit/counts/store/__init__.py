"""Snapshots in, a History out: the database that keeps every reading, SQLite in a file or PostgreSQL by URL.

Append-only: a reading is never changed and never deleted; a correction stands beside what it supersedes.
"""

from assetkit.counts.store.store import Added, Held, Store, Validators, open_store
from assetkit.counts.store.upgrading import NoStoreError

__all__ = ["Added", "Held", "NoStoreError", "Store", "Validators", "open_store"]
