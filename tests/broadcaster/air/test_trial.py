"""Three seconds to try a loudspeaker with: inside the hours, once, and giving way to everything."""

import wave
from datetime import timedelta

import pytest

from broadcaster.air.trial import Trial, notes
from broadcaster.airing import Outcome, Reason
from broadcaster.errors import NotAllowed, NotFound
from broadcaster.office import newsroom, trying
from broadcaster.office.trying import NotNow
from broadcaster.people import Person, Role
from broadcaster.store import Verb
from tests.builders import MONDAY, at, person
from tests.ward import Ward, open_ward

QUANG: Person = person("quang", Role.ADMIN)
BETWEEN = at("07:30")


@pytest.fixture
def ward(tmp_path):
    """Half past seven: inside the policy's hours, the morning slot is over."""
    return open_ward(tmp_path, BETWEEN)


def zone(ward: Ward) -> str:
    return ward.station.zones[0].id


def let_it(ward: Ward) -> Trial:
    """One look of the zone's thread."""
    playout = ward.playout()
    trial = Trial(playout, ward.store, ward.folder)
    trial.turn(playout.announcers[zone(ward)])
    return trial


def ask(ward: Ward, who: Person = QUANG):
    return trying.ask(ward.store, ward.station, who, zone(ward), ward.clock.now())


def test_a_test_is_heard_once_quietly_and_told(ward):
    ask(ward)
    let_it(ward)
    let_it(ward)
    test = ward.store.sound_test()

    assert len(ward.speakers.cues) == 1
    assert ward.speakers.cues[0].volume == 70
    assert (test.state, test.outcome, test.reason) == ("done", Outcome.COMPLETE.value, "")
    assert (test.heard, test.wanted) == (3.0, 3.0)
    assert ward.log() == []
    assert ward.store.activity(1)[0].verb is Verb.TEST_SOUND


def test_the_sound_is_three_seconds_of_something_soft(tmp_path):
    path, sha256 = notes(tmp_path)
    with wave.open(str(path)) as sound:
        assert (sound.getframerate(), sound.getnchannels(), sound.getnframes()) == (48_000, 1, 3 * 48_000)
        frames = sound.readframes(sound.getnframes())
    loudest = max(abs(int.from_bytes(frames[at : at + 2], "little", signed=True)) for at in range(0, len(frames), 2))
    assert 0.09 * 32768 < loudest < 0.11 * 32768
    assert frames[: 2 * 12_000] == bytes(2 * 12_000)
    assert notes(tmp_path) == (path, sha256)


@pytest.mark.parametrize(
    ("clock", "code"),
    [
        ("22:00", Reason.QUIET_HOURS.value),
        ("12:00", Reason.OUTSIDE_WINDOW.value),
        ("06:29:40", trying.SLOT_NEAR),
        ("06:35", trying.SLOT_NEAR),
    ],
)
def test_outside_the_hours_and_near_a_slot_it_is_refused(tmp_path, clock, code):
    ward = open_ward(tmp_path, at(clock))
    with pytest.raises(NotNow) as refused:
        ask(ward)
    assert refused.value.code == code
    assert ward.store.sound_test() is None


def test_on_a_day_without_programme_it_is_refused(tmp_path):
    ward = open_ward(tmp_path, at("07:30", MONDAY - timedelta(days=1)))
    with pytest.raises(NotNow) as refused:
        ask(ward)
    assert refused.value.code == Reason.BARRED_DAY.value


def test_the_daemon_asks_the_clock_again(ward):
    """Asked for in time, taken when the window has closed: the row alone makes no sound."""
    ask(ward)
    ward.clock.wait(timedelta(minutes=31) - timedelta(seconds=15))
    ward.store.ask_sound_test(zone(ward), QUANG, ward.clock.now())
    ward.clock.wait(timedelta(seconds=16))
    let_it(ward)

    assert ward.speakers.cues == []
    assert ward.store.sound_test().reason == Reason.OUTSIDE_WINDOW.value


def test_an_order_nobody_took_is_forgotten(ward):
    ask(ward)
    ward.clock.wait(timedelta(seconds=30))
    let_it(ward)

    assert ward.speakers.cues == []
    assert ward.store.sound_test().outcome == Outcome.MISSED.value


def test_a_cry_to_stop_stops_it(ward):
    ask(ward)
    playout = ward.playout()
    trial = Trial(playout, ward.store, ward.folder)
    play = ward.speakers.play

    def interrupted(cue, watch):
        def watched(sounding):
            if sounding.position > timedelta(seconds=1):
                newsroom.stop(ward.store, ward.tung, ward.clock.now())
            return watch(sounding)

        return play(cue, watched)

    announcer = playout.announcers[zone(ward)]
    announcer.speakers = type("Speakers", (), {"play": staticmethod(interrupted)})()
    trial.turn(announcer)

    assert ward.store.sound_test().outcome == Outcome.STOPPED.value
    assert ward.store.sound_test().heard < 2.5


def test_it_waits_for_its_own_zone(ward):
    ward.store.ask_sound_test("elsewhere", QUANG, ward.clock.now())
    let_it(ward)
    assert ward.speakers.cues == []
    assert ward.store.sound_test().state == "waiting"


def test_who_may_ask(ward):
    ask(ward, ward.tung)
    ask(ward, ward.minh)
    with pytest.raises(NotAllowed):
        ask(ward, ward.lan)
    with pytest.raises(NotFound):
        trying.ask(ward.store, ward.station, QUANG, "nowhere", ward.clock.now())


def test_a_test_is_taken_exactly_once(ward):
    test = ask(ward)
    assert ward.store.take_sound_test(test.id)
    assert not ward.store.take_sound_test(test.id)
    newer = ask(ward)
    ward.store.end_sound_test(test)
    assert ward.store.sound_test() == newer


def test_a_spoiled_mark_is_no_test(ward):
    ward.store.set_mark("sound_test", "{}")
    assert ward.store.sound_test() is None
    let_it(ward)
    assert ward.speakers.cues == []
