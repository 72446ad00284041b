"""What the ward was told to do: a directive, the duty in it, and the campaign that carries it out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from broadcaster.airing import Outcome
from broadcaster.bulletin import Topic


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


Counted = TypeVar("Counted", bound=Countable)


@dataclass(frozen=True, slots=True)
class Directive:
    """An official document that asks something of the loudspeakers (văn bản chỉ đạo)."""

    id: UUID
    number: str
    issued: date | None
    issuer: str
    title: str


@dataclass(frozen=True, slots=True)
class Obligation:
    """A daily quota (chỉ tiêu): at least `plays` heard airings on `topics` a day; no topics means any.

    R1: "at least once a day, early morning and late afternoon" is met by one play in each of `slots`.
    """

    plays: int
    topics: frozenset[Topic] = frozenset()
    slots: frozenset[str] = frozenset()

    def counted(self, entries: Iterable[Counted], day: date, timezone: ZoneInfo) -> list[Counted]:
        """The entries that count towards `day`: really heard, of the right topic and slot."""
        return [
            entry
            for entry in entries
            if entry.outcome.was_heard
            and _day(entry.planned, timezone) == day
            and (not self.topics or entry.topic in self.topics)
            and (not self.slots or entry.occurrence.partition("/")[2] in self.slots)
        ]

    def met(self, entries: Iterable[Countable], day: date, timezone: ZoneInfo) -> bool:
        """Whether the duty of `day` is done: enough plays, and at least one in each named slot."""
        counted = self.counted(entries, day, timezone)
        slots = {entry.occurrence.partition("/")[2] for entry in counted}
        return len(counted) >= self.plays and self.slots <= slots


@dataclass(frozen=True, slots=True)
class Campaign:
    """A peak period (đợt cao điểm) over the standing schedule. The closing report's day is a field of its own (R5)."""

    id: UUID
    name: str
    first: date
    last: date
    obligation: Obligation
    directives: tuple[Directive, ...] = ()
    closing_report_due: date | None = None

    def covers(self, day: date) -> bool:
        """Whether `day` lies in the campaign, both ends included."""
        return self.first <= day <= self.last


def _day(moment: datetime, timezone: ZoneInfo) -> date:
    return moment.astimezone(timezone).date()
