"""Volume and mute: set before each cue, read back, watched while it sounds, put right once, never fought over."""

import itertools
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from broadcaster.airing import Outcome, Reason
from broadcaster.speakers import Cue, Sounding, pulse
from broadcaster.speakers.vlc import VlcSpeakers
from tests.soundcard import SoundCard
from tests.sounds import sha256, write_sound

pytestmark = pytest.mark.audio


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    return write_sound(tmp_path / "sound.wav", 6.0)


def cue(path: Path, **more: Any) -> Cue:
    start = datetime.now(UTC) + timedelta(seconds=0.8)
    return Cue(path, sha256(path), start, **more)


class Meddler:
    """Somebody who does things at moments of the sound (in seconds), and sees what the watch is told."""

    def __init__(self, *deeds: tuple[float, Callable[[], object]]) -> None:
        self.deeds = list(deeds)
        self.done: list[float] = []
        self.told: list[tuple[float, Sounding]] = []

    def __call__(self, sounding: Sounding) -> None:
        self.told.append((time.monotonic(), sounding))
        if self.deeds and sounding.position >= timedelta(seconds=self.deeds[0][0]):
            deed = self.deeds.pop(0)[1]
            threading.Thread(target=lambda: (deed(), self.done.append(time.monotonic()))).start()

    def noticed_after(self, deed: int) -> float:
        """Seconds from that deed until the watch was told that nothing is heard."""
        since = self.done[deed]
        return next(at for at, sounding in self.told if at > since and not sounding.hearing) - since


def levels(card: SoundCard, what: str = "sinks") -> str:
    return card.pactl("list", what)


def test_a_muted_and_quiet_device_is_opened_before_the_cue_and_the_account_says_so(
    speakers: VlcSpeakers, sound_card: SoundCard, sound: Path
) -> None:
    sound_card.set_volume(20)
    sound_card.mute()
    played = speakers.play(cue(sound), lambda _: None)
    assert (played.outcome, played.reason) == (Outcome.COMPLETE, Reason.NONE)
    assert played.warnings == (Reason.MUTED,) and "ward was muted" in played.detail
    (device,) = speakers.devices()
    assert (device.muted, device.volume) == (False, 100)


def test_a_device_is_put_to_the_level_that_the_station_wants(sound_card: SoundCard, sound: Path) -> None:
    speakers = VlcSpeakers(level=70)
    played = speakers.play(cue(sound), lambda _: None)
    assert played.outcome is Outcome.COMPLETE and not played.warnings and not played.detail
    assert [device.volume for device in speakers.devices()] == [70]
    speakers.close()


def test_the_stream_has_the_cues_own_volume(speakers: VlcSpeakers, sound_card: SoundCard, sound: Path) -> None:
    seen: list[str] = []
    meddler = Meddler((2.0, lambda: seen.append(levels(sound_card, "sink-inputs"))))
    played = speakers.play(cue(sound, volume=50), meddler)
    assert played.outcome is Outcome.COMPLETE and not played.warnings
    assert "50%" in seen[0] and played.level_db is not None and played.level_db < -30


def test_a_stream_that_somebody_mutes_is_opened_again(
    speakers: VlcSpeakers, sound_card: SoundCard, sound: Path
) -> None:
    def mute() -> None:
        for line in sound_card.pactl("list", "short", "sink-inputs").splitlines():
            sound_card.pactl("set-sink-input-mute", line.split("\t")[0], "1")

    played = speakers.play(cue(sound), Meddler((2.0, mute)))
    assert played.warnings == (Reason.VOLUME,) and "the player's stream was muted" in played.detail
    assert played.position == played.wanted and played.heard > played.wanted - timedelta(seconds=2)


def test_a_mute_half_way_is_taken_off_once_and_stays_in_the_account_as_a_gap(
    speakers: VlcSpeakers, sound_card: SoundCard, sound: Path
) -> None:
    def mute() -> None:
        sound_card.mute()
        muted_at.append(time.monotonic())
        while "Mute: yes" in levels(sound_card):
            threading.Event().wait(0.05)
        opened_at.append(time.monotonic())

    muted_at: list[float] = []
    opened_at: list[float] = []
    played = speakers.play(cue(sound), Meddler((2.0, mute)))
    assert opened_at[0] - muted_at[0] < 2
    assert played.warnings == (Reason.MUTED,) and "ward was muted and was opened" in played.detail
    assert played.position == played.wanted, "the sound goes on to its end"
    begin, end = next(gap for gap in played.gaps if gap[0] < timedelta(seconds=2.4))
    assert begin < timedelta(seconds=2.4) and end - begin < timedelta(seconds=2.5)


def test_a_person_who_mutes_again_is_not_fought(speakers: VlcSpeakers, sound_card: SoundCard, sound: Path) -> None:
    meddler = Meddler((1.5, sound_card.mute), (3.5, sound_card.mute))
    played = speakers.play(cue(sound), meddler)
    assert (played.outcome, played.reason) == (Outcome.PARTIAL, Reason.MUTED)
    assert "Mute: yes" in levels(sound_card)
    assert meddler.noticed_after(1) < 2
    assert meddler.told[-1][1].reason is Reason.MUTED
    assert timedelta(seconds=2.5) < played.position < timedelta(seconds=4.2)


def test_a_device_turned_down_half_way_is_left_to_the_person_and_told(
    speakers: VlcSpeakers, sound_card: SoundCard, sound: Path
) -> None:
    played = speakers.play(cue(sound), Meddler((2.0, lambda: sound_card.set_volume(60))))
    assert played.outcome is Outcome.COMPLETE
    assert "turned down to 60 %" in played.detail and [one.volume for one in speakers.devices()] == [60]
    again = speakers.play(cue(sound), lambda _: None)
    assert again.outcome is Outcome.COMPLETE and [one.volume for one in speakers.devices()] == [100]


def test_a_suspended_device_is_woken_once(speakers: VlcSpeakers, sound_card: SoundCard, sound: Path) -> None:
    sound_card.suspend()
    played = speakers.play(cue(sound), lambda _: None)
    assert (played.outcome, played.warnings) == (Outcome.COMPLETE, (Reason.SILENT,))
    assert "was suspended and was opened" in played.detail


@pytest.mark.parametrize("fault", ["mute", "suspend", "freeze"])
def test_a_hole_is_told_within_seconds_while_it_lasts(sound_card: SoundCard, tmp_path: Path, fault: str) -> None:
    speakers, deed = VlcSpeakers(level=0), getattr(sound_card, fault)
    meddler = Meddler((2.0, deed))
    speakers.play(cue(write_sound(tmp_path / "long.wav", 16.0)), meddler)
    speakers.close()
    assert meddler.noticed_after(0) < 6
    reasons = {sounding.reason for at, sounding in meddler.told if at > meddler.done[0]}
    assert reasons & {Reason.MUTED, Reason.SILENT, Reason.DEVICE_LOST}


def test_its_own_looking_is_no_news_to_the_attendant(
    speakers: VlcSpeakers, sound: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[float] = []
    sinks = pulse.sinks

    def counted() -> list[pulse.Sink]:
        asked.append(time.monotonic())
        return sinks()

    monkeypatch.setattr(pulse, "sinks", counted)
    assert speakers.play(cue(sound), Meddler()).outcome is Outcome.COMPLETE
    quiet = [later - earlier for earlier, later in itertools.pairwise(asked[-4:])]
    assert min(quiet[:-1]) > 0.9, "nothing happens: one look a second"
