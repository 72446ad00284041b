"""Whether a day or a week met the quota, told by the day: only days of the campaign, and none before it is over.

A week is judged whole, wherever a month begins or ends in it, in the report that holds its last day of programme.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from broadcaster.campaign import Campaign, Obligation, Per, week_of
from broadcaster.reports.counting import Airing
from broadcaster.reports.period import Period, ReportKind
from broadcaster.station import Station


class Verdict(StrEnum):
    """Đạt, chưa đạt, chưa đến hạn, tính theo tuần, không phát, ngoài đợt."""

    MET = "met"
    NOT_MET = "not_met"
    OPEN = "open"
    IN_WEEK = "in_week"
    OFF = "off"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class Terms:
    """What is judged by: the quota, the first and the last day it is for (None: every day), and the day of making.

    What is not met on a day that is not over by `today` is still open, and nothing is said against it.
    """

    quota: Obligation
    today: date
    first: date | None = None
    last: date | None = None

    def covers(self, day: date) -> bool:
        """Whether the quota is for `day`."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)

    def due(self, station: Station, days: Iterable[date]) -> list[date]:
        """Those of them on which something was to be broadcast for it."""
        return [day for day in days if self.covers(day) and self.quota.due_on(station, day)]

    def looks_at(self, period: Period) -> Period:
        """The days whose airings bear on `period`: whole weeks where the quota is for a week."""
        if self.quota.per is Per.DAY:
            return period
        return Period(period.kind, week_of(period.first)[0], week_of(period.last)[1])


def terms(quota: Obligation, today: date, period: Period, campaign: Campaign | None = None) -> Terms:
    """For a stored campaign its own days; for one of which only the days are known, those of `period`."""
    if campaign is not None:
        return Terms(quota, today, campaign.first, campaign.last)
    if period.kind is ReportKind.CAMPAIGN:
        return Terms(quota, today, period.first, period.last)
    return Terms(quota, today)


def judged(
    period: Period, station: Station, terms: Terms, airings: Iterable[Airing]
) -> dict[date, tuple[int, Verdict]]:
    """For each day of `period` how many airings count towards the quota, and the verdict that stands on it.

    `airings` are those of all days that `terms.looks_at`.
    """
    counted = _counted(terms, station, airings)
    plays = {day: len(counted[day]) for day in period.days}
    verdicts = {day: Verdict.OFF if terms.covers(day) else Verdict.OUTSIDE for day in period.days}
    if terms.quota.per is Per.DAY:
        for day in terms.due(station, period.days):
            verdicts[day] = _verdict(terms, counted[day], day)
    else:
        verdicts |= _by_week(period, station, terms, counted)
    return {day: (plays[day], verdicts[day]) for day in period.days}


def _counted(terms: Terms, station: Station, airings: Iterable[Airing]) -> dict[date, list[Airing]]:
    of_day: dict[date, list[Airing]] = defaultdict(list)
    for one in airings:
        if terms.covers(one.day):
            of_day[one.day].append(one)
    counted = {day: terms.quota.counted(each, day, station.timezone) for day, each in of_day.items()}
    return defaultdict(list, counted)


def _by_week(period: Period, station: Station, terms: Terms, counted: dict[date, list[Airing]]) -> dict[date, Verdict]:
    """Each week's verdict stands on its last day of programme; one met early, on the last such day until today."""
    weeks: dict[tuple[date, date], list[date]] = defaultdict(list)
    for day in terms.due(station, terms.looks_at(period).days):
        weeks[week_of(day)].append(day)
    verdicts: dict[date, Verdict] = {}
    for days in weeks.values():
        verdicts |= {day: Verdict.IN_WEEK for day in days if period.first <= day <= period.last}
        if not period.first <= days[-1] <= period.last:
            continue
        verdict = _verdict(terms, [one for day in days for one in counted[day]], days[-1])
        known = [day for day in days if period.first <= day <= terms.today]
        verdicts[known[-1] if known and verdict is Verdict.MET else days[-1]] = verdict
    return verdicts


def _verdict(terms: Terms, counted: Sequence[Airing], last: date) -> Verdict:
    """Of what counts towards a stretch of days whose last is `last`."""
    if not terms.quota.lacking(counted):
        return Verdict.MET
    return Verdict.NOT_MET if last < terms.today else Verdict.OPEN
