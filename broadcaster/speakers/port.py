"""The loudspeakers as the rest of the station sees them: a cue goes in, what was heard comes out."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from broadcaster.airing import Outcome, Reason

LEADING_SILENCE = timedelta(milliseconds=250)
"""Every rendered file begins with this much silence; playback starts so much before a cue's `start`."""

STOP = "stop"
CUT_IN = "cut_in"


@dataclass(frozen=True, slots=True)
class Cue:
    """One file to be heard: its first sound at `start`, its bytes exactly those of `sha256`.

    `volume` is 0-100 on the sound server's cubic scale: the gain is 60·log10(volume/100) dB, so 50 is -18 dB.
    `device` is the sound device's name; "" means the system's default at the moment of playing.
    With an `offset` the file is played from that place on: what stands there is heard at `start`, after a fade of
    10 ms. `standby` is the device on which the cue goes on when `device` is missing or lost.
    `stream` is the address of a network stream that sounds for `length` instead of a file; see `relay_cue`. There an
    `offset` only says how much of the relay has sounded before it was cut: places are counted on from it.
    """

    path: Path
    sha256: str
    start: datetime
    volume: int = 100
    device: str = ""
    offset: timedelta = timedelta(0)
    standby: str = ""
    stream: str = ""
    length: timedelta = timedelta(0)


def relay_cue(address: str, start: datetime, length: timedelta, *, volume: int = 100, device: str = "") -> Cue:
    """A cue for a network stream (tiếp âm): it sounds from `start` for `length`, and `path` and `sha256` stay empty.

    `address` must come from the station's allow-list: the player reaches that address's host and nothing else.
    """
    return Cue(Path(), "", start, volume, device, stream=address, length=length)


@dataclass(frozen=True, slots=True)
class Sounding:
    """What is going on while a cue plays. `hearing` is False once the ear misses what should sound now.

    `position` is where in the file the play is; `heard` how much of the file the ear has recognised so far;
    `level_db` the device's level over the last third of a second (None: no ear, or digital silence).
    `reason` says why nothing is heard while `hearing` is False, as far as it is known.
    """

    position: timedelta
    heard: timedelta
    level_db: float | None
    hearing: bool
    reason: Reason = Reason.NONE


@dataclass(frozen=True, slots=True)
class Heard:
    """The ear's account of one file.

    `seconds` is rendered time: the voiced parts that were recognised, and the pauses beside them, so a file
    heard in full has its own length. `voiced` and `voiced_heard` count sound alone. `first` and `last` are
    the instants of the first and last recognised sound; `until` is the last one's place in the file;
    `gaps` are the places (from, to) in the file, half a second or longer, that did not reach the device.
    """

    seconds: timedelta
    voiced: timedelta
    voiced_heard: timedelta
    until: timedelta
    first: datetime | None = None
    last: datetime | None = None
    gaps: tuple[tuple[timedelta, timedelta], ...] = ()
    level_db: float | None = None


@dataclass(frozen=True, slots=True)
class Played:
    """How a cue ended. `started` is the first sound on the device; `wanted` and `heard` are rendered time.

    `wanted` is the file's length less the cue's offset, and `heard` what was heard of that.
    `position` is how far into the file the sound came. `detail` is for the technician, in English.
    Without an ear `heard` and `position` are what the player was given time for, and the outcome says so.
    `device` names both, "first → second", when the cue went on on its standby. `warnings` is what went wrong on the
    way without ending the play (a device lost, a player that hung, a mute taken off, a volume that could not be
    set): each is a fault to be looked at, even where the outcome is complete.
    """

    started: datetime | None
    ended: datetime
    wanted: timedelta
    heard: timedelta
    position: timedelta
    outcome: Outcome
    reason: Reason
    detail: str
    device: str
    gaps: tuple[tuple[timedelta, timedelta], ...] = ()
    level_db: float | None = None
    warnings: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Device:
    """A sound device that can be chosen for a zone. `volume` is in per cent, as the sound server shows it."""

    name: str
    label: str
    default: bool
    muted: bool
    volume: int


Watch = Callable[[Sounding], str | None]
"""Called at least ten times a second during a play; None: go on, STOP or CUT_IN: be silent at once."""


class Speakers(Protocol):
    """A sound output that can be asked to play one cue at a time."""

    def play(self, cue: Cue, watch: Watch) -> Played:
        """Play and listen until the end; sound trouble becomes an outcome, never an exception."""
        ...

    def devices(self) -> list[Device]:
        """The devices there are now; an empty list where there is no sound server."""
        ...

    def close(self) -> None:
        """End the player; nothing sounds afterwards."""
        ...
