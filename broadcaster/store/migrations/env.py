"""How Alembic runs here: on the connection it is handed, inside the transaction that is already open."""

from alembic import context

from broadcaster.store import tables, tables_air, tables_recordings

parts = (tables_air.play_log, tables_recordings.recording)
assert all(part.metadata is tables.metadata for part in parts)  # all parts must be loaded
context.configure(connection=context.config.attributes["connection"], target_metadata=tables.metadata)
with context.begin_transaction():
    context.run_migrations()
