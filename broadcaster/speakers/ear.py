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
_AGAIN = 0.05  # seconds before a tap that has ended is put on again
_TAPS = 6  # so many in all: whatever takes it off that often will do so again


class Ear:
    """Listens from its making until it is closed. A tap that ends by itself (killed, its server restarted) is put on
    again; `lost` while there is none, and `notes` says for how long there was none. OSError where none can be had.
    """

    def __init__(self, monitor: str) -> None:
        self.tape = Tape()
        self.lost = False
        self.notes: list[str] = []
        self._monitor = monitor
        self._since = 0.0
        self._closed = threading.Event()
        self._changing = threading.Lock()
        self._tap = _tap(monitor)
        self._thread = threading.Thread(target=self._listen, name="ear", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Take the tap off."""
        with self._changing:
            self._closed.set()
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
        for _ in range(_TAPS):
            self._hear(self._tap)
            self._since, self.lost = time.monotonic(), True
            if self._closed.wait(_AGAIN) or not self._put_on_again():
                return

    def _put_on_again(self) -> bool:
        """The next tap; False when the ear was closed meanwhile, or there is no parec any more."""
        with self._changing:
            if self._closed.is_set():
                return False
            self._tap.wait()
            if self._tap.stdout:
                self._tap.stdout.close()
            with contextlib.suppress(OSError):
                self._tap = _tap(self._monitor)
                return True
        return False

    def _hear(self, tap: "subprocess.Popen[bytes]") -> None:
        """Everything this tap gives, until it ends."""
        assert tap.stdout is not None
        pipe, odd = tap.stdout.fileno(), b""
        while piece := os.read(pipe, _CHUNK):
            arrived = time.monotonic()
            piece = odd + piece
            odd = piece[len(piece) & ~1 :]
            self.tape.write(array("h", piece[: len(piece) & ~1]), arrived, anew=self.lost)
            if self.lost:
                self.lost = False
                self.notes.append(f"the ear was off for {arrived - self._since:.1f} s")


def _tap(monitor: str) -> "subprocess.Popen[bytes]":
    tap = subprocess.Popen(
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
        os.setpriority(os.PRIO_PROCESS, tap.pid, _NICE)  # a busy machine must not make us deaf
    return tap
