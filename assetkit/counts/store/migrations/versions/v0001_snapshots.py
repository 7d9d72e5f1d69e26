"""Version 0001: snapshots with their figures, and what sources said of their last answer."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the three tables."""
    op.create_table(
        "counts_snapshots",
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
        sa.UniqueConstraint("campaign", "metric", "phase", "as_of", "origin", "revision", name="counts_one_reading"),
    )
    op.create_table(
        "counts_figures",
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
    op.create_table(
        "counts_sources",
        sa.Column("origin", sa.Text, primary_key=True),
        sa.Column("etag", sa.Text),
        sa.Column("last_modified", sa.Text),
        sa.Column("checked_at", sa.DateTime),
    )
