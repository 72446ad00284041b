"""The voice of the station: engines behind one port, the order they are asked in, and the sentences kept.

Each engine is imported when it is first asked for, so this package loads where no engine is installed.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

from broadcaster.errors import VoiceError
from broadcaster.station import Voice
from broadcaster.tts.keep import VoiceCache
from broadcaster.tts.order import DEADLINE, Spoken, voiced
from broadcaster.tts.port import Synthesizer, VoiceResting

__all__ = ["DEADLINE", "Spoken", "Synthesizer", "VoiceCache", "VoiceResting", "engine", "engines", "voiced"]


def engine(name: str, notes: Path | None = None) -> Synthesizer:
    """The engine of that name in the settings; `notes` is a folder where it may remember being refused."""
    if name == "gtts":
        from broadcaster.tts.gtts import Gtts

        return Gtts(notes=notes)
    if name == "espeak":
        from broadcaster.tts.espeak import Espeak

        return Espeak()
    raise VoiceError(name, "there is no such engine", again=False)


def engines(voices: Sequence[Voice], notes: Path | None = None) -> Mapping[str, Synthesizer]:
    """The engines that `voices` ask for, by name."""
    return {voice.engine: engine(voice.engine, notes) for voice in voices}
