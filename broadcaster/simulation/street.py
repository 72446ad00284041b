"""The street: the sound devices as they really are, and every sound that came out of them. Nobody can argue with it."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from broadcaster.airing import Airing, Reason
from broadcaster.bulletin import Rendition
from broadcaster.simulation.stage import Stage, Wall
from broadcaster.speakers import LEADING_SILENCE

CLOSING_SILENCE = timedelta(milliseconds=1500)
"""Every rendered file ends with so much silence."""


@dataclass(slots=True)
class Output:
    """One sound device. `mishap` strikes the next play once it has sounded for a while: hung, or died."""

    name: str
    zone: str
    dead: bool = False
    muted: bool = False
    deaf: bool = False
    mishap: Reason | None = None
    mishap_after: timedelta = timedelta()

    @property
    def audible(self) -> bool:
        """Whether what is played into it comes out."""
        return not self.dead and not self.muted


@dataclass(slots=True)
class Sound:
    """One play, as somebody under the horns would note it down.

    `began` and `ended` are true microseconds, `wall` what the station's clock showed when it began. `heard` are the
    stretches of the file (from, to) that came out; `airing` is what the station had durably begun before, at the
    microsecond `begun`, when the newest entry of its log had ended at `newest`.
    """

    zone: str
    sha256: str
    airing: Airing | None
    began: int
    wall: datetime
    offset: timedelta
    length: timedelta
    begun: int = 0
    newest: datetime | None = None
    ended: int = 0
    wall_ended: datetime | None = None
    heard: list[tuple[timedelta, timedelta]] = field(default_factory=list)

    def add(self, since: timedelta, until: timedelta) -> None:
        """This stretch of the file came out."""
        until = min(until, self.length)
        if self.heard and self.heard[-1][1] == since:
            self.heard[-1] = (self.heard[-1][0], until)
        elif until > since:
            self.heard.append((since, until))

    @property
    def voiced(self) -> timedelta:
        """How much there was to be heard from its offset on."""
        return max(timedelta(), self.length - CLOSING_SILENCE - max(self.offset, LEADING_SILENCE))

    @property
    def audible(self) -> timedelta:
        """How much of that came out."""
        first, last = LEADING_SILENCE, self.length - CLOSING_SILENCE
        return sum((max(timedelta(), min(b, last) - max(a, first)) for a, b in self.heard), timedelta())


class Street:
    """The devices, the files behind each hash, and what was heard."""

    def __init__(self, stage: Stage, wall: Wall, outputs: list[Output]) -> None:
        self.stage = stage
        self.wall = wall
        self.outputs = {output.name: output for output in outputs}
        self.lengths: dict[str, timedelta] = {}
        self.spoiled: dict[str, Reason] = {}
        self.begun: dict[str, tuple[Airing, int, datetime | None]] = {}
        self.newest: datetime | None = None
        self.sounds: list[Sound] = []
        self.plays = 0

    def keep(self, sound: Rendition) -> None:
        """The renderer put a file on the shelf."""
        self.lengths[sound.sha256] = sound.duration

    def begin(self, output: Output, sha256: str, offset: timedelta) -> Sound:
        """The first sample leaves."""
        airing, begun, newest = self.begun.pop(output.zone, (None, 0, None))
        if airing is not None and airing.sha256 != sha256:
            airing = None
        length = self.lengths[sha256]
        now = self.stage.now
        sound = Sound(output.zone, sha256, airing, now, self.wall.now(), offset, length, begun, newest)
        self.sounds.append(sound)
        self.plays += 1
        return sound

    def end(self, sound: Sound) -> None:
        """Silence."""
        sound.ended = self.stage.now
        sound.wall_ended = self.wall.now()
