"""The clock of the station: APScheduler ticks, arms the next slot, keeps the sign of life and settles the past."""

import logging
import os
import signal
import threading
from datetime import datetime, timedelta
from typing import Any

from broadcaster.air.faults import look_at_devices
from broadcaster.air.instance import only_instance
from broadcaster.air.playout import LEAD, Playout
from broadcaster.air.settling import settle_open, settle_slots
from broadcaster.clock import Clock
from broadcaster.errors import StoreBusy
from broadcaster.settings import Settings
from broadcaster.speakers import Speakers
from broadcaster.store import Store

TICK = timedelta(seconds=1)
BEAT = timedelta(seconds=5)
SETTLE = timedelta(seconds=20)
LOOK = timedelta(seconds=30)
"""EN 54-16 wants a fault shown within 100 s."""

log = logging.getLogger(__name__)


class Daemon:
    """Plays what is due until it is told to end.

    The database decides what is due at every tick; APScheduler is only the steady pulse and the alarm that wakes
    it LEAD before a slot. Its jobs live in memory: nothing to lose, nothing that plays twice.
    """

    def __init__(self, settings: Settings, store: Store, speakers: Speakers, clock: Clock) -> None:
        self.settings = settings
        self.store = store
        self.speakers = speakers
        self.clock = clock
        self.playout = Playout(settings.station, store, speakers, clock)
        self.done = threading.Event()
        self.turning = threading.Lock()
        self.started = clock.now()
        self.alarm: datetime | None = None

    def run(self) -> None:
        """Hold the station's lock, settle what a crash left open, then tick. AlreadyRunning when another plays."""
        with only_instance(self.settings.data / "daemon.lock"):
            left = settle_open(self.store, self.clock.now())
            if left:
                log.warning("settled %d airings that were cut when the station ended", left)
            self._settle()
            scheduler = self._scheduler()
            scheduler.start()
            try:
                self.done.wait()
            finally:
                self.playout.closing = True
                scheduler.shutdown(wait=True)

    def end(self) -> None:
        """Stop what sounds and let `run` return."""
        self.playout.closing = True
        self.done.set()

    def _scheduler(self) -> Any:
        from apscheduler.executors.pool import ThreadPoolExecutor
        from apscheduler.schedulers.background import BackgroundScheduler

        logging.getLogger("apscheduler").setLevel(logging.ERROR)
        scheduler = BackgroundScheduler(
            timezone=self.settings.station.timezone,
            executors={"default": ThreadPoolExecutor(4)},
            job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 1},
        )
        scheduler.add_job(lambda: self._tick(scheduler), "interval", seconds=TICK.total_seconds(), id="tick")
        scheduler.add_job(self._beat, "interval", seconds=BEAT.total_seconds(), id="beat", next_run_time=self.started)
        scheduler.add_job(self._settle, "interval", seconds=SETTLE.total_seconds(), id="settle")
        scheduler.add_job(self._look, "interval", seconds=LOOK.total_seconds(), id="look", next_run_time=self.started)
        return scheduler

    def _tick(self, scheduler: Any) -> None:
        self.turns()
        start = self.playout.next_start(self.clock.now())
        if start is not None and start != self.alarm:
            self.alarm = start
            scheduler.add_job(self.turns, "date", run_date=start - LEAD, id="alarm", replace_existing=True)

    def turns(self) -> None:
        """Do everything that is due, one thing after the other; only one thread at a time."""
        if not self.turning.acquire(blocking=False):
            return
        try:
            while not self.done.is_set() and self.playout.turn():
                pass
            self.store.clear_fault("daemon_defect")
        except StoreBusy:
            log.warning("the database is locked; asked again at the next tick")
        except Exception:
            # The pulse must not stop for a defect in one turn; it is logged, shown as a fault, and tried again.
            log.exception("a turn failed")
            self.store.raise_fault("daemon_defect", "see the daemon's log", self.clock.now())
        finally:
            self.turning.release()

    def _beat(self) -> None:
        try:
            self.store.beat("daemon", os.getpid(), self.clock.now(), {})
        except StoreBusy:
            log.warning("the database is locked; no sign of life written")

    def _look(self) -> None:
        try:
            look_at_devices(self.store, self.settings.station, self.speakers, self.clock.now())
        except StoreBusy:
            log.warning("the database is locked; devices are looked at later")

    def _settle(self) -> None:
        try:
            settle_slots(self.store, self.settings.station, self.clock.now(), self.started)
        except StoreBusy:
            log.warning("the database is locked; slots are settled later")


def main(settings: Settings) -> None:
    """Run the daemon with the computer's own clock and loudspeakers until SIGTERM or SIGINT."""
    from broadcaster.clock import SystemClock
    from broadcaster.speakers import open_speakers
    from broadcaster.store import open_store

    store = open_store(settings.database, settings.station.id)
    speakers = open_speakers(settings.output.module, settings.output.ear)
    daemon = Daemon(settings, store, speakers, SystemClock())
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: daemon.end())
    try:
        daemon.run()
    finally:
        speakers.close()
