"""A ward with a real store, a clock that is told what time it is, and loudspeakers without sound."""

import atexit
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from sqlalchemy import event

from broadcaster.air.ledger import Ledger
from broadcaster.air.playout import Playout
from broadcaster.airing import PlayLogEntry
from broadcaster.bulletin import Bulletin, Verdict
from broadcaster.people import Person, Role
from broadcaster.speakers import Cue, Device, Played, Sounding, Watch
from broadcaster.station import Station
from broadcaster.store import Store, open_store
from tests.builders import MONDAY, at, rendition, script, station
from tests.fakes.clock import FakeClock
from tests.fakes.speakers import FakeSpeakers

SIX = at("06:00")


@dataclass
class Ward:
    """What a test of the air needs: Lan writes, Minh approves, Tùng schedules; then time passes."""

    store: Store
    clock: FakeClock
    speakers: FakeSpeakers
    station: Station
    lan: Person
    minh: Person
    tung: Person
    folder: Path
    during: dict[float, Callable[[], object]] = field(default_factory=dict)

    def playout(self) -> Playout:
        """A fresh daemon's playout over the same memory."""
        ledger = Ledger(self.store, self.folder / "ledger", self.clock)
        playout = Playout(self.station, ledger, _Interrupted(self.speakers, self.during), self.clock)
        playout.recover(self.store.taken_orders())
        return playout

    def approved(self, title: str = "Giả danh công an", seconds: float = 60, **changes: object) -> Bulletin:
        """A bulletin all the way to its approval."""
        self.clock.wait(timedelta(seconds=1))
        now = self.clock.now()
        written = self.store.add_bulletin(script(title, **changes), self.lan, now)
        self.store.submit(written.id, written.version, self.lan, now)
        sha = written.id.hex * 2
        sound = replace(rendition(seconds, sha, Path(f"{sha}.wav")), key=sha)
        assert self.store.save_rendition(written.id, written.version, sound, now)
        self.store.listened(written.id, sha, self.minh, now)
        self.speakers.lengths[sha] = timedelta(seconds=seconds)
        return self.store.decide(written.id, sha, Verdict.APPROVED, self.minh, "", now)

    def placed(self, of: Bulletin, slot: str = "morning", first: date = MONDAY, last: date | None = None) -> None:
        """Into a slot, from `first` on."""
        self.store.place(of.id, slot, first, last, frozenset(), 0, self.tung, self.clock.now())

    def ready(self, title: str = "Giả danh công an", seconds: float = 60, **changes: object) -> Bulletin:
        """Approved and in the morning slot."""
        made = self.approved(title, seconds, **changes)
        self.placed(made)
        return made

    def until(self, moment: datetime, playout: Playout | None = None) -> None:
        """Let the station run to `moment`: a tick a second where a slot begins, fewer far from one."""
        playout = playout or self.playout()
        while (now := self.clock.now()) < moment:
            playout.ledger.flush()
            if not playout.turn():
                self.clock.wait(min(moment - now, self._tick(now)))

    def _tick(self, now: datetime) -> timedelta:
        day = self.station.local(now).date()
        for one in self.station.occurrences(day, day):
            if one.starts - timedelta(seconds=70) < now < one.starts + timedelta(seconds=30):
                return timedelta(seconds=1)
            if one.is_open(now):
                return timedelta(seconds=5)
        return timedelta(seconds=60)

    def log(self) -> list[PlayLogEntry]:
        """Every entry, oldest first."""
        return self.store.entries()


@dataclass
class _Interrupted:
    """Loudspeakers during whose play things happen: `during` maps seconds of the sound to what happens then."""

    speakers: FakeSpeakers
    during: dict[float, Callable[[], object]]

    def play(self, cue: Cue, watch: Watch) -> Played:
        def watched(sounding: Sounding) -> str | None:
            for moment in [one for one in self.during if sounding.position.total_seconds() >= one > 0]:
                self.during.pop(moment)()
            return watch(sounding)

        return self.speakers.play(cue, watched)

    def devices(self) -> list[Device]:
        return self.speakers.devices()

    def close(self) -> None:
        self.speakers.close()


def _without_waiting_for_the_disk(store: Store) -> None:
    """No power is cut in these tests; waiting for the disk at every commit would only make them slow."""
    store._engine.dispose()
    event.listen(store._engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous=OFF"))


@cache
def _empty_database() -> Path:
    """A database brought up to date once, for every ward to begin with."""
    folder = Path(mkdtemp(prefix="wards-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    open_store(f"sqlite:///{folder / 'station.db'}", "nobody").close()
    return folder / "station.db"


def open_ward(folder: Path, now: datetime = SIX, of: Station | None = None, clock: FakeClock | None = None) -> Ward:
    """A ward in `folder` whose clock says `now`."""
    here = of or station()
    clock = clock or FakeClock(now)
    if not (folder / "station.db").exists():
        shutil.copy(_empty_database(), folder / "station.db")
    store = open_store(f"sqlite:///{folder / 'station.db'}", here.id)
    _without_waiting_for_the_disk(store)
    lan, minh, tung = (
        store.add_person(username, name, frozenset({role}), "hash", clock.now(), None)
        for username, name, role in (
            ("lan", "Nguyễn Thị Lan", Role.AUTHOR),
            ("minh", "Trần Văn Minh", Role.LEADER),
            ("tung", "Lê Thanh Tùng", Role.OPERATOR),
        )
    )
    return Ward(store, clock, FakeSpeakers(clock), here, lan, minh, tung, folder)
