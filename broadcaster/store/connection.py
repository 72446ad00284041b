"""The line to the database: one transaction at a time per station for writers, a steady picture for readers."""

import sqlite3
import threading
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import DatabaseError, DataError, IntegrityError, InternalError, NotSupportedError, ProgrammingError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from broadcaster.errors import StoreBusy

PATIENCE = timedelta(seconds=5)
"""How long a step waits for another writer before it gives up with StoreBusy."""

STILL = timedelta(seconds=1)
"""How long the air lets a statement of a server run, and a line to it be silent with something on its way."""

UNUSABLE = ("25006", "25P03", "25P04", "42501", "XX")
"""What PostgreSQL calls a server that may only be read, a transaction it ended for its length, a right it took
back, and damage (https://www.postgresql.org/docs/15/errcodes-appendix.html); psycopg calls them a program's faults."""

OURS = (IntegrityError, DataError, ProgrammingError, InternalError, NotSupportedError)
"""What breaks the database's rules is a defect of ours, unless it is one of those."""


class StoreUnusable(StoreBusy):
    """The database cannot be written or reached at all (disk full, read-only, server gone); nothing was done."""


class Line:
    """An engine and the station it speaks for."""

    def __init__(self, url: str, station: str, patience: timedelta = PATIENCE) -> None:
        self.station = station
        self._engine = _engine(make_url(url), patience)
        self._reads = self._engine.execution_options(isolation_level="REPEATABLE READ") if self._is_server else None
        self._lock = zlib.crc32(f"broadcaster/{station}".encode())
        self._pulse: sqlite3.Connection | None = None
        self._feeling = threading.Lock()

    @property
    def _is_server(self) -> bool:
        return self._engine.dialect.name != "sqlite"

    @contextmanager
    def _read(self) -> Iterator[Connection]:
        with refusals(), (self._reads or self._engine).connect() as connection:
            yield connection

    @contextmanager
    def _write(self) -> Iterator[Connection]:
        """One transaction that no other writer of this station can get between."""
        try:
            with refusals(), self._engine.connect().execution_options(writing=True) as connection, connection.begin():
                if self._is_server:
                    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": self._lock})
                yield connection
        except StoreUnusable:
            self._engine.dispose()  # a connection opened while the disk was read-only stays read-only for ever
            raise

    def give_room_back(self) -> None:
        """Fold SQLite's write-ahead log back into its file, which gives a full disk room. StoreBusy if it cannot."""
        if self._is_server:
            return
        try:
            with closing(self._engine.raw_connection()) as connection:
                connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        except (sqlite3.Error, DatabaseError) as why:
            raise StoreUnusable(f"the database refused: {why}") from why

    def version(self) -> int | None:
        """A number that changes with everything anybody writes; None where only asking again would tell.

        It costs some microseconds, so that an idle daemon need not ask the same questions every second.
        """
        path = self._engine.url.database
        if self._is_server or not path or path == ":memory:":
            return None
        with self._feeling:
            try:
                if self._pulse is None:
                    self._pulse = sqlite3.connect(path, timeout=0.05, isolation_level=None, check_same_thread=False)
                return int(self._pulse.execute("PRAGMA data_version").fetchone()[0])
            except (sqlite3.Error, TypeError):
                return None

    def close(self) -> None:
        """Give every connection back."""
        with self._feeling:
            if self._pulse is not None:
                self._pulse.close()
                self._pulse = None
        self._engine.dispose()


@contextmanager
def refusals() -> Iterator[None]:
    """Tell a database that is busy from one that cannot be used; what breaks its rules is a defect and goes on up."""
    try:
        yield
    except NoConnectionFree as error:
        raise StoreBusy(f"every connection to the database is in use: {error}") from error
    except DatabaseError as error:
        breaks_rules = isinstance(
            error, (IntegrityError, DataError, ProgrammingError, InternalError, NotSupportedError)
        )
        if breaks_rules and not str(getattr(error.orig, "sqlstate", "")).startswith(UNUSABLE):
            raise
        why = str(error.orig).strip()
        busy = any(word in why for word in ("is locked", "lock timeout", "statement timeout"))
        raise (StoreBusy if busy else StoreUnusable)(f"the database refused: {why}") from error


def _engine(url: URL, patience: timedelta) -> Engine:
    seconds = patience.total_seconds()
    if url.get_backend_name() != "sqlite":
        engine = create_engine(url, pool_pre_ping=True, connect_args=_watched_line(patience))
        event.listen(engine, "connect", _settle_server(seconds))
        return engine
    engine = create_engine(
        _private_file(url),
        connect_args={"timeout": seconds, "check_same_thread": False},
        pool_use_lifo=True,
        pool_timeout=max(seconds, 1.0),
        max_overflow=16,
    )
    event.listen(engine, "connect", _settle_file)
    event.listen(engine, "begin", _begin_file)
    return engine


def _private_file(url: URL) -> URL:
    """The file holds password hashes: it is made for its owner alone."""
    if url.database and url.database != ":memory:" and not url.database.startswith("file:"):
        path = Path(url.database)
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            path.touch(mode=0o600)
    return url


def _settle_file(connection: sqlite3.Connection, record: Any) -> None:
    """WAL with FULL lost no acknowledged row in any power cut tried; NORMAL lost some in all of them."""
    connection.isolation_level = None  # the driver begins nothing by itself; _begin_file does
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA wal_autocheckpoint=250")  # a megabyte: no more than the ballast of a full disk gives
    connection.execute("PRAGMA recursive_triggers=ON")  # else INSERT OR REPLACE would pass the delete trigger
    if connection.execute("PRAGMA journal_mode").fetchone() != ("wal",):
        _go_wal(connection)


def _go_wal(connection: sqlite3.Connection) -> None:
    """Switching ignores the busy time-out when two processes create the file at once, so it is asked again."""
    for _ in range(50):
        try:
            connection.execute("PRAGMA journal_mode=WAL").fetchone()
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error):
                raise
            connection.execute("BEGIN IMMEDIATE")  # waits for whoever is switching
            connection.execute("COMMIT")
    raise sqlite3.OperationalError("database is locked")


def _begin_file(connection: Connection) -> None:
    """A writer takes the lock at once: read-then-write under a later lock silently lost updates."""
    if connection.get_execution_options().get("writing", False):
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:  # it takes no lock yet, so it cannot be refused: nothing but the driver is needed
        cast(sqlite3.Connection, connection.connection.driver_connection).execute("BEGIN")


def _watched_line(patience: timedelta) -> dict[str, int]:
    """A cable that was pulled or a server without power is found out: nobody says goodbye then.

    Source: https://www.postgresql.org/docs/15/libpq-connect.html#LIBPQ-PARAMKEYWORDS
    """
    unanswered = round(max(patience, STILL) / timedelta(milliseconds=1))
    return {
        "connect_timeout": max(2, round(patience.total_seconds())),
        "tcp_user_timeout": unanswered,
        **{"keepalives": 1, "keepalives_idle": 1, "keepalives_interval": 1, "keepalives_count": 2},
    }


def _settle_server(seconds: float) -> Any:
    def settle(connection: Any, record: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"SET lock_timeout = {round(seconds * 1000)}")
            if seconds < STILL.total_seconds():  # the desk's reports and proofs may take their time
                cursor.execute(f"SET statement_timeout = {round(STILL.total_seconds() * 1000)}")
        connection.commit()

    return settle
