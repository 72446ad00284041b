"""The gauge: for a sound that nobody knows beforehand, when and how loud the device sounded at all."""

from collections.abc import Callable
from datetime import timedelta

from broadcaster.speakers.hearing import decibels
from broadcaster.speakers.score import energy
from broadcaster.speakers.tape import TAPE_RATE, Tape

BLOCK = timedelta(milliseconds=50)
PAUSE = timedelta(seconds=2)
"""A pause of a speaker, or between two pieces of music; what is silent for longer is a hole."""

_SAMPLES = TAPE_RATE // 20
_AUDIBLE = 104.0  # -50 dBFS


class Gauge:
    """What the device gave from the monotonic instant `begins` on, in blocks; times are counted from there."""

    def __init__(self, begins: float) -> None:
        self.begins = begins
        self.blocks = 0
        self.silence = timedelta(0)
        self.first: timedelta | None = None
        self.until = timedelta(0)
        self._holes: list[tuple[timedelta, timedelta]] = []
        self._loudness, self._loud = 0, 0

    def listen(self, tape: Tape, now: float, deaf: Callable[[float, float], bool]) -> None:
        """Take in what has come onto the tape since the last time; a muted device gives silence."""
        tape.stand_still(now)
        zero = tape.zero()
        while zero is not None:
            since = self.begins + self.blocks * BLOCK.total_seconds()
            place = round((since - zero) * TAPE_RATE)
            if place + _SAMPLES > tape.end:
                return
            got = energy(tape.read(place, place + _SAMPLES))
            loud = got > _AUDIBLE**2 * _SAMPLES and not deaf(since, since + BLOCK.total_seconds())
            self._count(got if loud else 0)

    @property
    def heard(self) -> timedelta:
        """How much was heard, its pauses with it."""
        if self.first is None:
            return timedelta(0)
        return self.blocks * BLOCK - sum((end - begin for begin, end in self.gaps()), timedelta(0))

    @property
    def level_db(self) -> float | None:
        """The level of what was heard, in dBFS."""
        return decibels(self._loudness, self._loud)

    def gaps(self) -> tuple[tuple[timedelta, timedelta], ...]:
        """The holes, from and to, each longer than a pause."""
        open_hole = ((self.until, self.blocks * BLOCK),) if self.silence > PAUSE else ()
        return (*self._holes, *open_hole)

    def _count(self, loudness: int) -> None:
        at = self.blocks * BLOCK
        self.blocks += 1
        if not loudness:
            self.silence += BLOCK
            return
        if self.silence > PAUSE:
            self._holes.append((self.until, at))
        self.silence = timedelta(0)
        self.first = at if self.first is None else self.first
        self.until = at + BLOCK
        self._loudness += loudness
        self._loud += _SAMPLES
