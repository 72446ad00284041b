"""Databases that refuse: held by somebody else, or closed even to readers."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def held(database: Path) -> Iterator[None]:
    """Somebody has begun to write and does not finish: readers may go on, writers wait."""
    other = sqlite3.connect(database, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


@contextmanager
def shut(database: Path) -> Iterator[None]:
    """A database of which nothing can be read either: it is moved away, and a page of letters stands in its place."""
    whole = [path for path in (database, Path(f"{database}-wal"), Path(f"{database}-shm")) if path.exists()]
    for path in whole:
        path.rename(path.with_name(f"{path.name}.away"))
    database.write_text("this is no database " * 500)
    try:
        yield
    finally:
        for path in database.parent.glob(f"{database.name}-*"):
            if path.suffix != ".away":
                path.unlink()
        for path in whole:
            path.with_name(f"{path.name}.away").replace(path)
