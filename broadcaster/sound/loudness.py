"""How loud a sound is: integrated loudness after ITU-R BS.1770, and true peak with four-fold oversampling."""

import math
from typing import TYPE_CHECKING

from broadcaster.sound.filters import Filter, Section
from broadcaster.sound.rates import at_rate, table
from broadcaster.sound.samples import RATE, Samples

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float32]

# The K-weighting of BS.1770 at 48 kHz: a shelf for the head, then a high-pass.
SHELF: Section = (1.53512485958697, -2.69169618940638, 1.19839281085285, 1.0, -1.69065929318241, 0.73248077421585)
HIGH_PASS: Section = (1.0, -2.0, 1.0, 1.0, -1.99004745483398, 0.99007225036621)
OFFSET = -0.691
ABSOLUTE_GATE = -70.0
RELATIVE_GATE = -10.0
MILLISECOND = RATE // 1000
STEP = 100
"""Milliseconds between two blocks of 400."""

OVERSAMPLING = 4
CHUNK = 10_000
SILENCE = -math.inf


def loudness(samples: Samples) -> float:
    """Integrated loudness in LUFS; minus infinity for silence."""
    return integrated(weighted_power(at_rate(samples).data))


def weighted_power(data: "Numbers") -> "Numbers":
    """Mean square of the K-weighted sound in every millisecond."""
    import numpy as np

    found = []
    for _, piece in Filter([SHELF, HIGH_PASS]).pieces(data):
        rows = (np.pad(piece, (0, -len(piece) % MILLISECOND))).reshape(-1, MILLISECOND)
        found.append(np.einsum("ij,ij->i", rows, rows) / np.float32(MILLISECOND))
    return np.concatenate(found) if found else np.zeros(0, dtype=np.float32)


def integrated(power: "Numbers") -> float:
    """Integrated loudness of a sound whose weighted power is known millisecond by millisecond."""
    import numpy as np

    steps = power[: len(power) // STEP * STEP].reshape(-1, STEP).mean(axis=1, dtype=np.float64)
    blocks = np.convolve(steps, np.full(4, 0.25), "valid") if len(steps) >= 4 else steps[:0]
    if not len(blocks) and len(power):
        blocks = power.mean(dtype=np.float64, keepdims=True)
    for gate in (ABSOLUTE_GATE, None):
        if len(blocks):
            limit = gate if gate is not None else _lufs(float(blocks.mean())) + RELATIVE_GATE
            blocks = blocks[blocks > 10 ** ((limit - OFFSET) / 10)]
    return _lufs(float(blocks.mean())) if len(blocks) else SILENCE


def true_peak(samples: Samples) -> float:
    """The highest point of the wave between the samples too, in dBTP."""
    import numpy as np

    top = float(np.max(peaks(samples.data), initial=0.0))
    return 20 * math.log10(top) if top > 0 else SILENCE


def peaks(data: "Numbers") -> "Numbers":
    """The highest absolute value of the four times oversampled wave in each millisecond (48 samples).

    Done in chunks, so that an hour of sound needs little more memory than ten seconds.
    """
    import numpy as np

    weights, side, step = table(OVERSAMPLING, 1)
    assert step == MILLISECOND
    frames = -(-len(data) // step)
    result = np.zeros(frames, dtype=np.float32)
    for start in range(0, frames, CHUNK):
        stop = min(start + CHUNK, frames)
        piece = np.zeros((stop - start) * step + 2 * side, dtype=np.float32)
        first, last = max(0, start * step - side), min(len(data), stop * step + side)
        piece[first - start * step + side : last - start * step + side] = data[first:last]
        windows = np.lib.stride_tricks.sliding_window_view(piece, step + 2 * side)[::step]
        fine = windows @ weights
        result[start:stop] = np.maximum(fine.max(axis=1), -fine.min(axis=1))
    return result


def _lufs(power: float) -> float:
    return OFFSET + 10 * math.log10(power) if power > 0 else SILENCE
