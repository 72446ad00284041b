"""How long a service asked to be left alone, remembered over restarts."""

import time
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

LONGEST = timedelta(hours=6)


class Rest:
    """A service's rest, kept in `note` (the wall clock's second it ends at) or only in memory."""

    def __init__(self, note: Path | None) -> None:
        self._note = note
        self._until = 0.0

    def begin(self, length: timedelta) -> None:
        """Leave the service alone from now on for `length`, at most six hours."""
        self._until = time.time() + min(length, LONGEST).total_seconds()
        if self._note:
            with suppress(OSError):
                self._note.parent.mkdir(parents=True, exist_ok=True)
                self._note.write_text(f"{self._until}\n", encoding="ascii")

    def left(self) -> timedelta:
        """What is left of the rest; a clock that jumped cannot make it longer than six hours."""
        until = self._until
        if self._note:
            with suppress(OSError, ValueError):
                until = max(until, float(self._note.read_text(encoding="ascii")))
        left = timedelta(seconds=max(0.0, until - time.time()))
        return left if left <= LONGEST else timedelta()
