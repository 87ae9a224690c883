"""Runs migrations on the connection that it is given; the transaction is the caller's."""

from alembic import context

from advisor.store.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
