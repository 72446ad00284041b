"""The outdoor chain, figure by figure."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadcaster.errors import SoundError
from broadcaster.sound import RATE, Chain, Samples, at_rate, chain_for, levelled, limited, loudness, shape, true_peak
from tests.fakes.voice import RATE as VOICE_RATE
from tests.fakes.voice import tones

CHAIN = Chain()


def speech(text: str = "bà con chú ý giữ kín mã xác thực " * 4) -> Samples:
    data = np.array(tones(text), dtype=np.float32) / 32768
    # syllables of different strength, as people speak
    data *= np.interp(
        np.arange(len(data)), np.arange(0, len(data), 6000), np.resize([1, 0.3, 0.7, 0.15], -(-len(data) // 6000))
    )
    return Samples(data.astype(np.float32), VOICE_RATE)


def level(samples: Samples, hertz: float) -> float:
    """How strong one frequency is, in dB."""
    time = np.arange(len(samples.data)) / RATE
    return 20 * math.log10(abs(np.dot(samples.data, np.exp(-2j * math.pi * hertz * time))) / len(time) + 1e-12)


def through_the_filters(hertz: float) -> float:
    """The gain of the chain at `hertz` against 1 kHz, both sounding together."""
    time = np.arange(4 * RATE) / RATE
    both = 0.1 * np.sin(2 * math.pi * 1000 * time) + 0.1 * np.sin(2 * math.pi * hertz * time)
    shaped = shape(Samples(both.astype(np.float32)), CHAIN)
    return level(shaped, hertz) - level(shaped, 1000)


@pytest.mark.parametrize(
    ("hertz", "least", "most"),
    [
        (60, -80, -30),  # nothing for the horn to burn on
        (200, -4.5, -2.0),  # the corner
        (400, -1.5, 0.5),
        (2800, 2.5, 4.5),  # presence, measured against 1 kHz
        (6000, -4.0, 1.0),
        (12000, -80, -20),
    ],
)
def test_the_spectrum_is_the_horns(hertz: float, least: float, most: float) -> None:
    assert least <= through_the_filters(hertz) <= most


def test_speech_comes_out_at_minus_14_lufs_under_minus_2_dbtp() -> None:
    shaped = shape(speech(), CHAIN)
    assert loudness(shaped) == pytest.approx(-14, abs=0.3)
    assert true_peak(shaped) <= -1.95


def test_soft_syllables_come_nearer_to_loud_ones() -> None:
    def spread(samples: Samples) -> float:
        frames = at_rate(samples).data[: len(at_rate(samples).data) // 960 * 960].reshape(-1, 960)
        levels = 10 * np.log10(np.mean(np.square(frames, dtype=np.float64), axis=1) + 1e-9)
        voiced = levels[levels > levels.max() - 25]
        return float(np.percentile(voiced, 90) - np.percentile(voiced, 10))

    assert spread(shape(speech(), CHAIN)) < spread(speech()) - 2


def test_the_limiter_holds_any_peak_and_leaves_the_rest_alone() -> None:
    quiet = 0.2 * np.sin(2 * math.pi * 300 * np.arange(2 * RATE) / RATE)
    quiet[RATE : RATE + 40] = 1.0
    held = limited(Samples(quiet.astype(np.float32)), 0.0, -2.0)
    assert true_peak(held) <= -1.95
    untouched = slice(0, RATE - 1000)
    assert np.allclose(held.data[untouched], quiet[untouched], atol=1e-4)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 2**32 - 1), st.floats(0, 24))
def test_no_noise_and_no_gain_gets_past_the_limiter(seed: int, gain: float) -> None:
    noise = np.random.default_rng(seed).standard_normal(RATE // 2).astype(np.float32) * 0.2
    assert true_peak(limited(Samples(noise), gain, -2.0)) <= -1.5


def test_the_same_sound_gives_the_same_samples() -> None:
    assert np.array_equal(shape(speech(), CHAIN).data, shape(speech(), CHAIN).data)


def test_silence_cannot_be_made_loud() -> None:
    with pytest.raises(SoundError, match="no sound"):
        shape(Samples(np.zeros(RATE, dtype=np.float32)), CHAIN)


def test_another_loudness_can_be_asked_for() -> None:
    assert loudness(levelled(at_rate(speech()), -20, -3)) == pytest.approx(-20, abs=0.1)


@pytest.mark.parametrize("street", ["quiet", "normal", "noisy"])
def test_every_street_keeps_loudness_and_peak(street: str) -> None:
    shaped = shape(speech(), chain_for(street, True, -14.0, -1.5))
    assert loudness(shaped) == pytest.approx(-14, abs=0.3)
    assert true_peak(shaped) <= -1.5


def test_a_horn_is_spared_low_tones_and_a_column_loudspeaker_gets_them() -> None:
    time = np.arange(2 * RATE) / RATE
    both = Samples(
        (0.1 * np.sin(2 * math.pi * 120 * time) + 0.1 * np.sin(2 * math.pi * 1000 * time)).astype(np.float32)
    )
    spared, whole = (shape(both, chain_for("normal", horn, -14.0, -1.5)) for horn in (True, False))
    assert level(spared, 120) - level(spared, 1000) < -15
    assert level(whole, 120) - level(whole, 1000) > -4
