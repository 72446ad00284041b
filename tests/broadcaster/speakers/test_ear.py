"""The judge without a sound card: recordings made by arithmetic, laid beside the file."""

from array import array
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
from scipy.signal import resample_poly

from broadcaster.speakers.account import account, set_in
from broadcaster.speakers.judge import MISSED, Judge, never
from broadcaster.speakers.port import Heard
from broadcaster.speakers.score import Score
from broadcaster.speakers.tape import TAPE_RATE, Tape
from tests.listening import read
from tests.sounds import write_sound

BEGINS = 100.0


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    return write_sound(tmp_path / "sound.wav", 4.0)


def judged(
    path: Path,
    recording: "np.ndarray[tuple[int], np.dtype[np.float64]]",
    *,
    step: float = 1.0,
    offset: float = 0.0,
    deaf: Callable[[float, float], bool] = never,
) -> Heard:
    """The account of a recording at 48 kHz whose first sample lies one second before the file's first."""
    score, tape = Score(path), Tape()
    since = timedelta(seconds=offset)
    judge = Judge(score, tape, BEGINS, bytes([MISSED]) * set_in(since), deaf)
    thin = (np.clip(resample_poly(recording, 1, 6), -1, 1) * 32767).astype(np.int16)
    for begin in range(0, len(thin), int(step * TAPE_RATE)):
        piece = thin[begin : begin + int(step * TAPE_RATE)]
        tape.write(array("h", piece.tobytes()), BEGINS - 1 + (begin + len(piece)) / TAPE_RATE)
        judge.listen()
    judge.listen(final=True)
    length = timedelta(seconds=score.frames / 48_000)
    score.close()
    return account(judge.all_grains(), length, None, None, None, since)


def recording_of(path: Path, delay: float = 0.0, tail: float = 2.0) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    return np.concatenate([np.zeros(int((1 + delay) * 48_000)), read(path), np.zeros(int(tail * 48_000))])


def share(heard: Heard) -> float:
    return heard.voiced_heard / heard.voiced


@pytest.mark.parametrize("delay", [0.0, 0.0031, 0.04, 0.35, 1.2])
def test_the_sound_is_found_however_late_it_comes(sound: Path, delay: float) -> None:
    assert share(judged(sound, recording_of(sound, delay))) == 1.0


@pytest.mark.parametrize("gain", [1.0, 0.3, 0.05])
def test_a_quieter_sound_is_still_heard(sound: Path, gain: float) -> None:
    assert share(judged(sound, gain * recording_of(sound))) > 0.97


def test_a_sound_nobody_could_hear_is_not_heard(sound: Path) -> None:
    assert share(judged(sound, 0.004 * recording_of(sound))) == 0.0


def test_another_sound_is_not_ours(sound: Path, tmp_path: Path) -> None:
    for seed in range(2, 5):
        other = write_sound(tmp_path / "other.wav", 4.0, seed=seed)
        assert share(judged(sound, recording_of(other))) == 0.0


def test_a_loud_neighbour_does_not_hide_ours(sound: Path, tmp_path: Path) -> None:
    other = write_sound(tmp_path / "other.wav", 4.0, seed=3)
    mixed = recording_of(sound) + 0.6 * np.roll(recording_of(other), 5000)
    assert share(judged(sound, mixed)) > 0.95


def test_a_hole_is_measured_to_the_hundredth(sound: Path) -> None:
    recording = recording_of(sound)
    recording[int(2.0 * 48_000) : int(2.8 * 48_000)] = 0.0
    (begin, end), *more = judged(sound, recording).gaps
    assert not more
    assert abs(begin - timedelta(seconds=1.0)) <= timedelta(milliseconds=30)
    assert abs(end - timedelta(seconds=1.8)) <= timedelta(milliseconds=30)


def test_a_missing_first_tenth_is_missed(sound: Path) -> None:
    recording = recording_of(sound)
    recording[: int(1.35 * 48_000)] = 0.0
    heard = judged(sound, recording)
    assert heard.voiced - heard.voiced_heard == pytest.approx(timedelta(seconds=0.1), abs=timedelta(milliseconds=20))


