"""The tables of the store as SQLAlchemy Core sees them; ``migrations/`` makes them, and a test compares the two.

Times are wall time of Viet Nam without a zone, in every database. An empty ``phase`` is a reading that names none.
"""

from __future__ import annotations

import sqlalchemy as sa

HEAD = "0001"
"""The newest migration: a store of this version is opened without Alembic."""
KNOWN = frozenset({HEAD})
"""All migrations that there are."""
VERSIONS = "counts_version"
METADATA = sa.MetaData()

SNAPSHOTS = sa.Table(
    "counts_snapshots",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("campaign", sa.Text, nullable=False),
    sa.Column("metric", sa.Text, nullable=False),
    sa.Column("phase", sa.Text, nullable=False),
    sa.Column("origin", sa.Text, nullable=False),
    sa.Column("as_of", sa.DateTime, nullable=False),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("corrects", sa.Integer, sa.ForeignKey("counts_snapshots.id"), unique=True),
    sa.Column("fetched_at", sa.DateTime),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("digest", sa.Text, nullable=False),
    sa.Column("sample", sa.Boolean, nullable=False),
    sa.Column("phase_values", sa.Text, nullable=False),
    # two writers that add the same reading at once: the second one is refused, looks again and finds it there
    sa.UniqueConstraint("campaign", "metric", "phase", "as_of", "origin", "revision", name="counts_one_reading"),
)
"""One row per reading. ``revision`` counts the corrections of an origin's moment from 0; ``phase_values`` is JSON."""

FIGURES = sa.Table(
    "counts_figures",
    METADATA,
    sa.Column("snapshot", sa.Integer, sa.ForeignKey("counts_snapshots.id"), primary_key=True, autoincrement=False),
    sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("whole", sa.Boolean, nullable=False),
    sa.Column("unit", sa.Text, nullable=False),
    sa.Column("code", sa.Text),
    sa.Column("parent", sa.Text),
    sa.Column("submitted", sa.BigInteger),
    sa.Column("reviewing", sa.BigInteger),
    sa.Column("valid", sa.BigInteger),
    sa.Column("registered", sa.BigInteger),
    sa.Column("quota", sa.BigInteger),
    sa.Column("published_percent", sa.Text),
    sa.Column("row", sa.Integer, nullable=False),
    sa.Column("note", sa.Text),
    sa.Column("is_total", sa.Boolean, nullable=False),
    sa.Column("date", sa.DateTime),
)
"""One row per unit of a reading, in the order of its table; ``whole`` marks the overall row, which comes last."""

SOURCES = sa.Table(
    "counts_sources",
    METADATA,
    sa.Column("origin", sa.Text, primary_key=True),
    sa.Column("etag", sa.Text),
    sa.Column("last_modified", sa.Text),
    sa.Column("checked_at", sa.DateTime),
)
"""What a web source said of its last answer, so that the next question can be "only if it changed"."""
