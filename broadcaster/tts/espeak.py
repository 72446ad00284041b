"""espeak-ng, the voice that is always there: offline, out of the espeakng-loader wheel, in a worker process."""

import os
import shutil
import sys
import tempfile
import threading
from datetime import timedelta
from importlib.metadata import version
from pathlib import Path

from broadcaster.errors import VoiceError
from broadcaster.station import Voice
from broadcaster.tts.keep import into_place
from broadcaster.tts.process import Crew
from broadcaster.tts.proof import proven, syllables

NAME = "espeak"
WORDS_A_MINUTE = 150
"""About 3.7 Vietnamese syllables a second."""

LONGEST_DATA_PATH = 140
"""espeak-ng keeps its data path in 160 bytes and appends file names to it."""

MOST = 4
"""Workers; more than this no office PC has processors for."""

PROGRAM = Path(__file__).with_name("espeak_worker.py")


class Espeak:
    """espeak-ng, a worker for each processor. `data` points at other data than the wheel's."""

    name = NAME
    respells = True

    def __init__(self, data: Path | None = None) -> None:
        self.at_once = min(MOST, os.cpu_count() or 1)
        self.version = f"espeakng-loader {version('espeakng-loader')}, {WORDS_A_MINUTE}, 1"
        self._data = data
        self._copy: Path | None = None
        self._process: Crew | None = None
        self._starting = threading.Lock()

    @property
    def pid(self) -> int | None:
        """A worker's process, if one runs."""
        return self._process.pid if self._process else None

    def speak(self, text: str, voice: Voice, out: Path, deadline: timedelta) -> None:
        """Write `text` as a WAV to `out`."""
        if not syllables(text):
            raise VoiceError(NAME, "there is nothing to say", again=False)
        with self._starting:
            process = self._process = self._process or self._workers()
        with into_place(NAME, out) as unfinished:
            request = {
                "text": "".join(letter if letter.isprintable() else " " for letter in text),
                "voice": voice.name,
                "rate": round(WORDS_A_MINUTE * voice.rate),
                "out": str(unfinished),
            }
            answer = process.ask(request, deadline)
            if "error" in answer:
                raise VoiceError(NAME, answer["error"], again=answer["again"])
            proven(NAME, unfinished, text)

    def close(self) -> None:
        """End the workers and remove a copy of the data."""
        if self._process:
            self._process.close()
            self._process = None
        if self._copy:
            shutil.rmtree(self._copy, ignore_errors=True)
            self._copy = None

    def _workers(self) -> Crew:
        try:
            import espeakng_loader

            library, data = espeakng_loader.get_library_path(), self._data or Path(espeakng_loader.get_data_path())
        except (ImportError, RuntimeError) as error:
            raise VoiceError(NAME, f"espeakng-loader is not installed whole: {error}", again=False) from error
        return Crew(NAME, PROGRAM, (library, str(self._short(data))), self.at_once)

    def _short(self, data: Path) -> Path:
        """`data` itself, or a copy under a short plain path where espeak-ng could not open it."""
        fits = len(os.fsencode(data)) <= LONGEST_DATA_PATH
        if fits and (sys.platform != "win32" or str(data).isascii()):
            return data
        try:
            self._copy = Path(tempfile.mkdtemp(prefix="espk"))
            return Path(shutil.copytree(data, self._copy / "espeak-ng-data"))
        except OSError as error:
            raise VoiceError(NAME, f"its data cannot be copied to a short path: {error}", again=True) from error
