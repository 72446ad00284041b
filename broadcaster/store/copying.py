"""A copy of the whole memory while the station goes on, and finding the sounds again where a copy was put."""

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import select, update

from broadcaster.errors import BadInput
from broadcaster.store.connection import Line, refusals
from broadcaster.store.tables import rendition


class CopyingVerbs(Line):
    """What a backup asks of the store."""

    def copy_to(self, path: Path) -> None:
        """Write a whole, consistent copy into the new file `path` through SQLite's backup API.

        BadInput for a database on a server, which has backup tools of its own (pg_dump).
        """
        if self._is_server:
            raise BadInput("database", "a database on a server is backed up with the server's own tools (pg_dump)")
        with refusals(), self._engine.connect() as line:
            source = line.connection.driver_connection
            assert isinstance(source, sqlite3.Connection)
            with closing(sqlite3.connect(path)) as copy:
                source.backup(copy, pages=1000)
                copy.execute("PRAGMA journal_mode=DELETE")  # one file, without a log beside it

    def sounds_are_in(self, folder: Path) -> int:
        """The rendered sounds lie in `folder` now, under the names they have; returns how many were moved."""
        with self._write() as connection:
            rows = connection.execute(
                select(rendition.c.sha256, rendition.c.path).where(rendition.c.station == self.station)
            ).all()
            moved = 0
            for row in rows:
                path = str(folder / Path(row.path).name)
                if path != row.path:
                    mine = (rendition.c.station == self.station) & (rendition.c.sha256 == row.sha256)
                    connection.execute(update(rendition).where(mine).values(path=path))
                    moved += 1
        return moved
