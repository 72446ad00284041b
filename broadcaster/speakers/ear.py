"""The ear: a tap on a sound device's monitor, written onto a tape by a thread of its own."""

import contextlib
import os
import subprocess
import threading
import time
from array import array

from broadcaster.speakers.tape import TAPE_RATE, Tape

_CHUNK = 4096
_LATENCY = 10  # milliseconds
_NICE = -11


class Ear:
    """Listens from its making until it is closed. `lost` says that the tap has ended by itself."""

    def __init__(self, monitor: str) -> None:
        self.tape = Tape()
        self.lost = False
        self._tap = subprocess.Popen(
            [
                "parec",
                f"--device={monitor}",
                "--raw",
                "--format=s16le",
                f"--rate={TAPE_RATE}",
                "--channels=1",
                f"--latency-msec={_LATENCY}",
                "--client-name=ward-ear",
            ],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        with contextlib.suppress(OSError, AttributeError):
            os.setpriority(os.PRIO_PROCESS, self._tap.pid, _NICE)  # a busy machine must not make us deaf
        self._thread = threading.Thread(target=self._listen, name="ear", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Take the tap off."""
        self._tap.terminate()
        try:
            self._tap.wait(1.0)
        except subprocess.TimeoutExpired:
            self._tap.kill()
            self._tap.wait()
        self._thread.join(1.0)
        if self._tap.stdout:
            self._tap.stdout.close()

    def _listen(self) -> None:
        assert self._tap.stdout is not None
        pipe, odd = self._tap.stdout.fileno(), b""
        while piece := os.read(pipe, _CHUNK):
            arrived = time.monotonic()
            piece = odd + piece
            odd = piece[len(piece) & ~1 :]
            self.tape.write(array("h", piece[: len(piece) & ~1]), arrived)
        self.lost = True
