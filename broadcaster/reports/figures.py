"""The figures of a report, straight from the play log: nothing is claimed that the ear did not measure."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from broadcaster.airing import Outcome, PlayLogEntry, Reason
from broadcaster.campaign import Obligation, Per, week_of
from broadcaster.reports.counting import Airing, airings
from broadcaster.reports.period import Period
from broadcaster.station import Station

SPOKEN = frozenset({Outcome.COMPLETE, Outcome.UNMEASURED})


@dataclass(frozen=True, slots=True)
class Tally:
    """How many airings there were to be, how each ended, and how long was really heard."""

    planned: int
    outcomes: dict[Outcome, int]
    heard: timedelta
    wanted: timedelta

    @property
    def complete(self) -> int:
        """Heard in full, by the ear."""
        return self.outcomes.get(Outcome.COMPLETE, 0)

    @property
    def spoken(self) -> int:
        """Heard in full, or played where no ear could measure."""
        return sum(self.outcomes.get(outcome, 0) for outcome in SPOKEN)

    @property
    def minutes(self) -> float:
        """Heard, in minutes, to a tenth."""
        return round(self.heard.total_seconds() / 60, 1)

    @property
    def ratio(self) -> float | None:
        """Complete to planned, in per cent to a tenth; None where nothing was planned."""
        return round(100 * self.complete / self.planned, 1) if self.planned else None


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table: a slot, a kind, a topic, a zone; `key` "" is what was ordered at once."""

    key: str
    tally: Tally


@dataclass(frozen=True, slots=True)
class DayFigures:
    """One day against the quota: `plays` counts towards it; `met` None means that nothing is judged on this day.

    A quota for the week is judged on the week's last day of programme.
    """

    day: date
    tally: Tally
    plays: int
    met: bool | None


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why airings were not complete: one reason, the airings, and the days."""

    outcome: Outcome
    reason: Reason
    airings: tuple[Airing, ...]

    @property
    def days(self) -> list[date]:
        """The days it happened on, each once, in order."""
        return sorted({one.day for one in self.airings})


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything a report of `period` says in numbers. `head` is the log's newest number and hash at its making."""

    period: Period
    scheduled: Tally
    urgent: Tally
    at_once: Tally
    by_slot: tuple[Line, ...]
    by_kind: tuple[Line, ...]
    by_topic: tuple[Line, ...]
    by_zone: tuple[Line, ...]
    days: tuple[DayFigures, ...]
    troubles: tuple[Trouble, ...]
    quota: Obligation
    head: tuple[int, str]

    @property
    def days_met(self) -> int:
        """Days on which the quota was met."""
        return sum(1 for day in self.days if day.met)

    @property
    def days_due(self) -> int:
        """Days on which the station had to speak."""
        return sum(1 for day in self.days if day.met is not None)


def figures(
    entries: Sequence[PlayLogEntry],
    period: Period,
    station: Station,
    quota: Obligation,
    head: tuple[int, str],
    topics: frozenset[str] = frozenset(),
) -> Figures:
    """The figures of `period` from its entries; `topics` not empty keeps only airings on those topics."""
    kept = [entry for entry in entries if not topics or entry.topic in topics]
    counted = airings(kept, station.timezone)
    scheduled = [one for one in counted if one.slot]
    return Figures(
        period=period,
        scheduled=tally(scheduled),
        urgent=tally(one for one in counted if one.urgent),
        at_once=tally(one for one in counted if not one.slot and not one.urgent),
        by_slot=_lines(counted, lambda one: one.slot),
        by_kind=_lines(counted, lambda one: one.kind),
        by_topic=_lines(counted, lambda one: one.topic),
        by_zone=_lines(airings(kept, station.timezone, by_zone=True), lambda one: one.zones[0]),
        days=_days(period, station, quota, counted),
        troubles=_troubles(counted),
        quota=quota,
        head=head,
    )


def tally(counted: Iterable[Airing]) -> Tally:
    """These airings in sum."""
    every = list(counted)
    return Tally(
        planned=len(every),
        outcomes=dict(Counter(one.outcome for one in every)),
        heard=sum((one.heard for one in every), timedelta()),
        wanted=sum((one.wanted for one in every), timedelta()),
    )


def _lines(counted: Iterable[Airing], key: Callable[[Airing], str]) -> tuple[Line, ...]:
    groups: dict[str, list[Airing]] = defaultdict(list)
    for one in counted:
        groups[key(one)].append(one)
    return tuple(Line(name, tally(groups[name])) for name in sorted(groups))


def _days(period: Period, station: Station, quota: Obligation, counted: list[Airing]) -> tuple[DayFigures, ...]:
    of_day: dict[date, list[Airing]] = defaultdict(list)
    for one in counted:
        of_day[one.day].append(one)
    towards = {day: quota.counted(of_day[day], day, station.timezone) for day in period.days}
    due = [day for day in period.days if quota.due_on(station, day)]
    verdict: dict[date, bool] = {}
    for day in due:
        if quota.per is Per.DAY:
            verdict[day] = not quota.lacking(towards[day])
        elif day == max(other for other in due if week_of(other) == week_of(day)):
            week = [one for other in period.days if week_of(other) == week_of(day) for one in towards[other]]
            verdict[day] = not quota.lacking(week)  # a week's verdict stands on its last day of programme
    return tuple(DayFigures(day, tally(of_day[day]), len(towards[day]), verdict.get(day)) for day in period.days)


def _troubles(counted: list[Airing]) -> tuple[Trouble, ...]:
    """What was not complete, the most frequent reason first."""
    groups: dict[tuple[Outcome, Reason], list[Airing]] = defaultdict(list)
    for one in counted:
        if one.outcome not in SPOKEN:
            groups[one.outcome, one.reason].append(one)
    found = [Trouble(outcome, reason, tuple(each)) for (outcome, reason), each in groups.items()]
    return tuple(sorted(found, key=lambda one: (-len(one.airings), one.outcome, one.reason)))
