"""Orders at once: within three seconds from any phase, as often as ordered, and what they cut into goes on."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from broadcaster.airing import Outcome, Reason
from broadcaster.guard import Permit
from broadcaster.office import newsroom
from broadcaster.placement import OrderState
from broadcaster.speakers import LEADING_SILENCE
from tests.builders import at
from tests.ward import open_ward

SECOND = timedelta(seconds=1)
TICK = timedelta(milliseconds=500)


@pytest.fixture
def ward(tmp_path):
    return open_ward(tmp_path, at("06:20"))


def run(ward, until, playout=None):
    """The daemon's thread of one zone: it looks every half second."""
    playout = playout or ward.playout()
    while ward.clock.now() < at(until):
        if not playout.turn():
            ward.clock.wait(TICK)
    return playout


def urgent(ward, of, **more):
    return ward.store.order_now(of.id, True, None, ward.minh, ward.clock.now(), **more)


PHASES = [
    -300.0,
    -60.0,
    -9.0,
    -8.2,
    -7.9,
    -5.0,
    -2.0,
    -1.0,
    -0.3,
    -0.1,
    0.1,
    0.4,
    1.0,
    7.7,
    20.0,
    59.2,
    60.4,
    62.0,
    63.5,
    400.0,
]
"""Seconds from the slot's second: idle, arming, armed, sounding, between two items, after the programme."""


@pytest.mark.parametrize("phase", PHASES)
def test_an_urgent_order_sounds_within_three_seconds_whatever_is_going_on(ward, phase):
    ward.ready("a", 60)
    ward.ready("b", 60)
    alarm = ward.approved("Lũ về", 20)
    given = at("06:30") + phase * SECOND
    ward.clock.at(given, lambda: urgent(ward, alarm))
    run(ward, "06:33" if phase < 300 else "06:38")
    (said,) = [sound for sound in ward.speakers.sounds if sound.cue.sha256 == alarm.rendition.sha256]
    assert timedelta() < said.since + LEADING_SILENCE - given <= 3 * SECOND
    entries = {}
    for entry in ward.log():
        entries.setdefault(entry.title, []).append(entry)
    assert [entry.outcome for entry in entries["Lũ về"]] == [Outcome.COMPLETE]
    for title in "ab":
        assert entries[title][-1].outcome is Outcome.COMPLETE, "the programme goes on afterwards"
        assert all(entry.outcome is Outcome.CUT_IN for entry in entries[title][:-1])
        assert sum(entry.outcome.was_heard for entry in entries[title]) == 1, "both parts count as heard once"
    sounds = ward.speakers.sounds
    assert all(earlier.until <= later.since for earlier, later in pairwise(sounds))


def test_it_is_said_as_often_as_ordered_with_its_gap_and_each_time_is_an_airing(ward):
    alarm = ward.approved("Lũ về", 20)
    order = urgent(ward, alarm, repeats=3, gap=10 * SECOND)
    run(ward, "06:25")
    assert [(entry.attempt, entry.outcome, entry.occurrence) for entry in ward.log()] == [
        (number, Outcome.COMPLETE, order.occurrence_key) for number in (1, 2, 3)
    ]
    starts = [entry.started for entry in ward.log()]
    assert [later - earlier for earlier, later in pairwise(starts)] == [30 * SECOND] * 2
    assert ward.store.order(order.id).state is OrderState.DONE


def test_nothing_of_the_slot_sounds_between_two_repetitions(ward):
    ward.ready("thường", 60)
    alarm = ward.approved("Lũ về", 20)
    ward.clock.at(at("06:30:10"), lambda: urgent(ward, alarm, repeats=3, gap=20 * SECOND))
    run(ward, "06:34")
    assert [entry.title for entry in ward.log()] == ["thường", "Lũ về", "Lũ về", "Lũ về", "thường"]


