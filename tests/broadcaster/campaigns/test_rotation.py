"""A rotation: it meets the quota within policy and minutes, it keeps bulletins fresh, and says what it cannot do."""

from collections import Counter
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from broadcaster.bulletin import Bulletin, Priority, Status, Topic
from broadcaster.campaign import Column, Obligation, Per
from broadcaster.campaigns import Foreseen, Library, Proposal, State, Why, propose, standing
from broadcaster.planning import running_order
from broadcaster.station import Slot, Station
from tests.broadcaster.campaigns.terms_of import BOTH, campaign
from tests.builders import BEFORE, MONDAY, at, bulletin, entry, occurrence, placement, policy, station

STATION = station()
FRIDAY = MONDAY + timedelta(days=4)
DAWN = at("05:30")


def ready(count: int, seconds: float = 60, topic: Topic = Topic.T01) -> list[Bulletin]:
    return [
        replace(bulletin(f"Bài {topic} {one}", seconds, topic=topic), created=BEFORE + timedelta(minutes=one))
        for one in range(count)
    ]


def proposed(bulletins: list[Bulletin], now: datetime = DAWN, of: Station = STATION, **more: Any) -> Proposal:
    peak = more.pop("peak", campaign(MONDAY, FRIDAY))
    library = Library(bulletins, more.pop("orders", []), more.pop("log", []), **more)
    return propose(peak, of, library, MONDAY, FRIDAY, now)


def test_five_bulletins_fill_a_week_of_mornings_and_evenings_in_turn():
    found = proposed(ready(5))
    assert found.gaps == ()
    assert Counter(one.occurrence.slot.id for one in found.picks) == {"morning": 5, "evening": 5}
    assert set(Counter(one.bulletin.id for one in found.picks).values()) == {2}


def test_the_least_recently_aired_comes_first():
    old, new = ready(2)
    friday = MONDAY - timedelta(days=3)
    found = proposed(
        [new, old], log=[entry(new, occurrence(day=friday)), entry(old, occurrence(day=friday - timedelta(3)))]
    )
    assert [one.bulletin.id for one in found.picks[:2]] == [old.id, new.id]


def test_no_bulletin_airs_more_often_in_seven_days_than_allowed_and_the_gap_says_so():
    found = proposed(ready(2), peak=campaign(MONDAY, FRIDAY, stale_after=3))
    assert len(found.picks) == 6
    assert {gap.why for gap in found.gaps} == {Why.STALE}
    assert sum(gap.missing.airings for gap in found.gaps) == 4


def test_what_aired_late_last_week_counts_too():
    (one,) = ready(1)
    thursday = MONDAY - timedelta(days=4)
    log = [entry(one, occurrence(slot, day)) for day in (thursday, thursday + timedelta(1)) for slot in ("morning",)]
    found = proposed([one], log=log, peak=campaign(MONDAY, FRIDAY, stale_after=3, quota=Obligation(1)))
    assert found.picks[0].occurrence.day == MONDAY
    assert len([pick for pick in found.picks if pick.occurrence.day < thursday + timedelta(7)]) == 1


def test_without_an_approved_bulletin_on_the_topic_the_gap_names_that():
    pending = replace(ready(1)[0], status=Status.PENDING)
    other = ready(1, topic=Topic.T17)[0]
    found = proposed([pending, other], peak=campaign(MONDAY, MONDAY, quota=Obligation(1, frozenset({Topic.T01}))))
    assert found.picks == ()
    assert [(gap.first, gap.why) for gap in found.gaps] == [(MONDAY, Why.NO_BULLETIN)]


def test_urgent_bulletins_and_templates_are_never_proposed():
    urgent = bulletin("Ngập", topic=Topic.T01, priority=Priority.URGENT)
    template = replace(bulletin("Mẫu"), template="urgent_chay")
    assert proposed([urgent, template]).picks == ()


def test_a_bulletin_longer_than_what_is_left_of_the_slot_is_not_proposed():
    found = proposed(ready(3, seconds=16 * 60))
    assert {gap.why for gap in found.gaps} == {Why.NO_ROOM}


def test_what_the_schedule_holds_already_is_not_proposed_again():
    one, two = ready(2)
    orders = [
        running_order(STATION, occurrence(slot, MONDAY), [one], [placement(one, slot)], []) for slot in sorted(BOTH)
    ]
    found = proposed([one, two], orders=orders, peak=campaign(MONDAY, MONDAY))
    assert found == Proposal((), ())


def test_the_same_bulletin_stands_once_in_a_slot():
    (one,) = ready(1)
    found = proposed([one], peak=campaign(MONDAY, MONDAY, quota=Obligation(3, slots=frozenset({"morning"}))))
    assert len(found.picks) == 1
    assert found.gaps[0].missing.plays == 2


