"""One player for one station: a lock on a file, which the system lets go when its holder dies."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from broadcaster.errors import AlreadyRunning

PATIENCE = 0.3
"""Seconds the lock is tried for: whoever only asks whether a daemon runs holds it for an instant."""


def refuse_second(path: Path) -> None:
    """AlreadyRunning if a daemon holds the lock: asked before anything heavy is loaded, so that it is told at once."""
    if path.exists():
        with only_instance(path):
            pass


@contextmanager
def only_instance(path: Path) -> Iterator[None]:
    """Hold the lock while the block runs; AlreadyRunning at once when another process holds it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _lock(handle, path)
        os.ftruncate(handle, 0)
        os.write(handle, f"{os.getpid()}\n".encode())
        yield
    finally:
        os.close(handle)


def _lock(handle: int, path: Path) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            if sys.platform == "win32":  # pragma: no cover - not run here
                import msvcrt

                msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
            else:
                import fcntl

                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as why:
            if time.monotonic() >= until:
                raise AlreadyRunning(f"another daemon plays for this station: it holds {path}") from why
            time.sleep(0.05)
        else:
            return
