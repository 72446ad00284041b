"""The score: what a rendered file should sound like, read bit by bit at the ear's own rate."""

import wave
from array import array
from collections.abc import Sequence
from operator import mul
from pathlib import Path

from broadcaster.speakers.seal import RATE
from broadcaster.speakers.tape import TAPE_RATE, Samples

STEP = RATE // TAPE_RATE
GRAIN = TAPE_RATE // 100
"""Ten milliseconds: the finest stretch that is judged on its own."""

_PROBE = 48  # every 48th sample is enough to know how loud a file is
_FAINT = 0.018  # a grain this far (-35 dB) below the loudest is a pause
_AUDIBLE = 60.0  # and so is one below -55 dBFS


class Score:
    """The samples of one rendered file at 8 kHz, shifted by sixths of a sample where asked."""

    def __init__(self, path: Path) -> None:
        self._sound = wave.open(str(path), "rb")  # noqa: SIM115 - open until close()
        self.frames = self._sound.getnframes()
        self.length = self.frames // STEP
        self.threshold = max(_AUDIBLE, _FAINT * self._loudest())

    def close(self) -> None:
        """Let the file go."""
        self._sound.close()

    def samples(self, begin: int, count: int, phase: int = 0) -> Samples:
        """`count` samples from 8 kHz sample `begin`, taken `phase` 48 kHz samples later; silence outside the file."""
        first = begin * STEP + phase
        before = min(count * STEP, max(0, -first))
        self._sound.setpos(min(self.frames, max(0, first)))
        raw = self._sound.readframes(count * STEP - before)
        raw = bytes(2 * before) + raw
        raw += bytes(2 * count * STEP - len(raw))
        fine = array("h", raw)
        rows = [fine[offset::STEP] for offset in range(STEP)]
        return array("h", [(a + b + c + d + e + f) // 6 for a, b, c, d, e, f in zip(*rows, strict=True)])

    def first_sample(self, grain: int) -> float:
        """Where in the file, in 8 kHz samples, the sound of that grain begins (to 48 kHz exactness)."""
        self._sound.setpos(min(self.frames, grain * GRAIN * STEP))
        fine = array("h", self._sound.readframes(GRAIN * STEP))
        limit = self.threshold / 2
        start = next((at for at, value in enumerate(fine) if abs(value) > limit), 0)
        return grain * GRAIN + start / STEP

    def _loudest(self) -> float:
        """The level of the loudest tenth of a second, from a sample each millisecond."""
        loudest, tenth = 0.0, RATE // _PROBE // 10
        self._sound.setpos(0)
        while raw := self._sound.readframes(10 * RATE):
            thin = array("h", raw)[::_PROBE]
            for begin in range(0, len(thin), tenth):
                loudest = max(loudest, energy(thin[begin : begin + tenth]) / tenth)
        return float(loudest**0.5)


def energy(samples: Sequence[int]) -> int:
    """The sum of squares."""
    return sum(map(mul, samples, samples))


def likeness(ours: Sequence[int], theirs: Sequence[int]) -> int:
    """The sum of products: great where two sounds are the same."""
    return sum(map(mul, ours, theirs))
