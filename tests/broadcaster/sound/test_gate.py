"""The gate names the sentence that would not be understood."""

from datetime import timedelta

import numpy as np

from broadcaster.sound import RATE, Programme, Samples, flaws, overdriven


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


def test_a_length_that_cannot_be_the_sentence_is_found() -> None:
    made = programme(voice(2), voice(2), voice(2))
    assert list(flaws(made, [8, 40, 8])) == [(1, "lasts 2.0 s for 40 syllables")]
    assert list(flaws(programme(voice(9)), [2])) == [(0, "lasts 9.0 s for 2 syllables")]


def test_a_sentence_much_quieter_or_louder_than_the_rest_is_found() -> None:
    assert list(flaws(programme(voice(4), voice(2, 0.05), voice(4)))) == [(1, "is 15 LU quieter than the rest")]
    assert [number for number, _ in flaws(programme(voice(6, 0.1), voice(1.2, 0.9), voice(6, 0.1)))] == [1]


def test_a_voice_that_came_in_overdriven_is_known() -> None:
    assert overdriven(Samples(np.clip(voice(1, 3.0), -1, 1).astype(np.float32)))
    assert not overdriven(Samples(voice(1, 1.0).astype(np.float32)[: RATE // 500]))
    single = voice(1, 0.5)
    single[::997] = 1.0
    assert not overdriven(Samples(single.astype(np.float32)))
