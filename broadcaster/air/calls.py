"""What people call for, orders at once and silence: asked of the database only when something was written there."""

from contextlib import suppress

from broadcaster.air.ledger import Ledger
from broadcaster.clock import Clock
from broadcaster.errors import StoreBusy
from broadcaster.placement import AirOrder
from broadcaster.store import Stop

AGAIN = 5.0
"""Seconds after which it is asked though nothing seems to have been written: an answer may have come from memory."""


class Calls:
    """The newest cry to stop and the orders nobody has taken, as last seen. `looks` counts the times it was asked."""

    def __init__(self, ledger: Ledger, clock: Clock) -> None:
        self.ledger = ledger
        self.clock = clock
        self.stop: Stop | None = None
        self.waiting: list[AirOrder] = []
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
            self.stop = self.ledger.last_stop()
            self._first = self.stops if self._first is None else self._first
        self.waiting = self.ledger.waiting_orders()

    @property
    def known(self) -> bool:
        """Whether it is known at all what people called for: not while the database was never read."""
        return self._first is not None

    @property
    def stops(self) -> int:
        """The number of the newest cry to stop, 0 while there was none."""
        return max([0, *(one.number for one in self._cries())])

    def stopped(self, zone: str, since: int) -> Stop | None:
        """A cry for silence in that zone newer than number `since`, and than those there were when first looked."""
        since = max(since, self._first or 0)
        cries = [one for one in self._cries() if one.zone in ("", zone) and one.number > since]
        return max(cries, key=lambda one: one.number, default=None)

    def _cries(self) -> list[Stop]:
        return [self.stop, *self.stop.others] if self.stop else []
