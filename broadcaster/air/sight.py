"""Whether the wall clock can be believed: not before the program was written, not behind the newest of the log."""

from datetime import UTC, datetime, timedelta

from broadcaster.air.ledger import Ledger
from broadcaster.clock import Clock
from broadcaster.fitness import BACKWARD

EARLIEST = datetime(2026, 11, 1, tzinfo=UTC)
"""A clock before this program was written is wrong."""

JUMP = timedelta(seconds=30)
"""The wall clock went so much farther than time did: it was set, or the computer slept."""


class Sight:
    """Looks at the clock; `jumps` are the steps forward it saw, (from, to) on the wall clock."""

    def __init__(self, ledger: Ledger, clock: Clock) -> None:
        self.ledger = ledger
        self.clock = clock
        self.jumps: list[tuple[datetime, datetime]] = []
        self._seen: tuple[datetime, float] | None = None
        self._version: int | None = None
        self._newest: datetime | None = None
        self._told: bool | None = None
        self._jumped = float("-inf")

    def wrong(self, now: datetime) -> bool:
        """Whether nothing may sound of itself; the fault is shown while it lasts."""
        self._look_for_jumps(now)
        newest = self._newest_entry()
        wrong = now < EARLIEST or (newest is not None and now < newest - BACKWARD)
        if wrong != self._told:
            self._told = wrong
            if wrong:
                self.ledger.raise_fault("clock_wrong", now.isoformat(timespec="minutes"), now)
            else:
                self.ledger.clear_fault("clock_wrong")
        return wrong

    def jumped_within(self, length: timedelta) -> bool:
        """Whether the clock was set, forward or back, so recently."""
        return self.clock.monotonic() - self._jumped < length.total_seconds()

    def _look_for_jumps(self, now: datetime) -> None:
        steady = self.clock.monotonic()
        if self._seen is not None:
            expected = self._seen[0] + timedelta(seconds=steady - self._seen[1])
            if now - expected > JUMP:
                self.jumps = [*self.jumps[-20:], (expected, now)]
            if abs(now - expected) > JUMP:
                self._jumped = steady
        self._seen = (now, steady)

    def _newest_entry(self) -> datetime | None:
        """When the log was last written; asked again only when something was."""
        version = self.ledger.store.version()
        if version is None or version != self._version:
            self._version = version
            self._newest = self.ledger.newest_moment()
        return self._newest
