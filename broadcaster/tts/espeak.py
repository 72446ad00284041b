"""espeak-ng, the voice that is always there: offline, out of the espeakng-loader wheel, in a worker process."""

import os
import shutil
import sys
import tempfile
from datetime import timedelta
from importlib.metadata import version
from pathlib import Path

from broadcaster.errors import VoiceError
from broadcaster.station import Voice
from broadcaster.tts.keep import into_place
from broadcaster.tts.process import EngineProcess
from broadcaster.tts.proof import proven, syllables

NAME = "espeak"
WORDS_A_MINUTE = 150
"""About 3.7 Vietnamese syllables a second."""

LONGEST_DATA_PATH = 140
"""espeak-ng keeps its data path in 160 bytes and appends file names to it."""

PROGRAM = Path(__file__).with_name("espeak_worker.py")


class Espeak:
    """One espeak-ng worker. `data` points at other data than the wheel's."""

    name = NAME
    respells = True

    def __init__(self, data: Path | None = None) -> None:
        self.version = f"espeakng-loader {version('espeakng-loader')}, {WORDS_A_MINUTE}, 1"
        self._data = data
        self._copy: Path | None = None
        self._process: EngineProcess | None = None

    @property
    def pid(self) -> int | None:
        """The worker's process, if one runs."""
        return self._process.pid if self._process else None

    def speak(self, text: str, voice: Voice, out: Path, deadline: timedelta) -> None:
        """Write `text` as a WAV to `out`."""
        if not syllables(text):
            raise VoiceError(NAME, "there is nothing to say", again=False)
        if self._process is None:
            self._process = self._worker()
        with into_place(NAME, out) as unfinished:
            request = {
                "text": "".join(letter if letter.isprintable() else " " for letter in text),
                "voice": voice.name,
                "rate": round(WORDS_A_MINUTE * voice.rate),
                "out": str(unfinished),
            }
            answer = self._process.ask(request, deadline)
            if "error" in answer:
                raise VoiceError(NAME, answer["error"], again=answer["again"])
            proven(NAME, unfinished, text)

    def close(self) -> None:
        """End the worker and remove a copy of the data."""
        if self._process:
            self._process.close()
            self._process = None
        if self._copy:
            shutil.rmtree(self._copy, ignore_errors=True)
            self._copy = None

    def _worker(self) -> EngineProcess:
        try:
            import espeakng_loader

            library, data = espeakng_loader.get_library_path(), self._data or Path(espeakng_loader.get_data_path())
        except (ImportError, RuntimeError) as error:
            raise VoiceError(NAME, f"espeakng-loader is not installed whole: {error}", again=False) from error
        return EngineProcess(NAME, PROGRAM, (library, str(self._short(data))))

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
