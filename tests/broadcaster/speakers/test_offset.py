"""A play from a place in the file: it begins there exactly at its instant, softly, and is judged from there."""

import wave
from array import array
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from broadcaster.airing import Outcome, Reason
from broadcaster.speakers import STOP, Cue
from broadcaster.speakers.seal import SHORTEST_FRAMES, Refused, cut_copy, sealed_copy
from broadcaster.speakers.vlc import VlcSpeakers
from tests.listening import prove
from tests.soundcard import SoundCard
from tests.sounds import sha256, write_sound


@pytest.fixture
def speakers(sound_card: SoundCard) -> Iterator[VlcSpeakers]:
    speakers = VlcSpeakers()
    yield speakers
    speakers.close()


def samples(path: Path) -> "array[int]":
    with wave.open(str(path), "rb") as sound:
        return array("h", sound.readframes(sound.getnframes()))


def test_the_cut_copy_is_silence_a_fade_and_the_rest_of_the_very_same_samples(tmp_path: Path) -> None:
    path = write_sound(tmp_path / "sound.wav", 3.0)
    whole = sealed_copy(path, sha256(path))
    cut, original = cut_copy(whole, 1.5), samples(path)
    found = samples(cut.path)
    assert len(found) == cut.frames == 12_000 + len(original) - 72_000
    assert not any(found[:12_000]) and found[12_480:] == original[72_480:]
    faded, due = np.array(found[12_000:12_480]), np.array(original[72_000:72_480])
    assert abs(faded[:48]).max() <= abs(due[:48]).max() / 8 and (abs(faded) <= abs(due)).all() and abs(faded).max() > 0
    with pytest.raises(OSError):
        cut.file.write(b"x")
    whole.close()
    cut.close()


def test_a_short_rest_is_long_enough_to_be_played_and_none_is_refused(tmp_path: Path) -> None:
    path = write_sound(tmp_path / "sound.wav", 1.0)
    whole = sealed_copy(path, sha256(path))
    with cut_copy(whole, 2.5).file as cut:
        assert cut.seek(0, 2) >= 2 * (SHORTEST_FRAMES + 12_000)
    for beyond in (2.75, 3.0, -1.0):
        with pytest.raises(Refused) as refusal:
            cut_copy(whole, beyond)
        assert refusal.value.reason == Reason.NOT_A_SOUND
    whole.close()


@pytest.mark.audio
@pytest.mark.parametrize("offset", [0.4, 2.0, 3.1])
def test_the_place_is_heard_at_the_instant_and_the_rest_is_whole(
    speakers: VlcSpeakers, sound_card: SoundCard, tmp_path: Path, offset: float
) -> None:
    path = write_sound(tmp_path / "sound.wav", 4.0)
    asked = Cue(path, sha256(path), datetime.now(UTC) + timedelta(seconds=1), offset=timedelta(seconds=offset))
    with sound_card.record() as recording:
        played = speakers.play(asked, lambda _: None)
    assert (played.outcome, played.reason) == (Outcome.COMPLETE, Reason.NONE)
    assert played.wanted == played.heard == timedelta(seconds=5.75) - asked.offset
    proof = prove(path, recording.samples)
    assert played.started is not None
    at_offset = recording.instant(proof.play.onset + offset - 0.25)
    assert abs(at_offset - asked.start) < timedelta(milliseconds=150)
    assert abs(played.started - at_offset) < timedelta(milliseconds=35)
    assert [end for _, end in proof.play.gaps] == [pytest.approx(offset, abs=0.04)]


@pytest.mark.audio
def test_a_play_from_an_offset_that_is_stopped_says_how_far_into_the_file_it_came(
    speakers: VlcSpeakers, tmp_path: Path
) -> None:
    path = write_sound(tmp_path / "sound.wav", 4.0)
    asked = Cue(path, sha256(path), datetime.now(UTC) + timedelta(seconds=1), offset=timedelta(seconds=2.2))
    played = speakers.play(asked, lambda now: STOP if now.position > timedelta(seconds=3.2) else None)
    assert played.outcome is Outcome.STOPPED
    assert timedelta(seconds=2.8) < played.position < timedelta(seconds=3.6)
    assert timedelta(seconds=0.6) < played.heard < timedelta(seconds=1.4)
    assert played.wanted == timedelta(seconds=3.55)
    assert all(since >= asked.offset for since, _ in played.gaps)


@pytest.mark.audio
def test_an_offset_beyond_the_end_is_refused(speakers: VlcSpeakers, tmp_path: Path) -> None:
    path = write_sound(tmp_path / "sound.wav", 1.0)
    asked = Cue(path, sha256(path), datetime.now(UTC) + timedelta(seconds=1), offset=timedelta(seconds=9))
    played = speakers.play(asked, lambda _: None)
    assert (played.outcome, played.reason) == (Outcome.FAILED, Reason.NOT_A_SOUND)
