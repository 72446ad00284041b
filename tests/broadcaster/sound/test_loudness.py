"""The meters, against known signals and against an independent meter."""

import math

import numpy as np
import pyloudnorm
import pytest

from broadcaster.sound import RATE, Samples, loudness, true_peak
from tests.fakes.voice import RATE as VOICE_RATE
from tests.fakes.voice import tones


def sine(hertz: float, dbfs: float, seconds: float = 5.0, phase: float = 0.0) -> Samples:
    time = np.arange(round(seconds * RATE)) / RATE
    return Samples((10 ** (dbfs / 20) * np.sin(2 * math.pi * hertz * time + phase)).astype(np.float32))


def test_a_1_khz_tone_at_minus_20_dbfs_reads_minus_23() -> None:
    # BS.1770: a 997 Hz sine at 0 dBFS in one channel reads -3.01 LKFS
    assert loudness(sine(997, -20)) == pytest.approx(-23.01, abs=0.05)


def test_speech_with_pauses_reads_as_an_independent_meter_says() -> None:
    voice = np.array(tones("một hai ba bốn năm " * 6), dtype=np.float32) / 32768
    gaps = np.concatenate([voice, np.zeros(VOICE_RATE * 3, dtype=np.float32), voice * 0.3])
    samples = Samples(np.repeat(gaps, RATE // VOICE_RATE))
    other = pyloudnorm.Meter(RATE).integrated_loudness(samples.data.astype(np.float64))
    assert loudness(samples) == pytest.approx(other, abs=0.15)


def test_silence_has_no_loudness() -> None:
    assert loudness(Samples(np.zeros(RATE, dtype=np.float32))) == -math.inf
    assert loudness(Samples(np.zeros(0, dtype=np.float32))) == -math.inf


def test_a_sound_shorter_than_one_block_can_be_measured() -> None:
    assert loudness(sine(997, -20, 0.2)) == pytest.approx(-23, abs=1)
    assert loudness(sine(997, -20, 0.05)) == pytest.approx(-23, abs=2)


def test_the_peak_between_two_samples_is_found() -> None:
    # a quarter of the sampling rate, 45 degrees off: every sample lies 3 dB under the wave's top
    wave = sine(RATE / 4, -1, phase=math.pi / 4)
    assert 20 * math.log10(np.abs(wave.data).max()) == pytest.approx(-4.01, abs=0.05)
    assert true_peak(wave) == pytest.approx(-1, abs=0.3)


def test_the_peak_is_the_same_across_the_seams_of_long_sounds() -> None:
    long = sine(440, -6, 25)
    assert true_peak(long) == pytest.approx(-6, abs=0.1)


def test_silence_has_no_peak() -> None:
    assert true_peak(Samples(np.zeros(100, dtype=np.float32))) == -math.inf
