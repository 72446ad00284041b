"""The last look before a person listens: is every sentence really there, whole, loud enough, and without clipping?"""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from broadcaster.sound.clips import Programme
from broadcaster.sound.loudness import MILLISECOND, integrated, weighted_power
from broadcaster.sound.samples import RATE, Samples

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float32]

FRAME = RATE // 100
PRESENT = 0.02
"""A sentence whose loudest hundredth of a second stays under this (-34 dBFS) is not heard in a street."""

SILENT = 0.003
LONGEST_HOLE = timedelta(seconds=3)
FULL_SCALE = 0.999
QUICKEST, SLOWEST = 0.12, 0.9
"""Seconds a syllable: outside of these it is not the sentence, or not all of it."""

AROUND = timedelta(seconds=1.5)
"""What a sentence may last beyond its syllables: breaths, and a number read slowly."""

TOO_QUIET = 10.0
TOO_LOUD = 6.0
SHORTEST = timedelta(seconds=1)
FLAT_TOP = 4
FLAT_PART = 0.0005


def flaws(made: Programme, syllables: Sequence[int] = (), power: "Numbers | None" = None) -> Iterator[tuple[int, str]]:
    """Each line that would not be understood, by its number, and what is wrong with it.

    `syllables` says how many each line has; `power` is the weighted power of the whole sound, if it is known.
    """
    if power is None:
        power = weighted_power(made.samples.data)
    whole = integrated(power)
    for number, (begin, end) in enumerate(made.spans):
        data = made.samples.data[_sample(begin) : _sample(end)]
        count = syllables[number] if syllables else 0
        part = power[_sample(begin) // MILLISECOND : _sample(end) // MILLISECOND]
        if found := _presence(data) or _length(end - begin, count) or _loudness(part, whole, end - begin):
            yield number, found
        elif abs(data).max() >= FULL_SCALE:
            yield number, "is clipped"


def overdriven(samples: Samples) -> bool:
    """Whether a voice came in with its tops cut flat, which no later step can mend."""
    return flat_tops(samples.data) > FLAT_PART * len(samples.data)


def flat_tops(data: "Numbers") -> int:
    """How many samples stand in a row at full scale."""
    import numpy as np

    at_top = np.abs(data) >= FULL_SCALE
    edges = np.flatnonzero(np.diff(np.concatenate([[False], at_top, [False]]).astype(np.int8)))
    lengths = edges[1::2] - edges[::2]
    return int(lengths[lengths >= FLAT_TOP].sum())


def _presence(data: "Numbers") -> str:
    levels = _levels(data)
    if not len(levels) or levels.max() < PRESENT:
        return "has no sound"
    hole = _longest_run(levels < SILENT)
    return f"is silent for {hole.total_seconds():.1f} s in its middle" if hole > LONGEST_HOLE else ""


def _length(length: timedelta, syllables: int) -> str:
    seconds = length.total_seconds()
    if syllables and not QUICKEST * syllables <= seconds <= SLOWEST * syllables + AROUND.total_seconds():
        return f"lasts {seconds:.1f} s for {syllables} syllables"
    return ""


def _loudness(power: "Numbers", whole: float, length: timedelta) -> str:
    """A sentence far from the loudness of the rest; a word or two may differ as words do."""
    if length < SHORTEST:
        return ""
    difference = integrated(power) - whole
    if difference < -TOO_QUIET:
        return f"is {-difference:.0f} LU quieter than the rest"
    return f"is {difference:.0f} LU louder than the rest" if difference > TOO_LOUD else ""


def _sample(moment: timedelta) -> int:
    return round(moment.total_seconds() * RATE)


def _levels(data: "Numbers") -> "Numbers":
    """The effective value of every hundredth of a second."""
    import numpy as np

    frames = data[: len(data) // FRAME * FRAME].reshape(-1, FRAME)
    levels: Numbers = np.sqrt(np.mean(np.square(frames), axis=1))
    return levels


def _longest_run(quiet: "NDArray[np.bool_]") -> timedelta:
    import numpy as np

    edges = np.flatnonzero(np.diff(np.concatenate([[False], quiet, [False]]).astype(np.int8)))
    runs = edges[1::2] - edges[::2]
    return timedelta(seconds=int(runs.max(initial=0)) * FRAME / RATE)
