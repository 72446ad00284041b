"""The outdoor chain: what makes a voice carry from a horn in a street, and keeps the horn whole.

High-pass (a horn only wastes power below it), presence, low-pass, compressor, loudness, true-peak limiter.
"""

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from broadcaster.errors import SoundError
from broadcaster.sound.filters import Filter, bell, high_pass, low_pass
from broadcaster.sound.loudness import MILLISECOND, SILENCE, integrated, peaks, weighted_power
from broadcaster.sound.rates import at_rate
from broadcaster.sound.samples import RATE, Samples

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float32]

VERSION = "2"
"""Grows with every change that makes the same voice sound different; part of a rendition's key."""

FRAME = RATE // 200
CHUNK = 2000
CLOSE_ENOUGH = 0.1
ROUNDS = 12
REPEATS = 4


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


STREETS = {
    "quiet": Chain(high_pass=180.0, presence_db=2.0, low_pass=7000.0, ratio=2.0),
    "normal": Chain(),
    "noisy": Chain(high_pass=300.0, presence=2300.0, presence_db=9.0),
}
"""The louder the street, the less of what its noise covers anyway, and the more where consonants are."""

RUMBLE = 80.0


def chain_for(street: str, horn_protection: bool, lufs: float, peak: float) -> Chain:
    """The chain for a "quiet", "normal" or "noisy" street; without horn protection only rumble is taken away."""
    chain = replace(STREETS[street], lufs=lufs, peak=peak)
    return chain if horn_protection else replace(chain, high_pass=RUMBLE)


def shape(samples: Samples, chain: Chain) -> Samples:
    """Speech made fit for the street, at the chain's loudness and under its peak."""
    data = _filtered(at_rate(samples).data, chain)
    return levelled(Samples(_compressed(data, chain)), chain.lufs, chain.ceiling)


def shape_in_place(samples: Samples, chain: Chain) -> None:
    """As `shape`, for a long recording at 48 kHz: in the memory it lies in, so that a quarter of an hour fits."""
    _filtered(samples.data, chain, into=samples.data)
    _compressed(samples.data, chain)
    level_in_place(samples, chain.lufs, chain.ceiling)


def level_in_place(samples: Samples, lufs: float, ceiling: float) -> None:
    """As `levelled`, in the memory the sound lies in: what a turn misses is made up for by turning the result."""
    for _ in range(REPEATS):
        power, highest = weighted_power(samples.data), peaks(samples.data)
        if integrated(power) == SILENCE:
            raise SoundError("there is no sound to bring to a loudness")
        _turned(samples.data, _gains(power, highest, lufs, ceiling), MILLISECOND, into=samples.data)
        if abs(lufs - integrated(weighted_power(samples.data))) <= CLOSE_ENOUGH:
            return


def levelled(samples: Samples, lufs: float, ceiling: float) -> Samples:
    """The sound at `lufs` with no true peak above `ceiling`: raised and limited until both hold.

    What the limiter takes away has to be given back. How much is worked out on the sound's power millisecond by
    millisecond; the sound itself is turned once, measured, and turned again only if that came out wrong.
    """
    power, highest = weighted_power(samples.data), peaks(samples.data)
    if integrated(power) == SILENCE:
        raise SoundError("there is no sound to bring to a loudness")
    aim, result = lufs, samples
    for _ in range(REPEATS):
        gains = _gains(power, highest, aim, ceiling)
        result = samples  # the last attempt makes room for the next
        result = Samples(_turned(samples.data, gains, MILLISECOND), samples.rate)
        missing = lufs - integrated(weighted_power(result.data))
        if abs(missing) <= CLOSE_ENOUGH:
            break
        aim += missing
    return result


def limited(samples: Samples, gain_db: float, ceiling: float) -> Samples:
    """The sound raised by `gain_db`, turned down for moments where its true peak would pass `ceiling`."""
    reduction = _reduction(peaks(samples.data), gain_db, ceiling)
    return Samples(_turned(samples.data, gain_db - reduction, MILLISECOND), samples.rate)


