"""How loud a sound is: integrated loudness after ITU-R BS.1770, and true peak with four-fold oversampling."""

import math
from typing import TYPE_CHECKING

from broadcaster.sound.samples import RATE, Samples, at_rate

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float32]

# The K-weighting of BS.1770 at 48 kHz: a shelf for the head, then a high-pass.
SHELF = (1.53512485958697, -2.69169618940638, 1.19839281085285, 1.0, -1.69065929318241, 0.73248077421585)
HIGH_PASS = (1.0, -2.0, 1.0, 1.0, -1.99004745483398, 0.99007225036621)
OFFSET = -0.691
ABSOLUTE_GATE = -70.0
RELATIVE_GATE = -10.0
STEP = RATE // 10
OVERSAMPLING = 4
CHUNK = 10 * RATE
EDGE = 256
SILENCE = -math.inf


def loudness(samples: Samples) -> float:
    """Integrated loudness in LUFS; minus infinity for silence."""
    import numpy as np

    power = _block_power(at_rate(samples).data)
    blocks = np.convolve(power, np.full(4, 0.25), "valid") if len(power) >= 4 else power[:0]
    if not len(blocks):
        blocks = power.mean(keepdims=True) if len(power) else power
    for gate in (ABSOLUTE_GATE, None):
        if len(blocks):
            limit = gate if gate is not None else _lufs(float(blocks.mean())) + RELATIVE_GATE
            blocks = blocks[blocks > 10 ** ((limit - OFFSET) / 10)]
    return _lufs(float(blocks.mean())) if len(blocks) else SILENCE


def true_peak(samples: Samples) -> float:
    """The highest point of the wave between the samples too, in dBTP."""
    import numpy as np

    top = float(np.max(peaks(samples.data, RATE // 1000), initial=0.0))
    return 20 * math.log10(top) if top > 0 else SILENCE


def peaks(data: "Numbers", block: int) -> "Numbers":
    """The highest absolute value of the four times oversampled wave in each `block` of samples.

    Done in chunks with an overlap, so that an hour of sound needs no more memory than ten seconds.
    """
    import numpy as np
    from scipy.signal import resample_poly

    chunk = CHUNK // block * block
    found = []
    for start in range(0, len(data), chunk):
        before = min(EDGE, start)
        piece = data[start - before : start + chunk + EDGE]
        fine = np.abs(resample_poly(piece, OVERSAMPLING, 1))
        length = min(chunk, len(data) - start)
        fine = fine[before * OVERSAMPLING : (before + length) * OVERSAMPLING]
        size = block * OVERSAMPLING
        fine = np.pad(fine, (0, -len(fine) % size))
        found.append(fine.reshape(-1, size).max(axis=1))
    return np.concatenate(found).astype(np.float32) if found else np.zeros(0, dtype=np.float32)


def _block_power(data: "Numbers") -> "NDArray[np.float64]":
    """Mean square of the K-weighted sound in steps of 100 ms."""
    import numpy as np
    from scipy.signal import sosfilt

    sos = np.array([SHELF, HIGH_PASS])
    state = np.zeros((2, 2))
    found = []
    whole = len(data) // STEP * STEP or len(data)
    for start in range(0, whole, CHUNK):
        weighted, state = sosfilt(sos, data[start : min(start + CHUNK, whole)].astype(np.float64), zi=state)
        rows = np.square(weighted).reshape(-1, min(STEP, len(weighted)))
        found.append(rows.mean(axis=1))
    return np.concatenate(found) if found else np.zeros(0)


def _lufs(power: float) -> float:
    return OFFSET + 10 * math.log10(power) if power > 0 else SILENCE
