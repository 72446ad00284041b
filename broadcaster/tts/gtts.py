"""gTTS, the natural voice of Google Translate: online, in pieces of 100 letters, proven before it is believed."""

import tempfile
import time
from datetime import timedelta
from importlib.metadata import version
from pathlib import Path
from typing import Any

from broadcaster.errors import VoiceError
from broadcaster.station import Voice
from broadcaster.tts.joining import join
from broadcaster.tts.keep import into_place
from broadcaster.tts.pace import Pace
from broadcaster.tts.pieces import pieces
from broadcaster.tts.port import VoiceResting
from broadcaster.tts.process import EngineProcess
from broadcaster.tts.proof import proven
from broadcaster.tts.resting import Rest

NAME = "gtts"
PROGRAM = Path(__file__).with_name("gtts_worker.py")
SLOW = 0.8
"""The service knows two speeds; below this rate the slower one is asked for."""


class Gtts:
    """Google's voice through gTTS. `server` stands in for Google's own; `notes` keeps a Retry-After over restarts.

    Between two requests there is at least `gap`: who asks faster is soon refused.
    """

    name = NAME
    respells = False
    at_once = 1

    def __init__(self, server: str | None = None, notes: Path | None = None, gap: timedelta = timedelta()) -> None:
        self.version = f"gTTS {version('gTTS')}, 1"
        self._process = EngineProcess(NAME, PROGRAM, (server,) if server else ())
        self._rest = Rest(notes / "gtts-rests-until" if notes else None)
        self._pace = Pace(NAME, gap)

    @property
    def pid(self) -> int | None:
        """The worker's process, if one runs."""
        return self._process.pid

    def speak(self, text: str, voice: Voice, out: Path, deadline: timedelta) -> None:
        """Write `text`, fetched piece by piece, as a WAV to `out`; all pieces share the deadline."""
        until = time.monotonic() + deadline.total_seconds()
        parts = pieces(text)
        if not parts:
            raise VoiceError(NAME, "there is nothing to say", again=False)
        if left := self._rest.left():
            raise VoiceResting(NAME, f"asked to be left alone for another {left.total_seconds():.0f} s", left)
        with into_place(NAME, out) as unfinished, tempfile.TemporaryDirectory(prefix="gtts") as folder:
            sounds = []
            for number, part in enumerate(parts):
                path = Path(folder, f"{number}.mp3")
                self._fetch(part, voice, path, timedelta(seconds=until - time.monotonic()), deadline)
                sounds.append(proven(NAME, path, part, fetched=True))
            join(NAME, parts, sounds, unfinished)

    def close(self) -> None:
        """End the worker."""
        self._process.close()

    def _fetch(self, text: str, voice: Voice, path: Path, left: timedelta, deadline: timedelta) -> None:
        if left <= timedelta():
            raise VoiceError(NAME, f"not all pieces came within {deadline.total_seconds():g} s", again=True)
        left -= self._pace.waited(left)
        request = {"text": text, "voice": voice.name, "slow": voice.rate < SLOW, "out": str(path)}
        answer: dict[str, Any] = self._process.ask(request, left)
        if "after" in answer:
            after = timedelta(seconds=answer["after"])
            self._rest.begin(after)
            raise VoiceResting(NAME, f"{answer['error']}; asks to wait {after.total_seconds():.0f} s", after)
        if "error" in answer:
            raise VoiceError(NAME, answer["error"], again=answer["again"])
