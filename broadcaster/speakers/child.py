"""The parent's end of the player process: commands go down, signs of life come up, and it can be killed."""

import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

import broadcaster

GONE = "gone"
_ENDING = 1.0
_HOUSE = str(Path(broadcaster.__file__).parents[1])

Message = Mapping[str, Any]


class PlayerChild:
    """One running player. `last_sign` is the monotonic instant of the newest message from it."""

    def __init__(self, module: str) -> None:
        self._module = module
        self._messages: queue.SimpleQueue[Message] = queue.SimpleQueue()
        self._process: subprocess.Popen[bytes] | None = None
        self._started = threading.Event()
        self.last_sign = time.monotonic()
        self.gone = False
        # Linux kills the player when the thread that started it ends: so the thread that reads it starts it.
        self._keeper = threading.Thread(target=self._keep, name="player-keeper", daemon=True)
        self._keeper.start()
        self._started.wait(_ENDING)

    @property
    def pid(self) -> int:
        """The process's number; 0 when it could not be started."""
        return self._process.pid if self._process else 0

    def send(self, do: str, **more: object) -> None:
        """Give a command; a player that is gone is noticed by its silence."""
        process = self._process
        if process is None or process.stdin is None:
            return
        try:
            process.stdin.write((json.dumps({"do": do, **more}) + "\n").encode())
            process.stdin.flush()
        except (OSError, ValueError):
            self.gone = True

    def next(self, patience: float) -> Message | None:
        """The next message, waiting up to `patience` seconds; {"say": "gone"} once the process has ended."""
        try:
            message = self._messages.get(timeout=patience)
        except queue.Empty:
            return None
        self.gone = self.gone or message["say"] == GONE
        return message

    def close(self, *, at_once: bool = False) -> None:
        """End it: by closing its stdin, or by force."""
        process = self._process
        if process is None:
            return
        if not at_once and process.stdin is not None:
            try:
                process.stdin.close()
                process.wait(_ENDING)
            except (OSError, subprocess.TimeoutExpired):
                at_once = True
        if at_once:
            process.kill()
        process.wait()
        self._keeper.join(_ENDING)

    def _keep(self) -> None:
        command = [sys.executable, "-m", "broadcaster.speakers.player"]
        command += ["--module", self._module, "--parent", str(os.getpid())]
        try:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": os.pathsep.join([_HOUSE, *filter(None, sys.path)])},
            )
        except OSError:
            self._messages.put({"say": GONE})
            return
        finally:
            self._started.set()
        with self._process as process:
            assert process.stdout is not None
            for line in process.stdout:
                self.last_sign = time.monotonic()
                self._messages.put(json.loads(line))
        self.gone = True
        self._messages.put({"say": GONE})


class Keeper(Protocol):
    """Who holds the player between two plays. `level` is the devices' volume in per cent; 0: it is left alone."""

    module: str
    listens: bool
    level: int

    def player(self) -> PlayerChild:
        """A player that runs."""
        ...

    def replace(self) -> PlayerChild:
        """Kill this player and start another."""
        ...
