"""What the log may say: every way in which libVLC claims to have played and nothing, or not all, was heard."""

import os
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from broadcaster.airing import Outcome, Reason
from broadcaster.speakers import Cue, Sounding, Watch
from broadcaster.speakers.performance import PATIENCE
from broadcaster.speakers.vlc import VlcSpeakers
from tests.broadcaster.speakers.watching import cue, go_on, once, said
from tests.listening import prove
from tests.soundcard import SoundCard
from tests.sounds import sha256, write_sound

pytestmark = pytest.mark.audio


def test_a_clean_play_is_complete_on_time_and_bit_by_bit_in_the_recording(
    speakers: VlcSpeakers, sound_card: SoundCard, sound: Path
) -> None:
    with sound_card.record() as recording:
        asked = cue(sound)
        played = speakers.play(asked, go_on)
    proof = prove(sound, recording.samples)
    assert said(played) == (Outcome.COMPLETE, Reason.NONE)
    assert played.heard == played.wanted == played.position
    assert proof.play.heard > 0.99 and not proof.play.gaps and not proof.foreign
    assert played.started is not None and played.device == "ward"
    assert abs(recording.instant(proof.play.onset) - played.started) < timedelta(milliseconds=15)
    assert abs(played.started - asked.start) < timedelta(milliseconds=150)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("missing", None, Reason.NO_SOUND_FILE),
        ("empty", b"", Reason.NOT_A_SOUND),
        ("random bytes", os.urandom(200_000), Reason.NOT_A_SOUND),
        ("a page", b"<!DOCTYPE html><html><body>consent</body></html>" * 100, Reason.NOT_A_SOUND),
        ("an HLS list", b"#EXTM3U\n#EXTINF:10,\nhttp://127.0.0.1:9/a.ts\n#EXT-X-ENDLIST\n", Reason.NOT_A_SOUND),
        ("an ffconcat list", b"ffconcat version 1.0\nfile '/tmp/other.wav'\n", Reason.NOT_A_SOUND),
    ],
)
def test_what_is_no_sound_is_refused(
    speakers: VlcSpeakers, tmp_path: Path, name: str, content: bytes | None, reason: Reason
) -> None:
    path = tmp_path / "bulletin.wav"
    if content is not None:
        path.write_bytes(content)
    played = speakers.play(cue(path), go_on)
    assert said(played) == (Outcome.FAILED, reason), name
    assert played.started is None and not played.heard


