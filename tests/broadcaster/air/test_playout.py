"""On air: what is due sounds once, at its second, and what a listener heard stands in the log."""

from datetime import date, timedelta

import pytest

from broadcaster.airing import Outcome, Reason
from broadcaster.errors import StoreBusy
from broadcaster.guard import Permit
from broadcaster.office import newsroom
from broadcaster.planning import BETWEEN
from broadcaster.speakers import LEADING_SILENCE
from tests.builders import MONDAY, at, policy, station
from tests.ward import open_ward

NEAR = timedelta(milliseconds=1)


@pytest.fixture
def ward(tmp_path):
    return open_ward(tmp_path)


def test_an_approved_bulletin_sounds_at_the_second_of_its_slot_and_is_logged(ward):
    bulletin = ward.ready()
    ward.until(at("06:50"))
    (sound,) = ward.speakers.sounds
    assert abs(sound.since + LEADING_SILENCE - at("06:30")) < NEAR
    (entry,) = ward.log()
    assert entry.outcome is Outcome.COMPLETE and entry.reason is Reason.NONE
    assert (entry.planned, entry.started) == (at("06:30"), at("06:30"))
    assert entry.heard == entry.wanted == timedelta(seconds=60)
    assert (entry.author_name, entry.approver_name, entry.operator_name) == (
        "Nguyễn Thị Lan",
        "Trần Văn Minh",
        "Lê Thanh Tùng",
    )
    assert entry.bulletin == bulletin.id and entry.sha256 == bulletin.rendition.sha256


def test_two_bulletins_follow_one_another_and_never_overlap(ward):
    ward.ready("a")
    ward.ready("b")
    ward.until(at("06:50"))
    first, second = ward.speakers.sounds
    assert BETWEEN - NEAR <= second.since + LEADING_SILENCE - first.until <= BETWEEN + timedelta(seconds=2)
    assert [entry.outcome for entry in ward.log()] == [Outcome.COMPLETE] * 2


def test_it_sounds_each_morning_once(ward):
    ward.ready()
    ward.until(at("06:50", date(2026, 11, 24)))
    assert [entry.occurrence for entry in ward.log()] == ["2026-11-23/morning", "2026-11-24/morning"]


def test_a_daemon_started_late_begins_at_once_while_the_slot_is_open(ward):
    ward.ready()
    ward.clock.to(at("06:35"))
    ward.until(at("06:50"))
    (entry,) = ward.log()
    assert at("06:35") <= entry.started <= at("06:35:03")
    assert entry.planned == at("06:30"), "the log shows that it was late"


def test_a_daemon_started_too_late_for_the_whole_bulletin_says_nothing(ward):
    ward.ready()
    ward.clock.to(at("06:44:30"))
    ward.until(at("06:50"))
    assert not ward.speakers.sounds


def test_a_restarted_daemon_does_not_speak_again(ward):
    ward.ready()
    ward.until(at("06:32"))
    ward.until(at("06:50"), ward.playout())
    assert len(ward.speakers.sounds) == 1


def test_an_airing_that_another_daemon_has_begun_is_not_played(ward):
    ward.ready()
    real = ward.store.begin_airing
    ward.store.begin_airing = lambda airing: real(airing) and real(airing)
    ward.clock.to(at("06:29:55"))
    ward.playout().turn()
    assert not ward.speakers.sounds


def test_stop_silences_within_a_watch_and_ends_the_rest_of_the_slot(ward):
    ward.ready("a")
    ward.ready("b")
    ward.during[20.0] = lambda: newsroom.stop(ward.store, ward.tung, ward.clock.now())
    ward.until(at("06:50"))
    (sound,) = ward.speakers.sounds
    assert sound.until - sound.since < timedelta(seconds=20.3)
    (entry,) = ward.log()
    assert (entry.outcome, entry.reason, entry.detail) == (Outcome.STOPPED, Reason.BY_PERSON, "Lê Thanh Tùng")
    assert timedelta(seconds=19) < entry.heard < timedelta(seconds=21)


def test_a_stop_in_the_morning_leaves_the_evening_alone(ward):
    one = ward.ready()
    ward.placed(one, "evening")
    ward.during[5.0] = lambda: newsroom.stop(ward.store, ward.lan, ward.clock.now())
    ward.until(at("17:40"))
    assert [entry.outcome for entry in ward.log()] == [Outcome.STOPPED, Outcome.COMPLETE]


