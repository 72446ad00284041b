"""The ward's computer: the real daemon's parts on virtual time, begun when the power comes and dropped when it goes."""

from datetime import datetime, timedelta
from functools import partial
from typing import Any

from broadcaster.air.announcer import Announcer
from broadcaster.air.daemon import REHEARSE, SETTLE, Daemon
from broadcaster.air.ledger import ON_AIR, Ledger
from broadcaster.air.playout import LEAD
from broadcaster.airing import Airing
from broadcaster.errors import StoreBusy
from broadcaster.simulation.faults import FaultyStore
from broadcaster.simulation.speakers import VirtualSpeakers
from broadcaster.simulation.stage import Process, VirtualClock
from broadcaster.simulation.world import World
from broadcaster.station import Occurrence

SOON = (timedelta(seconds=2), timedelta(seconds=6))
"""The daemon looks every second; where nothing has happened for so long, nothing can be different."""

LATER = (timedelta(seconds=130),)
"""When a slot is settled after something happened: what was locked is free, a clock that jumped has been steady."""

ANYWAY = timedelta(minutes=2)
"""In an open slot it is looked so often even when nothing at all seems to be coming."""

SPINS = 500
"""So many turns in one instant are a loop without end."""


class WitnessedLedger(Ledger):
    """The real ledger, with somebody looking over its shoulder: what it acknowledges must be true for ever."""

    world: World

    def begin_airing(self, airing: Airing) -> bool:
        """Note what may sound now, and in which zone."""
        begun = super().begin_airing(airing)
        if begun:
            street = self.world.street
            street.begun[airing.key.zone] = airing, self.world.stage.now, street.newest
            self.world.promised[airing.id] = airing
        return begun

    def end_airing(self, *given: Any, **told: Any) -> None:
        """Note how far the log has come."""
        super().end_airing(*given, **told)
        self._note(told["ended"])

    def log_unplayed(self, *given: Any, **told: Any) -> None:
        """Note how far the log has come."""
        super().log_unplayed(*given, **told)
        self._note(told["at"])

    def _note(self, ended: datetime) -> None:
        newest = self.world.street.newest
        self.world.street.newest = max(newest, ended) if newest else ended