def test_a_sound_that_slips_is_followed(sound: Path) -> None:
    whole = recording_of(sound)
    slipped = np.concatenate([whole[: 3 * 48_000], np.zeros(48_000 // 2), whole[3 * 48_000 :]])
    assert share(judged(sound, slipped)) > 0.9


def test_a_sound_stretched_by_the_cards_own_clock_is_followed(sound: Path) -> None:
    whole = recording_of(sound)
    places = np.arange(0, len(whole) - 1, 1.0001)
    assert share(judged(sound, np.interp(places, np.arange(len(whole)), whole))) > 0.99


def test_a_steady_tone_is_heard_and_a_different_one_is_not(sound: Path) -> None:
    import wave

    time = np.arange(2 * 48_000) / 48_000
    whole = np.concatenate([np.zeros(12_000), 0.5 * np.sin(2 * np.pi * 440 * time), np.zeros(72_000)])
    with wave.open(str(sound), "wb") as out:
        out.setparams((1, 2, 48_000, 0, "NONE", ""))
        out.writeframes((whole * 32767).astype("<i2").tobytes())
    assert share(judged(sound, recording_of(sound))) > 0.99
    other = 0.5 * np.sin(2 * np.pi * 523 * np.arange(6 * 48_000) / 48_000)
    assert share(judged(sound, other)) == 0.0


def test_the_tape_keeps_time_through_a_device_that_stood_still() -> None:
    tape = Tape()
    tape.write(array("h", bytes(2 * TAPE_RATE)), 11.0)
    assert tape.zero() == pytest.approx(10.0)
    tape.write(array("h", bytes(2 * 800)), 14.1)
    assert tape.end == pytest.approx(4.1 * TAPE_RATE, abs=TAPE_RATE // 100)


def test_the_tape_forgets_what_is_old_and_answers_with_silence() -> None:
    tape = Tape()
    for second in range(40):
        tape.write(array("h", [second + 1] * TAPE_RATE), second + 1.0)
    assert list(tape.read(0, 3)) == [0, 0, 0]
    assert list(tape.read(40 * TAPE_RATE - 1, 40 * TAPE_RATE + 1)) == [40, 0]


def test_jitter_does_not_move_the_zero_time() -> None:
    tape = Tape()
    for piece in range(100):
        tape.write(array("h", bytes(160)), 5.0 + (piece + 1) * 0.01 + (0.03 if piece % 7 else 0.0))
    assert tape.zero() == pytest.approx(5.0, abs=1e-6)


@pytest.mark.parametrize(("offset", "delay"), [(0.4, 0.0), (2.13, 0.02), (3.3, 0.3)])
def test_a_play_from_an_offset_is_judged_from_there(sound: Path, offset: float, delay: float) -> None:
    recording = recording_of(sound, delay)
    recording[: int((1 + delay + offset) * 48_000)] = 0.0
    heard = judged(sound, recording, offset=offset)
    assert share(heard) == 1.0 and heard.seconds == heard.until - timedelta(seconds=offset)


def test_a_play_from_an_offset_that_never_came_is_a_gap_from_there(sound: Path) -> None:
    heard = judged(sound, np.zeros(8 * 48_000), offset=2.0)
    assert share(heard) == 0.0 and heard.voiced < timedelta(seconds=2.3)
    assert all(begin >= timedelta(seconds=2) for begin, _ in heard.gaps) and heard.gaps


def test_what_sounded_while_the_device_was_muted_was_not_heard(sound: Path) -> None:
    heard = judged(sound, recording_of(sound), deaf=lambda since, until: since < BEGINS + 2.0 and until > BEGINS + 1.2)
    ((begin, end),) = heard.gaps
    assert abs(begin - timedelta(seconds=1.0)) <= timedelta(milliseconds=30)
    assert abs(end - timedelta(seconds=2.0)) <= timedelta(milliseconds=60)
