"""The gate names the sentence that would not be understood."""

from datetime import timedelta

import numpy as np

from broadcaster.sound import RATE, Programme, Samples, flaws


def programme(*parts: "np.ndarray[tuple[int], np.dtype[np.float64]]") -> Programme:
    """The parts as sentences, one second of silence before each."""
    data, spans, at = [], [], timedelta()
    for part in parts:
        data += [np.zeros(RATE), part]
        begin = at + timedelta(seconds=1)
        at = begin + timedelta(seconds=len(part) / RATE)
        spans.append((begin, at))
    return Programme(Samples(np.concatenate(data).astype(np.float32)), tuple(spans))


def voice(seconds: float, strength: float = 0.3) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    return strength * np.sin(2 * np.pi * 500 * np.arange(round(seconds * RATE)) / RATE)


def test_good_sentences_pass() -> None:
    assert list(flaws(programme(voice(2), voice(0.3)))) == []


def test_a_missing_sentence_is_named() -> None:
    assert list(flaws(programme(voice(2), np.zeros(RATE), voice(1)))) == [(1, "has no sound")]
    assert list(flaws(programme(voice(2, 0.001)))) == [(0, "has no sound")]


def test_a_hole_in_a_sentence_is_found_and_a_breath_is_not() -> None:
    holed = np.concatenate([voice(1), np.zeros(round(3.2 * RATE)), voice(1)])
    breathing = np.concatenate([voice(1), np.zeros(round(1.5 * RATE)), voice(1)])
    assert list(flaws(programme(breathing, holed))) == [(1, "is silent for 3.2 s in its middle")]


def test_a_clipped_sentence_is_found() -> None:
    assert list(flaws(programme(np.clip(voice(1, 3.0), -1, 1)))) == [(0, "is clipped")]
