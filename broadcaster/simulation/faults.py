"""A database that is slow, locked, full or unreadable when fate says so, around the real one; and cuts at its edges."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from enum import StrEnum
from typing import Any

from broadcaster.errors import StoreBusy
from broadcaster.simulation.stage import Process, Stage
from broadcaster.store import Store, StoreUnusable

SLOWEST = timedelta(milliseconds=900)
"""The slowest answer of a bad memory card."""


class Disk(StrEnum):
    """How the database's disk is doing."""

    FINE = "fine"
    SLOW = "slow"
    LOCKED = "locked"
    FULL = "full"
    GONE = "gone"


class Trouble:
    """What is wrong with the disk now; one for the whole station, whoever asks."""

    def __init__(self, stage: Stage, seed: str) -> None:
        self.stage = stage
        self.disk = Disk.FINE
        self.chance = random.Random(f"{seed}/disk")
        self.refused = 0

    def before(self, writing: bool, patience: timedelta) -> None:
        """What a transaction meets before it begins."""
        if self.disk is Disk.SLOW and self.chance.random() < (0.5 if writing else 0.1):
            self.stage.hold(SLOWEST * self.chance.random())
        elif self.disk is Disk.LOCKED and writing:
            self.stage.hold(patience)
            self._refuse(StoreBusy("the database refused: database is locked"))
        elif self.disk is Disk.GONE:
            self._refuse(StoreUnusable("the database refused: disk I/O error"))

    def at_commit(self) -> None:
        """What a transaction meets at its end: only here a full disk shows."""
        if self.disk is Disk.FULL:
            self._refuse(StoreUnusable("the database refused: database or disk is full"))

    def _refuse(self, why: StoreBusy) -> None:
        self.refused += 1
        raise why


class FaultyStore(Store):
    """The real store in the hands of one process. Each edge of each transaction is an instant it can be cut off at."""

    def __init__(self, url: str, station: str, patience: timedelta, process: Process, trouble: Trouble) -> None:
        super().__init__(url, station, patience)
        self.patience = patience
        self.process = process
        self.trouble = trouble

    def version(self) -> int | None:
        """Nobody can say whether anything was written where nothing can be read."""
        self.process.instant()
        return None if self.trouble.disk is Disk.GONE else super().version()

    def give_room_back(self) -> None:
        """A disk that is locked or gone gives nothing."""
        self.process.instant()
        if self.trouble.disk in (Disk.LOCKED, Disk.GONE):
            raise StoreUnusable("the database refused: it cannot be folded now")
        super().give_room_back()

    @contextmanager
    def _read(self) -> Iterator[Any]:
        self.process.instant()
        self.trouble.before(False, self.patience)
        with super()._read() as connection:
            yield connection

    @contextmanager
    def _write(self) -> Iterator[Any]:
        self.process.instant()
        self.trouble.before(True, self.patience)
        with super()._write() as connection:
            yield connection
            self.trouble.at_commit()
            self.process.instant()  # cut here, nothing was written
        self.process.instant()  # cut here, it was written and nobody was told
