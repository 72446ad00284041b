"""The days a report is about (R4, R5, R9): yesterday, week, month, quarter, half year, year, campaign."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

DAY = timedelta(days=1)


class ReportKind(StrEnum):
    """What the documents ask for: báo cáo nhanh, tuần, tháng, quý, 6 tháng, năm, kết thúc đợt cao điểm."""

    FLASH = "flash"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half-year"
    YEAR = "year"
    CAMPAIGN = "campaign"


MONTHS = {ReportKind.MONTH: 1, ReportKind.QUARTER: 3, ReportKind.HALF_YEAR: 6, ReportKind.YEAR: 12}


@dataclass(frozen=True, slots=True)
class Period:
    """From `first` to `last`, both included, on the station's own calendar."""

    kind: ReportKind
    first: date
    last: date

    @property
    def days(self) -> list[date]:
        """Every day of it, in order."""
        return [self.first + DAY * count for count in range((self.last - self.first).days + 1)]

    @property
    def before(self) -> "Period":
        """The earlier period it is compared with: the month before a month, as many days before a campaign."""
        if self.kind in MONTHS:
            return period_of(self.kind, self.first - DAY)
        length = self.last - self.first + DAY
        return Period(self.kind, self.first - length, self.first - DAY)


def period_of(kind: ReportKind, day: date) -> Period:
    """The period of that kind in which `day` lies; a campaign has days of its own and is not found this way."""
    if kind is ReportKind.CAMPAIGN:
        raise ValueError("a campaign has its own first and last day")
    if kind is ReportKind.FLASH:
        return Period(kind, day, day)
    if kind is ReportKind.WEEK:
        monday = day - DAY * day.weekday()
        return Period(kind, monday, monday + 6 * DAY)
    length = MONTHS[kind]
    begin = (day.month - 1) // length * length + 1
    end = begin + length - 1
    return Period(kind, date(day.year, begin, 1), date(day.year, end, calendar.monthrange(day.year, end)[1]))