def test_a_stop_is_not_lost_when_the_clock_is_put_back(ward):
    ward.ready("a")
    ward.ready("b")

    def stop_on_a_clock_put_back():
        ward.clock.step(timedelta(seconds=-90))
        newsroom.stop(ward.store, ward.tung, ward.clock.now())

    ward.during[10.0] = stop_on_a_clock_put_back
    ward.clock.to(at("06:29:58"))
    ward.until(at("06:40"))
    assert [entry.outcome for entry in ward.log()] == [Outcome.STOPPED], "the rest of the slot is silent too"


def test_an_urgent_order_cuts_in_and_is_heard_at_once(ward):
    ward.ready("thường", 120)
    alarm = ward.approved("Lũ về", 30)
    ward.during[30.0] = lambda: ward.store.order_now(alarm.id, True, None, ward.minh, ward.clock.now())
    ward.until(at("06:50"))
    cut, urgent, rest = ward.log()
    assert (cut.outcome, cut.reason) == (Outcome.CUT_IN, Reason.URGENT)
    assert cut.detail.startswith("0.0-3") and cut.detail.endswith(" s of 120.0 s")
    assert (urgent.title, urgent.outcome, urgent.priority) == ("Lũ về", Outcome.COMPLETE, "urgent")
    assert urgent.started - (cut.started + timedelta(seconds=30)) < timedelta(seconds=3)
    assert (rest.title, rest.attempt, rest.outcome) == ("thường", 2, Outcome.COMPLETE)
    first, second, third = ward.speakers.sounds
    assert first.until <= second.since and second.until <= third.since


def test_an_order_that_is_not_urgent_waits_for_its_turn(ward):
    ward.ready("thường")
    extra = ward.approved("thêm", 30)
    ward.during[10.0] = lambda: newsroom.air_now(ward.store, ward.tung, extra.id, ward.clock.now())
    ward.until(at("06:50"))
    assert [(entry.title, entry.outcome) for entry in ward.log()] == [
        ("thường", Outcome.COMPLETE),
        ("thêm", Outcome.COMPLETE),
    ]


def test_an_order_outside_the_hours_is_refused_and_logged(ward):
    extra = ward.approved()
    ward.clock.to(at("12:00"))
    newsroom.air_now(ward.store, ward.tung, extra.id, ward.clock.now())
    ward.until(at("12:01"))
    (entry,) = ward.log()
    assert (entry.outcome, entry.reason) == (Outcome.OUT_OF_HOURS, Reason.OUTSIDE_WINDOW)
    assert not ward.speakers.sounds and not ward.store.waiting_orders()


def test_only_a_permit_with_a_reason_breaks_quiet_hours(ward):
    alarm = ward.approved("Vỡ đê", 30)
    ward.clock.to(at("03:15", date(2026, 11, 24)))
    ward.store.order_now(alarm.id, True, None, ward.minh, ward.clock.now())
    ward.until(at("03:17", date(2026, 11, 24)))
    ward.store.order_now(alarm.id, True, Permit("Minh", "vỡ đê"), ward.minh, ward.clock.now())
    ward.until(at("03:19", date(2026, 11, 24)))
    assert [entry.reason for entry in ward.log()] == [Reason.QUIET_HOURS, Reason.NONE]
    assert len(ward.speakers.sounds) == 1


def test_a_withdrawn_bulletin_stays_silent(ward):
    one = ward.ready()
    newsroom.withdraw(ward.store, ward.lan, one.id, "nhầm số", ward.clock.now())
    ward.until(at("06:50"))
    assert not ward.speakers.sounds


def test_an_approval_given_while_the_slot_is_open_needs_no_message(ward):
    ward.clock.to(at("06:33"))
    ward.until(at("06:33:20"))
    ward.ready()
    ward.until(at("06:50"))
    assert [entry.outcome for entry in ward.log()] == [Outcome.COMPLETE]


