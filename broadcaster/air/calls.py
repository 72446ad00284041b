"""What people call for, orders at once and silence: asked of the database only when something was written there."""

from contextlib import suppress
from datetime import datetime, timedelta

from broadcaster.air.due import Due
from broadcaster.air.ledger import Ledger
from broadcaster.clock import Clock
from broadcaster.errors import StoreBusy
from broadcaster.placement import AirOrder
from broadcaster.store import Stop

AGAIN = 5.0
"""Seconds after which it is asked though nothing seems to have been written: an answer may have come from memory."""


RECENT = timedelta(minutes=20)
"""How old a cry to stop may be to concern what was ordered before a restart."""


class Calls:
    """The newest cry to stop, the orders nobody has taken and those taken back, all as seen at one moment.

    `looks` counts the times it was asked.
    """

    def __init__(self, ledger: Ledger, clock: Clock) -> None:
        self.ledger = ledger
        self.clock = clock
        self.stop: Stop | None = None
        self.waiting: list[AirOrder] = []
        self.taken_back: dict[str, Stop] = {}
        self.looks = 0
        self._first: int | None = None
        self._version: int | None = None
        self._looked = float("-inf")

    def look(self) -> None:
        """See whether there is anything new."""
        version = self.ledger.store.version()
        fresh = version is not None and version == self._version
        if fresh and self.clock.monotonic() - self._looked < AGAIN:
            return
        self._version, self._looked = version, self.clock.monotonic()
        self.looks += 1
        with suppress(StoreBusy):
            called = self.ledger.called()
            self.stop, self.waiting, self.taken_back = called.stop, list(called.waiting), called.taken_back
            self._first = self.stops if self._first is None else self._first

    @property
    def known(self) -> bool:
        """Whether it is known at all what people called for: not while the database was never read."""
        return self._first is not None

    @property
    def stops(self) -> int:
        """The number of the newest cry to stop, 0 while there was none."""
        return max([0, *(one.number for one in self._cries())])

    def newer(self, number: int) -> list[Stop]:
        """Cries to stop that came after that number."""
        return [one for one in self._cries() if one.number > number]

    def recent(self, now: datetime) -> list[Stop]:
        """Cries to stop that are not from another time, for whoever meets them after a restart."""
        return [one for one in self._cries() if now - RECENT <= one.at <= now + timedelta(minutes=2)]

    def ended(self, due: Due) -> Stop | None:
        """Who called for silence where it sounds since it was claimed, or took its order back."""
        return self.stopped(due.key.zone, due.stops) or self.taken_back.get(due.key.occurrence)

    def stopped(self, zone: str, since: int) -> Stop | None:
        """A cry for silence in that zone newer than number `since`, and than those there were when first looked."""
        since = max(since, self._first or 0)
        cries = [one for one in self._cries() if one.zone in ("", zone) and one.number > since]
        return max(cries, key=lambda one: one.number, default=None)

    def _cries(self) -> list[Stop]:
        return [self.stop, *self.stop.others] if self.stop else []
