"""Counting what was planned and what was heard."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcaster import reports
from broadcaster.airing import Outcome, Reason
from broadcaster.campaign import Obligation
from broadcaster.reports import Period, ReportKind, period_of
from broadcaster.settings import Letterhead
from tests.broadcaster.reports.records import STATION, heard, open_log, slot
from tests.builders import NOW

QUOTA = Obligation(plays=2, slots=frozenset({"morning", "evening"}))
WEEK_46 = Period(ReportKind.WEEK, date(2026, 11, 9), date(2026, 11, 15))
WEEK_47 = Period(ReportKind.WEEK, date(2026, 11, 16), date(2026, 11, 22))


def made(store, period=WEEK_47, **more):
    return reports.report(store, STATION, QUOTA, Letterhead(), period, NOW, **more)


def test_a_week_without_a_fault_has_every_airing_complete_and_nothing_to_complain_of(fortnight):
    report = made(fortnight, WEEK_46)
    assert (report.now.scheduled.planned, report.now.scheduled.complete) == (10, 10)
    assert report.now.scheduled.minutes == 15.0
    assert (report.now.days_met, report.now.days_due) == (5, 5)
    assert report.fields["kho_khan"] == []
    assert report.before is None


def test_what_went_wrong_is_counted_by_its_outcome_with_its_reason(fortnight):
    now = made(fortnight).now
    wrong = {trouble.reason: (trouble.outcome, len(trouble.airings), trouble.days) for trouble in now.troubles}
    assert wrong == {
        Reason.STATION_OFF: (Outcome.MISSED, 1, [date(2026, 11, 17)]),
        Reason.SILENT: (Outcome.FAILED, 1, [date(2026, 11, 18)]),
        Reason.BY_PERSON: (Outcome.STOPPED, 1, [date(2026, 11, 19)]),
    }
    assert (now.scheduled.planned, now.scheduled.complete) == (11, 8)
    assert (now.days_met, now.days_due) == (2, 5)


def test_an_item_that_was_cut_in_two_and_heard_whole_is_one_complete_airing(fortnight):
    slots = {line.key: line.tally for line in made(fortnight).now.by_slot}
    assert slots["evening"].planned == 6
    assert slots["evening"].outcomes == {Outcome.COMPLETE: 5, Outcome.FAILED: 1}


def test_each_repetition_of_an_urgent_broadcast_counts(fortnight):
    assert made(fortnight).now.urgent.planned == 2
    assert made(fortnight).now.urgent.minutes == 3.0


def test_an_item_cut_in_two_of_which_a_part_was_never_heard_stays_partial(tmp_path):
    store = open_log(tmp_path)
    key, moment = slot(date(2026, 11, 20), "morning")
    heard(store, key, moment, Outcome.CUT_IN, Reason.URGENT, seconds=40)
    heard(store, key, moment + timedelta(minutes=3), Outcome.PARTIAL, Reason.KILLED, seconds=10, attempt=2)
    tally = made(store).now.scheduled
    assert tally.outcomes == {Outcome.PARTIAL: 1}
    assert tally.heard == timedelta(seconds=50)


def test_a_play_nobody_could_measure_is_not_called_complete(tmp_path):
    store = open_log(tmp_path)
    heard(store, *slot(date(2026, 11, 20), "morning"), Outcome.UNMEASURED, Reason.NO_EAR)
    report = made(store)
    assert report.now.scheduled.complete == 0
    assert report.fields["luot_khong_do"] == "01"


def test_in_two_zones_an_item_is_complete_where_both_heard_it(tmp_path):
    store = open_log(tmp_path)
    key, moment = slot(date(2026, 11, 20), "morning")
    heard(store, key, moment, zone="north")
    heard(store, key, moment, Outcome.PARTIAL, Reason.DEVICE_LOST, seconds=30, zone="south")
    now = made(store).now
    assert now.scheduled.outcomes == {Outcome.PARTIAL: 1}
    assert {line.key: line.tally.complete for line in now.by_zone} == {"north": 1, "south": 0}


def test_a_campaign_on_its_topics_leaves_the_others_out(fortnight):
    assert made(fortnight, topics=frozenset({"T01"})).now.scheduled.planned == 0
    assert made(fortnight, topics=frozenset({"T13"})).now.scheduled.planned == 11


def test_more_plays_than_before_are_said_with_their_growth(fortnight):
    assert "số lượt phát đủ giữ nguyên 10" in made(fortnight).fields["so_sanh"]
    assert "giảm" in made(fortnight).fields["so_sanh"]


def test_an_urgent_bulletin_in_a_slot_is_one_play_beside_the_earlier_period(tmp_path):
    store = open_log(tmp_path)
    heard(store, *slot(date(2026, 11, 12), "morning"))
    heard(store, *slot(date(2026, 11, 19), "morning"), title="Ngập", priority="urgent", topic="other")
    report = made(store)
    assert (report.fields["luot_du"], report.fields["luot_khan_cap"]) == ("01", "01")
    assert "số lượt phát đủ giữ nguyên 1;" in report.fields["so_sanh"]
    heard(store, "order/1", slot(date(2026, 11, 19), "evening")[1], title="Ngập", priority="urgent", topic="other")
    assert "số lượt phát đủ từ 1 lên 2, tăng 100%" in made(store).fields["so_sanh"]


def test_difficulties_name_reason_and_day(fortnight):
    assert made(fortnight).fields["kho_khan"] == [
        "01 lượt phát lỗi do máy đo không nghe thấy tiếng (ngày 18/11/2026).",
        "01 lượt bỏ lỡ do máy của đài không chạy (mất điện hoặc chưa bật máy) (ngày 17/11/2026).",
        "01 lượt đã dừng do người trực bấm dừng phát (ngày 19/11/2026; đã nghe được 0,5 phút).",
    ]


@pytest.mark.parametrize(
    ("kind", "day", "first", "last", "earlier"),
    [
        ("flash", date(2026, 3, 1), date(2026, 3, 1), date(2026, 3, 1), date(2026, 2, 28)),
        ("week", date(2027, 1, 1), date(2026, 12, 28), date(2027, 1, 3), date(2026, 12, 21)),
        ("month", date(2028, 2, 29), date(2028, 2, 1), date(2028, 2, 29), date(2028, 1, 1)),
        ("quarter", date(2026, 11, 22), date(2026, 10, 1), date(2026, 12, 31), date(2026, 7, 1)),
        ("half-year", date(2026, 6, 30), date(2026, 1, 1), date(2026, 6, 30), date(2025, 7, 1)),
        ("year", date(2026, 6, 30), date(2026, 1, 1), date(2026, 12, 31), date(2025, 1, 1)),
    ],
)
def test_each_kind_of_report_has_its_days_and_its_earlier_period(kind, day, first, last, earlier):
    period = period_of(ReportKind(kind), day)
    assert (period.first, period.last, period.before.first) == (first, last, earlier)


@given(
    st.sampled_from([kind for kind in ReportKind if kind is not ReportKind.CAMPAIGN]),
    st.dates(date(2000, 1, 1), date(2100, 1, 1)),
)
def test_periods_of_one_kind_lie_end_to_end(kind, day):
    period = period_of(kind, day)
    assert period.first <= day <= period.last
    assert period.before.last + timedelta(days=1) == period.first
    assert period_of(kind, period.last + timedelta(days=1)).first == period.last + timedelta(days=1)
