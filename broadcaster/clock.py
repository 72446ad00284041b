"""The clock port: what time it is, and waiting; a test or a simulation brings its own."""

import time
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Wall time for people, monotonic time for lengths."""

    def now(self) -> datetime:
        """The wall clock, aware."""
        ...

    def monotonic(self) -> float:
        """Seconds that never step."""
        ...

    def wait(self, length: timedelta) -> None:
        """Let `length` pass."""
        ...


class SystemClock:
    """The computer's own clock."""

    def now(self) -> datetime:
        """The wall clock in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Seconds since some fixed moment."""
        return time.monotonic()

    def wait(self, length: timedelta) -> None:
        """Sleep."""
        time.sleep(max(0.0, length.total_seconds()))
