"""The clock of the station: a thread for each zone, and APScheduler, which ticks, arms the next slot and settles."""

import json
import logging
import os
import threading
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from broadcaster.air.announcer import Announcer
from broadcaster.air.ledger import Ledger
from broadcaster.air.playout import Playout
from broadcaster.air.renewal import FAULT as SETTINGS_BROKEN
from broadcaster.air.renewal import Renewal
from broadcaster.air.settling import settle_open, settle_slots
from broadcaster.air.silence import silence_of
from broadcaster.air.trial import Trial
from broadcaster.air.upkeep import Upkeep, quiet_test
from broadcaster.clock import Clock
from broadcaster.errors import StoreBusy
from broadcaster.settings import Settings
from broadcaster.settings.writing import version
from broadcaster.speakers import Speakers
from broadcaster.store import Store

TICK = timedelta(seconds=1)
"""The pulse where an amplifier is switched; without one half as often is enough, and costs half as much."""

GLANCE = 0.5
"""Seconds after which each zone looks for itself: an urgent order has to sound three seconds after it was given."""

BEAT = timedelta(seconds=5)
SETTLE = timedelta(seconds=20)
REHEARSE = timedelta(minutes=5)
LIST = timedelta(seconds=30)
"""How often the names of the sound devices are put where the desk can read them."""

SPARE = timedelta(seconds=45)
"""New settings are not taken so shortly before a slot: the daemon needs some seconds to begin anew."""

STEADY = timedelta(minutes=2)
"""After a jump of the clock slots are settled this much later: a clock that is set right again has missed nothing."""

DEFECT = "daemon_defect"
"""The fault of a turn that failed."""

log = logging.getLogger(__name__)


