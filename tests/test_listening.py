"""The witness of the sound tests is itself examined: what it says of recordings that are known to the sample."""

from pathlib import Path

import numpy as np
import pytest

from tests.listening import RATE, prove, read
from tests.sounds import LEADING, TRAILING, write_sound

SECONDS = 8.0
END = LEADING + SECONDS + TRAILING


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    return write_sound(tmp_path / "sound.wav", SECONDS)


def recorded(sound: Path, *parts: tuple[float, float, float]) -> "np.ndarray[tuple[int], np.dtype[np.int16]]":
    """A recording in which at second `at` the file sounds from `since` until `until`."""
    tape = np.zeros(round(22 * RATE))
    for at, since, until in parts:
        piece = read(sound)[round(since * RATE) : round(until * RATE)]
        tape[round(at * RATE) :][: len(piece)] += piece
    return (tape * 32767).astype(np.int16)


def test_a_whole_play_lacks_nothing(sound: Path) -> None:
    proof = prove(sound, recorded(sound, (2.0, 0.0, END)))
    assert len(proof.whole) == 1 and not proof.play.gaps
    assert proof.missing == 0 and not proof.foreign


def test_what_a_second_player_brings_is_not_missing(sound: Path) -> None:
    proof = prove(sound, recorded(sound, (2.0, 0.0, 4.23), (6.9, 3.23, END)))
    assert not proof.whole
    assert proof.missing == 0


@pytest.mark.parametrize("hole", [0.3, 1.0, 1.7])
def test_what_neither_brings_is_missing_to_the_tenth(sound: Path, hole: float) -> None:
    proof = prove(sound, recorded(sound, (2.0, 0.0, 4.23), (7.0 + hole, 4.23 + hole, END)))
    assert not proof.whole
    assert abs(proof.missing - hole) <= 0.2


def test_two_whole_plays_are_two(sound: Path) -> None:
    proof = prove(sound, recorded(sound, (0.2, 0.0, END), (10.0, 0.0, END)))
    assert len(proof.whole) == 2


def test_what_is_played_too_late_by_a_second_player_stays_missing(sound: Path) -> None:
    """A bulletin says its words twice, and all of a station's end alike: what comes long after is another play."""
    proof = prove(sound, recorded(sound, (0.5, 0.0, 4.0), (15.5, 4.0, END)))
    assert proof.missing >= 3.8
