"""The second device: what is lost on the first goes on on it, and the account is right across the change."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from broadcaster.airing import Outcome, Reason
from broadcaster.speakers import STOP, Cue, Played, Sounding
from broadcaster.speakers.vlc import VlcSpeakers
from tests.broadcaster.speakers.watching import go_on, once
from tests.listening import prove
from tests.soundcard import SoundCard
from tests.sounds import sha256, write_sound

pytestmark = pytest.mark.audio


@pytest.fixture
def speakers(two_sound_cards: SoundCard) -> Iterator[VlcSpeakers]:
    speakers = VlcSpeakers()
    yield speakers
    speakers.close()


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    return write_sound(tmp_path / "sound.wav", 6.0)


def cue(path: Path, device: str = "ward", standby: str = "hall") -> Cue:
    start = datetime.now(UTC) + timedelta(seconds=1.5)
    return Cue(path, sha256(path), start, device=device, standby=standby)


def said(played: Played) -> tuple[Outcome, Reason, str]:
    return played.outcome, played.reason, played.device


def test_a_device_lost_mid_word_has_the_cue_go_on_on_the_standby_within_ten_seconds(
    speakers: VlcSpeakers, two_sound_cards: SoundCard, sound: Path
) -> None:
    lost: list[datetime] = []

    def pull_out() -> None:
        two_sound_cards.remove("ward")
        lost.append(datetime.now(UTC))

    asked = cue(sound)
    with two_sound_cards.record("hall") as hall:
        played = speakers.play(asked, once(3.0, pull_out))
    assert said(played) == (Outcome.COMPLETE, Reason.NONE, "ward → hall")
    assert played.warnings == (Reason.DEVICE_LOST,)
    assert "ward is gone" in played.detail and "goes on on hall" in played.detail
    assert played.heard == played.wanted == played.position and not played.gaps
    assert played.started is not None and abs(played.started - asked.start) < timedelta(milliseconds=150)
    rest = prove(sound, hall.samples).play
    end = rest.gaps[-1][1]
    assert 1.4 < end < 2.6, "it goes on one second before the loss, and to the end"
    heard_again = hall.instant(rest.onset + end - 0.25)
    assert timedelta(0) < heard_again - lost[0] < timedelta(seconds=10)


def test_the_next_cue_is_on_the_first_device_again(
    speakers: VlcSpeakers, two_sound_cards: SoundCard, sound: Path
) -> None:
    two_sound_cards.remove("ward")
    assert said(speakers.play(cue(sound), go_on)) == (Outcome.COMPLETE, Reason.NONE, "ward → hall")
    two_sound_cards.plug_in("ward")
    with two_sound_cards.record("ward") as ward:
        played = speakers.play(cue(sound), go_on)
    assert said(played) == (Outcome.COMPLETE, Reason.NONE, "ward") and not played.warnings
    assert prove(sound, ward.samples).play.heard > 0.99


def test_a_device_that_comes_back_with_its_sound_server_is_waited_for(
    speakers: VlcSpeakers, two_sound_cards: SoundCard, sound: Path
) -> None:
    two_sound_cards.remove("ward")
    back = threading.Timer(3.0, two_sound_cards.plug_in, ["ward"])
    back.start()
    played = speakers.play(asked := cue(sound, standby=""), go_on)
    back.join()
    assert said(played) == (Outcome.COMPLETE, Reason.NONE, "ward") and played.heard == played.wanted
    assert played.started is not None
    assert timedelta(seconds=1) < played.started - asked.start < timedelta(seconds=4)


def test_a_device_that_does_not_come_back_is_told_within_seconds_and_a_stop_ends_the_waiting(
    speakers: VlcSpeakers, two_sound_cards: SoundCard, sound: Path
) -> None:
    two_sound_cards.remove("ward")
    asked = cue(sound, standby="")
    played = speakers.play(asked, go_on)
    assert said(played)[:2] == (Outcome.FAILED, Reason.NO_DEVICE)
    assert timedelta(seconds=3.5) < played.ended - asked.start < timedelta(seconds=6)
    asked = cue(sound, standby="")
    stop_at = asked.start - timedelta(seconds=1)
    played = speakers.play(asked, lambda _: STOP if datetime.now(UTC) > stop_at else None)
    assert played.outcome is Outcome.STOPPED and played.ended - stop_at < timedelta(seconds=0.7)


def test_a_device_that_is_missing_from_the_start_costs_no_time(
    speakers: VlcSpeakers, two_sound_cards: SoundCard, sound: Path
) -> None:
    asked = cue(sound, device="attic")
    with two_sound_cards.record("hall") as hall:
        played = speakers.play(asked, go_on)
    assert said(played) == (Outcome.COMPLETE, Reason.NONE, "attic → hall")
    assert played.warnings == (Reason.NO_DEVICE,) and "attic" in played.detail
    assert abs(hall.instant(prove(sound, hall.samples).play.onset) - asked.start) < timedelta(milliseconds=150)


def test_with_both_devices_missing_nothing_is_played(speakers: VlcSpeakers, sound: Path) -> None:
    played = speakers.play(cue(sound, "attic", "cellar"), go_on)
    assert said(played)[:2] == (Outcome.FAILED, Reason.NO_DEVICE)
    assert "attic" in played.detail and "cellar" in played.detail


def test_a_standby_that_is_not_there_leaves_a_partial_play(
    speakers: VlcSpeakers, two_sound_cards: SoundCard, sound: Path
) -> None:
    played = speakers.play(cue(sound, standby="attic"), once(3.0, lambda: two_sound_cards.remove("ward")))
    assert said(played) == (Outcome.PARTIAL, Reason.DEVICE_LOST, "ward")
    assert timedelta(seconds=2.4) < played.position < timedelta(seconds=3.6)


def test_sound_that_the_server_moves_away_is_brought_back_once_and_then_goes_on_on_the_standby(
    speakers: VlcSpeakers, two_sound_cards: SoundCard, tmp_path: Path
) -> None:
    two_sound_cards.plug_in("radio")
    long = write_sound(tmp_path / "long.wav", 9.0)
    moments = [2.5, 5.5]

    def watch(sounding: Sounding) -> None:
        if moments and sounding.position >= timedelta(seconds=moments[0]):
            moments.pop(0)
            threading.Thread(target=_move_to, args=(two_sound_cards, "radio")).start()

    with two_sound_cards.record("hall") as hall:
        played = speakers.play(cue(long), watch)
    assert said(played)[0] in (Outcome.COMPLETE, Outcome.PARTIAL) and played.device == "ward → hall"
    assert played.warnings == (Reason.DEVICE_LOST,)
    assert "brought back" in played.detail and "goes on on hall" in played.detail
    assert played.heard > played.wanted - timedelta(seconds=1.5)
    assert 0.2 < prove(long, hall.samples).play.heard < 0.7


def _move_to(card: SoundCard, sink: str) -> None:
    for line in card.pactl("list", "short", "sink-inputs").splitlines():
        card.pactl("move-sink-input", line.split("\t")[0], sink)


def test_a_device_that_swallows_everything_is_given_up_for_the_standby(two_sound_cards: SoundCard, sound: Path) -> None:
    speakers = VlcSpeakers(level=0)  # they open nothing, as nobody can open what is broken

    def swallow() -> None:
        for line in two_sound_cards.pactl("list", "short", "sink-inputs").splitlines():
            two_sound_cards.pactl("set-sink-input-mute", line.split("\t")[0], "1")

    played = speakers.play(cue(sound), once(2.0, swallow))
    speakers.close()
    assert said(played)[0] is Outcome.COMPLETE and played.device == "ward → hall"
    assert played.warnings == (Reason.DEVICE_LOST,) and "nothing comes out of ward" in played.detail


def test_a_device_suspended_for_good_is_given_up_for_the_standby(two_sound_cards: SoundCard, sound: Path) -> None:
    speakers = VlcSpeakers(level=0)
    played = speakers.play(cue(sound), once(2.0, lambda: two_sound_cards.suspend("ward")))
    speakers.close()
    assert said(played) == (Outcome.COMPLETE, Reason.NONE, "ward → hall") and played.warnings


def test_a_stop_between_the_two_devices_is_obeyed(
    speakers: VlcSpeakers, two_sound_cards: SoundCard, sound: Path
) -> None:
    gone = threading.Event()

    def pull_out() -> None:
        two_sound_cards.remove("ward")
        gone.set()

    pulling, seen = once(2.0, pull_out), []

    def watch(sounding: Sounding) -> str | None:
        pulling(sounding)
        seen.append(sounding)
        return STOP if gone.is_set() and not sounding.hearing else None

    with two_sound_cards.record("hall") as hall:
        played = speakers.play(cue(sound), watch)
    assert played.outcome is Outcome.STOPPED
    assert seen[-1].reason is Reason.DEVICE_LOST
    assert not prove(sound, hall.samples).plays