def test_what_is_not_to_be_resumed_stays_cut_and_says_so(ward):
    ward.ready("thường", 60)
    alarm = ward.approved("Lũ về", 20)
    ward.clock.at(at("06:30:10"), lambda: urgent(ward, alarm, resume=False))
    run(ward, "06:34")
    cut, said = ward.log()
    assert (cut.outcome, cut.reason) == (Outcome.CUT_IN, Reason.URGENT_DROPPED)
    assert said.title == "Lũ về"


def test_the_rest_that_no_longer_fits_its_slot_stays_cut(ward):
    ward.ready("thường", 800)
    alarm = ward.approved("Lũ về", 120)
    ward.clock.at(at("06:40"), lambda: urgent(ward, alarm))
    run(ward, "06:43")
    assert [(entry.title, entry.outcome) for entry in ward.log()] == [
        ("thường", Outcome.CUT_IN),
        ("Lũ về", Outcome.COMPLETE),
    ]


def test_two_parts_that_were_not_all_heard_do_not_count_as_heard(ward):
    ward.ready("thường", 120)
    alarm = ward.approved("Lũ về", 20)

    def mute():
        ward.speakers.faults.muted = True

    def unmute():
        ward.speakers.faults.muted = False

    ward.clock.at(at("06:30:30"), mute)
    ward.clock.at(at("06:30:55"), lambda: urgent(ward, alarm))
    ward.clock.at(at("06:30:56"), unmute)
    run(ward, "06:34")
    rest = [entry for entry in ward.log() if entry.title == "thường"][-1]
    heard = sum((entry.heard for entry in ward.log() if entry.title == "thường"), timedelta())
    assert rest.outcome.was_heard == (heard >= 0.95 * 120 * SECOND)


def test_a_stop_ends_an_order_with_all_its_repetitions(ward):
    alarm = ward.approved("Lũ về", 20)
    order = urgent(ward, alarm, repeats=5)
    ward.clock.at(ward.clock.now() + 30 * SECOND, lambda: newsroom.stop(ward.store, ward.lan, ward.clock.now()))
    run(ward, "06:25")
    assert [entry.outcome for entry in ward.log()] == [Outcome.COMPLETE, Outcome.STOPPED]
    assert ward.store.order(order.id).state is OrderState.DONE


def test_a_stop_in_the_gap_between_two_repetitions_ends_the_order_too(ward):
    alarm = ward.approved("Lũ về", 20)
    urgent(ward, alarm, repeats=2, gap=60 * SECOND)
    ward.clock.at(ward.clock.now() + 50 * SECOND, lambda: newsroom.stop(ward.store, ward.lan, ward.clock.now()))
    run(ward, "06:25")
    assert [(entry.attempt, entry.outcome, entry.reason) for entry in ward.log()] == [
        (1, Outcome.COMPLETE, Reason.NONE),
        (2, Outcome.STOPPED, Reason.BY_PERSON),
    ]


def test_a_correction_ordered_right_after_a_stop_is_said(ward):
    alarm, correction = ward.approved("Lũ về", 40), ward.approved("Đính chính", 10)
    urgent(ward, alarm, repeats=3)

    def take_back():
        newsroom.stop(ward.store, ward.minh, ward.clock.now())
        urgent(ward, correction)

    when = ward.clock.now() + 20 * SECOND
    ward.clock.at(when, take_back)
    run(ward, "06:25")
    cut, said = ward.log()
    assert (cut.outcome, said.title, said.outcome) == (Outcome.STOPPED, "Đính chính", Outcome.COMPLETE)
    assert said.started - when <= 3 * SECOND


def test_an_order_stopped_before_anybody_took_it_never_sounds(ward):
    alarm = ward.approved("Lũ về", 20)
    playout = run(ward, "06:20:10")
    urgent(ward, alarm)
    ward.clock.wait(SECOND / 10)
    newsroom.stop(ward.store, ward.minh, ward.clock.now())
    run(ward, "06:21", playout)
    (entry,) = ward.log()
    assert (entry.outcome, entry.detail) == (Outcome.STOPPED, "Trần Văn Minh")
    assert not ward.speakers.sounds


