"""The figures of a report, straight from the play log: nothing is claimed that the ear did not measure."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from broadcaster.airing import Outcome, PlayLogEntry, Reason
from broadcaster.campaign import Obligation
from broadcaster.reports.counting import Airing, airings
from broadcaster.reports.judging import Terms, Verdict, judged
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
    """One day against the quota: `plays` counts towards it.

    A quota for the week is judged on the week's last day of programme.
    """

    day: date
    tally: Tally
    plays: int
    verdict: Verdict

    @property
    def met(self) -> bool | None:
        """Whether the quota was met; None where nothing is judged on this day, or nothing can be yet."""
        return {Verdict.MET: True, Verdict.NOT_MET: False}.get(self.verdict)


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
    """Everything a report of `period` says in numbers. `head` is the log's newest number and hash at its making.

    `urgent` are all urgent airings; those of them that stood in a slot are among `scheduled` too.
    """

    period: Period
    scheduled: Tally
    urgent: Tally
    urgent_at_once: Tally
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
        """Days on which the station had to speak, as far as they can be judged at the making of the report."""
        return sum(1 for day in self.days if day.met is not None)

    @property
    def days_open(self) -> int:
        """Days on which it has to speak that are not over yet, nor met."""
        return sum(1 for day in self.days if day.verdict is Verdict.OPEN)

    @property
    def complete(self) -> int:
        """Complete airings of the schedule and of urgent orders, each once."""
        return self.scheduled.complete + self.urgent_at_once.complete


def figures(
    entries: Sequence[PlayLogEntry],
    period: Period,
    station: Station,
    terms: Terms,
    head: tuple[int, str],
    topics: frozenset[str] = frozenset(),
) -> Figures:
    """The figures of `period`; `topics` not empty keeps only airings on those topics.

    `entries` are those of the days that `terms.looks_at`: what lies outside `period` bears on its weeks alone.
    """
    kept = [entry for entry in entries if not topics or entry.topic in topics]
    every = airings(kept, station.timezone)
    counted = _within(period, every)
    scheduled = [one for one in counted if one.slot]
    return Figures(
        period=period,
        scheduled=tally(scheduled),
        urgent=tally(one for one in counted if one.urgent),
        urgent_at_once=tally(one for one in counted if one.urgent and not one.slot),
        at_once=tally(one for one in counted if not one.slot and not one.urgent),
        by_slot=_lines(counted, lambda one: one.slot),
        by_kind=_lines(counted, lambda one: one.kind),
        by_topic=_lines(counted, lambda one: one.topic),
        by_zone=_lines(_within(period, airings(kept, station.timezone, by_zone=True)), lambda one: one.zones[0]),
        days=_days(period, station, terms, every),
        troubles=_troubles(counted),
        quota=terms.quota,
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


def _within(period: Period, counted: Iterable[Airing]) -> list[Airing]:
    return [one for one in counted if period.first <= one.day <= period.last]


def _days(period: Period, station: Station, terms: Terms, every: Sequence[Airing]) -> tuple[DayFigures, ...]:
    of_day: dict[date, list[Airing]] = defaultdict(list)
    for one in every:
        of_day[one.day].append(one)
    told = judged(period, station, terms, every)
    return tuple(DayFigures(day, tally(of_day[day]), *told[day]) for day in period.days)


def _troubles(counted: list[Airing]) -> tuple[Trouble, ...]:
    """What was not complete, the most frequent reason first."""
    groups: dict[tuple[Outcome, Reason], list[Airing]] = defaultdict(list)
    for one in counted:
        if one.outcome not in SPOKEN:
            groups[one.outcome, one.reason].append(one)
    found = [Trouble(outcome, reason, tuple(each)) for (outcome, reason), each in groups.items()]
    return tuple(sorted(found, key=lambda one: (-len(one.airings), one.outcome, one.reason)))
