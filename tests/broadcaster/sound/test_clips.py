"""Joining sentences, pauses, chimes and silences: everything stands where it is said to stand."""

import importlib.util
import sys
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from broadcaster.sound import RATE, Line, Samples, chime, decode, joined, loudness, programme, trimmed, true_peak

ROOT = Path(__file__).resolve().parents[3]
CHIMES = ROOT / "audio" / "chimes"


def spoken(seconds: float, around: float = 0.5, rate: int = RATE) -> Samples:
    """A tone between two silences, as engines give it."""
    quiet = np.zeros(round(around * rate))
    tone = 0.3 * np.sin(2 * np.pi * 500 * np.arange(round(seconds * rate)) / rate)
    return Samples(np.concatenate([quiet, tone, quiet]).astype(np.float32), rate)


def sounding(samples: Samples) -> list[tuple[float, float]]:
    """Where there is sound, in seconds."""
    loud = np.abs(samples.data[: len(samples.data) // 480 * 480]).reshape(-1, 480).max(axis=1) > 0.01
    edges = np.flatnonzero(np.diff(np.concatenate([[0], loud.astype(int), [0]])))
    return [(start / 100, end / 100) for start, end in edges.reshape(-1, 2).tolist()]


def test_an_engines_own_silence_is_cut_to_a_soft_edge() -> None:
    assert trimmed(spoken(1)).duration == pytest.approx(timedelta(seconds=1.06), abs=timedelta(milliseconds=5))


@pytest.mark.parametrize("pause", [0.4, 0.7, 1.2])
def test_the_pause_between_two_sentences_is_the_one_asked_for(pause: float) -> None:
    line = Line(spoken(1, rate=22050), timedelta(seconds=pause))
    (_, first_ends), (second_begins, _) = sounding(joined([line, line]).samples)
    assert second_begins - first_ends == pytest.approx(pause + 0.06, abs=0.03)


def test_the_spans_stand_where_the_sound_is() -> None:
    lines = [Line(spoken(0.5 + n / 2), timedelta(seconds=0.7)) for n in range(3)]
    made = programme(joined(lines), spoken(1, 0), spoken(1, 0))
    heard = sounding(made.samples)[1:-1]
    assert len(made.spans) == len(heard) == 3
    for (begin, end), (first, last) in zip(made.spans, heard, strict=True):
        assert begin.total_seconds() == pytest.approx(first, abs=0.05)
        assert end.total_seconds() == pytest.approx(last, abs=0.05)
    assert all(one[1] < two[0] for one, two in pairwise(made.spans))


def test_the_player_gets_its_silences_and_the_chimes_their_second() -> None:
    made = programme(joined([Line(spoken(1), timedelta())]), spoken(1, 0), spoken(1, 0))
    (first, _), (speech, spoken_until), (last, end) = sounding(made.samples)
    assert first == pytest.approx(0.25, abs=0.02)
    assert speech == pytest.approx(0.25 + 1 + 1, abs=0.05)
    assert last - spoken_until == pytest.approx(1, abs=0.05)
    assert made.samples.duration.total_seconds() - end == pytest.approx(1.5, abs=0.05)
    assert not made.samples.data[: RATE // 4].any()
    assert not made.samples.data[-int(1.5 * RATE) :].any()


def test_a_bulletin_without_chimes_begins_with_speech() -> None:
    made = programme(joined([Line(spoken(1), timedelta())]), None, None)
    assert sounding(made.samples)[0][0] == pytest.approx(0.28, abs=0.02)


def test_the_beginning_fades_in() -> None:
    made = programme(joined([Line(spoken(1), timedelta())]), spoken(1, 0), None)
    start = made.samples.data[RATE // 4 :]
    assert np.abs(start[:240]).max() < 0.3 * np.abs(start[: RATE // 2]).max()


@pytest.mark.parametrize("name", ["opening", "closing", "attention"])
def test_our_chimes_are_short_clean_and_can_be_set_to_a_loudness(name: str) -> None:
    raw = decode(CHIMES / f"{name}.wav")
    assert timedelta(seconds=2) < raw.duration < timedelta(seconds=4)
    assert np.abs(raw.data[-RATE // 100 :]).max() < 0.002
    assert loudness(chime(CHIMES / f"{name}.wav", -17, -2)) == pytest.approx(-17, abs=0.1)
    assert true_peak(chime(CHIMES / f"{name}.wav", -17, -2)) <= -1.95


@pytest.mark.parametrize("name", ["opening", "closing", "attention"])
def test_our_chimes_lie_where_a_horn_can_give_them_back(name: str) -> None:
    data = decode(CHIMES / f"{name}.wav").data
    power = np.abs(np.fft.rfft(data)) ** 2
    hertz = np.fft.rfftfreq(len(data), 1 / RATE)
    assert power[(hertz > 400) & (hertz < 6000)].sum() > 0.95 * power.sum()


def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_chimes", ROOT / "tools" / "make_chimes.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["make_chimes"] = module
    spec.loader.exec_module(module)
    return module


def test_the_generator_in_the_repository_makes_exactly_these_chimes(tmp_path: Path) -> None:
    made = generator()
    made.main(tmp_path)
    for path in sorted(tmp_path.iterdir()):
        here, there = decode(path).data, decode(CHIMES / path.name).data
        assert len(here) == len(there)
        assert np.abs(here - there).max() <= 1.5 / 32768
    assert len(list(tmp_path.iterdir())) == 3
