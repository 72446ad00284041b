"""A clock that moves only when it is told to, or when somebody waits on it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta


class FakeClock:
    """Wall time and monotonic time go together, except for `step`, which moves the wall clock alone."""

    def __init__(self, now: datetime) -> None:
        self._now = now.astimezone(UTC)
        self._monotonic = 1000.0
        self._happenings: list[tuple[float, Callable[[], object]]] = []

    def now(self) -> datetime:
        return self._now

    def monotonic(self) -> float:
        return self._monotonic

    def wait(self, length: timedelta) -> None:
        ends = self._monotonic + length.total_seconds()
        while due := [one for one in self._happenings if one[0] <= ends]:
            first = min(due, key=lambda one: one[0])
            self._happenings.remove(first)
            self._pass(first[0] - self._monotonic)
            first[1]()
        self._pass(ends - self._monotonic)

    def _pass(self, seconds: float) -> None:
        if seconds > 0:
            self._now += timedelta(seconds=seconds)
            self._monotonic += seconds

    def at(self, moment: datetime, happening: Callable[[], object]) -> None:
        """Let something happen when so much time has passed as there is until `moment`, whoever waits then."""
        self._happenings.append((self._monotonic + (moment - self._now).total_seconds(), happening))

    def to(self, moment: datetime) -> None:
        """Let time pass until `moment`."""
        self.wait(moment - self._now)

    def step(self, length: timedelta) -> None:
        """Somebody sets the wall clock."""
        self._now += length
