"""A connection in, its tables at the newest version out. Run by Alembic inside the transaction of `upgrading.upgrade`."""

from alembic import context

from assetkit.counts.store.schema import METADATA, VERSIONS

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA, version_table=VERSIONS)
with context.begin_transaction():
    context.run_migrations()
