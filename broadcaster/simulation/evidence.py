"""What the checker has before it when it judges: the street's sounds, the log's entries, the book of deeds."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from broadcaster.airing import PlayLogEntry
from broadcaster.simulation.book import Book, Moment, Put, Standing
from broadcaster.simulation.law import Claim
from broadcaster.simulation.stage import Wall
from broadcaster.simulation.street import Sound, Street
from broadcaster.station import Slot, Station

SECOND = 1_000_000
Key = tuple[str, UUID, str]
"""An occurrence or order, a bulletin, a zone."""


@dataclass(frozen=True, slots=True)
class Violation:
    """A broken promise: by which rule, when (a right clock), and what happened."""

    rule: str
    when: datetime
    what: str


@dataclass(frozen=True, slots=True)
class Session:
    """One slot of one day in one zone, by a right clock."""

    slot: Slot
    day: date
    zone: str
    opens: Moment
    closes: Moment

    @property
    def key(self) -> str:
        """What the log calls it."""
        return f"{self.day.isoformat()}/{self.slot.id}"


class Evidence:
    """Sounds and entries of the last days, found by what they are about."""

    def __init__(self, station: Station, wall: Wall, street: Street, book: Book) -> None:
        self.station = station
        self.wall = wall
        self.street = street
        self.book = book
        self.sounds: dict[Key, list[Sound]] = defaultdict(list)
        self.by_airing: dict[UUID, list[Sound]] = defaultdict(list)
        self.entries: dict[Key, list[PlayLogEntry]] = defaultdict(list)
        self._read: dict[Key, Moment] = {}

    def add_sound(self, sound: Sound) -> None:
        """One more thing that was heard."""
        if sound.airing is not None:
            self.sounds[key_of(sound)].append(sound)
            self.by_airing[sound.airing.id].append(sound)

    def add_entry(self, entry: PlayLogEntry, now: Moment) -> None:
        """One more thing that was written down, read at that moment: its own times are the board's."""
        key = entry.occurrence, entry.bulletin, entry.zone
        self.entries[key].append(entry)
        self._read[key] = now

    def forget(self, before: Moment) -> None:
        """Let go of what is long judged."""
        for key in [key for key, read in self._read.items() if read < before]:
            self.entries.pop(key, None)
            del self._read[key]
        for about in [about for about, kept in self.sounds.items() if all(one.ended < before for one in kept)]:
            del self.sounds[about]
        for id in [id for id, kept in self.by_airing.items() if all(one.ended < before for one in kept)]:
            del self.by_airing[id]

    def sessions(self, day: date) -> Iterator[Session]:
        """Every slot of that day in every zone of it, where the calendar has a programme."""
        usual = day.weekday() in self.station.policy.weekdays and day not in self.station.holidays
        if not usual and day not in self.station.makeup_days:
            return
        for slot in self.station.slots:
            begin = datetime.combine(day, slot.start, self.station.timezone)
            opens = self.wall.microsecond(begin)
            closes = self.wall.microsecond(begin + min(slot.length, self.station.policy.session))
            for zone in slot.zones:
                yield Session(slot, day, zone, opens, closes)

    def session_at(self, zone: str, moment: Moment) -> Session | None:
        """The slot of that zone that is open, or about to be armed, by a right clock."""
        day = self.station.local(self.wall.true(moment)).date()
        for one in self.sessions(day):
            if one.zone == zone and one.opens - 8 * SECOND <= moment < one.closes:
                return one
        return None

    def asked(self, session: Session) -> Iterator[Put]:
        """Every placement that was ever meant for this session."""
        for put in self.book.puts.values():
            if put.asks(session.slot.id, session.day, session.zone):
                yield put

    def standing(self, bulletin: UUID, since: Moment, until: Moment) -> Standing | None:
        """The approval that stood all the while from `since` to `until`."""
        for one in self.book.standings.get(bulletin, []):
            if one.since <= since and (one.until is None or one.until >= until):
                return one
        return None

    def claim(self, sound: Sound) -> Claim:
        """By what right this sounds."""
        assert sound.airing is not None
        day, _, name = sound.airing.key.occurrence.partition("/")
        if day != "order":
            return Claim(slot=self.station.slot(name), day=day)
        order = self.book.orders.get(UUID(name))
        return Claim(urgent=order.urgent, permitted=order.permitted) if order else Claim()

    def name(self, bulletin: UUID) -> str:
        """What people call it."""
        return self.book.names.get(bulletin, "?")

    def says(self, rule: str, moment: Moment, what: str) -> Violation:
        """A violation at that instant."""
        return Violation(rule, self.station.local(self.wall.true(moment)), what)


def key_of(sound: Sound) -> Key:
    """What a sound is about."""
    assert sound.airing is not None
    key = sound.airing.key
    return key.occurrence, key.bulletin, key.zone


def covered(sounds: list[Sound]) -> tuple[timedelta, timedelta]:
    """How much of the file was heard at least once, and how much of it again."""
    total = union = timedelta()
    reached = timedelta()
    for since, until in sorted(stretch for sound in sounds for stretch in sound.heard):
        total += until - since
        union += max(timedelta(), until - max(since, reached))
        reached = max(reached, until)
    return union, total - union
