"""Filters for whole bulletins: each is worked out as its answer to a click and run in blocks through the transform.

numpy alone does it as fast as a compiled recursion does; importing scipy.signal takes longer than filtering a bulletin.
"""

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from broadcaster.sound.samples import RATE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float32]

Section = tuple[float, float, float, float, float, float]
"""A filter of second order: the numbers b0 b1 b2 above the line and a0 a1 a2 below it."""

TAPS = 8192
"""After a sixth of a second nothing is left of a click (-100 dB) behind any filter used here."""

BLOCK = 4 * TAPS
FOURTH_ORDER = (0.54119610, 1.30656296)
"""The two qualities that make a Butterworth filter of the fourth order."""


class Filter:
    """Sections one behind the other, at 48 kHz."""

    def __init__(self, sections: Sequence[Section]) -> None:
        import numpy as np

        turns = np.exp(-2j * math.pi * np.arange(BLOCK + 1) / (2 * BLOCK))
        answer = np.ones(BLOCK + 1, dtype=np.complex128)
        for b0, b1, b2, a0, a1, a2 in sections:
            answer *= (b0 + turns * (b1 + turns * b2)) / (a0 + turns * (a1 + turns * a2))
        click = np.fft.irfft(answer)[:TAPS]
        self._weights = np.fft.rfft(click, BLOCK).astype(np.complex64)

    def pieces(self, data: "Numbers") -> Iterator[tuple[int, "Numbers"]]:
        """The filtered sound piece by piece, each with the place of its first sample. All but the last are equal.

        A piece may be written over the samples it came from: what the next one needs of them is kept.
        """
        import numpy as np

        step = BLOCK - TAPS
        block = np.zeros(BLOCK, dtype=np.float32)
        for start in range(0, len(data), step):
            new = data[start : start + step]
            block[:TAPS] = block[step:]
            block[TAPS : TAPS + len(new)] = new
            block[TAPS + len(new) :] = 0
            filtered = np.fft.irfft(np.fft.rfft(block) * self._weights).astype(np.float32, copy=False)
            yield start, filtered[TAPS : TAPS + len(new)]


def high_pass(hertz: float) -> list[Section]:
    """Fourth order: 3 dB less at `hertz`, 24 dB less with every octave below."""
    found: list[Section] = []
    for quality in FOURTH_ORDER:
        turn, spread = _corner(hertz, quality)
        found.append(((1 + turn) / 2, -(1 + turn), (1 + turn) / 2, 1 + spread, -2 * turn, 1 - spread))
    return found


def low_pass(hertz: float) -> list[Section]:
    """Fourth order: 3 dB less at `hertz`, 24 dB less with every octave above."""
    found: list[Section] = []
    for quality in FOURTH_ORDER:
        turn, spread = _corner(hertz, quality)
        found.append(((1 - turn) / 2, 1 - turn, (1 - turn) / 2, 1 + spread, -2 * turn, 1 - spread))
    return found


def bell(hertz: float, gain_db: float, quality: float = 0.9) -> list[Section]:
    """`gain_db` at `hertz`, falling off to nothing on both sides."""
    strength = 10 ** (gain_db / 40)
    turn, spread = _corner(hertz, quality)
    over, under = spread * strength, spread / strength
    return [(1 + over, -2 * turn, 1 - over, 1 + under, -2 * turn, 1 - under)]


def _corner(hertz: float, quality: float) -> tuple[float, float]:
    angle = 2 * math.pi * hertz / RATE
    return math.cos(angle), math.sin(angle) / (2 * quality)
