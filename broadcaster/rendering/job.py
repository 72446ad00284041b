"""One piece of work in a process of its own: its memory is given back, and whatever kills it kills nothing else.

The renderer hands over what is needed on stdin and reads one JSON line for every step. When stdin closes nobody
waits any more, and the process ends.
"""

import contextlib
import json
import os
import pickle
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import IO, Any

from broadcaster.bulletin import Rendition, Script
from broadcaster.errors import BroadcasterError, DiskFull
from broadcaster.rendering.shelf import as_json, from_json
from broadcaster.settings import Settings

NICENESS = 10
"""The loudspeakers come first."""

ROOT = Path(__file__).resolve().parents[2]


class JobProcess:
    """The parent's side: `program` is the module that does the work with what it is given; until then it waits."""

    def __init__(self, program: str, **environ: str) -> None:
        path = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
        environment = {**os.environ, "PYTHONPATH": path, **environ}
        self._process = subprocess.Popen(
            [sys.executable, "-m", program],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
        )
        self._lines: SimpleQueue[bytes] = SimpleQueue()
        threading.Thread(target=self._listen, daemon=True).start()

    def take(self, given: object) -> None:
        """Begin the work with this; a process that is no longer there says so by its steps."""
        assert self._process.stdin is not None
        try:
            pickle.dump(given, self._process.stdin)
            self._process.stdin.flush()
        except OSError:
            self.end()

    @property
    def pid(self) -> int:
        """The process that does it."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether it is there."""
        return self._process.poll() is None

    def steps(self, patience: float) -> Iterator[dict[str, Any] | None]:
        """What it says, step by step; None whenever it has said nothing for `patience` seconds."""
        while True:
            try:
                line = self._lines.get(timeout=patience)
            except Empty:
                yield None
                continue
            if not line:
                return
            step: dict[str, Any] = json.loads(line)
            yield step

    def end(self) -> int:
        """End it now; its exit status (negative: the signal that ended it)."""
        self._process.kill()
        status = self._process.wait()
        assert self._process.stdin is not None
        with contextlib.suppress(OSError):
            self._process.stdin.close()
        return status

    def _listen(self) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as said:
            for line in said:
                self._lines.put(line)
        self._process.wait()
        self._lines.put(b"")


class RenderJobProcess(JobProcess):
    """The parent's side of one rendering."""

    def __init__(self) -> None:
        super().__init__("broadcaster.rendering.job")

    def make(self, script: Script, settings: Settings) -> None:
        """Begin to make the sound of this script."""
        self.take((settings, script))


def rendition_in(step: dict[str, Any]) -> Rendition | None:
    """The finished sound, if this step is the last one."""
    return from_json(step["rendition"]) if "rendition" in step else None


Tell = Callable[..., bool]
"""Says one step, its parts by their names; True, because the work goes on until the process is ended."""


def serve(work: Callable[[Any, Tell], dict[str, Any]], given: IO[bytes], told: IO[bytes]) -> None:
    """The child's side: do the work with what was given, tell how it goes, and what came of it."""
    try:
        what = pickle.load(given)  # what our own parent wrote  # nosec B301
    except EOFError:
        return  # nobody needs this process any more
    threading.Thread(target=_end_with_parent, args=(given.fileno(),), daemon=True).start()

    def tell(**step: Any) -> bool:
        told.write(json.dumps(step).encode() + b"\n")
        told.flush()
        return True

    try:
        tell(**work(what, tell))
    except BroadcasterError as error:
        tell(error=str(error), code=getattr(error, "code", ""), full=isinstance(error, DiskFull))
    except MemoryError:
        tell(error="the work needs more memory than there is")
    except Exception as error:  # a defect: it would come back with every further try
        traceback.print_exc()
        tell(error=f"{type(error).__name__}: {error}")


def _warm_up() -> None:
    """Do the work in small while nothing is to be done: what it needs is loaded, and nobody waits for that later."""
    from broadcaster import sound

    import_module("broadcaster.rendering")  # with it come the reader and the voices
    chime = sound.decode(ROOT / "audio" / "chimes" / "opening.wav")
    hum = sound.Samples(sound.at_rate(chime).data[: sound.RATE])
    sound.shape(hum, sound.Chain())
    sound.programme(sound.joined([sound.Line(hum, timedelta())]), None, None)


def _rendered(given: tuple[Settings, Script], tell: Tell) -> dict[str, Any]:
    settings, script = given
    return {"rendition": as_json(_rendition(script, settings, tell))}


def _rendition(script: Script, settings: Settings, tell: Tell) -> Rendition:
    from broadcaster import rendering

    if script.relay:
        return rendering.render_relay(script, settings, settings.rendered)
    if script.recording:
        return rendering.render_recording(
            script, settings, settings.rendered, lambda done, total, step: tell(done=done, total=total, step=step)
        )
    engines = rendering.engines_of(rendering.voices_for(script, settings), settings)
    try:
        return rendering.render(
            script,
            settings,
            engines,
            settings.rendered,
            lambda done, total, step: tell(done=done, total=total, step=step),
        )
    finally:
        for engine in engines.values():
            engine.close()


def _end_with_parent(given: int) -> None:
    while os.read(given, 64):
        pass
    os._exit(1)


def main(work: Callable[[Any, Tell], dict[str, Any]]) -> None:
    """Do one piece of work for the parent at the other end of stdin and stdout."""
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not look like an answer
    serve(work, sys.stdin.buffer, answers)


if __name__ == "__main__":
    _warm_up()
    main(_rendered)
