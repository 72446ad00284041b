"""The voice of the station: engines behind one port, the order they are asked in, and the sentences kept.

Each engine is imported when it is first asked for, so this package loads where no engine is installed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from broadcaster.errors import SettingsError, VoiceError
from broadcaster.station import Voice
from broadcaster.tts.keep import VoiceCache
from broadcaster.tts.order import DEADLINE, Spoken, voiced
from broadcaster.tts.port import Synthesizer, VoiceResting
from broadcaster.tts.resting import Rests

__all__ = [
    "DEADLINE",
    "Rests",
    "Spoken",
    "Surroundings",
    "Synthesizer",
    "VoiceCache",
    "VoiceResting",
    "engine",
    "engines",
    "voiced",
]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a station has for its engines.

    `notes` is a folder where they remember being refused, `packs` holds the installed Piper voices, `services` is
    voices.toml, `secrets` holds the services' keys, and `gap` lies between two requests to an online voice.
    """

    notes: Path | None = None
    packs: Path = Path()
    services: Path = Path()
    secrets: Path = Path()
    gap: timedelta = timedelta()


def engine(name: str, around: Surroundings = Surroundings()) -> Synthesizer:
    """The engine of that name in the settings."""
    if name == "gtts":
        from broadcaster.tts.gtts import Gtts

        return Gtts(notes=around.notes, gap=around.gap)
    if name == "edge":
        from broadcaster.tts.edge import Edge

        return Edge(gap=around.gap)
    if name == "piper":
        from broadcaster.tts.piper import Piper

        return Piper(around.packs)
    if name == "espeak":
        from broadcaster.tts.espeak import Espeak

        return Espeak()
    from broadcaster.tts.described import described
    from broadcaster.tts.service import Service

    if found := described(around.services).get(name):
        return Service(found, around.secrets, around.notes, around.gap)
    raise VoiceError(name, "there is no such engine", again=False)


class Absent:
    """An engine that cannot be used, for the reason it gives."""

    version = "absent"
    respells = False
    at_once = 1

    def __init__(self, name: str, why: str) -> None:
        self.name = name
        self._why = why

    def speak(self, text: str, voice: Voice, out: Path, deadline: timedelta) -> None:
        """Say why not."""
        raise VoiceError(self.name, self._why, again=False)

    def close(self) -> None:
        """Nothing to let go of."""


def engines(voices: Sequence[Voice], around: Surroundings = Surroundings()) -> Mapping[str, Synthesizer]:
    """The engines that `voices` ask for, by name."""
    return {voice.engine: _or_absent(voice.engine, around) for voice in voices}


def _or_absent(name: str, around: Surroundings) -> Synthesizer:
    """The engine, or one that only says why it is not there: the other voices must not suffer for it."""
    try:
        return engine(name, around)
    except (VoiceError, SettingsError) as error:
        return Absent(name, str(error).removeprefix(f"{name}: "))
