"""Which days and weeks a report judges: those of the campaign, whole weeks, and nothing before it is over."""

from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from uuid import UUID

import pytest
from docx import Document

from broadcaster import reports
from broadcaster.campaign import Campaign, Obligation, Per
from broadcaster.reports import Form, Period, Report, ReportKind, period_of
from broadcaster.reports.judging import Verdict
from broadcaster.settings import Letterhead
from broadcaster.store import Store
from tests.broadcaster.reports.records import STATION, heard, open_log, slot
from tests.builders import HANOI

NOVEMBER, DECEMBER = period_of(ReportKind.MONTH, date(2026, 11, 1)), period_of(ReportKind.MONTH, date(2026, 12, 1))
LATER = datetime(2027, 1, 5, 9, tzinfo=HANOI)
FIVE_A_WEEK = Obligation(5, per=Per.WEEK)


@pytest.fixture
def log(tmp_path: Path) -> Store:
    return open_log(tmp_path)


def aired(store: Store, *days: date) -> None:
    for one in days:
        heard(store, *slot(one, "morning"))


def made(store: Store, quota: Obligation, period: Period, at: datetime = LATER) -> Report:
    return reports.report(store, STATION, quota, Letterhead(), period, at)


def judged(report: Report) -> dict[date, bool]:
    return {one.day: one.met for one in report.now.days if one.met is not None}


def told(report: Report, day: date) -> str:
    return next(
        row["dat"] for row, one in zip(report.fields["bang_ngay"], report.now.days, strict=True) if one.day == day
    )


@pytest.mark.parametrize("kind", [ReportKind.WEEK, ReportKind.MONTH])
def test_a_campaign_is_judged_on_its_own_days_alone(log: Store, kind: ReportKind) -> None:
    """It begins on a Thursday; every one of its days until the month's end was met."""
    aired(log, *(date(2026, 11, one) for one in (24, 26, 27, 30)))
    peak = Campaign(UUID(int=0), "Đợt tháng 12", date(2026, 11, 26), date(2026, 12, 25), Obligation(1))
    report = reports.of_campaign(log, STATION, Letterhead(), peak, period_of(kind, date(2026, 11, 26)), LATER)
    days = 2 if kind is ReportKind.WEEK else 3

    assert (report.now.days_met, report.now.days_due) == (days, days)
    assert (told(report, date(2026, 11, 24)), told(report, date(2026, 11, 26))) == ("ngoài đợt", "đạt")
    assert next(one.plays for one in report.now.days if one.day == date(2026, 11, 24)) == 0
    assert told(report, date(2026, 11, 28)) == "không phát"


def test_a_campaigns_first_and_last_week_are_judged_as_far_as_they_are_its_own(log: Store) -> None:
    """What was heard on Monday and Tuesday came before it."""
    aired(log, *(date(2026, 11, one) for one in (23, 24, 26, 27)))
    peak = Campaign(UUID(int=0), "Đợt", date(2026, 11, 26), date(2026, 12, 1), Obligation(3, per=Per.WEEK))
    period = Period(ReportKind.CAMPAIGN, peak.first, peak.last)
    report = reports.of_campaign(log, STATION, Letterhead(), peak, period, LATER)
    assert judged(report) == {date(2026, 11, 27): False, date(2026, 12, 1): False}
    typed = made(log, Obligation(3, per=Per.WEEK), period)  # of which nothing but the days is known
    assert judged(typed) == judged(report)


def test_a_week_over_a_months_end_is_judged_whole_and_in_one_month_only(log: Store) -> None:
    """Monday the 30th to Friday the 4th, one play a day."""
    monday = date(2026, 11, 30)
    aired(log, *(monday + timedelta(days=one) for one in range(5)))

    assert max(judged(made(log, FIVE_A_WEEK, NOVEMBER))) == date(2026, 11, 27)
    december = made(log, FIVE_A_WEEK, DECEMBER)
    assert min(judged(december).items()) == (date(2026, 12, 4), True)
    assert judged(made(log, FIVE_A_WEEK, period_of(ReportKind.WEEK, monday))) == {date(2026, 12, 4): True}
    assert told(december, date(2026, 12, 1)) == "tính theo tuần"
    assert december.now.scheduled.planned == len(december.entries) == 4  # the whole week bears on the verdict alone


def test_a_flash_report_judges_a_week_on_its_last_day_of_programme_only(log: Store) -> None:
    aired(log, *(date(2026, 11, one) for one in range(23, 28)))
    assert judged(made(log, FIVE_A_WEEK, period_of(ReportKind.FLASH, date(2026, 11, 25)))) == {}
    assert judged(made(log, FIVE_A_WEEK, period_of(ReportKind.FLASH, date(2026, 11, 27)))) == {date(2026, 11, 27): True}


def test_days_to_come_are_not_called_failed_nor_counted(log: Store) -> None:
    """Made on Wednesday the 25th at nine: 17 days of programme are over."""
    aired(log, date(2026, 11, 24))
    report = made(log, Obligation(1), NOVEMBER, datetime(2026, 11, 25, 9, tzinfo=HANOI))

    assert (report.now.days_met, report.now.days_due, report.now.days_open) == (1, 17, 4)
    assert [told(report, date(2026, 11, one)) for one in (23, 24, 25, 30)] == [
        "chưa đạt",
        "đạt",
        "chưa đến hạn",
        "chưa đến hạn",
    ]
    word = Document(BytesIO(reports.written(report, Form.DOCX)))
    said = "\n".join(one.text for one in word.paragraphs)
    assert "Số ngày đạt chỉ tiêu: 01 trên 17 ngày phải phát; còn 04 ngày chưa đến hạn." in said
    for form in (Form.PDF, Form.XLSX):
        assert reports.written(report, form)


def test_what_is_met_already_is_met_before_the_day_is_over(log: Store) -> None:
    """As the first page says on that evening."""
    today = date(2026, 11, 25)
    aired(log, today)
    report = made(log, Obligation(1), period_of(ReportKind.FLASH, today), datetime(2026, 11, 25, 20, tzinfo=HANOI))
    assert (report.now.days_met, report.now.days_due) == (1, 1)


@pytest.mark.parametrize(
    ("plays", "verdict"), [(2, (date(2026, 11, 25), Verdict.MET)), (5, (date(2026, 11, 27), Verdict.OPEN))]
)
def test_a_week_under_way_is_met_already_or_open_and_no_day_to_come_is_called_met(
    log: Store, plays: int, verdict: tuple[date, Verdict]
) -> None:
    aired(log, date(2026, 11, 23), date(2026, 11, 24))
    at = datetime(2026, 11, 25, 9, tzinfo=HANOI)
    report = made(log, Obligation(plays, per=Per.WEEK), period_of(ReportKind.WEEK, at.date()), at)
    assert [(one.day, one.verdict) for one in report.now.days if one.verdict in (Verdict.MET, Verdict.OPEN)] == [
        verdict
    ]
