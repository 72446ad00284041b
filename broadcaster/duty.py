"""What a person confirmed of a directive: what is asked of the loudspeakers, which reports are owed, the topics."""

from dataclasses import asdict, dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any
from uuid import UUID

from broadcaster.bulletin import Topic


class Every(StrEnum):
    """How often a report is owed (R9), as the reader of documents says it and as a person confirms it."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half-year"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class ReportDuty:
    """A report owed again and again (`every`) or on one day (`once`); exactly one of the two is set.

    `weekday` counts from Monday 1 to Sunday 7; `by_day` is the day of the month, `by_month` the month of the year;
    `by_time` the local hour (None: in the course of that day). `first` and `last` bound the days it is owed on (R4).
    """

    every: Every | None = None
    once: date | None = None
    weekday: int | None = None
    by_day: int | None = None
    by_month: int | None = None
    by_time: time | None = None
    first: date | None = None
    last: date | None = None
    addressee: str = ""
    quote: str = ""


@dataclass(frozen=True, slots=True)
class SpeakerDuty:
    """What the loudspeakers are asked for: so many plays or minutes `per` day, week or month ("" in all)."""

    plays: int | None = None
    minutes: int | None = None
    per: str = ""
    parts_of_day: tuple[str, ...] = ()
    times: tuple[time, ...] = ()
    max_minutes: int | None = None
    increase: bool = False
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Findings:
    """What one directive says, as a person confirmed it; None, "" or () where it says nothing."""

    number: str = ""
    issued: date | None = None
    issuer: str = ""
    title: str = ""
    first: date | None = None
    last: date | None = None
    loudspeaker: tuple[SpeakerDuty, ...] = ()
    reports: tuple[ReportDuty, ...] = ()
    topics: frozenset[Topic] = frozenset()


@dataclass(frozen=True, slots=True)
class Filed:
    """A document on file (văn bản đến). `sha256` is the original's; `reading` what the program read, as JSON values.

    `confirmed` is None until a person has gone through the findings; before that nothing of it counts.
    """

    id: UUID
    sha256: str
    name: str
    kind: str
    legacy: str
    text: str
    reading: dict[str, Any]
    by_name: str
    at: datetime
    version: int
    confirmed: Findings | None = None
    confirmed_by: str = ""
    confirmed_at: datetime | None = None


def duty_to_json(duty: ReportDuty) -> dict[str, Any]:
    """A report duty as plain values."""
    return {name: _plain(value) for name, value in asdict(duty).items()}


def duty_from_json(given: dict[str, Any]) -> ReportDuty:
    """And back."""
    return ReportDuty(
        every=Every(given["every"]) if given["every"] else None,
        once=_day(given["once"]),
        weekday=given["weekday"],
        by_day=given["by_day"],
        by_month=given["by_month"],
        by_time=time.fromisoformat(given["by_time"]) if given["by_time"] else None,
        first=_day(given["first"]),
        last=_day(given["last"]),
        addressee=given["addressee"],
        quote=given["quote"],
    )


def findings_to_json(found: Findings) -> dict[str, Any]:
    """Findings as plain values."""
    return {
        **{name: _plain(getattr(found, name)) for name in ("number", "issued", "issuer", "title", "first", "last")},
        "loudspeaker": [{name: _plain(value) for name, value in asdict(one).items()} for one in found.loudspeaker],
        "reports": [duty_to_json(one) for one in found.reports],
        "topics": sorted(found.topics),
    }


def findings_from_json(given: dict[str, Any]) -> Findings:
    """And back."""
    return Findings(
        number=given["number"],
        issued=_day(given["issued"]),
        issuer=given["issuer"],
        title=given["title"],
        first=_day(given["first"]),
        last=_day(given["last"]),
        loudspeaker=tuple(_speaker(one) for one in given["loudspeaker"]),
        reports=tuple(duty_from_json(one) for one in given["reports"]),
        topics=frozenset(Topic(one) for one in given["topics"]),
    )


def _speaker(given: dict[str, Any]) -> SpeakerDuty:
    parts, times = tuple(given["parts_of_day"]), tuple(time.fromisoformat(one) for one in given["times"])
    plain = {name: given[name] for name in ("plays", "minutes", "per", "max_minutes", "increase", "quote")}
    return SpeakerDuty(parts_of_day=parts, times=times, **plain)


def _plain(value: Any) -> Any:
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, date | time):
        return value.isoformat()
    return [_plain(one) for one in value] if isinstance(value, list | tuple) else value


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
