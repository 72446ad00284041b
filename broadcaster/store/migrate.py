"""Bringing a database to the tables this program knows. Alembic is loaded only when there is something to do."""

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from broadcaster.errors import BroadcasterError
from broadcaster.store import migrations
from broadcaster.store.migrations import HEAD


def version(connection: Connection) -> str | None:
    """The migration the database stands at; None when it is empty."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return found


def upgrade(engine: Engine) -> None:
    """Migrate to HEAD, once, though every process of the station asks for it at its start."""
    with engine.connect() as connection:
        if version(connection) == HEAD:
            return
    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        if connection.dialect.name != "sqlite":
            connection.execute(text("SELECT pg_advisory_xact_lock(2026112201)"))
        if version(connection) != HEAD:
            _run(connection)


def _run(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent).replace("%", "%%"))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise BroadcasterError(f"the database was made by another version of this program: {error}") from error
