"""One scripted day of the simulated ward: what is ready, what happens when, and what the checker says afterwards."""

import atexit
import hashlib
import shutil
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp

from broadcaster.bulletin import Kind, Mark, Priority, Rendition, Script, Source, Topic, Verdict
from broadcaster.errors import BroadcasterError
from broadcaster.guard import Permit
from broadcaster.office import newsroom
from broadcaster.simulation.book import Ordered, Put, Standing
from broadcaster.simulation.checker import DAY, Checker
from broadcaster.simulation.life import SHARED_MEMORY
from broadcaster.simulation.machine import Machine
from broadcaster.simulation.ward import FIRST
from broadcaster.simulation.world import World
from broadcaster.store import Store

SENTENCE = timedelta(seconds=7)


class Scene:
    """A ward on its first days. Moments are "06:30:20" of the first day, or seconds from its midnight."""

    def __init__(self, folder, machine=Machine, station=None):
        self.world = World(0, folder, station)
        self.machine = machine(self.world)
        self.checker = Checker(self.world)
        self.days = 0
        self.machine.on()
        self.sounds = []
        self.world.live(1_000_000)

    @property
    def now(self):
        return self.world.wall.now()

    def when(self, moment, day=0):
        if isinstance(moment, str):
            at = time.fromisoformat(moment)
            moment = at.hour * 3600 + at.minute * 60 + at.second + at.microsecond / 1e6
        return day * DAY + round(moment * 1e6)

    def at(self, moment, deed, day=0):
        self.world.at(self.when(moment, day), deed)

    def approved(self, title="Bản tin", seconds=60.0, priority=Priority.NORMAL):
        """A bulletin all the way to its approval, now."""
        store, people, now = self.world.desk, self.world.people, self.now
        script = Script(title, Kind.NEWS, Topic.T01, priority, Source(), "Kính thưa bà con. Hãy cảnh giác.")
        written = newsroom.write(store, people["lan"], script, now)
        newsroom.submit(store, people["lan"], written.id, written.version, now)
        sha256 = hashlib.sha256(f"{title}/{written.version}".encode()).hexdigest()
        length = timedelta(seconds=seconds)
        marks = tuple(Mark(SENTENCE * n, SENTENCE * (n + 1), "Câu.") for n in range(int(length / SENTENCE)))
        sound = Rendition(sha256, sha256, Path("a.wav"), length, "espeak/vi", -14.0, -2.0, marks=marks)
        self.world.street.keep(sound)
        assert store.save_rendition(written.id, written.version, sound, now)
        newsroom.listened(store, people["minh"], written.id, sha256, now)
        store.decide(written.id, sha256, Verdict.APPROVED, people["minh"], "", now)
        self.world.book.names[written.id] = title
        self.world.book.approved(written.id, Standing(sha256, self.world.stage.now, priority, length))
        return written.id

    def placed(self, id, slot="morning", zones=()):
        """Into a slot from the first day on."""
        now, first = self.now, FIRST.date()
        put = self.world.desk.place(id, slot, first, None, (), 0, self.world.people["tung"], now, zones=zones)
        noted = Put(put.id, id, slot, first, None, frozenset(), tuple(zones), now, self.world.stage.now)
        self.world.book.puts[put.id] = noted
        return put.id

    def ready(self, title="Bản tin", seconds=60.0, priority=Priority.NORMAL, slot="morning", zones=()):
        id = self.approved(title, seconds, priority)
        self.placed(id, slot, zones)
        return id

    def withdraw(self, id):
        newsroom.withdraw(self.world.desk, self.world.people["lan"], id, "nhầm số", self.now)
        self.world.book.voided(id, self.world.stage.now)

    def stop(self):
        newsroom.stop(self.world.desk, self.world.people["tung"], self.now)
        self.world.book.stops.append(self.world.stage.now)

    def order(self, id, urgent=True, permit=False, zones=(), repeats=1):
        """As people press it: what the station refuses has not happened."""
        by = self.world.people["hoa" if urgent else "tung"]
        said = Permit(by.name, "lũ về") if permit else None
        try:
            order = self.world.desk.order_now(id, urgent, said, by, self.now, zones=zones, repeats=repeats)
        except BroadcasterError:
            return
        self.world.book.orders[order.id] = Ordered(order.id, id, urgent, permit, zones, repeats, self.world.stage.now)

    def set_clock(self, wrong):
        wall = self.world.wall
        self.world.book.jumps.append((self.world.stage.now, wall.wrong, wrong))
        (self.world.book.begins if wrong else self.world.book.ends)("clock", "", self.world.stage.now)
        wall.wrong = wrong

    def cut(self, on_again=5.0):
        """A power cut, over after so many seconds."""
        if self.machine.process.alive:
            self.world.book.begins("off", "", self.world.stage.now)
            self.world.stage.cut(self.machine.process)
            self.world.after(timedelta(seconds=on_again), self.machine.on)

    def until(self, moment, day=0):
        """Let it all happen up to then; what was heard is kept in `sounds`."""
        self.world.live(self.when(moment, day))
        self.sounds = list(self.world.street.sounds)

    def violations(self, days=1):
        """What the checker says after whole days; the rules that were broken, and each in words."""
        for _ in range(days):
            self.days += 1
            self.world.live(self.days * DAY)
            self.sounds += [one for one in self.world.street.sounds if one not in self.sounds]
            self.checker.day_over(FIRST.date() + timedelta(days=self.days - 1))
        self.world.live(self.days * DAY + 2 * 3600 * 1_000_000)
        self.checker.day_over(FIRST.date() + timedelta(days=self.days))
        self.checker.life_over()
        told = list(self.checker.violations)
        for name, moment, why in self.world.stage.defects:
            told.append(self.checker.found.says("defect", moment, f"{name}: {why!r}"))
        return told

    def rules(self, days=1):
        return {one.rule for one in self.violations(days)}

    def close(self):
        self.machine.end()
        self.world.stage.sleep(timedelta(seconds=1))
        self.world.desk.close()


@cache
def _empty_database():
    """A database brought up to date once, for every scene to begin with."""
    folder = Path(mkdtemp(prefix="scenes-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    store = Store(f"sqlite:///{folder / 'station.db'}", "simulated")
    store.migrate()
    store.close()
    return folder / "station.db"


@contextmanager
def scene(machine=Machine, station=None):
    """A scene in memory, where there is a place for it."""
    place = SHARED_MEMORY if SHARED_MEMORY.is_dir() else None
    with TemporaryDirectory(prefix="scene-", dir=place) as folder:
        shutil.copy(_empty_database(), Path(folder) / "station.db")
        one = Scene(Path(folder), machine, station)
        try:
            yield one
        finally:
            one.close()


def local(moment, day=date(2026, 11, 23)):
    """A local moment of the first day."""
    return datetime.combine(day, time.fromisoformat(moment), FIRST.tzinfo)
