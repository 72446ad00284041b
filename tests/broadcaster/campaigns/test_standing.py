"""How a day stands (R1, R2), and a week; what is missing, and until when it can be made good."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from broadcaster.airing import Outcome
from broadcaster.bulletin import Topic
from broadcaster.campaign import Obligation, Per, Shortfall
from broadcaster.campaigns import Foreseen, State, grid, standing
from tests.broadcaster.campaigns.terms_of import BOTH, airing, campaign, moment
from tests.builders import MONDAY, at, occurrence, station

STATION = station()
TUESDAY = MONDAY + timedelta(days=1)


def test_one_morning_and_one_evening_meet_the_day():
    day = standing(campaign(), STATION, [airing(), airing(slot="evening")], [], MONDAY, at("20:00"))
    assert (day.state, day.plays, day.heard) == (State.MET, 2, timedelta(minutes=3))
    assert not day.missing


def test_r2_after_the_morning_the_evening_can_still_save_the_day_until_its_end():
    day = standing(campaign(), STATION, [airing()], [], MONDAY, at("08:00"))
    assert day.state is State.POSSIBLE
    assert day.missing == Shortfall(0, timedelta(), frozenset({"evening"}))
    assert day.missing.airings == 1
    assert [one.slot.id for one in day.chances] == ["evening"]
    assert day.until == at("17:30")
    assert day.needs_somebody


def test_what_is_in_the_schedule_needs_nobody_but_is_not_met_yet():
    evening = occurrence("evening")
    coming = [Foreseen(evening.key, Topic.T01, evening.starts, timedelta(minutes=1))]
    day = standing(campaign(), STATION, [airing()], coming, MONDAY, at("08:00"))
    assert day.state is State.POSSIBLE
    assert not day.unplanned and day.missing
    assert not day.needs_somebody


def test_a_slot_that_is_over_cannot_be_made_good():
    day = standing(campaign(), STATION, [], [], MONDAY, at("08:00"))
    assert day.state is State.NOT_MET
    assert [one.slot.id for one in day.chances] == ["evening"]  # still worth an airing


def test_without_named_slots_any_slot_saves_the_day_to_the_last_minute():
    one = campaign(quota=Obligation(1))
    assert standing(one, STATION, [], [], MONDAY, at("17:29")).state is State.POSSIBLE
    assert standing(one, STATION, [], [], MONDAY, at("17:30")).state is State.NOT_MET


def test_minutes_that_no_longer_fit_are_lost():
    one = campaign(quota=Obligation(0, minutes=20))
    assert standing(one, STATION, [], [], MONDAY, at("06:00")).state is State.POSSIBLE
    assert standing(one, STATION, [], [], MONDAY, at("08:00")).state is State.NOT_MET
    assert standing(one, STATION, [airing(minutes=6)], [], MONDAY, at("08:00")).state is State.POSSIBLE


def test_days_without_programme_and_days_it_is_not_due_are_neither_met_nor_missed():
    saturday = MONDAY + timedelta(days=5)
    assert standing(campaign(), STATION, [], [], saturday, at("08:00", saturday)).state is State.OFF
    mondays = campaign(quota=Obligation(1, weekdays=frozenset({0})))
    assert standing(mondays, STATION, [], [], TUESDAY, at("08:00", TUESDAY)).state is State.OFF


def test_a_failed_airing_and_another_topic_do_not_count():
    one = campaign(quota=Obligation(1, frozenset({Topic.T13})))
    told = [airing(outcome=Outcome.FAILED, topic=Topic.T13), airing(topic=Topic.T01)]
    assert standing(one, STATION, told, [], MONDAY, at("20:00")).plays == 0


def test_r16_one_airing_counts_for_every_campaign_it_serves():
    told = [airing(topic=Topic.T01)]
    fraud = campaign(quota=Obligation(1, frozenset({Topic.T01, Topic.T02})))
    everything = campaign(quota=Obligation(1))
    found = [standing(one, STATION, told, [], MONDAY, at("20:00")).state for one in (fraud, everything)]
    assert found == [State.MET, State.MET]


def test_a_weekly_quota_is_counted_from_monday_to_sunday():
    weekly = campaign(quota=Obligation(3, per=Per.WEEK))
    told = [airing(), airing(TUESDAY), airing(TUESDAY, "evening")]
    found = grid(weekly, STATION, told, [], at("20:00", TUESDAY))
    assert [one.state for one in found.weeks] == [State.MET, State.AHEAD]
    assert len(found.days) == 12
    assert found.judged == found.weeks
    short = grid(weekly, STATION, told[:1], [], moment("2026-11-29 20:00"))
    assert short.weeks[0].state is State.NOT_MET
    assert short.weeks[0].missing.plays == 2


def test_the_grid_tells_each_day_of_the_campaign():
    told = [airing(), airing(slot="evening"), airing(TUESDAY)]
    wednesday = MONDAY + timedelta(days=2)
    found = grid(campaign(), STATION, told, [], at("06:00", wednesday))
    states = [one.state for one in found.days]
    assert states[:6] == [State.MET, State.NOT_MET, State.POSSIBLE, State.AHEAD, State.AHEAD, State.OFF]
    assert found.number(State.MET) == 1


@given(
    plays=st.integers(0, 6),
    slots=st.frozensets(st.sampled_from(["morning", "evening"])),
    heard=st.lists(st.sampled_from(["morning", "evening"]), max_size=8),
    hour=st.integers(0, 23),
)
def test_a_day_is_met_exactly_when_nothing_is_missing(plays: int, slots: frozenset[str], heard: list[str], hour: int):
    one = campaign(quota=Obligation(plays, slots=slots))
    told = [airing(slot=slot) for slot in heard]
    day = standing(one, STATION, told, [], MONDAY, at(f"{hour:02d}:00"))
    counted = [slot for slot in heard if not slots or slot in slots]
    enough = len(counted) >= plays and slots <= set(counted)
    assert (day.state is State.MET) == enough == (not day.missing)
    if day.state is State.POSSIBLE:
        assert day.chances and day.missing.slots <= {each.slot.id for each in day.chances}
    if day.until is not None:
        assert day.until > at(f"{hour:02d}:00")


def test_both_is_what_the_default_reading_of_r1_asks():
    assert Obligation(1, slots=BOTH).lacking([]).airings == 2
    assert date(2026, 11, 23) == MONDAY
