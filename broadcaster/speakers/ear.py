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
_AGAIN = (0.05, 0.1, 0.25, 0.5, 1.0, 1.0, 2.0, 2.0)  # seconds before each try to put a tap on again: a server restarts
_TAPS = 6  # so many that gave sound: whatever takes it off that often will do so again


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
        given = tries = 0
        while given < _TAPS and tries < len(_AGAIN):
            if self._hear(self._tap):
                given, tries = given + 1, 0
            if not self.lost:
                self._since, self.lost = time.monotonic(), True
            if self._closed.wait(_AGAIN[tries]) or not self._put_on_again():
                return
            tries += 1

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

    def _hear(self, tap: "subprocess.Popen[bytes]") -> bool:
        """Everything this tap gives, until it ends; whether it gave anything."""
        assert tap.stdout is not None
        pipe, odd, gave = tap.stdout.fileno(), b"", False
        while piece := os.read(pipe, _CHUNK):
            arrived, gave = time.monotonic(), True
            piece = odd + piece
            odd = piece[len(piece) & ~1 :]
            self.tape.write(array("h", piece[: len(piece) & ~1]), arrived, anew=self.lost)
            if self.lost:
                self.lost = False
                self.notes.append(f"the ear was off for {arrived - self._since:.1f} s")
        return gave


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