class Daemon:
    """Plays what is due until it is told to end.

    The database decides what is due; each zone asks it in a thread of its own, so that one that hangs delays no other.
    APScheduler is the steady pulse and the alarm that wakes all zones at the same instant before a slot. Its jobs live
    in memory: nothing to lose, nothing that plays twice.
    """

    def __init__(
        self,
        settings: Settings,
        store: Store,
        speakers: Mapping[str, Speakers],
        clock: Clock,
        ledger: Ledger | None = None,
    ) -> None:
        self.settings = settings
        self.store = store
        self.speakers = speakers
        self.clock = clock
        self.ledger = ledger or Ledger(store, settings.data / "ledger", clock)
        output = settings.output
        silence = silence_of(output.pre_roll, settings.data)
        self.playout = Playout(
            settings.station, self.ledger, speakers, clock, silence=silence, volume_cap=output.volume_cap
        )
        there = next(iter(speakers.values())).devices
        sounding = self.playout.book.sounding
        self.upkeep = Upkeep(settings, self.ledger, clock, there, sounding, quiet_test(output.ear))
        self.trial = Trial(self.playout, store, settings.data, output.volume_cap)
        self.renewal = Renewal(settings, self._tell_settings)
        self.version = _version(settings)
        self.there = there
        self.done = threading.Event()
        self.bells = {zone: threading.Event() for zone in self.playout.announcers}
        self.started = clock.now()
        self.alarm: datetime | None = None
        self.settled_left = False
        self.listed: list[dict[str, Any]] | None = None
        self.defective = set(self.playout.announcers)
        # at the start all: what a former life raised goes when each zone has had a turn without a defect
        self._defects = threading.Lock()

    def run(self) -> None:
        """Settle what a crash left open, then play. Whoever calls this holds the station's lock."""
        self._begin()
        scheduler = self._scheduler()
        scheduler.start()
        zones = [
            threading.Thread(target=self._announce, args=(one,), name=f"zone-{zone}", daemon=True)
            for zone, one in self.playout.announcers.items()
        ]
        for zone in zones:
            zone.start()
        try:
            self.done.wait()
        finally:
            self.playout.closing = True
            scheduler.shutdown(wait=True)
            for zone in zones:
                zone.join(20)
            self.upkeep.close()
            self.ledger.flush(timedelta(seconds=2))

    def end(self) -> None:
        """Stop what sounds and let `run` return."""
        self.playout.closing = True
        self.done.set()
        self.wake()

    def wake(self) -> None:
        """Let every zone look at once."""
        for bell in self.bells.values():
            bell.set()

    def _begin(self) -> None:
        """What a former life left: open airings, orders it had taken, hooks that are on."""
        self.upkeep.start()
        try:
            if self.ledger.flush():  # an order taken on a slip is known as taken only now
                self._settle_left()
            self.playout.rehearse()
        except StoreBusy:
            log.warning("the database is busy; what a former life left open is closed later")
        self._settle()

    def _settle_left(self) -> None:
        """Once, as soon as the database lets us: what of it is of this life is left alone."""
        if self.settled_left:
            return
        own = self.ledger.live()
        opened = [airing.id for airing, _ in self.store.open_airings()]
        own |= self.ledger.live() | self.playout.obeyed()
        zones = [zone.id for zone in self.settings.station.zones]
        left = [id for id in opened if id not in own]
        if count := settle_open(self.store, self.clock.now(), zones, left, own):
            log.warning("settled %d airings that were cut when the station ended", count)
        self.playout.recover(self.store.taken_orders())
        self.settled_left = True

    def _scheduler(self) -> Any:
        from apscheduler.executors.pool import ThreadPoolExecutor
        from apscheduler.schedulers.background import BackgroundScheduler

        logging.getLogger("apscheduler").setLevel(logging.ERROR)
        scheduler = BackgroundScheduler(
            timezone=self.settings.station.timezone,
            executors={"default": ThreadPoolExecutor(4)},
            job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 1},
        )
        pulse = TICK if self.upkeep.board else 2 * TICK
        scheduler.add_job(lambda: self._tick(scheduler), "interval", seconds=pulse.total_seconds(), id="tick")
        for name, job, every in (
            ("beat", self._beat, BEAT),
            ("settle", self._settle, SETTLE),
            ("look", self.upkeep.look, 2 * BEAT),
            ("rehearse", self.playout.rehearse, REHEARSE),
            ("list", self._list, LIST),
        ):
            scheduler.add_job(
                self._kept(job), "interval", seconds=every.total_seconds(), id=name, next_run_time=self.started
            )
        return scheduler

    def _kept(self, job: Callable[[], None]) -> Callable[[], None]:
        """A job whose trouble is told and tried again next time."""

        def run() -> None:
            try:
                job()
            except StoreBusy as why:
                log.warning("%s is done later: %s", job.__name__, why)

        return run

    def _tick(self, scheduler: Any) -> None:
        """Again and again: what is kept beside goes into the database, and the next slot sets the alarm."""
        self.upkeep.second()
        if self.renewal.due() and self.calm():
            self.end()
            return
        start = self.playout.next_start(self.clock.now())
        if start is not None and start != self.alarm:
            self.alarm = start
            scheduler.add_job(self.wake, "date", run_date=start - self.playout.lead, id="alarm", replace_existing=True)

    def _announce(self, announcer: Announcer) -> None:
        """One zone, until the station ends."""
        bell = self.bells[announcer.zone.id]
        while not self.done.is_set():
            bell.clear()
            self._turns(announcer)
            bell.wait(GLANCE)

    def _turns(self, announcer: Announcer) -> None:
        """Do everything that is due in one zone, one thing after the other."""
        try:
            while not self.done.is_set() and announcer.turn():
                pass
            if not self.done.is_set():
                self.trial.turn(announcer)
            self._sound_again(announcer.zone.id)
        except StoreBusy:
            log.warning("the database says nothing and nothing is known yet; zone %s asks again", announcer.zone.id)
        except Exception:
            # A zone must not fall silent for a defect in one turn; it is logged, shown as a fault, and tried again.
            log.exception("a turn of zone %s failed", announcer.zone.id)
            with self._defects:
                self.defective.add(announcer.zone.id)
                self.ledger.raise_fault(DEFECT, "see the daemon's log", self.clock.now())

    def _sound_again(self, zone: str) -> None:
        """A turn of that zone has gone well; the fault goes when this is true of every zone."""
        with self._defects:
            if zone in self.defective:
                self.defective.discard(zone)
                if not self.defective:
                    self.ledger.clear_fault(DEFECT)

    def _beat(self) -> None:
        self.store.beat("daemon", os.getpid(), self.clock.now(), {"settings": self.version})

    def _list(self) -> None:
        """The sound devices by name, for whoever chooses one at the desk, which cannot see them."""
        found = [{"name": one.name, "label": one.label, "default": one.default} for one in self.there()]
        if found != self.listed:  # an idle station writes no more than it must
            self.store.set_mark("sound_devices", json.dumps(found, ensure_ascii=False))
            self.listed = found

    def calm(self) -> bool:
        """Whether the daemon may begin anew: nothing sounds or waits to, no slot is open, none is near."""
        now = self.clock.now()
        today = self.settings.station.local(now).date()
        if any(one.is_open(now) for one in self.settings.station.occurrences(today, today)):
            return False
        start = self.playout.next_start(now)
        if self.playout.book.sounding() or (start is not None and start - now <= self.playout.lead + SPARE):
            return False
        try:
            return not self.store.waiting_orders() and not self.store.taken_orders()
        except StoreBusy:
            return False

    def _tell_settings(self, wrong: str | None) -> None:
        if wrong is None:
            self.ledger.clear_fault(SETTINGS_BROKEN)
        else:
            self.ledger.raise_fault(SETTINGS_BROKEN, wrong, self.clock.now())

    def _settle(self) -> None:
        """Close what is over, once everything kept beside is in the log and the clock has been steady for a while."""
        if not self.ledger.flush(TICK):
            return
        try:
            self._settle_left()
            if not self.playout.sight.jumped_within(STEADY):
                jumps = self.playout.sight.jumps
                settle_slots(self.store, self.settings.station, self.clock.now(), self.started, jumps)
        except StoreBusy:
            log.warning("the database is locked; slots are settled later")


def _version(settings: Settings) -> str:
    """Which station.toml this daemon goes by."""
    try:
        return version(settings.folder)
    except OSError:
        return ""
