"""When reports are due (R4, R5, R9), what each is about, and what was sent."""

from datetime import date, time, timedelta

import pytest

from broadcaster.campaign import Sent
from broadcaster.campaigns import Due, deadlines
from broadcaster.duty import Every, ReportDuty
from broadcaster.reports import ReportKind
from tests.broadcaster.campaigns.terms_of import campaign, moment
from tests.builders import station

STATION = station()
FIRST, LAST = date(2025, 8, 2), date(2025, 8, 14)
FLASH = ReportDuty(Every.DAY, by_time=time(8, 30), first=FIRST, last=date(2025, 8, 13), addressee="Công an phường")


def test_r4_the_flash_report_tells_of_yesterday_and_is_due_at_half_past_eight():
    peak = campaign(FIRST, LAST, duties=(FLASH,))
    found = deadlines(peak, STATION, moment("2025-08-05 07:00"))
    today = next(one for one in found if one.state is Due.TODAY)
    assert (today.due, today.timed) == (moment("2025-08-05 08:30"), True)
    assert (today.about.kind, today.about.first) == (ReportKind.FLASH, date(2025, 8, 4))
    assert today.addressee == "Công an phường"
    assert [one.state for one in found] == [Due.OVERDUE] * 3 + [Due.TODAY]
    later = deadlines(peak, STATION, moment("2025-08-05 08:31"))
    assert [one.state for one in later] == [Due.OVERDUE] * 4 + [Due.NEXT]


def test_no_flash_report_is_owed_after_the_last_day_the_document_names():
    peak = campaign(FIRST, LAST, duties=(FLASH,))
    found = deadlines(peak, STATION, moment("2025-09-20 07:00"))
    assert found[-1].due == moment("2025-08-13 08:30")
    assert len(found) == 12


def test_r5_the_closing_report_has_a_day_of_its_own_before_the_campaign_ends():
    peak = campaign(FIRST, LAST, closing_report_due=date(2025, 8, 13), closing_report_to="UBND phường")
    (closing,) = deadlines(peak, STATION, moment("2025-08-13 09:00"))
    assert (closing.name, closing.state, closing.timed) == ("closing", Due.TODAY, False)
    assert closing.due == moment("2025-08-13 23:59")
    assert (closing.about.kind, closing.about.first, closing.about.last) == (ReportKind.CAMPAIGN, FIRST, LAST)
    assert closing.addressee == "UBND phường"


def test_what_was_sent_is_no_longer_overdue():
    peak = campaign(FIRST, LAST, duties=(FLASH,))
    sent = [Sent(peak.id, "day", moment(f"2025-08-0{day} 08:30"), "Nguyễn Thị Lan") for day in (2, 3)]
    found = deadlines(peak, STATION, moment("2025-08-04 09:00"), sent)
    assert [one.state for one in found] == [Due.SENT, Due.SENT, Due.OVERDUE, Due.NEXT]
    assert found[0].sent is not None and found[0].sent.by_name == "Nguyễn Thị Lan"


@pytest.mark.parametrize(
    ("duty", "due", "kind", "about"),
    [
        (ReportDuty(Every.WEEK, weekday=5), "2026-01-02 23:59", ReportKind.WEEK, date(2025, 12, 29)),
        (ReportDuty(Every.WEEK, weekday=1), "2026-01-05 23:59", ReportKind.WEEK, date(2025, 12, 29)),
        (ReportDuty(Every.MONTH, by_day=25), "2026-01-25 23:59", ReportKind.MONTH, date(2026, 1, 1)),
        (ReportDuty(Every.MONTH, by_day=5), "2026-01-05 23:59", ReportKind.MONTH, date(2025, 12, 1)),
        (ReportDuty(Every.MONTH), "2026-01-31 23:59", ReportKind.MONTH, date(2026, 1, 1)),
        (ReportDuty(Every.QUARTER, by_day=15), "2026-03-15 23:59", ReportKind.QUARTER, date(2026, 1, 1)),
        (
            ReportDuty(Every.HALF_YEAR, by_day=10, by_month=6),
            "2026-06-10 23:59",
            ReportKind.HALF_YEAR,
            date(2026, 1, 1),
        ),
        (ReportDuty(Every.YEAR, by_day=10, by_month=12), "2026-12-10 23:59", ReportKind.YEAR, date(2026, 1, 1)),
    ],
)
def test_r9_periodic_reports_and_the_days_they_are_about(duty: ReportDuty, due: str, kind: ReportKind, about: date):
    long = campaign(date(2026, 1, 1), date(2026, 12, 31), duties=(duty,))
    (first,) = deadlines(long, STATION, moment("2026-01-01 08:00"))
    assert (first.due, first.about.kind, first.about.first) == (moment(due), kind, about)


def test_half_yearly_reports_fall_due_twice_a_year():
    long = campaign(date(2026, 1, 1), date(2026, 12, 31), duties=(ReportDuty(Every.HALF_YEAR, by_day=10),))
    found = deadlines(long, STATION, moment("2027-01-15 08:00"))
    assert [one.due.date() for one in found] == [date(2026, 6, 10), date(2026, 12, 10)]


def test_the_thirty_first_is_the_last_day_of_a_shorter_month():
    long = campaign(date(2026, 2, 1), date(2026, 2, 28), duties=(ReportDuty(Every.MONTH, by_day=31),))
    assert deadlines(long, STATION, moment("2026-02-01 08:00"))[0].due.date() == date(2026, 2, 28)


def test_a_daily_report_without_days_of_its_own_follows_the_campaign():
    peak = campaign(FIRST, FIRST + timedelta(days=2), duties=(ReportDuty(Every.DAY, by_time=time(9)),))
    found = deadlines(peak, STATION, moment("2025-08-30 08:00"))
    assert [one.about.first for one in found] == [FIRST, FIRST + timedelta(days=1), FIRST + timedelta(days=2)]


def test_a_campaign_that_was_ended_owes_no_more_flash_reports_but_its_closing_one():
    ended = moment("2025-08-05 10:00")
    peak = campaign(FIRST, LAST, duties=(FLASH,), closing_report_due=LAST, ended=ended)
    found = deadlines(peak, STATION, moment("2025-08-06 07:00"))
    assert [one.name for one in found] == ["day"] * 4 + ["closing"]
