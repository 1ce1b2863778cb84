"""What Alembic runs to bring a ledger to this version: within the transaction of whoever opens it."""

from alembic import context

from sayso.ledger.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
