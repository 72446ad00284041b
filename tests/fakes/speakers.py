"""Loudspeakers without sound: they take their time from a clock, refuse what the real ones refuse, and can fail."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from broadcaster.airing import Reason
from broadcaster.clock import Clock
from broadcaster.speakers import LEADING_SILENCE, Cue, Device, Heard, Played, Sounding, Watch
from broadcaster.speakers.seal import RATE, Refused, sealed_copy
from broadcaster.speakers.verdict import Circumstances, Trouble, verdict

LOOK = timedelta(milliseconds=100)
SWITCH = timedelta(seconds=5)
"""How long it takes to go on on a cue's standby."""
PATIENCE = timedelta(seconds=4)
"""So long after its time a cue still looks for a device, as on the real loudspeakers."""
TRAILING_SILENCE = timedelta(milliseconds=1500)


@dataclass(slots=True)
class Faults:
    """What is wrong with the sound just now; a moment is counted from the first sample of the file."""

    no_device: bool = False
    no_standby: bool = False
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
            return self._account(cue, timedelta(0), None, timedelta(0), None, Trouble(refusal.reason, refusal.detail))
        standby = cue.standby if not self.faults.no_standby else ""
        if self.faults.no_device and not standby:
            halted = self._look_for_a_device(cue, watch)
            if halted or self.faults.no_device:
                absent = Trouble(Reason.NO_DEVICE, "no sound device")
                return self._account(cue, length, None, timedelta(0), halted, absent)
        lead = timedelta(0) if cue.offset else LEADING_SILENCE
        halted = self._wait(cue.start - lead + self.faults.late, cue.offset, watch)
        begun, position, halted, trouble = self._sound(cue, length, cue.offset, halted, watch)
        if trouble and trouble.reason is Reason.DEVICE_LOST and standby:
            halted = self._wait(self.clock.now() + SWITCH, position, watch)
            back = max(cue.offset, position - timedelta(seconds=1))
            _, position, halted, trouble = self._sound(cue, length, back, halted, watch, again=True)
            cue = replace(cue, device=f"{cue.device or 'ward'} → {standby}")
            return self._account(cue, length, begun, position, halted, trouble, (Reason.DEVICE_LOST,))
        if self.faults.no_device:
            cue = replace(cue, device=f"{cue.device or 'ward'} → {standby}")
            return self._account(cue, length, begun, position, halted, trouble, (Reason.NO_DEVICE,))
        return self._account(cue, length, begun, position, halted, trouble)

    def _look_for_a_device(self, cue: Cue, watch: Watch) -> str | None:
        """Until one is there, or the cue's time is past by PATIENCE."""
        while self.faults.no_device and self.clock.now() < cue.start + PATIENCE:
            if halted := self._wait(self.clock.now() + LOOK, cue.offset, watch):
                return halted
        return None

    def _sound(
        self, cue: Cue, length: timedelta, since: timedelta, halted: str | None, watch: Watch, *, again: bool = False
    ) -> tuple[datetime, timedelta, str | None, Trouble | None]:
        """One stretch of sound from that place in the file: when it began, how far it came, and why it ended."""
        begun, position = self.clock.now(), since
        trouble: Trouble | None = None
        while halted is None and trouble is None and position < length:
            self.clock.wait(min(LOOK, length - position))
            position = since + self.clock.now() - begun
            halted = watch(self._sounding(position))
            trouble = None if again else self._trouble(position)
        if not self.faults.muted:
            self.sounds.append(Sound(begun, self.clock.now(), cue))
        return begun, min(length, position), halted, trouble

    def devices(self) -> list[Device]:
        """One device, unless it is missing."""
        return [] if self.faults.no_device else [Device("ward", "Ward", True, self.faults.muted, 100)]

    def close(self) -> None:
        """No more plays."""
        self.closed = True

    def _length(self, cue: Cue) -> timedelta:
        if cue.stream:
            return cue.offset + cue.length
        if cue.sha256 in self.lengths:
            return self.lengths[cue.sha256]
        copy = sealed_copy(cue.path, cue.sha256)
        copy.close()
        return timedelta(seconds=copy.frames / RATE)

    def _wait(self, until: datetime, position: timedelta, watch: Watch) -> str | None:
        """Until that instant on the wall clock, wherever that jumps."""
        while (left := until - self.clock.now()) > timedelta(0):
            halted = watch(Sounding(position, timedelta(0), None, True))
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
        self,
        cue: Cue,
        length: timedelta,
        begun: datetime | None,
        position: timedelta,
        halted: str | None,
        trouble: Trouble | None,
        warnings: tuple[Reason, ...] = (),
    ) -> Played:
        position = timedelta(0) if self.faults.muted else position
        sounded = max(timedelta(0), position - cue.offset)
        wanted = length - cue.offset
        lead = timedelta(0) if cue.offset else LEADING_SILENCE
        voiced = max(timedelta(0), wanted - lead - TRAILING_SILENCE)
        voiced_heard = min(voiced, max(timedelta(0), sounded - lead))
        started = begun + lead if begun is not None and voiced_heard else None
        heard = None if self.faults.no_ear else Heard(sounded, voiced, voiced_heard, position, started)
        outcome, reason, detail = verdict(Circumstances(heard, sounded, halted, trouble, muted=self.faults.muted))
        times = (started, self.clock.now(), wanted, sounded, position)
        return Played(*times, outcome, reason, detail, cue.device or "ward", warnings=warnings)
