"""The Piper program: a process apart that loads a voice pack and turns lines of text into WAV files.

It stands alone because Piper is GPL, holds a large model in memory, and may be killed at any moment.
Started as: python serving.py piper_worker.py
"""

import wave
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from piper import PiperVoice, SynthesisConfig


class Voices:
    """The voice loaded last: a station has one, and two would not fit into a small PC."""

    def __init__(self) -> None:
        self._model = ""
        self._voice: PiperVoice | None = None

    def of(self, model: str, config: str) -> PiperVoice:
        """The voice of that pack."""
        if self._voice is None or self._model != model:
            self._voice = None
            self._voice, self._model = PiperVoice.load(model, config), model
        return self._voice


def speak(request: dict[str, Any], voices: Voices) -> None:
    """Write one text."""
    try:
        voice = voices.of(request["model"], request["config"])
    except Exception as error:  # onnxruntime has a family of its own, and a bad file raises anything
        raise ValueError(f"the voice does not load: {type(error).__name__}: {error}"[:300]) from error
    own = voice.config.length_scale or 1.0
    how = SynthesisConfig(length_scale=own * request["length"])
    with Path(request["out"]).open("wb") as file, wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(voice.config.sample_rate)
        for chunk in voice.synthesize(request["text"], how):
            sound.writeframes(chunk.audio_int16_bytes)


def answer(request: dict[str, Any], voices: Voices) -> dict[str, Any]:
    """Do one request; whatever goes wrong is an answer too."""
    try:
        speak(request, voices)
        return {}
    except ValueError as error:
        return {"error": str(error), "again": False}
    except OSError as error:
        return {"error": str(error), "again": True}
    except Exception as error:  # what a model does with a text is not ours to know
        return {"error": f"the voice broke down: {type(error).__name__}: {error}"[:300], "again": False}


def answering() -> Callable[[dict[str, Any]], dict[str, Any]]:
    """What serves, with one voice loaded: see serving."""
    return partial(answer, voices=Voices())
