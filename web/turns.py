"""Taking turns: pages are worked out one after another in the order they were asked for, not all at once.

One process works out one page at a time whatever is asked of it; eight at once only get in each other's way, and the
one that is unlucky each time waits twice as long as the others. Who takes long over something (a report, a full disk, a
password) keeps nobody waiting for more than `LONGEST`: the next one goes in beside.
"""

import threading
import time
from collections import deque
from collections.abc import Callable, Iterable
from typing import Any

LONGEST = 0.05
"""Seconds after which whoever has the turn no longer keeps the next one waiting: ten usual pages."""

Answer = Callable[[dict[str, Any], Any], Iterable[bytes]]
"""A WSGI application."""


class Turns:
    """In front of the desk. What an answer sends after its head is sent without a turn."""

    def __init__(self, desk: Answer, longest: float = LONGEST) -> None:
        self._desk, self._longest = desk, longest
        self._guard = threading.Lock()
        self._waiting: deque[threading.Lock] = deque()
        self._has_turn: threading.Lock | None = None
        self._since = 0.0

    def __call__(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        """One question, when it is its turn."""
        mine = self._take()
        try:
            return self._desk(environ, start)
        finally:
            self._pass_on(mine)

    def _take(self) -> threading.Lock:
        mine = threading.Lock()
        mine.acquire()  # released by whoever passes the turn on to it
        with self._guard:
            if self._has_turn is None:
                self._begin(mine)
                return mine
            self._waiting.append(mine)
        while not mine.acquire(timeout=self._left()):
            with self._guard:
                if self._waiting and self._waiting[0] is mine and self._overdue():
                    self._waiting.popleft()
                    self._begin(mine)
                    return mine
        return mine

    def _pass_on(self, mine: threading.Lock) -> None:
        with self._guard:
            if self._has_turn is not mine:
                return  # it took so long that another one has gone in beside it
            following = self._waiting.popleft() if self._waiting else None
            self._has_turn = None
            if following is not None:
                self._begin(following)
                following.release()

    def _begin(self, one: threading.Lock) -> None:
        self._has_turn, self._since = one, time.monotonic()

    def _overdue(self) -> bool:
        return time.monotonic() - self._since >= self._longest

    def _left(self) -> float:
        """Seconds until the one before is overdue; a little more, so that it is when it is looked at."""
        return max(0.0, self._since + self._longest - time.monotonic()) + 0.001
