"""Alembic's entry: the connection is handed in by `storage.database.migrate`."""

from alembic import context

from storage import concern_tables, reminder_tables, tables
from storage.columns import metadata

EVERY_TABLE = (tables, concern_tables, reminder_tables)
"""Imported so that the metadata knows them."""

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
