"""The nightly backup's alarm: calls the renderer when it is due and nothing sounds, and says when none has come."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta

from broadcaster import bell
from broadcaster.air.ledger import Ledger
from broadcaster.air.preflight import next_occurrence
from broadcaster.clock import Clock
from broadcaster.errors import StoreBusy
from broadcaster.settings import Settings
from broadcaster.settings.backup import CLEAR, EXPECTED, FAILED, LATEST, MARK, NONE_LATELY

LOOK = 60.0
"""Seconds between two looks."""

AGAIN = 1800.0
"""Seconds after which the renderer is called again for a backup that did not come about."""


class Nightly:
    """Asked every few seconds; looks once a minute. The daemon makes no backup: it only rings."""

    def __init__(self, settings: Settings, ledger: Ledger, clock: Clock, sounding: Callable[[], bool]) -> None:
        self._settings = settings
        self._ledger = ledger
        self._clock = clock
        self._sounding = sounding
        self._looks_at = self._rings_at = float("-inf")

    def look(self) -> None:
        """Ring when it is time, put up the fault when it is past time; a locked database is asked again later."""
        if self._clock.monotonic() < self._looks_at:
            return
        self._looks_at = self._clock.monotonic() + LOOK
        with suppress(StoreBusy):
            now = self._clock.now()
            last = moment(self._ledger.mark(MARK))
            self._judge(last, now)
            station = self._settings.station
            if not self._settings.backup.due(last, station.local(now)) or self._clock.monotonic() < self._rings_at:
                return
            following = next_occurrence(station, now)
            if self._sounding() or (following is not None and following.starts - now < CLEAR):
                return
            self._rings_at = self._clock.monotonic() + AGAIN
            bell.ring(self._settings.data)

    def _judge(self, last: datetime | None, now: datetime) -> None:
        if self._settings.backup.folder is None:
            self._ledger.clear_fault(NONE_LATELY)
            self._ledger.clear_fault(FAILED)
            return
        since = last or moment(self._ledger.mark(EXPECTED))
        if since is None:
            self._ledger.set_mark(EXPECTED, now.isoformat(timespec="seconds"))
        elif now - since > LATEST:
            self._ledger.raise_fault(NONE_LATELY, f"{(now - since) // timedelta(days=1)}", now)
        else:
            self._ledger.clear_fault(NONE_LATELY)


def moment(mark: str | None) -> datetime | None:
    """The moment in a mark; None where there is none that can be read."""
    try:
        found = datetime.fromisoformat(mark or "")
    except ValueError:
        return None
    return found if found.tzinfo is not None else None
