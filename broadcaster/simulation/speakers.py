"""Virtual loudspeakers: the port of the real ones over the street's devices, with the real verdict."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from broadcaster.airing import Reason
from broadcaster.simulation.stage import LOOK, Process
from broadcaster.simulation.street import Output, Sound, Street
from broadcaster.speakers import LEADING_SILENCE, Cue, Device, Heard, Played, Sounding, Watch
from broadcaster.speakers.verdict import Circumstances, Trouble, verdict

PACE = tuple(timedelta(seconds=seconds) for seconds in (1.1, 6, 20))
"""Between two happenings nothing can change, so the watch is asked ever less often; whatever happens rouses it."""

HANGS = timedelta(seconds=9)
"""How long a hung player goes unnoticed: promised is at most ten seconds."""

SWITCH = timedelta(seconds=4)
"""How long it takes to go on on a second device: promised is at most ten seconds."""


@dataclass(slots=True)
class _Play:
    """One cue on its way: `position` in the file, `first` the instant of its first sound."""

    cue: Cue
    length: timedelta
    position: timedelta
    device: str
    begun: datetime | None = None
    first: datetime | None = None
    heard: timedelta = timedelta()
    deaf: bool = False
    muted: bool = False
    halted: str | None = None
    trouble: Trouble | None = None
    asked: int = 0
    sounds: list[Sound] = field(default_factory=list)


class VirtualSpeakers:
    """What one process of the station takes for its loudspeakers."""

    def __init__(self, street: Street, process: Process) -> None:
        self.street = street
        self.stage = street.stage
        self.process = process

    def play(self, cue: Cue, watch: Watch) -> Played:
        """Arm, wait for the wall clock, sound; anything may happen meanwhile."""
        self.process.instant()
        play = _Play(cue, self.street.lengths.get(cue.sha256, timedelta()), cue.offset, cue.device)
        output = self._choose(play)
        if output is not None:
            self._wait(play, watch)
            if play.halted is None:
                self._sound(play, output, watch)
        self.process.instant()
        return self._account(play)

    def devices(self) -> list[Device]:
        """The devices that are there."""
        self.process.instant()
        there = [output for output in self.street.outputs.values() if not output.dead]
        return [Device(one.name, one.name, number == 0, one.muted, 100) for number, one in enumerate(there)]

    def close(self) -> None:
        """Nothing is held that would have to be let go."""

    def _choose(self, play: _Play) -> Output | None:
        """The device to begin on; the file is looked at first, as the player does."""
        spoiled = self.street.spoiled.get(play.cue.sha256)
        if spoiled is None and play.cue.sha256 not in self.street.lengths:
            spoiled = Reason.NO_SOUND_FILE
        if spoiled is not None:
            play.trouble = Trouble(spoiled, "as fate wished", suspect=False)
            return None
        for name in filter(None, (play.cue.device, play.cue.standby)):
            output = self.street.outputs.get(name)
            if output is not None and not output.dead:
                play.device = name if name == play.cue.device else f"{play.cue.device} → {name}"
                return output
        play.trouble = Trouble(Reason.NO_DEVICE, f"no device {play.cue.device!r}")
        return None

    def _wait(self, play: _Play, watch: Watch) -> None:
        """Until the cue's instant on the wall clock, wherever that jumps."""
        early = timedelta() if play.cue.offset else LEADING_SILENCE
        while (left := play.cue.start - early - self.street.wall.now()) > timedelta():
            play.halted = watch(Sounding(play.position, timedelta(), None, True))
            if play.halted is not None:
                return
            self.stage.sleep(min(left, self._pace(play)), light=LOOK)
            self.process.instant()
        play.halted = watch(Sounding(play.position, timedelta(), None, True))
        play.asked = 0

    def _sound(self, play: _Play, output: Output, watch: Watch) -> None:
        """From the first sample to the last, or to whatever comes between."""
        play.begun = play.begun or self.street.wall.now()
        sound = self.street.begin(output, play.cue.sha256, play.position)
        play.sounds.append(sound)
        try:
            while play.position < play.length and play.halted is None and play.trouble is None:
                audible = self._step(play, output, sound)
                play.halted = watch(self._sounding(play, output, audible))
        finally:
            self.street.end(sound)
        if play.trouble and play.trouble.reason is Reason.DEVICE_LOST:
            self._go_on_elsewhere(play, sound, watch)

    def _step(self, play: _Play, output: Output, sound: Sound) -> bool:
        """Let a stretch pass; what was audible when it began came out. Whether it did."""
        before, audible, deaf = play.position, output.audible, output.deaf
        since = self.stage.now
        self.stage.sleep(min(self._pace(play), play.length - before), light=LOOK)
        play.position = before + timedelta(microseconds=self.stage.now - since)
        self.process.instant()
        play.deaf, play.muted = play.deaf or deaf, play.muted or output.muted
        if audible:
            sound.add(before, play.position)
            play.first = play.first or (play.begun and play.begun + max(timedelta(), LEADING_SILENCE - before))
        if output.dead:
            play.trouble = Trouble(Reason.DEVICE_LOST, f"{output.name} has gone")
        elif output.mishap is not None and play.position - play.cue.offset >= output.mishap_after:
            self._come_to_grief(play, output)
        return audible

    def _come_to_grief(self, play: _Play, output: Output) -> None:
        """The player died, or hangs until it is found out and replaced."""
        reason, output.mishap = output.mishap, None
        assert reason is not None
        if reason is Reason.PLAYER_HUNG:
            self.street.end(play.sounds[-1])
            self.stage.sleep(HANGS)
        play.trouble = Trouble(reason, "as fate wished")

    def _go_on_elsewhere(self, play: _Play, lost: Sound, watch: Watch) -> None:
        """On the second device, from one second before the loss."""
        output = self.street.outputs.get(play.cue.standby)
        if output is None or output.dead or output.name in play.device:
            return
        self.stage.sleep(SWITCH)
        self.process.instant()
        play.trouble, play.device = None, f"{play.cue.device} → {output.name}"
        play.position = max(play.cue.offset, play.position - timedelta(seconds=1))
        if lost.airing is not None:
            self.street.begun[output.zone] = lost.airing, lost.begun, lost.newest
        self._sound(play, output, watch)

    def _pace(self, play: _Play) -> timedelta:
        play.asked += 1
        return PACE[min(play.asked, len(PACE)) - 1]

    def _sounding(self, play: _Play, output: Output, audible: bool) -> Sounding:
        """What an ear says at the end of a stretch; without one nothing is ever missed, as in the real loudspeakers."""
        level = -20.0 if output.audible and not output.deaf else None
        return Sounding(play.position, _heard(play), level, output.deaf or (audible and output.audible))

    def _account(self, play: _Play) -> Played:
        """The outcome by the same rules as the real loudspeakers'."""
        begin, end = max(play.cue.offset, LEADING_SILENCE), play.length - timedelta(milliseconds=1500)
        voiced = max(timedelta(), end - begin)
        heard_voiced = min(voiced, sum((one.audible for one in play.sounds), timedelta()))
        sounded = max(timedelta(), play.position - play.cue.offset) if play.begun else timedelta()
        heard = Heard(_heard(play), voiced, heard_voiced, play.position, play.first)
        silent = sounded - min(sounded, _heard(play))
        ear = None if play.deaf else heard
        seen = Circumstances(ear, sounded, play.halted, play.trouble, muted=play.muted, deaf=silent)
        outcome, reason, detail = verdict(seen)
        started = play.first if heard_voiced else None
        told = seen.came_out if play.deaf else _heard(play)
        now = self.street.wall.now()
        wanted = play.length - play.cue.offset
        return Played(started, now, wanted, told, play.position, outcome, reason, detail, play.device)


def _heard(play: _Play) -> timedelta:
    stretches = (until - since for sound in play.sounds for since, until in sound.heard)
    return min(play.length - play.cue.offset, sum(stretches, timedelta()))
