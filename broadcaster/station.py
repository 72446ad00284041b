"""The station itself: its loudspeaker zones, its slots, and the policy it lives under."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True)
class Zone:
    """Loudspeaker clusters behind one sound device. `device` "" is the system's default device.

    `standby` is a second sound device, which takes over when the first is missing or is lost; "" for none.
    `volume` is the loudest the station may set this zone to.
    """

    id: str
    name: str
    device: str = ""
    areas: tuple[str, ...] = ()
    standby: str = ""
    volume: int = 100


@dataclass(frozen=True, slots=True)
class Relay:
    """A network stream that may be passed on (tiếp âm). `url` is plain http(s) to the stream itself, no playlist."""

    id: str
    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of the day, both ends local time; `until` is not part of it. It may not cross midnight."""

    since: time
    until: time

    def holds(self, begin: time, end: time) -> bool:
        """Whether a sound from `begin` to `end` (same day) lies inside the window."""
        return self.since <= begin and end <= self.until and begin <= end


@dataclass(frozen=True, slots=True)
class Policy:
    """The rules a station may broadcast under; `citation` says where they come from.

    `quiet` holds the hard quiet hours, which may cross midnight (21:00-05:00).
    """

    id: str
    name: str
    citation: str
    weekdays: frozenset[int]
    windows: tuple[Window, ...]
    sessions_per_day: int
    session: timedelta
    quiet_from: time = time(21, 0)
    quiet_until: time = time(5, 0)

    def is_quiet(self, moment: time) -> bool:
        """Whether `moment` lies in the hard quiet hours."""
        if self.quiet_from <= self.quiet_until:
            return self.quiet_from <= moment < self.quiet_until
        return moment >= self.quiet_from or moment < self.quiet_until


@dataclass(frozen=True, slots=True)
class Slot:
    """A daily time for a programme (khung giờ): the morning at 06:30, the evening at 17:15, in each of `zones`."""

    id: str
    name: str
    start: time
    length: timedelta
    zones: tuple[str, ...]
    volume: int = 100


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One slot on one day (buổi phát). Its key, for example "2026-11-23/morning", is what the log carries."""

    slot: Slot
    day: date
    timezone: ZoneInfo

    @property
    def key(self) -> str:
        """The natural name of this occurrence in the database."""
        return f"{self.day.isoformat()}/{self.slot.id}"

    @property
    def starts(self) -> datetime:
        """The first instant of the slot, aware."""
        return datetime.combine(self.day, self.slot.start, self.timezone)

    @property
    def ends(self) -> datetime:
        """The instant after which nothing of the slot may sound, aware."""
        return self.starts + self.slot.length

    def is_open(self, now: datetime) -> bool:
        """Whether `now` lies inside the slot."""
        return self.starts <= now < self.ends


@dataclass(frozen=True, slots=True)
class Voice:
    """An engine's voice: "gtts"/"vi", "espeak"/"vi". `rate` multiplies the engine's usual speed."""

    engine: str
    name: str
    rate: float = 1.0


@dataclass(frozen=True, slots=True)
class Station:
    """A ward station: one installation, one database, its own slots and policy.

    `holidays` are days without programme; `makeup_days` are working days outside the usual weekdays; `day_names` says
    which days these are, for people.
    `hotline` is the sentence that tells a listener whom to call.
    """

    id: str
    name: str
    ward: str
    timezone: ZoneInfo
    zones: tuple[Zone, ...]
    slots: tuple[Slot, ...]
    policy: Policy
    hotline: str
    holidays: frozenset[date] = frozenset()
    makeup_days: frozenset[date] = frozenset()
    day_names: Mapping[date, str] = field(default_factory=dict, compare=False)
    relays: tuple[Relay, ...] = ()

    def slot(self, slot_id: str) -> Slot | None:
        """The slot of that id, or None."""
        return next((slot for slot in self.slots if slot.id == slot_id), None)

    def zone(self, zone_id: str) -> Zone | None:
        """The zone of that id, or None."""
        return next((zone for zone in self.zones if zone.id == zone_id), None)

    def relay(self, relay_id: str) -> Relay | None:
        """The stream of that id on the allow-list, or None."""
        return next((relay for relay in self.relays if relay.id == relay_id), None)

    def local(self, moment: datetime) -> datetime:
        """`moment` on the station's own wall clock."""
        return moment.astimezone(self.timezone)

    def broadcasts_on(self, day: date) -> bool:
        """Whether policy and calendar allow a programme on `day`."""
        if day in self.makeup_days:
            return True
        return day.weekday() in self.policy.weekdays and day not in self.holidays

    def occurrences(self, first: date, last: date) -> Iterator[Occurrence]:
        """Every occurrence from `first` to `last` inclusive, in order of time."""
        slots = sorted(self.slots, key=lambda slot: slot.start)
        for offset in range((last - first).days + 1):
            day = first + timedelta(days=offset)
            if self.broadcasts_on(day):
                yield from (Occurrence(slot, day, self.timezone) for slot in slots)

    def occurrence(self, key: str) -> Occurrence | None:
        """The occurrence of that key if its slot still exists; it need not be on an allowed day."""
        day, _, slot_id = key.partition("/")
        slot = self.slot(slot_id)
        try:
            return Occurrence(slot, date.fromisoformat(day), self.timezone) if slot else None
        except ValueError:
            return None
