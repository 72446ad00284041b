"""What is not played: withdrawn, changed, without a device, on a wrong clock; and nothing silent counts as heard."""

from datetime import date, time, timedelta
from pathlib import Path

from broadcaster.airing import Outcome, Reason
from broadcaster.office import newsroom
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


def test_where_no_device_is_found_it_is_tried_once_more_and_then_left(ward: Ward) -> None:
    ward.ready()
    ward.speakers.faults.no_device = True
    ward.until(at("06:50"))
    assert [(entry.attempt, entry.outcome, entry.reason) for entry in ward.log()] == [
        (1, Outcome.FAILED, Reason.NO_DEVICE),
        (2, Outcome.FAILED, Reason.NO_DEVICE),
    ]


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
