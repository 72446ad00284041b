"""edge-tts, the natural voices of Microsoft Edge: online, an extra to be installed, one request for a sentence."""

from datetime import timedelta
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from broadcaster.errors import VoiceError
from broadcaster.station import Voice
from broadcaster.tts.keep import into_place
from broadcaster.tts.pace import Pace
from broadcaster.tts.process import Crew
from broadcaster.tts.proof import proven, syllables

NAME = "edge"
PROGRAM = Path(__file__).with_name("edge_worker.py")
TOGETHER = 2
"""Sentences asked for at the same time; the service is not ours to load."""


class Edge:
    """Microsoft's voices through edge-tts. `server` stands in for Microsoft's own (ws://…)."""

    name = NAME
    respells = False
    at_once = TOGETHER

    def __init__(self, server: str | None = None, gap: timedelta = timedelta()) -> None:
        try:
            self.version = f"edge-tts {version('edge-tts')}, 1"
        except PackageNotFoundError as error:
            raise VoiceError(NAME, "edge-tts is not installed", again=False) from error
        self._process = Crew(NAME, PROGRAM, (server,) if server else (), TOGETHER)
        self._pace = Pace(NAME, gap)

    @property
    def pid(self) -> int | None:
        """A worker's process, if one runs."""
        return self._process.pid

    def speak(self, text: str, voice: Voice, out: Path, deadline: timedelta) -> None:
        """Write `text` as an MP3 to `out`."""
        if not syllables(text):
            raise VoiceError(NAME, "there is nothing to say", again=False)
        left = deadline - self._pace.waited(deadline)
        with into_place(NAME, out) as unfinished:
            request = {
                "text": "".join(letter if letter.isprintable() else " " for letter in text),
                "voice": voice.name,
                "rate": f"{round((voice.rate - 1) * 100):+d}%",
                "out": str(unfinished),
            }
            answer: dict[str, Any] = self._process.ask(request, left)
            if "error" in answer:
                raise VoiceError(NAME, answer["error"], again=answer["again"])
            proven(NAME, unfinished, text, fetched=True)

    def close(self) -> None:
        """End the workers."""
        self._process.close()
