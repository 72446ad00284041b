"""Orders at once: within three seconds from any phase, as often as ordered, and what they cut into goes on."""

from datetime import timedelta
from itertools import pairwise

import pytest

from broadcaster.air.settling import settle_open
from broadcaster.airing import Outcome, PlayLogEntry, Reason
from broadcaster.placement import OrderState
from broadcaster.speakers import LEADING_SILENCE
from tests.broadcaster.air.orders.ordering import SECOND, run, urgent
from tests.builders import at, sha
from tests.ward import Ward

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
def test_an_urgent_order_sounds_within_three_seconds_whatever_is_going_on(ward: Ward, phase: float) -> None:
    ward.ready("a", 60)
    ward.ready("b", 60)
    alarm = ward.approved("Lũ về", 20)
    given = at("06:30") + phase * SECOND
    ward.clock.at(given, lambda: urgent(ward, alarm))
    run(ward, "06:33" if phase < 300 else "06:38")
    (said,) = [sound for sound in ward.speakers.sounds if sound.cue.sha256 == sha(alarm)]
    assert timedelta() < said.since + LEADING_SILENCE - given <= 3 * SECOND
    entries: dict[str, list[PlayLogEntry]] = {}
    for entry in ward.log():
        entries.setdefault(entry.title, []).append(entry)
    assert [entry.outcome for entry in entries["Lũ về"]] == [Outcome.COMPLETE]
    for title in "ab":
        assert entries[title][-1].outcome is Outcome.COMPLETE, "the programme goes on afterwards"
        assert all(entry.outcome is Outcome.CUT_IN for entry in entries[title][:-1])
        assert sum(entry.outcome.was_heard for entry in entries[title]) == 1, "both parts count as heard once"
    sounds = ward.speakers.sounds
    assert all(earlier.until <= later.since for earlier, later in pairwise(sounds))


def test_it_is_said_as_often_as_ordered_with_its_gap_and_each_time_is_an_airing(ward: Ward) -> None:
    alarm = ward.approved("Lũ về", 20)
    order = urgent(ward, alarm, repeats=3, gap=10 * SECOND)
    run(ward, "06:25")
    assert [(entry.attempt, entry.outcome, entry.occurrence) for entry in ward.log()] == [
        (number, Outcome.COMPLETE, order.occurrence_key) for number in (1, 2, 3)
    ]
    starts = [entry.started for entry in ward.log() if entry.started]
    assert [later - earlier for earlier, later in pairwise(starts)] == [30 * SECOND] * 2
    assert ward.store.order(order.id).state is OrderState.DONE


def test_nothing_of_the_slot_sounds_between_two_repetitions(ward: Ward) -> None:
    ward.ready("thường", 60)
    alarm = ward.approved("Lũ về", 20)
    ward.clock.at(at("06:30:10"), lambda: urgent(ward, alarm, repeats=3, gap=20 * SECOND))
    run(ward, "06:34")
    assert [entry.title for entry in ward.log()] == ["thường", "Lũ về", "Lũ về", "Lũ về", "thường"]


def test_what_is_not_to_be_resumed_stays_cut_and_says_so(ward: Ward) -> None:
    ward.ready("thường", 60)
    alarm = ward.approved("Lũ về", 20)
    ward.clock.at(at("06:30:10"), lambda: urgent(ward, alarm, resume=False))
    run(ward, "06:34")
    cut, said = ward.log()
    assert (cut.outcome, cut.reason) == (Outcome.CUT_IN, Reason.URGENT_DROPPED)
    assert said.title == "Lũ về"


def test_the_rest_that_no_longer_fits_its_slot_stays_cut(ward: Ward) -> None:
    ward.ready("thường", 800)
    alarm = ward.approved("Lũ về", 120)
    ward.clock.at(at("06:40"), lambda: urgent(ward, alarm))
    run(ward, "06:43")
    assert [(entry.title, entry.outcome) for entry in ward.log()] == [
        ("thường", Outcome.CUT_IN),
        ("Lũ về", Outcome.COMPLETE),
    ]


def test_two_parts_that_were_not_all_heard_do_not_count_as_heard(ward: Ward) -> None:
    ward.ready("thường", 120)
    alarm = ward.approved("Lũ về", 20)

    def mute() -> None:
        ward.speakers.faults.muted = True

    def unmute() -> None:
        ward.speakers.faults.muted = False

    ward.clock.at(at("06:30:30"), mute)
    ward.clock.at(at("06:30:55"), lambda: urgent(ward, alarm))
    ward.clock.at(at("06:30:56"), unmute)
    run(ward, "06:34")
    rest = [entry for entry in ward.log() if entry.title == "thường"][-1]
    heard = sum((entry.heard for entry in ward.log() if entry.title == "thường"), timedelta())
    assert rest.outcome.was_heard == (heard >= 0.95 * 120 * SECOND)


def test_an_order_half_said_when_the_daemon_died_goes_on_with_the_next_repetition(ward: Ward) -> None:
    class Killed(BaseException):
        pass

    def kill() -> None:
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
