"""The checker: looks at each day when it is over, at the life at its end, and names what was broken."""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import date

from broadcaster.airing import PlayLogEntry
from broadcaster.errors import LogBroken
from broadcaster.simulation import duties, entries, sounds
from broadcaster.simulation.evidence import SECOND, Evidence, Violation
from broadcaster.simulation.street import Sound
from broadcaster.simulation.world import World

DAY = 86_400 * SECOND
KEEP = 4 * DAY
"""A station may be off for three days; then what it missed is still judged."""


class Checker:
    """Keeps its own count, and nothing that is older than a few days."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.found = Evidence(world.station, world.wall, world.street, world.book)
        self._told: dict[tuple[str, str], Violation] = {}
        self.number = 0
        self.pending: list[date] = []
        self._history = hashlib.sha256()

    @property
    def violations(self) -> list[Violation]:
        """Everything found so far, each once."""
        return list(self._told.values())

    @property
    def digest(self) -> str:
        """The history of the log, without the names that chance gives (UUIDs)."""
        return self._history.hexdigest()

    def _tell(self, violations: Iterable[Violation]) -> None:
        for one in violations:
            self._told.setdefault((one.rule, one.what), one)

    def day_over(self, day: date) -> None:
        """A day is over: judge what has ended by now, and the earlier slots of which everything can be known."""
        self.pending.append(day)
        now = self.world.stage.now
        ended = [sound for sound in self.world.street.sounds if sound.ended]
        self.world.street.sounds = [sound for sound in self.world.street.sounds if not sound.ended]
        for sound in ended:
            self.found.add_sound(sound)
        fresh = self._new_entries()
        self._tell(self._of_sounds(ended))
        self._tell(self._of_entries(fresh))
        if self._settled(now):
            for session_day in self.pending[:-1]:
                self._tell(self._of_sessions(session_day))
            self.pending = self.pending[-1:]
        if len(self.pending) < 6:
            self.found.forget(now - KEEP - len(self.pending) * DAY)
            self.world.book.forget(now - KEEP - (len(self.pending) + 2) * DAY)

    def life_over(self) -> None:
        """The last day is over and the station has had time to settle everything; the day that has begun is no more."""
        for day in self.pending[:-1]:
            self._tell(self._of_sessions(day))
        self.pending = []
        self._tell(self._of_the_whole())

    def _of_sounds(self, ended: list[Sound]) -> Iterator[Violation]:
        ended.sort(key=lambda sound: sound.began)
        yield from sounds.alone(self.found, ended)
        yield from sounds.capped(self.found, ended)
        for sound in ended:
            yield from sounds.judge(self.found, sound)
        yield from sounds.once(self.found, [sound for kept in self.found.by_airing.values() for sound in kept])
        since = self.world.stage.now - DAY
        for stop in self.world.book.stops:
            if stop >= since:
                yield from sounds.stopped(self.found, stop, ended)
        for order in self.world.book.orders.values():
            if order.at >= since:
                yield from duties.urgent(self.found, order)

    def _of_entries(self, fresh: list[PlayLogEntry]) -> Iterator[Violation]:
        for entry in fresh:
            self.world.counts[f"outcome: {entry.outcome.value}"] += 1
            self.world.counts[f"reason: {entry.reason.value or 'none'}"] += 1
            self.world.promised.pop(entry.id, None)
            yield from entries.judge(self.found, entry)
        yield from entries.unique(self.found, [entry for kept in self.found.entries.values() for entry in kept])

    def _of_sessions(self, day: date) -> Iterator[Violation]:
        for session in self.found.sessions(day):
            self.world.counts["slots"] += 1
            for rule in (duties.accounted, duties.on_time, duties.priorities, duties.unexplained, duties.resumed):
                yield from rule(self.found, session)

    def _of_the_whole(self) -> Iterator[Violation]:
        """What must hold when everything is over."""
        now, desk = self.world.stage.now, self.world.desk
        for airing, _ in desk.open_airings():
            yield self.found.says("open", now, f"{airing.title} of {airing.key.occurrence} was never ended")
        for one in desk.on_air():
            yield self.found.says("open", now, f"the desk still shows {one.title} in {one.zone}")
        for airing in self.world.promised.values():
            yield self.found.says("lost", now, f"{airing.title} of {airing.key.occurrence} was begun and has no entry")
        for order in desk.waiting_orders() + desk.taken_orders():
            yield self.found.says("open", now, f"an order of {order.by_name} is still {order.state.value}")
        try:
            count, _ = desk.verify()
        except LogBroken as why:
            yield self.found.says("chain", now, str(why))
        else:
            if count != self.number:
                yield self.found.says("lost", now, f"{self.number} entries were seen, {count} are there")

    def _new_entries(self) -> list[PlayLogEntry]:
        """What was written since the last look, by its number, whatever its times say."""
        fresh = self.world.desk.entries_after(self.number)
        for entry in fresh:
            if entry.number != self.number + 1:
                what = f"entry {self.number + 1} is missing before {entry.number}"
                self._tell([self.found.says("lost", self.world.stage.now, what)])
            self.number = entry.number
            self.found.add_entry(entry, self.world.stage.now)
        for line in sorted(_line(entry) for entry in fresh):
            self._history.update(line.encode())
        return fresh

    def _settled(self, now: int) -> bool:
        """Whether the station has been well for some minutes, so that nothing is still to be written."""
        troubles = self.world.book.troubles(now - 300 * SECOND, now)
        return not any(span.what in ("off", "clock") or span.what.startswith("disk") for span in troubles)


def _line(entry: PlayLogEntry) -> str:
    """An entry without what differs between two runs of one life."""
    about = "order" if entry.occurrence.startswith("order/") else entry.occurrence
    said = (about, entry.zone, entry.title, entry.attempt, entry.outcome, entry.reason, entry.heard, entry.sha256)
    return "|".join(str(value) for value in (*said, entry.planned, entry.started, entry.ended)) + "\n"
