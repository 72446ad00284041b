"""The player: a small process of its own that holds libVLC and does what it is told, one JSON line at a time.

In:  {"do": "arm", "cue", "path", "sha256", "device", "volume", "offset" (seconds into the file)} ·
     {"do": "tune", "cue", "path" (a pipe), "demux", "device", "volume"} ·
     {"do": "go", "cue", "at"} (seconds since 1970, the instant playback begins) · {"do": "stop"} ·
     {"do": "volume", "volume"} · {"do": "quit"}
Out: {"say": "ready", "network": "closed" | "open"} · "armed" (path, frames) · "refused" (reason, detail) ·
     "begun" (monotonic) · "ended" · "stopped" · "alive" (twice a second while a cue is held)
It ends at once when its stdin closes or its parent dies.
"""

import argparse
import json
import os
import queue
import threading
import time
from pathlib import Path

from broadcaster.airing import Reason
from broadcaster.speakers import isolation
from broadcaster.speakers.seal import Refused, Sealed, cut_copy, sealed_copy

SIGN_OF_LIFE = 0.5
_LOOK = 0.02  # between two looks at libVLC while something sounds
_COARSE = 0.05  # the last stretch before the instant is waited for closely
_FINE = 0.0006
_EARLY = 0.006  # a sound server takes the first block so much before its time (measured at the monitor)
_SETTLE = (0.02, 0.06, 0.12, 0.2)  # when volume and mute are set, inside the leading silence


class Orders:
    """Commands as they come. The process ends with its parent's pipe, even while libVLC is busy."""

    def __init__(self) -> None:
        self._waiting: queue.SimpleQueue[dict[str, object]] = queue.SimpleQueue()
        threading.Thread(target=self._read, daemon=True).start()

    def next(self, patience: float) -> dict[str, object] | None:
        """The next command, waiting up to `patience` seconds."""
        try:
            return self._waiting.get(timeout=max(0.0, patience))
        except queue.Empty:
            return None

    def _read(self) -> None:
        rest = b""
        while piece := os.read(0, 65536):
            *lines, rest = (rest + piece).split(b"\n")
            for line in lines:
                self._waiting.put(json.loads(line))
        os._exit(0)


class Player:
    """One cue at a time: armed, released at its instant, watched to its end."""

    def __init__(self, module: str, network: str) -> None:
        from broadcaster.speakers.turntable import Turntable

        self._commands = Orders()
        self._table = Turntable(module)
        self._network = network
        self._cue = 0
        self._copy: Sealed | None = None
        self._cut: Sealed | None = None  # what sounds, where it is not the whole file
        self._held = False
        self._at: float | None = None
        self._begun: float | None = None
        self._settled = 0
        self._last_sign = 0.0

    def run(self) -> None:
        """Obey until the end of stdin."""
        self._table.warm_up()
        self._say("ready", network=self._network, pid=os.getpid())
        while True:
            command = self._commands.next(self._patience())
            if command is not None:
                self._obey(command)
            self._tick()

    def _patience(self) -> float:
        if self._begun is not None:
            return _LOOK
        if self._at is not None:
            return min(SIGN_OF_LIFE, self._at - time.time() - _COARSE)
        return SIGN_OF_LIFE if self._held or self._table.warming else 3600.0

    def _tick(self) -> None:
        now = time.monotonic()
        if self._table.warming:
            self._table.cool_down(now)
        if self._at is not None and self._at - time.time() <= 2 * _COARSE:
            self._release(self._at)
        if self._begun is not None:
            self._follow(now)
        if self._held and now - self._last_sign >= SIGN_OF_LIFE:
            self._last_sign = now
            self._say("alive")

    def _obey(self, command: dict[str, object]) -> None:
        match command.get("do"):
            case "arm":
                self._arm(command)
            case "tune":
                self._tune(command)
            case "go" if self._held and command.get("cue") == self._cue:
                self._at = float(str(command["at"])) + _EARLY
            case "stop":
                self._drop()
                self._say("stopped")
            case "volume":
                self._table.set_volume(int(str(command["volume"])))
            case "quit":
                os._exit(0)

    def _arm(self, command: dict[str, object]) -> None:
        self._drop()
        self._cue = int(str(command["cue"]))
        try:
            self._copy = sealed_copy(Path(str(command["path"])), str(command["sha256"]))
            device, volume = str(command["device"]), int(str(command["volume"]))
            offset = float(str(command.get("offset", 0.0)))
            self._cut = cut_copy(self._copy, offset) if offset else None
            if not self._table.arm((self._cut or self._copy).path, device, volume):
                raise Refused(Reason.PLAYER_FAILED, "libVLC did not open the file")
        except Refused as refusal:
            self._drop()
            self._say("refused", reason=refusal.reason.value, detail=refusal.detail)
            return
        self._hold()
        self._say("armed", path=str(self._copy.path), frames=self._copy.frames)

    def _tune(self, command: dict[str, object]) -> None:
        """Hold what comes out of a pipe, taken for nothing but what it was said to be."""
        self._drop()
        self._cue = int(str(command["cue"]))
        device, volume = str(command["device"]), int(str(command["volume"]))
        self._table.tune(Path(str(command["path"])), device, volume, str(command["demux"]))
        self._hold()
        self._say("armed")

    def _hold(self) -> None:
        self._held = True
        self._last_sign = time.monotonic()

    def _release(self, at: float) -> None:
        """Wait out the last stretch, roughly and then closely, and let the sound go."""
        while (left := at - time.time()) > 0:
            time.sleep(left - 0.002 if left > 0.004 else min(left, _FINE) if left > 0.001 else 0)
        self._table.release()
        self._begun = time.monotonic()
        self._at = None
        self._settled = 0
        self._say("begun", monotonic=self._begun)

    def _follow(self, now: float) -> None:
        assert self._begun is not None
        since = now - self._begun
        if self._settled < len(_SETTLE) and since >= _SETTLE[self._settled]:
            self._settled += 1
            self._table.settle()
        if self._table.ended():
            self._drop()
            self._say("ended")

    def _drop(self) -> None:
        """Be silent and hold nothing."""
        self._table.clear()
        for held in (self._copy, self._cut):
            if held:
                held.close()
        self._copy = self._cut = self._at = self._begun = None
        self._held = False

    def _say(self, what: str, **more: object) -> None:
        line = json.dumps({"say": what, "cue": self._cue, **more}) + "\n"
        try:
            os.write(1, line.encode())
        except OSError:
            os._exit(0)


def main() -> None:
    """Start as a child of the station's daemon."""
    options = argparse.ArgumentParser(description="The station's player; started by the daemon.")
    options.add_argument("--module", default="pulse", help="libVLC's audio output module")
    options.add_argument("--parent", type=int, default=os.getppid())
    given = options.parse_args()
    isolation.die_with_parent(given.parent)
    network = "closed" if isolation.leave_the_network() else "open"
    isolation.hurry()
    Player(given.module, network).run()


if __name__ == "__main__":
    main()
