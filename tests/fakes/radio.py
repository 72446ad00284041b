"""A radio station on 127.0.0.1 that streams like Icecast, in real time, and can do wrong what such servers do wrong."""

import contextlib
import io
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import soundfile

from tests.sounds import RATE, speech_like

_KINDS = {"audio/mpeg": ("MP3", "MPEG_LAYER_III"), "audio/ogg": ("OGG", "VORBIS")}
_BURST = 2.0
_STEP = 0.1


@dataclass(slots=True)
class Radio:
    """What it does with the next listener; `asked` are the paths it was asked for."""

    address: str
    kind: str = "audio/mpeg"
    silent: bool = False
    stall_after: float | None = None
    hang_up_after: float | None = None
    mute: bool = False
    redirect: str = ""
    redirects: int = 9
    body: bytes = b""
    body_kind: str = ""
    status: str = "HTTP/1.0 200 OK"
    asked: list[str] = field(default_factory=list)
    closing: threading.Event = field(default_factory=threading.Event)

    def answer(self, listener: socket.socket) -> None:
        """One listener, until one of the two hangs up."""
        head = b""
        while b"\r\n\r\n" not in head:
            if not (piece := listener.recv(4096)):
                return
            head += piece
        self.asked.append(head.decode().split()[1])
        if self.mute:
            self.closing.wait()
        elif self.redirect and self.redirects:
            self.redirects -= 1
            listener.sendall(f"HTTP/1.0 302 Found\r\nLocation: {self.redirect}\r\n\r\n".encode())
        elif self.body:
            listener.sendall(f"HTTP/1.0 200 OK\r\nContent-Type: {self.body_kind}\r\n\r\n".encode() + self.body)
        else:
            listener.sendall(f"{self.status}\r\nContent-Type: {self.kind}\r\nicy-name: Ward\r\n\r\n".encode())
            self._stream(listener)

    def _stream(self, listener: socket.socket) -> None:
        sound = encoded(self.kind, self.silent)
        rate, since, sent = len(sound) / _LENGTH, time.monotonic(), 0
        while not self.closing.wait(_STEP) and sent < len(sound):
            passed = time.monotonic() - since
            if self.hang_up_after is not None and passed > self.hang_up_after:
                self.hang_up_after = None
                return
            if self.stall_after is not None and passed > self.stall_after:
                self.stall_after = None
                self.closing.wait(20)
                return
            upto = int((passed + _BURST) * rate)
            listener.sendall(sound[sent:upto])
            sent = max(sent, upto)


_LENGTH = 40.0
_ENCODED: dict[tuple[str, bool], bytes] = {}


def encoded(kind: str, silent: bool) -> bytes:
    """Forty seconds of sound (or of silence) in that coding."""
    if (kind, silent) not in _ENCODED:
        once = np.zeros(10 * RATE) if silent else speech_like(10.0)
        sheet, (container, coding) = io.BytesIO(), _KINDS[kind]
        soundfile.write(sheet, np.tile(once, 4), RATE, format=container, subtype=coding)
        _ENCODED[kind, silent] = sheet.getvalue()
    return _ENCODED[kind, silent]


@contextlib.contextmanager
def radio() -> Iterator[Radio]:
    """A station on the air for the length of the block."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        station = Radio(f"http://127.0.0.1:{door.getsockname()[1]}/live")
        threads = [threading.Thread(target=_serve, args=(door, station), daemon=True)]
        threads[0].start()
        try:
            yield station
        finally:
            station.closing.set()
            with contextlib.suppress(OSError):
                door.shutdown(socket.SHUT_RDWR)
            threads[0].join(2)


def _serve(door: socket.socket, station: Radio) -> None:
    while not station.closing.is_set():
        try:
            listener, _ = door.accept()
        except OSError:
            return
        threading.Thread(target=_attend, args=(listener, station), daemon=True).start()


def _attend(listener: socket.socket, station: Radio) -> None:
    with listener, contextlib.suppress(OSError):
        station.answer(listener)
