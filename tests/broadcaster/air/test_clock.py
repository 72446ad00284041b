"""The wall clock set forward, set back or wrong altogether: nothing twice, nothing at random, and it is said so."""

from datetime import UTC, date, datetime, timedelta

import pytest

from broadcaster.air.settling import settle_slots
from broadcaster.airing import Outcome, Reason
from broadcaster.placement import OrderState
from tests.builders import at
from tests.ward import open_ward

SECOND = timedelta(seconds=1)


@pytest.fixture
def ward(tmp_path):
    return open_ward(tmp_path, at("06:29:30"))


def live(ward, seconds, playout=None):
    """The daemon for so many seconds of real time."""
    playout = playout or ward.playout()
    ends = ward.clock.monotonic() + seconds
    while ward.clock.monotonic() < ends:
        if not playout.turn():
            ward.clock.wait(SECOND)
    return playout


STEPS = {
    "one minute on": timedelta(minutes=1),
    "one minute back": timedelta(minutes=-1),
    "one hour on": timedelta(hours=1),
    "one hour back": timedelta(hours=-1),
    "one day on": timedelta(days=1),
    "one day back": timedelta(days=-1),
    "the year 2000": datetime(2000, 1, 1, tzinfo=UTC) - at("06:30"),
    "a few seconds on": timedelta(seconds=4),
    "one second back": timedelta(seconds=-1),
}


@pytest.mark.parametrize("moment", [-20, -4, 15, 75], ids=["before", "armed", "sounding", "after"])
@pytest.mark.parametrize("step", STEPS)
def test_a_step_of_the_clock_makes_nothing_sound_twice_and_leaves_nothing_unexplained(ward, step, moment):
    one = ward.ready("a", 60)
    ward.clock.at(at("06:30") + moment * SECOND, lambda: ward.clock.step(STEPS[step]))
    playout = live(ward, 200)
    ward.clock.step(-STEPS[step])
    live(ward, 800, playout)
    settle_slots(ward.store, ward.station, ward.clock.now(), at("06:00"), playout.sight.jumps)
    mine = [entry for entry in ward.log() if entry.bulletin == one.id and entry.occurrence == "2026-11-23/morning"]
    assert sum(bool(entry.heard) for entry in mine) <= 1
    assert len({entry.attempt for entry in mine}) == len(mine)
    stretches = [sound for sound in ward.speakers.sounds if sound.until - sound.since > SECOND]
    assert len(stretches) <= 2
    if moment == 75:
        assert [entry.outcome for entry in mine] == [Outcome.COMPLETE]


def test_a_clock_set_forward_over_the_slot_leaves_it_missed_because_of_the_clock(ward):
    ward.ready("a", 60)
    settle_slots(ward.store, ward.station, ward.clock.now(), at("06:00"))
    playout = live(ward, 5)
    ward.clock.step(timedelta(hours=1))
    live(ward, 5, playout)
    settle_slots(ward.store, ward.station, ward.clock.now(), at("06:00"), playout.sight.jumps)
    (entry,) = ward.log()
    assert (entry.outcome, entry.reason) == (Outcome.MISSED, Reason.CLOCK_WRONG)
    assert not ward.speakers.sounds


def test_armed_when_the_clock_is_set_forward_a_little_it_sounds_at_once_and_once(ward):
    ward.ready("a", 60)
    ward.clock.at(at("06:29:57"), lambda: ward.clock.step(timedelta(seconds=20)))
    live(ward, 100)
    assert [entry.outcome for entry in ward.log() if entry.heard] == [Outcome.COMPLETE]
    assert at("06:30:17") <= ward.speakers.sounds[-1].since <= at("06:30:21")


def test_armed_when_the_clock_is_set_back_an_hour_it_waits_for_its_slot(ward):
    ward.ready("a", 60)
    ward.clock.at(at("06:29:57"), lambda: ward.clock.step(timedelta(hours=-1)))
    playout = live(ward, 60)
    assert not [sound for sound in ward.speakers.sounds if sound.until > sound.since]
    assert ward.clock.now() < at("06:00")
    live(ward, 3700, playout)
    assert [entry.outcome for entry in ward.log()][-1] is Outcome.COMPLETE
    assert ward.log()[-1].started == at("06:30")


def test_an_urgent_order_is_aired_though_the_clock_is_wrong_and_the_log_says_so(ward):
    alarm = ward.approved("Lũ về", 20)
    ward.clock.step(datetime(2000, 1, 1, 5, 0, tzinfo=UTC) - ward.clock.now())
    order = ward.store.order_now(alarm.id, True, None, ward.minh, ward.clock.now())
    live(ward, 60)
    (entry,) = ward.log()
    assert (entry.outcome, entry.detail[:19]) == (Outcome.COMPLETE, "the clock was wrong")
    assert [fault.code for fault in ward.store.faults()] == ["clock_wrong"]
    assert ward.store.order(order.id).state is OrderState.DONE


def test_an_order_that_is_not_urgent_is_refused_while_the_clock_is_wrong(ward):
    one = ward.approved("thường", 20)
    ward.clock.step(datetime(2000, 1, 3, 0, 0, tzinfo=UTC) - ward.clock.now())
    ward.store.order_now(one.id, False, None, ward.tung, ward.clock.now())
    live(ward, 60)
    (entry,) = ward.log()
    assert (entry.outcome, entry.reason) == (Outcome.MISSED, Reason.CLOCK_WRONG)


def test_a_log_from_a_clock_that_ran_ahead_bars_the_programme_until_a_person_says_the_clock_is_right(ward):
    one = ward.ready("a", 30)
    ward.clock.step(at("06:29:40", date(2026, 12, 7)) - ward.clock.now())
    live(ward, 60)
    ward.clock.step(at("06:29:40", date(2026, 11, 24)) - ward.clock.now())
    live(ward, 60)
    assert [fault.code for fault in ward.store.faults()] == ["clock_wrong"]
    assert [entry.occurrence for entry in ward.log()] == ["2026-12-07/morning"]
    ward.store.trust_clock()
    live(ward, 60)
    assert {entry.occurrence for entry in ward.log()} == {"2026-12-07/morning", "2026-11-24/morning"}
    assert ward.store.faults() == [] and one.id


def test_slots_missed_by_a_clock_that_ran_ahead_may_still_sound_when_it_is_set_right(ward):
    ward.ready("a", 30)
    settle_slots(ward.store, ward.station, ward.clock.now(), at("06:00"))
    playout = live(ward, 3)
    ward.clock.step(timedelta(hours=1))
    playout.turn()
    settle_slots(ward.store, ward.station, ward.clock.now(), at("06:00"), playout.sight.jumps)
    ward.clock.step(timedelta(hours=-1))
    ward.store.trust_clock()
    live(ward, 100, playout)
    assert [(entry.attempt, entry.outcome) for entry in ward.log()] == [(1, Outcome.MISSED), (2, Outcome.COMPLETE)]


def test_settling_goes_on_from_where_the_clock_was_put_back_to(ward):
    ward.ready("a", 30)
    ward.store.set_mark("settled_until", at("06:00", date(2027, 1, 4)).isoformat())
    settle_slots(ward.store, ward.station, ward.clock.now(), at("06:00"))
    ward.clock.to(at("06:50"))
    assert settle_slots(ward.store, ward.station, ward.clock.now(), at("06:00")) == 1
