"""Listening to one play: the ear on the device's monitor, the judge, and an eye on the device itself."""

import math
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from broadcaster.speakers.account import VERDICT, Tally, account
from broadcaster.speakers.ear import Ear
from broadcaster.speakers.judge import HEARD, MISSED, Judge
from broadcaster.speakers.port import Heard
from broadcaster.speakers.pulse import Sink, SinkWatch, wake
from broadcaster.speakers.score import Score, energy
from broadcaster.speakers.tape import TAPE_RATE

_MOMENT = TAPE_RATE * 3 // 10
_DOUBT = 100  # verdicts: a second without any of the sound that was due
_FULL_SCALE = 32768.0


class Hearing:
    """Made before the player is armed, so that the recording knows its own time when the sound comes."""

    def __init__(self, sink: Sink) -> None:
        self._ear = Ear(sink.monitor)
        self.watch = SinkWatch(sink)
        self._score: Score | None = None
        self._judge: Judge | None = None
        self._tally = Tally()

    def open(self, path: Path) -> None:
        """Take the score from the very bytes that the player holds."""
        self._score = Score(path)

    def wake(self) -> None:
        """The ear is on and nothing comes: have the device begin anew, unless it is suspended on purpose."""
        if not self.watch.sink.suspended:
            wake(self.watch.sink)

    def begin(self, monotonic: float) -> None:
        """The player has let the sound go."""
        if self._score:
            self._judge = Judge(self._score, self._ear.tape, monotonic)

    def listen(self, *, final: bool = False) -> None:
        """Judge what has come in since the last time."""
        if not self._judge:
            return
        self._ear.tape.stand_still(time.monotonic())
        self._judge.listen(deaf=self.watch.deaf, final=final)
        if not self.hearing or self._ear.lost:
            self.watch.look_now()

    @property
    def works(self) -> bool:
        """Whether anything at all could be recorded."""
        return self._ear.tape.zero() is not None

    @property
    def reliable(self) -> bool:
        """Whether silence on the tape means silence on the device."""
        if self._ear.lost and not self.watch.lost:
            return False
        return self.works or self.watch.was_suspended or bool(self.watch.lost)

    @property
    def done(self) -> bool:
        """Whether every stretch of the file has its verdict."""
        return self._judge is not None and self._judge.done

    @property
    def hearing(self) -> bool:
        """False once a second has passed without any of the sound that was due."""
        recent = self._judge.grains[-_DOUBT:] if self._judge else b""
        return HEARD in recent or recent.count(MISSED) < _DOUBT // 4

    @property
    def heard(self) -> timedelta:
        """How much of the file has been recognised so far."""
        return self._tally.of(self._judge.grains) * VERDICT if self._judge else timedelta(0)

    @property
    def level_db(self) -> float | None:
        """The device's level just now, in dBFS; None for digital silence."""
        tape = self._ear.tape
        return _decibels(energy(tape.read(tape.end - _MOMENT, tape.end)), _MOMENT)

    def account(self, length: timedelta, wall: Callable[[float], datetime]) -> Heard:
        """The sum of it; `wall` turns monotonic instants into wall clock time."""
        judge = self._judge
        if judge is None:
            return account(b"", length, None, None, None)
        first = None if judge.first is None else wall(judge.first)
        last = None if judge.last is None else wall(judge.last)
        return account(judge.all_grains(), length, first, last, _decibels(judge.loudness, judge.loud_samples))

    def close(self) -> None:
        """Take the ear off."""
        self.watch.close()
        self._ear.close()
        if self._score:
            self._score.close()


def _decibels(total: float, samples: int) -> float | None:
    return round(10 * math.log10(total / samples / _FULL_SCALE**2), 1) if total and samples else None
