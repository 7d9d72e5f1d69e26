"""The history of the store's tables, for Alembic: a new version is a new file in ``versions/``."""