class Machine:
    """One computer. Fate turns it off; it comes back by itself."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.stage = world.stage
        self.dice = world.chance("power")
        self.process = Process()
        self.process.alive = False
        self.starts = 0

    def on(self) -> None:
        """The power is there and the supervisor starts the daemon, unless it runs already."""
        if self.process.alive:
            return
        self.starts += 1
        self.process = process = Process()
        process.blown = lambda: self.off("cut at an edge")
        self.stage.begin("daemon", process, lambda: self._run(process))

    def off(self, why: str) -> None:
        """Everything the daemon had in mind is gone."""
        if not self.process.alive:
            return
        self.world.counts[f"fault: {why}"] += 1
        self.world.book.begins("off", "", self.stage.now)
        self.stage.cut(self.process)
        kind = self.dice.random()
        least, most = (1, 12) if kind < 0.6 else (12, 600) if kind < 0.85 else (600, 40_000)
        if kind > 0.985:
            least, most = 86_400, 3 * 86_400
        self.world.after(timedelta(seconds=self.dice.uniform(least, most)), self.on)

    def end(self) -> None:
        """The life is over: everything is let go, nothing is counted."""
        self.stage.cut(self.process)

    def light_fuse(self, instants: int) -> None:
        """The power will go so many instants from now, wherever that is in the program."""
        self.process.fuse = instants

    # the daemon's life -----------------------------------------------------------------------------------------

    def _run(self, process: Process) -> None:
        clock = VirtualClock(self.stage, self.world.wall, process)
        store = FaultyStore(self.world.url, self.world.station.id, ON_AIR, process, self.world.trouble)
        try:
            speakers = VirtualSpeakers(self.world.street, process)
            daemon = self.daemon_of(store, speakers, clock, self.ledger_of(store, clock))
            daemon._begin()
            self.world.book.ends("off", "", self.stage.now)
            for zone, announcer in daemon.playout.announcers.items():
                self.stage.begin(zone, process, partial(self._announce, announcer))
            self._keep_house(daemon)
        finally:
            store.close()

    def ledger_of(self, store: FaultyStore, clock: VirtualClock) -> Ledger:
        """The ledger the station writes through."""
        ledger = WitnessedLedger(store, self.world.settings.data / "ledger", clock)
        ledger.world = self.world
        return ledger

    def daemon_of(self, store: FaultyStore, speakers: VirtualSpeakers, clock: VirtualClock, ledger: Ledger) -> Daemon:
        """The daemon itself, of which only the pulse is ours: APScheduler beats in real time."""
        zones = {zone.id: speakers for zone in self.world.station.zones}
        return Daemon(self.world.settings, store, zones, clock, ledger)

    def _announce(self, announcer: Announcer) -> None:
        """The pulse of one zone. The daemon looks every second; here it is looked when anything can be due."""
        idle, spins, instant = 0, 0, -1
        while True:
            did = self._attempt(announcer.turn)
            spins = spins + 1 if instant == self.stage.now else 0
            instant = self.stage.now
            if spins > SPINS:
                raise RuntimeError("the announcer turns without end and nothing happens")
            if did:
                idle = 0
                self.stage.rouse()
                continue
            idle += 1
            rest = self._rest(announcer, idle)
            self.stage.sleep(rest, light=timedelta(seconds=self.dice.uniform(0.05, 1)))
            if self.stage.now - instant < rest // timedelta(microseconds=1):
                idle = 0

    def _attempt(self, turn: Any) -> bool:
        try:
            return bool(turn())
        except StoreBusy:
            return False
        except Exception as defect:
            self.stage.defects.append(("daemon", self.stage.now, defect))
            return False

    def _rest(self, announcer: Announcer, idle: int) -> timedelta:
        """Until the next second at which anything can be due in that zone."""
        if idle <= len(SOON):
            return SOON[idle - 1]
        now = self.world.wall.now()
        rest = [self._next_edge() - now, timedelta(hours=6)]
        for occurrence in self._open_slots(now):
            planned = _planned(announcer, occurrence, now)
            soon = planned - announcer.playout.lead - now if planned else ANYWAY
            rest.append(soon if soon > timedelta() else ANYWAY)
        return min(rest)

    def _open_slots(self, now: datetime) -> list[Occurrence]:
        today = self.world.station.local(now).date()
        days = self.world.station.occurrences(today, today)
        return [one for one in days if one.starts - LEAD <= now < one.ends]

    def _next_edge(self) -> datetime:
        """When the next slot is to be armed, or an open one ends, on the board."""
        now = self.world.wall.now()
        today = self.world.station.local(now).date()
        edges = [now + timedelta(days=1)]
        for occurrence in self.world.station.occurrences(today, today + timedelta(days=1)):
            edges += [occurrence.starts - LEAD, occurrence.ends + timedelta(seconds=1)]
        return min(edge for edge in edges if edge > now)

    def _keep_house(self, daemon: Daemon) -> None:
        """What the real daemon does every second and every twenty; here when anything can have changed."""
        idle, rehearsed = 0, self.stage.now
        while True:
            before = self.stage.now
            self._attempt(daemon.ledger.flush)
            self._attempt(daemon._settle)
            if before - rehearsed >= REHEARSE // timedelta(microseconds=1):
                rehearsed = before
                self._attempt(daemon.playout.rehearse)
            rest = min(self._next_edge() - self.world.wall.now() + SETTLE, timedelta(hours=6))
            rest = LATER[idle] if idle < len(LATER) else rest
            self.stage.sleep(rest, light=timedelta(seconds=self.dice.uniform(1, 20)))
            idle = 0 if self.stage.now - before < rest // timedelta(microseconds=1) else idle + 1


def _planned(announcer: Announcer, occurrence: Occurrence, now: datetime) -> datetime | None:
    """When the plan has something for that zone next, if it can be read at all."""
    try:
        planned = announcer.playout.coming(announcer.zone.id, occurrence, now)
    except StoreBusy:
        return None
    return planned.starts if planned else None
