"""The last look before a person listens: is every sentence really there, without holes and without clipping?"""

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from broadcaster.sound.clips import Programme
from broadcaster.sound.samples import RATE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FRAME = RATE // 100
PRESENT = 0.02
"""A sentence whose loudest hundredth of a second stays under this (-34 dBFS) is not heard in a street."""

SILENT = 0.003
LONGEST_HOLE = timedelta(seconds=3)
FULL_SCALE = 0.999


def flaws(made: Programme) -> Iterator[tuple[int, str]]:
    """Each line that would not be understood, by its number, and what is wrong with it."""
    for number, (begin, end) in enumerate(made.spans):
        data = made.samples.data[_sample(begin) : _sample(end)]
        levels = _levels(data)
        if not len(levels) or levels.max() < PRESENT:
            yield number, "has no sound"
        elif (hole := _longest_run(levels < SILENT)) > LONGEST_HOLE:
            yield number, f"is silent for {hole.total_seconds():.1f} s in its middle"
        elif abs(data).max() >= FULL_SCALE:
            yield number, "is clipped"


def _sample(moment: timedelta) -> int:
    return round(moment.total_seconds() * RATE)


def _levels(data: "NDArray[np.float32]") -> "NDArray[np.float32]":
    """The effective value of every hundredth of a second."""
    import numpy as np

    frames = data[: len(data) // FRAME * FRAME].reshape(-1, FRAME)
    levels: NDArray[np.float32] = np.sqrt(np.mean(np.square(frames), axis=1))
    return levels


def _longest_run(quiet: "NDArray[np.bool_]") -> timedelta:
    import numpy as np

    edges = np.flatnonzero(np.diff(np.concatenate([[False], quiet, [False]]).astype(np.int8)))
    runs = edges[1::2] - edges[::2]
    return timedelta(seconds=int(runs.max(initial=0)) * FRAME / RATE)
