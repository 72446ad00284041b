"""gTTS, the natural voice of Google Translate: online, in pieces of 100 letters, proven before it is believed."""

import tempfile
import time
from datetime import timedelta
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from broadcaster.errors import VoiceError
from broadcaster.station import Voice
from broadcaster.tts.keep import into_place
from broadcaster.tts.pieces import breathes_after, pieces
from broadcaster.tts.port import VoiceResting
from broadcaster.tts.process import EngineProcess
from broadcaster.tts.proof import proven
from broadcaster.tts.resting import Rest

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NAME = "gtts"
PROGRAM = Path(__file__).with_name("gtts_worker.py")
SLOW = 0.8
"""The service knows two speeds; below this rate the slower one is asked for."""

BREATH = timedelta(seconds=0.4)
EDGE = timedelta(milliseconds=40)


class Gtts:
    """Google's voice through gTTS. `server` stands in for Google's own; `notes` keeps a Retry-After over restarts."""

    name = NAME
    respells = False

    def __init__(self, server: str | None = None, notes: Path | None = None) -> None:
        self.version = f"gTTS {version('gTTS')}, 1"
        self._process = EngineProcess(NAME, PROGRAM, (server,) if server else ())
        self._rest = Rest(notes / "gtts-rests-until" if notes else None)

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
            _join(parts, sounds, unfinished)

    def close(self) -> None:
        """End the worker."""
        self._process.close()

    def _fetch(self, text: str, voice: Voice, path: Path, left: timedelta, deadline: timedelta) -> None:
        if left <= timedelta():
            raise VoiceError(NAME, f"not all pieces came within {deadline.total_seconds():g} s", again=True)
        request = {"text": text, "voice": voice.name, "slow": voice.rate < SLOW, "out": str(path)}
        answer: dict[str, Any] = self._process.ask(request, left)
        if "after" in answer:
            after = timedelta(seconds=answer["after"])
            self._rest.begin(after)
            raise VoiceResting(NAME, f"{answer['error']}; asks to wait {after.total_seconds():.0f} s", after)
        if "error" in answer:
            raise VoiceError(NAME, answer["error"], again=answer["again"])


def _join(parts: list[str], sounds: list[tuple["NDArray[np.float32]", int]], out: Path) -> None:
    """One WAV of all pieces, with a breath where a piece ends at punctuation."""
    import numpy as np
    import soundfile

    rate = sounds[0][1]
    if any(other != rate for _, other in sounds):
        raise VoiceError(NAME, "its pieces have different sampling rates", again=True)
    line = []
    for number, (part, (samples, _)) in enumerate(zip(parts, sounds, strict=True)):
        last = number == len(parts) - 1
        breath = BREATH if breathes_after(part) and not last else timedelta()
        line += [_trimmed(samples, rate), np.zeros(round(breath.total_seconds() * rate), dtype=np.float32)]
    with out.open("wb") as file:
        soundfile.write(file, np.concatenate(line), rate, format="WAV", subtype="PCM_16")


def _trimmed(samples: "NDArray[np.float32]", rate: int) -> "NDArray[np.float32]":
    """The piece without the silence the service puts around it, but for a soft edge."""
    import numpy as np

    loud = np.flatnonzero(np.abs(samples) > 0.01)
    edge = round(EDGE.total_seconds() * rate)
    return samples[max(0, loud[0] - edge) : loud[-1] + edge] if len(loud) else samples
