"""From one sampling rate to another, as a product of matrices: a stretch of samples in, another one out."""

import math
from functools import lru_cache
from typing import TYPE_CHECKING

from broadcaster.sound.samples import RATE, Samples

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float32]

SIDE = 10
"""Waves of the interpolation to each side; the same length and window as scipy's resample_poly."""

WINDOW = 5.0
STRETCH = 48
CHUNK = 1 << 13
UNUSUAL = 2000
"""Rates whose common steps are longer than this have no table of reasonable size."""


def at_rate(samples: Samples, rate: int = RATE) -> Samples:
    """The same sound at another sampling rate."""
    import numpy as np

    if samples.rate == rate or not len(samples.data):
        return samples if samples.rate == rate else Samples(samples.data, rate)
    shared = math.gcd(samples.rate, rate)
    up, down = rate // shared, samples.rate // shared
    if max(up, down) > UNUSUAL:
        from scipy.signal import resample_poly

        return Samples(np.asarray(resample_poly(samples.data, up, down), dtype=np.float32), rate)
    return Samples(_interpolated(samples.data, up, down), rate)


def _interpolated(data: "Numbers", up: int, down: int) -> "Numbers":
    import numpy as np

    weights, side, step = table(up, down)
    made = weights.shape[1]
    length = -(-len(data) * up // down)
    frames = -(-length // made)
    padded = np.zeros(frames * step + 2 * side, dtype=np.float32)
    padded[side : side + len(data)] = data[: len(padded) - side]
    windows = np.lib.stride_tricks.sliding_window_view(padded, step + 2 * side)[::step]
    result = np.empty((frames, made), dtype=np.float32)
    for start in range(0, frames, CHUNK):
        np.matmul(windows[start : start + CHUNK], weights, out=result[start : start + CHUNK])
    return result.reshape(-1)[:length]


@lru_cache(maxsize=8)
def table(up: int, down: int) -> tuple["Numbers", int, int]:
    """Weights of each sample in for each sample out, samples needed to each side, and samples one stretch goes on."""
    import numpy as np

    times = max(1, -(-STRETCH // down))
    step, made = times * down, times * up
    widest = max(up, down)
    half = SIDE * widest
    side = -(-half // up)
    inside = (np.arange(step + 2 * side) - side) * up
    distance = (np.arange(made) * down)[None, :] - inside[:, None]
    window = np.where(
        np.abs(distance) <= half, np.i0(WINDOW * np.sqrt(np.clip(1 - (distance / half) ** 2, 0, 1))) / np.i0(WINDOW), 0
    )
    weights = np.sinc(distance / widest) * window
    weights /= weights.sum(axis=0, keepdims=True)  # a constant stays itself
    return np.ascontiguousarray(weights, dtype=np.float32), side, step
