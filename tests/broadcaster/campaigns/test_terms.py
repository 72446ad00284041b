"""What a directive says, made the terms of a campaign for a person to correct; and the earlier period beside it."""

from datetime import date, time, timedelta
from uuid import UUID

from broadcaster.bulletin import Topic
from broadcaster.campaign import Directive, Obligation, Per
from broadcaster.campaigns import comparison, slots_for, terms
from broadcaster.duty import (
    Every,
    Findings,
    ReportDuty,
    SpeakerDuty,
    duty_from_json,
    duty_to_json,
    findings_from_json,
    findings_to_json,
)
from tests.broadcaster.campaigns.terms_of import BOTH, airing, campaign
from tests.builders import MONDAY, station

STATION = station()
HEAD = Directive(UUID(int=4), "12/KH-UBND", date(2025, 8, 1), "UBND phường", "Đợt cao điểm")
R1 = SpeakerDuty(1, per="day", parts_of_day=("sáng sớm", "chiều tối"), quote="tối thiểu 01 lượt/ngày")
FOUND = Findings(
    number="12/KH-UBND",
    issued=date(2025, 8, 1),
    issuer="UBND phường",
    title="Đợt cao điểm",
    first=date(2025, 8, 2),
    last=date(2025, 8, 14),
    loudspeaker=(R1, SpeakerDuty(1, per="day")),
    reports=(
        ReportDuty(Every.DAY, by_time=time(8, 30), first=date(2025, 8, 2), last=date(2025, 8, 13), addressee="Công an"),
        ReportDuty(once=date(2025, 8, 14), addressee="UBND phường"),
    ),
    topics=frozenset({Topic.T01, Topic.T13}),
)


def test_r1_early_morning_and_dusk_become_the_stations_two_slots():
    assert slots_for(R1, STATION.slots) == BOTH
    assert slots_for(SpeakerDuty(times=(time(17, 0),)), STATION.slots) == {"evening"}
    assert slots_for(SpeakerDuty(times=(time(12, 0),)), STATION.slots) == frozenset()


def test_r3_r4_r5_the_terms_take_over_days_quota_topics_and_reports():
    made = terms(UUID(int=9), HEAD, FOUND, STATION, MONDAY)
    assert (made.first, made.last) == (date(2025, 8, 2), date(2025, 8, 14))
    assert made.obligation == Obligation(2, FOUND.topics, BOTH)
    assert (made.closing_report_due, made.closing_report_to) == (date(2025, 8, 14), "UBND phường")
    assert made.duties == FOUND.reports[:1]
    assert made.directives == (HEAD,)


def test_a_silent_document_becomes_once_a_day_for_a_month():
    made = terms(UUID(int=9), HEAD, Findings(), STATION, MONDAY)
    assert made.obligation == Obligation(1)
    assert (made.first, made.last) == (MONDAY, MONDAY + timedelta(days=29))


def test_times_a_week_and_a_month_become_a_weekly_quota():
    weekly = Findings(loudspeaker=(SpeakerDuty(3, per="week"), SpeakerDuty(10, 45, per="month")))
    assert terms(UUID(int=9), HEAD, weekly, STATION, MONDAY).obligation == Obligation(3, minutes=12, per=Per.WEEK)


def test_findings_and_duties_come_back_from_json_as_they_went():
    assert findings_from_json(findings_to_json(FOUND)) == FOUND
    assert [duty_from_json(duty_to_json(one)) for one in FOUND.reports] == list(FOUND.reports)


def test_r7_r11_more_plays_than_in_the_days_before_are_shown_slot_by_slot():
    peak = campaign()
    now = [airing(MONDAY), airing(MONDAY, "evening"), airing(MONDAY + timedelta(1))]
    before = [airing(MONDAY - timedelta(3), minutes=1)]
    found = comparison(peak, STATION, now, before, MONDAY + timedelta(2))
    assert found is not None
    assert (found.before_first, found.before_last) == (MONDAY - timedelta(4), MONDAY - timedelta(1))
    morning, evening = found.slots
    assert (morning.plays, morning.minutes, morning.plays_before, morning.minutes_before) == (2, 3.0, 1, 1.0)
    assert (evening.plays, evening.plays_before) == (1, 0)
    assert found.increased


def test_fewer_plays_are_no_increase_and_the_first_day_compares_nothing():
    peak = campaign()
    before = [airing(MONDAY - timedelta(3)), airing(MONDAY - timedelta(3), "evening")]
    found = comparison(peak, STATION, [airing(MONDAY)], before, MONDAY + timedelta(1))
    assert found is not None and not found.increased
    assert comparison(peak, STATION, [], [], MONDAY) is None
