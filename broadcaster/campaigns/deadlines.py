"""When the reports of a campaign are due (R4, R5, R9): what is overdue, what comes next, which days each is about."""

import calendar
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from broadcaster.campaign import Campaign, Sent
from broadcaster.duty import Every, ReportDuty
from broadcaster.reports.period import Period, ReportKind, period_of
from broadcaster.station import Station

DAY = timedelta(days=1)
END_OF_DAY = time(23, 59)
"""Where a document names a day and no hour, the report is due in the course of that day."""

AFTER = timedelta(days=31)
"""A repeated report is still owed this long after a campaign's last day, where its document names no end itself."""

FRIDAY = 5
CLOSING, ONCE = "closing", "once"
_KIND = {
    Every.DAY: ReportKind.FLASH,
    Every.WEEK: ReportKind.WEEK,
    Every.MONTH: ReportKind.MONTH,
    Every.QUARTER: ReportKind.QUARTER,
    Every.HALF_YEAR: ReportKind.HALF_YEAR,
    Every.YEAR: ReportKind.YEAR,
}
_MONTHS = {Every.MONTH: 1, Every.QUARTER: 3, Every.HALF_YEAR: 6, Every.YEAR: 12}


class Due(StrEnum):
    """Đã gửi, quá hạn, hôm nay, sắp tới."""

    SENT = "sent"
    OVERDUE = "overdue"
    TODAY = "today"
    NEXT = "next"


@dataclass(frozen=True, slots=True)
class Deadline:
    """One report owed: `name` is "closing", "once" or how often; `about` the days it tells of; aware `due`.

    `timed` says that the document named the hour; else `due` is the last minute of its day.
    """

    name: str
    due: datetime
    timed: bool
    about: Period
    addressee: str
    state: Due
    sent: Sent | None = None


def deadlines(campaign: Campaign, station: Station, now: datetime, sent: Iterable[Sent] = ()) -> list[Deadline]:
    """Every report due by now, and of each duty the next one; by the time they are due."""
    gone = {(one.duty, one.due): one for one in sent}
    found: dict[tuple[str, datetime], Deadline] = {}
    for duty in _duties(campaign):
        moments = [one for one in _moments(campaign, station, duty) if not _given_up(campaign, duty, one[0])]
        coming = [one for one in moments if one[0] >= now]
        for due, about in [one for one in moments if one[0] < now] + coming[:1]:
            name = _name(campaign, duty)
            state = _state(station, due, now, gone.get((name, due)))
            timed = duty.by_time is not None
            one = Deadline(name, due, timed, about, duty.addressee, state, gone.get((name, due)))
            found.setdefault((name, due), one)
    return sorted(found.values(), key=lambda one: (one.due, one.name))


def _duties(campaign: Campaign) -> Iterator[ReportDuty]:
    yield from campaign.duties
    if campaign.closing_report_due is not None:
        yield ReportDuty(once=campaign.closing_report_due, addressee=campaign.closing_report_to, quote=CLOSING)


def _given_up(campaign: Campaign, duty: ReportDuty, due: datetime) -> bool:
    """Repeated reports end with a campaign that a person ended; what is owed once is owed all the same."""
    return duty.every is not None and campaign.ended is not None and due > campaign.ended


def _name(campaign: Campaign, duty: ReportDuty) -> str:
    if duty.every is not None:
        return duty.every.value
    return CLOSING if duty.quote == CLOSING else ONCE


def _state(station: Station, due: datetime, now: datetime, sent: Sent | None) -> Due:
    if sent is not None:
        return Due.SENT
    if due < now:
        return Due.OVERDUE
    return Due.TODAY if station.local(due).date() == station.local(now).date() else Due.NEXT


def _moments(campaign: Campaign, station: Station, duty: ReportDuty) -> Iterator[tuple[datetime, Period]]:
    """When this duty falls due, in order, and what each report is about."""
    hour = duty.by_time or END_OF_DAY
    for day in _days(campaign, duty):
        yield datetime.combine(day, hour, station.timezone), _about(campaign, duty, day)


def _days(campaign: Campaign, duty: ReportDuty) -> Iterator[date]:
    if duty.once is not None:
        yield duty.once
        return
    assert duty.every is not None  # one of the two is set
    first = duty.first or campaign.first
    last = duty.last or campaign.last + AFTER
    # Without a first day of its own the first report tells of the campaign's own days, so it is due after they began.
    if duty.first is None and duty.every is Every.DAY:
        first += DAY
    if duty.last is None and duty.every is Every.DAY:
        last = campaign.last + DAY
    falls = _falls(duty)
    for number in range((last - first).days + 1):
        day = first + DAY * number
        if falls(day):
            yield day


def _falls(duty: ReportDuty) -> Callable[[date], bool]:
    """Whether a report of this duty is due on a day."""
    every = duty.every
    if every is Every.DAY:
        return lambda day: True
    if every is Every.WEEK:
        return lambda day: day.isoweekday() == (duty.weekday or FRIDAY)
    assert every is not None
    months = _MONTHS[every]
    due_month = (duty.by_month or months) % months

    def falls(day: date) -> bool:
        end = calendar.monthrange(day.year, day.month)[1]
        return day.month % months == due_month and day.day == min(duty.by_day or end, end)

    return falls


def _about(campaign: Campaign, duty: ReportDuty, due: date) -> Period:
    """The days a report due on `due` tells of."""
    if duty.every is None:
        return Period(ReportKind.CAMPAIGN, campaign.first, campaign.last)
    kind = _KIND[duty.every]
    if kind is ReportKind.FLASH:
        return period_of(kind, due - DAY)
    running = period_of(kind, due)
    half = running.first + (running.last - running.first) / 2
    return running if due >= half else period_of(kind, running.first - DAY)
