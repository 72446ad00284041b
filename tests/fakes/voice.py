"""A voice that works without any engine: a short tone for every syllable, always the same for the same text."""

import math
import wave
from array import array
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from broadcaster.errors import VoiceError
from broadcaster.station import Voice
from broadcaster.tts.proof import syllables

RATE = 24_000
SYLLABLE = 0.2
GAP = 0.05


def tones(text: str, name: str = "") -> "array[int]":
    """16-bit samples: one soft-edged tone a syllable, its pitch chosen by the text's letters and the voice's name."""
    samples: array[int] = array("h", bytes(2 * round(0.05 * RATE)))
    length = round(SYLLABLE * RATE)
    for number in range(syllables(text)):
        pitch = 300 + 40 * ((number + sum(map(ord, text + name))) % 12)
        for at in range(length):
            edge = min(1.0, at / 240, (length - at) / 240)
            samples.append(round(9000 * edge * math.sin(2 * math.pi * pitch * at / RATE)))
        samples.extend(array("h", bytes(2 * round(GAP * RATE))))
    return samples


class ToneVoice:
    """An engine for tests. `trouble` is called before each text and may raise; `said` keeps what was spoken."""

    respells = False
    at_once = 1

    def __init__(self, name: str = "tone", trouble: Callable[[str], None] = lambda text: None) -> None:
        self.name = name
        self.version = "tone 1"
        self.said: list[str] = []
        self._trouble = trouble

    def speak(self, text: str, voice: Voice, out: Path, deadline: timedelta) -> None:
        """Write the tones of `text`."""
        self._trouble(text)
        if not syllables(text):
            raise VoiceError(self.name, "there is nothing to say", again=False)
        if deadline <= timedelta():
            raise VoiceError(self.name, "no time left", again=True)
        unfinished = out.with_suffix(".part")
        try:
            out.parent.mkdir(parents=True, exist_ok=True)
            with unfinished.open("wb") as file, wave.open(file, "wb") as sound:
                sound.setnchannels(1)
                sound.setsampwidth(2)
                sound.setframerate(RATE)
                sound.writeframes(tones(text, self.name).tobytes())
            unfinished.replace(out)
        except OSError as error:
            raise VoiceError(self.name, f"{out}: {error.strerror}", again=True) from error
        self.said.append(text)

    def close(self) -> None:
        """Nothing to let go of."""
