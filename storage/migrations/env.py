"""Alembic's way in. `storage.migrate` hands over an open connection, and that is the only way.

Alembic has no settings of its own here: the address of the database is read in one place only,
`bot/settings.py`.
"""

from alembic import context

from storage.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    # SQLite cannot alter a table: Alembic copies it instead. PostgreSQL is altered as usual.
    render_as_batch=True,
    compare_type=True,
)
# The transaction is that of storage.migrate, which holds the lock against other processes too.
context.run_migrations()