def _gains(power: "Numbers", highest: "Numbers", lufs: float, ceiling: float) -> "Numbers":
    """The gain of every millisecond, in dB, that brings a sound of this power and these peaks to `lufs`."""
    import numpy as np

    reached = integrated(power)
    gain, passes = 0.0, 1.0
    gains = power
    for _ in range(ROUNDS):
        raised = (lufs - reached) / passes
        gain += raised
        gains = gain - _reduction(highest, gain, ceiling)
        before, reached = reached, integrated(power * 10 ** (gains / np.float32(10)))
        if abs(lufs - reached) <= CLOSE_ENOUGH / 4:
            break
        passes = min(1.0, max(0.2, (reached - before) / raised))  # how much of a raise gets through the limiter
    return gains


def _reduction(highest: "Numbers", gain_db: float, ceiling: float) -> "Numbers":
    """How far each millisecond must be turned down, a little ahead of need and softly."""
    import numpy as np

    over = 20 * np.log10(np.maximum(highest, np.float32(1e-9))) + (gain_db - ceiling)
    held = np.pad(_released(np.maximum(over, 0.0), 0.02), 5, mode="edge")  # 1 dB in 50 ms, faster from far above
    length = len(highest)
    ahead = held[: length + 4].copy()
    for shift in range(1, 7):
        np.maximum(ahead, held[shift : shift + length + 4], out=ahead)
    return np.convolve(ahead, np.full(5, 0.2, dtype=np.float32), "valid").astype(np.float32)


def _filtered(data: "Numbers", chain: Chain, into: "Numbers | None" = None) -> "Numbers":
    import numpy as np

    street = [*high_pass(chain.high_pass), *bell(chain.presence, chain.presence_db), *low_pass(chain.low_pass)]
    result = np.empty_like(data) if into is None else into
    for start, piece in Filter(street).pieces(data):
        result[start : start + len(piece)] = piece
    return result


def _compressed(data: "Numbers", chain: Chain) -> "Numbers":
    """Loud syllables brought nearer to soft ones, in place: above the threshold only 1/ratio of a rise is left."""
    import numpy as np

    frames = data[: len(data) // FRAME * FRAME].reshape(-1, FRAME)
    rest = data[frames.size :]
    squares = [np.einsum("ij,ij->i", frames, frames), *([np.dot(rest, rest)[None]] if len(rest) else [])]
    power = np.concatenate(squares) / np.float32(FRAME)
    level = 10 * np.log10(np.maximum(power, np.float32(1e-12)))
    speaking = level[level > level.max() - 30]
    threshold = float(speaking.mean()) - chain.threshold_below
    over = _released(np.maximum(level - threshold, 0.0), 0.08)
    return _turned(data, -over * np.float32(1 - 1 / chain.ratio), FRAME, into=data)


def _released(reduction: "Numbers", part: float) -> "Numbers":
    """Up at once, down by `part` of what is left in each step: no pumping between syllables.

    Falling by a part is falling by a constant in the logarithm, so the highest of all falling lines is a running
    maximum.
    """
    import numpy as np

    falling = -math.log1p(-part) * np.arange(len(reduction))
    with np.errstate(divide="ignore"):
        lines = np.log(reduction.astype(np.float64)) + falling
    held: Numbers = np.exp(np.maximum.accumulate(lines) - falling).astype(np.float32)
    return held


def _turned(data: "Numbers", gains_db: "Numbers", block: int, into: "Numbers | None" = None) -> "Numbers":
    """`data` with one gain for each block, gliding from the middle of one to the middle of the next.

    `into` may be `data` itself where the unturned sound is not needed any more.
    """
    import numpy as np

    factors = np.pad(10 ** (gains_db / np.float32(20)), 1, mode="edge")
    three = np.lib.stride_tricks.sliding_window_view(factors, 3)
    place = (np.arange(block) + 0.5) / block - 0.5  # from the middle of the block
    glide = np.array([np.maximum(-place, 0), 1 - np.abs(place), np.maximum(place, 0)], dtype=np.float32)
    result = np.empty_like(data) if into is None else into
    for first in range(0, len(three), CHUNK):
        start = first * block
        gains = (three[first : first + CHUNK] @ glide).reshape(-1)
        piece = data[start : start + len(gains)]
        np.multiply(piece, gains[: len(piece)], out=result[start : start + len(piece)])
    return result
