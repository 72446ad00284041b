"""Listening to one play: the ear on the device's monitor, the judge, and an eye on the device itself."""

import math
import time
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from broadcaster.airing import Reason
from broadcaster.speakers.account import VERDICT, Tally
from broadcaster.speakers.attendant import Attendant
from broadcaster.speakers.ear import Ear
from broadcaster.speakers.judge import HEARD, MISSED, Judge
from broadcaster.speakers.pulse import wake
from broadcaster.speakers.score import Score, energy
from broadcaster.speakers.tape import TAPE_RATE, Tape

_MOMENT = TAPE_RATE * 3 // 10
_DOUBT = 100  # verdicts: a second without any of the sound that was due
_LATE = 0.3  # seconds without a sample: is the sound server still there?
_DEAD = 300  # verdicts: after three seconds of digital silence instead of sound the device is given up
_FULL_SCALE = 32768.0


@dataclass(frozen=True, slots=True)
class Findings:
    """The verdicts on a whole file, and the monotonic instants of the first and last recognised sound."""

    grains: bytes
    first: float | None
    last: float | None
    level_db: float | None


class Hearing:
    """Made before the player is armed, so that the recording knows its own time when the sound comes."""

    def __init__(self, attendant: Attendant) -> None:
        self._attendant = attendant
        self._ear = Ear(attendant.sink.monitor)
        self._score: Score | None = None
        self._judge: Judge | None = None
        self._tally = Tally()

    def open(self, path: Path) -> None:
        """Take the score from the very bytes that the player holds."""
        self._score = Score(path)

    def wake(self) -> None:
        """The ear is on and nothing comes: have the device begin anew, unless it is suspended on purpose."""
        if not self._attendant.sink.suspended:
            wake(self._attendant.sink)

    def begin(self, monotonic: float, before: bytes) -> None:
        """The player has let the sound go; `monotonic` is when the file's first sample was, or would have been, due.

        `before` are the verdicts on what is left out or was played earlier.
        """
        if self._score:
            self._judge = Judge(self._score, self._ear.tape, monotonic, before, self._attendant.deaf_between)

    def listen(self, *, final: bool = False) -> None:
        """Judge what has come in since the last time."""
        if not self._judge:
            return
        late = self._ear.tape.stand_still(time.monotonic())
        self._judge.listen(final=final)
        if not self.hearing or self._ear.lost or late > _LATE:
            self._attendant.look_now()

    @property
    def works(self) -> bool:
        """Whether anything at all could be recorded."""
        return self._ear.tape.zero() is not None

    @property
    def reliable(self) -> bool:
        """Whether silence on the tape means silence on the device."""
        if self._ear.lost and not self._attendant.lost:
            return False
        return self.works or self._attendant.was_suspended or bool(self._attendant.lost)

    @property
    def done(self) -> bool:
        """Whether every stretch of the file has its verdict."""
        return self._judge is not None and self._judge.done

    @property
    def hearing(self) -> bool:
        """False while the device is muted, and once a second has passed without any of the sound that was due."""
        recent = self._judge.recent(_DOUBT) if self._judge else b""
        return not self._attendant.deaf and (HEARD in recent or recent.count(MISSED) < _DOUBT // 4)

    @property
    def why_not(self) -> Reason:
        """Why nothing is heard, as far as the device tells."""
        if self.hearing:
            return Reason.NONE
        if self._attendant.lost:
            return Reason.DEVICE_LOST
        return Reason.MUTED if self._attendant.sink.deaf else Reason.SILENT

    @property
    def dead(self) -> bool:
        """Whether the device has given digital silence for seconds while sound was due, muted by nobody."""
        judge, tape = self._judge, self._ear.tape
        if judge is None or not self.reliable or self._attendant.deaf:
            return False
        recent = judge.recent(_DEAD)
        if HEARD in recent or recent.count(MISSED) < _DEAD * 2 // 3:
            return False
        return not energy(tape.read(tape.end - _DEAD * TAPE_RATE // 100, tape.end))

    @property
    def heard(self) -> timedelta:
        """How much of the file has been recognised so far."""
        return self._tally.of(self._judge.grains) * VERDICT if self._judge else timedelta(0)

    @property
    def level_db(self) -> float | None:
        """The device's level just now, in dBFS; None for digital silence."""
        return level_now(self._ear.tape)

    def findings(self) -> "Findings | None":
        """What this ear has found out; None before the sound was let go."""
        judge = self._judge
        if judge is None:
            return None
        level = decibels(judge.loudness, judge.loud_samples)
        return Findings(judge.all_grains(), judge.first, judge.last, level)

    @property
    def notes(self) -> list[str]:
        """What the technician should know about the listening itself."""
        return self._ear.notes

    def close(self) -> None:
        """Take the ear off."""
        self._ear.close()
        if self._score:
            self._score.close()


def level_now(tape: Tape) -> float | None:
    """The level of the last third of a second on the tape."""
    return decibels(energy(tape.read(tape.end - _MOMENT, tape.end)), _MOMENT)


def decibels(total: float, samples: int) -> float | None:
    """The mean level of so many samples in dBFS; None where there was nothing."""
    return round(10 * math.log10(total / samples / _FULL_SCALE**2), 1) if total and samples else None