def test_a_slot_that_has_begun_is_left_alone():
    found = proposed(ready(5), now=at("06:31"))
    assert found.picks[0].occurrence.key == "2026-11-23/evening"
    assert found.gaps[0].first == MONDAY and found.gaps[0].why is Why.NO_SLOT


def test_an_evening_gets_no_second_play_for_a_morning_that_is_over():
    quota = Obligation(2, slots=BOTH)
    found = proposed(ready(5), now=at("08:00"), peak=campaign(MONDAY, MONDAY, quota=quota))
    assert [one.occurrence.slot.id for one in found.picks] == ["evening"]
    assert (found.gaps[0].missing.airings, found.gaps[0].why) == (1, Why.NO_SLOT)


def test_a_policy_of_one_session_gets_one_session():
    one_session = station(policy=policy(sessions_per_day=1))
    found = proposed(ready(5), of=one_session, peak=campaign(MONDAY, MONDAY, quota=Obligation(2)))
    assert {pick.occurrence.slot.id for pick in found.picks} == {"morning"}
    assert len(found.picks) == 2


def test_a_slot_outside_the_policys_windows_is_not_used():
    early = Slot("early", "Sáng sớm", time(5, 15), timedelta(minutes=15), ("all",))
    odd = station(slots=(early,))
    found = proposed(ready(3), of=odd, now=at("05:00"), peak=campaign(MONDAY, MONDAY, quota=Obligation(1)))
    assert found.picks == () and found.gaps[0].why is Why.NO_ROOM


def test_a_weekly_quota_is_spread_over_the_week():
    found = proposed(ready(5), peak=campaign(MONDAY, FRIDAY, quota=Obligation(3, per=Per.WEEK)))
    assert len(found.picks) == 3 and not found.gaps
    assert len({pick.occurrence.key for pick in found.picks}) == 3


def test_minutes_are_filled_as_well_as_plays():
    found = proposed(ready(6), peak=campaign(MONDAY, MONDAY, quota=Obligation(0, minutes=4)))
    assert len(found.picks) == 4


def test_r7_a_columns_topic_goes_first_into_its_slot():
    fraud, good = ready(1)[0], ready(1, topic=Topic.T17)[0]
    column = Column(UUID(int=3), "Người tốt, việc tốt", 0, "evening", "Mời bà con nghe", Topic.T17, MONDAY)
    found = proposed([fraud, good], columns=[column], peak=campaign(MONDAY, MONDAY))
    told = {pick.occurrence.slot.id: (pick.bulletin.id, pick.column) for pick in found.picks}
    assert told["evening"] == (good.id, "Người tốt, việc tốt")


@settings(max_examples=60, deadline=None)
@given(
    lengths=st.lists(st.integers(20, 1000), max_size=7),
    plays=st.integers(0, 5),
    slots=st.frozensets(st.sampled_from(["morning", "evening"])),
    minutes=st.integers(0, 12),
    stale=st.integers(1, 5),
    per=st.sampled_from(list(Per)),
)
def test_whatever_is_asked_the_rules_hold_and_what_is_lacking_is_told(
    lengths: list[int], plays: int, slots: frozenset[str], minutes: int, stale: int, per: Per
):
    known = [bulletin(f"B{number}", seconds) for number, seconds in enumerate(lengths)]
    peak = campaign(MONDAY, FRIDAY, quota=Obligation(plays, slots=slots, minutes=minutes, per=per), stale_after=stale)
    found = proposed(known, peak=peak)
    coming = [
        Foreseen(one.occurrence.key, one.bulletin.script.topic, one.starts, one.bulletin.rendition.duration)
        for one in found.picks
    ]
    days = sorted({MONDAY + timedelta(number) for number in range(5)})
    _fresh_and_fitting(found, stale)
    for day in days:
        told = standing(peak, STATION, [], coming, day, DAWN)
        gap = any(gap.first <= day <= gap.last for gap in found.gaps)
        assert bool(told.unplanned) == gap or told.state in (State.MET, State.NOT_MET)


def _fresh_and_fitting(found: Proposal, stale: int) -> None:
    by_day: dict[UUID, list[date]] = {}
    for pick in found.picks:
        by_day.setdefault(pick.bulletin.id, []).append(pick.occurrence.day)
        assert pick.starts + pick.bulletin.rendition.duration <= pick.occurrence.ends
    assert all(len(each) <= stale for each in by_day.values())  # five days lie within seven
    assert len({(pick.occurrence.key, pick.bulletin.id) for pick in found.picks}) == len(found.picks)
