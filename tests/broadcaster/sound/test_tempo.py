"""Speaking slower or faster: the length changes, the pitch does not."""

from datetime import timedelta

import numpy as np
import pytest

from broadcaster.sound import Samples, factor_for, stretched
from tests.fakes.voice import RATE, tones

TEN = timedelta(seconds=10)


def voice() -> Samples:
    return Samples(np.array(tones("bà con chú ý giữ kín mã xác thực của mình"), dtype=np.float32) / 32768, RATE)


def pitch(samples: Samples) -> float:
    """Where the middle of the sound's power lies, in hertz."""
    power = np.abs(np.fft.rfft(samples.data)) ** 2
    return float(np.average(np.fft.rfftfreq(len(samples.data), 1 / samples.rate), weights=power))


@pytest.mark.parametrize("factor", [0.8, 1.1, 1.35])
def test_the_length_changes_and_neither_pitch_nor_strength_do(factor: float) -> None:
    before, after = voice(), stretched(voice(), factor)
    assert after.duration / before.duration == pytest.approx(factor, rel=0.001)
    assert pitch(after) == pytest.approx(pitch(before), rel=0.04)
    assert np.sqrt(np.mean(after.data**2)) == pytest.approx(np.sqrt(np.mean(before.data**2)), rel=0.08)
    assert abs(after.data).max() <= abs(before.data).max() * 1.05


def test_a_pace_that_is_understood_is_left_alone() -> None:
    assert stretched(voice(), 1.0).data is not None
    assert factor_for([(38, TEN)]) == 1.0
    assert factor_for([(0, timedelta()), (0, TEN)]) == 1.0
    assert factor_for([(38, TEN), (38, TEN), (38, TEN * 5)]) == 1.0


@pytest.mark.parametrize(
    ("syllables", "rate", "factor"), [(50, 1.0, 50 / 42), (30, 1.0, 30 / 34), (50, 1.3, 1.0), (100, 1.0, 1.4)]
)
def test_a_voice_that_hurries_or_drags_is_brought_into_the_range(syllables: int, rate: float, factor: float) -> None:
    assert factor_for([(syllables, TEN)], rate) == pytest.approx(factor)
