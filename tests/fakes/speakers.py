"""Loudspeakers without sound: they take their time from a clock, refuse what the real ones refuse, and can fail."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from broadcaster.airing import Reason
from broadcaster.clock import Clock
from broadcaster.speakers import LEADING_SILENCE, Cue, Device, Heard, Played, Sounding, Watch
from broadcaster.speakers.seal import RATE, Refused, sealed_copy
from broadcaster.speakers.verdict import Circumstances, Trouble, verdict

LOOK = timedelta(milliseconds=100)
TRAILING_SILENCE = timedelta(milliseconds=1500)


@dataclass(slots=True)
class Faults:
    """What is wrong with the sound just now; a moment is counted from the first sample of the file."""

    no_device: bool = False
    muted: bool = False
    no_ear: bool = False
    lost_after: timedelta | None = None
    hung_after: timedelta | None = None
    died_after: timedelta | None = None
    late: timedelta = timedelta(0)


@dataclass(frozen=True, slots=True)
class Sound:
    """One stretch of sound that was on the air."""

    since: datetime
    until: datetime
    cue: Cue


@dataclass(slots=True)
class FakeSpeakers:
    """Speakers whose every play takes the time that the clock says; `sounds` is what a listener would have heard.

    `lengths` stands in for files that do not exist: with an entry for a cue's hash, no file is opened.
    """

    clock: Clock
    faults: Faults = field(default_factory=Faults)
    lengths: dict[str, timedelta] = field(default_factory=dict)
    sounds: list[Sound] = field(default_factory=list)
    cues: list[Cue] = field(default_factory=list)
    closed: bool = False

    def play(self, cue: Cue, watch: Watch) -> Played:
        """Let the cue's time pass on the clock, and say what would have been heard."""
        assert not self.closed, "played after close"
        self.cues.append(cue)
        try:
            length = self._length(cue)
        except Refused as refusal:
            return self._account(cue, timedelta(0), None, None, Trouble(refusal.reason, refusal.detail))
        if self.faults.no_device:
            return self._account(cue, length, None, None, Trouble(Reason.NO_DEVICE, "no sound device"))
        halted = self._wait(cue, watch)
        begun = self.clock.now()
        trouble: Trouble | None = None
        while halted is None and trouble is None and (position := self.clock.now() - begun) < length:
            self.clock.wait(min(LOOK, length - position))
            position = self.clock.now() - begun
            halted = watch(self._sounding(position))
            trouble = self._trouble(position)
        if not self.faults.muted:
            self.sounds.append(Sound(begun, self.clock.now(), cue))
        return self._account(cue, length, begun, halted, trouble)

    def devices(self) -> list[Device]:
        """One device, unless it is missing."""
        return [] if self.faults.no_device else [Device("ward", "Ward", True, self.faults.muted, 100)]

    def close(self) -> None:
        """No more plays."""
        self.closed = True

    def _length(self, cue: Cue) -> timedelta:
        if cue.sha256 in self.lengths:
            return self.lengths[cue.sha256]
        copy = sealed_copy(cue.path, cue.sha256)
        copy.close()
        return timedelta(seconds=copy.frames / RATE)

    def _wait(self, cue: Cue, watch: Watch) -> str | None:
        """Until the cue's instant on the wall clock, wherever that jumps."""
        while (left := cue.start - LEADING_SILENCE + self.faults.late - self.clock.now()) > timedelta(0):
            halted = watch(Sounding(timedelta(0), timedelta(0), None, True))
            if halted is not None:
                return halted
            self.clock.wait(min(LOOK, left))
        return None

    def _sounding(self, position: timedelta) -> Sounding:
        heard = timedelta(0) if self.faults.muted else position
        return Sounding(position, heard, None if self.faults.muted else -20.0, not self.faults.muted)

    def _trouble(self, position: timedelta) -> Trouble | None:
        faults = self.faults
        for moment, reason in (
            (faults.lost_after, Reason.DEVICE_LOST),
            (faults.hung_after, Reason.PLAYER_HUNG),
            (faults.died_after, Reason.PLAYER_FAILED),
        ):
            if moment is not None and position >= moment:
                return Trouble(reason, "as the test wished")
        return None

    def _account(
        self, cue: Cue, length: timedelta, begun: datetime | None, halted: str | None, trouble: Trouble | None
    ) -> Played:
        now = self.clock.now()
        position = min(length, now - begun) if begun is not None else timedelta(0)
        position = timedelta(0) if self.faults.muted else position
        voiced = max(timedelta(0), length - LEADING_SILENCE - TRAILING_SILENCE)
        voiced_heard = min(voiced, max(timedelta(0), position - LEADING_SILENCE))
        started = begun + LEADING_SILENCE if begun is not None and voiced_heard else None
        heard = None if self.faults.no_ear else Heard(position, voiced, voiced_heard, position, started)
        outcome, reason, detail = verdict(Circumstances(heard, position, halted, trouble, muted=self.faults.muted))
        return Played(started, now, length, position, position, outcome, reason, detail, cue.device or "ward")
