"""The port of the voice: what every engine must do, and what comes back."""

from datetime import timedelta
from pathlib import Path
from typing import Protocol

from broadcaster.errors import VoiceError
from broadcaster.station import Voice


class Synthesizer(Protocol):
    """An engine that turns one spoken sentence into a sound file.

    `version` changes whenever the same text would sound different, so that nothing stale is reused.
    `respells` says that loan words must be written as Vietnamese syllables for this engine. `at_once` sentences may
    be asked for at the same time.
    """

    @property
    def name(self) -> str:
        """The engine's name in the settings."""
        ...

    @property
    def version(self) -> str:
        """What made the sound; part of the cache's keys."""
        ...

    @property
    def respells(self) -> bool:
        """Whether loan words have to be respelled."""
        ...

    @property
    def at_once(self) -> int:
        """How many sentences it speaks at the same time."""
        ...

    def speak(self, text: str, voice: Voice, out: Path, deadline: timedelta) -> None:
        """Write the whole of `text` as a decodable sound to `out`, atomically, or raise VoiceError in time."""
        ...

    def close(self) -> None:
        """Let go of processes and connections; the next `speak` takes them up again."""
        ...


class VoiceResting(VoiceError):
    """The service asked to be left alone for `after` (HTTP 429 with Retry-After)."""

    def __init__(self, engine: str, message: str, after: timedelta) -> None:
        super().__init__(engine, message, again=True)
        self.after = after
