"""The renderer's shift: looking for work, a sign of life, tidying once a day, and going when nothing is left to do."""

import logging
import os
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

from broadcaster import bell
from broadcaster.clock import Clock, SystemClock
from broadcaster.errors import StoreBusy
from broadcaster.office.retention import throw_away
from broadcaster.rendering.chores import Chores
from broadcaster.rendering.intake import Intake
from broadcaster.rendering.nightly import NightlyBackup
from broadcaster.settings import Settings
from broadcaster.store import Store
from broadcaster.store.jobs import RenderJob

IDLE_AFTER = 20.0
"""Seconds without work after which the renderer goes; whoever listens and edits finds it still there."""

LOOK = 0.1
LOST_AFTER = timedelta(minutes=3)
BEAT = 10.0
TIDY = timedelta(days=1)
"""Between two rounds of throwing away."""

log = logging.getLogger(__name__)


class Maker(Protocol):
    """Who makes the sounds of bulletins."""

    @property
    def busy(self) -> bool:
        """Whether a sound is being made."""
        ...

    def waiting(self, lost_after: timedelta) -> list[RenderJob]:
        """What waits; what was lost is put back first."""
        ...

    def tidy(self) -> bool:
        """Throw away what nobody needs; False while a sound is being made."""
        ...

    def close(self) -> None:
        """Give up what is being made."""
        ...


class Shift:
    """One renderer process from its start to its end. `call` rings the queue for a job, `queued` counts its calls."""

    def __init__(
        self,
        settings: Settings,
        store: Store,
        maker: Maker,
        call: Callable[[UUID], object],
        queued: Callable[[], int],
        clock: Clock | None = None,
        idle_after: float = IDLE_AFTER,
    ) -> None:
        self._settings = settings
        self._store = store
        self._maker = maker
        self._call = call
        self._queued = queued
        self._clock = clock or SystemClock()
        self._idle_after = idle_after
        self._intake = Intake(settings, store, self._clock)
        self._chores = Chores(settings, store, self._clock)
        self._backup = NightlyBackup(settings, store, self._clock)
        self._lost_after = timedelta()
        self._done = threading.Event()
        self._beaten = -BEAT
        self._seen = 0
        self._read = _written(settings)

    def look(self) -> bool:
        """Call for what waits; whether there is anything to do. What ran before this process came is lost."""
        self._seen = bell.heard(self._settings.data)  # before looking: who rings afterwards is answered again
        queued = self._queued() > 0
        if not queued:
            for job in self._maker.waiting(self._lost_after):
                self._call(job.id)
                queued = True
        taking = self._intake.turn(self._lost_after)
        self._lost_after = LOST_AFTER
        return any([queued, self._maker.busy, taking, self._chores.turn(), self._backup.turn()])

    def keep(self, go: Callable[[], object]) -> None:
        """Look again and again; `go` is called when there has been nothing to do for a while."""
        last = time.monotonic()
        while not self._done.is_set():
            try:
                self._beat()
                if self.look():
                    last = time.monotonic()
                else:
                    self._tidy()
                    if time.monotonic() - last >= self._idle_after or self._read != _written(self._settings):
                        self._rest()
                        go()
                        return
            except StoreBusy:
                last = time.monotonic()
            except Exception:  # this thread is the renderer's pulse: it says what went wrong and goes on
                log.exception("the renderer's shift met a defect")
                self._done.wait(5)
            self._done.wait(LOOK)

    def close(self) -> None:
        """Give up what is being done; it waits for the next start."""
        self._done.set()
        self._intake.close()
        self._maker.close()
        self._backup.close()

    def _beat(self) -> None:
        if time.monotonic() - self._beaten >= BEAT:
            self._beaten = time.monotonic()
            self._store.beat("renderer", os.getpid(), self._clock.now(), {})

    def _rest(self) -> None:
        """Nothing was found since the bell stood where it was seen; whoever has rung since then is heard at once."""
        with suppress(StoreBusy):
            self._store.beat("renderer", os.getpid(), self._clock.now(), {"resting": True})
        bell.answer(self._settings.data, self._seen)

    def _tidy(self) -> None:
        """Once a day, and the chimes that came with the program are put into the library."""
        now = self._clock.now()
        last = self._store.mark("tidied")
        with suppress(ValueError):
            if last and timedelta() <= now - datetime.fromisoformat(last) < TIDY:
                return
        self._intake.keep_chimes()
        if self._maker.tidy():
            gone = self._intake.tidy()
            if gone:
                log.info("threw away %d sounds of the library nobody needed", gone)
                self._store.sounds_thrown_away(gone, now)
            for one in throw_away(self._store, self._settings.station, self._settings.keep, now):
                log.info("took %d rows out of the %s, their time was over", one.count, one.book)
            self._store.set_mark("tidied", now.isoformat(timespec="seconds"))


def _written(settings: Settings) -> int:
    """When the settings were last written: a renderer that has nothing to do makes room for one that knows them."""
    try:
        return (settings.folder / "station.toml").stat().st_mtime_ns
    except OSError:
        return 0
