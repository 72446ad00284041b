"""A clock that moves only when it is told to, or when somebody waits on it."""

from datetime import UTC, datetime, timedelta


class FakeClock:
    """Wall time and monotonic time go together, except for `step`, which moves the wall clock alone."""

    def __init__(self, now: datetime) -> None:
        self._now = now.astimezone(UTC)
        self._monotonic = 1000.0

    def now(self) -> datetime:
        return self._now

    def monotonic(self) -> float:
        return self._monotonic

    def wait(self, length: timedelta) -> None:
        self._now += length
        self._monotonic += length.total_seconds()

    def to(self, moment: datetime) -> None:
        """Let time pass until `moment`."""
        self.wait(moment - self._now)

    def step(self, length: timedelta) -> None:
        """Somebody sets the wall clock."""
        self._now += length