def test_a_sound_changed_since_approval_is_not_played_and_its_approval_is_void(ward, tmp_path):
    one = ward.ready()
    ward.speakers.lengths.clear()
    ward.until(at("06:50"))
    (entry, *more) = ward.log()
    assert entry.outcome is Outcome.FAILED and entry.reason is Reason.NO_SOUND_FILE
    assert not ward.speakers.sounds
    assert len(more) == 1, "a missing file is tried once more"
    assert ward.store.bulletin(one.id).on_air_ready


def test_where_no_device_is_found_it_is_tried_once_more_and_then_left(ward):
    ward.ready()
    ward.speakers.faults.no_device = True
    ward.until(at("06:50"))
    assert [(entry.attempt, entry.outcome, entry.reason) for entry in ward.log()] == [
        (1, Outcome.FAILED, Reason.NO_DEVICE),
        (2, Outcome.FAILED, Reason.NO_DEVICE),
    ]


def test_a_muted_card_never_counts_as_broadcast(ward):
    ward.ready()
    ward.speakers.faults.muted = True
    ward.until(at("06:50"))
    assert all(entry.outcome is Outcome.FAILED and not entry.heard for entry in ward.log())


def test_rows_edited_by_hand_cannot_make_it_speak_at_night(tmp_path):
    from datetime import time

    from broadcaster.station import Slot

    night = station(slots=(Slot("morning", "Đêm", time(3, 15), timedelta(minutes=15), ("all",)),))
    ward = open_ward(tmp_path, at("03:00"), night)
    ward.ready()
    ward.until(at("03:40"))
    assert not ward.speakers.sounds


def test_a_clock_before_the_program_was_written_plays_nothing_and_raises_a_fault(ward):
    ward.ready()
    ward.clock.to(at("06:30", date(2026, 11, 23)))
    ward.clock.step(at("06:30", date(2020, 11, 23)) - ward.clock.now())
    assert ward.playout().turn() is False
    assert [fault.code for fault in ward.store.faults()] == ["clock_wrong"]


def test_a_clock_put_back_behind_the_log_plays_nothing_until_it_is_right(ward):
    ward.ready()
    ward.until(at("06:50"))
    ward.clock.step(timedelta(days=-3))
    assert ward.playout().turn() is False
    ward.clock.step(timedelta(days=3))
    ward.playout().turn()
    assert not ward.store.faults()


def test_a_clock_that_jumps_over_the_slot_plays_nothing(ward):
    ward.ready()
    ward.clock.step(timedelta(hours=1))
    ward.until(at("07:30"))
    assert not ward.speakers.sounds


def test_the_outcome_is_kept_while_the_database_is_locked(ward):
    ward.ready()
    real, refused = ward.store.end_airing, [3]

    def locked(*args, **kwargs):
        if refused[0]:
            refused[0] -= 1
            raise StoreBusy("locked")
        return real(*args, **kwargs)

    ward.store.end_airing = locked
    ward.until(at("06:50"))
    assert [entry.outcome for entry in ward.log()] == [Outcome.COMPLETE]


def test_the_desk_is_shown_what_sounds_and_then_that_nothing_does(ward):
    one = ward.ready()
    seen = []
    ward.during[30.0] = lambda: seen.append(ward.store.on_air())
    ward.until(at("06:50"))
    assert (seen[0][0].title, seen[0][0].state, seen[0][0].bulletin_id) == (one.script.title, "sounding", one.id)
    assert seen[0][0].heard_seconds == pytest.approx(30, abs=2)
    assert ward.store.on_air() == []


def test_a_closing_daemon_ends_the_sound_and_says_that_the_station_ended(ward):
    ward.ready()
    playout = ward.playout()

    def close():
        playout.closing = True

    ward.during[10.0] = close
    ward.clock.to(at("06:29:55"))
    playout.turn()
    (entry,) = ward.log()
    assert (entry.outcome, entry.reason) == (Outcome.PARTIAL, Reason.STATION_OFF)
    assert entry.heard < timedelta(seconds=12)


def test_the_alarm_knows_the_next_slot_over_a_weekend(ward):
    assert ward.playout().next_start(at("18:00", date(2026, 11, 27))) == at("06:30", date(2026, 11, 30))
    everyday = station(policy=policy(weekdays=frozenset()))
    ward.station = everyday
    assert ward.playout().next_start(at("18:00", MONDAY)) is None
