"""What the ward was told to do: a directive, the duty in it, and the campaign that carries it out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Protocol, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from broadcaster.airing import Outcome
from broadcaster.bulletin import Topic
from broadcaster.duty import ReportDuty
from broadcaster.station import Occurrence, Station


class Countable(Protocol):
    """What a quota looks at: an entry of the log, or an airing that a report made of several entries."""

    @property
    def outcome(self) -> Outcome: ...
    @property
    def planned(self) -> datetime: ...
    @property
    def topic(self) -> str: ...
    @property
    def occurrence(self) -> str: ...
    @property
    def heard(self) -> timedelta: ...


Counted = TypeVar("Counted", bound=Countable)


@dataclass(frozen=True, slots=True)
class Directive:
    """An official document that asks something of the loudspeakers (văn bản chỉ đạo)."""

    id: UUID
    number: str
    issued: date | None
    issuer: str
    title: str


class Per(StrEnum):
    """The stretch of time a quota is for: a day, or a week from Monday to Sunday."""

    DAY = "day"
    WEEK = "week"


@dataclass(frozen=True, slots=True)
class Shortfall:
    """What a quota still lacks; `slots` are those in which nothing was heard yet."""

    plays: int = 0
    minutes: timedelta = timedelta()
    slots: frozenset[str] = frozenset()

    @property
    def airings(self) -> int:
        """How many airings more would make it good, the minutes apart."""
        return max(self.plays, len(self.slots))

    def __bool__(self) -> bool:
        """Whether anything is lacking."""
        return bool(self.plays or self.minutes or self.slots)


@dataclass(frozen=True, slots=True)
class Obligation:
    """A quota (chỉ tiêu): at least `plays` heard airings on `topics` a day or a week; no topics means any.

    R1: "at least once a day, early morning and late afternoon" is met by one play in each of `slots`. `minutes` are
    asked for besides the plays (0: none). `weekdays` (0-6) are the days it is due on; none: every day of programme.
    """

    plays: int
    topics: frozenset[Topic] = frozenset()
    slots: frozenset[str] = frozenset()
    minutes: int = 0
    per: Per = Per.DAY
    weekdays: frozenset[int] = frozenset()

    def due_on(self, station: Station, day: date) -> bool:
        """Whether something is to be broadcast for it on `day`."""
        return station.broadcasts_on(day) and (not self.weekdays or day.weekday() in self.weekdays)

    def takes(self, topic: str, occurrence: str) -> bool:
        """Whether an airing on that topic in that occurrence counts."""
        in_slot = not self.slots or occurrence.partition("/")[2] in self.slots
        return in_slot and (not self.topics or topic in self.topics)

    def lacking(self, counted: Sequence[Countable]) -> Shortfall:
        """What these airings, all of which count, leave open."""
        heard = sum((one.heard for one in counted), timedelta())
        slots = {one.occurrence.partition("/")[2] for one in counted}
        wanted = timedelta(minutes=self.minutes)
        return Shortfall(max(0, self.plays - len(counted)), max(timedelta(), wanted - heard), self.slots - slots)

    def counted(self, entries: Iterable[Counted], day: date, timezone: ZoneInfo) -> list[Counted]:
        """The entries that count towards `day`: really heard, of the right topic and slot."""
        return [
            entry
            for entry in entries
            if entry.outcome.was_heard
            and _day(entry.planned, timezone) == day
            and self.takes(entry.topic, entry.occurrence)
        ]

    def met(self, entries: Iterable[Countable], day: date, timezone: ZoneInfo) -> bool:
        """Whether `day` by itself has enough plays and minutes, and at least one play in each named slot."""
        return not self.lacking(self.counted(entries, day, timezone))


@dataclass(frozen=True, slots=True)
class Campaign:
    """A peak period (đợt cao điểm) over the standing schedule. The closing report's day is a field of its own (R5).

    `responsible` are people and offices with what they look after, one a line (R19). `duties` are the reports owed on
    the way, `closing_report_to` is who gets the last one. A bulletin heard `stale_after` times in 7 days is stale.
    """

    id: UUID
    name: str
    first: date
    last: date
    obligation: Obligation
    directives: tuple[Directive, ...] = ()
    closing_report_due: date | None = None
    closing_report_to: str = ""
    responsible: tuple[str, ...] = ()
    duties: tuple[ReportDuty, ...] = ()
    stale_after: int = 3
    version: int = 1
    by_name: str = ""
    ended: datetime | None = None
    ended_by: str = ""

    def covers(self, day: date) -> bool:
        """Whether `day` lies in the campaign, both ends included."""
        return self.first <= day <= self.last

    def runs(self, day: date) -> bool:
        """Whether it is under way on `day` and nobody has ended it."""
        return self.covers(day) and self.ended is None

    def due_on(self, station: Station, day: date) -> bool:
        """Whether something is to be broadcast for it on `day`."""
        return self.covers(day) and self.obligation.due_on(station, day)


@dataclass(frozen=True, slots=True)
class Column:
    """A standing feature (chuyên mục) of one slot on one weekday (R7); `opening` are the words it begins with."""

    id: UUID
    name: str
    weekday: int
    slot: str
    opening: str
    topic: Topic
    first: date
    last: date | None = None

    def covers(self, occurrence: Occurrence) -> bool:
        """Whether it is due in `occurrence`."""
        day = occurrence.day
        standing = self.first <= day and (self.last is None or day <= self.last)
        return standing and occurrence.slot.id == self.slot and day.weekday() == self.weekday


@dataclass(frozen=True, slots=True)
class Pick:
    """One airing of a rotation: this bulletin in this slot on this day."""

    day: date
    slot: str
    bulletin: UUID


@dataclass(frozen=True, slots=True)
class Rotation:
    """Placements put into the schedule together for a campaign; `undone` when they were taken off together again."""

    id: UUID
    campaign: UUID
    by_name: str
    at: datetime
    placements: tuple[UUID, ...]
    undone: datetime | None = None
    undone_by: str = ""

    @property
    def count(self) -> int:
        """How many airings it placed."""
        return len(self.placements)


@dataclass(frozen=True, slots=True)
class Sent:
    """A report that went out: `duty` is "closing", "once" or how often it is owed, `due` when it was due."""

    campaign: UUID
    duty: str
    due: datetime
    by_name: str = ""
    at: datetime | None = None


def week_of(day: date) -> tuple[date, date]:
    """The Monday and the Sunday of the week of `day`."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def _day(moment: datetime, timezone: ZoneInfo) -> date:
    return moment.astimezone(timezone).date()
