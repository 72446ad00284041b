"""Sentences already spoken, kept by text, voice and engine version; files appear whole or not at all."""

import errno
import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import mkstemp

from broadcaster.errors import VoiceError
from broadcaster.station import Voice
from broadcaster.tts.port import Synthesizer
from broadcaster.tts.proof import proven

NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@contextmanager
def into_place(engine: str, out: Path) -> Iterator[Path]:
    """A temporary file beside `out` that takes its place, durably, when the block ends well."""
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        handle, name = mkstemp(prefix=".", suffix=".part", dir=out.parent)
        os.close(handle)
    except OSError as error:
        raise VoiceError(engine, _why(out, error), again=True) from error
    unfinished = Path(name)
    try:
        yield unfinished
        with unfinished.open("rb+") as file:
            os.fsync(file.fileno())
        unfinished.replace(out)
    except OSError as error:
        raise VoiceError(engine, _why(out, error), again=True) from error
    finally:
        with suppress(OSError):
            unfinished.unlink()


def _why(out: Path, error: OSError) -> str:
    """A full disk is something people can do something about: it is called by its name."""
    return f"{out}: {'the disk is full' if error.errno in NO_ROOM else error.strerror}"


class VoiceCache:
    """The kept sentences in `folder`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, text: str, voice: Voice, engine: Synthesizer) -> Path:
        """Where this sentence in this voice is kept."""
        made_of = [text, voice.engine, voice.name, voice.rate, engine.version]
        key = hashlib.sha256(json.dumps(made_of, ensure_ascii=False).encode()).hexdigest()
        return self._folder / key[:2] / f"{key[2:]}.wav"

    def holds(self, text: str, voice: Voice, engine: Synthesizer) -> bool:
        """Whether the sentence is kept and still whole; what was damaged is thrown away."""
        path = self.path(text, voice, engine)
        if not path.is_file():
            return False
        try:
            proven(engine.name, path, text)
        except VoiceError:
            path.unlink(missing_ok=True)
            return False
        with suppress(OSError):
            os.utime(path)  # asked for today: it is not thrown away
        return True

    def prune(self, unused_since: datetime) -> int:
        """Throw away the sentences nobody asked for since then, and what a crash left half written; how many."""
        gone = 0
        for path in [*self._folder.glob("*/*.wav"), *self._folder.glob("*/.*.part")]:
            with suppress(OSError):
                if path.stat().st_mtime < unused_since.timestamp():
                    path.unlink()
                    gone += 1
        return gone

    def spoken(self, text: str, voice: Voice, engine: Synthesizer, deadline: timedelta) -> Path:
        """The kept sentence, spoken now if it was not kept."""
        path = self.path(text, voice, engine)
        if not self.holds(text, voice, engine):
            engine.speak(text, voice, path, deadline)
        return path
