"""The espeak-ng program: a process apart that turns lines of text into WAV files.

It stands alone (no import from this package) because espeak-ng is GPL and keeps global state: the station
speaks to it in JSON lines on stdin and stdout and may kill it at any moment.
Started as: python serving.py espeak_worker.py LIBRARY DATA_FOLDER
"""

import ctypes
import os
import wave
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

SYNCHRONOUS = 2
DO_NOT_EXIT = 0x8000
UTF8 = 1
RATE = 1
SLICE_MS = 200


class Espeak:
    """The library, opened once."""

    def __init__(self, library: str, data: str) -> None:
        if not Path(data, "phontab").is_file():  # the library would look elsewhere and say nothing
            raise RuntimeError(f"there is no espeak-ng data in {data}")
        self._samples = bytearray()
        self._lib = ctypes.CDLL(library)
        self.rate = int(self._lib.espeak_Initialize(SYNCHRONOUS, SLICE_MS, os.fsencode(data), DO_NOT_EXIT))
        if self.rate <= 0:
            raise RuntimeError(f"espeak-ng found no usable data in {data}")
        kind = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p)
        self._collect = kind(self._take)  # kept: the library calls it as long as it lives
        self._lib.espeak_SetSynthCallback(self._collect)

    def _take(self, samples: Any, count: int, _events: Any) -> int:
        if samples and count > 0:
            self._samples += ctypes.string_at(samples, count * 2)
        return 0

    def speak(self, text: str, voice: str, words_a_minute: int) -> bytes:
        """The 16-bit mono samples of `text`."""
        if self._lib.espeak_SetVoiceByName(voice.encode()) != 0:
            raise ValueError(f"espeak-ng has no voice {voice!r}")
        self._lib.espeak_SetParameter(RATE, words_a_minute, 0)
        self._samples.clear()
        raw = text.encode("utf-8")
        size = ctypes.c_size_t(len(raw) + 1)
        status = self._lib.espeak_Synth(raw, size, 0, 1, 0, UTF8, None, None)
        if status != 0 or self._lib.espeak_Synchronize() != 0:
            raise RuntimeError(f"espeak-ng answered with status {status}")
        return bytes(self._samples)


def write(out: Path, samples: bytes, rate: int) -> None:
    """A plain WAV; the station checks it and moves it into place."""
    with out.open("wb") as file, wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(rate)
        sound.writeframes(samples)


def answer(request: dict[str, Any], espeak: Espeak) -> dict[str, Any]:
    """Do one request; whatever goes wrong is an answer too."""
    try:
        samples = espeak.speak(request["text"], request["voice"], request["rate"])
        write(Path(request["out"]), samples, espeak.rate)
        return {"seconds": len(samples) / 2 / espeak.rate}
    except ValueError as error:
        return {"error": str(error), "again": False}
    except (OSError, RuntimeError) as error:
        return {"error": str(error), "again": True}


def answering(library: str, data: str) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """What serves, or says each time why the library does not open: see serving."""
    try:
        return partial(answer, espeak=Espeak(library, data))
    except (OSError, RuntimeError) as error:
        broken = {"error": str(error), "again": False}
        return lambda request: broken
