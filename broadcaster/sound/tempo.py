"""Speaking slower or faster at the same pitch: pieces of the wave laid over each other where they fit best (WSOLA)."""

from collections.abc import Sequence
from datetime import timedelta
from statistics import median
from typing import TYPE_CHECKING

from broadcaster.sound.samples import Samples

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float32]

SLOWEST, FASTEST = 3.4, 4.2
"""Vietnamese syllables a second that are understood from a horn in a street."""

MOST = 1.4
"""A voice further off than this is not mended: it would sound like a machine."""

PIECE = timedelta(milliseconds=32)
SEARCH = timedelta(milliseconds=8)
COARSE = 3
"""The best place is looked for on every third sample."""


def factor_for(lines: Sequence[tuple[int, timedelta]], rate: float = 1.0) -> float:
    """How much longer the speech must last to be understood outdoors; 1 where nothing has to be done.

    `lines` are the syllables and the length of every sentence: the one in the middle counts, so that a single spoiled
    one does not move the others. `rate` is the speed the station wishes, relative to the usual.
    """
    paces = [count / length.total_seconds() for count, length in lines if count and length]
    if not paces:
        return 1.0
    pace = median(paces)
    wished = min(max(pace, SLOWEST * rate), FASTEST * rate)
    return min(max(pace / wished, 1 / MOST), MOST)


def stretched(samples: Samples, factor: float) -> Samples:
    """The sound made `factor` times as long."""
    import numpy as np

    if abs(factor - 1) < 0.01:
        return samples
    piece = round(PIECE.total_seconds() * samples.rate) // 2 * 2
    step, search = piece // 2, round(SEARCH.total_seconds() * samples.rate)
    window = np.hanning(piece + 1)[:-1].astype(np.float32)
    length = round(len(samples.data) * factor)
    count = -(-length // step)
    data = np.pad(samples.data, (piece + search, 2 * piece + 2 * search))
    result = np.zeros(count * step + piece, dtype=np.float32)
    at = piece + search
    for number in range(count):
        if number:
            wanted = piece + search + min(round(number * step / factor), len(samples.data))
            at = _best(data, data[at + step : at + step + piece], wanted, search)
        result[number * step : number * step + piece] += window * data[at : at + piece]
    return Samples(result[step : step + length] if count else samples.data, samples.rate)


def _best(data: "Numbers", going_on: "Numbers", wanted: int, search: int) -> int:
    """The place near `wanted` whose wave goes on as the last piece would have."""
    import numpy as np

    around = data[wanted - search : wanted + search + len(going_on)][::COARSE]
    fits = np.correlate(around, going_on[::COARSE], "valid")
    return wanted - search + int(fits.argmax()) * COARSE
