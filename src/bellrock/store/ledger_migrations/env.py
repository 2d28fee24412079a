"""How does Alembic run our revisions? On the connection of `migrate_ledger`, in its transaction."""

from alembic import context

from bellrock.store.schema import tables

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=tables(),
    render_as_batch=True,
)
context.run_migrations()
