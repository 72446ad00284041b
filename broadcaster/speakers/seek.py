"""Looking for a stretch of sound whose place on the tape is not known: by its loudness first, then by its samples."""

import math

from broadcaster.speakers.score import Score, energy, likeness
from broadcaster.speakers.tape import TAPE_RATE, Samples, Tape

BLOCK = TAPE_RATE // 4
HOP = 40
"""Five milliseconds, in samples: the step of the first look."""

EARLY = TAPE_RATE // 10
"""So much before its time a sound may come."""

_CONTEXT = TAPE_RATE // 4
_TOP = 4
_PROBE = 800


def likely(score: Score, tape: Tape, begin: int, place: int, late: int) -> list[int]:
    """The places where the rise and fall of loudness fits best, to five milliseconds."""
    due = _loudness(score.samples(begin - _CONTEXT, BLOCK + 2 * _CONTEXT))
    got = _loudness(tape.read(place - EARLY - _CONTEXT, place + BLOCK + late + _CONTEXT))
    mean = sum(due) / len(due)
    due = [value - mean for value in due]
    marks = []
    for shift in range(len(got) - len(due) + 1):
        part = got[shift : shift + len(due)]
        mean = sum(part) / len(part)
        spread = math.sqrt(sum((value - mean) ** 2 for value in part)) or 1.0
        marks.append((sum(map(lambda a, b: a * b, due, part)) / spread, shift))
    peaks = [
        marks[i] for i in range(len(marks)) if marks[i][0] >= max(mark for mark, _ in marks[max(0, i - 2) : i + 3])
    ]
    peaks.sort(reverse=True)
    return [place - EARLY + shift * HOP for _, shift in peaks[:_TOP]]


def pin_down(score: Score, tape: Tape, begin: int, place: int, count: int) -> tuple[float, int]:
    """How alike the two are at the best sample within five milliseconds of `place`, and which that is."""
    part = min(count, _PROBE)
    due = score.samples(begin, part)
    got = tape.read(place - HOP, place + part + HOP)
    marks = []
    for shift in range(2 * HOP + 1):
        near = got[shift : shift + part]
        norm = math.sqrt(energy(near))
        marks.append((likeness(due, near) / norm if norm else -1.0, place - HOP + shift))
    return max(marks)


def _loudness(samples: Samples) -> list[float]:
    """Decibels, five milliseconds at a time, with a floor so that silence does not weigh."""
    return [10 * math.log10(energy(samples[at : at + HOP]) + 40_000) for at in range(0, len(samples) - HOP + 1, HOP)]
