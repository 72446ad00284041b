"""Faults: on the screen while they last, gone by themselves."""

from datetime import timedelta

import pytest
from sqlalchemy import event

from broadcaster.air.faults import Faults, look_at_devices
from broadcaster.air.ledger import ON_AIR, Ledger
from broadcaster.airing import Outcome, Reason
from broadcaster.speakers import Played
from broadcaster.store import Store
from tests.broadcaster.air.locking import held
from tests.builders import at, station
from tests.ward import open_ward


@pytest.fixture
def ward(tmp_path):
    return open_ward(tmp_path)


def codes(ward):
    return [fault.code for fault in ward.store.faults()]


def look(ward):
    look_at_devices(ward.store, ward.station, ward.speakers, ward.clock.now())


def test_a_missing_device_is_shown_and_its_return_clears_it(ward):
    ward.speakers.faults.no_device = True
    look(ward)
    assert codes(ward) == ["no_device"]
    ward.speakers.faults.no_device = False
    look(ward)
    assert codes(ward) == []


def test_a_muted_device_is_shown_until_it_is_unmuted(ward):
    ward.speakers.faults.muted = True
    look(ward)
    assert codes(ward) == ["muted"]
    ward.speakers.faults.muted = False
    look(ward)
    assert codes(ward) == []


def test_a_zone_whose_own_device_is_not_there_is_a_fault_even_if_another_device_is(ward):
    from broadcaster.station import Zone

    ward.station = station(zones=(Zone("all", "Toàn phường", "usb-card"),))
    look(ward)
    assert [(fault.code, fault.detail) for fault in ward.store.faults()] == [("no_device", "usb-card")]


def test_a_missing_file_is_a_fault_until_a_play_is_heard_again(ward):
    ward.ready("mất tệp")
    lengths, ward.speakers.lengths = ward.speakers.lengths, {}
    ward.until(at("06:50"))
    assert codes(ward) == ["no_sound_file"]
    ward.speakers.lengths = lengths
    good = ward.approved("đủ")
    ward.placed(good, "evening")
    ward.until(at("17:40"))
    assert codes(ward) == []


def test_every_fault_the_air_can_raise_has_its_vietnamese_words():
    from broadcaster.air import hooks
    from broadcaster.air.faults import OF_A_PLAY, OF_THE_DEVICE
    from broadcaster.air.lookout import FILES, ROOM
    from web.words import FAULT

    wanted = {reason.value for reason in (*OF_A_PLAY, *OF_THE_DEVICE)} | {"clock_wrong", "daemon_defect"}
    wanted |= {"disk_full", "ledger_unreadable", "nothing_planned", "ear_deaf", "not_quiet", hooks.FAULT, *FILES, *ROOM}
    assert wanted <= FAULT.keys()


def test_what_is_clear_is_not_asked_of_the_database_again_and_what_another_process_raised_is_cleared(ward, tmp_path):
    ledger = Ledger(ward.store, tmp_path / "ledger", ward.clock)
    ledger.clear_fault("muted")
    asked = []
    event.listen(ward.store._engine, "before_cursor_execute", lambda *told: asked.append(told[2]))
    for code in ("muted", "silent", "no_ear"):
        ledger.clear_fault(code)
    assert asked == []
    ward.store.raise_fault("muted", "card", ward.clock.now())
    ledger.clear_fault("muted")
    assert codes(ward) == []


def test_a_fault_that_could_not_be_put_up_yet_is_taken_down_all_the_same(ward, tmp_path):
    ledger = Ledger(Store(f"sqlite:///{tmp_path / 'station.db'}", ward.station.id, ON_AIR), tmp_path / "l", ward.clock)
    assert ledger.faults() == []
    with held(tmp_path / "station.db"):
        ledger.raise_fault("muted", "card", ward.clock.now())
        ledger.clear_fault("muted")
    ward.clock.wait(timedelta(seconds=10))
    assert ledger.flush()
    assert codes(ward) == []


def played(outcome, reason=Reason.NONE):
    minute = timedelta(minutes=1)
    heard = minute if outcome is Outcome.COMPLETE else timedelta()
    return Played(at("06:30"), at("06:31"), minute, minute, heard, outcome, reason, "", "card")


@pytest.mark.parametrize("reason", [Reason.NO_EAR, Reason.SILENT, Reason.NO_DEVICE])
def test_a_fault_of_one_zone_stays_until_that_zone_is_heard_whatever_the_others_play(ward, reason):
    faults, now = Faults(), ward.clock.now()
    faults.after_play(ward.store, "south", played(Outcome.FAILED, reason), "a", now)
    faults.after_play(ward.store, "north", played(Outcome.FAILED, reason), "a", now)
    faults.after_play(ward.store, "north", played(Outcome.COMPLETE), "a", now)
    assert codes(ward) == [reason.value]
    faults.after_play(ward.store, "south", played(Outcome.COMPLETE), "b", now)
    assert codes(ward) == []


def test_what_a_look_has_shown_of_another_zones_device_no_play_takes_down(ward):
    ward.speakers.faults.no_device = True
    look(ward)
    Faults().after_play(ward.store, "north", played(Outcome.COMPLETE), "a", ward.clock.now())
    assert codes(ward) == ["no_device"]
    ward.speakers.faults.no_device = False
    look(ward)
    assert codes(ward) == []


def test_what_a_former_life_raised_of_a_play_goes_with_the_next_one_that_is_heard(ward):
    ward.store.raise_fault("silent", "a", ward.clock.now())
    Faults().after_play(ward.store, "all", played(Outcome.COMPLETE), "b", ward.clock.now())
    assert codes(ward) == []
