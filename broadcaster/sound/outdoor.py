"""The outdoor chain: what makes a voice carry from a horn in a street, and keeps the horn whole.

High-pass (a horn only wastes power below it), presence, low-pass, compressor, loudness, true-peak limiter.
"""

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from broadcaster.errors import SoundError
from broadcaster.sound.loudness import SILENCE, loudness, peaks
from broadcaster.sound.samples import RATE, Samples, at_rate

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float32]

VERSION = "1"
"""Grows with every change that makes the same voice sound different; part of a rendition's key."""

FRAME = RATE // 200
MILLISECOND = RATE // 1000
CHUNK = 10 * RATE
CLOSE_ENOUGH = 0.1
ROUNDS = 8


@dataclass(frozen=True, slots=True)
class Chain:
    """What the chain is asked for. `ceiling` is the limiter's, half a decibel under the `peak` that is promised."""

    lufs: float = -14.0
    peak: float = -1.5
    high_pass: float = 200.0
    presence: float = 2800.0
    presence_db: float = 4.0
    low_pass: float = 6000.0
    threshold_below: float = 6.0
    ratio: float = 3.0

    @property
    def ceiling(self) -> float:
        """Where the limiter holds the wave, in dBTP."""
        return self.peak - 0.5


def shape(samples: Samples, chain: Chain) -> Samples:
    """Speech made fit for the street, at the chain's loudness and under its peak."""
    data = _filtered(at_rate(samples).data, chain)
    return levelled(Samples(_compressed(data, chain)), chain.lufs, chain.ceiling)


def levelled(samples: Samples, lufs: float, ceiling: float) -> Samples:
    """The sound at `lufs` with no true peak above `ceiling`: raised and limited until both hold.

    What the limiter takes away has to be given back; how much of a raise gets through it is learned on the way.
    """
    reached = loudness(samples)
    if reached == SILENCE:
        raise SoundError("there is no sound to bring to a loudness")
    result, gain, passes = samples, 0.0, 1.0
    highest = peaks(samples.data, MILLISECOND)
    for _ in range(ROUNDS):
        raised = (lufs - reached) / passes
        gain += raised
        result = samples  # the last attempt makes room for the next
        result, before = _limited(samples, gain, ceiling, highest), reached
        reached = loudness(result)
        if abs(lufs - reached) <= CLOSE_ENOUGH:
            break
        passes = min(1.0, max(0.3, (reached - before) / raised))
    return result


def limited(samples: Samples, gain_db: float, ceiling: float) -> Samples:
    """The sound raised by `gain_db`, turned down for moments where its true peak would pass `ceiling`."""
    return _limited(samples, gain_db, ceiling, peaks(samples.data, MILLISECOND))


def _limited(samples: Samples, gain_db: float, ceiling: float, highest: "Numbers") -> Samples:
    import numpy as np
    from scipy.ndimage import maximum_filter1d, uniform_filter1d

    over = 20 * np.log10(np.maximum(highest, 1e-9)) + gain_db - ceiling
    reduction = _released(np.maximum(over, 0.0), 0.02)  # 1 dB in 50 ms, and faster from far above
    reduction = uniform_filter1d(maximum_filter1d(reduction, 7), 5)
    return Samples(_turned(samples.data, gain_db - reduction, MILLISECOND), samples.rate)


def _filtered(data: "Numbers", chain: Chain) -> "Numbers":
    import numpy as np
    from scipy.signal import butter, sosfilt

    sos = np.vstack(
        [
            butter(4, chain.high_pass, "highpass", fs=RATE, output="sos"),
            _presence(chain.presence, chain.presence_db),
            butter(4, chain.low_pass, "lowpass", fs=RATE, output="sos"),
        ]
    )
    state = np.zeros((len(sos), 2))
    result = np.empty_like(data)
    for start in range(0, len(data), CHUNK):
        result[start : start + CHUNK], state = sosfilt(sos, data[start : start + CHUNK].astype(np.float64), zi=state)
    return result


def _presence(centre: float, gain_db: float, width: float = 0.9) -> list[float]:
    """A peaking filter (second order) of quality `width`."""
    strength = 10 ** (gain_db / 40)
    angle = 2 * math.pi * centre / RATE
    spread = math.sin(angle) / (2 * width)
    turn = -2 * math.cos(angle)
    first = 1 + spread / strength
    numbers = [1 + spread * strength, turn, 1 - spread * strength, first, turn, 1 - spread / strength]
    return [number / first for number in numbers]


def _compressed(data: "Numbers", chain: Chain) -> "Numbers":
    """Loud syllables brought nearer to soft ones, in place: above the threshold only 1/ratio of a rise is left."""
    import numpy as np

    power = [
        np.mean(np.square(_frames(data[start : start + CHUNK])), axis=1, dtype=np.float64)
        for start in range(0, len(data), CHUNK)
    ]
    level = 10 * np.log10(np.maximum(np.concatenate(power), 1e-12))
    speaking = level[level > level.max() - 30]
    threshold = float(speaking.mean()) - chain.threshold_below
    over = _released(np.maximum(level - threshold, 0.0), 0.08)
    return _turned(data, -over * (1 - 1 / chain.ratio), FRAME, into=data)


def _frames(data: "Numbers") -> "Numbers":
    import numpy as np

    return np.pad(data, (0, -len(data) % FRAME)).reshape(-1, FRAME)


def _released(reduction: "NDArray[np.float64]", part: float) -> "NDArray[np.float64]":
    """Up at once, down by `part` of what is left in each step: no pumping between syllables."""
    import numpy as np

    held, now = [], 0.0
    for wanted in reduction.tolist():
        now = max(wanted, now * (1 - part))
        held.append(now)
    return np.array(held)


def _turned(data: "Numbers", gains_db: "NDArray[np.float64]", block: int, into: "Numbers | None" = None) -> "Numbers":
    """`data` with one gain for each block, gliding from the middle of one to the middle of the next.

    `into` may be `data` itself where the unturned sound is not needed any more.
    """
    import numpy as np

    factors = 10 ** (gains_db / 20)
    middles = np.arange(len(factors)) * block + block / 2
    result = np.empty_like(data) if into is None else into
    for start in range(0, len(data), CHUNK):
        piece = data[start : start + CHUNK]
        result[start : start + CHUNK] = piece * np.interp(np.arange(start, start + len(piece)), middles, factors)
    return result
