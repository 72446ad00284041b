"""What is not played: withdrawn, changed, without a device, on a wrong clock; and nothing silent counts as heard."""

from datetime import date, time, timedelta
from pathlib import Path

from broadcaster.airing import Outcome, Reason
from broadcaster.bulletin import Priority
from broadcaster.office import newsroom
from broadcaster.parts import MOST_PARTS
from broadcaster.placement import OrderState
from broadcaster.station import Slot
from tests.builders import at, station
from tests.ward import Ward, open_ward


def test_a_withdrawn_bulletin_stays_silent(ward: Ward) -> None:
    one = ward.ready()
    newsroom.withdraw(ward.store, ward.lan, one.id, "nhầm số", ward.clock.now())
    ward.until(at("06:50"))
    assert not ward.speakers.sounds


def test_a_sound_changed_since_approval_is_not_played_and_its_approval_is_void(ward: Ward, tmp_path: Path) -> None:
    one = ward.ready()
    ward.speakers.lengths.clear()
    ward.until(at("06:50"))
    (entry, *more) = ward.log()
    assert entry.outcome is Outcome.FAILED and entry.reason is Reason.NO_SOUND_FILE
    assert not ward.speakers.sounds
    assert len(more) == 1, "a missing file is tried once more"
    assert ward.store.bulletin(one.id).on_air_ready


def test_a_card_that_is_gone_is_told_within_seconds_and_fills_no_page_of_the_log(ward: Ward) -> None:
    for number in range(8):
        ward.ready(f"bài {number}")
    ward.speakers.faults.no_device = True
    ward.until(at("06:30:10"))
    (first,) = ward.log()
    assert (first.outcome, first.reason) == (Outcome.FAILED, Reason.NO_DEVICE)
    assert at("06:30") <= first.ended <= at("06:30:05")
    assert "no_device" in [fault.code for fault in ward.store.faults()]
    ward.until(at("06:50"))
    log = ward.log()
    assert {(entry.outcome, entry.reason) for entry in log} == {(Outcome.FAILED, Reason.NO_DEVICE)}
    assert 4 <= len(log) <= 10 and [entry.attempt for entry in log if entry.title == first.title][:3] == [1, 2, 3]
    assert max(entry.ended for entry in log) <= at("06:45:05") and not ward.speakers.sounds


def test_a_sound_server_that_is_away_for_seconds_costs_nothing(ward: Ward) -> None:
    titles = [ward.ready(title).script.title for title in ("một", "hai", "ba")]
    faults = ward.speakers.faults
    ward.clock.at(at("06:29:50"), lambda: setattr(faults, "no_device", True))
    ward.clock.at(at("06:29:57"), lambda: setattr(faults, "no_device", False))
    ward.until(at("06:50"))
    assert [(entry.title, entry.outcome) for entry in ward.log()] == [(title, Outcome.COMPLETE) for title in titles]
    assert ward.speakers.sounds[0].cue.start == at("06:30")


def test_a_device_away_between_two_items_costs_some_seconds_and_no_item(ward: Ward) -> None:
    for title in ("một", "hai", "ba", "bốn"):
        ward.ready(title, 100)
    faults = ward.speakers.faults
    ward.clock.at(at("06:31:35"), lambda: setattr(faults, "no_device", True))
    ward.clock.at(at("06:31:55"), lambda: setattr(faults, "no_device", False))
    ward.until(at("06:50"))
    heard = [entry.title for entry in ward.log() if entry.outcome is Outcome.COMPLETE]
    assert heard == ["một", "hai", "ba", "bốn"]
    assert [entry.reason for entry in ward.log() if entry.outcome is Outcome.FAILED] == [Reason.NO_DEVICE]


def test_a_stop_ends_the_waiting_for_a_device_at_once_and_for_good(ward: Ward) -> None:
    ward.ready()
    ward.speakers.faults.no_device = True
    ward.clock.at(at("06:30:02"), lambda: ward.store.ask_stop(ward.tung, ward.clock.now()))
    ward.clock.at(at("06:30:10"), lambda: setattr(ward.speakers.faults, "no_device", False))
    ward.until(at("06:50"))
    (entry,) = ward.log()
    assert (entry.outcome, entry.reason) == (Outcome.STOPPED, Reason.BY_PERSON)
    assert entry.ended < at("06:30:04") and not ward.speakers.sounds


