"""Sounds that people bring: recordings and chimes, what becomes of them, and why one is refused."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

LONGEST = timedelta(minutes=15)
"""A recording fills at most one session of the usual policy."""

LONGEST_CHIME = timedelta(seconds=30)
SHORTEST = timedelta(seconds=1)
REMOVED_KEPT = timedelta(days=30)
"""How long a sound that was taken out of the library can be brought back into it."""

LARGEST = 300_000_000
"""Bytes: a quarter of an hour of stereo WAV in studio quality."""

ENDINGS = {"mp3": "mp3", "wav": "wav", "flac": "flac", "ogg": "ogg", "oga": "ogg", "m4a": "m4a", "mp4": "m4a"}
"""What a sound may be called, and the kind it then must be."""


class Purpose(StrEnum):
    """What a sound was brought for."""

    BULLETIN = "bulletin"
    CHIME = "chime"


class Intake(StrEnum):
    """Where the taking in of a sound stands."""

    COMING = "coming"
    WAITING = "waiting"
    WORKING = "working"
    READY = "ready"
    REFUSED = "refused"
    REMOVED = "removed"


UNDER_WAY = (Intake.COMING, Intake.WAITING, Intake.WORKING)


class Level(StrEnum):
    """How loud a recording came in."""

    QUIET = "quiet"
    FINE = "fine"
    LOUD = "loud"


class Refusal(StrEnum):
    """Why a sound is not taken; each has its Vietnamese sentence in web/words.py."""

    TOO_MANY = "too_many"
    TOO_MUCH = "too_much"
    NAME = "name"
    EMPTY = "empty"
    TOO_LARGE = "too_large"
    LEADS_ELSEWHERE = "leads_elsewhere"
    ARCHIVE = "archive"
    NO_SOUND_FILE = "no_sound_file"
    NOT_THAT_KIND = "not_that_kind"
    ODD_SOUND = "odd_sound"
    BROKEN = "broken"
    NO_M4A = "no_m4a"
    TOO_LONG = "too_long"
    TOO_SHORT = "too_short"
    SILENT = "silent"
    OUTSIDE_LIMITS = "outside_limits"
    TOO_SLOW = "too_slow"
    BROKE_DOWN = "broke_down"
    DISK_FULL = "disk_full"
    NOT_FINISHED = "not_finished"
    CALLED_OFF = "called_off"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Taken:
    """What a sound that was taken in is: our own WAV by its hash, and how it sounds.

    `lufs` and `peak` (dBTP) are the finished sound's, `level` says how loud it came in. `wave` is its outline in
    parts of a hundred; `marks` are the stretches between its pauses.
    """

    sha256: str
    original: str
    kind: str
    duration: timedelta
    lufs: float
    peak: float
    level: Level
    wave: tuple[int, ...] = ()
    marks: tuple[tuple[timedelta, timedelta], ...] = ()


@dataclass(frozen=True, slots=True)
class Brought:
    """A sound somebody brought, from its first byte to its place in the library.

    `name` is what people call it, `given` what the file was called; neither is ever a path. `size` is in bytes,
    `done` in parts of a hundred of `step`. `taken` is None until it is ready.
    """

    id: UUID
    purpose: Purpose
    name: str
    given: str
    size: int
    by: UUID
    by_name: str
    created: datetime
    updated: datetime
    state: Intake
    step: str = ""
    done: int = 0
    tries: int = 0
    refusal: Refusal | None = None
    error: str = ""
    taken: Taken | None = None

    @property
    def under_way(self) -> bool:
        """Whether it is still coming, waiting or being worked on."""
        return self.state in UNDER_WAY


class Place(StrEnum):
    """Where a chime sounds around a bulletin."""

    OPENING = "opening_chime"
    CLOSING = "closing_chime"


NO_CHIME = "none"
"""The station's choice to have no chime in a place; otherwise the choice is the chime's hash."""
