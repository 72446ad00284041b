"""A clock for several lives at once: time passes only when all of them wait, and whoever is due first goes next."""

import heapq
import threading
from collections.abc import Callable
from datetime import datetime, timedelta

from tests.fakes.clock import FakeClock


class Conductor(FakeClock):
    """One thread acts at any moment, so that a test of several zones always goes the same way."""

    def __init__(self, now: datetime) -> None:
        super().__init__(now)
        self._sleepers: list[tuple[float, int, threading.Event]] = []
        self._lives: set[int] = set()
        self._count = 0
        self._wrong: list[BaseException] = []

    def wait(self, length: timedelta) -> None:
        """Wait with the others; outside `play` the time simply passes."""
        if threading.get_ident() not in self._lives:
            super().wait(length)
            return
        mine = threading.Event()
        self._count += 1
        due = self.monotonic() + max(0.0, length.total_seconds())
        heapq.heappush(self._sleepers, (due, self._count, mine))
        self._hand_on()
        mine.wait()

    def play(self, *lives: Callable[[], object]) -> None:
        """Let all of them live to their ends; what one of them raised is raised here."""
        over = threading.Semaphore(0)
        for life in lives:
            begin = threading.Event()
            self._count += 1
            heapq.heappush(self._sleepers, (self.monotonic(), self._count, begin))
            threading.Thread(target=self._live, args=(life, begin, over), daemon=True).start()
        self._hand_on()
        for _ in lives:
            assert over.acquire(timeout=120), "a life did not end"
        if self._wrong:
            raise self._wrong[0]

    def _live(self, life: Callable[[], object], begin: threading.Event, over: threading.Semaphore) -> None:
        begin.wait()
        self._lives.add(threading.get_ident())
        try:
            life()
        except BaseException as wrong:
            self._wrong.append(wrong)
        finally:
            self._lives.discard(threading.get_ident())
            over.release()
            self._hand_on()

    def _hand_on(self) -> None:
        if not self._sleepers:
            return
        due, _, sleeper = heapq.heappop(self._sleepers)
        if due > self.monotonic():
            super().wait(timedelta(seconds=due - self.monotonic()))
        sleeper.set()
