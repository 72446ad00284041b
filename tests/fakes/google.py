"""A stand-in for Google's voice on 127.0.0.1: it behaves (real MP3 in the real wrapping) or misbehaves as told."""

import base64
import io
import json
import socket
import ssl
import struct
import threading
import urllib.parse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
import soundfile

from tests.fakes.voice import RATE, tones

CERTIFICATE = Path(__file__).with_name("nobody-trusts-this.pem")
RPC = "jQ1olc"


def mp3(text: str) -> bytes:
    """What the service would say for `text`."""
    held = io.BytesIO()
    soundfile.write(held, np.array(tones(text), dtype=np.int16), RATE, format="MP3")
    return held.getvalue()


def wrapped(sound: bytes) -> bytes:
    """The sound in the lines of a batchexecute answer."""
    said = json.dumps([base64.b64encode(sound).decode()], separators=(",", ":"))
    frame = json.dumps([["wrb.fr", RPC, said, None, None, None, "generic"]], separators=(",", ":"))
    return f')]}}\'\n\n{len(frame)}\n{frame}\n25\n[["e",4,null,null,132]]\n'.encode()


class Google(ThreadingHTTPServer):
    """The server. `mood` is the next answers' behaviour; `asked` the texts in the order they came."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, answer: "type[Answer]") -> None:
        super().__init__(("127.0.0.1", 0), answer)
        self.mood: Callable[[Answer, str], None] = Answer.speak
        self.asked: list[str] = []
        self.looks: dict[str, int] = {}
        self.over = threading.Event()
        self.scheme = "http"

    @property
    def address(self) -> str:
        """Where it answers."""
        return f"{self.scheme}://127.0.0.1:{self.server_address[1]}"

    def handle_error(self, request: object, client_address: object) -> None:
        """A caller that hangs up is part of the game."""


class Answer(BaseHTTPRequestHandler):
    """One exchange; each method below `speak` is a way to misbehave."""

    server: Google
    kind = "application/json"

    def do_POST(self) -> None:
        """Unwrap the text as the service does and answer in the mood of the moment."""
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        request = json.loads(urllib.parse.parse_qs(body)["f.req"][0])
        text, language, _speed, _null = json.loads(request[0][0][1])
        assert request[0][0][0] == RPC
        assert language == "vi"
        self.server.asked.append(text)
        self.server.mood(self, text)

    def reply(self, body: bytes, status: int = 200, claimed: int | None = None, **headers: str) -> None:
        """A whole answer, or one that claims another length."""
        self.send_response(status)
        for name, value in ({"Content_Type": self.kind} | headers).items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body) if claimed is None else claimed))
        self.end_headers()
        self.wfile.write(body)

    def wrap(self, sound: bytes) -> bytes:
        """A sound as this service sends it."""
        return wrapped(sound)

    def speak(self, text: str) -> None:
        """Behave."""
        self.reply(self.wrap(mp3(text)))

    def hang(self, text: str) -> None:
        """Accept and say nothing."""
        self.server.over.wait()

    def drip(self, text: str) -> None:
        """One byte of the body at a time, for ever."""
        self.send_response(200)
        self.send_header("Content-Length", "1000000")
        self.end_headers()
        while not self.server.over.wait(0.1):
            self.wfile.write(b" ")
            self.wfile.flush()

    def drip_headers(self, text: str) -> None:
        """One byte of a header at a time, for ever."""
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        while not self.server.over.wait(0.1):
            self.wfile.write(b"a")
            self.wfile.flush()

    def too_many(self, text: str) -> None:
        """Ask to be left alone."""
        self.reply(b"slow down", 429, Retry_After="120")

    def broken(self, text: str) -> None:
        """An error of its own."""
        self.reply(b"oops", 500)

    def forbidden(self, text: str) -> None:
        """A refusal that will not change."""
        self.reply(b"no", 403)

    def page(self, text: str) -> None:
        """A page with 200, as a captive portal or a consent form gives."""
        self.reply("<!doctype html><title>Đăng nhập Wi-Fi</title>".encode(), Content_Type="text/html; charset=utf-8")

    def elsewhere(self, text: str) -> None:
        """A redirection to a consent page."""
        self.reply(b"", 302, Location="/consent")

    def half(self, text: str) -> None:
        """Hang up in the middle of the body."""
        whole = self.wrap(mp3(text))
        self.reply(whole[: len(whole) // 2], claimed=len(whole))

    def half_the_sound(self, text: str) -> None:
        """A whole answer that holds only the first half of the sound."""
        sound = mp3(text)
        self.reply(self.wrap(sound[: len(sound) // 2]))

    def empty(self, text: str) -> None:
        """200 and nothing."""
        self.reply(b"")

    def no_sound(self, text: str) -> None:
        """A proper wrapping around no bytes."""
        self.reply(self.wrap(b""))

    def huge(self, text: str) -> None:
        """A body without end."""
        self.send_response(200)
        self.end_headers()
        while not self.server.over.is_set():
            self.wfile.write(b"x" * 65536)

    def noise(self, text: str) -> None:
        """A proper wrapping around bytes that are no sound."""
        self.reply(self.wrap(bytes(range(256)) * 40))

    def other_text(self, text: str) -> None:
        """A sound, but of one syllable only."""
        self.reply(self.wrap(mp3("a")))

    def reset(self, text: str) -> None:
        """Drop the connection with a reset."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing on the terminal."""


@contextmanager
def google(*, secured: bool = False, answer: type[Answer] = Answer) -> Iterator[Google]:
    """The server while the block lasts; `secured` with a certificate that no authority signed."""
    server = Google(answer)
    if secured:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(CERTIFICATE)
        server.socket = context.wrap_socket(server.socket, server_side=True)
        server.scheme = "https"
    serving = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    serving.start()
    try:
        yield server
    finally:
        server.over.set()
        server.shutdown()
        server.server_close()
        serving.join()
