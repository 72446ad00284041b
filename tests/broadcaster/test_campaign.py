"""Quotas, counted live from the log (R1, R2), and peak periods (R3, R5)."""

from datetime import date
from uuid import UUID

from broadcaster.airing import Outcome
from broadcaster.bulletin import Topic
from broadcaster.campaign import Campaign, Obligation
from tests.builders import HANOI, MONDAY, bulletin, entry, occurrence

MORNING, EVENING = occurrence("morning"), occurrence("evening")
BOTH = Obligation(plays=2, slots=frozenset({"morning", "evening"}))


def test_r1_one_play_in_the_morning_and_one_in_the_evening_meet_the_quota():
    one = bulletin()
    assert BOTH.met([entry(one, MORNING), entry(one, EVENING)], MONDAY, HANOI)


def test_r1_two_plays_in_the_morning_do_not():
    assert not BOTH.met([entry(bulletin("a"), MORNING), entry(bulletin("b"), MORNING)], MONDAY, HANOI)


def test_r1_what_the_street_did_not_hear_does_not_count():
    log = [entry(bulletin(), MORNING), entry(bulletin(), EVENING, Outcome.FAILED)]
    assert len(BOTH.counted(log, MONDAY, HANOI)) == 1
    assert not BOTH.met(log, MONDAY, HANOI)


def test_another_topic_or_another_day_does_not_count():
    fraud = Obligation(plays=1, topics=frozenset({Topic.T01}))
    assert not fraud.met([entry(bulletin(topic=Topic.T17), MORNING)], MONDAY, HANOI)
    assert not fraud.met([entry(bulletin(), occurrence(day=date(2026, 11, 20)))], MONDAY, HANOI)
    assert fraud.met([entry(bulletin(), MORNING)], MONDAY, HANOI)


def test_r3_r5_a_campaign_has_both_its_days_and_a_closing_report_of_its_own():
    peak = Campaign(UUID(int=1), "Cao điểm", date(2025, 8, 2), date(2025, 8, 14), BOTH, (), date(2025, 8, 13))
    assert peak.covers(date(2025, 8, 2)) and peak.covers(date(2025, 8, 14))
    assert not peak.covers(date(2025, 8, 15))
    assert peak.closing_report_due < peak.last