def test_half_a_file_is_refused(speakers: VlcSpeakers, sound: Path) -> None:
    sound.write_bytes(sound.read_bytes()[: sound.stat().st_size // 2])
    assert said(speakers.play(cue(sound), go_on)) == (Outcome.FAILED, Reason.NOT_A_SOUND)


def test_a_file_changed_after_its_approval_is_refused(speakers: VlcSpeakers, sound: Path) -> None:
    asked = cue(sound)
    write_sound(sound, seed=2)
    assert said(speakers.play(asked, go_on)) == (Outcome.FAILED, Reason.SOUND_CHANGED)


def test_a_file_rewritten_after_arming_still_sounds_as_approved(
    speakers: VlcSpeakers, sound_card: SoundCard, sound: Path, tmp_path: Path
) -> None:
    approved = tmp_path / "approved.wav"
    approved.write_bytes(sound.read_bytes())
    asked = Cue(sound, sha256(sound), datetime.now(UTC) + timedelta(seconds=4))
    with sound_card.record() as recording:
        played = speakers.play(asked, _rewrite_once(sound))
    assert said(played) == (Outcome.COMPLETE, Reason.NONE)
    assert prove(approved, recording.samples).play.heard > 0.99


def _rewrite_once(path: Path) -> Watch:
    """Rewrites the file in place three seconds from now, when it has long been armed."""
    since = time.monotonic()
    done: list[bool] = []

    def watch(_: Sounding) -> str | None:
        if not done and time.monotonic() - since > 3:
            done.append(True)
            write_sound(path, seed=2)
        return None

    return watch


def test_a_silent_file_is_not_called_complete(speakers: VlcSpeakers, tmp_path: Path) -> None:
    silent = write_sound(tmp_path / "silent.wav", 0.6, silent=True)
    assert said(speakers.play(cue(silent), go_on)) == (Outcome.FAILED, Reason.SILENT)


def test_a_muted_device_is_noticed_and_named(hands_off: VlcSpeakers, sound_card: SoundCard, sound: Path) -> None:
    sound_card.mute()
    played = hands_off.play(cue(sound), go_on)
    assert said(played) == (Outcome.FAILED, Reason.MUTED)
    assert not played.heard


def test_a_mute_half_way_makes_a_partial_play(hands_off: VlcSpeakers, sound_card: SoundCard, long_sound: Path) -> None:
    played = hands_off.play(cue(long_sound), once(2.5, sound_card.mute))
    assert said(played) == (Outcome.PARTIAL, Reason.MUTED)
    assert timedelta(seconds=2) < played.position < timedelta(seconds=3.2)
    assert played.gaps


def test_a_suspended_device_is_not_called_complete(hands_off: VlcSpeakers, sound_card: SoundCard, sound: Path) -> None:
    sound_card.suspend()
    played = hands_off.play(cue(sound), go_on)
    assert said(played) == (Outcome.FAILED, Reason.SILENT)
    assert "suspended" in played.detail


def test_a_device_pulled_out_mid_word_says_so_and_how_far_it_came(
    speakers: VlcSpeakers, sound_card: SoundCard, long_sound: Path
) -> None:
    played = speakers.play(cue(long_sound), once(2.0, sound_card.remove))
    assert said(played) == (Outcome.PARTIAL, Reason.DEVICE_LOST)
    assert timedelta(seconds=1.5) < played.position < timedelta(seconds=2.6)


def test_sound_that_moved_to_another_device_is_not_called_complete(
    two_sound_cards: SoundCard, long_sound: Path
) -> None:
    speakers = VlcSpeakers()
    with two_sound_cards.record("hall") as hall:
        played = speakers.play(cue(long_sound), once(2.0, two_sound_cards.remove))
    speakers.close()
    assert said(played) == (Outcome.PARTIAL, Reason.DEVICE_LOST)
    assert played.device == "ward"
    spilled = prove(long_sound, hall.samples)
    assert not spilled.plays or spilled.play.heard < 0.4, "the other device must not go on speaking"


def test_the_chosen_device_is_the_one_that_sounds(two_sound_cards: SoundCard, sound: Path) -> None:
    speakers = VlcSpeakers()
    with two_sound_cards.record("hall") as hall, two_sound_cards.record("ward") as ward:
        played = speakers.play(cue(sound, device="hall"), go_on)
    speakers.close()
    assert said(played) == (Outcome.COMPLETE, Reason.NONE) and played.device == "hall"
    assert prove(sound, hall.samples).play.heard > 0.99
    assert not prove(sound, ward.samples).plays


def test_a_device_that_is_not_there_is_not_replaced_by_another(speakers: VlcSpeakers, sound: Path) -> None:
    assert said(speakers.play(cue(sound, device="attic"), go_on)) == (Outcome.FAILED, Reason.NO_DEVICE)


def test_a_killed_sound_server_ends_the_play_and_says_so(
    speakers: VlcSpeakers, sound_card: SoundCard, long_sound: Path
) -> None:
    played = speakers.play(cue(long_sound), once(2.0, sound_card.kill))
    assert said(played) == (Outcome.PARTIAL, Reason.DEVICE_LOST)
    assert timedelta(seconds=1.5) < played.position < timedelta(seconds=2.6)


def test_a_frozen_sound_server_is_noticed(speakers: VlcSpeakers, sound_card: SoundCard, long_sound: Path) -> None:
    since = time.monotonic()
    played = speakers.play(cue(long_sound), once(1.5, sound_card.freeze))
    assert said(played) == (Outcome.PARTIAL, Reason.DEVICE_LOST)
    assert time.monotonic() - since < 10


@pytest.mark.usefixtures("no_sound_card")
def test_no_sound_server_is_waited_for_some_seconds_and_then_said(sound: Path) -> None:
    speakers = VlcSpeakers()
    since = time.monotonic()
    played = speakers.play(cue(sound), go_on)
    assert said(played) == (Outcome.FAILED, Reason.NO_DEVICE)
    assert PATIENCE <= time.monotonic() - since < PATIENCE + 3 and speakers.devices() == []
    speakers.close()


def test_other_sound_on_the_device_is_not_taken_for_ours(
    speakers: VlcSpeakers, sound_card: SoundCard, sound: Path, tmp_path: Path
) -> None:
    other = write_sound(tmp_path / "other.wav", 5.0, seed=7)
    playing = sound_card.play(other, "--latency-msec=50")
    with sound_card.record():
        played = speakers.play(cue(sound, volume=1), go_on)
    playing.terminate()
    playing.wait()
    assert said(played) == (Outcome.FAILED, Reason.SILENT)


def test_our_sound_is_recognised_beside_other_sound(
    speakers: VlcSpeakers, sound_card: SoundCard, sound: Path, tmp_path: Path
) -> None:
    other = write_sound(tmp_path / "other.wav", 5.0, seed=7)
    playing = sound_card.play(other, "--volume=35000", "--latency-msec=50")
    with sound_card.record():  # keeps the null sink from rendering two seconds ahead of everybody
        played = speakers.play(cue(sound), go_on)
    playing.terminate()
    playing.wait()
    assert said(played) == (Outcome.COMPLETE, Reason.NONE)


def test_without_an_ear_the_outcome_is_not_measured(sound_card: SoundCard, sound: Path) -> None:
    speakers = VlcSpeakers(ear=False)
    played = speakers.play(cue(sound), go_on)
    speakers.close()
    assert said(played) == (Outcome.UNMEASURED, Reason.NO_EAR)
