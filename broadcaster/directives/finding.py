"""What was read out of a directive: each finding with its words, its place in the document and the rule that found it.

Nothing here is an order yet: a person confirms every finding before it counts.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Generic, TypeVar

from broadcaster.duty import Every

T = TypeVar("T")


class Per(StrEnum):
    """The stretch of time in which so many plays or minutes are asked for."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


class PartOfDay(StrEnum):
    """The parts of a day that directives name."""

    EARLY = "sáng sớm"
    MORNING = "sáng"
    AFTERNOON = "chiều"
    DUSK = "chiều tối"
    EVENING = "tối"


@dataclass(frozen=True, slots=True)
class Quotation:
    """`quote` is exactly the document's characters from `start` to `end`; `rule` names an entry of data/rules.toml."""

    start: int
    end: int
    quote: str
    rule: str


@dataclass(frozen=True, slots=True)
class Fact(Generic[T]):
    """One value together with the words it comes from."""

    value: T
    source: Quotation


@dataclass(frozen=True, slots=True)
class LoudspeakerDuty:
    """What one passage asks of the loudspeakers; None or () where it says nothing.

    `plays` or `minutes` are wanted `per` day, week or month (None: in all). `times` are "HH:MM", `max_minutes` the
    longest single broadcast. `increase`: more than before is asked for (R7, R11).
    """

    source: Quotation
    plays: int | None = None
    minutes: int | None = None
    per: Per | None = None
    parts_of_day: tuple[PartOfDay, ...] = ()
    times: tuple[str, ...] = ()
    max_minutes: int | None = None
    increase: bool = False

    @property
    def says_how_much(self) -> bool:
        """Whether more is known than that the loudspeakers are to be used."""
        return bool(self.plays or self.minutes or self.per or self.parts_of_day or self.times or self.increase)

    def to_json(self) -> dict[str, object]:
        """Plain values for JSON."""
        return {
            "plays": self.plays,
            "minutes": self.minutes,
            "per": self.per and self.per.value,
            "parts_of_day": [part.value for part in self.parts_of_day],
            "times": list(self.times),
            "max_minutes": self.max_minutes,
            "increase": self.increase,
            **_source_json(self.source),
        }


@dataclass(frozen=True, slots=True)
class ReportDuty:
    """A report that is due: again and again (`every`) or on one day (`once`); exactly one of the two is set.

    `weekday` counts from Monday 1 to Sunday 7. `by_day` is the day of the month, `by_month` the month where the
    document names one (half-yearly and yearly reports). `begin` and `end` bound the days of a repeated report (R4).
    """

    source: Quotation
    every: Every | None = None
    once: date | None = None
    weekday: int | None = None
    by_day: int | None = None
    by_month: int | None = None
    by_time: str | None = None
    begin: date | None = None
    end: date | None = None
    addressee: str | None = None

    def to_json(self) -> dict[str, object]:
        """Plain values for JSON, in one of the two shapes."""
        if self.once is not None:
            return {
                "once": self.once.isoformat(),
                "by_time": self.by_time,
                "addressee": self.addressee,
                **_source_json(self.source),
            }
        return {
            "every": self.every and self.every.value,
            "weekday": self.weekday,
            "by_day": self.by_day,
            "by_month": self.by_month,
            "by_time": self.by_time,
            "from": _iso(self.begin),
            "to": _iso(self.end),
            "addressee": self.addressee,
            **_source_json(self.source),
        }


@dataclass(frozen=True, slots=True)
class Period:
    """From the first to the last day, both included; one of the two may be unsaid."""

    first: date | None
    last: date | None


class DoubtAbout(StrEnum):
    """The part of a reading that a doubt is about."""

    NUMBER = "number"
    DATE = "date"
    ISSUER = "issuer"
    TITLE = "title"
    PERIOD = "period"
    LOUDSPEAKER = "loudspeaker"
    REPORTS = "reports"
    TOPICS = "topics"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Doubt:
    """Words that the reading is not sure of: to be asked of the officer. The rule, "doubt.…", says what is doubted."""

    about: DoubtAbout
    source: Quotation


@dataclass(frozen=True, slots=True)
class DirectiveReading:
    """Everything read out of one document; None or () where it says nothing."""

    text: str
    sha256: str = ""
    number: Fact[str] | None = None
    issued: Fact[date] | None = None
    issuer: Fact[str] | None = None
    title: Fact[str] | None = None
    period: Fact[Period] | None = None
    loudspeaker: tuple[LoudspeakerDuty, ...] = ()
    reports: tuple[ReportDuty, ...] = ()
    topics: tuple[Fact[str], ...] = field(default=())
    doubts: tuple[Doubt, ...] = ()

    def to_json(self) -> dict[str, object]:
        """Plain values for JSON; `quote` and `place` hold the words and offsets of what has no entry of its own."""
        period = self.period and [_iso(self.period.value.first), _iso(self.period.value.last)]
        facts = {"number": self.number, "date": self.issued, "issuer": self.issuer, "title": self.title}
        sources = {name: fact.source for name, fact in {**facts, "period": self.period}.items() if fact}
        by_topic = {topic.value: topic.source for topic in self.topics}
        return {
            "number": self.number and self.number.value,
            "date": self.issued and self.issued.value.isoformat(),
            "issuer": self.issuer and self.issuer.value,
            "title": self.title and self.title.value,
            "period": period,
            "loudspeaker": [duty.to_json() for duty in self.loudspeaker],
            "reports": [duty.to_json() for duty in self.reports],
            "topics": [topic.value for topic in self.topics],
            "quote": {
                **{name: source.quote for name, source in sources.items()},
                "topics": {name: source.quote for name, source in by_topic.items()},
            },
            "place": {
                **{name: [source.start, source.end] for name, source in sources.items()},
                "topics": {name: [source.start, source.end] for name, source in by_topic.items()},
            },
            "doubts": [{"about": one.about.value, **_source_json(one.source)} for one in self.doubts],
            "sha256": self.sha256 or None,
            "text": self.text,
        }


def _source_json(source: Quotation) -> dict[str, object]:
    return {"quote": source.quote, "place": [source.start, source.end], "rule": source.rule}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