def test_a_device_that_comes_back_too_late_for_the_item_says_nothing_after_the_slot(ward: Ward) -> None:
    ward.ready("dài", 600)
    ward.speakers.faults.no_device = True
    ward.clock.at(at("06:36"), lambda: setattr(ward.speakers.faults, "no_device", False))
    ward.until(at("06:50"))
    assert not ward.speakers.sounds
    assert {entry.reason for entry in ward.log() if entry.outcome is Outcome.FAILED} == {Reason.NO_DEVICE}


def test_an_urgent_order_survives_a_sound_server_that_restarts(ward: Ward) -> None:
    alarm = ward.approved("Cháy", 30, priority=Priority.URGENT)
    playout, now = ward.playout(), ward.clock.now()
    ward.speakers.faults.no_device = True
    ward.clock.at(now + timedelta(seconds=12), lambda: setattr(ward.speakers.faults, "no_device", False))
    ordered = ward.store.order_now(alarm.id, True, None, ward.minh, now, repeats=3)
    ward.until(now + timedelta(minutes=5), playout)
    silent, *heard = ward.log()
    assert (silent.outcome, silent.reason) == (Outcome.FAILED, Reason.NO_DEVICE)
    assert silent.ended - now < timedelta(seconds=6), "told within seconds"
    assert [entry.outcome for entry in heard] == [Outcome.COMPLETE] * 3
    assert ward.store.order(ordered.id).state is OrderState.DONE


def test_an_urgent_order_without_any_device_is_given_up_after_minutes(ward: Ward) -> None:
    alarm = ward.approved("Cháy", 30, priority=Priority.URGENT)
    playout, now = ward.playout(), ward.clock.now()
    ward.speakers.faults.no_device = True
    ordered = ward.store.order_now(alarm.id, True, None, ward.minh, now, repeats=3)
    while ward.clock.now() < now + timedelta(minutes=6):
        if not playout.turn():
            ward.clock.wait(timedelta(seconds=1))
    assert len(ward.log()) == MOST_PARTS
    assert timedelta(minutes=2) < ward.log()[-1].ended - now < timedelta(minutes=5)
    assert ward.store.order(ordered.id).state is OrderState.REFUSED


def test_a_muted_card_never_counts_as_broadcast(ward: Ward) -> None:
    ward.ready()
    ward.speakers.faults.muted = True
    ward.until(at("06:50"))
    assert all(entry.outcome is Outcome.FAILED and not entry.heard for entry in ward.log())


def test_rows_edited_by_hand_cannot_make_it_speak_at_night(tmp_path: Path) -> None:
    night = station(slots=(Slot("morning", "Đêm", time(3, 15), timedelta(minutes=15), ("all",)),))
    ward = open_ward(tmp_path, at("03:00"), night)
    ward.ready()
    ward.until(at("03:40"))
    assert not ward.speakers.sounds


def test_a_clock_before_the_program_was_written_plays_nothing_and_raises_a_fault(ward: Ward) -> None:
    ward.ready()
    ward.clock.to(at("06:30", date(2026, 11, 23)))
    ward.clock.step(at("06:30", date(2020, 11, 23)) - ward.clock.now())
    assert ward.playout().turn() is False
    assert [fault.code for fault in ward.store.faults()] == ["clock_wrong"]


def test_a_clock_put_back_behind_the_log_plays_nothing_until_it_is_right(ward: Ward) -> None:
    ward.ready()
    ward.until(at("06:50"))
    ward.clock.step(timedelta(days=-3))
    assert ward.playout().turn() is False
    ward.clock.step(timedelta(days=3))
    ward.playout().turn()
    assert not ward.store.faults()


def test_a_clock_that_jumps_over_the_slot_plays_nothing(ward: Ward) -> None:
    ward.ready()
    ward.clock.step(timedelta(hours=1))
    ward.until(at("07:30"))
    assert not ward.speakers.sounds