def test_an_old_cry_to_stop_from_a_clock_that_ran_ahead_bars_no_order(ward):
    ward.store.ask_stop(ward.tung, at("06:20", date(2030, 1, 7)))
    alarm = ward.approved("Lũ về", 20)
    urgent(ward, alarm)
    run(ward, "06:25")
    assert [entry.outcome for entry in ward.log()] == [Outcome.COMPLETE]


def test_an_order_nobody_could_take_for_long_is_not_sprung_on_the_street(ward):
    alarm = ward.approved("Lũ về", 20)
    order = urgent(ward, alarm)
    ward.clock.wait(timedelta(minutes=6))
    run(ward, "06:30")
    (entry,) = ward.log()
    assert (entry.outcome, entry.reason) == (Outcome.MISSED, Reason.STATION_OFF)
    assert ward.store.order(order.id).state is OrderState.REFUSED


def test_an_order_that_may_not_sound_interrupts_nothing(tmp_path):
    from tests.builders import policy, station

    ward = open_ward(
        tmp_path, at("06:20"), station(policy=policy(quiet_from=at("06:31").time(), quiet_until=at("07:00").time()))
    )
    ward.ready("thường", 50)
    alarm = ward.approved("Vỡ đê", 40)
    ward.clock.at(at("06:30:25"), lambda: urgent(ward, alarm))
    run(ward, "06:33")
    assert {(entry.title, entry.outcome) for entry in ward.log()} == {
        ("Vỡ đê", Outcome.OUT_OF_HOURS),
        ("thường", Outcome.COMPLETE),
    }


def test_repetitions_do_not_run_into_quiet_hours_without_a_permit(ward):
    alarm = ward.approved("Vỡ đê", 40)
    ward.clock.to(at("20:58:30"))
    urgent(ward, alarm, repeats=4)
    run(ward, "21:10")
    assert [entry.outcome for entry in ward.log()] == [Outcome.COMPLETE, Outcome.COMPLETE, Outcome.OUT_OF_HOURS]
    assert max(sound.until for sound in ward.speakers.sounds) <= at("21:00")


def test_with_a_permit_they_do(ward):
    alarm = ward.approved("Vỡ đê", 40)
    ward.clock.to(at("20:58:30"))
    ward.store.order_now(alarm.id, True, Permit("Minh", "vỡ đê"), ward.minh, ward.clock.now(), repeats=4)
    run(ward, "21:10")
    assert [entry.outcome for entry in ward.log()] == [Outcome.COMPLETE] * 4


def test_an_order_half_said_when_the_daemon_died_goes_on_with_the_next_repetition(ward):
    from broadcaster.air.settling import settle_open

    class Killed(BaseException):
        pass

    def kill():
        raise Killed

    alarm = ward.approved("Lũ về", 20)
    order = urgent(ward, alarm, repeats=3)
    ward.during[5.0] = kill
    with pytest.raises(Killed):
        run(ward, "06:25")
    ward.clock.wait(3 * SECOND)
    settle_open(ward.store, ward.clock.now(), ("all",))
    run(ward, "06:27")
    assert [(entry.attempt, entry.outcome) for entry in ward.log()] == [
        (1, Outcome.PARTIAL),
        (2, Outcome.COMPLETE),
        (3, Outcome.COMPLETE),
    ]
    assert ward.store.order(order.id).state is OrderState.DONE


def test_orders_that_are_not_urgent_keep_to_the_minutes_of_the_day_and_leave_the_slots_theirs(ward):
    long = ward.approved("dài", 14 * 60)
    ward.clock.to(at("07:00"))
    for _ in range(3):
        newsroom.air_now(ward.store, ward.tung, long.id, ward.clock.now())
    run(ward, "07:45")
    assert [(entry.outcome, entry.reason) for entry in ward.log()] == [
        (Outcome.COMPLETE, Reason.NONE),
        (Outcome.OUT_OF_HOURS, Reason.OVER_CAP),
        (Outcome.OUT_OF_HOURS, Reason.OVER_CAP),
    ]
