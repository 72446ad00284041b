"""The pace at which an online voice is asked: services refuse who asks too fast."""

import threading
import time
from collections.abc import Callable
from datetime import timedelta

from broadcaster.errors import VoiceError


class Pace:
    """At least `gap` between the beginnings of two requests to `engine`."""

    def __init__(
        self,
        engine: str,
        gap: timedelta,
        clock: Callable[[], float] = time.monotonic,
        wait: Callable[[float], object] = time.sleep,
    ) -> None:
        self._engine = engine
        self._gap = gap.total_seconds()
        self._clock = clock
        self._wait = wait
        self._next = float("-inf")
        self._turn = threading.Lock()

    def waited(self, left: timedelta) -> timedelta:
        """Wait for one's turn and say how long that took; VoiceError when it does not come in the time that is left."""
        begun = self._clock()
        with self._turn:
            now = self._clock()
            delay = max(0.0, self._next - now)
            if now - begun + delay >= left.total_seconds():
                raise VoiceError(self._engine, "its turn to be asked did not come before the deadline", again=True)
            self._next = max(self._next, now) + self._gap
            if delay:
                self._wait(delay)
        return timedelta(seconds=self._clock() - begun)
