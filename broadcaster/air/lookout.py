"""The lookout: looks at devices, files and the disk all the time, and at the whole of the next slot every hour."""

import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from broadcaster import fitness, urgent
from broadcaster.air.faults import OF_THE_DEVICE, show
from broadcaster.air.ledger import Ledger
from broadcaster.air.preflight import (
    Instruments,
    devices,
    disk,
    file_as_approved,
    look_ahead,
    next_occurrence,
    sounds,
)
from broadcaster.bulletin import Rendition
from broadcaster.clock import Clock
from broadcaster.errors import StoreBusy
from broadcaster.fitness import Finding
from broadcaster.programme import programme
from broadcaster.speakers import Device
from broadcaster.station import Station

LOOK = timedelta(seconds=30)
"""EN 54-16 wants a fault shown within 100 s."""

EVERY = timedelta(hours=1)
BEFORE = timedelta(minutes=15)
SOON = timedelta(hours=24)
"""An empty slot is a fault on the screen only when it comes so soon."""

AHEAD = "next_"
"""Before the code of a file's fault that was found before the slot, so that a play does not clear it."""

FILES = ("next_no_sound_file", "next_sound_changed")
ROOM = ("disk_nearly_full",)

log = logging.getLogger(__name__)


class Lookout:
    """Asked every few seconds; looks when it is time.

    `there` lists the sound devices, `quiet` tests the ear on one ("" or the code of what is wrong), and `sounding`
    says whether anything is on air just now.
    """

    def __init__(
        self,
        station: Station,
        ledger: Ledger,
        folder: Path,
        clock: Clock,
        there: Callable[[], list[Device]],
        quiet: Callable[[str], str],
        sounding: Callable[[], bool],
    ) -> None:
        self.station = station
        self.ledger = ledger
        self.folder = folder
        self.clock = clock
        self.there = there
        self.quiet = quiet
        self.sounding = sounding
        self._looks_at = float("-inf")
        self._looked_ahead: datetime | None = None
        self._asked: str | None = None
        self._hashed: dict[tuple[str, str], tuple[tuple[int, int, int], str]] = {}

    def look(self) -> None:
        """One look around, when it is time for one. What the database refuses is looked at again later."""
        now = self.clock.now()
        try:
            if self.clock.monotonic() >= self._looks_at:
                self._looks_at = self.clock.monotonic() + LOOK.total_seconds()
                self._around(now)
            if not self.sounding() and self._is_time(now):
                self._ahead(now)
        except StoreBusy:
            log.debug("the database cannot be read; looked again later")

    def _around(self, now: datetime) -> None:
        """What can go wrong from one minute to the next."""
        found = devices(self.station.zones, self.there())
        show(self.ledger, found, [reason.value for reason in OF_THE_DEVICE], now)
        show(self.ledger, [one for one in disk(self.folder) if one.code in ROOM], ROOM, now)
        occurrence = next_occurrence(self.station, now)
        order = programme(self.ledger, self.station, occurrence) if occurrence else None
        wrong = sounds(order, self._unchanged) if order else []
        show(self.ledger, [Finding(AHEAD + one.code, one.detail) for one in wrong], FILES, now)
        empty = order is not None and not order.planned and order.occurrence.starts - now <= SOON
        show(self.ledger, [Finding("nothing_planned")] if empty else [], ("nothing_planned",), now)

    def _unchanged(self, sound: Rendition) -> str:
        """The file as approved; hashed only when the file system says that it is another than the last time."""
        try:
            told = sound.path.stat()
        except OSError:
            return file_as_approved(sound)
        seen = (told.st_mtime_ns, told.st_size, told.st_ino)
        key = (str(sound.path), sound.sha256)
        if key not in self._hashed or self._hashed[key][0] != seen:
            self._hashed = dict(list(self._hashed.items())[-200:])
            self._hashed[key] = (seen, file_as_approved(sound))
        return self._hashed[key][1]

    def _is_time(self, now: datetime) -> bool:
        """Every hour, once more a quarter of an hour before a slot, and when somebody asks."""
        asked = self.ledger.mark(fitness.ASKED)
        if asked != self._asked:
            self._asked = asked
            return True
        last = self._looked_ahead
        if last is None or not timedelta() <= now - last < EVERY:
            return True
        following = next_occurrence(self.station, now)
        return following is not None and last < following.starts - BEFORE <= now

    def _ahead(self, now: datetime) -> None:
        """The whole of the next slot, with the ear and the urgent templates."""
        self._looked_ahead = now
        by = Instruments(self.there, self.quiet, self.ledger.newest_moment, self._templates)
        seen = look_ahead(self.station, self.ledger, self.folder, now, by)
        show(self.ledger, seen.findings, ("ear_deaf", "not_quiet"), now)
        self.ledger.set_mark(fitness.MARK, seen.written())

    def _templates(self) -> list[Finding]:
        """The urgent templates; their own faults are put up and taken down by the way."""
        with suppress(StoreBusy):
            states = urgent.report(self.ledger.store, self.clock.now())
            if titles := [state.title for state in states if state.broken]:
                return [Finding("urgent_template", ", ".join(titles))]
        return []
