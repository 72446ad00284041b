"""Piper, a natural voice without network: an extra to be installed, with the voice packs the station has."""

from datetime import timedelta
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from broadcaster.errors import VoiceError
from broadcaster.station import Voice
from broadcaster.tts.keep import into_place
from broadcaster.tts.process import EngineProcess
from broadcaster.tts.proof import proven, syllables
from broadcaster.voices import packs

NAME = "piper"
PROGRAM = Path(__file__).with_name("piper_worker.py")


class Piper:
    """One Piper worker, which keeps the voices it has loaded. `folder` holds the installed packs."""

    name = NAME
    respells = True
    at_once = 1  # it uses every processor for one sentence

    def __init__(self, folder: Path) -> None:
        try:
            self._program = f"piper-tts {version('piper-tts')}, 1"
        except PackageNotFoundError as error:
            raise VoiceError(NAME, "piper-tts is not installed", again=False) from error
        self._folder = folder
        self._process = EngineProcess(NAME, PROGRAM)
        self._whole: set[str] = set()

    @property
    def version(self) -> str:
        """The program and the packs as they are installed now."""
        there = (f"{pack.name} {pack.sha256[:16]}" for pack in packs.installed(self._folder))
        return ", ".join([self._program, *there])

    @property
    def pid(self) -> int | None:
        """The worker's process, if it runs."""
        return self._process.pid

    def speak(self, text: str, voice: Voice, out: Path, deadline: timedelta) -> None:
        """Write `text` as a WAV to `out`."""
        if not syllables(text):
            raise VoiceError(NAME, "there is nothing to say", again=False)
        pack = self._pack(voice.name)
        with into_place(NAME, out) as unfinished:
            request = {
                "text": _plain(text),
                "model": str(pack.model),
                "config": str(pack.config),
                "length": 1 / voice.rate,
                "out": str(unfinished),
            }
            answer: dict[str, Any] = self._process.ask(request, deadline)
            if "error" in answer:
                raise VoiceError(NAME, answer["error"], again=answer["again"])
            proven(NAME, unfinished, text)

    def close(self) -> None:
        """End the worker."""
        self._process.close()

    def _pack(self, name: str) -> packs.Pack:
        """The installed pack, seen to be unchanged once in this engine's life."""
        pack = packs.found(self._folder, name)
        if pack is None:
            raise VoiceError(NAME, f'no voice "{name}" is installed', again=False)
        if pack.sha256 not in self._whole:
            if packs.digest(pack.model, pack.config) != pack.sha256:
                raise VoiceError(NAME, f'the voice "{name}" was changed after it was installed', again=False)
            self._whole.add(pack.sha256)
        return pack


def _plain(text: str) -> str:
    """The text without control characters and without Piper's [[phonemes]]."""
    return "".join(letter if letter.isprintable() else " " for letter in text).replace("[[", " ").replace("]]", " ")
