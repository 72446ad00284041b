"""Before the first word: a pre-roll of silence wakes the amplifier; and no sound is ever louder than its caps."""

import wave
from dataclasses import replace
from datetime import timedelta

import pytest

from broadcaster.air.ledger import Ledger
from broadcaster.air.playout import Playout
from broadcaster.air.silence import silence_of
from broadcaster.airing import Outcome
from broadcaster.office import newsroom
from broadcaster.speakers import LEADING_SILENCE
from broadcaster.speakers.seal import sealed_copy
from tests.builders import MONDAY, at, station
from tests.ward import open_ward

SECOND = timedelta(seconds=1)


@pytest.fixture
def ward(tmp_path):
    return open_ward(tmp_path, at("06:29"))


def live(ward, until, **more):
    playout = Playout(
        ward.station, Ledger(ward.store, ward.folder / "ledger", ward.clock), ward.speakers, ward.clock, **more
    )
    while ward.clock.now() < at(until):
        if not playout.turn():
            ward.clock.wait(SECOND / 2)


def test_silence_sounds_before_the_slot_once_and_the_slot_is_on_its_second(ward, tmp_path):
    silence = silence_of(10 * SECOND, tmp_path / "data")
    ward.ready("a", 20)
    ward.ready("b", 20)
    live(ward, "06:32", silence=silence)
    first, *others = ward.speakers.sounds
    assert first.cue.sha256 == silence.sha256
    assert at("06:29:45") <= first.since and at("06:29:55") <= first.until <= at("06:29:58")
    assert others[0].since + LEADING_SILENCE == at("06:30") and len(others) == 2
    assert [entry.outcome for entry in ward.log()] == [Outcome.COMPLETE] * 2, "silence is no airing"


def test_silence_gives_way_to_a_stop(ward, tmp_path):
    ward.ready("a", 20)
    ward.clock.at(at("06:29:53"), lambda: newsroom.stop(ward.store, ward.tung, ward.clock.now()))
    live(ward, "06:31", silence=silence_of(10 * SECOND, tmp_path / "data"))
    assert all(sound.until <= at("06:29:54") for sound in ward.speakers.sounds)


def test_a_late_station_does_not_wait_for_silence(ward, tmp_path):
    ward.ready("a", 20)
    ward.clock.to(at("06:31"))
    live(ward, "06:32", silence=silence_of(10 * SECOND, tmp_path / "data"))
    (sound,) = ward.speakers.sounds
    assert sound.since < at("06:31:03")


def test_the_silence_is_a_file_the_player_takes_and_holds_nothing(tmp_path):
    silence = silence_of(2.5 * SECOND, tmp_path)
    assert silence_of(2.5 * SECOND, tmp_path) == silence, "written once"
    copy = sealed_copy(silence.path, silence.sha256)
    copy.close()
    with wave.open(str(silence.path)) as sound:
        assert (sound.getframerate(), sound.getnchannels(), sound.getnframes()) == (48_000, 1, 120_000)
        assert not any(sound.readframes(120_000))
    assert silence_of(timedelta(), tmp_path) is None


@pytest.mark.parametrize(
    ("slot", "zone", "cap", "heard"), [(100, 100, 100, 100), (60, 80, 100, 60), (90, 70, 100, 70), (90, 80, 50, 50)]
)
def test_the_quietest_of_slot_zone_and_station_holds(tmp_path, slot, zone, cap, heard):
    here = station()
    here = replace(
        here,
        zones=(replace(here.zones[0], volume=zone),),
        slots=tuple(replace(one, volume=slot) for one in here.slots),
    )
    ward = open_ward(tmp_path, at("06:29"), here)
    ward.ready("a", 10)
    live(ward, "06:31", volume_cap=cap)
    assert [cue.volume for cue in ward.speakers.cues] == [heard]


def test_a_cap_holds_for_orders_too(ward):
    alarm = ward.approved("Lũ về", 10)
    ward.store.order_now(alarm.id, True, None, ward.minh, ward.clock.now())
    live(ward, "06:29:30", volume_cap=70)
    assert [cue.volume for cue in ward.speakers.cues] == [70]


def test_the_second_device_of_a_zone_goes_with_every_cue(tmp_path):
    here = station()
    here = replace(here, zones=(replace(here.zones[0], device="usb", standby="onboard"),))
    ward = open_ward(tmp_path, at("06:29"), here)
    ward.ready("a", 10)
    live(ward, "06:31")
    assert [(cue.device, cue.standby) for cue in ward.speakers.cues] == [("usb", "onboard")]


def test_what_is_left_out_for_the_day_during_the_silence_does_not_sound(ward, tmp_path):
    silence = silence_of(10 * SECOND, tmp_path / "data")
    made, now = ward.approved("a", 20), ward.clock.now()
    put = ward.store.place(made.id, "morning", MONDAY, None, frozenset(), 0, ward.tung, now)
    ward.clock.at(at("06:29:50"), lambda: ward.store.skip_day(put.id, MONDAY, ward.tung, ward.clock.now()))
    live(ward, "06:46", silence=silence)
    assert {sound.cue.sha256 for sound in ward.speakers.sounds} == {silence.sha256}
    assert ward.log() == [], "nobody wanted it today"
