"""Any voice offered as a service over HTTP, as voices.toml describes it: what to ask, and where the sound is."""

import tempfile
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

from broadcaster.errors import VoiceError
from broadcaster.station import Voice
from broadcaster.tts.described import Description, keys
from broadcaster.tts.joining import join
from broadcaster.tts.keep import into_place
from broadcaster.tts.pace import Pace
from broadcaster.tts.pieces import pieces
from broadcaster.tts.port import VoiceResting
from broadcaster.tts.process import Crew
from broadcaster.tts.proof import proven
from broadcaster.tts.resting import Rest

PROGRAM = Path(__file__).with_name("service_worker.py")


class Service:
    """The engine that a description describes; its keys are looked for in the environment, then in `secrets`."""

    def __init__(
        self, about: Description, secrets: Path, notes: Path | None = None, gap: timedelta = timedelta()
    ) -> None:
        self.name = about.name
        self.respells = about.respells
        self.at_once = about.at_once
        self.version = f"service {about.digest}, 1"
        self._about = about
        self._secrets = secrets
        self._process = Crew(about.name, PROGRAM, size=about.at_once)
        self._rest = Rest(notes / f"{about.name}-rests-until" if notes else None)
        self._pace = Pace(about.name, gap)

    @property
    def pid(self) -> int | None:
        """A worker's process, if one runs."""
        return self._process.pid

    def speak(self, text: str, voice: Voice, out: Path, deadline: timedelta) -> None:
        """Write `text`, fetched piece by piece, as a WAV to `out`; all pieces share the deadline."""
        until = time.monotonic() + deadline.total_seconds()
        parts = pieces("".join(letter if letter.isprintable() else " " for letter in text), self._about.letters)
        if not parts:
            raise VoiceError(self.name, "there is nothing to say", again=False)
        if left := self._rest.left():
            raise VoiceResting(self.name, f"asked to be left alone for another {left.total_seconds():.0f} s", left)
        secrets = keys(self._about, self._secrets)
        with into_place(self.name, out) as unfinished, tempfile.TemporaryDirectory(prefix="voice") as folder:
            sounds = []
            for number, part in enumerate(parts):
                path = Path(folder, f"{number}.sound")
                self._fetch(part, voice, path, secrets, until, deadline)
                sounds.append(proven(self.name, path, part, fetched=True))
            join(self.name, parts, sounds, unfinished)

    def close(self) -> None:
        """End the workers."""
        self._process.close()

    def _fetch(
        self, text: str, voice: Voice, path: Path, secrets: dict[str, str], until: float, deadline: timedelta
    ) -> None:
        left = timedelta(seconds=until - time.monotonic())
        if left <= timedelta():
            raise VoiceError(self.name, f"not all pieces came within {deadline.total_seconds():g} s", again=True)
        left -= self._pace.waited(left)
        request = {
            "about": self._about.request,
            "text": text,
            "voice": voice.name,
            "rate": voice.rate,
            "secrets": secrets,
            "out": str(path),
        }
        answer: dict[str, Any] = self._process.ask(request, left)
        if "after" in answer:
            after = timedelta(seconds=answer["after"])
            self._rest.begin(after, answer["error"])
            raise VoiceResting(self.name, f"{answer['error']}; asks to wait {after.total_seconds():.0f} s", after)
        if "error" in answer:
            raise VoiceError(self.name, answer["error"], again=answer["again"])
